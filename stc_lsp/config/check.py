"""From what somebody wrote to a value of the right type and range, or a refusal that tells all."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar, cast

from stc_lsp.config.origin import Layer, Origin
from stc_lsp.config.table import UNLIMITED, Setting, settings_table
from stc_lsp.errors import SettingsError

_T = TypeVar("_T")

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_TEXTUAL = frozenset({Layer.ENVIRONMENT, Layer.COMMAND_LINE})
"""Layers where everything is text, whatever it means."""


class _Unfit(Exception):  # noqa: N818 - never leaves this module
    """The value does not fit the setting."""


def find(name: str, origin: Origin) -> Setting:
    """The setting of that name; raises SettingsError with the nearest names that do exist."""
    table = settings_table()
    if name in table:
        return table[name]
    hint = did_you_mean(name, table)
    raise SettingsError(
        f"There is no setting {name} ({origin}).{hint} `stc-lsp config --all` lists all of them.", origin.file
    )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean X?` with a space before it, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def check(setting: Setting, raw: object, origin: Origin) -> object:
    """The value that `raw` means for this setting; raises SettingsError."""
    try:
        if setting.may_be_unlimited and isinstance(raw, str) and raw.strip().lower() == UNLIMITED:
            return None
        value = _typed(setting, raw, textual=origin.layer in _TEXTUAL)
        _within(setting, value)
    except _Unfit:
        raise SettingsError(
            f"{setting.name} = {_shown(raw)} is not allowed: it must be {setting.allowed}. "
            f"It was set by {origin}.",
            origin.file,
        ) from None
    return value


def _typed(setting: Setting, raw: object, *, textual: bool) -> object:
    if textual and isinstance(raw, str):
        return _from_text(setting, raw)
    if setting.type is bool:
        return _require(raw, bool)
    if setting.type is int:
        return _whole(raw)
    if setting.type is float:
        return _number(raw)
    if setting.type is tuple:
        return _texts(raw)
    text = _require(raw, str)
    return _folder(text, must_be_absolute=True) if setting.type is Path else text


def _from_text(setting: Setting, text: str) -> object:
    word = text.strip().lower()
    if setting.type is bool:
        if word in _TRUE | _FALSE:
            return word in _TRUE
        raise _Unfit
    if setting.type in (int, float):
        try:
            return int(word) if setting.type is int else _number(float(word))
        except ValueError:
            raise _Unfit from None
    if setting.type is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return _folder(text, must_be_absolute=False) if setting.type is Path else text


def _require(raw: object, kind: type[_T]) -> _T:
    if isinstance(raw, kind):
        return raw
    raise _Unfit


def _whole(raw: object) -> int:
    # JSON knows one kind of number: an editor may well send 4.0 for 4. True is an int to Python only.
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise _Unfit


def _number(raw: object) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
        return float(raw)
    raise _Unfit


def _texts(raw: object) -> tuple[str, ...]:
    if isinstance(raw, str) or not isinstance(raw, Sequence):
        raise _Unfit
    return tuple(_require(each, str) for each in cast("Sequence[object]", raw))


def _folder(text: str, *, must_be_absolute: bool) -> Path:
    if not text.strip() or "\0" in text:
        raise _Unfit
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # `~nobody` names no one
        raise _Unfit from None
    if must_be_absolute and not path.is_absolute():
        raise _Unfit
    return path.absolute()


def _within(setting: Setting, value: object) -> None:
    rule = setting.rule
    if isinstance(value, int | float) and not isinstance(value, bool):
        low = -math.inf if rule.minimum is None else rule.minimum
        high = math.inf if rule.maximum is None else rule.maximum
        if not low <= value <= high:
            raise _Unfit
    if isinstance(value, str):
        if rule.choices and value not in rule.choices:
            raise _Unfit
        if rule.pattern and not re.fullmatch(rule.pattern, value):
            raise _Unfit


def _shown(raw: object) -> str:
    shown = repr(raw) if not isinstance(raw, bool) else str(raw).lower()
    return shown if len(shown) <= 80 else shown[:77] + "..."
