"""Words are scored by their postings exactly as FTS5 scores them, whatever has changed since."""

from __future__ import annotations

import random

import pytest

from stc_lsp.memory.postings import TEXT_COLUMNS
from stc_lsp.memory.read import posted as read_posted
from stc_lsp.memory.values import Recipe, Thought, ThoughtItem, ThoughtKind, Wanted, thought_key
from stc_lsp.memory.write import postings as write_postings
from tests.thoughts import keep

from .builders import index, put

STEMS = ("cach", "request", "serv", "naïv", "rout", "stor", "pars", "quot", "tim", "queu", "clos", "merg")
WORDS = [f"{stem}{end}" for stem in STEMS for end in ("e", "es")]
SUMMARY = Recipe(ThoughtKind.SUMMARY, "structural", "1")
QUESTIONS = Recipe(ThoughtKind.QUESTIONS, "structural", "1")
QUERIES = (
    "how is a request cached",
    "routes served",
    "naïve",
    "class of requests in src",
    "cache " * 40,
    "?!",
)


@pytest.fixture(autouse=True)
def everything_is_posted(monkeypatch):
    monkeypatch.setattr(write_postings, "FEWEST_TEXTS", 1)
    monkeypatch.setattr(write_postings, "COMMON_FROM", 1)


def _text(chance: random.Random) -> str:
    lines = []
    for number in range(chance.randint(1, 4)):
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))
        lines += [f"def {chance.choice(WORDS)}{number}", f"    # {words}", f"    say {words} {words}"]
    return "\n".join(lines)


def _think(writer, store, path, chance):
    for stored in writer.snapshot().chunks(path):
        words = [" ".join(chance.choices(WORDS, k=5)) for _ in range(3)]
        items = {SUMMARY: [ThoughtItem(words[0])], QUESTIONS: [ThoughtItem("so", each) for each in words[1:]]}
        for recipe in items:
            key = thought_key(recipe, f"{stored.chunk.fingerprint} {words}")
            writer.put_wanted([Wanted(stored.id, recipe, key, 1.0)])
            thought = Thought(key, recipe, tuple(items[recipe]))
            keep(store, thought)
            writer.index_thought(stored.id, thought)


def _posted(writer):
    for texts in TEXT_COLUMNS:
        while not writer.post_some(texts):
            pass


def _found(snapshot):
    """All that search says, scores as far as a sum of floats is the same in any order."""
    hits = {query: snapshot.search(query, 30) for query in QUERIES}
    scores = {query: [(-round(each.score, 5), each.chunk.id) for each in hits[query]] for query in QUERIES}
    ids = [each.chunk.id for each in hits[QUERIES[0]]]
    return (
        {query: sorted(scores[query]) for query in QUERIES},
        {query: snapshot.words_found(query, ids) for query in QUERIES},
        [
            (each[0].id, each[2].question, round(each[3], 5))
            for query in QUERIES
            for each in snapshot.search_questions(query, 400)
        ],
        [snapshot.rarity(word) for word in (*WORDS, "nowhere")],
    )


def test_scores_are_those_of_fts5_after_any_changes(writer, store, memory):
    chance = random.Random(3)
    paths = [f"src/{word}.py" for word in WORDS]
    index(writer, {path: _text(chance) for path in paths})
    for path in paths[:6]:
        _think(writer, store, path, chance)
    _posted(writer)
    for step in range(40):
        with memory.snapshot() as snapshot:
            assert snapshot.posted("search") is not None
            # A writer's own snapshots ask FTS5.
            assert _found(snapshot) == _found(writer.snapshot())
        path = chance.choice(paths)
        match chance.randrange(4):
            case 0:
                writer.remove_file(path)
            case 1:
                _think(writer, store, path, chance)
            case _:
                put(writer, path, _text(chance))
        if step == 25:
            _posted(writer)


def test_what_changes_while_postings_are_made_is_found(writer, store, memory, monkeypatch):
    monkeypatch.setattr(write_postings, "_OCCURRENCES_A_STEP", 30)
    chance = random.Random(5)
    paths = [f"src/{word}.py" for word in WORDS]
    index(writer, {path: _text(chance) for path in paths})
    steps = 1
    while not writer.post_some("search"):
        with memory.snapshot() as snapshot:
            assert snapshot.posted("search") is None
        put(writer, chance.choice(paths), _text(chance))
        steps += 1
    assert steps > 3
    with memory.snapshot() as snapshot:
        assert snapshot.posted("search") is not None
        assert _found(snapshot) == _found(writer.snapshot())


def test_a_reader_keeps_the_postings_of_its_revision(writer, memory):
    index(writer, {"src/a.py": "def cache\n    say requests", "src/b.py": "def serve"})
    _posted(writer)
    with memory.snapshot() as before:
        found = _found(before)
        put(writer, "src/a.py", "def route")
        _posted(writer)
        with memory.snapshot() as after:
            assert [each.chunk.label for each in after.search("route", 3)] == ["route"]
            assert not after.search("cache", 3)
        assert _found(before) == found


def test_a_reader_finds_thoughts_that_have_gone_since_though_a_later_one_searched_first(
    writer, store, memory
):
    chance = random.Random(7)
    paths = [f"src/{word}.py" for word in WORDS[:4]]
    index(writer, {path: _text(chance) for path in paths})
    for path in paths:
        _think(writer, store, path, chance)
    _posted(writer)
    expected = _found(writer.snapshot())
    with memory.snapshot() as before:
        writer.remove_file(paths[1])
        _think(writer, store, paths[3], chance)
        with memory.snapshot() as after:
            assert _found(after) == _found(writer.snapshot())
        assert _found(before) == expected


def test_postings_that_were_made_are_kept_up_when_texts_become_few(writer, memory, monkeypatch):
    monkeypatch.setattr(write_postings, "_CHANGED_FEW", 1)
    index(writer, {"src/a.py": "def cache", "src/b.py": "def serve"})
    _posted(writer)
    monkeypatch.setattr(write_postings, "COMMON_FROM", 1_000)
    writer.remove_file("src/a.py")
    writer.remove_file("src/b.py")
    assert writer.needs_postings("search")
    _posted(writer)
    put(writer, "src/c.py", "def route\n    say cache")
    with memory.snapshot() as snapshot:
        assert snapshot.posted("search") is not None
        assert _found(snapshot) == _found(writer.snapshot())


def test_postings_are_made_anew_when_much_has_changed_or_making_them_broke_off(writer, memory, monkeypatch):
    monkeypatch.setattr(write_postings, "_CHANGED_FEW", 1)
    assert not writer.needs_postings("search")
    index(writer, {"src/a.py": "def cache", "src/b.py": "def serve"})
    assert writer.needs_postings("search")
    _posted(writer)
    assert not writer.needs_postings("search")
    put(writer, "src/a.py", "def route\n    say cache")
    assert writer.needs_postings("search")
    with monkeypatch.context() as broken:
        broken.setattr(type(writer), "_post_after", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            writer.post_some("search")
    assert writer.needs_postings("search")
    with memory.snapshot() as snapshot:
        assert _found(snapshot) == _found(writer.snapshot())
    assert writer.post_some("search")
    assert not writer.needs_postings("search")


def test_with_too_many_changes_fts5_alone_is_asked(writer, memory, monkeypatch):
    monkeypatch.setattr(read_posted, "MOST_CHANGED", 1)
    index(writer, {"src/a.py": "def cache", "src/b.py": "def serve"})
    _posted(writer)
    with memory.snapshot() as snapshot:
        assert snapshot.posted("search") is not None
    put(writer, "src/a.py", "def route\n    say cache\ndef serve")
    with memory.snapshot() as snapshot:
        assert snapshot.posted("search") is None
        assert _found(snapshot) == _found(writer.snapshot())
