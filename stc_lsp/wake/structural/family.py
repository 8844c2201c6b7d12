"""Who inherits from whom, and which methods stand in for which. Read from one snapshot, bounded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, shared_folders
from stc_lsp.code.resolve.overloads import has_overloads, taken
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.structural.overloads import typed_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_MOST = 300
CONTRACTS = frozenset({"interface", "protocol", "trait"})
"""Words for what others implement."""
_BESIDE = frozenset({"rust", "swift"})
"""Languages in which an `impl` or `extension` names a base of a class."""


def is_mixin(stored: StoredChunk) -> bool:
    """Whether it is a module of Ruby, which classes include, and nothing makes one of."""
    return stored.language == "ruby" and stored.chunk.keyword == "module"


def _names_beside(within: StoredChunk) -> bool:
    """Whether a base that is named there is that of a class beside it."""
    return within.language == "rust" or (within.language == "swift" and within.chunk.kind is ChunkKind.MODULE)


class Family:
    """The classes of one snapshot, as far as one question needs them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._packages: dict[str, dict[str, dict[str, StoredChunk]]] = {}

    def bases(self, stored: StoredChunk) -> list[tuple[str, StoredChunk | None]]:
        """What a class names as its bases, as written, each with its definition if that is known here."""
        found: dict[str, StoredChunk | None] = dict.fromkeys(stored.chunk.bases)
        for use in self._named_as_bases(stored):
            target = self._snapshot.chunk_by_id(use.target_id)
            if target is not None and target.id != stored.id:
                found[use.reference.expression] = target
        return list(found.items())

    def _named_as_bases(self, stored: StoredChunk) -> list[StoredReference]:
        """What names the bases of a class; in Rust and Swift that may stand beside it in the file."""
        found = self._snapshot.references_in(stored.id, (ReferenceKind.BASE,), nested=False)
        module = self._snapshot.chunk(stored.path, "") if stored.language in _BESIDE else None
        if module is None:
            return found
        beside = self._snapshot.references_in(module.id, (ReferenceKind.BASE,), nested=False)
        return [*found, *(use for use in beside if use.reference.expression in stored.chunk.bases)]

    def ancestors(self, stored: StoredChunk) -> list[StoredChunk]:
        """Bases and their bases, the nearest first."""
        return self._all(stored, self._known_bases)

    def children(self, stored: StoredChunk) -> list[StoredChunk]:
        """The classes that name a class as their base."""
        return self._classes(self._snapshot.subclasses(stored.id), stored)

    def may_be_children(self, stored: StoredChunk) -> list[StoredChunk]:
        """The classes that name a base of its name, in its language, that could not be resolved."""
        uses = self._snapshot.unresolved(stored.chunk.name, stored.language, (ReferenceKind.BASE,))
        return self._classes(uses, stored)

    def heirs(self, stored: StoredChunk) -> list[StoredChunk]:
        """The classes that inherit from a class, directly or not."""
        return self._all(stored, self.children)

    def further_heirs(self, stored: StoredChunk) -> list[StoredChunk]:
        """Those of them that do so through others alone."""
        direct = {each.id for each in self.children(stored)}
        return [each for each in self.heirs(stored) if each.id not in direct]

    def fits(self, stored: StoredChunk) -> list[StoredChunk]:
        """Types that have every method of a Go interface: there, nothing else says who implements it.

        What a type or an interface embeds gives it its methods. None if the interface has some from outside.
        """
        is_fulfilled_by_methods = stored.language == "go" and stored.chunk.keyword in CONTRACTS
        if not is_fulfilled_by_methods or self.outside(stored):
            return []
        wanted = self._method_set(stored)
        if not wanted:
            return []
        named = (self._snapshot.named(method, _MOST) for method in wanted)
        having = filter(None, map(self._owner, min(named, key=len)))
        # Those that embed one that has the rarest of the methods have it, too.
        candidates = {each.id: each for owner in having for each in (owner, *self.heirs(owner))}
        return [
            each
            for each in candidates.values()
            if each.language == "go"
            and each.chunk.keyword not in CONTRACTS
            and wanted.items() <= self._method_set(each).items()
        ]

    def followers(self, stored: StoredChunk) -> list[StoredChunk]:
        """The classes that must fit a class, each once: its heirs, and what has all its methods."""
        return list({each.id: each for each in (*self.heirs(stored), *self.fits(stored))}.values())

    def outside(self, stored: StoredChunk) -> list[str]:
        """What a class and its bases name as bases that are from outside of the workspace."""
        classes = (stored, *self.ancestors(stored))
        found = (name for each in classes for name, chunk in self.bases(each) if chunk is None)
        return list(dict.fromkeys(found))

    def _method_set(self, owner: StoredChunk) -> dict[str, tuple[int, int]]:
        """The methods that a type has itself and by what it embeds: how many values each takes and gives."""
        found: dict[str, tuple[int, int]] = {}
        for each in (owner, *self.ancestors(owner)):
            for name, method in self._methods(each).items():
                found.setdefault(name, _arity(method))
        return found

    def owner(self, stored: StoredChunk) -> StoredChunk | None:
        """The class that a method belongs to."""
        return self._owner(stored) if stored.chunk.kind in CALLABLE else None

    def methods(self, owner: StoredChunk) -> list[str]:
        """The names of the methods that a class defines itself."""
        return list(self._methods(owner))

    def method(self, owner: StoredChunk, name: str) -> StoredChunk | None:
        """The method of that name that a class defines itself."""
        return self._methods(owner).get(name)

    def counterpart(self, owner: StoredChunk, method: StoredChunk) -> StoredChunk | None:
        """The method that a class defines in the place of another: of overloads that which takes as much."""
        name, language = method.chunk.name, owner.language
        if not has_overloads(language):
            return self.method(owner, name)
        every = (each for each in self._snapshot.children(owner.id) if each.chunk.kind in CALLABLE)
        wanted = taken(method.chunk, language)
        fitting = [
            each
            for each in every
            if each.chunk.name == name
            and (None in (wanted, had := taken(each.chunk, language)) or had == wanted)
        ]
        types = typed_name(method).partition("(")[2]
        return next((each for each in fitting if typed_name(each).partition("(")[2] == types), None) or next(
            iter(fitting), None
        )

    def overridden(self, stored: StoredChunk) -> list[StoredChunk]:
        """The methods of the bases that a method stands in for, the nearest first."""
        owner = self.owner(stored)
        classes = self.ancestors(owner) if owner is not None else []
        found = (self.counterpart(each, stored) for each in classes)
        return [method for method in found if method is not None]

    def overriding(self, stored: StoredChunk) -> list[StoredChunk]:
        """The methods that stand in for a method in the classes that inherit from its own."""
        owner = self.owner(stored)
        if owner is None:
            return []
        found = (self.counterpart(each, stored) for each in self.followers(owner))
        return [method for method in found if method is not None]

    def _classes(self, uses: Iterable[StoredReference], base: StoredChunk) -> list[StoredChunk]:
        """The classes in which a base is named, or beside which Rust names it, but itself."""
        named = dict.fromkeys((use.chunk_id, use.reference.expression) for use in uses)
        within = ((self._snapshot.chunk_by_id(chunk), expression) for chunk, expression in named)
        found = {
            each.id: each
            for chunk, expression in within
            if chunk is not None
            for each in (self._beside(chunk, expression) if _names_beside(chunk) else (chunk,))
        }
        return [each for each in found.values() if each.chunk.kind is ChunkKind.CLASS and each.id != base.id]

    def _beside(self, within: StoredChunk, base: str) -> list[StoredChunk]:
        """The types of a file that have a base by an `impl` or `extension` beside them."""
        chunks = self._snapshot.chunks(within.path)
        return [within, *(each for each in chunks if base in each.chunk.bases)]

    def _owner(self, stored: StoredChunk) -> StoredChunk | None:
        parent = self._snapshot.chunk_by_id(stored.parent_id)
        if parent is not None and parent.chunk.kind is ChunkKind.CLASS:
            return parent
        name, _, _ = stored.chunk.qualname.rpartition(".")
        if stored.language in _BESIDE and name:
            beside = self._snapshot.chunk(stored.path, name)
            return beside if beside is not None and beside.chunk.kind is ChunkKind.CLASS else None
        if stored.language == "cpp" and name:
            return self._declaring(stored, name)
        return next(iter(self._package(stored, name)), None) if stored.language == "go" and name else None

    def _declaring(self, stored: StoredChunk, qualname: str) -> StoredChunk | None:
        """The class that declares a method of C++ which is defined outside of it: the nearest so called."""
        named = self._snapshot.named(qualname.rpartition(".")[2])
        classes = (
            each
            for each in named
            if each.chunk.kind is ChunkKind.CLASS
            and each.chunk.qualname == qualname
            and any(child.chunk.name == stored.chunk.name for child in self._snapshot.children(each.id))
        )
        return max(classes, key=lambda each: shared_folders(each.path, stored.path), default=None)

    def _methods(self, owner: StoredChunk) -> dict[str, StoredChunk]:
        """The methods that a class defines itself: Go's stand anywhere in its package, some beside it."""
        found = {child.chunk.name: child for child in self._snapshot.children(owner.id)}
        if owner.language == "go":
            found |= self._members(folder_of(owner.path)).get(owner.chunk.qualname, {})
        if owner.language in _BESIDE:
            found |= self._members(owner.path).get(owner.chunk.qualname, {})
        return {name: each for name, each in found.items() if each.chunk.kind in CALLABLE}

    def _members(self, place: str) -> dict[str, dict[str, StoredChunk]]:
        """What belongs to each type of a package of Go, or of another file, by its name. Read once."""
        if place not in self._packages:
            members: dict[str, dict[str, StoredChunk]] = defaultdict(dict)
            for path in (
                (place,) if place.endswith((".rs", ".swift")) else self._snapshot.files_in(place, "go")
            ):
                for each in self._snapshot.chunks(path):
                    members[each.chunk.qualname.rpartition(".")[0]][each.chunk.name] = each
            self._packages[place] = members
        return self._packages[place]

    def _package(self, stored: StoredChunk, qualname: str) -> list[StoredChunk]:
        """The types of that name in the folder of a chunk."""
        files = self._snapshot.files_in(folder_of(stored.path), "go")
        chunks = (self._snapshot.chunk(path, qualname) for path in files)
        return [each for each in chunks if each is not None and each.chunk.kind is ChunkKind.CLASS]

    def _known_bases(self, stored: StoredChunk) -> list[StoredChunk]:
        return [chunk for _, chunk in self.bases(stored) if chunk is not None]

    def _all(
        self, stored: StoredChunk, step: Callable[[StoredChunk], list[StoredChunk]]
    ) -> list[StoredChunk]:
        found: dict[int, StoredChunk] = {}
        waiting = [stored]
        while waiting and len(found) < _MOST:
            for each in step(waiting.pop(0)):
                if each.id not in found and each.id != stored.id:
                    found[each.id] = each
                    waiting.append(each)
        return list(found.values())


def _arity(method: StoredChunk) -> tuple[int, int]:
    """How many values a method of Go takes and gives: those it names together (`a, b int`) each count."""
    _, _, rest = method.chunk.signature.partition(f"{method.chunk.name}(")
    taken, after = _parts(rest)
    after = after.strip().removesuffix("{").strip()
    given = _parts(after[1:])[0] if after.startswith("(") else int(bool(after))
    return taken, given


def _parts(text: str) -> tuple[int, str]:
    """How many parts stand before the bracket that closes a list, and what follows that."""
    depth, commas, end = 0, 0, len(text)
    for at, letter in enumerate(text):
        if letter in ")]}" and depth == 0:
            end = at
            break
        depth += (letter in "([{") - (letter in ")]}")
        commas += letter == "," and depth == 0
    within = text[:end].strip().removesuffix(",")
    return (commas + 1 - text[:end].rstrip().endswith(",") if within else 0), text[end + 1 :]
