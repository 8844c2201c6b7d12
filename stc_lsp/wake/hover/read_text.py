"""A text as it is now, taken apart once: many hovers ask about the same one.

Whoever asks reads the index at a revision of their own. What was resolved at one revision holds at another
if no file that it rests on has changed between the two: so it is kept until one has, or the text is another.
"""

from __future__ import annotations

import threading
import weakref
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, module_names
from stc_lsp.code.resolve import Tables, Target
from stc_lsp.code.resolve.unimported import family_key
from stc_lsp.code.resolve.uses import FileResolver
from stc_lsp.code.values import CALLEES, ChunkKind, FileFacts
from stc_lsp.wake.hover.freshness import parsed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.documents import Documents

_TEXTS_REMEMBERED = 24
_START = attrgetter("start_byte")
_DEFINED = (*CALLEES, ChunkKind.VARIABLE)


class ReadText:
    """One text of a file, where its names stand, and what resolves them."""

    def __init__(self, path: str, source: bytes, project: SnapshotProject, tables: Tables) -> None:
        self.source = source
        self.facts: FileFacts = parsed(path, source, project.snapshot)
        self.project = project
        self.tables = tables
        self.resolver = FileResolver(path, self.facts, tables)
        self._bound = sorted((each for each in self.facts.bindings if each.name), key=_START)
        # Of a letter no more than four bytes are needed.
        self._longest = max((len(each.name) * 4 for each in self._bound), default=0)

    def rests_on(self, places: Collection[str]) -> bool:
        """Whether what was resolved so far was looked up in one of these places: see `_places_of`."""
        return any(key.partition("#")[0] in places for key in self.resolver.view.dependencies)

    def name_at(self, byte: int) -> tuple[int, int] | None:
        """Where the name begins and ends that the byte is in, or right behind."""
        spans = [span for span in self._spans_near(byte) if span[0] <= byte <= span[1] and span[0] < span[1]]
        return min(spans, key=lambda span: (byte == span[1], span[1] - span[0], span), default=None)

    def _spans_near(self, byte: int) -> Iterator[tuple[int, int]]:
        """Where names stand, those around the byte among them: of definitions, of uses, and what is bound."""
        yield from ((each.name_start_byte, each.name_end_byte) for each in self.facts.chunks[1:])
        yield from ((each.start_byte, each.end_byte) for each in self.resolver.references_at(byte))
        first = bisect_left(self._bound, byte - self._longest, key=_START)
        for each in self._bound[first : bisect_right(self._bound, byte, key=_START)]:
            yield each.start_byte, each.start_byte + len(each.name.encode())


class SnapshotProject:
    """A snapshot as resolution sees it. Every reader puts in their own."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def paths_of_module(self, name: str) -> Sequence[str]:
        """Files that can be imported under a name."""
        return self.snapshot.paths_of_module(name)

    def has_file(self, path: str) -> bool:
        """Whether the index has a file."""
        return self.snapshot.has_file(path)

    def files_in(self, directory: str, language: str) -> Sequence[str]:
        """Files of a language right in a folder."""
        return self.snapshot.files_in(directory, language)

    def files_defining(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """Files with a definition of that name that stands in no other."""
        return self.snapshot.files_defining(name, languages)

    def facts(self, path: str) -> FileFacts | None:
        """What a file of the index says, without its uses."""
        return self.snapshot.facts(path)

    def members_named(self, name: str) -> Sequence[Target]:
        """Definitions of that name anywhere."""
        return self.snapshot.once(("members", name), lambda: self._members_named(name))

    def _members_named(self, name: str) -> Sequence[Target]:
        return [
            Target(each.path, each.chunk.qualname)
            for each in self.snapshot.named(name)
            if each.chunk.kind in _DEFINED
        ]


class _Reading:
    """The texts of one workspace read last, and what other files say to them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts_revision = snapshot.facts_revision
        self._paths_revision = snapshot.paths_revision
        self._project = SnapshotProject(snapshot)
        self._tables = Tables(self._project)
        self._texts: dict[str, ReadText] = {}
        self._read = 0

    def text(self, snapshot: Snapshot, path: str, source: bytes) -> ReadText:
        """A text, read now or remembered."""
        self._project.snapshot = snapshot
        if snapshot.facts_revision != self._facts_revision:
            self._follow(snapshot)
        text = self._texts.pop(path, None)
        if text is None or text.source != source:
            text = ReadText(path, source, self._project, self._tables)
            self._read += 1
            if self._read % _TEXTS_REMEMBERED == 0:
                # Those read before keep the old ones: what is remembered is bounded by what is asked about.
                self._tables = Tables(self._project)
        # The file asked for last stands last: the first is the one to forget.
        self._texts[path] = text
        while len(self._texts) > _TEXTS_REMEMBERED:
            del self._texts[next(iter(self._texts))]
        return text

    def _follow(self, snapshot: Snapshot) -> None:
        """Forget what may be something else at the revision of this reader."""
        since, self._facts_revision = self._facts_revision, snapshot.facts_revision
        if snapshot.paths_revision != self._paths_revision or snapshot.facts_revision < since:
            self._paths_revision = snapshot.paths_revision
            self._tables = Tables(self._project)
            self._texts.clear()
            return
        changed = snapshot.changed_files(since)
        if changed:
            for tables in {self._tables, *(text.tables for text in self._texts.values())}:
                tables.forget(path for path, _ in changed)
            places = {place for each in changed for place in _places_of(*each)}
            self._texts = {path: text for path, text in self._texts.items() if not text.rests_on(places)}


class _Remembered(threading.local):
    """What was read last; each thread has its own, for a snapshot belongs to one thread."""

    def __init__(self) -> None:
        self.readings: weakref.WeakKeyDictionary[Documents, _Reading] = weakref.WeakKeyDictionary()


_remembered = _Remembered()


def read_text(snapshot: Snapshot, documents: Documents, path: str, source: bytes) -> ReadText:
    """A text of a file, read now or remembered, ready to be resolved with this snapshot."""
    reading = _remembered.readings.get(documents)
    if reading is None:
        reading = _remembered.readings[documents] = _Reading(snapshot)
    return reading.text(snapshot, path, source)


def _places_of(path: str, language: str) -> Iterator[str]:
    """Where a file is looked up, new or not: the first parts of the keys of `code.resolve.dependencies`."""
    # What follows a "#" in a path cannot be told from what follows it in a key.
    yield path.partition("#")[0]
    yield f"file:{path}".partition("#")[0]
    yield f"package:{folder_of(path)}".partition("#")[0]
    yield f"global:{family_key(language)}"
    yield from (f"module:{name}".partition("#")[0] for name in module_names(path, language))
