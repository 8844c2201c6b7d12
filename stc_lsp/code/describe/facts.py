"""What is known of a definition, a module, a folder or the repository, and what is said of it. Values only.

Facts are plain tuples, which JSON has as lists: a structural thought's key is the digest of exactly these, so
nothing may be said that is not here, and nothing should be here that cannot be said. The history stands last.
No line numbers, no times relative to now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stc_lsp.code.asking.intents import Intent

MOST_MENTIONS = 16
"""Of one kind in one thought: more would make its key change with things nobody reads."""


class Mention(NamedTuple):
    """Another definition or file, as a text names it."""

    label: str
    """What a person calls it: `Flask.route`, or a path for a module."""
    path: str = ""
    """The file it stands in; "" if that is outside of the workspace, or not known."""
    qualname: str = ""
    places: int = 1
    """In how many places it is used, or uses."""
    about: str = ""
    """What it is for, in one sentence, if documented."""
    keyword: str = ""
    """`class`, `def`, `struct`, ...; "" if that does not matter."""


class Several(NamedTuple):
    """The first of possibly many mentions, and how many there are."""

    shown: tuple[Mention, ...] = ()
    total: int = 0
    """How many there are in all."""
    places: int = 0
    """In how many places they use, or are used, in all."""
    files: int = 0
    in_tests: bool = False
    """All of them are test code."""

    def __bool__(self) -> bool:
        return self.total > 0


class Change(NamedTuple):
    """One commit, as far as a text tells of it."""

    date: str
    """Of the author, `2024-03-31`."""
    author: str
    subject: str
    commit: str = ""
    """Its abbreviated name."""


class EditedPart(NamedTuple):
    """A definition that a commit touched, within something larger."""

    qualname: str
    added: int
    """Lines."""
    removed: int
    is_new: bool = False


class Edit(NamedTuple):
    """What the last commit did to a definition, or to a file."""

    is_new: bool = False
    """It wrote all of it."""
    parts: tuple[EditedPart, ...] = ()
    """What it touched within, in the order of the file."""
    diff: tuple[str, ...] = ()
    """Lines that begin with `-` and `+`, and `@@` between two places; () where parts tell enough."""
    left_out: int = 0
    """Lines of the diff."""
    spans: tuple[tuple[int, int], ...] = ()
    """The first and the last token of each run of lines that it wrote; () once edited."""


class History(NamedTuple):
    """The last commits that touched something, the newest first."""

    changes: tuple[Change, ...] = ()
    of_file: bool = False
    """Known for the file as a whole only."""
    edit: Edit | None = None
    """What the newest did, where that is known."""
    is_edited: bool = False
    """It is not as it was committed."""


class DefinitionFacts(NamedTuple):
    """A function, method, class or section of a document."""

    kind: str
    """A `ChunkKind`."""
    keyword: str
    path: str
    label: str
    name: str
    container: str = ""
    """The label of the class or function that it stands in; "" at the top of the file."""
    container_keyword: str = ""
    signature: str = ""
    documentation: str = ""
    decorators: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    returns: str = ""
    """The declared type."""
    results: tuple[str, ...] = ()
    """Expressions it returns, where that is known and telling."""
    sets: tuple[str, ...] = ()
    """Attributes of its object that it assigns to."""
    is_test: bool = False
    in_test_code: bool = False
    bases: tuple[Mention, ...] = ()
    overrides: tuple[Mention, ...] = ()
    """Methods of the same name in the bases, nearest first."""
    outside_bases: tuple[str, ...] = ()
    """Of a method: what its class inherits from outside of the workspace, and so may be called by."""
    overridden_by: Several = Several()
    subclasses: Several = Several()
    members: tuple[Mention, ...] = ()
    attributes: tuple[str, ...] = ()
    calls: tuple[Mention, ...] = ()
    calls_outside: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    catches: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    callers: Several = Several()
    """Outside of test code. For a class: who creates, annotates with or otherwise names it."""
    tests: Several = Several()
    """Test code that uses it directly."""
    tests_through: tuple[Mention, ...] = ()
    """Callers of it that tests use, when none uses it directly."""
    history: History = History()


class ModuleFacts(NamedTuple):
    """One file."""

    path: str
    name: str
    """Of the file, without its suffix."""
    language: str
    documentation: str = ""
    title: str = ""
    """Of a document: its first heading."""
    in_test_code: bool = False
    line_count: int = 0
    classes: tuple[Mention, ...] = ()
    functions: tuple[Mention, ...] = ()
    sections: tuple[Mention, ...] = ()
    variables: tuple[str, ...] = ()
    tests: int = 0
    """How many tests it holds."""
    imports: tuple[Mention, ...] = ()
    """Files of the workspace."""
    imports_outside: tuple[str, ...] = ()
    importers: Several = Several()
    """Outside of test code."""
    imported_by_tests: Several = Several()
    tested_by: tuple[Mention, ...] = ()
    """The files of test code that use what it defines, those with most uses first."""
    exercises: tuple[Mention, ...] = ()
    """Of test code: what it calls most."""
    environment: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    history: History = History()


class FolderFacts(NamedTuple):
    """A folder: a package if its language has such, said of its `__init__` module where there is one."""

    path: str
    """Without the slash at its end."""
    name: str
    is_package: bool = False
    documentation: str = ""
    in_test_code: bool = False
    modules: tuple[Mention, ...] = ()
    folders: tuple[Mention, ...] = ()
    files: int = 0
    """In all, however deep."""
    languages: tuple[tuple[str, int], ...] = ()
    """Files per language, most first."""
    exports: tuple[Mention, ...] = ()
    """What its `__init__` module takes from its other modules."""
    imports: Several = Several()
    """Folders of the workspace that it uses."""
    importers: Several = Several()
    tests: Several = Several()
    history: History = History()


class CommandLine(NamedTuple):
    """A command line, and the file that says so."""

    line: str
    path: str
    note: str = ""


class RepositoryFacts(NamedTuple):
    """The workspace as a whole."""

    name: str
    description: str = ""
    readme: str = ""
    """The path of the file that the documentation comes from."""
    documentation: str = ""
    files: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    folders: tuple[Mention, ...] = ()
    central: tuple[Mention, ...] = ()
    """The modules that most others import."""
    starts: tuple[Mention, ...] = ()
    """Where the program starts; `about` says how."""
    runs_tests: tuple[CommandLine, ...] = ()
    tests: int = 0
    """How many files of test code there are."""
    test_folders: tuple[str, ...] = ()
    environment: tuple[Mention, ...] = ()
    """Environment variables that are read, with how many places read them."""
    depends_on: tuple[str, ...] = ()
    manifests: tuple[str, ...] = ()
    history: History = History()


Facts = DefinitionFacts | ModuleFacts | FolderFacts | RepositoryFacts


class Evidence(NamedTuple):
    """A definition that shows what was said. `path` "" is the file of the chunk spoken of."""

    path: str = ""
    qualname: str = ""
    first: int = -1
    """The first and the last token of it that do (`code/tokens/fingerprint.py`); -1 for all of it."""
    last: int = -1


class Said(NamedTuple):
    """A question with its answer, in sentences of inert Markdown."""

    intent: Intent
    question: str
    answer: str
    evidence: tuple[Evidence, ...] = ()


class Description(NamedTuple):
    """All that is said of one thing."""

    summary: str
    """What it is for, in a sentence or two."""
    watch_for: str = ""
    """What to be careful about; "" if nothing."""
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Said, ...] = ()
