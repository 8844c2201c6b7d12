"""A wrong setting is refused with its name, its value, what is allowed, and where it was set."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.config import load
from stc_lsp.config.check import check
from stc_lsp.config.origin import Layer, Origin
from stc_lsp.config.table import settings_table
from stc_lsp.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Resolve


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (
            {"user": "[model]\ntimeout_seconds = 'fast'"},
            "model.timeout_seconds = 'fast' is not allowed: it must be a number from 0.1 to 3600. "
            "It was set by model.timeout_seconds in {tmp}/user.toml.",
        ),
        (
            {"workspace": "[index]\nmax_file_kilobytes = 0"},
            "index.max_file_kilobytes = 0 is not allowed: it must be a whole number from 1 to 65536. "
            "It was set by index.max_file_kilobytes in {tmp}/workspace/stc-lsp.toml.",
        ),
        (
            {"environ": {"STC_LOG__LEVEL": "loud"}},
            "log.level = 'loud' is not allowed: it must be one of debug, info, warning, error. "
            "It was set by environment variable STC_LOG__LEVEL.",
        ),
        (
            {"editor": {"model": {"baseUrl": "localhost:8080"}}},
            "model.base_url = 'localhost:8080' is not allowed: it must be empty, local:, or an address that "
            "starts with http:// or https://. It was set by model.baseUrl in the editor's settings.",
        ),
        (
            {"overrides": {"budget.asleep.tokens_per_day": "-1"}},
            "budget.asleep.tokens_per_day = '-1' is not allowed: it must be a whole number from 0 up, or "
            "unlimited. It was set by --set budget.asleep.tokens_per_day on the command line.",
        ),
        (
            {"user": "[privacy]\nlocal_only = 1"},
            "privacy.local_only = 1 is not allowed: it must be true or false. "
            "It was set by privacy.local_only in {tmp}/user.toml.",
        ),
        (
            {"user": "[index]\nexclude = 'vendor'"},
            "index.exclude = 'vendor' is not allowed: it must be a list of texts. "
            "It was set by index.exclude in {tmp}/user.toml.",
        ),
        (
            {"user": "data_dir = 'relative'"},
            "data_dir = 'relative' is not allowed: it must be a folder. "
            "It was set by data_dir in {tmp}/user.toml.",
        ),
        (
            {"user": "[model]\nnmae = 'm'"},
            "There is no setting model.nmae (model.nmae in {tmp}/user.toml). Did you mean model.name? "
            "`stc-lsp config --all` lists all of them.",
        ),
        (
            {"environ": {"STC_MODELS__NAME": "m"}},
            "There is no setting models.name (environment variable STC_MODELS__NAME). "
            "Did you mean model.name? `stc-lsp config --all` lists all of them.",
        ),
    ],
)
def test_a_wrong_setting_says_all_that_mends_it(
    resolve: Resolve, tmp_path: Path, layers: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        resolve(**layers)  # type: ignore[arg-type]
    assert str(refusal.value) == message.format(tmp=tmp_path)


@pytest.mark.parametrize("text", ["[index", "index = 1\n[index]\n", "x" * 2_000_000])
def test_a_settings_file_that_is_no_toml_is_named(resolve: Resolve, root: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=str(root / "stc-lsp.toml")):
        resolve(workspace=text)


def test_a_settings_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "user.toml"
    file.write_bytes(b"[model]\nname = '\xff'")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(None, environ={}, user_file=file)


def test_a_pyproject_that_is_broken_for_others_reasons_is_a_notice(resolve: Resolve) -> None:
    settings = resolve(pyproject="[project\nname = ")
    assert len(settings.notices) == 1
    assert "pyproject.toml" in settings.notices[0]


def test_a_pipe_by_the_name_of_a_settings_file_is_not_waited_for(resolve: Resolve, root: Path) -> None:
    os.mkfifo(root / "stc-lsp.toml")
    assert resolve().notices == ()


@given(
    name=st.sampled_from(sorted(settings_table())),
    layer=st.sampled_from(list(Layer)),
    raw=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_is_taken_or_refused(name: str, layer: Layer, raw: object) -> None:
    setting = settings_table()[name]
    refusal = ""
    value: object = None
    try:
        value = check(setting, raw, Origin(layer, "somewhere"))
    except SettingsError as error:
        refusal = str(error)
    if refusal:
        assert name in refusal
        assert setting.allowed in refusal
    else:
        assert value is None or isinstance(value, setting.type)
