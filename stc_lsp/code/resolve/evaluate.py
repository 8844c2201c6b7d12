"""Evaluation: what a rooted shape is, and where its last name is defined. The linker's half of resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.modules import folder_of
from stc_lsp.code.parse import shapes
from stc_lsp.code.resolve import containers, conventions, python, rust
from stc_lsp.code.resolve.extending import brought, extending, of_receiver
from stc_lsp.code.resolve.generics import given_for, given_to, typed, types_in
from stc_lsp.code.resolve.instances import based_on, instances
from stc_lsp.code.resolve.javascript import global_object
from stc_lsp.code.resolve.meaning import (
    CLASS,
    EXTERNAL,
    FUNCTION,
    INSTANCE,
    MODULE,
    OBJECT,
    PACKAGE,
    SPACE,
    SUPER,
    Definition,
    Value,
    Values,
)
from stc_lsp.code.resolve.names import Names
from stc_lsp.code.resolve.shape_parts import alternatives, last_operation, seen_by
from stc_lsp.code.resolve.signature_types import NAMED, aliased, given, named
from stc_lsp.code.resolve.types import CALLABLE_TYPE, Type, parse_type
from stc_lsp.code.values import NAMESPACE, ChunkKind

if TYPE_CHECKING:
    from stc_lsp.code.resolve.view import RecordingProject

_DEEPEST = 40
"""Evaluations within evaluations; past that nothing is known."""
_CLASS_ROOTS = frozenset({CLASS, INSTANCE, SUPER})


class Evaluator:
    """Evaluates shapes for the resolution of one file. Whatever was found once is remembered."""

    def __init__(self, view: RecordingProject) -> None:
        self.view = view
        self.names = Names(view)
        self._values: dict[tuple[str, str, str], Values] = {}
        self._lineages: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self._depth = 0
        self._underway: set[tuple[str, ...]] = set()
        self._sought: set[tuple[str, str, str]] = set()
        """Bare names that are being looked up among the members of classes."""
        self.told: set[tuple[str, str, Type]] = set()
        """Declared types that are being looked up."""
        self.was_too_deep = False
        """Whether anything was not found because it was looked up within too many look-ups."""

    def definition(self, path: str, scope: str, shape: str) -> Definition | None:
        """Where the last name of a shape is defined: of several alternatives the first that is."""
        scope = seen_by(scope, shape)
        for one in alternatives(shape):
            rest, operation = last_operation(one)
            found = self._root_definition(path, scope, one) if not operation else None
            if operation[:1] == ".":
                base, name = self.values(path, scope, rest), operation[1:]
                found = self._member_or_extension(base, name) or brought(self, base, path, scope, name)
            if found is not None:
                return found
        return None

    def values(self, path: str, scope: str, shape: str) -> Values:
        """What a shape may evaluate to, seen from `scope` of a file; () if nothing is known."""
        if not shape:
            return ()
        scope = seen_by(scope, shape)
        key = (path, scope, shape)
        found = self._values.get(key)
        if found is not None:
            self.names.circles += key in self._underway or key in self.names.circular
            return found
        self._values[key] = ()  # whatever is defined by itself stays unknown
        if self._depth >= _DEEPEST:
            self.was_too_deep = True
            return ()
        before = self.names.circles
        self._depth += 1
        self._underway.add(key)
        made: dict[Value, None] = {}
        for one in alternatives(shape):
            made.update(dict.fromkeys(self._evaluate(path, scope, one)))
        self._underway.discard(key)
        self._depth -= 1
        self._values[key] = tuple(made)
        self.names.note_circle(key, before)
        return self._values[key]

    def _evaluate(self, path: str, scope: str, shape: str) -> Values:
        rest, operation = last_operation(shape)
        if not operation:
            return self._root(path, scope, shape)
        base = self.values(path, scope, rest)
        if operation[:2] == "[{":
            types = types_in(self, path, scope, operation[2:-2])
            return typed(base, types) or containers.making(rest, types)
        if not base:
            return ()
        if operation[0] == ".":
            name = operation[1:]
            found = self._member_or_extension(base, name)
            if found is not None:
                return self.value_of(found, next((one for one in base if one.kind in _CLASS_ROOTS), None))
            if base[0].kind == SPACE:
                return self._namespace(name)
            return tuple(each for one in base for each in containers.unlisted(self.view.language, one, name))
        step = {"()": self.called, "@": self._element, "~": self._entered}.get(operation)
        if step is not None:
            return tuple(each for one in base for each in step(one))
        if operation[0] == "(":
            return tuple(each for one in base for each in given(self, one, int(operation[1:-1])))
        return tuple(each for one in base for each in self._item(one, operation[1:-1]))

    def _root_definition(self, path: str, scope: str, root: str) -> Definition | None:
        if root.startswith("<?"):
            return python.fixture(self.names, path, root[2:-1])
        if root.startswith("<"):
            return self.names.out_of_class(self.names.exactly(path, root.strip("<^=>")))
        if root.startswith("{"):
            return None
        found = of_receiver(self, path, scope, root) or self.names.seen_from(path, scope, root)
        return found or self._of_classes_around(path, scope, root)

    def _of_classes_around(self, path: str, scope: str, name: str) -> Definition | None:
        """A member of a class around, which it inherits, or which stands where the class is declared."""
        if not scope or not conventions.sees_class_names(self.view.language, in_body=False):
            return None
        key = (path, scope, name)
        if key in self._sought:
            self.names.circles += 1
            return None
        self._sought.add(key)
        found = None
        while scope and found is None:
            around = self.view.chunk(path, scope) if self.view.language == "cpp" else None
            of_test = conventions.tested_class(around)
            holders = (one for one in self.values(path, "", of_test or scope) if one.kind == CLASS)
            found = self.member(classes := tuple(holders), name)
            scope = "" if classes and self.view.language == "ruby" else scope.rpartition(".")[0]
        self._sought.discard(key)
        return found

    def _root(self, path: str, scope: str, root: str) -> Values:
        if root.startswith("{"):
            return self.of_type(path, scope, parse_type(self.view.language, root[1:-1]))
        found = self._root_definition(path, scope, root)
        if found is None:
            return (
                global_object(self.view, root) or self._namespace(root) or rust.inline(self.names, path, root)
            )
        if root.startswith(NAMED):
            return aliased(self, found)
        if root.startswith("<^"):
            return (Value(SUPER, found.path, found.qualname),)
        if root.startswith("<?"):
            return self._results(found, None, yielded=True)
        return self.value_of(found, None)

    def _namespace(self, name: str) -> Values:
        """C++: a namespace that files of the workspace add to."""
        if self.view.language != "cpp" or not name.isidentifier():
            return ()
        return (Value(SPACE, self.view.path, name),) if self.view.modules(f"{NAMESPACE}:{name}") else ()

    def value_of(self, found: Definition, owner: Value | None) -> Values:
        """The value of a definition, taken from `owner` if it is a member of one."""
        called, read = (self.apart(found, called=each) for each in (True, False))
        some = filter(None, (called, read if read is not called else None))
        values = tuple(each for one in some for each in self._value_of(one, owner))
        if owner is not None and conventions.may_describe(found, self.view.language):
            values = tuple(each for one in values for each in self._described(one))
        return given_for(self, values, owner, found)

    def _described(self, one: Value) -> Values:
        """What Python's attribute is that is an object which gives it: `price = Price()`."""
        getter = self.member((one,), "__get__") if one.kind == INSTANCE else None
        return self._results(getter, one) if getter is not None else (one,)

    def apart(self, found: Definition, *, called: bool) -> Definition | None:
        """Of a field and a method of one name the method if it is called, be it inherited, else the field."""
        told = conventions.called_apart(found, self.view.language, called=called)
        places = () if told is not None or not found.scope else self.lineage(found.path, found.scope)[1:]
        for path, qualname in places:
            other = self.own_member(path, qualname, unnumbered(found.qualname).rpartition(".")[2])
            told = other and conventions.called_apart(other, self.view.language, called=called)
            if told is not None:
                break
        return told

    def _value_of(self, found: Definition, owner: Value | None) -> Values:
        if found.is_module:
            return (Value(MODULE, found.path, "") if found.path else Value(PACKAGE, "", found.qualname),)
        chunk = found.chunk
        if chunk is not None and chunk.kind is ChunkKind.CLASS:
            others = (one for one in named(self, found) if one.kind == INSTANCE)
            names = (Value(CLASS, one.path, one.qualname) for one in others)
            return (Value(CLASS, found.path, found.qualname), *names)
        if chunk is not None and chunk.kind in (ChunkKind.FUNCTION, ChunkKind.METHOD):
            receiver = owner if owner is not None and owner.kind == INSTANCE else None
            if (receiver is not None or chunk.keyword == "property") and conventions.is_property(chunk):
                return self._results(found, receiver)
            arguments = ((owner,),) if owner is not None else ()
            return (Value(FUNCTION, found.path, found.qualname, arguments, found),)
        return self._variable(found)

    def _variable(self, found: Definition) -> Values:
        """A variable or attribute: its declared type, else whatever is assigned to it."""
        entry = found.entry
        if entry is None:
            return ()
        written = next((one.annotation for one in entry.bindings if one.annotation), "")
        if not written and not entry.bindings and found.chunk is not None:
            written = found.chunk.returns
        if written.startswith("{"):
            return (Value(OBJECT, found.path, found.qualname),)
        if written:
            return self.of_type(found.path, found.scope, parse_type(self.view.language, written))
        if any(one.value == shapes.OBJECT for one in entry.bindings):
            return (Value(OBJECT, found.path, found.qualname),)
        values = (self.values(found.path, found.scope, one.value) for one in entry.bindings if one.value)
        return tuple(each for some in values for each in some)

    def of_type(self, path: str, scope: str, kind: Type, receiver: Value | None = None) -> Values:
        """The instances that a declared type stands for."""
        return instances(self, path, scope, kind, receiver)

    def _member_or_extension(self, base: Values, name: str) -> Definition | None:
        found = self.member(base, name)
        if found is not None or not base:
            return found
        known = self.names.extensions(name)
        made = (extending(self, one, known) for one in base if known)
        return next(filter(None, made), None)

    def member(self, base: Values, name: str) -> Definition | None:
        """The definition of `value.name`; of several alternatives the first that has it."""
        for one in base:
            found = None
            if one.kind == MODULE:
                found = self.names.member_of_module(one.path, name)
            elif one.kind == SPACE:
                found = self.names.in_module(one.path, name)
            elif one.kind == PACKAGE:
                found = self.names.member_of_package(one.qualname, name)
            elif one.kind == OBJECT:
                found = self.names.defined(one.path, one.qualname, name)
            elif one.kind in _CLASS_ROOTS:
                lineage = self.lineage(one.path, one.qualname)
                places = lineage[1:] if one.kind == SUPER else lineage
                found = self._inherited(places, name)
            if found is None and one.kind in (CLASS, FUNCTION):
                found = self.names.beside(one.path, one.qualname, name)
            if found is not None:
                return found
        return None

    def _inherited(self, places: tuple[tuple[str, str], ...], name: str) -> Definition | None:
        """The first of the classes that defines a member; then interfaces, and mere assignments last."""
        told = assigned = None
        for path, qualname in places:
            found = self.own_member(path, qualname, name)
            if found is None or found.chunk is None:
                assigned = assigned or found
            elif self.names.is_interface(path, qualname):
                told = told or found
            else:
                return found
        return told or assigned

    def own_member(self, path: str, qualname: str, name: str) -> Definition | None:
        """A member that a class defines itself."""
        found = self.names.defined(path, qualname, name)
        if found is not None:
            return self.names.out_of_class(found)
        if path.endswith(".go"):  # methods may stand in any file of the package
            entries = self.view.package(folder_of(path), f"{qualname}.{name}")
            for place, entry in entries:
                if entry.chunks:
                    return Definition(place, entry.chunks[0].qualname, entry.chunks[0], None, entry, qualname)
        return found

    def lineage(self, path: str, qualname: str) -> tuple[tuple[str, str], ...]:
        """A class and its known bases, in the order in which members are looked up.

        Left to right and depth first, a base that occurs twice counts where it occurs last: this is Python's
        own order (C3) for all consistent hierarchies but a few contrived ones.
        """
        key = (path, qualname)
        if key in self._lineages:
            self.names.circles += key in self._underway or ("lineage", *key) in self.names.circular
            return self._lineages[key]
        self._lineages[key] = (key,)  # a class that inherits from itself
        before = self.names.circles
        self._underway.add(key)
        found = self.names.exactly(path, qualname)
        order = [key]
        if found is not None and found.chunk is not None:
            order.extend(self.names.other_parts(found))
            for base in found.chunk.bases:
                for one in based_on(self, found, base):
                    if one.kind == CLASS:
                        order.extend(self.lineage(one.path, one.qualname))
            for place, _ in order[1:] if conventions.is_partial(found.chunk, self.view.language) else ():
                order.extend(self.lineage(place, qualname) if (place, qualname) not in self._lineages else ())
        self._underway.discard(key)
        last = {place: position for position, place in enumerate(order)}
        self._lineages[key] = tuple(place for position, place in enumerate(order) if last[place] == position)
        self.names.note_circle(("lineage", *key), before)
        return self._lineages[key]

    def called(self, value: Value) -> Values:
        """What a call of it gives."""
        match value.kind:
            case "class":
                return (Value(INSTANCE, value.path, value.qualname, value.arguments),)
            case "function" if value.definition is not None:
                found, owner = value.definition, value.owner
                made = given_for(self, self._results(found, owner), owner, found)
                return given_to(self, made, found.chunk, value.arguments[1:])
            case "instance":
                found = self.member((value,), "__call__")
                return self._results(found, value) if found is not None else ()
            case "bound":
                return containers.call(value.qualname, value.arguments)
            case "external" if value.qualname == CALLABLE_TYPE and value.arguments:
                return value.arguments[-1]
            case "external" if value.qualname == containers.STORE:  # `create<State>()(...)`
                return (value,)
            case _:
                return ()

    def _results(self, found: Definition, owner: Value | None, *, yielded: bool = False) -> Values:
        """What a function gives: its declared type, else what its `return` and `yield` evaluate to."""
        chunk, entry = found.chunk, found.entry
        if chunk is None:
            return ()
        receiver = owner if owner is not None and owner.kind in _CLASS_ROOTS else None
        if chunk.returns:
            is_own = conventions.gives_own(chunk, self.view.language)
            kind = parse_type(self.view.language, "Self" if is_own else chunk.returns)
            made = self.of_type(found.path, chunk.qualname, kind, receiver)
            if yielded and made and made[0].kind == EXTERNAL and containers.is_iterable(made[0].qualname):
                return made[0].arguments[0] if made[0].arguments else ()
            return made
        returned: list[Value] = []
        produced: list[Value] = []
        generates = False
        for one in entry.results if entry is not None else ():
            values = self.values(found.path, chunk.qualname, one.value)
            generates = generates or bool(one.annotation)
            (produced if one.annotation else returned).extend(values)
        if generates and not yielded:
            return (Value(EXTERNAL, "", "Generator", (tuple(produced),)),)
        return tuple(produced or returned)

    def _element(self, value: Value) -> Values:
        if value.kind == INSTANCE:
            found = self.member((value,), "__iter__") or self.member((value,), "__aiter__")
            if found is None:
                return ()
            made = self._results(found, value)
            return tuple(each for one in made if one != value for each in self._element(one)) or self._next(
                made
            )
        return self._held(value)

    def _held(self, value: Value) -> Values:
        """One element of a container that is not defined in the workspace."""
        if value.kind != EXTERNAL:
            return ()
        return containers.element(self.view.language, value.qualname, value.arguments)

    def _next(self, iterators: Values) -> Values:
        found = self.member(iterators, "__next__") if iterators else None
        return self._results(found, iterators[0]) if found is not None else ()

    def _entered(self, value: Value) -> Values:
        """What `with value as x` binds."""
        if value.kind == INSTANCE:
            found = self.member((value,), "__enter__") or self.member((value,), "__aenter__")
            return self._results(found, value) if found is not None else ()
        return self._held(value)

    def _item(self, value: Value, index: str) -> Values:
        if value.kind == CLASS:
            return (value,)
        if value.kind == INSTANCE:
            found = self.member((value,), "__getitem__")
            return self._results(found, value) if found is not None else ()
        return containers.item(value.qualname, value.arguments, index) if value.kind == EXTERNAL else ()
