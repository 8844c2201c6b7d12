"""A thought is stored once under its key, and read only while that key is the one wanted."""

from __future__ import annotations

from contextlib import closing

import pytest

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.values import Anchor, Recipe, Thought, ThoughtItem, ThoughtKind, Wanted
from tests.thoughts import keep

from .builders import put

SUMMARY = Recipe(ThoughtKind.SUMMARY, "structural", "1")
BY_MODEL = Recipe(ThoughtKind.SUMMARY, "some-model", "4", '{"temperature":0}')
QUESTIONS = Recipe(ThoughtKind.QUESTIONS, "structural", "1")


def _summary(key: str, text: str = "Adds.", recipe: Recipe = SUMMARY) -> Thought:
    return Thought(key, recipe, (ThoughtItem(text),))


@pytest.fixture
def chunk_id(writer):
    put(writer, "a.py", "def f\n    one")
    return writer.snapshot().chunk("a.py", "f").id


def test_a_thought_comes_back_exactly_as_it_was_put(store):
    anchors = (Anchor("", "f"), Anchor("b/\udcff.py", "K.f", 3, 9))
    item = ThoughtItem("Text «with» \ud800 all\0", "What?", "what", anchors, "mind this")
    thought = Thought("k" * 32, BY_MODEL, (item, ThoughtItem("")), 10, 4, 2)
    keep(store, thought)
    assert store.get("k" * 32) == thought
    assert store.get("another") is None


@pytest.mark.parametrize("wordings", [(), ("Which?",)])
@pytest.mark.parametrize("predictability", [None, -0.25])
def test_what_only_some_questions_have_comes_back_too(store, wordings, predictability):
    item = ThoughtItem("Tea.", "What?", wordings=wordings, predictability=predictability)
    thought = Thought("k", BY_MODEL, (item,))
    keep(store, thought)
    assert store.get("k") == thought


def test_a_thought_of_before_questions_had_a_predictability_is_still_readable(store):
    keep(store, Thought("k", BY_MODEL, (ThoughtItem("Tea.", "What?", wordings=("Which?",)),)))
    store._connection.execute("""UPDATE thoughts SET items = '[["Tea.","What?","","",[],["Which?"]]]'""")
    assert store.get("k").items == (ThoughtItem("Tea.", "What?", wordings=("Which?",)),)


def test_a_stored_thought_never_changes(store):
    keep(store, _summary("k", "first"))
    keep(store, _summary("k", "second"))
    assert store.get("k") == _summary("k", "first")


def test_a_thought_that_the_store_lost_is_missing_again_once_it_is_looked_for(paths, store):
    with closing(IndexWriter.open(paths)) as writer:
        put(writer, "a.py", "def f\n    one")
        chunk = writer.snapshot().chunk("a.py", "f")
        assert chunk is not None
        wanted = Wanted(chunk.id, SUMMARY, "k")
        writer.put_wanted([wanted])
        keep(store, _summary("k"))
        writer.index_thought(wanted.chunk_id, _summary("k"))
        assert writer.snapshot().missing() == []
    store._connection.execute("DELETE FROM thoughts")
    store._connection.commit()
    with closing(IndexWriter.open(paths)) as writer:
        writer.look_for_lost()
        assert writer.snapshot().missing() == [wanted]


def test_the_store_says_which_keys_it_has(store):
    keep(store, _summary("a"), _summary("b"))
    assert store.has(["a", "b", "c", 'quo"te']) == {"a", "b"}
    assert store.has([]) == set()


def test_what_a_branch_stops_naming_was_last_used_then(store):
    one, other = "1" * 32, "2" * 32
    store.naming.name("/root", "main", [one, other], 100.0)
    store.naming.name("/root", "main", [other], 200.0)
    assert store._connection.execute("SELECT key, at FROM touched").fetchall() == [(one, 200.0)]
    [branch] = store.naming.branches()
    assert (branch.root, branch.name, branch.at) == ("/root", "main", 200.0)


def test_only_the_thought_of_the_wanted_key_is_current(writer, store, memory, chunk_id):
    keep(store, _summary("old", "old"))
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "old")])
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "new")])
    with memory.snapshot() as snapshot:
        assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY) is None
        assert snapshot.thought_before(chunk_id, ThoughtKind.SUMMARY, "structural") == _summary("old", "old")
    keep(store, _summary("new", "new"))
    with memory.snapshot() as snapshot:
        assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY) == _summary("new", "new")
        assert snapshot.thought(chunk_id, ThoughtKind.QUESTIONS) is None


def test_the_thought_before_is_the_last_one_that_was_ever_made(writer, store, chunk_id):
    keep(store, _summary("made"))
    for key in ("made", "never made", "nor this", "wanted now"):
        writer.put_wanted([Wanted(chunk_id, SUMMARY, key)])
    assert writer.snapshot().thought_before(chunk_id, ThoughtKind.SUMMARY, "structural") == _summary("made")


def test_going_back_to_an_old_key_finds_the_old_thought(writer, store, chunk_id):
    keep(store, _summary("main"), _summary("branch"))
    for key in ("main", "branch", "main"):
        writer.put_wanted([Wanted(chunk_id, SUMMARY, key)])
    snapshot = writer.snapshot()
    assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY) == _summary("main")
    assert snapshot.thought_before(chunk_id, ThoughtKind.SUMMARY, "structural") == _summary("branch")
    assert writer.snapshot().missing() == []


def test_a_changed_chunk_has_no_current_thought_until_its_key_is_known(writer, store, chunk_id):
    keep(store, _summary("k"))
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "k")])
    put(writer, "a.py", "\n\ndef f\n    one")
    assert writer.snapshot().thought(chunk_id, ThoughtKind.SUMMARY) == _summary("k"), "only moved"
    put(writer, "a.py", "def f\n    two")
    snapshot = writer.snapshot()
    assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY) is None
    assert snapshot.thought_before(chunk_id, ThoughtKind.SUMMARY, "structural") == _summary("k")
    assert writer.snapshot().missing() == []
    assert snapshot.counts().thoughts_wanted == 0
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "k")])
    assert writer.snapshot().thought(chunk_id, ThoughtKind.SUMMARY) == _summary("k"), "same facts after all"


def test_a_models_thought_goes_before_the_structural_one(writer, store, chunk_id):
    keep(store, _summary("s"), _summary("m", "By a model.", BY_MODEL))
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "s"), Wanted(chunk_id, BY_MODEL, "m")])
    snapshot = writer.snapshot()
    assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY).key == "m"
    assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY, "structural").key == "s"
    assert snapshot.thought(chunk_id, ThoughtKind.SUMMARY, "another") is None
    writer.put_wanted([Wanted(chunk_id, BY_MODEL, "not made")])
    assert writer.snapshot().thought(chunk_id, ThoughtKind.SUMMARY).key == "s"


def test_missing_thoughts_come_most_valuable_first(writer, store, chunk_id):
    module = writer.snapshot().chunk("a.py", "").id
    wanted = [
        Wanted(chunk_id, SUMMARY, "low", 1.0),
        Wanted(chunk_id, QUESTIONS, "high", 9.0),
        Wanted(module, SUMMARY, "made", 99.0),
        Wanted(module, BY_MODEL, "middle", 5.0),
    ]
    keep(store, _summary("made"))
    writer.put_wanted(wanted)
    assert writer.snapshot().missing() == [wanted[1], wanted[3], wanted[0]]
    assert writer.missing(2, "structural") == [wanted[1], wanted[0]]
    assert writer.missing(1, "structural") == [wanted[1]]
    assert list(writer.wanted("some-model")) == [wanted[3]]


def test_all_that_is_missing_can_be_read_in_slices_that_cut_no_chunk_in_two(writer, store, chunk_id):
    module = writer.snapshot().chunk("a.py", "").id
    wanted = [
        Wanted(each, recipe, f"{each} {recipe.thinker} {recipe.kind}")
        for each in sorted((module, chunk_id))
        for recipe in (SUMMARY, QUESTIONS, BY_MODEL)
    ]
    keep(store, _summary(wanted[0].key))
    writer.put_wanted(wanted)
    found, after = [], 0
    while some := writer.missing_after(after, 2):
        found.append(some)
        after = some[-1].chunk_id
    assert [{each.chunk_id for each in some} for some in found] == [
        {wanted[0].chunk_id},
        {wanted[-1].chunk_id},
    ]
    assert {each.key for some in found for each in some} == {each.key for each in wanted[1:]}


def test_wanting_the_same_again_changes_nothing(writer, chunk_id):
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "k", 1.0)])
    revision = writer.snapshot().revision
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "k", 1.0)])
    assert writer.snapshot().revision == revision


def test_what_is_no_longer_wanted_is_neither_read_nor_found(writer, store, chunk_id):
    questions = Thought("q", QUESTIONS, (ThoughtItem("Nobody.", "Who calls zebra?"),))
    keep(store, questions)
    writer.put_wanted([Wanted(chunk_id, QUESTIONS, "q"), Wanted(chunk_id, BY_MODEL, "m")])
    assert len(writer.snapshot().search_questions("zebra", 5)) == 1
    writer.drop_wanted([chunk_id], "structural")
    snapshot = writer.snapshot()
    assert snapshot.stored_questions(chunk_id) == []
    assert snapshot.search_questions("zebra", 5) == []
    assert snapshot.search("zebra", 5) == []
    assert [each.key for each in writer.wanted()] == ["m"]
    writer.drop_wanted([chunk_id], BY_MODEL.thinker)
    assert list(writer.wanted()) == []


def test_questions_are_found_by_their_words_with_their_answers(writer, store, memory, chunk_id):
    items = (
        ThoughtItem("In `a.py`.", "Where is f defined?", "where"),
        ThoughtItem("A number.", "What does f return?", "returns"),
    )
    questions = Thought("q", QUESTIONS, items)
    writer.put_wanted([Wanted(chunk_id, QUESTIONS, "q")])
    assert writer.snapshot().search_questions("what does it return", 5) == []
    keep(store, questions)
    writer.index_thought(chunk_id, questions)
    with memory.snapshot() as snapshot:
        [(chunk, thought, item, score)] = snapshot.search_questions("what does it return", 5)
        assert (chunk.id, thought, item) == (chunk_id, questions, items[1])
        assert score > 0
        assert snapshot.stored_questions(chunk_id) == [(questions, items[0]), (questions, items[1])]


def test_a_thought_that_is_not_wanted_is_not_indexed(writer, store, chunk_id):
    stale = Thought("stale", SUMMARY, (ThoughtItem("About zebras."),))
    keep(store, stale)
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "current")])
    revision = writer.snapshot().revision
    writer.index_thought(chunk_id, stale)
    assert writer.snapshot().search("zebras", 5) == []
    assert writer.snapshot().revision == revision


def test_search_follows_the_wanted_key_by_itself(writer, store, chunk_id):
    keep(store, _summary("one", "About zebras."), _summary("two", "About giraffes."))
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "one")])
    assert [hit.chunk.id for hit in writer.snapshot().search("zebras", 5)] == [chunk_id]
    writer.put_wanted([Wanted(chunk_id, SUMMARY, "two")])
    assert writer.snapshot().search("zebras", 5) == []
    assert [hit.chunk.id for hit in writer.snapshot().search("giraffe", 5)] == [chunk_id]
