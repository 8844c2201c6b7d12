"""Resolve the layers into one settings value. A later layer is over an earlier one."""

from __future__ import annotations

import os
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from stc_lsp.config import sources, trust
from stc_lsp.config.check import check, find
from stc_lsp.config.schema import Settings
from stc_lsp.config.table import settings_table
from stc_lsp.memory.values import Caps
from stc_lsp.models.settings import ASLEEP, AWAKE, ENDPOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stc_lsp.config.origin import Origin
    from stc_lsp.config.sources import Row, SettingsFile


def load(
    workspace: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    editor: Mapping[str, object] | None = None,
    overrides: Mapping[str, object] | None = None,
    user_file: Path | None = None,
) -> Settings:
    """The settings for a workspace (None: outside of any), each with its origin.

    `editor` is the nested object that an editor sends, `overrides` has dotted names, `environ` and
    `user_file` default to the process's own. Raises SettingsError for a wrong name or value.
    """
    resolving = _Resolving()
    resolving.apply(_rows_of(sources.user_file(user_settings_file() if user_file is None else user_file)))
    later = [
        *sources.environment(os.environ if environ is None else environ, resolving.notices),
        *sources.editor(editor or {}),
        *sources.command_line(overrides or {}),
    ]
    # Whether a repository is trusted is looked up in the data folder that everybody but it has named.
    resolving.settle_data_dir(later)
    if workspace is not None:
        resolving.apply_workspace(workspace)
    resolving.apply(later)
    return resolving.settings()


def user_settings_file() -> Path:
    """The person's own settings file, whether or not it exists."""
    import platformdirs  # here, because it costs milliseconds that a first hover does not have to wait for

    return platformdirs.user_config_path("stc-lsp") / sources.SETTINGS_FILE


@cache
def default_data_dir() -> Path:
    """This system's folder for the user's application data."""
    import platformdirs

    return platformdirs.user_data_path("stc-lsp")


def workspace_settings_file(workspace: Path) -> SettingsFile | None:
    """The settings file of a workspace, as `stc-lsp trust` shows it."""
    return sources.workspace_file(workspace, [])


def _rows_of(file: SettingsFile | None) -> Iterable[Row]:
    return () if file is None else file.rows


class _Resolving:
    """Values and origins so far."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {row.name: row.default for row in settings_table().values()}
        self.values["data_dir"] = default_data_dir()
        self.origins: dict[str, Origin] = {}
        self.notices: list[str] = []
        self._trust_dir = default_data_dir()

    def apply(self, rows: Iterable[Row]) -> None:
        """Let the rows of one layer override what is there."""
        for row in rows:
            setting = find(row.name, row.origin)
            self.values[row.name] = check(setting, row.value, row.origin)
            self.origins[row.name] = row.origin

    def settle_data_dir(self, later: Iterable[Row]) -> None:
        """Find the data folder that holds the list of trusted repositories."""
        before = (dict(self.values), dict(self.origins))
        self.apply(row for row in later if row.name == "data_dir")
        self._trust_dir = Path(str(self.values["data_dir"]))
        self.values, self.origins = before

    def apply_workspace(self, root: Path) -> None:
        """Let the workspace's file override what it may."""
        file = sources.workspace_file(root, self.notices)
        if file is None:
            return
        if trust.is_trusted(self._trust_dir, root, file.digest):
            self.apply(file.rows)
            return
        ignored = [row for row in file.rows if not self._apply_untrusted(row)]
        if ignored:
            self.notices.append(
                f"{ignored[0].origin.place} belongs to a repository that you have not trusted, so what it "
                f"says of {', '.join(row.name for row in ignored)} is ignored. To use that, read it, then "
                "run `stc-lsp trust`."
            )

    def _apply_untrusted(self, row: Row) -> bool:
        """Use a setting of a repository that is not trusted if that is harmless; whether it was."""
        setting = find(row.name, row.origin)
        value = check(setting, row.value, row.origin)
        if setting.guarded and (setting.rule.harmless is None or value != setting.rule.harmless):
            return False
        self.values[row.name] = value
        self.origins[row.name] = row.origin
        return True

    def settings(self) -> Settings:
        """The finished value."""
        built: Settings = _build(Settings, "", self.values)
        return attrs.evolve(built, notices=(*self.notices, *_halves(built)), origins=self.origins)


def _halves(settings: Settings) -> Iterator[str]:
    """What is set of a model that is not enough to ask it: nobody would see why it is not."""
    model, vectors = settings.model, settings.embeddings
    named = {"model": model, "model.asleep": model.asleep, "model.awake": model.awake}
    if settings.endpoint(ASLEEP) is None and settings.endpoint(AWAKE) is None:
        for section, each in named.items():
            if bool(each.base_url) != bool(each.name):
                has, lacks = ("base_url", "name") if each.base_url else ("name", "base_url")
                yield f"{section}.{has} is set but no {lacks}, so no model is asked: set model.{lacks} too."
                break
    if vectors.kind == ENDPOINT and not (vectors.base_url and vectors.name):
        lacks = "name" if vectors.base_url else "base_url"
        yield f"embeddings.kind is {ENDPOINT} but embeddings.{lacks} is not set: search uses words only."


def _build(owner: Any, prefix: str, values: Mapping[str, object]) -> Any:
    """An instance of a settings class from dotted values."""
    if owner is Caps:
        return Caps(**{field.name: values[prefix + field.name] for field in fields(Caps)})  # pyright: ignore[reportArgumentType] - checked against the table
    arguments: dict[str, object] = {}
    for field in attrs.fields(owner):
        name = prefix + field.name
        if name in values:
            arguments[field.name] = values[name]
        elif field.type is Caps or attrs.has(field.type):
            arguments[field.name] = _build(field.type, f"{name}.", values)
    return owner(**arguments)
