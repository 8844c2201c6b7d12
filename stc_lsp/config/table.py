"""The one table of settings, read from the fields of the schema: names, types, defaults, limits, help."""

from __future__ import annotations

import dataclasses
import types
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import attrs

from stc_lsp.config.schema import ModelOverride, ModelSettings, Rule, Settings
from stc_lsp.memory.values import Caps
from stc_lsp.models.settings import ASLEEP, AWAKE, EMBEDDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNLIMITED = "unlimited"
_GUARDED = ("model", "embeddings", "privacy", "budget", "data_dir", "log")
"""Sections that decide where code goes, what it costs and who sees it: a repository must be trusted first."""


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One row: a setting that can be set."""

    name: str
    """Dotted, as in a settings file: `model.base_url`."""
    type: Any
    """`str`, `int`, `float`, `bool`, `Path` or `tuple` (of texts)."""
    default: object
    rule: Rule
    may_be_unlimited: bool = False
    """A cap: the word `unlimited` stands for no limit, which is None in the settings."""

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "STC_" + self.name.replace(".", "__").upper()

    @property
    def guarded(self) -> bool:
        """A repository's own file may set it only once the person trusts that file."""
        return self.name.split(".")[0] in _GUARDED

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        if self.rule.choices:
            return "one of " + ", ".join(self.rule.choices)
        if self.rule.pattern_help:
            return self.rule.pattern_help
        words = _TYPE_WORDS[self.type] + _limits(self.rule)
        return f"{words}, or {UNLIMITED}" if self.may_be_unlimited else words


_TYPE_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Path: "a folder",
    tuple: "a list of texts",
}


def _limits(rule: Rule) -> str:
    match rule.minimum, rule.maximum:
        case None, None:
            return ""
        case low, None:
            return f" from {low:g} up"
        case None, high:
            return f" up to {high:g}"
        case low, high:
            return f" from {low:g} to {high:g}"


@cache
def settings_table() -> Mapping[str, Setting]:
    """Every setting under its dotted name, in the order of the schema."""
    return {row.name: row for row in _rows("", Settings)}


def _rows(prefix: str, owner: type[Any]) -> Iterator[Setting]:
    for field in attrs.fields(owner):
        name = prefix + field.name
        if field.metadata.get("setting") is False:
            continue
        if field.type is Caps:
            yield from _cap_rows(name, field.default)
        elif attrs.has(field.type):
            yield from _rows(f"{name}.", field.type)
        else:
            yield Setting(name, _plain(field.type), field.default, _rule(owner, name, field))


def _rule(owner: type[Any], name: str, field: attrs.Attribute[Any]) -> Rule:
    if owner is not ModelOverride:
        return field.metadata["rule"]
    general: Rule = attrs.fields_dict(ModelSettings)[field.name].metadata["rule"]
    return dataclasses.replace(general, help=f"`model.{field.name}` {_PHASES[name.split('.')[1]]} only.")


_PHASES = {
    ASLEEP: "for thinking ahead",
    AWAKE: "for answering",
    EMBEDDING: "for the vectors of repositories, if an endpoint makes them",
}


def _cap_rows(prefix: str, default: Caps) -> Iterator[Setting]:
    phase = prefix.rpartition(".")[2]
    for field in dataclasses.fields(Caps):
        kind = _plain(get_type_hints(Caps)[field.name])
        what, _, period = field.name.partition("_per_")
        rule = Rule(f"Most {what} in one {period} {_PHASES[phase]}.", minimum=0)
        yield Setting(
            f"{prefix}.{field.name}", kind, getattr(default, field.name), rule, may_be_unlimited=True
        )


def _plain(annotation: Any) -> Any:
    """`int` of `int | None`, `tuple` of `tuple[str, ...]`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(each for each in get_args(annotation) if each is not type(None))
    return get_origin(annotation) or annotation


def value_of(settings: Settings, name: str) -> object:
    """The value of the setting with this dotted name."""
    value: object = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value
