"""How many parameters something has, which a call must give, and what the others are by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.narrow import Narrow
from stc_lsp.code.english import code, codes, count, joined, listed
from stc_lsp.code.parameters import parameters_of
from stc_lsp.wake.structural.inquiry import Finding, label
from stc_lsp.wake.structural.narrow.meant import callables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.code.parameters import Parameter
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_LONGEST_HEADER = 12_000
"""Bytes of source in which a header is looked for that is too long to be kept in the index."""
_MOST = 30
_LENIENT = frozenset({"javascript"})
"""Languages in which a call may leave out whatever it likes."""


def parameters(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """How many there are, which are required, which are optional, and the defaults."""
    found = (_of(inquiry, each, asked.asks) for each in callables(inquiry, asked.slots[0]))
    return [each for each in found if each is not None]


def read_parameters(inquiry: Inquiry, stored: StoredChunk) -> tuple[Parameter, ...] | None:
    """The parameters of a function, without the receiver; None if its header does not tell them all."""
    _, now = inquiry.present.of(stored)
    chunk = now or stored.chunk
    found = parameters_of(stored.language, chunk.signature, chunk.parameters)
    if found is not None or not chunk.signature.endswith("…"):
        return found
    source = inquiry.present.text(stored.path)
    if source is None:
        return None
    header = source[chunk.name_end_byte : chunk.name_end_byte + _LONGEST_HEADER]
    return parameters_of(stored.language, f"\n{header.decode(errors='replace')}", chunk.parameters)


def _of(inquiry: Inquiry, stored: StoredChunk, asks: Narrow) -> Finding | None:
    found = read_parameters(inquiry, stored)
    if found is None:
        return None
    name = inquiry.placed(stored)
    told = _SAYERS[asks](name, found)
    is_strict = asks is Narrow.DEFAULTS or stored.language not in _LENIENT
    if not is_strict and any(each.is_required for each in found):
        told = joined(told, "JavaScript lets a call leave out any, all the same.")
    return Finding(told, tuple(inquiry.cite(stored)))


def _counted(name: str, found: Sequence[Parameter]) -> str:
    if not found:
        return f"{name} takes no parameters."
    required = [each for each in found if each.is_required]
    defaults = [each for each in found if each.default]
    rest = [each for each in found if not each.is_required and not each.default]
    parts = [
        f"{len(required):,} required ({_names(required)})" if required else "",
        f"{len(defaults):,} with a default ({_with_defaults(defaults)})" if defaults else "",
        f"{len(rest):,} that may be left out ({_names(rest)})" if rest else "",
    ]
    return f"{name} takes {count(len(found), 'parameter')}: {listed([each for each in parts if each])}."


def _required(name: str, found: Sequence[Parameter]) -> str:
    required = [each for each in found if each.is_required]
    if not required:
        return f"{_none_of(found)} of {name} is required."
    verb = "is" if len(required) == 1 else "are"
    others = [each for each in found if not each.is_required]
    rest = f"The others may be left out: {_with_defaults(others)}." if others else "There are no others."
    return f"Of the parameters of {name}, {_names(required)} {verb} required. {rest}"


def _optional(name: str, found: Sequence[Parameter]) -> str:
    others = [each for each in found if not each.is_required]
    required = [each for each in found if each.is_required]
    if not others:
        return f"{_none_of(found)} of {name} is optional."
    verb = "is" if len(others) == 1 else "are"
    rest = f" Required: {_names(required)}." if required else ""
    return f"Of the parameters of {name}, {_with_defaults(others)} {verb} optional.{rest}"


def _defaults(name: str, found: Sequence[Parameter]) -> str:
    defaults = [each for each in found if each.default]
    if not defaults:
        return f"{_none_of(found)} of {name} has a default."
    lines = [f"- {code(each.name)} is {code(each.default)} by default" for each in defaults[:_MOST]]
    rest = f"\n\nWithout a default: {_names([each for each in found if not each.default])}."
    return f"Of the parameters of {name}:\n" + "\n".join(lines) + (rest if len(found) > len(defaults) else "")


_SAYERS = {
    Narrow.PARAMETER_COUNT: _counted,
    Narrow.REQUIRED: _required,
    Narrow.OPTIONAL: _optional,
    Narrow.DEFAULTS: _defaults,
}


def _none_of(found: Sequence[Parameter]) -> str:
    return "No parameter" if len(found) < 2 else f"None of the {len(found):,} parameters"


def _names(found: Sequence[Parameter]) -> str:
    return codes([each.name for each in found], _MOST)


def _with_defaults(found: Sequence[Parameter]) -> str:
    return codes([f"{each.name}={each.default}" if each.default else each.name for each in found], _MOST)


def plain_name(parameter: str) -> str:
    """The name of a parameter without what marks it: `*args` -> `args`, `$x` -> `x`."""
    return re.sub(r"^\W+", "", parameter)


def default_in(inquiry: Inquiry, stored: StoredChunk, name: str) -> str | None:
    """As in "`a` of `f` (`x.py:1`) is `3` by default"; None if it has no such parameter."""
    for each in read_parameters(inquiry, stored) or ():
        if plain_name(each.name) == name.lstrip("*$-"):
            it = f"The parameter {code(each.name)} of {code(label(stored))} ({inquiry.place(stored)})"
            if each.default:
                return f"{it} is {code(each.default)} by default."
            return f"{it} {'has no default' if each.is_required else 'may be left out, and says no default'}."
    return None
