"""Doc comments with tags (XML, Javadoc, Doxygen), as `documentation` reads them: prose, `@param`, `code`."""

from __future__ import annotations

import re
from functools import lru_cache

_IS_XML = re.compile(r"<(?:summary|param |returns|remarks|exception |inheritdoc|value>)")
_XML_CODE = re.compile(
    r"<(?:see|seealso)\s+(?:cref|langword)\s*=\s*\"(?:[A-Z]:)?([^\"]+)\"\s*(?:/>|>\s*</(?:see|seealso)>)"
    r"|<(?:paramref|typeparamref)\s+name\s*=\s*\"([^\"]+)\"\s*/>"
)
_XML_TOLD = re.compile(
    r"<(?:see|seealso|a)\s[^<>]*>(.*?)</(?:see|seealso|a)>|<(?:c|code)>(.*?)</(?:c|code)>", re.DOTALL
)
_XML_PART = re.compile(
    r"<(param|typeparam|returns|exception|remarks|example|value|summary)\b([^<>]*?)"
    r"(?:/>|>(.*?)(?:</\1\s*>|\Z))",
    re.DOTALL,
)
_XML_NAME = re.compile(r"(?:name|cref)\s*=\s*\"(?:[A-Z]:)?([^\"]+)\"")
_FIELDS = {"param": "param", "returns": "returns", "exception": "throws"}
_BRIEF = re.compile(r"^([ \t]*)[@\\](?:brief|short|details|summary|description|desc)\b[ \t]*", re.MULTILINE)
_SAID_BEFORE = re.compile(
    r"^[ \t]*[@\\](?:file|fn|class|struct|enum|def|ingroup|addtogroup|defgroup|name|author|date|version"
    r"|copyright|since|module|function|method|memberof|namespace|internal|public|private|final|api|override"
    r"|mixin|template(?:-\w+)?|extends|implements|use|property(?:-read|-write)?(?=[ \t]+\S+[ \t]+\$)"
    r"|var|covers\w*|dataProvider|group|test|requires|depends|runInSeparateProcess|(?:psalm|phpstan)-[\w-]+"
    r"|__\w+__)(?!\w)[^\n]*(?:\n|\Z)|^[ \t]*@!\w[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)
"""Lines of tags that tell a tool something, or a reader what the signature tells."""
_RDOC = re.compile(
    r"^[ \t]*:(?:call-seq|(?:start|stop|no|enddoc)?doc|title|section|markup):[^\n]*(?:\n[ \t]+\S[^\n]*)*",
    re.MULTILINE,
)
"""Ruby: what steers the reader of documentation, and ways to call that the signature tells."""
_INHERITED = re.compile(r"\{?@inheritdoc\b\}?\.?", re.IGNORECASE)
"""Says nothing by itself: what is overridden says it."""
_NAMED = re.compile(r"(?<!\w)[@\\](?:c|p|a|ref|e|em)\s+(\w[\w:.>-]*\w|\w)(\(\))?")
_JAVA_LINK = re.compile(r"\{@(?:link|linkplain)\s++([\w.$]*+)(#(\w++))?(?:\([^)]*+\))?(?:\s++([^}]++)?)?\}")
_TYPED = re.compile(r"^([ \t]*@param[ \t]+)(?:[^\s$]+[ \t]+)+?(?=&?(?:\.\.\.)?\$\w)", re.MULTILINE)
"""PHP: the type stands before the name."""
_TYPE_PARAMETER = re.compile(r"^([ \t]*@)(?=param[ \t]+<)", re.MULTILINE)
_DIRECTION = re.compile(r"^([ \t]*[@\\]param)\s*\[[\w, ]+\]", re.MULTILINE)


@lru_cache(maxsize=4_096)
def without_tags(documentation: str) -> str:
    """The same in the one form; what has no such tags is returned as it is."""
    if "<" in documentation and _IS_XML.search(documentation):
        documentation = _of_xml(documentation)
    if "{@link" in documentation:
        documentation = _JAVA_LINK.sub(_linked, documentation)
    if ":" in documentation:
        documentation = _RDOC.sub("", documentation)
    if "@" in documentation or "\\" in documentation:
        documentation = _INHERITED.sub("", documentation)
        documentation = _SAID_BEFORE.sub("", documentation)
        documentation = _BRIEF.sub(r"\1", documentation)
        documentation = _TYPE_PARAMETER.sub(r"\1t", _TYPED.sub(r"\1", documentation))
        documentation = _DIRECTION.sub(r"\1", documentation)
        documentation = _NAMED.sub(r"`\1\2`", documentation)
    return documentation


def _linked(found: re.Match[str]) -> str:
    """What a reader sees of a link: its label, else the name that it leads to."""
    owner, member, label = found[1], found[3], found[4]
    if label:
        return " ".join(label.split())
    named = ".".join(filter(None, (owner.rpartition(".")[2], member)))
    return f"`{named}`" if named else ""


def _of_xml(documentation: str) -> str:
    told = _XML_CODE.sub(lambda found: f"`{_name(found[1] or found[2])}`", documentation)
    told = _XML_TOLD.sub(lambda found: found[1] or f"`{(found[2] or '').strip()}`", told)
    summary: list[str] = []
    prose: list[str] = []
    listed: list[str] = []
    for part in _XML_PART.finditer(told):
        kind, text = part[1], (part[3] or "").strip()
        named = _XML_NAME.search(part[2])
        if kind == "summary":
            summary.append(text)
        elif kind in ("value", "remarks"):
            prose.append(text)
        elif kind in _FIELDS and text:
            name = f" {_name(named[1])}" if named else ""
            listed.append(f"@{_FIELDS[kind]}{name} {' '.join(text.split())}")
    return "\n\n".join((*filter(None, (*summary, *prose)), "\n".join(listed))).strip()


def _name(reference: str) -> str:
    """The name that a reference leads to: without its arguments, and for a long one without its namespace."""
    plain = reference.partition("(")[0].replace("{", "<").replace("}", ">")
    parts = plain.split(".")
    return ".".join(parts[-2:]) if len(parts) > 2 else plain
