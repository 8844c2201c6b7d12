"""Answers to narrow questions: who answers which of them, in a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.narrow import Narrow, NarrowAsked, narrow_asked
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, told_of
from stc_lsp.wake.structural.namesakes import untold_namesakes
from stc_lsp.wake.structural.narrow.decorators import decorated, decorators
from stc_lsp.wake.structural.narrow.defaults import default_of
from stc_lsp.wake.structural.narrow.definers import definers
from stc_lsp.wake.structural.narrow.examples import examples
from stc_lsp.wake.structural.narrow.exported import exports
from stc_lsp.wake.structural.narrow.imports import cycles, file_imported_by, file_imports
from stc_lsp.wake.structural.narrow.inheriting import (
    all_methods,
    exists,
    has_member,
    inherited_members,
    inherits,
    inherits_member,
    origin,
)
from stc_lsp.wake.structural.narrow.instance_variables import instance_variable
from stc_lsp.wake.structural.narrow.largest import largest
from stc_lsp.wake.structural.narrow.locking import thread_safety
from stc_lsp.wake.structural.narrow.making import constructors
from stc_lsp.wake.structural.narrow.messages import message_said
from stc_lsp.wake.structural.narrow.modifiers import is_modified, modified
from stc_lsp.wake.structural.narrow.notes import todos
from stc_lsp.wake.structural.narrow.obligations import obligations
from stc_lsp.wake.structural.narrow.overloaded import overloads
from stc_lsp.wake.structural.narrow.overriding import not_overriders, overridden_in, overriders, overrides
from stc_lsp.wake.structural.narrow.panicking import panicking
from stc_lsp.wake.structural.narrow.parameters import parameters
from stc_lsp.wake.structural.narrow.reached import uncalled, untested
from stc_lsp.wake.structural.narrow.recursion import recursive
from stc_lsp.wake.structural.narrow.returned_by import returned_by, returning
from stc_lsp.wake.structural.narrow.set_by_symbol import of_symbol
from stc_lsp.wake.structural.narrow.undocumented import undocumented
from stc_lsp.wake.structural.narrow.values import possible_values
from stc_lsp.wake.structural.narrow.way_in import way_in
from stc_lsp.wake.subjects import Subjects, named_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.values import Told

ANSWERS: Mapping[Narrow, tuple[Callable[[Inquiry, NarrowAsked], Sequence[Finding | None]], str]] = {
    Narrow.OVERRIDES: (overrides, "whether it overrides that"),
    Narrow.OVERRIDDEN_IN: (overridden_in, "whether it is overridden there"),
    Narrow.OVERRIDERS: (overriders, "what overrides it"),
    Narrow.NOT_OVERRIDERS: (not_overriders, "what does not override it"),
    Narrow.ALL_METHODS: (all_methods, "which methods it has and inherits"),
    Narrow.INHERITS: (inherits, "what it inherits from"),
    Narrow.INHERITS_MEMBER: (inherits_member, "where a member comes from"),
    Narrow.ORIGIN: (origin, "where a member comes from"),
    Narrow.PARAMETER_COUNT: (parameters, "its parameters"),
    Narrow.DEFAULTS: (parameters, "its parameters"),
    Narrow.REQUIRED: (parameters, "its parameters"),
    Narrow.OPTIONAL: (parameters, "its parameters"),
    Narrow.DEFAULT_OF: (default_of, "its default"),
    Narrow.RECURSIVE: (recursive, "whether it calls itself"),
    Narrow.FILE_IMPORTS: (file_imports, "what imports what"),
    Narrow.FILE_IMPORTED_BY: (file_imported_by, "what imports what"),
    Narrow.CYCLES: (cycles, "what imports what"),
    Narrow.EXPORTS: (exports, "what it exports"),
    Narrow.UNCALLED: (uncalled, "what nothing uses"),
    Narrow.UNTESTED: (untested, "what no test reaches"),
    Narrow.MODIFIED: (modified, "what is declared so"),
    Narrow.IS_MODIFIED: (is_modified, "how it is declared"),
    Narrow.DECORATORS: (decorators, "its decorators"),
    Narrow.DECORATED: (decorated, "what is decorated so"),
    Narrow.LARGEST: (largest, "how long things are"),
    Narrow.PANICKING: (panicking, "what panics"),
    Narrow.UNDOCUMENTED: (undocumented, "what is documented"),
    Narrow.OVERLOADS: (overloads, "its overloads"),
    Narrow.TODOS: (todos, "what notes were left"),
    Narrow.HAS_MEMBER: (has_member, "what it has"),
    Narrow.EXISTS: (exists, "what is defined here"),
    Narrow.OBLIGATIONS: (obligations, "what has to be defined"),
    Narrow.INHERITED_MEMBERS: (inherited_members, "what it inherits"),
    Narrow.DEFINERS: (definers, "which classes define it"),
    Narrow.SET_BY_SYMBOL: (of_symbol, "where it is set"),
    Narrow.INSTANCE_VARIABLE: (instance_variable, "the lines that have it"),
    Narrow.RETURNED_BY: (returned_by, "what returns it"),
    Narrow.RETURNS_TYPE: (returning, "what declares to return it"),
    Narrow.CONSTRUCTORS: (constructors, "what makes one"),
    Narrow.THREAD_SAFETY: (thread_safety, "its use from several threads"),
    Narrow.EXAMPLES: (examples, "its use"),
    Narrow.WAY_IN: (way_in, "how it is reached"),
    Narrow.VALUES: (possible_values, "which values it may have"),
    Narrow.MESSAGE: (message_said, "where that text stands"),
}

_OF_ONE_DEFINITION = frozenset({
    Narrow.ALL_METHODS, Narrow.PARAMETER_COUNT, Narrow.DEFAULTS, Narrow.REQUIRED, Narrow.OPTIONAL,
    Narrow.RECURSIVE, Narrow.IS_MODIFIED, Narrow.DECORATORS, Narrow.OVERLOADS,
})  # fmt: skip
"""What is told of the first few definitions of a name."""


def answer_narrowly(
    question: Question, subjects: Subjects, snapshot: Snapshot, present: Present
) -> Told | None:
    """The answer to a narrow question; None if it is none, or what it names is not known."""
    asked = narrow_asked(question.text) or _asked_here(question, subjects)
    if asked is None:
        return None
    inquiry = Inquiry(question, subjects, snapshot, present)
    answer, knows = ANSWERS[asked.asks]
    told = told_of(inquiry, answer(inquiry, asked), knows)
    if told is None or asked.asks not in _OF_ONE_DEFINITION:
        return told
    others = untold_namesakes(inquiry, asked.slots[0].name, told.text)
    return replace(told, text=f"{told.text}\n\n{others}") if others else told


def _asked_here(question: Question, subjects: Subjects) -> NarrowAsked | None:
    """What is asked of "this function", by the name of what the person looks at."""
    named = named_here(question, subjects)
    return narrow_asked(named) if named else None
