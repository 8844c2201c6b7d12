"""`stc-lsp chat` as a person types into it, and as a script pipes into it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.editors.terminal import terminal
from tests.fault_endpoint import FaultEndpoint, pieces_then_hangs
from tests.running import environment

if TYPE_CHECKING:
    from pathlib import Path

WHY = "Why does paying for an empty basket fail?"


def _typed_into(data_dir: Path, *arguments: str, **environ: str) -> tuple[str, ...]:
    """The command with which a terminal starts a conversation, and says how it ended."""
    # The shell goes on when the program in it is interrupted.
    chat = (
        f"trap : INT; {sys.executable} -m stc_lsp chat {' '.join(arguments)}; echo ended with $?; read -r _"
    )
    around = environment(data_dir, **environ)
    kept = ("STC_DATA_DIR", "PYTHONPATH", *environ)
    return ("env", *(f"{name}={around[name]}" for name in kept), "sh", "-c", chat)


def _piped(data_dir: Path, root: Path, lines: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "stc_lsp", "chat", *arguments],
        cwd=root,
        env=environment(data_dir),
        input=lines.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_a_conversation_is_typed_stopped_gone_on_with_and_ended(
    known_shop: Path, data_dir: Path, tmp_path: Path
) -> None:
    with FaultEndpoint([pieces_then_hangs]) as server:
        chat = _typed_into(data_dir, STC_MODEL__BASE_URL=server.base_url, STC_MODEL__NAME="tiny")
        with terminal(tmp_path, known_shop, *chat) as screen:
            screen.until("tiny is asked what memory cannot tell", "\n>")
            screen.type("help\r")
            screen.until("Ask about the code in plain English")
            screen.type("who calls total\r")
            screen.until("test_till.py", "tests/test_till.py:", "stored, in ")
            screen.type("and what does it raise?\r")
            screen.until("Taken for: what does `total` raise?", "EmptyBasket")
            screen.tmux("clear-history")
            screen.type(f"{WHY}\r")
            screen.until("\none")
            screen.keys("C-c")
            screen.until("Stopped. What was said so far is not checked.\n\n>")
            assert server.was_hung_up_on()
            # A line that is dropped, then the second last one that was asked, brought back and mended.
            screen.type("nonsense")
            screen.until("> nonsense")
            screen.keys("C-c")
            screen.until("> nonsense\n>")
            screen.keys("Up", "Up")
            screen.until("> and what does it raise?")
            screen.keys("C-u")
            screen.type("who uses price_of\r")
            screen.until("> who uses price_of", "by total in shop/till.py", "\n>\n")
            screen.keys("C-d")
            screen.until("ended with 0")
    (kept,) = data_dir.rglob("chat.history")
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.read_text().splitlines() == [
        "help",
        "who calls total",
        "and what does it raise?",
        WHY,
        "who uses price_of",
    ]


def test_each_piped_line_is_a_question(known_shop: Path, data_dir: Path) -> None:
    ended = _piped(data_dir, known_shop, "Who calls price_of?\n\nand who tests it?\nexit\nno\n", "--json")
    assert ended.returncode == 0, ended.stderr
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert (first["question"], first["rung"]) == ("Who calls price_of?", "stored")
    assert "`total`" in first["answer"]
    assert second["taken_for"] == "who tests `price_of`?"
    assert second["citations"]
    assert not list(data_dir.rglob("chat.history"))


def test_a_question_that_is_refused_does_not_end_a_conversation(known_shop: Path, data_dir: Path) -> None:
    ended = _piped(data_dir, known_shop, "???\nWho calls \udcff price_of?\n")
    assert (ended.returncode, b"The question is empty" in ended.stderr) == (2, True)
    assert b"shop/till.py:" in ended.stdout


def test_who_keeps_no_questions_keeps_no_history(known_shop: Path, data_dir: Path, tmp_path: Path) -> None:
    chat = _typed_into(data_dir, "--json", STC_PRIVACY__LOG_QUESTIONS="false")
    with terminal(tmp_path, known_shop, *chat, columns=4000) as screen:
        screen.until(">")
        screen.type("who calls total\r")
        assert '"taken_for": "who calls total"' in screen.until('"asked_id": 0}')
        screen.type("exit\r")
        screen.until("ended with 0")
    assert not list(data_dir.rglob("chat.history"))
