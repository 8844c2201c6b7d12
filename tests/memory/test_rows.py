"""What is packed into one column comes out as it went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.values import NOT_COUNTED, Reference, ReferenceKind
from stc_lsp.memory.rows import PackedReferences, pack_reference_columns, unpack_references

NAMES = st.text(max_size=5) | st.sampled_from(["],[", '"]', "null", "a.b"])
NUMBERS = st.integers(0, 1 << 31)
KEPT = st.just(NOT_COUNTED)
"""How many arguments a call gives is of use while its file is resolved, and not kept."""
REFERENCES = st.builds(
    Reference, st.sampled_from(ReferenceKind), NAMES, NAMES, NUMBERS, NUMBERS, NUMBERS, NUMBERS, KEPT
)


@given(references=st.lists(REFERENCES, max_size=6), data=st.data())
def test_some_references_of_a_file_are_those_among_all(references, data):
    packed = pack_reference_columns(tuple(zip(*references, strict=True)))
    assert unpack_references(packed) == tuple(references)
    numbers = data.draw(st.lists(st.sampled_from(range(len(references))))) if references else []
    assert PackedReferences(packed).some(numbers) == [references[number] for number in numbers]
    assert PackedReferences(packed).names == [each.name for each in references]
