"""What the structural thinker says of something: stored asleep, or said now where nothing is stored."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.describe.facts import CommandLine, RepositoryFacts
from stc_lsp.code.english import bulleted, code
from stc_lsp.code.identifiers import readable
from stc_lsp.code.manifests import Manifest, manifests_among, read_manifest
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import REPOSITORY, StoredChunk, is_synthetic
from stc_lsp.wake.facts import from_index
from stc_lsp.wake.overloads import documented_overload
from stc_lsp.wake.rank.kinds import stands_in_production
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.values import Citation

_SLEEP = code("stc-lsp sleep")
_MOST_MAINS = 8


def said(inquiry: Inquiry, stored: StoredChunk, intent: Intent) -> Finding | None:
    """The sentences that answer a question of that intent; None if there are none."""
    # What documents an overload was not known to what was thought about the function.
    is_shared = intent is Intent.PURPOSE and documented_overload(inquiry.snapshot, stored) is not None
    for thought, item in inquiry.snapshot.stored_questions(stored.id) if not is_shared else ():
        if item.intent == intent and thought.is_structural:
            return Finding(item.text, tuple(inquiry.citer.of_item(stored, item)))
    if is_synthetic(stored.path) or stored.chunk.kind is ChunkKind.VARIABLE:
        return None
    told = describe(from_index(inquiry.snapshot, stored)).questions
    found = next((each for each in told if each.intent is intent), None)
    return Finding(found.answer, tuple(inquiry.cite(stored))) if found is not None else None


def changed(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What git knows of it; that this has not been read yet, where nothing is known."""
    found = said(inquiry, stored, Intent.CHANGED)
    if found is not None:
        return found
    name = code(readable(stored.label)) if stored.label else "this repository"
    unread = (
        f"What git knows of {name} has not been read yet: that is done while nobody asks, or by {_SLEEP}."
    )
    return Finding(unread, tuple(inquiry.cite(stored)) if stored.label else (), is_all=False)


def entry(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Where it starts; before that was thought about, what manifests declare and functions called `main`."""
    found = said(inquiry, stored, Intent.ENTRY)
    if found is not None or stored.path != REPOSITORY:
        return found
    declared = [(path, start) for path, each in _manifests(inquiry).items() for start in each.starts]
    named = [each for each in inquiry.snapshot.named("main") if each.chunk.kind is ChunkKind.FUNCTION]
    mains = [each for each in named if each.chunk.qualname == "main" and stands_in_production(each)]
    mains.sort(key=lambda each: (each.path.count("/"), each.path))
    lines = [f"{code(each.target)}: {each.how}, declared in {code(path)}" for path, each in declared]
    lines += map(inquiry.placed, mains)
    if not lines:
        return None
    cited = [*(Citation(path, 1, 1) for path, _ in declared), *inquiry.cite(*mains[:_MOST_MAINS])]
    text = f"The program may start at:\n{bulleted(lines[:_MOST_MAINS], len(lines))}"
    return Finding(text, tuple(cited), is_all=False)


def _manifests(inquiry: Inquiry) -> dict[str, Manifest]:
    """What the manifests at the root say, by their paths."""
    paths = manifests_among([each for each in inquiry.snapshot.paths() if "/" not in each])
    texts = {path: (inquiry.present.text(path) or b"").decode(errors="replace") for path in paths}
    return {path: read_manifest(path, text) for path, text in texts.items()}


def tests_run(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """How the tests are run; before the repository was thought about, what its manifests declare."""
    found = said(inquiry, stored, Intent.RUN_TESTS)
    if found is not None or stored.path != REPOSITORY:
        return found
    commands: dict[str, CommandLine] = {}
    for path, manifest in _manifests(inquiry).items():
        for each in manifest.runs_tests:
            commands.setdefault(each.line, CommandLine(each.line, path, each.note))
    facts = RepositoryFacts("", runs_tests=tuple(commands.values()))
    told = (each for each in describe(facts).questions if each.intent is Intent.RUN_TESTS)
    answer = next(told, None) if commands else None
    if answer is None:
        return None
    return Finding(
        answer.answer, tuple(Citation(each.path, 1, 1) for each in commands.values()), is_all=False
    )
