"""Full-text search finds chunks by any of their words, and no query can break it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stc_lsp.memory.read import search as read_search
from stc_lsp.memory.search import MOST_TERMS, any_of, telling_terms
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.term_scores import OF_A_WORD
from stc_lsp.memory.weighed import WeighedCache

from .builders import index, put

FILES = {
    "src/http/client.py": (
        "# Talks to servers\nclass HttpClient\n    def sendRequest\n        retry with backoff\n"
        "    def close\n        shut the socket"
    ),
    "src/cache.py": (
        "def get_cached_response\n    # Looks into the cache first\n    call sendRequest\ndef evict"
    ),
    "docs/guide.md": "how to configure the cache",
}


@pytest.fixture
def snapshot(writer):
    index(writer, FILES)
    return writer.snapshot()


def _labels(hits):
    return [hit.chunk.label for hit in hits]


def test_a_name_goes_before_a_mention_of_it(snapshot):
    assert _labels(snapshot.search("send request", 5))[0] == "HttpClient.sendRequest"
    assert "get_cached_response" in _labels(snapshot.search("send request", 5))


def test_words_are_found_in_documentation_body_and_path(snapshot):
    assert _labels(snapshot.search("servers", 5)) == ["src/http/client.py"]
    assert _labels(snapshot.search("backoff", 5)) == ["HttpClient.sendRequest"]
    assert "docs/guide.md" in _labels(snapshot.search("guide", 5))


def test_a_chunk_is_found_by_its_own_text_not_by_its_childrens(snapshot):
    assert _labels(snapshot.search("socket", 5)) == ["HttpClient.close"]


def test_word_forms_are_one_word(snapshot):
    assert "get_cached_response" in _labels(snapshot.search("caching responses", 5))


def test_the_limit_holds_and_scores_fall(snapshot):
    hits = snapshot.search("client cache request", 3)
    assert len(hits) == 3
    assert hits == sorted(hits, key=lambda hit: -hit.score)


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    assert any_of(telling_terms("how does the cache work")) == '"cache" OR "work"'
    assert any_of(telling_terms("what is this")) == '"what" OR "is" OR "this"'
    assert any_of(telling_terms("?!")) == ""
    assert any_of(telling_terms("")) == ""


def test_an_endless_question_becomes_a_query_of_bounded_length():
    letters = "bcdfghjklm"
    words = " ".join(f"{a}{b}{c}" for a in letters for b in letters for c in letters)
    assert any_of(telling_terms(words)).count(" OR ") == MOST_TERMS - 1


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        'a"b',
        "NEAR(a b)",
        "a AND",
        "OR",
        "NOT",
        "path:a",
        "a*",
        "^a",
        "(",
        "-a",
        "a\0b",
        "\ud800",
        "😀",
    ],
)
def test_operators_and_quotes_are_only_words(snapshot, query):
    snapshot.search(query, 5)
    snapshot.search_questions(query, 5)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text() | st.text(alphabet='"()*:^+-{}, ANDORNEARcache\0'))
def test_any_text_is_a_safe_query(snapshot, query):
    snapshot.search(query, 5)
    snapshot.search_questions(query, 5)


def _found(snapshot, query):
    return [(hit.chunk.label, round(hit.score, 4)) for hit in snapshot.search(query, 5)]


def test_words_scored_apart_rank_as_they_do_together(writer, paths, monkeypatch):
    index(writer, FILES)
    memory = Memory.open(paths)
    queries = ("send request", "caching responses", "cache cache client socket", "backoff", "?!")
    with memory.snapshot() as snapshot:
        together = [_found(snapshot, query) for query in queries]
        monkeypatch.setattr(read_search, "COMMON_FROM", 0)
        monkeypatch.setattr(read_search, "COMMON_SHARE", 2.0)
        apart = [_found(snapshot, query) for query in (*queries, *queries)]
    assert apart == [*together, *together]
    index(writer, {**FILES, "docs/guide.md": "how to send a request"})
    with memory.snapshot() as snapshot:
        assert "docs/guide.md" in dict(_found(snapshot, "send request"))
    memory.close()


def test_the_chunks_among_some_that_have_a_word_are_told(snapshot):
    ids = {each.chunk.label: each.chunk.id for each in snapshot.search("send request cache", 9)}
    found = snapshot.words_found("how is a request cached in src?", ids.values())
    assert ids["get_cached_response"] in found["request"] & found["cached"]
    assert ids["HttpClient.sendRequest"] in found["request"] - found["cached"]
    assert not found["src"]  # a word of their paths alone


def test_scores_of_words_are_kept_up_to_a_number_of_rows():
    cache: WeighedCache[str] = WeighedCache(500, OF_A_WORD)
    for word, rows in (("a", 150), ("b", 150), ("a", 150), ("c", 150), ("everywhere", 900)):
        if cache.get(word) is None:
            cache.put(word, word, rows)
        if word == "c":
            assert cache.get("b") is None
            assert cache.get("a") is not None
    assert cache.get("everywhere") is None


def test_words_that_no_text_has_are_not_kept_for_ever():
    cache: WeighedCache[str] = WeighedCache(500, OF_A_WORD)
    for number in range(100):
        cache.put(f"nowhere{number}", "", 0)
    assert cache.get("nowhere0") is None
    assert cache.get("nowhere99") is not None


def test_the_words_of_all_files_of_a_revision_are_written_together(writer):
    with writer.revision():
        for number in range(9):
            put(writer, f"{number}.py", "def work\n    with words")
        # FTS5 writes what it has gathered before a statement that SQLite may have to take back alone.
        assert _segments(writer) == 0
    assert _segments(writer) == 1


def _segments(writer):
    return writer.connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0]
