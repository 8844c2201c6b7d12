"""How much each hint counts when places are ranked. One table, so that a fit can replace it.

Chosen on questions about five repositories (flask, requests, pytest, sqlfluff, xarray), each as
much as the others. `benchmarks/fit_ranking.py` tries settings drawn at random, says which way each weight
pulls, and tries on each repository what the others would have chosen. Kept was what raises the mean and
lowers none of them by more than 0.02; so were `in_code` and `generated`, later, on eight, `tied` on more, and
`vector_of_model` with one model on eight.
`benchmarks/recall.py` prints what they come to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stc_lsp.wake.rank.kinds import FileKind


def _priors() -> dict[FileKind, float]:
    return {
        FileKind.CODE: 1.0,
        FileKind.TEST: 0.6,
        FileKind.EXAMPLE: 0.5,
        FileKind.DOCUMENT: 0.5,
        FileKind.HISTORY: 0.4,
        FileKind.OTHER: 0.3,
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """The hints, beside a best full-text match, which counts 1."""

    in_code: float = 0.6
    """A word of the question as code writes it, shortened or as one with the next, beside one as it is."""
    vector: float = 0.3
    """The most similar vector; others by how far they stand out."""
    vector_of_model: float = 0.5
    """The same where an embedding model made the vectors."""
    vector_floor: float = 0.8
    """Share of the weakest found cosine that counts as nothing."""
    named: float = 0.8
    """The question names the chunk."""
    decay: float = 0.7
    """Each further chunk of a file counts so much less than the one before."""
    further_by_size: float = 0.5
    """The power of a file's size that what its further chunks add is divided by: a big file has some words of
    any question somewhere."""
    coverage: float = 0.6
    """The question's words that a file has in all its chunks that were found, by their rarity."""
    coverage_by_size: float = 0.25
    """The power of a file's size that this is divided by."""
    priors: dict[FileKind, float] = field(default_factory=_priors)
    """What a match in a file of that kind is worth."""
    other_language: float = 0.8
    """What code counts in a language that little of the code is in."""
    generated: float = 0.4
    """What files count that a program wrote, or that only declare what others define."""
    test_asked: float = 1.0
    """The prior of tests when the question speaks of tests."""
    definitions: float = 0.7
    """What the likeliest definitions add to their files, if the question is short."""
    used: float = 0.5
    """Files that hold what the best chunks use, by their share of the uses."""
    users: float = 0.2
    """Files that use the best chunks, likewise."""
    tied: float = 0.33
    """Files that are called from what fits best in the best file, or that alone call it."""
    users_of_named: float = 0.15
    """Files that use what the question names."""
    companion: float = 0.2
    """Tests named like one of the best files of code."""
    folder: float = 0.15
    """Files beside the best files, by the share of the best that stand there."""
    most_neighbour: float = 0.5
    """What being a neighbour can add in all."""
    open_file: float = 0.1
    """The file that the person looks at."""
    selected: float = 0.3
    """The chunk that the person's cursor or selection is in."""


WEIGHTS = Weights()

CHUNKS_BY_TEXT = 200
CHUNKS_BY_VECTOR = 100
CHUNKS_COVERING = 200
"""Best chunks whose words are looked at for what they cover of a question."""
CHUNKS_OF_FILE = 8
"""Chunks that count for a file."""
MAIN_LANGUAGE = 0.5
"""Of the files of the most common language: a language with as many is one that the code is in."""
SMALL_FILE = 20
"""Chunks of a file that is not big yet."""
COMMON_NAME = 30
"""A name with as many definitions points at none of them."""
SEEDS = 6
"""Best chunks whose neighbours are looked at."""
CALLED = 2
"""Best chunks of the best file whose callers are looked at; what is called, of the first only."""
CALLING_FILES = 2
"""What more files call is a tool for many things, and belongs to none of them."""
CALLS_READ = 400
"""Of a chunk: a tool has been told by then."""
COMPANIED = 3
"""Best files of code whose tests are looked for."""
FOLDER_FILES = 5
"""Best files that say which folders matter."""
TEST_BY = 4
"""The best test has at most so many files before it, however little of the question it speaks of."""
