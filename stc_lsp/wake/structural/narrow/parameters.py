"""How many parameters something has, which a call must give, and what the others are by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.narrow import Narrow, NarrowAsked
from stc_lsp.code.english import bulleted, code, codes, count, joined, listed, plural
from stc_lsp.code.parameters import Parameter, parameters_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import callables
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk

_LONGEST_HEADER = 12_000
"""Bytes of source in which a header is looked for that is too long to be kept in the index."""
_MOST = 30
_BOUND = re.compile(
    r"(?:^|[\s.])(?:(?:const|let|var|static|final|pub) )*[\w.$]+\s*(?::[^=]+)?=\s*(?P<value>.+)$"
)
_STATED = re.compile(r"\[([\w.$]+)=([^\[\]\n]+)\]")
_LENIENT = frozenset({"javascript"})
"""Languages in which a call may leave out whatever it likes."""


def parameters(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """How many there are, which are required, which are optional, and the defaults."""
    return [parameters_said(inquiry, each, asked.asks) for each in callables(inquiry, asked.slots[0])]


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


def parameters_said(inquiry: Inquiry, stored: StoredChunk, asks: Narrow) -> Finding | None:
    """What is asked of the parameters of one function; None if they are not all known."""
    found = read_parameters(inquiry, stored)
    if found is None:
        return None
    name = inquiry.placed(stored)
    told = _SAYERS[asks](name, found)
    documented = _documented(stored) if asks is Narrow.DEFAULTS else ""
    if documented and not any(each.default for each in found):
        return Finding(f"{told} Its documentation states:\n{documented}", tuple(inquiry.cite(stored)))
    is_strict = asks is Narrow.DEFAULTS or stored.language not in _LENIENT
    if not is_strict and any(each.is_required for each in found):
        told = joined(told, "JavaScript lets a call leave out any, all the same.")
    return Finding(told, tuple(inquiry.cite(stored)))


def _documented(stored: StoredChunk) -> str:
    """The defaults that a comment states as JSDoc has them, `[options.depth=40]`, as a list; "" if none."""
    found = _STATED.findall(stored.chunk.documentation)
    return "\n".join(f"- {code(name)} is {code(value)} by default" for name, value in found[:_MOST])


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
    others = [each for each in found if not each.is_required]
    rest = f"The others may be left out: {_with_defaults(others)}." if others else "There are no others."
    return f"Of the parameters of {name}, {_names(required)} {plural('is', len(required))} required. {rest}"


def _optional(name: str, found: Sequence[Parameter]) -> str:
    others = [each for each in found if not each.is_required]
    required = [each for each in found if each.is_required]
    if not others:
        return f"{_none_of(found)} of {name} is optional."
    rest = f" Required: {_names(required)}." if required else ""
    are = f"{_with_defaults(others)} {plural('is', len(others))} optional"
    return f"Of the parameters of {name}, {are}.{rest}"


def _defaults(name: str, found: Sequence[Parameter]) -> str:
    defaults = [each for each in found if each.default]
    if not defaults:
        return f"{_none_of(found)} of {name} has a default."
    lines = [f"{code(each.name)} is {code(each.default)} by default" for each in defaults[:_MOST]]
    others = [each for each in found if not each.default]
    rest = f"Without a default: {_names(others)}." if others else ""
    return paragraphs(f"Of the parameters of {name}:\n{bulleted(lines, len(defaults))}", rest)


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


def parameter_named(inquiry: Inquiry, stored: StoredChunk, name: str) -> Parameter | None:
    """The parameter of that name, whether or not that is marked."""
    found = read_parameters(inquiry, stored) or ()
    return next((each for each in found if plain_name(each.name) == name.lstrip("*$-")), None)


def bound_to(stored: StoredChunk) -> str:
    """What a variable is given where it is defined, as it is written; "" if that is not known in full."""
    found = _BOUND.search(stored.chunk.signature)
    return found["value"] if found is not None and not stored.chunk.signature.endswith("…") else ""


def constant_said(inquiry: Inquiry, name: str) -> str:
    """What the constant of that name is, as a clause; "" if it is none, or there are several."""
    found = inquiry.snapshot.named(name) if name.isupper() else []
    constants = [
        each for each in found if each.chunk.kind is ChunkKind.VARIABLE and not is_test_path(each.path)
    ]
    value = bound_to(constants[0]) if len(constants) == 1 else ""
    at = code(f"{constants[0].path}:{constants[0].chunk.start_line}") if value else ""
    return f", which is {code(value)} at {at}," if value else ""


def default_said(inquiry: Inquiry, stored: StoredChunk, parameter: Parameter) -> str:
    """As in "The parameter `a` of `f` (`x.py:1`) is `3` by default."."""
    it = f"The parameter {code(parameter.name)} of {inquiry.placed(stored)}"
    if parameter.default:
        return f"{it} is {code(parameter.default)}{constant_said(inquiry, parameter.default)} by default."
    return f"{it} {'has no default' if parameter.is_required else 'may be left out, and says no default'}."
