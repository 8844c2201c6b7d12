"""Containers that are not defined in the workspace: what they hold, by the names of types and methods."""

from __future__ import annotations

from stc_lsp.code.resolve.meaning import EXTERNAL, Value, Values
from stc_lsp.code.resolve.types import LIST, MAPPING, TUPLE

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
    {"unwrap", "expect", "unwrap_or", "unwrap_or_default", "unwrap_or_else", "orElse", "orElseThrow"}
)
MAKES_OWN = frozenset(
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
