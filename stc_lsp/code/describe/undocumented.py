"""What is said of a function that has no documentation: what its name, its calls and its result say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.describe.common import calls_of
from stc_lsp.code.english import article, code, codes, joined, listed, sentence, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.describe.facts import DefinitionFacts

UNDOCUMENTED = "without documentation"
"""How what has nothing to tell ends, before its full stop."""
_MOST_CALLS = 4
_MOST_RESULTS = 2
_EXTENDS = re.compile(r"An? [\w ]+ that extends (?:`[^`]*`(?:, | and )?)+\.")
_CALL = re.compile(r"([\w.$]+)\(\)")
_MADE = ("class", "struct", "record")
"""What is created when it is called."""
_RECEIVERS = ("self", "cls", "this", "&self", "&mut self", "mut self")
_CALLED = {
    "constructor": "constructor",
    "destructor": "destructor",
    "indexer": "indexer",
    "property": "property",
    "define": "macro",
    "macro_rules": "macro",
}
"""By the language's own word for it."""
NOTHING = frozenset({"None", "void", "()", "Unit", "undefined", "never", "NoReturn", "Void"})
SPECIAL_NAMES = {
    "__init__": "Sets up a new {}",
    "__new__": "Creates a {}",
    "constructor": "Sets up a new {}",
    "initialize": "Sets up a new {}",
    "__repr__": "Gives the text that shows {} to a developer",
    "__str__": "Gives {} as text",
    "toString": "Gives {} as text",
    "__bytes__": "Gives {} as bytes",
    "__call__": "What happens when {} is called like a function",
    "__enter__": "What happens when a `with` block over {} begins",
    "__exit__": "What happens when a `with` block over {} ends",
    "__aenter__": "What happens when an `async with` block over {} begins",
    "__aexit__": "What happens when an `async with` block over {} ends",
    "__iter__": "What {} yields when it is iterated over",
    "__aiter__": "What {} yields when it is iterated over with `async for`",
    "__next__": "The next item of {}",
    "__len__": "The length of {}",
    "__contains__": "Whether something is `in` {}",
    "__getitem__": "What {} gives for `[key]`",
    "__setitem__": "What assigning to `[key]` of {} does",
    "__delitem__": "What deleting `[key]` of {} does",
    "__getattr__": "What {} gives for an attribute that it does not have",
    "__getattribute__": "What {} gives for any attribute",
    "__setattr__": "What setting an attribute of {} does",
    "__delattr__": "What deleting an attribute of {} does",
    "__get__": "What reading the attribute gives that {} stands for",
    "__set__": "What assigning to the attribute does that {} stands for",
    "__eq__": "Whether {} equals another object",
    "__ne__": "Whether {} differs from another object",
    "__lt__": "Whether {} comes before another object",
    "__hash__": "The hash of {}",
    "__bool__": "Whether {} counts as true",
    "__del__": "What happens when {} is thrown away",
    "__getstate__": "What of {} is pickled",
    "__setstate__": "How {} is restored when it is unpickled",
    "__reduce__": "How {} is pickled",
    "__copy__": "A shallow copy of {}",
    "__deepcopy__": "A deep copy of {}",
    "__init_subclass__": "What happens when {} is subclassed",
    "__set_name__": "Learns the name that {} is assigned to",
    "__await__": "What awaiting {} does",
    "__dir__": "The attributes that {} lists",
    "__or__": "What `{} | other` gives",
}
_PROPERTIES = ("property", "cached_property", "functools.cached_property", "classproperty")


def derived(facts: DefinitionFacts) -> str:
    """For what is not documented: what its name, its calls and its result say, and that they do."""
    if facts.is_test:
        return _derived_test(facts)
    special = SPECIAL_NAMES.get("constructor" if facts.keyword == "constructor" else facts.name)
    if special and facts.container:
        opening_words = special.format(code(facts.container))
        return joined(sentence(f"{opening_words}{_taking(facts)}"), _doing(facts))
    base = next((each for each in facts.overrides if each.about), None)
    if base is not None:
        return joined(sentence(base.about), f"(So {code(base.label)}, which it overrides.)", _doing(facts))
    kind = kind_of(facts)
    of = f" of {code(facts.container)}" if facts.container else ""
    returned = f" that returns {code(facts.returns)}," if _tells_result(facts) else ""
    return _doing(facts) or sentence(f"{article(kind)} {kind}{of}{returned} {UNDOCUMENTED}")


def beyond_signature(summary: str, returns: str) -> str:
    """What a summary tells that the header of a function or type, with its declared result, does not."""
    if summary.endswith(f"{UNDOCUMENTED}.") or _EXTENDS.fullmatch(summary):
        return ""
    rest, joint, _ = summary.rpartition(f" and returns {code(returns)}.") if returns else ("", "", "")
    if not joint:
        return summary
    # Of three parts two are left.
    return f"{rest.removesuffix(',').replace(', calls ', ' and calls ') if rest.endswith(',') else rest}."


def _derived_test(facts: DefinitionFacts) -> str:
    tested = [each.label for each in facts.calls]
    about = words(facts.name).removeprefix("test ").strip()
    told = f"Tests “{about}”" if about and about != "test" else "A test"
    return sentence(f"{told}, using {codes(tested, 3)}" if tested else told)


def _doing(facts: DefinitionFacts) -> str:
    """What its body does, as far as calls and results tell."""
    parts: list[str] = []
    shown = calls_of(facts)[:_MOST_CALLS]
    made = [each.label for each in shown if each.keyword in _MADE]
    called = [each.label for each in shown if each.keyword not in _MADE]
    results = facts.results if not facts.returns else ()
    if not called and not made:
        called = [each for each in facts.calls_outside if f"{each}()" not in results][:_MOST_CALLS]
    if made:
        parts.append(f"creates {codes(made)}")
    if called:
        parts.append(f"calls {codes(called)}")
    if parts and _tells_result(facts):
        # By itself the type of the result tells no more than the header does.
        parts.append(f"returns {code(facts.returns)}")
    elif results:
        told = [
            _CALL.sub(r"what `\1` gives", each) if _CALL.fullmatch(each) else code(each) for each in results
        ]
        parts.append(f"returns {listed(told, _MOST_RESULTS)}")
    return sentence(", ".join(parts[:-1]) + ", and " + parts[-1] if len(parts) > 2 else " and ".join(parts))


def _tells_result(facts: DefinitionFacts) -> bool:
    return bool(facts.returns) and facts.returns not in NOTHING and facts.keyword != "constructor"


def _taking(facts: DefinitionFacts) -> str:
    taken = parameters_of(facts)
    return (
        f" from {codes(taken, 6)}"
        if taken and (facts.name in ("__init__", "initialize") or facts.keyword == "constructor")
        else ""
    )


def kind_of(facts: DefinitionFacts) -> str:
    """What a person calls it: property, method, inner function, function."""
    return called(facts.kind, facts.keyword, facts.decorators, is_inner=bool(facts.container))


def called(kind: str, keyword: str, decorators: Sequence[str], *, is_inner: bool) -> str:
    """What a person calls a function of a `ChunkKind`: property, method, constructor, macro, function."""
    if keyword in _CALLED:
        return _CALLED[keyword]
    if any(each.partition("(")[0] in _PROPERTIES for each in decorators):
        return "property"
    if kind == "method":
        return "method"
    return "inner function" if is_inner else "function"


def parameters_of(facts: DefinitionFacts) -> list[str]:
    """Its parameters without the receiver and the marks between them."""
    return declared(facts.parameters)


def declared(parameters: Sequence[str]) -> list[str]:
    """Parameters without the receiver and the marks between them."""
    return [each for each in parameters if each not in (*_RECEIVERS, "*", "/")]
