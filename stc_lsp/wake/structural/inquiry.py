"""One question while it is answered: what all families of answers look up, and where they prove it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import STOPWORDS, stem
from stc_lsp.code.english import code
from stc_lsp.code.identifiers import readable, unnumbered
from stc_lsp.code.resolve.overloads import has_overloads
from stc_lsp.code.testing import is_test_path
from stc_lsp.memory.read.references import ImportedNames
from stc_lsp.memory.search import telling_terms
from stc_lsp.wake.cite import Citer
from stc_lsp.wake.graph import CallGraph
from stc_lsp.wake.overloads import declarations_of
from stc_lsp.wake.ruby_levels import uses_of
from stc_lsp.wake.structural.family import Family
from stc_lsp.wake.structural.overloads import typed_name
from stc_lsp.wake.values import Citation, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.subjects import Subjects

MOST_CITED = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """What one family has to say of one thing."""

    text: str
    citations: tuple[Citation, ...] = ()
    """The most important first."""
    is_all: bool = True
    """Whether static analysis can know that there is no more to say."""
    is_unknown: bool = False
    """All it says is that nothing of that name is known."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the question wants to be answered for: nowhere in particular, a file or folder, (no) tests."""

    path: str = ""
    tests: bool | None = None
    """True: in tests only; False: outside of them."""

    def admits(self, path: str) -> bool:
        """Whether a place is asked about."""
        if self.tests is not None and is_test_path(path) is not self.tests:
            return False
        return not self.path or path == self.path or (self.path.endswith("/") and path.startswith(self.path))

    @property
    def is_in_tests(self) -> bool:
        """Whether only tests are asked about."""
        return self.tests is True or (bool(self.path) and is_test_path(self.path))

    def said(self) -> str:
        """As in " in `a.py`" or " outside of tests"; "" for everywhere."""
        where = f" in {code(self.path)}" if self.path else ""
        return where + {None: "", True: " in tests", False: " outside of tests"}[self.tests]


class Inquiry:
    """What answering one question needs. Remembers what it read, and whether all that was cited is fresh."""

    def __init__(
        self,
        question: Question,
        subjects: Subjects,
        snapshot: Snapshot,
        present: Present,
        scope: Scope = Scope(),
    ) -> None:
        self.question = question
        self.subjects = subjects
        self.snapshot = snapshot
        self.present = present
        self.scope = scope
        self.citer = Citer(present)
        self._imported = ImportedNames(snapshot)

    @cached_property
    def graph(self) -> CallGraph:
        """Who calls whom."""
        return CallGraph(self.snapshot)

    @cached_property
    def family(self) -> Family:
        """Who inherits from whom."""
        return Family(self.snapshot)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The stems of the question's words with their shares of all that it says."""
        terms = [
            term for term in telling_terms(self.question.text) if term not in STOPWORDS and len(term) > 1
        ]
        weights = {stem(term): self.snapshot.rarity(term) for term in terms}
        whole = sum(weights.values()) or 1.0
        return {word: weight / whole for word, weight in weights.items()}

    def uses(self, stored: StoredChunk) -> list[StoredReference]:
        """The uses of a chunk outside of its own body, imports left out, as far as they are asked about."""
        own = stored.chunk
        return [
            use
            for each in (stored, *declarations_of(self.snapshot, stored))
            for use in uses_of(self.snapshot, each)
            if self.scope.admits(use.path)
            and not (use.path == stored.path and own.start_byte <= use.reference.start_byte < own.end_byte)
            and not self.is_import(use)
        ]

    def is_import(self, use: StoredReference) -> bool:
        """Whether a use of a name is nothing but its import."""
        return self._imported.is_import(use)

    def at(self, use: StoredReference) -> str:
        """Where a use stands now, as `path:line`."""
        citations = self.citer.of_use(use)
        return code(f"{use.path}:{citations[0].start_line}") if citations else code(use.path)

    def place(self, stored: StoredChunk) -> str:
        """Where the name of a chunk stands now, as `path:line`."""
        _, now = self.present.of(stored)
        line = (now or stored.chunk).name_line
        return code(stored.path if not stored.chunk.qualname else f"{stored.path}:{line}")

    def placed(self, stored: StoredChunk, about: str = "") -> str:
        """What a text calls a chunk and where it stands, and what it is `about`, if that is known."""
        return f"{code(label(stored))} ({self.place(stored)})" + (f": {about}" if about else "")

    def cite(self, *stored: StoredChunk) -> list[Citation]:
        """The lines of chunks."""
        return [citation for each in stored for citation in self.citer.of_chunk(each)]


def label(stored: StoredChunk) -> str:
    """What a text calls a chunk; a second definition of a name is told apart by its types, or its number."""
    is_twin = unnumbered(stored.label) != stored.label
    return readable((typed_name(stored) if is_twin else "") or stored.label)


def spread(uses: Iterable[StoredReference]) -> list[StoredReference]:
    """The first use of each file, then all others: so that few citations show most files."""
    first: dict[str, StoredReference] = {}
    others: list[StoredReference] = []
    for use in uses:
        if use.path in first:
            others.append(use)
        else:
            first[use.path] = use
    return [*first.values(), *others]


def with_typed_label(text: str, stored: StoredChunk) -> str:
    """What is said of an overload beside others, by its types: the last of them bears no number."""
    typed = typed_name(stored) if has_overloads(stored.language) else ""
    name = label(stored)
    return text.replace(f"**{name}**", f"**{typed}**", 1).replace(code(name), code(typed)) if typed else text


def told_of(inquiry: Inquiry, findings: Sequence[Finding | None], knows: str) -> Told | None:
    """One answer of several findings; None if there is none. `knows`: as in "who uses it"."""
    found = [finding for finding in findings if finding is not None]
    if not found:
        return None
    reason = f"Static analysis knows exactly {knows}, so no model was asked."
    is_all = all(finding.is_all for finding in found)
    if all(finding.is_unknown for finding in found):
        reason = "No such name was found when the repository was read, so no model was asked."
    elif not is_all:
        reason = f"This is what static analysis knows of {knows}; it may not be all. No model was asked."
    if not inquiry.citer.fresh:
        reason += " Some of what is cited was edited since it was last read."
    text = "\n\n".join(finding.text for finding in found)
    citations = taken_in_turn([finding.citations for finding in found])
    return Told(text, citations, inquiry.citer.fresh, reason, is_all)


def taken_in_turn(lists: Sequence[Sequence[Citation]]) -> tuple[Citation, ...]:
    """The first of each, then the second of each, and so on; each once, and no more than can be read."""
    longest = max(map(len, lists), default=0)
    found = (each[index] for index in range(longest) for each in lists if index < len(each))
    return tuple(dict.fromkeys(found))[:MOST_CITED]
