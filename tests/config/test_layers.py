"""A later layer is over an earlier one, and every setting says where it was set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.config import Layer, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Resolve

USER = "[index]\nmax_file_kilobytes = 1"
WORKSPACE = "[index]\nmax_file_kilobytes = 2"
PYPROJECT = "[tool.stc-lsp.index]\nmax_file_kilobytes = 3"
ENVIRON = {"STC_INDEX__MAX_FILE_KILOBYTES": "4"}
EDITOR = {"index": {"maxFileKilobytes": 5}}
OVERRIDES = {"index.max_file_kilobytes": "6"}


@pytest.mark.parametrize(
    ("layers", "value", "layer"),
    [
        ({}, 1024, Layer.DEFAULT),
        ({"user": USER}, 1, Layer.USER),
        ({"user": USER, "pyproject": PYPROJECT}, 3, Layer.WORKSPACE),
        ({"user": USER, "pyproject": PYPROJECT, "workspace": WORKSPACE}, 2, Layer.WORKSPACE),
        ({"user": USER, "workspace": WORKSPACE, "environ": ENVIRON}, 4, Layer.ENVIRONMENT),
        ({"user": USER, "workspace": WORKSPACE, "environ": ENVIRON, "editor": EDITOR}, 5, Layer.EDITOR),
        ({"environ": ENVIRON, "editor": EDITOR, "overrides": OVERRIDES}, 6, Layer.COMMAND_LINE),
    ],
)
def test_a_later_layer_is_over_an_earlier_one(
    resolve: Resolve, layers: dict[str, object], value: int, layer: Layer
) -> None:
    settings = resolve(**layers)  # type: ignore[arg-type]
    assert settings.index.max_file_kilobytes == value
    assert settings.origin("index.max_file_kilobytes").layer is layer


@pytest.mark.parametrize(
    ("layers", "origin"),
    [
        ({}, "default"),
        ({"user": USER}, "index.max_file_kilobytes in {tmp}/user.toml"),
        (
            {"pyproject": PYPROJECT},
            "tool.stc-lsp.index.max_file_kilobytes in {tmp}/workspace/pyproject.toml",
        ),
        ({"environ": ENVIRON}, "environment variable STC_INDEX__MAX_FILE_KILOBYTES"),
        ({"editor": EDITOR}, "index.maxFileKilobytes in the editor's settings"),
        ({"overrides": OVERRIDES}, "--set index.max_file_kilobytes on the command line"),
    ],
)
def test_an_origin_is_a_place_to_go_to(
    resolve: Resolve, tmp_path: Path, layers: dict[str, object], origin: str
) -> None:
    settings = resolve(**layers)  # type: ignore[arg-type]
    assert str(settings.origin("index.max_file_kilobytes")) == origin.format(tmp=tmp_path)


def test_what_an_editor_leaves_null_is_not_set(resolve: Resolve) -> None:
    settings = resolve(editor={"model": {"baseUrl": None}, "log": {"level": None}})
    assert settings.model.base_url == ""
    assert settings.origin("log.level").layer is Layer.DEFAULT


def test_an_environment_variable_means_what_its_setting_is(resolve: Resolve) -> None:
    settings = resolve(
        environ={
            "STC_PRIVACY__LOCAL_ONLY": "yes",
            "STC_INDEX__EXCLUDE": "vendor/, *.min.js",
            "STC_SLEEP__IDLE_SECONDS": "1.5",
            "STC_BUDGET__ASLEEP__TOKENS_PER_DAY": "unlimited",
            "STC_BUDGET__AWAKE__MONEY_PER_MONTH": "2.5",
        }
    )
    assert settings.privacy.local_only is True
    assert settings.index.exclude == ("vendor/", "*.min.js")
    assert settings.sleep.idle_seconds == 1.5
    assert settings.budget.asleep.tokens_per_day is None
    assert settings.budget.awake.money_per_month == 2.5


def test_a_variable_with_one_underscore_too_few_is_pointed_out(resolve: Resolve) -> None:
    settings = resolve(environ={"STC_MODEL_BASE_URL": "http://localhost/v1", "STC_SOMETHING": "else"})
    assert settings.model.base_url == ""
    assert settings.notices == (
        "The environment variable STC_MODEL_BASE_URL is ignored: write STC_MODEL__BASE_URL.",
    )


def test_a_phase_overrides_the_model(resolve: Resolve) -> None:
    settings = resolve(
        user="""
        [model]
        base_url = "http://localhost:8080/v1"
        name = "large"
        timeout_seconds = 30
        [model.asleep]
        name = "small"
        concurrency = 8
        [privacy]
        local_only = true
        """
    )
    asleep, awake = settings.endpoint("asleep"), settings.endpoint("awake")
    assert asleep is not None
    assert awake is not None
    assert (asleep.phase, asleep.name, asleep.concurrency) == ("asleep", "small", 8)
    assert (awake.phase, awake.name, awake.concurrency) == ("awake", "large", 2)
    assert asleep.timeout_seconds == awake.timeout_seconds == 30.0
    assert asleep.local_only
    assert asleep.redact


def test_without_an_address_or_a_name_there_is_no_endpoint(resolve: Resolve) -> None:
    assert resolve().endpoint("awake") is None
    assert resolve(user='[model]\nname = "m"').endpoint("awake") is None
    one_phase = resolve(user='[model.asleep]\nname = "m"\nbase_url = "http://localhost/v1"')
    assert one_phase.endpoint("awake") is None
    assert one_phase.endpoint("asleep") is not None


def test_half_of_a_model_is_said_to_be_none(resolve: Resolve) -> None:
    assert resolve().notices == ()
    (notice,) = resolve(user='[model]\nbase_url = "http://localhost/v1"').notices
    assert notice == "model.base_url is set but no name, so no model is asked: set model.name too."
    (notice,) = resolve(user='[model.awake]\nname = "m"').notices
    assert notice.startswith("model.awake.name is set but no base_url")
    (notice,) = resolve(user='[embeddings]\nkind = "endpoint"\nbase_url = "http://localhost/v1"').notices
    assert "embeddings.name is not set" in notice
    whole = resolve(user='[model]\nname = "m"\n[model.awake]\nbase_url = "http://localhost/v1"')
    assert whole.notices == ()


def test_a_relative_data_folder_is_below_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(None, environ={"STC_DATA_DIR": "memory"}, user_file=tmp_path / "none.toml")
    assert settings.data_dir == tmp_path / "memory"
