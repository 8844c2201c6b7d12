"""What wants something to be written is told from what only asks."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.writing import to_write


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("write a docstring for this", "what does this do"),
        ("please add type hints to this function", "what does this function do"),
        ("Generate JSDoc comments for `parseUrl`.", "what does `parseUrl` do"),
        ("write a test for this", "which tests cover this"),
        ("can you write unit tests for load_config?", "which tests cover `load_config`"),
        ("write tests", "which tests cover this"),
        ("add the missing test cases for `Till.close`", "which tests cover `Till.close`"),
        ("refactor this function", "what does this function do"),
        ("fix this", "what does this do"),
        ("rewrite `Till.close` to use a context manager", "what does `Till.close` do"),
    ],
)
def test_who_wants_something_written_is_told_what_can_be_known_of_it(text: str, known: str) -> None:
    wanted = to_write(text)
    assert wanted is not None
    assert wanted.known == known


@pytest.mark.parametrize(
    "text",
    [
        "how do I write a test for this",
        "which tests cover this",
        "who wrote the tests for this",
        "where do I add a test for a new command",
        "write config to disk",
        "write session_id to the cookie",
        "add comments to posts",
        "add middleware",
        "add a test command",
        "create user",
        "generate token",
        "fix encoding",
        "fix for issue 12",
        "tests for load_config",
        "docs for load_config",
        "create tests folder",
        "make docs",
    ],
)
def test_what_only_asks_or_names_something_is_no_request_to_write(text: str) -> None:
    assert to_write(text) is None
