"""What changed lately in something: who did it, when and why, and what the last commit did to it."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.common import OWN
from stc_lsp.code.describe.facts import Change, Edit, EditedPart, Evidence, History, Said
from stc_lsp.code.english import code, count, joined, listed, quoted
from stc_lsp.code.inert import code_block, inert_markdown

_FILE_OF = "The file of "
_LAST_CHANGED = " was last changed on "
_BEFORE_THAT = "Before that: "
_MOST_PARTS = 6


def changed_said(label: str, history: History, path: str, *, of: str = "") -> Said | None:
    """What changed lately, who did it, when and why, and what exactly the last change was."""
    if not history.changes:
        return None
    name = of or code(label)
    subject = f"{_FILE_OF}{name}, {code(path)}," if history.of_file and path != label else name
    first, *older = history.changes
    subject = f"{subject[0].upper()}{subject[1:]}"
    told = [f"{subject}{_LAST_CHANGED}{first.date} by {_author(first)}: {_why(first)}."]
    if older:
        each = "; ".join(f"{one.date}, {_author(one)}, {_why(one)}" for one in older)
        told.append(f"{_BEFORE_THAT}{each}.")
    if history.is_edited:
        told.append("It has been edited since, which is not committed yet.")
    edit = history.edit
    answer = joined(*told) if edit is None else f"{joined(*told)}\n\n{_done(edit)}".strip()
    question = f"What changed lately in {name}, who changed it and why?"
    return Said(Intent.CHANGED, question, answer, OWN if edit is None else _evidence(edit) or OWN)


def last_change(answer: str) -> str:
    """The last change alone, out of an answer of `changed_said`; "" if only its file's is known."""
    if answer.startswith(_FILE_OF):
        return ""
    told = answer.partition("\n")[0].partition(_LAST_CHANGED)[2]
    return told.partition(f" {_BEFORE_THAT}")[0].partition(" It has been edited since")[0]


def _author(change: Change) -> str:
    return inert_markdown(change.author)


def _why(change: Change) -> str:
    name = f" ({code(change.commit)})" if change.commit else ""
    return f"{quoted(change.subject)}{name}"


def _done(edit: Edit) -> str:
    if edit.is_new:
        return "That commit wrote all of it."
    parts = listed([_part(each) for each in edit.parts], _MOST_PARTS)
    told = [f"In it, that commit touched {parts}{':' if edit.diff else '.'}"] if parts else []
    if edit.diff:
        told += [] if parts else ["What that commit did to it:"]
        told.append(code_block("\n".join(edit.diff), "diff"))
    if edit.left_out:
        told.append(f"and {count(edit.left_out, 'line')} more.")
    return "\n\n".join(told)


def _part(part: EditedPart) -> str:
    if part.is_new:
        return f"{code(part.qualname)} (new)"
    lines = [
        f"{count(number, 'line')} {word}"
        for number, word in ((part.added, "added"), (part.removed, "removed"))
        if number
    ]
    return f"{code(part.qualname)} ({', '.join(lines)})" if lines else code(part.qualname)


def _evidence(edit: Edit) -> tuple[Evidence, ...]:
    """The lines that the last commit wrote; else the definitions that it touched."""
    if edit.spans:
        return tuple(Evidence("", "", first, last) for first, last in edit.spans)
    return tuple(Evidence("", each.qualname) for each in edit.parts[:_MOST_PARTS])
