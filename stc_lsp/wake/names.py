"""Names that a text speaks of as code: in backticks, and those that look like nothing else."""

from __future__ import annotations

import re

from stc_lsp.code.claims import CODE_SPAN, COMMON, IDENTIFIER, without_strings

_PATH = re.compile(
    r"(?<![\w./-])[\w.@+-]*(?:/[\w.@+-]+)+\.\w{1,5}(?![\w/])"
    r"|(?<![\w./-])[\w@+-]+\.(?:py|jsx?|tsx?|go|rs|java|rb|c|h|cpp|cs|php|md|toml|cfg|json|ya?ml)(?!\w|[/.]\w)"
)
_PLAIN = re.compile(
    r"(?<![\w./-])(?:"
    r"[^\W\d]\w*(?:\.[^\W\d]\w*)+(?:\(\))?"  # a.b, a.b()
    r"|[^\W\d]\w*(?=\(\))"  # f()
    r"|_*[^\W\d_][^\W_]*_\w+|__?[^\W\d_]\w+"  # snake_case, _private
    r"|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:[A-Z][a-z0-9]+)+"  # CamelCase, mixedCase
    r"|[A-Z]{2,}[a-z]+[a-z0-9]*[A-Z]?\w*"  # HTTPServer
    r")(?!\w)"
)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_DOTTED_PLAIN = re.compile(r"(?<![\w./`-])[^\W\d]\w*(?:\.[^\W\d]\w*)+(?=\(\))")
_MEMBER = re.compile(r"(?<![\w./-])[A-Z]\w*\.[^\W\d]\w*(?![\w/]|\.\w)")
_ABBREVIATIONS = frozenset({"e.g", "i.e", "a.k.a", "etc"})
_NO_CODE = frozenset(
    """JavaScript TypeScript CoffeeScript GitHub GitLab BitBucket PostgreSQL MySQL SQLite MongoDB GraphQL
    OAuth DevOps macOS iOS iPhone YouTube LinkedIn StackOverflow PyPI NumPy SciPy PyTorch TensorFlow IPs URLs
    URIs APIs IDs PDFs HTTPs RESTful CamelCase""".split()
)
STRING_OR_COMMENT = re.compile(
    r"#[^\n]*|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL
)
_BOUND = re.compile(
    r"\b(?:def|class|func|fn|function|let|const|var|for|as|struct|interface|type|enum)\s+([^\W\d]\w*)"
    r"|(?<![\w.])([^\W\d]\w*)\s*(?::[^=\n]+)?=(?!=)|(?<![\w.])([^\W\d]\w*)\s*:=",
)
_PARAMETERS = re.compile(r"\b(?:def|func|fn|function|lambda)\b[^(\n:]*\(?([^)\n]*)\)?")


def claimed(text: str) -> list[str]:
    """Names of code in a text: each once, in order. Paths count as names, whole."""
    found: dict[str, None] = {}
    for span in CODE_SPAN.finditer(text):
        found.update(dict.fromkeys(_in_code(span[2])))
    plain = CODE_SPAN.sub(" ", text)
    for path in _PATH.findall(plain):
        found[path] = None
    for match in _PLAIN.finditer(_PATH.sub(" ", re.sub(r"https?://\S+", " ", plain))):
        written = match[0].removesuffix("()")
        if written.lower() not in _ABBREVIATIONS and written not in _NO_CODE:
            found.update(dict.fromkeys(IDENTIFIER.findall(written)))
    return [name for name in found if name not in COMMON]


def _in_code(code: str) -> list[str]:
    paths = _PATH.findall(code)
    rest = _PATH.sub(" ", without_strings(code))
    return [*paths, *IDENTIFIER.findall(rest)]


def told(text: str) -> list[str]:
    """The names that what is said is about: of `a.b.c` only `c`, for lines seldom repeat where it belongs."""
    lasting = CODE_SPAN.sub(lambda span: f"`{_DOTTED.sub(_last, span[2])}`", text)
    return claimed(_DOTTED_PLAIN.sub(_last, lasting))


def _last(dotted: re.Match[str]) -> str:
    return dotted[0] if _PATH.fullmatch(dotted[0]) else dotted[0].rpartition(".")[2]


def members(text: str) -> list[str]:
    """What a text says that a class has: `Desk.lend`, each once. Classes begin with a capital letter."""
    return list(dict.fromkeys(_MEMBER.findall(text)))


def is_path(name: str) -> bool:
    """Whether a claimed name is a file's."""
    return _PATH.fullmatch(name) is not None


def unknown_in_block(code: str) -> list[str]:
    """Names that a block of code uses without having bound them itself, each once: candidates for a check."""
    bare = STRING_OR_COMMENT.sub(" ", code)
    bound = {name for found in _BOUND.finditer(bare) for name in found.groups() if name}
    for found in _PARAMETERS.finditer(bare):
        bound.update(IDENTIFIER.findall(found[1]))
    return [
        name for name in dict.fromkeys(IDENTIFIER.findall(bare)) if name not in bound and name not in COMMON
    ]
