"""Names: what one stands for in a file's scopes, through imports and re-exports, to its definition."""

from __future__ import annotations

from itertools import tee
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.modules import SCRIPT_LANGUAGES, folder_of
from stc_lsp.code.parse.bindings import WHOLE
from stc_lsp.code.parse.shapes import OBJECT
from stc_lsp.code.parse.twins import is_accessor
from stc_lsp.code.resolve import generic, rust, unimported
from stc_lsp.code.resolve.conventions import is_constructor, is_partial, sees_class_names
from stc_lsp.code.resolve.extending import Extension
from stc_lsp.code.resolve.extensions import extended_type, has_extensions
from stc_lsp.code.resolve.meaning import Definition
from stc_lsp.code.resolve.rules import rules_of
from stc_lsp.code.resolve.unimported import MANY_PLACES, family_key
from stc_lsp.code.resolve.view import MOST_PLACES, RecordingProject
from stc_lsp.code.values import CALLEES, Chunk, ChunkKind, Import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from stc_lsp.code.resolve.table import Entry

_HOLDERS: dict[str, Callable[[Import], str]] = {"java": generic.class_imported, "rust": rust.enum_of}
"""Languages in which all that a class holds may be imported -> the class."""


class Names:
    """Name look-ups for the resolution of one file. Answers are remembered: they never change meanwhile."""

    def __init__(self, view: RecordingProject) -> None:
        self.view = view
        self._remembered: dict[tuple[str, str], Definition | None] = {}
        self._underway: set[tuple[str, str]] = set()
        self._in_vain: set[tuple[str, str]] = set()
        """Looked up for the look-up under way, and not found: files in circles give a file in many ways."""
        self._extending: dict[str, Sequence[Extension]] = {}
        self._included: dict[str, Sequence[str]] = {}
        self._stars: dict[str, Iterator[str]] = {}
        self._starring: set[str] = set()
        """Files of which is being looked for what they take all names from."""
        self.circles = 0
        """How often something was found to be looked up within its own look-up."""
        self.circular: set[object] = set()
        """What was found so, by the name under which it is remembered: that hangs on what came before."""

    def seen_from(self, path: str, scope: str, name: str) -> Definition | None:
        """The definition of a name used within `scope` (a qualified name) of a file."""
        if name in rust.PATH_WORDS and self.view.language == "rust":
            return self._module_at(rust.spoken_for(self.view, path, name, self._is_inline(path, scope)))
        inner = scope
        while scope:
            if not self._is_class(path, scope) or sees_class_names(self.view.language, scope == inner):
                found = self.defined(path, scope, name)
                if found is not None and not _is_constructor(found):
                    return found
            scope = scope.rpartition(".")[0]
        found = self.in_module(path, name)
        if found is None and self.view.language == "rust":
            return self._module_at(rust.library(self.view, path, name))
        if found is None and name[:1].isupper():
            return unimported.outermost(self.view, path, name)
        return found

    def _is_inline(self, path: str, scope: str) -> bool:
        """Whether a scope stands in a module of Rust within the file."""
        table = self.view.table(path)
        return bool(scope) and table is not None and scope.partition(".")[0] not in table.entries

    def _is_class(self, path: str, qualname: str) -> bool:
        chunk = self.view.chunk(path, qualname)
        return chunk is not None and chunk.kind is ChunkKind.CLASS

    def is_interface(self, path: str, qualname: str) -> bool:
        """Whether a class says only what others have."""
        chunk = self.view.chunk(path, qualname)
        return chunk is not None and chunk.keyword == "interface"

    def defined(self, path: str, scope: str, name: str) -> Definition | None:
        """What `scope` of a file itself binds the name to, imports followed."""
        entry = self.view.entry(path, f"{scope}.{name}" if scope else name)
        if entry is None and scope and path.endswith(".php"):  # `$this->x` is declared as `$x`
            entry = self.view.entry(path, f"{scope}.${name}")
        if entry is not None:
            return self._pick(path, scope, name, entry)
        if scope and self.view.language == "rust":
            return rust.held(self.view, path, scope, name)
        return self._added(path, scope, name) if scope and self.view.language in MANY_PLACES else None

    def exactly(self, path: str, qualname: str) -> Definition | None:
        """The chunk of exactly this qualified name."""
        chunk = self.view.chunk(path, qualname)
        if chunk is None:
            return None
        scope = qualname.rpartition(".")[0]
        entry = self.view.entry(path, unnumbered(qualname))
        return Definition(path, qualname, chunk, None, entry, scope)

    def _added(self, path: str, scope: str, name: str) -> Definition | None:
        """What other files add to a class or module: Ruby's constants, and members of what they name too."""
        holder, qualname = scope.rpartition(".")[2], f"{scope}.{name}"
        sought = name if name[:1].isupper() else holder
        places = self.view.adding(sought, qualname) if holder[:1].isupper() else ()
        place = next((each for each in places if each != path), "")
        entry = self.view.entry(place, qualname) if place else None
        return self._pick(place, scope, name, entry) if entry is not None else None

    def extensions(self, name: str) -> Sequence[Extension]:
        """What extends a type by a member of that name, wherever it stands."""
        if name not in self._extending:
            places = (
                self.view.anywhere(self.view.language, name) if has_extensions(self.view.language) else ()
            )
            self._extending[name] = [each for place in places for each in self._extensions_in(place, name)]
        return self._extending[name]

    def _extensions_in(self, path: str, name: str) -> Iterator[Extension]:
        table = self.view.table(path)
        for chunk in table.facts.chunks[1:] if table is not None else ():
            of = extended_type(chunk, self.view.language) if chunk.name == name else ""
            found = self.exactly(path, chunk.qualname) if of else None
            if found is not None:
                yield Extension(of, found)

    def out_of_class(self, found: Definition | None) -> Definition | None:
        """C++: the definition of a method that a class only declares."""
        if self.view.language != "cpp" or not found or not found.chunk or not found.chunk.is_declaration:
            return found
        for place in self.view.anywhere(self.view.language, found.chunk.name)[:MOST_PLACES]:
            entry = self.view.entry(place, f"{found.scope}.{found.chunk.name}")
            chunk = next((one for one in entry.chunks if not one.is_declaration), None) if entry else None
            if chunk is not None:
                return Definition(place, chunk.qualname, chunk, None, entry, found.scope)
        return found

    def other_parts(self, found: Definition) -> Iterator[tuple[str, str]]:
        """The other files and the name of a class of C# that is told in parts."""
        if found.chunk is None or not is_partial(found.chunk, self.view.language):
            return
        for place in self.view.anywhere(self.view.language, found.qualname.partition(".")[0])[:MOST_PLACES]:
            entry = self.view.entry(place, found.qualname) if place != found.path else None
            if entry is not None and any(is_partial(one, self.view.language) for one in entry.chunks):
                yield place, found.qualname

    def in_module(self, path: str, name: str) -> Definition | None:
        """What a module's name means: its own definitions and imports first, then its star imports."""
        key = (path, name)
        if key in self._remembered:
            self.circles += key in self.circular
            return self._remembered[key]
        if key in self._underway or key in self._in_vain:
            self.circles += key in self._underway
            return None
        before = self.circles
        self._underway.add(key)
        found = self._in_package(path, name) if path.endswith(".go") else self.defined(path, "", name)
        if found is None:
            found = next(self._starred(path, name), None)
        if found is None or (found.chunk is not None and found.chunk.is_declaration):
            found = self._unimported(path, name) or found
        self._underway.discard(key)
        if found is None:
            self._in_vain.add(key)
        if not self._underway:  # within a circle an answer may lack what is still being looked up
            self._in_vain.clear()
            self._remembered[key] = found
            self.note_circle(key, before)
        return found

    def note_circle(self, key: object, before: int) -> None:
        """Note of what was just looked up whether circles were found since there were so many."""
        if self.circles > before:
            self.circular.add(key)

    def _member(self, module: Definition, name: str) -> Definition | None:
        if module.path:
            return self.member_of_module(module.path, name)
        return self.member_of_package(module.qualname, name)

    def member_of_module(self, path: str, name: str) -> Definition | None:
        """What another module gets by `module.name`: a name of it, or a module within the package."""
        table = self.view.entry(path, WHOLE) if self.view.language == "lua" else None
        if table is not None and table.bindings:
            return self.defined(path, table.bindings[0].value, name)
        return self.in_module(path, name) or self._submodule(path, name)

    def member_of_package(self, dotted: str, name: str) -> Definition | None:
        """The same for a package that has no file of its own."""
        found = self._submodule(f"{dotted}.", name)
        if found is not None and found.path and self.view.language == "php":
            return self.in_module(found.path, name)  # a file is named after its class
        return found

    def _submodule(self, package: str, name: str) -> Definition | None:
        rules = rules_of(self.view.language)
        return next(map(self._module, rules.submodule(self.view, package, name)), None)

    def _module_at(self, path: str) -> Definition | None:
        return self._module(path) if path else None

    def _module(self, path: str) -> Definition:
        return Definition("", path[:-1]) if path.endswith(".") else Definition(path, "")

    def _in_package(self, path: str, name: str) -> Definition | None:
        """Go: a name of any file of the package; imports belong to the one file."""
        own = self.view.entry(path, name)
        if own is not None and own.imports:
            return self._pick(path, "", name, own)
        for place, entry in self.view.package(folder_of(path), name):
            if entry.chunks:
                return self._pick(place, "", name, entry)
        return None

    def _unimported(self, path: str, name: str) -> Definition | None:
        """What is seen without an import, unless an import says what the name is."""
        own = self.view.entry(path, name)
        if own is not None and own.imports:
            return None
        found = (self.defined(place, "", name) for place in unimported.places(self.view, path, name))
        return next(filter(None, found), None)

    def _starred(self, path: str, name: str) -> Iterator[Definition]:
        if family_key(self.view.language) == "c":
            yield from self._from_headers(path, name)
            return
        if name.startswith("_") and self.view.language == "python":
            return
        for module in (*self._starred_files(path), *self._of_packages(path, name)):
            found = self.in_module(module, name)
            if found is not None:
                yield found
        holder_of = _HOLDERS.get(self.view.language)
        if holder_of is not None:
            yield from self._held(path, name, holder_of)

    def _of_packages(self, path: str, name: str) -> Iterator[str]:
        """Java, Kotlin: the files that `import a.b.*` finds a name in."""
        table = self.view.table(path) if family_key(self.view.language) == "java" else None
        for star in table.stars if table is not None else ():
            yield from unimported.in_package(self.view, star.module, name)

    def _held(self, path: str, name: str, holder_of: Callable[[Import], str]) -> Iterator[Definition]:
        """What `import static a.Helper.*` of Java or `use a::Mode::*` of Rust bring."""
        table = self.view.table(path)
        for star in table.stars if table is not None else ():
            holder = holder_of(star)
            for module in self.modules_of(path, star) if holder else ():
                owner = self.in_module(module.path, holder) if module.path else None
                place, qualname = (owner.path, owner.qualname) if owner else (module.path, holder)
                found = self.defined(place, qualname, name) if place else None
                if found is not None:
                    yield found

    def _from_headers(self, path: str, name: str) -> Iterator[Definition]:
        """C: headers include headers by the hundred, so who defines the name is asked first."""
        defining = self.view.anywhere(self.view.language, name)
        for header in self.headers_of(path) if defining else ():
            found = self.defined(header, "", name) if header in defining else None
            if found is not None and found.chunk is not None and found.chunk.is_declaration:
                found = self._unimported(header, name) or found
            if found is not None:
                yield found

    def headers_of(self, path: str) -> Sequence[str]:
        """All files that a C file includes, itself or by way of another, in the order they are read."""
        if path not in self._included:
            order: dict[str, None] = {path: None}
            ahead = [iter(self._starred_files(path))]
            while ahead:
                header = next(ahead[-1], None)
                if header is None:
                    ahead.pop()
                elif header not in order:
                    order[header] = None
                    ahead.append(iter(self._starred_files(header)))
            self._included[path] = list(order)[1:]
        return self._included[path]

    def _starred_files(self, path: str) -> Iterator[str]:
        """The files from which a file takes all names; each is looked for once, and when it is asked for."""
        if path in self._starring:
            self.circles += 1
            return iter(())
        self._stars[path], files = tee(self._stars.get(path) or self._find_starred(path))
        return files

    def _find_starred(self, path: str) -> Iterator[str]:
        table = self.view.table(path)
        if path != self.view.path:
            self.view.dependencies.add(f"{path}#*")
        for star in table.stars if table is not None else ():
            if self.view.language == "rust" and rust.enum_of(star):
                continue
            self._starring.add(path)
            found = [module.path for module in self.modules_of(path, star) if module.path]
            self._starring.discard(path)
            yield from found

    def modules_of(self, path: str, imported: Import) -> Iterable[Definition]:
        """The modules that an import in a file may mean, the best first."""
        found = rules_of(self.view.language).module(self.view, path, imported)
        return map(self._module, rust.exported(self, path, imported, found))

    def imported(self, path: str, imported: Import) -> Definition | None:
        """The definition that an import binds, in the workspace."""
        name = rules_of(self.view.language).own_name(imported)
        for module in self.modules_of(path, imported):
            if not name or name == "*":
                return (self._whole(module.path) if not name else None) or module
            inner = rust.within(module.path, imported) if self.view.language == "rust" else ""
            found = self.defined(module.path, inner, name) if inner else self._member(module, name)
            if found is None and module.path and family_key(self.view.language) == "java":
                holder = generic.class_of(imported.module)
                found = self.defined(module.path, holder, name) if holder else None
            if found is None and rust.is_named(module.path, name):
                return module
            if found is not None and not (found.is_module and not found.path):
                return found
        return None

    def _whole(self, path: str) -> Definition | None:
        """What a module of CommonJS is as a whole: a function or class, or another module.

        `module.exports = Saw`, `module.exports = require("./saw")`.
        """
        entry = self.view.entry(path, WHOLE) if path and self.view.language in SCRIPT_LANGUAGES else None
        if entry is not None and len(entry.imports) == 1:
            return self._handed_on(path, entry.imports[0])
        if entry is None or len(entry.bindings) != 1:
            return None
        found = self.in_module(path, entry.bindings[0].value)
        is_one = found is not None and found.chunk is not None and found.chunk.kind in CALLEES
        return found if is_one else None

    def _handed_on(self, path: str, imported: Import) -> Definition | None:
        """What a module requires to be it; None if that requires the module in turn."""
        key = (path, WHOLE)
        if key in self._underway:
            self.circles += 1
            return None
        self._underway.add(key)
        found = self.imported(path, imported)
        self._underway.discard(key)
        return found

    def beside(self, path: str, qualname: str, name: str) -> Definition | None:
        """What JavaScript gives to a function or class: `Saw.x = ...`, `module.exports.x = ...`."""
        if self.view.language not in SCRIPT_LANGUAGES:
            return None
        found = self.defined(path, qualname, name)
        whole = self._whole(path) if found is None else None
        is_whole = whole is not None and (whole.path, whole.qualname) == (path, qualname)
        return self.in_module(path, name) if is_whole else found

    def _pick(self, path: str, scope: str, name: str, entry: Entry) -> Definition | None:
        """One definition of several: an import that leads into the workspace, else the chunk in force."""
        for one in entry.imports:
            found = self.imported(path, one)
            if found is not None and (found.path or not entry.chunks):
                return found
        qualname = f"{scope}.{name}" if scope else name
        chunk = in_force(entry.chunks)
        if chunk is not None and chunk.kind is ChunkKind.VARIABLE and self.view.language in SCRIPT_LANGUAGES:
            # `exports.X = X` makes known what is defined under the same name.
            chunk = next((one for one in entry.chunks if one.kind is not ChunkKind.VARIABLE), chunk)
        if chunk is not None:
            return Definition(path, chunk.qualname, chunk, None, entry, scope)
        if entry.bindings:
            found = self._under_another_name(path, name, entry.bindings[0].value) if not scope else None
            if found is not None:
                return found
            return Definition(path, qualname, None, entry.bindings[0], entry, scope)
        return None

    def _under_another_name(self, path: str, name: str, value: str) -> Definition | None:
        """What JavaScript makes known so: `export default x`, `export { x as y }`, `exports = { y: x }`."""
        if self.view.language not in SCRIPT_LANGUAGES:
            return None
        found = self.in_module(path, value) if value.isidentifier() and value != name else None
        if found is None and name == "default":
            found = self._module(path) if value == OBJECT else self._whole(path)
        return found


def _is_constructor(found: Definition) -> bool:
    return found.chunk is not None and is_constructor(found.chunk, found.scope.rpartition(".")[2])


def in_force(chunks: list[Chunk]) -> Chunk | None:
    """The last definition of a name, but a property's getter rather than its setter."""
    for chunk in reversed(chunks):
        if not is_accessor(chunk.keyword, chunk.decorators):
            return chunk
    return chunks[0] if chunks else None
