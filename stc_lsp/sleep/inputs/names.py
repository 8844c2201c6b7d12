"""Chunks and files as texts name them, looked up once per batch of thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.describe.facts import MOST_MENTIONS, Mention, Several
from stc_lsp.code.english import codes, plural, quoted
from stc_lsp.code.identifiers import readable
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind, Reference, ReferenceKind
from stc_lsp.memory.read.references import ImportedNames
from stc_lsp.memory.values import NamedChunk, StoredChunk, StoredReference, UsePlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.memory.snapshot import Snapshot

_MOST_HEIRS = 200
_ROOT_CLASSES = frozenset({"object", "Object", "Any", "ABC", "abc.ABC", "Protocol", "t.Protocol", "Generic"})
"""Bases that call nothing."""


class Named(NamedTuple):
    """A chunk, as far as a text needs it."""

    id: int
    label: str
    path: str
    qualname: str
    kind: ChunkKind
    keyword: str
    documentation: str
    parent_id: int | None
    in_test_code: bool

    def mention(self, places: int = 1, *, about: bool = False) -> Mention:
        """As a text mentions it."""
        told = first_sentence(self.documentation) if about else ""
        return Mention(self.label, self.path, self.qualname, places, told, self.keyword)


class Names:
    """What chunks are called, what they inherit and what files are about, read from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._named: dict[int, Named | None] = {}
        self._bases: dict[int, tuple[int, ...]] = {}
        self._methods: dict[int, dict[str, Named]] = {}
        self._heirs: dict[int, tuple[Named, ...]] = {}
        self._ancestors: dict[int, tuple[int, ...]] = {}
        self._outside_bases: dict[int, tuple[str, ...]] = {}
        self._methods_of_heirs: dict[int, Mapping[str, Sequence[Named]]] = {}
        self._abouts: dict[str, str] = {}
        self._tested: dict[int, bool] = {}
        self._base_uses_in: dict[str, dict[int, list[StoredReference]]] = {}
        self._imported = ImportedNames(snapshot)

    def of(self, chunk_id: int) -> Named | None:
        """The chunk of that id."""
        if chunk_id not in self._named:
            self.learn([chunk_id])
        return self._named[chunk_id]

    def learn(self, chunk_ids: Iterable[int]) -> None:
        """Read many chunks at once, so that `of` need not read each."""
        unknown = {each for each in chunk_ids if each not in self._named}
        if unknown:
            self._named.update(dict.fromkeys(unknown))
            self._named.update((each.id, _named(each)) for each in self.snapshot.named_chunks(unknown))

    def know(self, chunk: StoredChunk) -> Named:
        """Remember a chunk that was read anyway."""
        named = self._named.get(chunk.id)
        if named is None:
            inner = chunk.chunk
            told = inner.kind, inner.keyword, inner.name, inner.qualname, inner.documentation
            named = self._named[chunk.id] = _named(NamedChunk(chunk.id, chunk.path, chunk.parent_id, *told))
        return named

    def know_file(
        self,
        path: str,
        chunks: Iterable[StoredChunk],
        children: Mapping[int, Sequence[StoredChunk]],
        references: Mapping[int, Sequence[StoredReference]],
    ) -> None:
        """Remember a whole file that was read anyway: what stands in each chunk, and what each refers to."""
        for chunk in chunks:
            self.know(chunk)
            if chunk.chunk.kind is ChunkKind.CLASS:
                self._methods[chunk.id] = {
                    child.chunk.name: self.know(child)
                    for child in children.get(chunk.id, ())
                    if child.chunk.kind in CALLABLE
                }
        self._base_uses_in[path] = {
            chunk_id: [each for each in inside if each.reference.kind is ReferenceKind.BASE]
            for chunk_id, inside in references.items()
        }

    def bases(self, class_id: int) -> tuple[int, ...]:
        """The classes of the workspace that a class names as its bases."""
        if class_id not in self._bases:
            targets = (each.target_id for each in self._base_uses(class_id))
            self._bases[class_id] = tuple(
                dict.fromkeys(each for each in targets if each is not None and each != class_id)
            )
        return self._bases[class_id]

    def ancestors(self, class_id: int) -> tuple[int, ...]:
        """Bases and their bases, the nearest first."""
        if class_id in self._ancestors:
            return self._ancestors[class_id]
        found: dict[int, None] = {}
        waiting = list(self.bases(class_id))
        while waiting:
            each = waiting.pop(0)
            if each not in found and each != class_id:
                found[each] = None
                waiting.extend(self.bases(each))
        return self._ancestors.setdefault(class_id, tuple(found))

    def methods(self, class_id: int) -> dict[str, Named]:
        """The methods of a class by name."""
        if class_id not in self._methods:
            self._learn_methods([class_id])
        return self._methods[class_id]

    def with_member(self, class_ids: Sequence[int], name: str) -> Sequence[int]:
        """Those of some classes in which something has that name; to ask for one name, or few."""
        unknown = [each for each in class_ids if each not in self._methods]
        found = self.snapshot.members(unknown, [name]) if unknown else ()
        self.learn(found)
        holders = {named.parent_id for each in found if (named := self.of(each))}
        return [each for each in class_ids if each in self._methods or each in holders]

    def _learn_methods(self, class_ids: Iterable[int]) -> None:
        """Read the methods of many classes at once, so that `methods` need not read those of each."""
        unknown = {each: dict[str, Named]() for each in class_ids if each not in self._methods}
        for method in self.snapshot.named_methods(unknown) if unknown else ():
            named = self._named.get(method.id)
            if named is None:
                named = self._named[method.id] = _named(method)
            if method.parent_id is not None:
                unknown[method.parent_id][method.name] = named
        self._methods.update(unknown)

    def heirs(self, class_id: int) -> tuple[Named, ...]:
        """The classes that inherit from a class, directly or not, each once."""
        if class_id not in self._heirs:
            found: dict[int, Named] = {}
            waiting = [class_id]
            while waiting and len(found) < _MOST_HEIRS:
                below = [use.chunk_id for use in self.snapshot.subclasses(waiting.pop(0))]
                self.learn(below)
                for each in below:
                    heir = self.of(each)
                    if heir is not None and heir.id not in found and heir.id != class_id:
                        found[heir.id] = heir
                        waiting.append(heir.id)
            self._heirs[class_id] = tuple(found.values())
        return self._heirs[class_id]

    def know_methods_of_heirs(self, class_id: int) -> None:
        """Read the methods of all classes that inherit from a class at once, for `overriding`."""
        if class_id not in self._methods_of_heirs:
            found: dict[str, list[Named]] = {}
            self._learn_methods(heir.id for heir in self.heirs(class_id))
            for heir in self.heirs(class_id):
                for name, method in self.methods(heir.id).items():
                    found.setdefault(name, []).append(method)
            self._methods_of_heirs[class_id] = found

    def overriding(self, class_id: int, name: str) -> Sequence[Named]:
        """The methods of that name of all classes that inherit from a class; to ask for one name, or few."""
        if class_id not in self._methods_of_heirs:
            found = self.snapshot.members([heir.id for heir in self.heirs(class_id)], [name])
            self.learn(found)
            holders = {named.parent_id for each in found if (named := self.of(each))}
            methods = (self.methods(each) for each in holders if each is not None)
            return [each[name] for each in methods if name in each]
        return self._methods_of_heirs[class_id].get(name, ())

    def is_tested(self, chunk_id: int) -> bool:
        """Whether test code uses a chunk directly."""
        if chunk_id not in self._tested:
            self._tested[chunk_id] = any(map(is_test_path, self.snapshot.using_paths(chunk_id)))
        return self._tested[chunk_id]

    def outside_bases(self, class_id: int) -> tuple[str, ...]:
        """What a class and its ancestors inherit from outside of the workspace."""
        if class_id in self._outside_bases:
            return self._outside_bases[class_id]
        found: dict[str, None] = {}
        for each in (class_id, *self.ancestors(class_id)):
            resolved = {
                use.reference.expression for use in self._base_uses(each) if use.target_id is not None
            }
            chunk = self.snapshot.chunk_by_id(each)
            found.update(
                (base, None) for base in (chunk.chunk.bases if chunk else ()) if base not in resolved
            )
        told = tuple(base for base in found if base not in _ROOT_CLASSES)[:4]
        return self._outside_bases.setdefault(class_id, told)

    def _base_uses(self, class_id: int) -> list[StoredReference]:
        """Where a class names its bases. Read for a whole file at once: that is how references are kept."""
        named = self.of(class_id)
        if named is None:
            return []
        if named.path not in self._base_uses_in:
            found = self._base_uses_in[named.path] = {}
            module = self.snapshot.chunk(named.path, "")
            for use in self.snapshot.references_in(module.id, (ReferenceKind.BASE,)) if module else ():
                found.setdefault(use.chunk_id, []).append(use)
        return self._base_uses_in[named.path].get(class_id, [])

    def is_import(self, path: str, one: Reference) -> bool:
        """Whether a use of a name is nothing but its import."""
        return one.kind is ReferenceKind.NAME and self._imported.is_import_at(path, one.line, one.name)

    def is_import_place(self, use: UsePlace) -> bool:
        """The same."""
        is_name = use.kind == ReferenceKind.NAME
        return is_name and self._imported.is_import_at(use.path, use.line, use.name)

    def about_file(self, path: str) -> str:
        """What a file is for: its documentation's first sentence, else what it defines; "" if neither."""
        if path not in self._abouts:
            module = self.snapshot.chunk(path, "")
            told = first_sentence(module.chunk.documentation) if module is not None else ""
            self._abouts[path] = told or (_defines(self.snapshot.children(module.id)) if module else "")
        return self._abouts[path]


def about(chunks: list[StoredChunk]) -> str:
    """The same of a file with these chunks."""
    documented = first_sentence(chunks[0].chunk.documentation) if chunks else ""
    return documented or _defines([each for each in chunks[1:] if each.parent_id == chunks[0].id])


_TOLD_KINDS = (
    (ChunkKind.CLASS, "class"),
    (ChunkKind.FUNCTION, "function"),
    (ChunkKind.SECTION, ""),
    (ChunkKind.VARIABLE, "name"),
)


def _named(chunk: NamedChunk) -> Named:
    return Named(
        chunk.id,
        readable(chunk.qualname) or chunk.path,
        chunk.path,
        chunk.qualname,
        chunk.kind,
        chunk.keyword,
        chunk.documentation,
        chunk.parent_id,
        is_test_path(chunk.path),
    )


def _defines(top_level: Iterable[StoredChunk]) -> str:
    top = [each.chunk for each in top_level]
    for kind, word in _TOLD_KINDS:
        names = sorted(
            (each.name for each in top if each.kind == kind), key=lambda name: name.startswith("_")
        )
        if names and word:
            return f"Defines the {plural(word, len(names))} {codes(names, 3)}."
        if names:
            return f"{quoted(names[0])}."
    return ""


def several(counted: Mapping[Named, int], name: str = "") -> Several:
    """The most telling of them, and how many there are.

    What is named after `name` comes first, test code last, then those with most places.
    """
    if not counted:
        return _NONE
    word = name.strip("_").lower()

    def rank(named: Named) -> tuple[bool, bool, int, str, str, int]:
        is_named_after = bool(word) and word in named.label.lower()
        return (
            named.in_test_code,
            not is_named_after,
            -counted[named],
            named.path,
            named.qualname,
            named.id,
        )

    return Several(
        tuple(named.mention(counted[named]) for named in sorted(counted, key=rank)[:MOST_MENTIONS]),
        len(counted),
        sum(counted.values()),
        len({named.path for named in counted}),
        bool(counted) and all(named.in_test_code for named in counted),
    )


_NONE = Several()


def several_files(paths: Iterable[str]) -> Several:
    """The same for files."""
    ordered = sorted(set(paths))
    mentions = tuple(Mention(path, path) for path in ordered[:MOST_MENTIONS])
    return Several(mentions, len(ordered), len(ordered), len(ordered))
