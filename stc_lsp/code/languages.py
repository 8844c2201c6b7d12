"""The table of languages: how a file is recognised, which grammar reads it, which query file finds its parts.

A language is a row here, a row in `lexicon.py` if its layout rules differ from the common ones, and a file
in `queries/`. Nothing else in stc-lsp knows a language's name, but for the tables of `resolve`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the table."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of file names, lower case, with the dot."""
    filenames: tuple[str, ...] = ()
    """Whole file names, for files without a telling suffix."""
    interpreters: tuple[str, ...] = ()
    """Programs named in a first line `#!...`, without version numbers."""
    package: str = ""
    """The module of the grammar's wheel; "" for a language that needs none."""
    entry: str = "language"
    """The function in `package` that gives the grammar."""
    queries: tuple[str, ...] = ()
    """Files in `queries/` that make its query, without their suffix; () is one of the language's name."""
    shared_suffix: str = ""
    """The ending of another language's files that are in this one where `sign` is found in them."""
    sign: re.Pattern[bytes] | None = None


HEAD_BYTES = 32_768
"""So much of a file's beginning tells its language."""

_CPP_SUFFIXES = (
    ".cpp",
    ".cc",
    ".cxx",
    ".c++",
    ".hpp",
    ".hh",
    ".hxx",
    ".h++",
    ".ipp",
    ".tpp",
    ".inl",
    ".cu",
    ".cuh",
    ".ino",
)
_CPP_SIGN = re.compile(
    rb"^[ \t]*(?:namespace\b[\w \t:]*(?:\{|$)|template[ \t]*<|using[ \t]+(?:namespace[ \t]+)?[\w:]+[ \t]*[=;]"
    rb"|(?:enum[ \t]+)?class[ \t]+(?:[A-Z_]+[ \t]+)?\w+[ \t]*(?:final[ \t]*)?(?:[:{;]|$)"
    rb"|(?:public|private|protected)[ \t]*:)|^[^/*\"\n]*\w::\w",
    re.MULTILINE,
)
"""What a header says that is no C."""

_RUBY_FILES = (
    "Rakefile",
    "Gemfile",
    "Guardfile",
    "Capfile",
    "Vagrantfile",
    "Podfile",
    "Fastfile",
    "Brewfile",
)
_BASH_FILES = (".bashrc", ".bash_profile", ".bash_aliases", ".profile", ".zshrc", "PKGBUILD")

_ROWS = (
    Language(
        "python",
        (".py", ".pyi", ".pyw"),
        ("SConstruct", "SConscript", "wscript"),
        ("python", "pypy", "uv"),
        "tree_sitter_python",
    ),
    Language(
        "javascript",
        (".js", ".mjs", ".cjs", ".jsx"),
        (),
        ("node", "bun"),
        "tree_sitter_javascript",
        queries=("javascript-only", "javascript", "jsx"),
    ),
    Language(
        "typescript",
        (".ts", ".mts", ".cts"),
        (),
        ("deno", "ts-node", "tsx"),
        "tree_sitter_typescript",
        "language_typescript",
        ("typescript", "javascript"),
    ),
    Language(
        "tsx",
        (".tsx",),
        package="tree_sitter_typescript",
        entry="language_tsx",
        queries=("typescript", "javascript", "jsx"),
    ),
    Language("go", (".go",), (), (), "tree_sitter_go"),
    Language("rust", (".rs",), (), ("rust-script",), "tree_sitter_rust"),
    Language("java", (".java",), (), (), "tree_sitter_java"),
    Language("c", (".c", ".h"), (), (), "tree_sitter_c"),
    Language(
        "cpp",
        _CPP_SUFFIXES,
        package="tree_sitter_cpp",
        shared_suffix=".h",
        sign=_CPP_SIGN,
        queries=("cpp", "c"),
    ),
    Language("csharp", (".cs", ".csx"), (), ("dotnet-script",), "tree_sitter_c_sharp"),
    Language(
        "ruby",
        (".rb", ".rake", ".gemspec", ".ru", ".podspec"),
        _RUBY_FILES,
        ("ruby", "jruby", "rake"),
        "tree_sitter_ruby",
    ),
    Language("php", (".php", ".phtml", ".php5"), (), ("php",), "tree_sitter_php", "language_php"),
    Language(
        "bash",
        (".sh", ".bash", ".ksh", ".zsh", ".bats"),
        _BASH_FILES,
        ("sh", "bash", "dash", "ksh", "zsh", "bats"),
        "tree_sitter_bash",
    ),
    Language("lua", (".lua", ".rockspec"), (), ("lua", "luajit", "texlua"), "tree_sitter_lua"),
    Language("kotlin", (".kt", ".kts"), (), ("kotlin",), "tree_sitter_kotlin"),
    Language("swift", (".swift",), (), ("swift",), "tree_sitter_swift"),
    Language("scala", (".scala", ".sc", ".sbt"), (), ("scala", "amm"), "tree_sitter_scala"),
    Language("markdown", (".md", ".markdown", ".mdx", ".mkd"), ("README",), (), "tree_sitter_markdown"),
    Language("restructuredtext", (".rst", ".rest")),
)

LANGUAGES: dict[str, Language] = {row.name: row for row in _ROWS}
"""Every language that is parsed, by name."""

_BY_FILENAME = {name: row.name for row in _ROWS for name in row.filenames}
_BY_SUFFIX = {suffix: row.name for row in _ROWS for suffix in row.suffixes}
_BY_SIGN = {row.shared_suffix: (row.sign, row.name) for row in _ROWS if row.sign is not None}
_BY_INTERPRETER = {program: row.name for row in _ROWS for program in row.interpreters}
_SHEBANG = re.compile(rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+|\w+=\S+[ \t]+)*(?:\S*/)?)?([A-Za-z_-]+)")

DOCUMENT_LANGUAGES = frozenset({"markdown", "restructuredtext"})
"""What people read, and no code imports."""


def language_of(path: str, head: bytes = b"") -> str:
    """The language of a file by its name, else by the interpreter in its first line; "" if unknown.

    `head` is the beginning of the file, as much as is at hand, best `HEAD_BYTES`. It tells the first line
    `#!...`, and of a header whether it is C++.
    """
    name = path.rpartition("/")[2]
    found = _BY_FILENAME.get(name)
    if found is None:
        stem, dot, suffix = name.rpartition(".")
        ending = f".{suffix.lower()}" if dot and stem else ""
        found = _BY_SUFFIX.get(ending)
        if ending in _BY_SIGN:
            sign, other = _BY_SIGN[ending]
            found = other if sign.search(head) else found
    if found is None and head.startswith(b"#!"):
        match = _SHEBANG.match(head)
        found = _BY_INTERPRETER.get(match[1].decode("ascii").lower()) if match else None
    return found or ""
