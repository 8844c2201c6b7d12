"""Where settings and environment variables are read and set, and which of them something reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_where_read
from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import code, codes, count, listed
from stc_lsp.code.languages import language_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind, ReferenceKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.options import declared
from stc_lsp.wake.structural.reads_through import assigns, is_set_there, read_through
from stc_lsp.wake.structural.registered import code_paths
from stc_lsp.wake.structural.text_uses import given_or_held
from stc_lsp.wake.structural.users import cited, in_files, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_READS = (ReferenceKind.ENVIRONMENT, ReferenceKind.OPTION)
_OF_REQUEST = re.compile(
    r"HTTP_(?!PROXY)|(?:REQUEST_METHOD|SCRIPT_NAME|PATH_INFO|QUERY_STRING|CONTENT_TYPE|CONTENT_LENGTH|"
    r"SERVER_(?:NAME|PORT|PROTOCOL|SOFTWARE)|REMOTE_(?:ADDR|HOST|USER|PORT)|REQUEST_URI|SSL_\w+)$"
)
"""What a web server says of a request, by the standard for CGI: it is read as the environment is."""
_ENVIRONMENT_CALLS = ("environ", "getenv", "Getenv", "LookupEnv", "Environ")
"""By which the environment is read, in one language or another."""
_OPTIONS = re.compile(r"\b(?:options?|flags?|switch(?:es)?)\b", re.IGNORECASE)
_ENVIRONMENT_ASKED = re.compile(r"\benv(?:ironment)?\b|\benv ?vars?\b", re.IGNORECASE)
_ONLY_SET = ", which it only sets"
_MOST_NAMES = 20
_MOST_LEFT = 60
"""Names in the last line of a list."""
_MOST_CITED = 8
_SEARCHED = 40
_MOST_LITERALS = 6
_COMMENT = re.compile(r"\s*(?:#|//|/?\*|--)")
_HOLDING = {
    "ruby": rb"(?<![\w.@])(?P<name>@?\w+)\s*(?:=|:)\s*ENV(?![\w\[.(])",
    "python": rb"(?<![\w.])(?P<name>(?:self\.)?\w+)\s*(?::[^=\n,()]{1,60})?=\s*os\.environ(?![\w\[.(])",
    "javascript": rb"(?<![\w.$])(?P<name>[\w$]+)\s*(?::[^=\n,()]{1,60})?=\s*process\.env(?![\w\[.(?])",
}
"""Where something holds the environment under another name, as in `def options(env = ENV)`: no reference says
that the environment is read by `env["PORT"]` below it."""
_AS_IN = {"typescript": "javascript", "tsx": "javascript"}
_ENVIRONMENTS = {"ruby": b"ENV", "python": b"os.environ", "javascript": b"process.env"}
_BY_KEY = rb"(?:\[\s*|\.\s*(?:fetch|get|dig|key\?)\s*\(\s*)[\"'](?P<variable>[A-Z][A-Z0-9_]+)[\"']"
_READ_BY_KEY = {
    "ruby": _BY_KEY,
    "python": _BY_KEY,
    "javascript": rb"(?:\.|\[[\"'])(?P<variable>[A-Z][A-Z0-9_]+)\b",
}
_IN_COMMENT = re.compile(rb"\s*(?:#|//|\*)")


def named_settings(inquiry: Inquiry) -> list[Finding]:
    """What is known of each setting or environment variable that the question names."""
    found: list[Finding] = []
    for subject in inquiry.subjects.all:
        kinds = {each.chunk.kind for each in subject.chunks if kind_of(each.path) is FileKind.CODE}
        # What a definition reads is another question than where a setting is read; who uses a constant, and
        # where it stands, is another than where a setting of its name is.
        is_other = kinds - {ChunkKind.VARIABLE} if inquiry.question.intent is Intent.READS else kinds
        # An attribute of that name is meant, unless something reads a setting by it.
        is_other = is_other or (kinds and not is_setting(inquiry.snapshot, subject.name))
        is_setting_only = inquiry.question.intent is Intent.READS or subject.name.isupper()
        is_asked = is_setting_only and not is_other and is_asked_of_setting(inquiry, subject.name)
        finding = setting(inquiry, subject.name) if is_asked else None
        if finding is not None:
            found.append(finding)
    return found


def is_asked_of_setting(inquiry: Inquiry, name: str) -> bool:
    """Whether the places of a setting answer: of what only stands as a text they tell only where that is."""
    is_known = is_setting(inquiry.snapshot, name) or name.isupper()
    return is_known or asks_where_read(inquiry.question.text)


def is_setting(snapshot: Snapshot, name: str) -> bool:
    """Whether something reads a setting or environment variable of that name."""
    return bool(snapshot.environment_reads(name) or snapshot.option_reads(name))


def setting(inquiry: Inquiry, name: str) -> Finding | None:
    """Where a setting or environment variable is read, where it is set; None if it is none."""
    found = [each for each in _reads_of(inquiry, name) if inquiry.scope.admits(each.path)]
    literals = [] if inquiry.scope.path else _literals(inquiry, name, found)
    through = _read_for_options(inquiry, name) if name.isupper() and not inquiry.scope.path else None
    if not found and (through is not None or not literals or _is_used(inquiry, name)):
        # Of an attribute `self.depth` a text "depth" tells nothing.
        return through
    in_code = [each for each in found if not is_test_path(each.path)]
    in_tests = [each for each in found if is_test_path(each.path)]
    sets = [each for each in in_code if is_set_there(inquiry, each)]
    reads = [each for each in in_code if each not in sets]
    environment = any(each.reference.kind is ReferenceKind.ENVIRONMENT for each in found)
    word = "environment variable" if environment else "setting"
    subject = f"the {word} {code(name)}" if found else code(name)
    told: list[str] = []
    citations: list[Citation] = []
    if reads:
        users = users_of(reads)
        told.append(f"T{subject[1:]} is read in {in_files(reads)}, by{said_of(inquiry, users)}")
        citations += cited(inquiry, users)
    passed, proof, accounted = given_or_held(inquiry, name, literals)
    literals = [each for each in literals if each not in accounted]
    if not reads and not passed and (sets or literals):
        told.append(f"Nothing outside of tests reads {subject} directly.")
    if sets:
        users = users_of(sets)
        told.append(f"It is set in {in_files(sets)}, by{said_of(inquiry, users)}")
        citations += cited(inquiry, users, 3)
    told += passed
    citations += proof
    if literals:
        shown = listed([code(str(each)) for each in literals], _MOST_LITERALS)
        told.append(f"Its name {'also ' if reads or passed else ''}stands as a text at {shown}.")
        citations += literals[:4]
    if in_tests:
        told.append(f"Tests use {'it' if told else subject} in {places(in_tests)}.")
        citations += cited(inquiry, users_of(in_tests), 2)
    return _both(Finding(paragraphs(*told), tuple(citations)), through)


def _is_used(inquiry: Inquiry, name: str) -> bool:
    """Whether code has something of that name which may be read: an attribute, a parameter."""
    uses = inquiry.snapshot.unresolved(name, kinds=(ReferenceKind.NAME,))
    return any(kind_of(use.path) is FileKind.CODE and not inquiry.is_import(use) for use in uses)


def read_by(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Which settings and environment variables a definition or a file reads."""
    if not stored.path:
        return variables_read(inquiry)
    if stored.path.endswith("/"):
        return None
    only_environment = asks_of_environment(inquiry.question.text)
    kinds = (ReferenceKind.ENVIRONMENT,) if only_environment else _READS
    found = [use for use in inquiry.snapshot.references_in(stored.id, kinds) if _is_name(use)]
    name = code(label(stored))
    if not found and _OPTIONS.search(inquiry.question.text):
        # Options that it is given are no settings that it reads.
        return None
    through = read_through(inquiry, stored)
    if not found:
        own = "file" if stored.chunk.kind is ChunkKind.MODULE else stored.chunk.kind
        what = "no environment variable" if only_environment else "no setting and no environment variable"
        told = f"{name} reads {what} by a literal name in its own {own}."
        return _with(through, Finding(told, tuple(inquiry.cite(stored))))
    lines: list[str] = []
    for kind, word in zip(_READS, ("environment variable", "setting"), strict=True):
        names: dict[str, list[StoredReference]] = {}
        for use in found:
            if use.reference.kind is kind:
                names.setdefault(use.reference.name, []).append(use)
        lines += [
            f"- the {word} {code(each)} at {listed([inquiry.at(use) for use in uses], 3)}"
            + (_ONLY_SET if all(is_set_there(inquiry, use) for use in uses) else "")
            for each, uses in names.items()
        ]
    verb = "reads or sets" if any(each.endswith(_ONLY_SET) for each in lines) else "reads"
    text = f"{name} {verb}:\n" + "\n".join(lines[:_MOST_NAMES])
    return _with(through, Finding(text, tuple(inquiry.citer.of_uses(found[:8]))))


def asks_of_environment(text: str) -> bool:
    """Whether environment variables are asked about, and not whatever is set."""
    return _ENVIRONMENT_ASKED.search(text) is not None


def _with(further: Finding | None, finding: Finding) -> Finding:
    """A finding, and what there is further."""
    if further is None:
        return finding
    return Finding(f"{finding.text}\n\n{further.text}", (*finding.citations, *further.citations))


def variables_read(inquiry: Inquiry) -> Finding | None:
    """All environment variables that code outside of tests reads."""
    found, passed = _variables(inquiry)
    sets = {use.reference.name for use in found if _is_of_code(use) and is_set_there(inquiry, use)}
    sets |= {name for name, at in passed if _is_set_on_line(inquiry, name, at)}
    found = [use for use in found if not is_set_there(inquiry, use)]
    passed = [(name, at) for name, at in passed if not _is_set_on_line(inquiry, name, at)]
    read = _all_read(inquiry, found, "environment variable", passed)
    only_set = sets - {name for name, _ in passed} - {use.reference.name for use in found if _is_of_code(use)}
    if read is not None and only_set:
        number = count(len(only_set), "variable")
        told = (
            f"{read.text}\n\nIt only sets {number}, for what it runs: {codes(sorted(only_set), _MOST_LEFT)}."
        )
        read = replace(read, text=told)
    return _both(read, _read_for_options(inquiry))


def places_of_variables(inquiry: Inquiry) -> dict[str, Citation]:
    """Each environment variable that code reads outside of tests, with the first place."""
    found, passed = _variables(inquiry)
    places: dict[str, Citation] = {}
    for use in found:
        if _is_of_code(use) and not is_set_there(inquiry, use):
            line = use.reference.line
            places.setdefault(use.reference.name, Citation(use.path, line, line))
    for name, at in passed:
        if not _is_set_on_line(inquiry, name, at):
            places.setdefault(name, at)
    return places


def _variables(inquiry: Inquiry) -> tuple[list[StoredReference], list[tuple[str, Citation]]]:
    """The uses of environment variables, and those that are made by another name for the environment."""
    found = [
        use
        for use in inquiry.snapshot.environment_reads()
        if _is_name(use) and not _OF_REQUEST.match(use.reference.name)
    ]
    return found, [each for each in _passed_reads(inquiry) if not _OF_REQUEST.match(each[0])]


def _is_set_on_line(inquiry: Inquiry, name: str, at: Citation) -> bool:
    lines = lines_of(inquiry.present.text(at.path) or b"")[at.start_line - 1 : at.start_line]
    return any(assigns(line.encode(), name, 0) for line in lines)


def _is_of_code(use: StoredReference) -> bool:
    return kind_of(use.path) is FileKind.CODE


def _read_for_options(inquiry: Inquiry, name: str = "") -> Finding | None:
    """The environment variables, or the one of a name, from which options are read."""
    found = [
        (variable, option)
        for option in declared(inquiry, text=name)
        for variable in option.variables
        if name in ("", variable)
    ]
    if not found:
        return None
    lines = [
        f"{code(variable)} for {code(option.long_name)} ({inquiry.at(option.use)})"
        for variable, option in found[:_MOST_NAMES]
    ]
    rest = [variable for variable, _ in found[_MOST_NAMES:]]
    more = f"\n- and {codes(rest, _MOST_LEFT)}" if rest else ""
    uses = inquiry.citer.of_uses([option.use for _, option in found[:_MOST_CITED]])
    if name:
        variable, option = found[0]
        told = f"{code(variable)} is read for the option {code(option.long_name)}, declared at "
        return Finding(f"{told}{inquiry.at(option.use)}.", tuple(uses))
    number = count(len({variable for variable, _ in found}), "environment variable")
    text = "\n".join(f"- {line}" for line in lines)
    return Finding(f"Options are read from {number}:\n{text}{more}", tuple(uses))


def _both(one: Finding | None, other: Finding | None) -> Finding | None:
    if one is None or other is None:
        return one or other
    return _with(other, one)


def no_variable_read(inquiry: Inquiry) -> Finding:
    """That code reads no environment variable by a literal name, and where it reads one by another."""
    told = "No code outside of tests reads an environment variable by a literal name."
    calls = [use for name in _ENVIRONMENT_CALLS for use in inquiry.snapshot.unresolved(name)]
    uses = [use for use in calls if kind_of(use.path) is FileKind.CODE and not inquiry.is_import(use)]
    if not uses:
        return Finding(told)
    users = users_of(uses)
    told += f" The environment is read in {in_files(uses)}, by{said_of(inquiry, users)}"
    return Finding(told, tuple(cited(inquiry, users)))


def settings_read(inquiry: Inquiry) -> Finding | None:
    """All settings that code outside of tests reads by name."""
    found = inquiry.snapshot.option_reads()
    # Whatever is kept under a name in small letters may be anything: a parameter, a key of some data.
    settings = [use for use in found if use.reference.name.isupper() and _is_name(use)]
    return _all_read(inquiry, settings, "setting")


def _all_read(
    inquiry: Inquiry,
    found: Sequence[StoredReference],
    noun: str,
    passed: Sequence[tuple[str, Citation]] = (),
) -> Finding | None:
    """Those read in most places first, each with where; `passed`: further ones with their lines."""
    names: dict[str, dict[str, Citation]] = {}
    for use in found:
        if _is_of_code(use):
            names.setdefault(use.reference.name, {})[inquiry.at(use)] = next(
                iter(inquiry.citer.of_use(use)), Citation(use.path, use.reference.line, use.reference.line)
            )
    for name, citation in passed:
        names.setdefault(name, {})[code(str(citation))] = citation
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(names[name]), name))
    lines = [f"- {code(name)} at {listed(list(names[name]), 3)}" for name in ordered[:_MOST_NAMES]]
    rest = ordered[_MOST_NAMES:]
    more = f"\n- and {codes(rest, _MOST_LEFT)}" if rest else ""
    text = f"The code reads {count(len(names), noun)}:\n" + "\n".join(lines) + more
    return Finding(text, tuple(next(iter(names[name].values())) for name in ordered[:_MOST_CITED]))


def _reads_of(inquiry: Inquiry, name: str) -> list[StoredReference]:
    snapshot = inquiry.snapshot
    return [*snapshot.environment_reads(name), *snapshot.option_reads(name)]


def _is_name(use: StoredReference) -> bool:
    """A web server's request environment is read the same way, by names that no shell allows."""
    return use.reference.kind is not ReferenceKind.ENVIRONMENT or use.reference.name.isidentifier()


def texts_of(inquiry: Inquiry, name: str) -> list[Citation]:
    """Lines of code, not of tests, that hold a name as a quoted text."""
    return _literals(inquiry, name, ())


def _literals(inquiry: Inquiry, name: str, known: Sequence[StoredReference]) -> list[Citation]:
    """Lines of code, not of tests, that hold the name as a quoted text and are no read that is known."""
    if not re.fullmatch(r"[\w.-]+", name):
        return []
    lines = {(use.path, use.reference.line) for use in known}
    paths = dict.fromkeys(hit.chunk.path for hit in inquiry.snapshot.search(name, _SEARCHED))
    quoted = re.compile(rf"[\"'`]{re.escape(name)}[\"'`]")
    found: list[Citation] = []
    for path in paths:
        source = inquiry.present.text(path) if kind_of(path) is FileKind.CODE else None
        for number, line in enumerate(lines_of(source) if source else (), 1):
            if quoted.search(line) and (path, number) not in lines and not _COMMENT.match(line):
                found.append(Citation(path, number, number))
    return found[:_MOST_LITERALS]


def _passed_reads(inquiry: Inquiry) -> Iterator[tuple[str, Citation]]:
    """Each variable that code, no tests, reads from what holds the environment in its file, with its line."""
    for path in code_paths(inquiry):
        language = language_of(path)
        language = _AS_IN.get(language, language)
        text = (inquiry.present.text(path) or b"") if language in _HOLDING else b""
        if _ENVIRONMENTS.get(language, b"\n") not in text:
            continue
        names = {re.escape(found["name"]) for found in re.finditer(_HOLDING[language], text)}
        held = rb"(?<![\w.@$])(?:" + b"|".join(sorted(names)) + rb")" if names else rb"(?!)"
        for found in re.finditer(held + _READ_BY_KEY[language], text):
            first = text.rfind(b"\n", 0, found.start()) + 1
            if not _IN_COMMENT.match(text, first):
                line = text.count(b"\n", 0, found.start()) + 1
                yield found["variable"].decode(), Citation(path, line, line)
