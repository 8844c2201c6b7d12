"""Signatures as one line, and what can be read off them: parameter names. Plain text in, plain text out."""

from __future__ import annotations

import re

LONGEST = 400
"""Characters of a signature that are kept; generated code has headers of many thousands."""

_STRING = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`"""
_LAYOUT = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?\*/|\s+", re.DOTALL)
_HASH_LAYOUT = re.compile(rf"({_STRING})|#[^\n]*|\\?\s+", re.DOTALL)
_PLAIN = re.compile(r"(?:[^\s#/\\]+(?: [^\s#/\\]+)*)?")
_OPENER_SPACE = re.compile(r"([(\[])\s+")
_CLOSER_SPACE = re.compile(r"(?:\s++(?:,\s*+)?|,\s*+)([)\]])")
_BODY = " \t\n:={;\\"
"""What introduces a body."""
_END = re.compile(r"(?:[;\n]|(?<=\)))\s*end$")
"""Of a definition without a body."""
_MADE_BY = re.compile(r"[^=(){}]{1,200}= ?(?:new |await )?[\w.$]{1,100}(?:<[^(){}]{0,200}>)?\(")
"""A variable, up to the arguments of the call that makes it: what they say at length tells little."""
_HASH_COMMENTS = frozenset({"python", "ruby", "bash"})


def signature(language: str, header: str) -> str:
    """A header as one line: white space and comments normalised, what introduces the body taken off."""
    flat = header[: LONGEST * 4].rstrip(_BODY)
    if flat.endswith("end"):
        flat = _END.sub("", flat).rstrip(_BODY)
    if not _PLAIN.fullmatch(flat):
        flat = without_layout(language, flat)
        flat = _CLOSER_SPACE.sub(r"\1", _OPENER_SPACE.sub(r"\1", flat)).strip()
        flat = flat.rstrip(_BODY)
    if len(flat) <= LONGEST:
        return flat
    made = _MADE_BY.match(flat)
    return f"{made[0] if made else flat[: LONGEST - 1]}…"


def without_layout(language: str, source: str) -> str:
    """Source in which white space and comments outside of texts are one blank each."""
    layout = _HASH_LAYOUT if language in _HASH_COMMENTS else _LAYOUT
    return re.sub(r" {2,}", " ", layout.sub(lambda match: match[1] or " ", source))


def one_line(text: str, longest: int = 200) -> str:
    """A short piece of source as one line."""
    if not text:
        return ""
    flat = " ".join(text[: longest * 4].split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


_COMMENT_SIGNS = ("#", "//", "/*")
_NAME_LAST = frozenset({"java", "c", "cpp", "csharp"})
_NAMES = re.compile(r"[\w$]+")
_FIRST = re.compile(r"(?:\.\.\.|\*{1,2}|&{1,2})?\s*(?:[\w$@]+|\{|\[)")
_WORDS_BEFORE = re.compile(
    r"^(?:(?:public|private|protected|internal|readonly|override|final|const|mut|ref|out|in|inout|params|this|"
    r"val|var|implicit|using|noinline|crossinline|vararg|scoped|static|register|declare)\s+)+(?=[\w$])"
)
_FUNCTION_POINTER = re.compile(r"\(\s*[*^]\s*(\w+)")


def parameters(language: str, text: str) -> tuple[str, ...]:
    """The names in a parameter list, brackets included, in order; `*` and `...` before a name are kept."""
    if any(sign in text for sign in _COMMENT_SIGNS):
        # What follows a comment would be taken for a part of it.
        text = without_layout(language, text)
    inner = text.strip()
    if inner[:1] in "([|{<" and inner[1:]:
        inner = inner[1:-1]
    names = (_parameter(language, each.strip()) for each in split_commas(inner))
    return tuple(name for name in names if name)


def _parameter(language: str, text: str) -> str:
    if language == "python":
        found = _PYTHON_PARAMETER.match(text)
        return found[0] if found else ""
    text = _ANNOTATION.sub("", text)
    if not text or text in ("*", "/", "void", "..."):
        return ""
    if language in _NAME_LAST:
        pointer = _FUNCTION_POINTER.search(text)
        if pointer:
            return pointer[1]
        declared = _without_brackets(text.partition("=")[0])
        words = _NAMES.findall(declared)
        if language in ("c", "cpp") and (len(words) < 2 or declared.rstrip()[-1:] in "*&>"):
            return ""
        return words[-1] if words else ""
    if language == "php":
        found = re.search(r"(?:\.\.\.)?\$\w+", text)
        return found[0] if found else ""
    if language == "swift":
        words = _NAMES.findall(text.partition(":")[0])
        return words[-1] if words else ""
    text = _WORDS_BEFORE.sub("", text)
    if language == "rust" and re.match(r"&?\s*(?:'\w+\s+)?(?:mut\s+)?self\b", text):
        return "self"
    found = _FIRST.match(text)
    if not found:
        return ""
    name = found[0].replace(" ", "")
    return one_line(text.partition("=")[0].partition(":")[0], 60).strip() if name[-1:] in "{[" else name


_PYTHON_PARAMETER = re.compile(r"\*{0,2}[^\W\d]\w*")
_ANNOTATION = re.compile(r"^(?:@[\w.]+(?:\([^()]*\))?\s+|\[[^\]]*\]\s+|#\[[^\]]*\]\s*)+")


def _without_brackets(text: str) -> str:
    return re.sub(r"\[[^\]]*\]|<[^<>]*>", " ", text)


_RETURNS = {
    "kotlin": re.compile(r"\bfun\b.*\)\s*:\s*([^()]+)$"),
    "swift": re.compile(r"\)[^()]*?->\s*(.+?)(?:\s+where\s.*)?$"),
}
"""For grammars that do not say where the type of the result stands: where it does in a signature."""
_LISTS = frozenset({"swift", "scala"})
"""Languages whose grammars do not say where the parameters stand."""


def returns_in(language: str, header: str) -> str:
    """The declared type of the result in a signature, if the grammar does not give it."""
    pattern = _RETURNS.get(language)
    # What a parameter of Swift gives, or its default, holds arrows of its own.
    behind = len(parameters_in(language, header)) if language == "swift" else 0
    start = header.find("(") + behind - 1 if behind else 0
    found = pattern.search(header, start) if pattern else None
    return found[1].strip() if found else ""


def returns_of(language: str, declared: str, behind: str) -> str:
    """The declared type; in C with the stars that stand `behind` it, before the name, and free of macros."""
    if language not in _DECLARATORS:
        return declared
    if declared == "auto":
        return ""
    macro = _MACRO_TYPE.fullmatch(declared)
    behind = _QUALIFIER.sub("", behind)
    stars = "".join(re.findall(r"[*&]", behind)) if _ONLY_STARS.fullmatch(behind) else ""
    return f"{macro[1].strip() if macro else declared} {stars}".rstrip()


_DECLARATORS = frozenset({"c", "cpp"})
_MACRO_TYPE = re.compile(r"[A-Z][A-Z0-9_]*\s*\((.*)\)", re.DOTALL)
"""`API(int)`, which says how a function is exported."""
_QUALIFIER = re.compile(r"[\w:]+(?:<[^<>]*>)?::\s*$")
"""The class of a method that is defined outside of it."""
_ONLY_STARS = re.compile(r"(?:[\s*&]|\bconst\b|\b[A-Z][A-Z0-9_]*\b)*")


def parameters_in(language: str, header: str) -> str:
    """The parameter list in a signature, brackets included, if the grammar does not give it."""
    start = header.find("(")
    if language not in _LISTS or start < 0:
        return ""
    depth = 0
    for match in re.finditer(r"[()]", header[start:]):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return header[start : start + match.end()]
    return ""


def split_commas(text: str) -> list[str]:
    """Split at the commas outside of brackets and strings; generics in angle brackets count as brackets."""
    parts: list[str] = []
    depth = start = 0
    for match in _SPLITTER.finditer(text):
        found = match[0]
        if found in "([{<":
            depth += 1
        elif found in ")]}>":
            depth -= depth > 0
        elif found == "," and not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts


_SPLITTER = re.compile(rf"{_STRING}|[-=]>|[(\[{{<)\]}}>,]", re.DOTALL)
