"""Where settings come from: reads each layer into rows of dotted name, value as written, and origin."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from stc_lsp.config.origin import Layer, Origin
from stc_lsp.config.table import settings_table
from stc_lsp.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_FILE = "stc-lsp.toml"
_PYPROJECT = "pyproject.toml"
SETTINGS_FILES = frozenset({SETTINGS_FILE, _PYPROJECT})
"""Names of files that may hold settings."""
_LARGEST_FILE = 1_000_000
"""Bytes. A settings file of a repository nobody trusts yet is read before anything is known about it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting as one layer writes it."""

    name: str
    value: object
    origin: Origin


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What one file says about stc-lsp."""

    path: Path
    digest: str
    """Of the file's bytes: trust is given to these and no others."""
    rows: tuple[Row, ...]


def user_file(path: Path) -> SettingsFile | None:
    """The person's own settings file; None if there is none."""
    return _read(path, Layer.USER, ())


def workspace_file(root: Path, notices: list[str]) -> SettingsFile | None:
    """The workspace's `stc-lsp.toml`, else `[tool.stc-lsp]` of its pyproject.toml, else None.

    A pyproject.toml that cannot be read may be broken for reasons that are not ours: that is a notice.
    """
    own = _read(root / SETTINGS_FILE, Layer.WORKSPACE, ())
    if own is not None:
        return own
    try:
        shared = _read(root / _PYPROJECT, Layer.WORKSPACE, ("tool", "stc-lsp"))
    except SettingsError as error:
        notices.append(f"The settings in {root / _PYPROJECT} are ignored: {error}")
        return None
    return shared if shared is not None and shared.rows else None


def _read(path: Path, layer: Layer, table: tuple[str, ...]) -> SettingsFile | None:
    # `is_file` first: a pipe of that name would be waited for without end.
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            raise SettingsError(f"The settings file {path} is larger than {_LARGEST_FILE} bytes.", str(path))
        values: object = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error.strerror}.", str(path)
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"The settings file {path} is not UTF-8 text.", str(path)) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.", str(path)) from None
    for part in table:
        values = cast("Mapping[str, object]", values).get(part, {})
        if not isinstance(values, Mapping):
            raise SettingsError(f"[{'.'.join(table)}] in {path} must be a table of settings.", str(path))
    prefix = "".join(f"{part}." for part in table)
    rows = tuple(
        Row(name, value, Origin(layer, str(path), prefix + name))
        for name, value in _flatten(cast("Mapping[str, object]", values))
    )
    return SettingsFile(path, blake2b(content, digest_size=16).hexdigest(), rows)


def environment(environ: Mapping[str, str], notices: list[str]) -> Iterator[Row]:
    """`STC_SECTION__KEY` variables. One that only resembles a setting is another program's, or a slip."""
    by_variable = {setting.variable: setting.name for setting in settings_table().values()}
    loosely = {re.sub("_+", "_", variable): variable for variable in by_variable}
    for variable, text in sorted(environ.items()):
        if not variable.startswith("STC_"):
            continue
        name = by_variable.get(variable) or (
            variable.removeprefix("STC_").lower().replace("__", ".") if "__" in variable else None
        )
        if name is not None:
            yield Row(name, text, Origin(Layer.ENVIRONMENT, variable))
        elif variable in loosely:
            notices.append(f"The environment variable {variable} is ignored: write {loosely[variable]}.")


def editor(values: Mapping[str, object]) -> Iterator[Row]:
    """Settings as an editor sends them: nested, snake_case or camelCase, null where not set."""
    for name, value in _flatten(values):
        if value is not None:
            snake = re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match[1].lower(), name)
            yield Row(snake, value, Origin(Layer.EDITOR, "", name))


def command_line(overrides: Mapping[str, object]) -> Iterator[Row]:
    """Dotted names and values given with one command."""
    for name, value in overrides.items():
        yield Row(name, value, Origin(Layer.COMMAND_LINE, f"--set {name}", name))


def _flatten(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flatten(cast("Mapping[str, object]", value), f"{prefix}{key}.")
        else:
            yield prefix + key, value
