"""Whatever stands in a repository, a command says what is the matter and goes on, or refuses in one line."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran, Run


def _refused(ended: Ran, status: int, kind: str) -> str:
    assert ended.status == status, ended.err
    assert ended.json["error"]["kind"] == kind
    assert "Traceback" not in ended.err
    message: str = ended.json["error"]["message"]
    # Notices may come before it; the refusal itself is the last line.
    assert ended.err.splitlines()[-1] == f"stc-lsp: {message}"
    return message


def _make_socket(path: Path) -> None:
    # The address of a socket must be short, so it is made from within its folder.
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


BAD_FILES = {
    "latin1.py": lambda path: path.write_bytes(b"def caf\xe9():\n    return '\xe9'\n"),
    "binary.py": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "huge.py": lambda path: _make_huge(path),
    "dangling.py": lambda path: path.symlink_to("nowhere.py"),
    "loop.py": lambda path: path.symlink_to("loop.py"),
    "folder.py": lambda path: path.mkdir(),
    "socket.py": lambda path: _make_socket(path),
    "pipe.py": lambda path: os.mkfifo(path),
}


def _make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"x = 1\n")
        file.truncate(50_000_000)


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_source_is_passed_over(run: Run, shop: Path, name: str) -> None:
    BAD_FILES[name](shop / "shop" / name)
    indexed = run("index", "--json")
    assert indexed.status == 0, indexed.err
    assert indexed.json["languages"]["python"] >= 4
    hovered = run("hover", "shop/till.py:9:5", "--json")
    assert hovered.json["symbol"] == "total"


def test_names_that_are_not_utf_8_are_names_like_others(run: Run, shop: Path) -> None:
    odd = os.fsdecode(b"caf\xe9")
    (shop / odd).mkdir()
    (shop / odd / f"{odd}.py").write_text(
        "from shop.till import total\n\ndef dear():\n    return total([])\n", "utf-8"
    )
    assert run("index").status == 0
    slept = run("sleep", "--json")
    assert slept.status == 0, slept.err
    assert run("hover", f"{odd}/{odd}.py:3:5", "--json").json["symbol"] == "dear"
    asked = run("ask", "--json", "who calls total")
    assert f"{odd}/{odd}.py" in [each["path"] for each in asked.json["citations"]]
    assert run("ask", "who calls total").status == 0
    assert run("verify").status == 0


def test_a_name_that_a_terminal_would_obey_is_shown_without_that(run: Run, shop: Path) -> None:
    (shop / "\x1b]0;title\x07.py").write_text("def dear(): ...\n", "utf-8")
    ended = run("ask", "where is dear defined")
    assert "]0;title.py:1" in ended.out
    assert not {"\x1b", "\x07"} & set(ended.out)


@pytest.mark.parametrize("name", BAD_FILES)
def test_hovering_in_a_file_that_is_no_source_is_refused(run: Run, shop: Path, name: str) -> None:
    BAD_FILES[name](shop / "shop" / name)
    message = _refused(run("hover", f"shop/{name}:1:1", "--json"), 1, "file-refused")
    assert f"shop/{name}" in message


def test_a_loop_of_folders_ends(run: Run, shop: Path) -> None:
    (shop / "shop" / "again").symlink_to(shop, target_is_directory=True)
    assert run("index", "--json").json["languages"]["python"] == 4


def test_syntax_errors_are_lived_with(run: Run, shop: Path) -> None:
    (shop / "shop" / "broken.py").write_text("def sound():\n    '''Fine.'''\n\ndef (((:\n", "utf-8")
    assert run("index", "--json").status == 0
    assert run("hover", "shop/broken.py:1:5", "--json").json["symbol"] == "sound"


def test_a_file_that_was_deleted_is_refused(run: Run, known_shop: Path) -> None:
    (known_shop / "shop" / "till.py").unlink()
    message = _refused(run("hover", "shop/till.py:9:5", "--json"), 1, "file-refused")
    assert "shop/till.py" in message


@pytest.mark.parametrize("path", ["../outside.py", "/etc/passwd", "shop/../../outside.py"])
def test_a_path_outside_of_the_workspace_is_refused(run: Run, shop: Path, path: str) -> None:
    (shop.parent / "outside.py").write_text("x = 1\n", "utf-8")
    assert "outside" in _refused(run("hover", f"{path}:1:1", "--json"), 2, "usage")
    assert "outside" in _refused(run("questions", path, "--json"), 2, "usage")


def test_a_link_that_leads_outside_is_not_followed(run: Run, shop: Path) -> None:
    (shop.parent / "outside.py").write_text("def secret(): ...\n", "utf-8")
    (shop / "link.py").symlink_to(shop.parent / "outside.py")
    ended = run("hover", "link.py:1:5", "--json")
    assert ended.status != 0
    assert "secret" not in ended.out


@pytest.mark.parametrize("position", ["99:1", "1:999", "0:1", "1:0"])
@pytest.mark.usefixtures("shop")
def test_a_position_outside_of_the_file_is_refused(run: Run, position: str) -> None:
    message = _refused(run("hover", f"shop/till.py:{position}", "--json"), 2, "usage")
    assert "shop/till.py" in message


@pytest.mark.usefixtures("shop")
def test_a_line_outside_of_the_file_has_no_questions(run: Run) -> None:
    _refused(run("questions", "shop/till.py:99", "--json"), 2, "usage")


@pytest.mark.parametrize(
    "question", ["", "   ", "\x00", "?" * 100_000, "'; DROP TABLE chunks; --", "\U0001f600"]
)
@pytest.mark.usefixtures("known_shop")
def test_a_question_may_be_anything(run: Run, question: str) -> None:
    if "\x00" in question:
        question = question.replace("\x00", "\x01")  # no process can be given a NUL
    ended = run("ask", question, "--json")
    assert ended.status in (0, 2), ended.err
    assert "Traceback" not in ended.err


def _index_db(data_dir: Path) -> Path:
    (found,) = data_dir.glob("workspaces/*/index.db")
    return found


@pytest.mark.parametrize(
    "damage",
    [b"this is no database, and never was" * 400, b""],
    ids=["rubbish", "emptied"],
)
@pytest.mark.usefixtures("known_shop")
def test_a_corrupt_index_is_set_aside_rebuilt_and_said(run: Run, data_dir: Path, damage: bytes) -> None:
    index = _index_db(data_dir)
    for side in index.parent.glob("index.db-*"):
        side.unlink()
    index.write_bytes(damage)
    assert run("status", "--json").status == 0
    rebuilt = run("index", "--json")
    assert rebuilt.status == 0, rebuilt.err
    assert rebuilt.json["files"] == 5
    if damage:
        assert "set aside" in rebuilt.err
        assert list(index.parent.glob("index.db.corrupt-*")) != []
    assert run("hover", "shop/till.py:9:5", "--json").json["symbol"] == "total"


@pytest.mark.usefixtures("known_shop")
def test_an_index_whose_tables_are_not_those_of_its_version_is_set_aside(run: Run, data_dir: Path) -> None:
    with contextlib.closing(sqlite3.connect(_index_db(data_dir))) as connection:
        connection.execute("PRAGMA user_version = 1")
    rebuilt = run("index", "--json")
    assert rebuilt.status == 0, rebuilt.err
    assert rebuilt.json["files"] == 5
    assert "was corrupt" in rebuilt.err
    assert run("hover", "shop/till.py:9:5", "--json").json["symbol"] == "total"


@pytest.mark.usefixtures("known_shop")
def test_hover_goes_on_over_a_corrupt_index(run: Run, data_dir: Path) -> None:
    _index_db(data_dir).write_bytes(b"rubbish" * 4000)
    ended = run("hover", "shop/till.py:9:5", "--json")
    assert ended.status == 0, ended.err
    assert ended.json["symbol"] == "total"


@pytest.mark.usefixtures("known_shop")
def test_a_corrupt_ledger_is_set_aside_and_said(run: Run, data_dir: Path) -> None:
    ledger = data_dir / "ledger.db"
    run("ledger")
    for side in data_dir.glob("ledger.db-*"):
        side.unlink()
    ledger.write_bytes(b"rubbish" * 4000)
    ended = run("ledger", "--json")
    assert ended.status == 0, ended.err
    assert "set aside" in ended.err
