"""Every test of settings has its own home, so that nobody's own settings file changes its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from stc_lsp.config import Settings, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Resolve(Protocol):
    def __call__(
        self,
        *,
        user: str = "",
        workspace: str = "",
        pyproject: str = "",
        environ: Mapping[str, str] | None = None,
        editor: Mapping[str, object] | None = None,
        overrides: Mapping[str, object] | None = None,
    ) -> Settings: ...


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def resolve(tmp_path: Path, root: Path, data_dir: Path) -> Resolve:
    """Load settings from the texts of files and from the other layers."""

    def resolve(
        *,
        user: str = "",
        workspace: str = "",
        pyproject: str = "",
        environ: Mapping[str, str] | None = None,
        editor: Mapping[str, object] | None = None,
        overrides: Mapping[str, object] | None = None,
    ) -> Settings:
        user_file = tmp_path / "user.toml"
        user_file.write_text(user, encoding="utf-8")
        if workspace:
            (root / "stc-lsp.toml").write_text(workspace, encoding="utf-8")
        if pyproject:
            (root / "pyproject.toml").write_text(pyproject, encoding="utf-8")
        environ = {"STC_DATA_DIR": str(data_dir)} | dict(environ or {})
        return load(root, environ=environ, editor=editor, overrides=overrides, user_file=user_file)

    return resolve
