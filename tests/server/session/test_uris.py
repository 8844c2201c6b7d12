"""URIs as clients write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from stc_lsp.server.session.uris import child_uri, file_of, line_uri, uri_of


@pytest.mark.parametrize(
    "path", ["/a/b.py", "/with space/é漢😀.py", "/odd/#?%25&.py", "/not-utf-8-\udce9.py", "/a:b@c.py"]
)
def test_a_file_comes_back_from_its_uri(path: str) -> None:
    assert file_of(uri_of(Path(path))) == Path(path)


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "git:/a.py", "", "http://[x", "file:", "file:///a%00b"]
)
def test_what_is_no_file_has_none(uri: str) -> None:
    assert file_of(uri) is None


def test_a_way_up_is_taken_as_text() -> None:
    assert file_of("file:///a/../b/c.py") == Path("/b/c.py")


def test_what_stands_in_a_folder_is_written_as_its_client_writes_that() -> None:
    assert child_uri("file:///c%3A/shop/", "a b.py") == "file:///c%3A/shop/a%20b.py"
    assert line_uri("file:///a.py", 3) == "file:///a.py#L3"
    assert line_uri("file:///a.py", 0) == "file:///a.py"
