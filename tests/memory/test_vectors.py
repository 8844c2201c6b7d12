"""Vectors are found by their direction, kept in bytes, and go with what they describe."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stc_lsp.memory.vectors import Matrix, VectorRow, build_matrix, nearest, pack_vector

from .builders import put, vector_digests


def test_the_nearest_vectors_come_first_with_their_cosines(writer, memory):
    rows = [VectorRow(1, "a", [1, 0, 0]), VectorRow(2, "b", [3, 3, 0]), VectorRow(3, "c", [0, 0, 9])]
    writer.put_vectors("toy", rows)
    with memory.snapshot() as snapshot:
        found = snapshot.nearest("toy", [2, 0, 0], 2)
        assert [id_ for id_, _ in found] == [1, 2]
        assert [cosine for _, cosine in found] == pytest.approx([1.0, 2**-0.5], abs=0.01)
        assert snapshot.nearest("other", [2, 0, 0], 2) == []
        assert snapshot.nearest("toy", [0, 0, 0], 2) == []
        assert len(snapshot.nearest("toy", [2, 0, 0], 99)) == 3


def test_one_byte_a_dimension_is_enough_to_rank():
    random = np.random.default_rng(1)
    vectors = random.normal(size=(500, 256))
    query = random.normal(size=256)
    cosines = vectors @ query / np.linalg.norm(vectors, axis=1) / np.linalg.norm(query)
    best = set(np.argsort(-cosines)[:10].tolist())
    found = nearest(_matrix([(n, *pack_vector(each)) for n, each in enumerate(vectors)]), query, 10)
    assert len(best & {n for n, _ in found}) >= 9
    for n, cosine in found:
        assert cosine == pytest.approx(cosines[n], abs=0.01)


def test_among_many_vectors_the_same_are_nearest_as_if_each_was_looked_at():
    random = np.random.default_rng(1)
    # As with words of a language, few directions tell most of the vectors apart.
    spread = 1 / np.arange(1, 65)
    vectors = (random.normal(size=(12_000, 64)) * spread).astype(np.float32)
    matrix = _matrix([(n, *pack_vector(each)) for n, each in enumerate(vectors)])
    whole = replace(matrix, axes=None, sketch=None)
    assert matrix.sketch is not None
    for query in random.normal(size=(20, 64)) * spread:
        assert [n for n, _ in nearest(matrix, query, 10)] == [n for n, _ in nearest(whole, query, 10)]


def test_a_vector_of_zeros_is_similar_to_nothing():
    matrix = _matrix([(1, *pack_vector([0, 0])), (2, *pack_vector([1, 0]))])
    assert nearest(matrix, [1, 0], 2) == [(2, pytest.approx(1.0)), (1, pytest.approx(0.0))]


def test_a_query_of_another_size_is_refused():
    matrix = _matrix([(1, *pack_vector([1, 0]))])
    with pytest.raises(ValueError, match="the query has 3 dimensions, the vectors 2"):
        nearest(matrix, [1, 0, 0], 1)


def test_a_vector_is_replaced_and_its_digest_with_it(writer):
    writer.put_vectors("toy", [VectorRow(1, "old", [1, 0]), VectorRow(2, "other", [1, 0])])
    writer.put_vectors("toy", [VectorRow(1, "new", [0, 1])])
    assert vector_digests(writer, "toy") == {1: "new", 2: "other"}
    assert writer.snapshot().nearest("toy", [0, 1], 1)[0][0] == 1


def test_a_vector_goes_with_its_chunk(writer):
    put(writer, "a.py", "def f")
    chunk = writer.snapshot().chunk("a.py", "f")
    writer.put_vectors("toy", [VectorRow(chunk.id, "d", [1, 0])])
    writer.remove_file("a.py")
    assert vector_digests(writer, "toy") == {}


def test_readers_see_new_vectors_in_the_next_revision(writer, memory):
    writer.put_vectors("toy", [VectorRow(1, "a", [1, 0])])
    with memory.snapshot() as before:
        assert len(before.nearest("toy", [1, 0], 9)) == 1
        writer.put_vectors("toy", [VectorRow(2, "a", [1, 0])])
        with memory.snapshot() as after:
            assert len(after.nearest("toy", [1, 0], 9)) == 2
        assert len(before.nearest("toy", [1, 0], 9)) == 1


def _matrix(rows: list[tuple[int, float, bytes]]) -> Matrix:
    matrix = build_matrix(rows)
    assert matrix is not None
    return matrix
