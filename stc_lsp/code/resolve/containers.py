"""Containers that are not defined in the workspace: what they hold, by the names of types and methods."""

from __future__ import annotations

from stc_lsp.code.resolve.conventions import OWN_CLASS
from stc_lsp.code.resolve.meaning import BOUND, CLASS, EXTERNAL, INSTANCE, MODULE, OBJECT, Value, Values
from stc_lsp.code.resolve.types import CALLABLE_TYPE, LIST, MAPPING, TUPLE

Arguments = tuple[Values, ...]

_ITERABLES = frozenset(
    {
        *(
            "list",
            "List",
            "set",
            "Set",
            "frozenset",
            "FrozenSet",
            "deque",
            "Deque",
            "Sequence",
            "MutableSequence",
        ),
        *(
            "Iterable",
            "Iterator",
            "Generator",
            "AsyncIterator",
            "AsyncIterable",
            "AsyncGenerator",
            "Collection",
        ),
        *("AbstractSet", "MutableSet", "ValuesView", "KeysView", "Array", "ReadonlyArray", "ReadonlySet"),
        *("unordered_set", "multiset", "initializer_list", "span"),
        *("Vec", "VecDeque", "Option", "vector", "HashSet", "BTreeSet", "ArrayList", "LinkedList", "Queue"),
        *("Stream", "TreeSet", "LinkedHashSet", "EnumSet", "ISet", "IQueryable"),
        *("IEnumerable", "IList", "ICollection", "IReadOnlyList", "IReadOnlyCollection", "MutableList"),
        *("IterableIterator", "AbstractContextManager", "AbstractAsyncContextManager", "ContextManager"),
    }
)
_MAPPINGS = frozenset(
    {
        *(MAPPING, "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict", "Map"),
        *("HashMap", "BTreeMap", "TreeMap", "LinkedHashMap", "ConcurrentHashMap", "MutableMap", "Dictionary"),
        *("IDictionary", "IReadOnlyDictionary", "ConcurrentDictionary"),
        *("Record", "ReadonlyMap", "WeakMap", "WeakValueDictionary"),
    }
)
_GIVES_VALUE = frozenset(
    {
        *("get", "pop", "setdefault", "popleft", "shift", "at", "find", "first", "last", "get_mut"),
        *("front", "back", "First", "Last", "Single"),
        *("FirstOrDefault", "SingleOrDefault", "LastOrDefault", "getFirst"),
    }
)
_UNWRAPS = frozenset(
    {
        *("unwrap", "expect", "unwrap_or", "unwrap_or_default", "unwrap_or_else", "orElse", "orElseThrow"),
        "getState",
    }
)
_MAKES_OWN = frozenset(
    {
        "default",
        "clone",
        "as_ref",
        "as_mut",
        "borrow",
        "borrow_mut",
        "unwrap",
        "expect",
        "cloned",
        "unwrap_or",
    }
)
"""Methods that Rust's types derive, or what holds them has, by which one is made of another."""
_GIVES_SAME = frozenset(
    {
        *("stream", "sorted", "distinct", "limit", "skip", "peek", "asSequence", "toList", "filterNot"),
        *(
            "Where",
            "OrderBy",
            "OrderByDescending",
            "Skip",
            "Take",
            "Distinct",
            "Reverse",
            "ToList",
            "ToArray",
        ),
        *("copy", "filter", "slice", "reverse", "reversed", "concat", "sort"),
        *("as_ref", "as_mut", "as_deref", "as_deref_mut", "take", "clone", "cloned", "copied"),
    }
)
_ITERATES = frozenset({"iter", "iter_mut", "into_iter"})
"""Of a mapping they give pairs."""


_BOX, STORE = "RefObject", "UseBoundStore"
_MAKES = {
    "useState": TUPLE,
    **dict.fromkeys(("useRef", "createRef", "ref", "shallowRef", "computed"), _BOX),
    **dict.fromkeys(("create", "createStore", "createWithEqualityFn"), STORE),
}
"""Functions of React, Vue and zustand that are given the type of what they keep -> what keeps it."""
_BOXES = frozenset({_BOX, "MutableRefObject", "ShallowRef", "ComputedRef"})
_IN_BOX = frozenset({"current", "value"})


def is_iterable(name: str) -> bool:
    """Whether a type of this name holds elements of its first argument."""
    return name in _ITERABLES


def element(language: str, name: str, arguments: Arguments) -> Values:
    """One element in iteration: of a mapping Python's key, Go's value, and elsewhere both."""
    if len(arguments) == 0:
        return ()
    if name in (TUPLE, "Tuple"):
        return arguments[0] if len(arguments) < 3 else ()
    if name in _MAPPINGS and language != "python":
        return arguments[-1] if language == "go" else (Value(EXTERNAL, "", TUPLE, arguments),)
    return arguments[0] if name in _ITERABLES or name in _MAPPINGS else ()


def item(name: str, arguments: Arguments, index: str) -> Values:
    """The value of a subscript; `index` is the literal number, or ""."""
    if len(arguments) == 0:
        return ()
    if name in (TUPLE, "Tuple"):
        return arguments[int(index)] if index and int(index) < len(arguments) else ()
    return arguments[-1] if name in _MAPPINGS or name in _ITERABLES else ()


def unlisted(language: str, one: Value, name: str) -> Values:
    """A member of what is not defined here; or of what is, which it has by the language's own rules."""
    if one.kind == EXTERNAL:
        if one.arguments and one.qualname in _BOXES and name in _IN_BOX:
            return one.arguments[0]
        if name.startswith("#"):
            return _made_of(name, element(language, one.qualname, one.arguments))
        return (Value(BOUND, "", name, one.arguments),)
    if one.kind == INSTANCE and name == OWN_CLASS.get(language):
        return (Value(CLASS, one.path, one.qualname, one.arguments),)
    if language == "rust" and one.kind in (MODULE, OBJECT):  # a module of it that is no file
        return (Value(OBJECT, one.path, f"{one.qualname}.{name}".lstrip(".")),)
    if language == "rust" and name in _MAKES_OWN and one.kind in (CLASS, INSTANCE):
        made = Value(INSTANCE, one.path, one.qualname, one.arguments)
        return (Value(EXTERNAL, "", CALLABLE_TYPE, ((made,),)),)
    return ()


def _made_of(name: str, each: Values) -> Values:
    """What `enumerate` of Python or `Object.values` of JavaScript makes of a container, by its elements."""
    if name == "#enumerate":
        each = (Value(EXTERNAL, "", TUPLE, ((), each)),)
    if name == "#values":
        each = tuple(value for pair in each if pair.qualname == TUPLE for value in pair.arguments[-1])
    return (Value(EXTERNAL, "", LIST, (each,)),) if each else ()


def making(function: str, types: Arguments) -> Values:
    """What a function that is not defined in the workspace makes of the types that it is given."""
    name = _MAKES.get(function.rpartition(".")[2])
    if not name or not types:
        return ()
    if name == TUPLE:
        types = (types[0], _callable(_callable(types[0])))
    return _callable((Value(EXTERNAL, "", name, types),), gives=True)


def _callable(values: Values, *, gives: bool = False) -> Values:
    """A function that takes something, or gives it."""
    return (Value(EXTERNAL, "", CALLABLE_TYPE, (values,) if gives else (values, ())),)


def used(name: str, arguments: Arguments, number: int) -> Values:
    """What something that is not defined in the workspace takes as its parameter of a number."""
    if name == CALLABLE_TYPE:
        return arguments[number] if number < len(arguments) - 1 else ()
    return _callable(arguments[0]) if name == STORE and not number else ()


def call(method: str, arguments: Arguments) -> Values:
    """What a method of a container gives."""
    if len(arguments) == 0:
        return ()
    if method in _UNWRAPS:
        return arguments[0]
    if method in _GIVES_VALUE:
        return arguments[-1]
    if method == "values":
        return (Value(EXTERNAL, "", LIST, (arguments[-1],)),)
    if method == "keys":
        return (Value(EXTERNAL, "", LIST, (arguments[0],)),)
    if method in ("items", "entries"):
        return (Value(EXTERNAL, "", LIST, ((Value(EXTERNAL, "", TUPLE, arguments),),)),)
    if method in _GIVES_SAME or (method in _ITERATES and len(arguments) == 1):
        return (Value(EXTERNAL, "", LIST, arguments),)
    return ()
