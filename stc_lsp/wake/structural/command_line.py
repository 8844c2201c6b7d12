"""Options, of command lines and of settings: what each does, by the help with which code declares it.

Whatever the library (argparse, click, typer, Go's flag and pflag, commander, optparse, absl): told by the
name of what is called, and by the texts that it is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.code.default_values import PLAIN_VALUE
from stc_lsp.code.english import code, codes, count, sentence
from stc_lsp.code.inert import inert_markdown
from stc_lsp.wake.structural.described import described
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.registered import calls_in_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_DECLARED = re.compile(
    rb"(?<!\w)(?P<how>[oO]ption|requiredOption|add_argument|add_option|addoption|on)"
    rb"\s*\((?=[^()]{0,200}?[\"'`]--?[A-Za-z])"
)
_DECLARED_IN_GO = re.compile(
    rb"[fF]lag(?:s|Set)?(?:\(\))?\.(?P<how>(?:Bool|String|Int|Uint|Float|Duration|Var|Func|Text|Count|IP|Bytes)\w*)"
    rb"\s*\("
)
_DECLARED_BY_NAME = re.compile(
    rb"(?<!\w)(?P<how>DEFINE_\w+|(?:[aA]dd|[dD]efine|[dD]eclare|[rR]egister)_?(?:[oO]ption|[sS]etting|[fF]lag|"
    rb"[cC]onfig|[pP]reference)(?:_?[vV]alue)?|[sS]et(?:_d|D)efault)"
    rb"\s*\((?=\s*[\"'`]\w[\w.-]*[\"'`]\s*,)"
)
"""Settings that a call makes known: `add_option("depth", int, 4, "How deep.")`."""
_TOKEN = re.compile(
    rb"(?P<comment>#[^\n]*|//[^\n]*)"
    rb"|(?P<quote>\"\"\"|'''|[\"'`])|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)"
    rb"|(?<!\w)(?P<keyword>\w+)\s{0,9}[=:](?!=)"
)
_END = {
    quote: re.compile(rb"(?:[^\\" + quote[:1] + rb"]|\\.)*?" + quote, re.DOTALL)
    for quote in (b'"', b"'", b"`")
} | {quote: re.compile(rb".*?" + quote, re.DOTALL) for quote in (b'"""', b"'''")}
_LONGEST = 4000
"""Bytes of a call that declares an option."""
_LONGEST_HELP = 500
"""Characters quoted."""
_DEFAULT = ("default", "defaultValue")
_HELP = ("help", "description", "describe", "desc")
_NAME = re.compile(r"--?[A-Za-z][\w-]*")
_VALUE = re.compile(PLAIN_VALUE)
_SPOKEN = re.compile(
    r"(?<![\w-])([A-Za-z][\w-]*)(?= (?:(?:command[- ]line|cli) )?(?:option|flag|switch|argument)\b)",
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


class Option(NamedTuple):
    """One option of a command line, or a setting that is declared by its name."""

    names: tuple[str, ...]
    """As typed: `-A`, `--app`; of a setting without dashes."""
    help: str
    """What the code says of it to whoever asks for help; "" for nothing."""
    use: StoredReference
    """The call that declares it."""
    default: str = ""
    """As it is written in the code; "" if it says none."""

    @property
    def is_typed(self) -> bool:
        """Whether it is one of a command line."""
        return self.names[0].startswith("-")

    def is_called(self, name: str) -> bool:
        """Whether somebody who writes `name` means it, with dashes or without."""
        wanted = name.lstrip("-")
        # `-d` and `-D` are two options, `--Debug` and `--debug` hardly.
        return any(
            each.lstrip("-") == wanted or (len(wanted) > 1 and each.lstrip("-").lower() == wanted.lower())
            for each in self.names
        )


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
    in_code = [said[name] for name in names if name in said]
    return ([Finding(passage.said(), (passage.citation,))] if passage is not None else []) + in_code


def is_option_name(name: str) -> bool:
    """Whether a name is written as an option is typed."""
    return _NAME.fullmatch(name) is not None


def options_said(inquiry: Inquiry, names: Sequence[str]) -> dict[str, Finding]:
    """What options of the command line do, by their own help: those of some names that are declared."""
    declared = _declared(inquiry) if names else []
    found = {name: [each for each in declared if each.is_called(name)] for name in names}
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
        for each in _declared(inquiry)
        if each.default and (each.is_called(name) or each.is_called(name.replace("_", "-")))
    ]


def options_declared(inquiry: Inquiry) -> Finding | None:
    """All options of the command line that code outside of tests declares; None if it declares none."""
    found = [each for each in _declared(inquiry) if each.is_typed]
    if not found:
        return None
    lines = [f"- {_names_said(each)} ({inquiry.at(each.use)}){_help_said(each)}" for each in found[:_MOST]]
    rest = found[_MOST:]
    more = f"\n- and {codes([each.names[-1] for each in rest], _MOST)}" if rest else ""
    told = f"The code declares {count(len(found), 'command-line option')}:\n" + "\n".join(lines) + more
    return Finding(told, tuple(inquiry.citer.of_uses([each.use for each in found[:8]])))


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


def _declared(inquiry: Inquiry) -> list[Option]:
    """Those with dashes first, then those of Go, then settings."""
    readers = {_DECLARED: _with_dashes, _DECLARED_IN_GO: _in_go, _DECLARED_BY_NAME: _by_name}
    found: dict[re.Pattern[bytes], list[Option]] = {each: [] for each in readers}
    for match, use in calls_in_code(inquiry, *readers):
        arguments = _arguments(match.string[match.end() : match.end() + _LONGEST])
        option = readers[match.re](arguments, use)
        if option is not None:
            found[match.re].append(option)
    return [each for options in found.values() for each in options]


def _with_dashes(arguments: Sequence[_Argument], use: StoredReference) -> Option | None:
    """One whose names are written as they are typed: `"-p, --port <number>"`, `"--debug/--no-debug"`."""
    plain = [text for each in arguments if not each.keyword for text in each.texts]
    names = [name for text in plain if text.startswith("-") for name in _NAME.findall(text.partition("<")[0])]
    if not names:
        return None
    others = (text for text in plain if not text.startswith("-"))
    told = _flat("".join(_given(arguments, _HELP).texts) or next(others, ""))
    return Option(tuple(dict.fromkeys(names)), told, use, _given(arguments, _DEFAULT).written)


def _in_go(arguments: Sequence[_Argument], use: StoredReference) -> Option | None:
    """`flag.String("port", "80", "where to listen")`, and pflag's, with a letter after the name."""
    texts = [each for each in arguments if each.texts]
    # The last argument tells what it is for; one that is given a name alone reads it.
    if len(texts) < 2 or texts[-1] is not arguments[-1]:
        return None
    name, *others = ("".join(each.texts) for each in texts)
    if not re.fullmatch(r"[A-Za-z][\w.-]*", name):
        return None
    is_short = len(others) > 1 and len(others[0]) == 1 and use.reference.name.endswith("P")
    dashes = "-" if use.reference.expression.startswith("flag.") else "--"
    names = (f"-{others[0]}", f"{dashes}{name}") if is_short else (f"{dashes}{name}",)
    return Option(names, _flat(others[-1]), use, arguments[-2].written)


def _by_name(arguments: Sequence[_Argument], use: StoredReference) -> Option | None:
    """`add_option("depth", int, 4, "How deep.")`: a value, and last what is said of it, if anything is."""
    name, *others = arguments
    plain = [each for each in others if not each.keyword]
    is_value_alone = use.reference.name.lower().endswith("default")
    is_said = not is_value_alone and bool(plain) and " " in "".join(plain[-1].texts)
    help_ = plain.pop() if is_said else _given(others, _HELP)
    values = (each.written for each in plain if _VALUE.fullmatch(each.written))
    default = _given(others, _DEFAULT).written or next(values, "")
    return Option(("".join(name.texts),), _flat("".join(help_.texts)), use, default)


def _given(arguments: Sequence[_Argument], keywords: Sequence[str]) -> _Argument:
    """What is given by one of these keywords; an empty one if nothing is."""
    return next((each for each in arguments if each.keyword in keywords), _Argument("", []))


class _Argument(NamedTuple):
    keyword: str
    texts: list[str]
    """The string literals in it, in order."""
    written: str = ""
    """All of it, behind its keyword."""


def _arguments(source: bytes) -> list[_Argument]:
    """The arguments of a call, from behind its bracket on; what no bracket closes is left out."""
    return list(_read_arguments(source))


def _read_arguments(source: bytes) -> Iterator[_Argument]:
    current, depth, position, begin = _Argument("", []), 0, 0, 0
    while (found := _TOKEN.search(source, position)) is not None:
        position = found.end()
        if found["quote"]:
            end = _END[found["quote"]].match(source, position)
            if end is None:
                return
            current.texts.append(_text(end[0][: -len(found["quote"])]))
            position = end.end()
        elif found["keyword"] and not current.texts and not current.keyword:
            current = current._replace(keyword=found["keyword"].decode(errors="replace"))
            begin = position
        elif found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
        is_last = found["close"] is not None and depth < 0
        if is_last or (found["comma"] and depth == 0):
            written = " ".join(source[begin : found.start()].decode(errors="replace").split())
            if written:
                yield current._replace(written=written)
            current, begin = _Argument("", []), position
        if is_last:
            return


def _text(written: bytes) -> str:
    return re.sub(
        r"\\(.)", lambda each: {"n": "\n", "t": " "}.get(each[1], each[1]), written.decode(errors="replace")
    )


def _flat(text: str) -> str:
    return inert_markdown(" ".join(text.split()), _LONGEST_HELP)
