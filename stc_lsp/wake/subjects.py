"""What a question is about: the chunks that its names, or the person's cursor, stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import EXACT, Intent
from stc_lsp.code.asking.narrow import asks_a_particular
from stc_lsp.code.asking.noun_phrases import stands_alone
from stc_lsp.code.asking.question import Question, is_file_name, looked_at_kind, read_question, with_name
from stc_lsp.code.asking.sorts import sort_asked
from stc_lsp.code.asking.two_parts import followed_by
from stc_lsp.code.asking.wording import NEGATIONS, STOPWORDS, stem
from stc_lsp.code.asking.words import nouns_of, verb_of
from stc_lsp.code.modules import NAMELESS, SCRIPT_LANGUAGES
from stc_lsp.code.resolve.overloads import is_signature
from stc_lsp.code.values import CALLEES, NAMESPACE, ChunkKind, ReferenceKind
from stc_lsp.memory.values import REPOSITORY, StoredChunk, is_synthetic
from stc_lsp.wake.copies import without_copies
from stc_lsp.wake.members import extending, handed_on, inherited
from stc_lsp.wake.overloads import with_overloads
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.receivers import of_receiver
from stc_lsp.wake.reworded import of_constructor, with_joined_name, with_signs
from stc_lsp.wake.ruby_levels import of_both_levels, of_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.values import AskContext

_MOST = 50
_MOST_WORDS = 3
_MOST_SAID = 3
_LONGEST_PLAIN = 12
"""Words of a question in which any plain word may be taken for a name."""
_MOST_CAPITALISED = 4
"""Words with a capital that are looked up in a longer one."""
_PLAIN_WORD = re.compile(r"[^\W\d_]\w*")
_OF_CLASSES = (Intent.BASES, Intent.SUBCLASSES, Intent.MEMBERS)
"""What is asked of classes: then "blueprint", like "a blueprint", is `Blueprint`, not a method."""
_OF_ONE = frozenset({
    Intent.CALLERS, Intent.CALLS, Intent.PARAMETERS, Intent.RETURNS, Intent.RAISES, Intent.IMPACT,
})  # fmt: skip
"""What is asked of one definition."""
_OF_THINGS = (Intent.PURPOSE, Intent.WHERE)
_CIRCUMSTANCES = ("how", "when", "why")
_HELPING = re.compile(r"\b(get|gets|got|getting)(?=\s+\w+(?:ed|en|t)\b)")
"""What only says that something is done, and names nothing: `where do errors get handled?`."""
_OF_ITSELF = re.compile(r"^(?:self|this|cls)\.(?=\w+$)")
"""By which code names what its own object has: `self.settings` is some class's `settings`."""
_STAND_IN = re.compile(r"(?:^|[/_.-])(?:mocks?|fakes?|dumm(?:y|ies))(?=[/_.-])", re.IGNORECASE)
"""Files of what is used in the place of something else."""
_NEVER_NAMES = frozenset("not no never nor neither cannot without unless".split())
"""Words that deny, whatever is called so here."""
_OF_REPOSITORY = (Intent.ENTRY, Intent.RUN_TESTS)
"""What is asked of a repository without saying so."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a question is about."""

    name: str
    """As the question has it; "" for what the person looks at, or the repository as a whole."""
    chunks: tuple[StoredChunk, ...]
    """What it may mean, the likeliest first; () if nothing of that name is known."""

    @property
    def is_certain(self) -> bool:
        """It means exactly one thing."""
        return len(self.chunks) == 1


@dataclass(frozen=True, slots=True)
class Subjects:
    """Everything that a question is about, and what of its words remains."""

    all: tuple[Subject, ...]
    rest: frozenset[str]
    """Stems of the words that are not accounted for by names or by how the question is asked."""

    @property
    def are_known(self) -> bool:
        """Each name means something."""
        return bool(self.all) and all(subject.chunks for subject in self.all)


def read_in(text: str, snapshot: Snapshot) -> Question:
    """A question as it is meant here: in flask's repository "what is flask?" asks what "this project" is."""
    repeated = followed_by(text)
    if repeated is not None and (first := read_in(repeated[0], snapshot)).intent is repeated[1]:
        # "Where is E raised, and who catches it" is one question.
        return first
    text = with_signs(of_constructor(text, snapshot), snapshot)
    question = read_question(text)
    name = "" if question.names or question.overall else _repository_name(snapshot)
    if name and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        whole = read_question(re.sub(rf"\b{re.escape(name)}\b", "this project", text, flags=re.IGNORECASE))
        if whole.overall:
            return whole
    if asks_a_particular(text):
        # It says itself which of its words are names: "which functions have no tests" asks of no `no`.
        return question
    return with_joined_name(question, snapshot) or _with_plain_name(question, snapshot) or question


def _with_plain_name(question: Question, snapshot: Snapshot) -> Question | None:
    """The question with the plain word that is a name here marked as one: `callers of abort`, `what uses f`.

    None unless that accounts for all it says.
    """
    if question.names or question.here or question.whole or question.overall:
        return None
    if question.intent in _OF_REPOSITORY and not question.rest:
        return None
    words = _PLAIN_WORD.findall(question.text)
    if len(words) > _LONGEST_PLAIN:
        # Who tells more writes names as they are: then it is "Session", not "session".
        capitalised = [word for word in question.perhaps if word[0].isupper()][:_MOST_CAPITALISED]
        about = (_about(word, question, snapshot) for word in capitalised)
        return next((each for each in about if each is not None), None)
    # A word by which things are asked is a name where the question lacks one: "who calls run", but not in
    # "how are tests run". "Where are settings read" lacks none: it asks of all settings.
    lacks_one = question.intent in EXACT and question.intent is not Intent.READS and not question.rest
    is_how = words[:1] and words[0].lower() in _CIRCUMSTANCES
    tried = [word for word in question.perhaps if not (is_how and word.islower() and _asks(word))]
    tried += [word for word in reversed(words) if lacks_one and not nouns_of(word.lower())]
    helping = frozenset((*_HELPING.findall(question.text), *_listed(question.text)))
    tried = [word for word in tried if word not in helping]
    found = [each for word in dict.fromkeys(tried) if (each := _about(word, question, snapshot))]
    certain = [each for each in found if not _asks(each.names[0])]
    # "I need to open result": which of the two is the name, where both are names here, is anybody's guess.
    return certain[0] if certain else found[0] if len(found) == 1 else None


def _about(word: str, question: Question, snapshot: Snapshot) -> Question | None:
    """The question as one about a plain word; None if that leaves something unsaid, or is no name here."""
    marked = _marked(question, word, word)
    if not stands_alone(question.text, word):
        return None
    if marked.intent not in EXACT or marked.names != (word,) or marked.rest:
        return None
    name = _name_of_code(word, marked, snapshot)
    return _marked(question, word, name) if name else None


def _listed(text: str) -> tuple[str, ...]:
    """The words for what is to be listed: "show me all validators" asks for no class `Validators`."""
    sort = sort_asked(text)
    return tuple(word for word in sort.written.split() if word.islower()) if sort is not None else ()


def _asks(word: str) -> bool:
    return verb_of(word) is not None or bool(nouns_of(word))


def _marked(question: Question, word: str, name: str) -> Question:
    pattern = rf"(?<![\w.]){re.escape(word)}(?![\w.])"
    return read_question(re.sub(pattern, f"`{name}`", question.text, count=1))


def _name_of_code(word: str, marked: Question, snapshot: Snapshot) -> str:
    """The name that a word is: of a class or function, if need be in another case, or of a variable."""
    as_written = snapshot.named(word, _MOST) if word not in _NEVER_NAMES else []
    if not as_written and f"`{word}`?" in marked.text:
        # "Who calls empty?" may ask of Ruby's `empty?`.
        as_written = snapshot.named(f"{word}?", _MOST)
    # "Where is open defined" does not ask for a class `IS`, "what is not tested" for `Not`.
    may_differ = word.islower() and word not in STOPWORDS | NEGATIONS and not is_package(word, snapshot)
    may_differ = may_differ and (bool(as_written) or not _is_from_outside(word, snapshot))
    other_case = in_another_case(word, snapshot) if may_differ else []
    if marked.intent is Intent.IMPORTERS:
        # Nobody imports a constant `MPMATH` by the name of the module `mpmath`.
        other_case = [each for each in other_case if each.chunk.kind is not ChunkKind.VARIABLE]
    classes = [each for each in other_case if each.chunk.kind is ChunkKind.CLASS]
    callable_ = [each for each in as_written if each.chunk.kind in CALLEES]
    variables = [each for each in as_written if each.chunk.kind is ChunkKind.VARIABLE]
    if marked.intent in _OF_CLASSES or re.search(rf"\ban? `{re.escape(word)}`", marked.text):
        found = [*(each for each in callable_ if each.chunk.kind is ChunkKind.CLASS), *classes, *callable_]
    else:
        own = [each for each in (*callable_, *variables) if _is_of_a_module(each)]
        # What is asked of a thing as a whole is asked of a class, not of some class's member.
        found = [*own, *(classes if marked.intent in _OF_THINGS else ()), *callable_, *other_case]
    found = [each for each in (*found, *variables) if each.chunk.kind in (*CALLEES, ChunkKind.VARIABLE)]
    return found[0].chunk.name if found else ""


def is_package(name: str, snapshot: Snapshot) -> bool:
    """Whether it is what the repository is for: `httpie/`, beside which a file or class may be called so."""
    folder = name.replace("-", "_")
    folders = (name, folder, f"src/{folder}", f"lib/{folder}")
    return any(map(snapshot.has_folder, folders)) or name == _repository_name(snapshot)


def _is_of_a_module(stored: StoredChunk) -> bool:
    """Whether it is defined at the top level of code that is no test."""
    return "." not in stored.chunk.qualname and kind_of(stored.path) is FileKind.CODE


def in_another_case(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """What a name may mean if its case does not count: `shoppingcart`."""
    last = name.rpartition(".")[2]
    alike = [each for each in snapshot.names(len(last), len(last)) if each.lower() == last.lower()]
    found = (chunk for each in alike for chunk in snapshot.named(each, _MOST) if not is_synthetic(chunk.path))
    return [chunk for chunk in found if chunk.label.lower().endswith(name.lower())]


def find_subjects(question: Question, snapshot: Snapshot, context: AskContext) -> Subjects:
    """Look up what a question is about."""
    if question.names:
        return Subjects(
            tuple(
                Subject(name, of_level(question.text, name, meant(name, snapshot, context)))
                for name in question.names
            ),
            question.rest,
        )
    if question.whole and not question.rest:
        return Subjects((Subject("", _repository(snapshot)),), question.rest)
    if question.here or (question.intent in _OF_ONE and not question.rest):
        # "What are the parameters" is asked of what one looks at, too.
        here = _looked_at(question, snapshot, context)
        if here is not None:
            return Subjects((Subject("", (here,)),), question.rest)
    if question.overall:
        return Subjects((Subject("", _repository(snapshot)),), frozenset())
    plain = _plain(question, snapshot, context)
    if plain is not None:
        return plain
    if not question.rest and question.intent in _OF_REPOSITORY:
        return Subjects((Subject("", _repository(snapshot)),), question.rest)
    return Subjects((), question.rest)


def _looked_at(question: Question, snapshot: Snapshot, context: AskContext) -> StoredChunk | None:
    """The innermost chunk that the person's selection or cursor is in, or the class or file around it."""
    if not context.path:
        return None
    kind = looked_at_kind(question.text)
    line = context.selection[0] if context.selection else context.line
    module = snapshot.chunk(context.path, "")
    here = snapshot.enclosing(context.path, line) if line and kind is not ChunkKind.MODULE else None
    around = here
    while kind is not None and around is not None and around.chunk.kind is not kind:
        around = snapshot.chunk_by_id(around.parent_id)
    return around or here or module


def named_here(question: Question, subjects: Subjects) -> str:
    """A question about what the person looks at, with its name; "" if it is about something else."""
    looked_at = subjects.all[0].chunks[:1] if question.here and subjects.all else ()
    if question.overall or not looked_at:
        return ""
    return with_name(question.text, looked_at[0].label)


def meant(name: str, snapshot: Snapshot, context: AskContext) -> tuple[StoredChunk, ...]:
    """What a name may mean, the likeliest first."""
    own = _OF_ITSELF.sub("", name)
    if own != name:
        members = (each for each in meant(own, snapshot, context) if "." in each.chunk.qualname)
        return tuple(each for each in members if each.chunk.kind in (ChunkKind.METHOD, ChunkKind.VARIABLE))
    if "/" in name or is_file_name(name):
        files = _files(name, snapshot)
        if files:
            return files
    found = [each for each in snapshot.named(name, _MOST) if not is_synthetic(each.path)]
    # `export default () => ...` has no name but that of its file.
    found = [_exported(each, snapshot) or each for each in found]
    # A prototype in a header says only that something is defined.
    found = [each for each in found if not _only_declares(each)] or found
    found = found or list(_in_namespace(name, snapshot, context))
    found = found or inherited(name, snapshot) or handed_on(name, snapshot) or _of_package(name, snapshot)
    found = found or extending(name, snapshot)
    owner, _, last = name.rpartition(".")
    if not found and (owner or name).islower() and not _is_from_outside(name, snapshot):
        # Of Go's `dispatcher.Stop` the case of the method counts.
        alike = in_another_case(name, snapshot)
        found = [each for each in alike if last.islower() or each.chunk.name == last]
    found = found or of_receiver(name, snapshot)
    # Somebody who asks about a name means the code of that name, not a stub in a test.
    found = [each for each in found if kind_of(each.path) is FileKind.CODE] or found
    found = [each for each in found if each.path == context.path] or without_copies(found)
    kinds = (ChunkKind.SECTION, ChunkKind.VARIABLE)
    better = [each for each in found if each.chunk.kind not in kinds]
    variables = [each for each in found if each.chunk.kind is ChunkKind.VARIABLE]
    if all(each.chunk.kind is ChunkKind.MODULE for each in better):
        # What `persist.ts` exports as `persist` is meant, not its file.
        files = {each.path for each in better}
        better = [each for each in variables if each.path in files and _is_of_a_module(each)] or better
    code = better or variables or found
    exact = [each for each in code if each.label == name]
    chosen = [each for each in exact or code if each.path == context.path] or exact or code
    chosen = with_overloads(of_both_levels(chosen, snapshot), snapshot)
    return tuple(sorted(chosen, key=lambda each: (each.path != context.path, *_place_of(each))))


def _exported(stored: StoredChunk, snapshot: Snapshot) -> StoredChunk | None:
    """What a script exports without a name."""
    is_script = stored.chunk.kind is ChunkKind.MODULE and stored.language in SCRIPT_LANGUAGES
    return snapshot.chunk(stored.path, NAMELESS) if is_script else None


def _in_namespace(name: str, snapshot: Snapshot, context: AskContext) -> tuple[StoredChunk, ...]:
    """What is meant by a name of C++ behind that of a namespace: `fmt::print`."""
    space, _, rest = name.partition(".")
    is_space = bool(rest) and bool(snapshot.paths_of_module(f"{NAMESPACE}:{space}"))
    return meant(rest, snapshot, context) if is_space else ()


def _place_of(stored: StoredChunk) -> tuple[bool, int, int]:
    """By which things of a name are put in order: what stands in for another in tests comes last."""
    is_stand_in = _STAND_IN.search(stored.path) is not None
    return is_stand_in, stored.path.count("/"), stored.id


def _is_from_outside(name: str, snapshot: Snapshot) -> bool:
    """Whether code calls something of that very name which it does not define, as Go does `panic`."""
    calls = snapshot.unresolved(name, kinds=(ReferenceKind.CALL,))
    return any(each.reference.expression == name and kind_of(each.path) is FileKind.CODE for each in calls)


def _only_declares(stored: StoredChunk) -> bool:
    """Whether it is a prototype, or one of Python's `@overload`s: what it does stands elsewhere."""
    return stored.chunk.is_declaration or is_signature(stored.chunk)


def _of_package(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """What a Go program outside would call `mux.Vars`: `Vars` in a folder, or a repository, of that name."""
    package, _, last = name.partition(".")
    if not last or not last[:1].isupper():
        return []
    return [
        each
        for each in snapshot.named(last, _MOST)
        if each.language == "go"
        and each.chunk.qualname == last
        and package == (each.path.rpartition("/")[0].rpartition("/")[2] or _repository_name(snapshot))
    ]


def _files(name: str, snapshot: Snapshot) -> tuple[StoredChunk, ...]:
    """The files, or folders, that a path or the end of one names."""
    wanted = name.strip("/")
    for path in (wanted, f"{wanted}/"):
        exact = snapshot.chunk(path, "")
        if exact is not None:
            return (exact,)
    ends = [path for path in snapshot.paths() if path.rstrip("/").endswith(f"/{wanted}")]
    if not ends and "." not in wanted.rpartition("/")[2]:
        # `require "mustermann/pattern"` names a file without its suffix.
        ends = [path for path in snapshot.paths() if f"/{path}".rpartition(".")[0].endswith(f"/{wanted}")]
    chunks = (snapshot.chunk(path, "") for path in ends[:_MOST])
    return tuple(chunk for chunk in chunks if chunk is not None)


def _plain(question: Question, snapshot: Snapshot, context: AskContext) -> Subjects | None:
    """A plain word that is a name here, if nothing else is left: `what does abort return?`."""
    if len(question.rest) > _MOST_WORDS:
        return None
    for word in question.perhaps:
        if not stands_alone(question.text, word):
            continue
        # A word by which things are asked (`Environment`) names something if it is written as a name.
        if question.rest - {stem(word.lower())} or (not question.rest and word.islower()):
            continue
        found = tuple(
            each for each in meant(word, snapshot, context) if each.chunk.kind is not ChunkKind.SECTION
        )
        if found:
            return Subjects((Subject(word, found),), frozenset())
    return None


def _repository_name(snapshot: Snapshot) -> str:
    """By which its stored questions speak of it; "" before there are any."""
    for chunk in _repository(snapshot):
        for _, item in snapshot.stored_questions(chunk.id):
            if item.intent == Intent.PURPOSE:
                return next(iter(read_question(item.question, Intent.PURPOSE).names), "")
    return ""


def _repository(snapshot: Snapshot) -> tuple[StoredChunk, ...]:
    chunk = snapshot.chunk(REPOSITORY, "")
    return (chunk,) if chunk is not None else ()


def said_to_be(chunks: Sequence[StoredChunk]) -> str:
    """As in "`a` in `x.py`, `b` in `y.py` and 2 more"."""
    shown = [f"`{each.label}` in `{each.path}`" for each in chunks[:_MOST_SAID]]
    rest = len(chunks) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest > 0 else "")
