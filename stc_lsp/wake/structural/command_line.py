"""Options, of command lines and of settings: what each does, by its help where code declares or prints it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import code, codes, count, joined, quoted, sentence
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.inert import inert_markdown
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.structural.described import described
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.options import OPTION_NAME, Option, declared
from stc_lsp.wake.structural.registered import code_paths
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = re.compile(OPTION_NAME)
_SPOKEN = re.compile(
    r"(?<![\w.-])([A-Za-z][\w-]*(?:\.\w[\w-]*)*)"
    r"(?= (?:(?:command[- ]line|cli) )?(?:option|flag|switch|argument)\b)",
    re.IGNORECASE,
)
_AS_DESCRIBED = re.compile(
    r"\W*what (?:does|do|is) (?:the )?(?P<name>`?-{0,2}[\w.-]+`?) (?:command[- ]line )?"
    r"(?:options?|settings?|propert(?:y|ies)|flags?|switch|key|environment variable)"
    r"(?: (?:of|for|in) [^?]{1,60})? (?:do|for|mean|control)\W*$",
    re.IGNORECASE,
)
"""What a setting does, as documents tell it below its name."""
_NO_NAMES = ("the", "a", "this", "that", "line", "cli", "which", "what", "each", "any", "an")
_ASKS = (Intent.PURPOSE, Intent.READS, Intent.WHERE, Intent.CALLERS)
_MOST = 25
_MOST_LINES, _LONGEST = 4, 400
"""Lines and characters of what a program prints of an option."""
_NEXT = re.compile(r"\s*(?:-|[\"'`]|[A-Z ]+:?$|$)")
"""What a line begins with that does not go on with what is said of an option."""


def option_asked(inquiry: Inquiry) -> list[Finding]:
    """What the options do that a question asks about, if it asks that of options and nothing else."""
    question = inquiry.question
    asked = _AS_DESCRIBED.match(question.text)
    described_name = asked["name"].strip("`") if asked else ""
    if question.names and all(map(is_option_name, question.names)):
        is_asked = not question.rest and question.intent in (*_ASKS, None)
        names = question.names if is_asked else ()
    else:
        spoken = described_name or _spoken(question)
        names = (spoken,) if spoken else ()
    said = options_said(inquiry, names)
    passage = described(inquiry, described_name) if asked else None
    in_code = [found for name in names if (found := said.get(name) or usage_said(inquiry, name))]
    return ([Finding(passage.said(), (passage.citation,))] if passage is not None else []) + in_code


def is_option_name(name: str) -> bool:
    """Whether a name is written as an option is typed."""
    return _NAME.fullmatch(name) is not None


def options_said(inquiry: Inquiry, names: Sequence[str]) -> dict[str, Finding]:
    """What options of the command line do, by their own help: those of some names that are declared."""
    options = declared(inquiry, text=names[0] if len(names) == 1 else "") if names else []
    found = {name: [each for each in options if each.is_called(name)] for name in names}
    return {name: _said(inquiry, options) for name, options in found.items() if options}


def _said(inquiry: Inquiry, found: Sequence[Option]) -> Finding:
    first, *others = found
    what = "an option of the command line" if first.is_typed else "an option"
    told = f"{_names_said(first)} is {what}, declared {_place(inquiry, first)}"
    told += f": {sentence(first.help)}" if first.help else ", without a word of help."
    told += f" Its default is {code(first.default)}." if first.default else ""
    if others:
        lines = [
            f"- {_names_said(each)}, {_place(inquiry, each)}{_help_said(each)}" for each in others[:_MOST]
        ]
        told = f"{told}\n\nIt is declared elsewhere too:\n" + "\n".join(lines)
    return Finding(told, tuple(inquiry.citer.of_uses([each.use for each in found[:_MOST]])))


def with_default(inquiry: Inquiry, name: str) -> list[Option]:
    """The options of that name that have a default; it may be written as code writes it."""
    return [
        each
        for each in declared(inquiry, text=name)
        if each.default and (each.is_called(name) or each.is_called(name.replace("_", "-")))
    ]


def options_declared(inquiry: Inquiry, of: Sequence[str] = ()) -> Finding | None:
    """All options of the command line that code outside of tests declares; None if it declares none.

    `of`: words that the path, or the name of what declares them, has to have.
    """
    found = [each for each in declared(inquiry) if each.is_typed and _is_of(each, of)]
    if not found:
        return None
    where = f", with {quoted(' '.join(of))} in the path or name of what declares them" if of else ""
    lines = [f"- {_names_said(each)} ({inquiry.at(each.use)}){_help_said(each)}" for each in found[:_MOST]]
    rest = found[_MOST:]
    more = f"\n- and {codes([each.names[-1] for each in rest], _MOST)}" if rest else ""
    lead = f"The code declares {count(len(found), 'command-line option')}{where}"
    told = f"{lead}:\n" + "\n".join(lines) + more
    return Finding(told, tuple(inquiry.citer.of_uses([each.use for each in found[:8]])))


def _is_of(option: Option, words: Sequence[str]) -> bool:
    names = {stem(word) for word in split_identifier(f"{option.use.path} {option.use.chunk_label}")}
    return names.issuperset(map(stem, words))


def _spoken(question: Question) -> str:
    """The plain word of "what does the port option do?"; "" if that is not what is asked."""
    # The word may be the name of something else here, and marked as such.
    text = question.text.replace("`", "")
    found = _SPOKEN.search(text)
    if found is None or found[1].lower() in _NO_NAMES or len(_SPOKEN.findall(text)) > 1:
        return ""
    as_typed = f"{text[: found.start(1)]}--{found[1]}{text[found.end(1) :]}"
    marked = read_question(as_typed)
    return found[1] if marked.intent in _ASKS and not marked.rest and len(marked.names) == 1 else ""


def _names_said(option: Option) -> str:
    return ", ".join(map(code, option.names))


def _help_said(option: Option) -> str:
    return f": {sentence(option.help)}" if option.help else ""


def _place(inquiry: Inquiry, option: Option) -> str:
    use = option.use
    within = f"by {code(use.chunk_label)} " if use.chunk_label != use.path else ""
    return f"{within}at {inquiry.at(use)}"


def usage_said(inquiry: Inquiry, name: str) -> Finding | None:
    """What the text says that code prints of an option; None if no text says anything of it."""
    bare = re.escape(name.lstrip("-"))
    # A name of one letter is as it is typed, with one dash.
    typed = f"--?{bare}" if len(bare) > 1 or not name.startswith("-") else f"-{bare}"
    line = re.compile(
        rf"^[\s\"'`]*(?:-\w,?\s+)?(?P<typed>{typed})(?:,\s+--?[\w-]+)*"
        r"(?:[=\[<\s][^\s-]\S*)?\s{2,}(?P<said>[^\s\"'`].*)$"
    )
    for path in code_paths(inquiry):
        source = inquiry.present.text(path)
        lines = lines_of(source) if source is not None and name.lstrip("-").encode() in source else ()
        for number, text in enumerate(lines, 1):
            found = line.match(text)
            if found is not None:
                rows = [found["said"], *_going_on(lines, number, found.start("said"))]
                said = inert_markdown(joined(*(row.strip() for row in rows)), _LONGEST)
                at = code(f"{path}:{number}")
                told = (
                    f"{code(found['typed'])} is an option of the command line; {at} says of its use: “{said}”"
                )
                return Finding(told, (Citation(path, number, number + len(rows) - 1),))
    return None


def _going_on(lines: Sequence[str], number: int, column: int) -> list[str]:
    """The lines below that say more of it: they begin as far in."""
    found: list[str] = []
    for text in lines[number : number + _MOST_LINES]:
        if len(text) - len(text.lstrip()) < column or _NEXT.match(text):
            break
        found.append(text)
    return found
