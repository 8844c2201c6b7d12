"""The references of a file come out as they went in, all of them or some."""

from __future__ import annotations

import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.values import NOT_COUNTED, Reference, ReferenceKind
from stc_lsp.memory.packed_references import PackedReferences, pack_references

NAMES = st.text(max_size=5) | st.sampled_from(["", "a.b", "\x1c", "\x1d", "\x1e", "\x1f", "\x1c]", "\ud800"])
NUMBERS = st.integers(0, (1 << 32) - 1)
KEPT = st.just(NOT_COUNTED)
"""How many arguments a call gives is of use while its file is resolved, and not kept."""
REFERENCES = st.builds(
    Reference, st.sampled_from(ReferenceKind), NAMES, NAMES, NUMBERS, NUMBERS, NUMBERS, NUMBERS, KEPT
)


@given(references=st.lists(REFERENCES, max_size=6), data=st.data())
def test_some_references_of_a_file_are_those_among_all(references, data):
    packed = PackedReferences(pack_references(tuple(zip(*references, strict=True))))
    assert packed.every() == tuple(references)
    numbers = data.draw(st.lists(st.sampled_from(range(len(references))))) if references else []
    assert packed.some(numbers) == [references[number] for number in numbers]
    assert packed.names == [each.name for each in references]


@given(references=st.lists(REFERENCES, max_size=6), kinds=st.sets(st.sampled_from(ReferenceKind)))
def test_references_are_found_by_kind_and_by_chunk(references, kinds):
    packed = PackedReferences(pack_references(tuple(zip(*references, strict=True))))
    chunks = {each.chunk for each in references[::2]}
    assert packed.some(packed.numbers(kinds)) == [each for each in references if each.kind in kinds]
    assert packed.some(packed.numbers(chunks=chunks)) == [each for each in references if each.chunk in chunks]


def test_references_of_an_index_from_before_are_read():
    columns = [["call", "name"], ["run", "x"], [None, "a.x"], [0, 1], [4, 9], [7, 10], [1, 2]]
    assert PackedReferences(zlib.compress(json.dumps(columns).encode(), 1)).every() == (
        Reference(ReferenceKind.CALL, "run", "run", 0, 4, 7, 1),
        Reference(ReferenceKind.NAME, "x", "a.x", 1, 9, 10, 2),
    )
