"""Reading documentation as people wrote it: first sentences, field lists, and prose made plain and inert.

Docstrings come as reStructuredText, Google or NumPy sections, JSDoc, Javadoc, rustdoc or Markdown; what is
handed on is plain prose with `code` marks, in which nothing can act: no tags, images or links.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.doc_tags import without_tags
from stc_lsp.code.inert import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLE = re.compile(r":(?:[a-z]+:)?[a-z]+:`(?:[^`<]*<)?([!~]?)([^`>]+)>?`")
_DOUBLE_CODE = re.compile(r"``([^`]+)``")
_RST_LINK = re.compile(r"`([^`<]++)<[^`>]*+>`__?")
_RST_REFERENCE = re.compile(r"`([^`]+)`__?(?!\w)")
_INLINE_TAG = re.compile(r"\{@(?:link|linkplain|code|literal|value)\s++([^}|]++)(?:\|[^}]*+)?\}")
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_EMPTY_LINK = re.compile(r"\[\s*\](?:\([^)]*\)|\[[^\]]*\])")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"\[([^\]\[]+)\](?:\([^)]*\)|\[[^\]]*\])")
_BRACKETED = re.compile(r"(?<![\w`\]])\[`?([^\]\[`A-Za-z]*+[A-Za-z][^\]\[`]*+)`?\](?![\w(\[:])")
_TAG = re.compile(
    r"<![^<>]*>|</?(?:a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button"
    r"|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed"
    r"|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img"
    r"|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|meter|nav|noscript|object|ol|optgroup|option"
    r"|output|p|para|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|search|section|see|seealso|select|slot"
    r"|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead"
    r"|time|title|tr|track|tt|u|ul|var|video|wbr)(?:\s[^<>]*)?/?>"
    r"|</[A-Za-z][^<>]*>|<[A-Za-z][\w.:-]*+(?:\s[^<>]*)?/>|<[A-Za-z][\w.:-]*+\s[^<>=]*=[^<>]*>",
    re.IGNORECASE,
)
"""A tag of HTML, of a documentation's XML, or of a component (`<Badge kind="new" />`).

What stands in such brackets otherwise is said: `<topic>`, `Map<String>`.
"""
_SUBSTITUTION = re.compile(r"(?<![\w|])\|(\w[\w .-]*)\|(?![\w|])")
_SENTENCE_END = re.compile(r"[.!?](?=[\"'”)`*]*(?:\s|$))[\"'”)`*]*")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|resp|approx|incl|Mr|Dr|No|St|[A-Za-z])\.$")
_DIRECTIVE = re.compile(r"^\s*\.\. ")
_FIELD = re.compile(
    r"^\s*:(param|parameter|arg|type|returns?|rtype|raises?|except|exception|yields?)\b([^:]*):\s*(.*)"
)
_TAG_FIELD = re.compile(r"^\s*[@\\](param|returns?|throws|exception|raises?|yields?|retval|tparam)\b\s*(.*)")
_YARD_TYPE = re.compile(r"^\[[^\]]*\]\s*")
_OTHER_TAG = re.compile(
    r"^\s*@(?:examples?|see|since|author|version|deprecated|default|template|typeParam|todo|category|internal)\b"
)
_SECTION = re.compile(
    r"^\s*(Args|Arguments|Parameters|Params|Returns?|Raises|Throws|Yields?|Errors|Panics|Safety|Examples?|Notes?"
    r"|Usage|See Also|Attributes|Warns|References|Other Parameters)\s*+:?\s*+$"
)
_HEADING = re.compile(r"^\s*(?:#+|={1,6})\s+(?=\S)")
_ITEM = re.compile(r"(?:[*+•-]|\(?\d{1,2}[.)])\s+(\S.*)")
_LINK_LINE = re.compile(r"[^.:]{1,40}: <?https?://\S+")
_CONTENTS = re.compile(r"^[ \t]*(?:[*+-]|\d+[.)])[ \t]+\[[^\]\n]*\]\(#[^)\n]*\)[ \t]*$", re.MULTILINE)
"""An entry of a table of contents."""
_SENTENCES = re.compile(r"^[^\W\d_]+(?: [\w'`,-]+){5}.*\.(?: |$)")
"""What begins as a sentence does, and ends as one: no list of badges."""
_LEADS_ON = re.compile(r"(?:(?<=[.!?]) |^)[^.!?]*:$")
_TITLED = re.compile(r"={3,}\s*")
_UNDERLINE = re.compile(r"^\s*([=\-~^\"'`#*+_])\1{2,}\s*$")
_DEPRECATED = re.compile(
    r"^ ?(?:\.\. deprecated::|@deprecated\b|[\\]deprecated\b|Deprecated\b|DEPRECATED\b)", re.MULTILINE
)
"""What stands further in is said of a parameter or another part."""
_QUOTED = re.compile(r"^>\s+")
"""The mark of a quotation in Markdown."""
_MOST_PROSE = 600
_MOST_REMEMBERED = 4_096
"""First sentences: they are asked for again and again of what stands in one file."""


_CONSTANTS = ("True", "False", "None")


class Field(NamedTuple):
    """What documentation says of a parameter, result or error."""

    kind: str
    """`param`, `returns`, `rtype`, `raises` or `yields`."""
    name: str
    """Of the parameter or error; "" for results."""
    text: str


@lru_cache(maxsize=_MOST_REMEMBERED)
def first_sentence(documentation: str) -> str:
    """The first sentence of the prose, plain, else what it says of the result; "" if there is neither."""
    return _cut_sentence(next(_paragraphs(documentation), "")) or _returned(documentation)


def _returned(documentation: str) -> str:
    """What is said of the result, as a sentence; "" if only its type is."""
    told = next((each.text for each in fields(documentation) if each.kind == "returns" and each.text), "")
    first, *others = told.split(maxsplit=1)[:2] or ("",)
    if not others or not first[0].isalpha():
        return ""
    if first.lower() not in ("return", "returns"):
        plain_word = first.istitle() and first not in _CONSTANTS
        told = f"Returns {told[0].lower() if plain_word else told[0]}{told[1:]}"
    return _cut_sentence(told)


def opening(documentation: str, most: int = _MOST_PROSE) -> str:
    """The first paragraphs, in one, up to about `most` characters and whole sentences."""
    text = " ".join(each if each[-1] in ".!?:)”" else f"{each}." for each in paragraphs(documentation))
    if len(text) <= most:
        return text
    end = 0
    while end < most:
        sentence = _cut_sentence(text[end:].lstrip())
        step = text.find(sentence, end) + len(sentence)
        if not sentence or (end and step > most):
            break
        end = step
    return text[:end] if end <= most * 2 else f"{text[:most].rpartition(' ')[0]} ..."


def introduction(readme: str) -> str:
    """What a repository's readme says below its title, without logos, badges and lists of addresses."""
    lines = _CONTENTS.sub("", readme).splitlines()
    starts = (
        number + 1
        for number, line in enumerate(lines)
        if line.startswith(("# ", "<h1"))
        or (number and lines[number - 1].strip() and _TITLED.fullmatch(line))
    )
    start = next(starts, 0)
    if any(_SENTENCES.search(each) for each in paragraphs("\n".join(lines[: max(0, start - 1)]))):
        start = 0  # its title is a picture, and what looks like one comes later
    below = "\n".join(lines[start:])
    told = [each for each in paragraphs(below) or paragraphs(readme) if not _LINK_LINE.fullmatch(each)]
    # What leads to an example says nothing without it.
    kept = (_LEADS_ON.sub("", each) for each in told)
    return "\n\n".join(filter(None, kept)) or "\n\n".join(told)


def paragraphs(documentation: str) -> list[str]:
    """The paragraphs of prose before any field, section or directive, each as one plain line."""
    return list(_paragraphs(documentation))


def _paragraphs(documentation: str) -> Iterator[str]:
    for paragraph in _prose(documentation):
        told = plain(paragraph)
        if any(character.isalpha() for character in told):
            yield told


def _prose(documentation: str) -> Iterator[str]:
    """The same as they are written, without their line breaks."""
    lines: list[str] = []
    fenced = False
    previous = ""
    is_set_in = of_item = False
    for line in [*without_tags(documentation).splitlines(), ""]:
        stripped = line.strip()
        is_underline = bool(lines) and _UNDERLINE.match(line) is not None
        if stripped.startswith(("```", "~~~")) and not is_underline:
            fenced = not fenced
            continue
        if fenced:
            continue
        if _is_end_of_prose(line):
            if lines:
                yield " ".join(lines)
            return
        if _UNDERLINE.match(line):
            # A heading in reStructuredText is the line before.
            lines = lines[:-1]
            continue
        if _HEADING.match(line) or _DIRECTIVE.match(line) or stripped.startswith((">>>", "|", "$ ")):
            stripped = ""
        stripped = _QUOTED.sub("", stripped)
        if item := _ITEM.match(stripped):
            # The items of a list make one sentence, or end the one that they stand below.
            if lines and not lines[-1].endswith(":"):
                lines[-1] = f"{lines[-1].rstrip('.;,')};"
            stripped = item.group(1)
        if stripped and not lines:
            is_indented = line.startswith(("  ", "\t"))
            of_item = of_item and is_indented
            is_set_in = bool(previous) and is_indented and item is None and not of_item
        of_item |= item is not None
        if stripped and not (not lines and previous.endswith("::") and line.startswith((" ", "\t"))):
            lines.append(stripped)
        elif not stripped and lines:
            previous = lines[-1]
            told = " ".join(lines)
            # What stands further in than the prose before it is an example, unless it is a sentence.
            if not is_set_in or _SENTENCES.search(told):
                yield told
            lines = []


def fields(documentation: str) -> list[Field]:
    """What the documentation's field list or sections say of parameters, results and errors."""
    found: list[Field] = []
    section = ""
    is_open = False
    blank_before = False
    for line in without_tags(documentation).splitlines():
        is_open = is_open and not _DIRECTIVE.match(line) and not (blank_before and not line.startswith(" "))
        blank_before = not line.strip()
        heading = _SECTION.match(line)
        if heading:
            section = heading.group(1).lower()
        elif match := _FIELD.match(line):
            section, is_open = "", True
            found.append(_field(match.group(1), match.group(2).strip(), match.group(3)))
        elif match := _TAG_FIELD.match(line):
            section, is_open = "", True
            found.append(_tag_field(match.group(1), match.group(2)))
        elif not line.strip():
            continue
        elif section:
            _add_section_line(found, section, line)
        elif is_open and line.startswith((" ", "\t")):
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.strip()}".strip())
    return [each._replace(text=plain(each.text)) for each in found if each.kind]


def headings(text: str) -> list[str]:
    """The headings of a document in Markdown or reStructuredText, in order, plain."""
    found: list[str] = []
    lines = text.splitlines()
    fenced = False
    for number, line in enumerate(lines):
        is_underline = number > 0 and bool(lines[number - 1].strip()) and _UNDERLINE.match(line) is not None
        fenced ^= line.lstrip().startswith(("```", "~~~")) and not is_underline
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if fenced or not line.strip() or line.startswith((" ", "\t")):
            continue
        if _HEADING.match(line):
            found.append(plain(_HEADING.sub("", line).strip("# ")))
        elif _UNDERLINE.match(following) and not _UNDERLINE.match(line) and len(following) >= len(line) - 1:
            found.append(plain(line))
    return [each for each in found if each]


def is_deprecated(documentation: str) -> bool:
    """Whether the documentation says so at the beginning of a line."""
    return _DEPRECATED.search(documentation) is not None


def deprecation(documentation: str) -> str:
    """The paragraph that says so, on one line, as it is written; "" if none does."""
    found = _DEPRECATED.search(documentation)
    return " ".join(documentation[found.start() :].strip().partition("\n\n")[0].split()) if found else ""


def plain(text: str) -> str:
    """Prose on one line with `code` marks as its only markup. Nothing in it is a link, an image or a tag."""
    text = _INLINE_TAG.sub(lambda found: f"`{found.group(1).strip()}`", text)
    text = _ROLE.sub(_role, text)
    text = _DOUBLE_CODE.sub(r"`\1`", text)
    text = _RST_LINK.sub(lambda found: found[1].rstrip(), text)
    text = _RST_REFERENCE.sub(r"`\1`", text)
    text = _EMPTY_LINK.sub("", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _BRACKETED.sub(r"\1", text)
    text = _SUBSTITUTION.sub(r"\1", text)
    pieces = re.split(r"(`[^`\n]*`)", " ".join(visible(text).split()))
    # Outside of code marks every tag goes, and what is left of its signs is escaped.
    pieces[::2] = [_STRONG.sub(r"\2", piece) for piece in pieces[::2]]
    pieces[::2] = [_TAG.sub("", piece).replace("<", "&lt;").replace("`", "'") for piece in pieces[::2]]
    return "".join(pieces).removesuffix("::").strip()


def _is_end_of_prose(line: str) -> bool:
    return any(each.match(line) for each in (_FIELD, _TAG_FIELD, _SECTION, _OTHER_TAG))


def _cut_sentence(text: str) -> str:
    for end in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[: end.start() + 1]):
            return text[: end.end()]
    return text


def _role(found: re.Match[str]) -> str:
    name = found.group(2)
    return f"`{name.rpartition('.')[2] if found.group(1) == '~' else name}`"


_KINDS = {
    "param": "param",
    "parameter": "param",
    "arg": "param",
    "args": "param",
    "arguments": "param",
    "parameters": "param",
    "params": "param",
    "return": "returns",
    "returns": "returns",
    "retval": "returns",
    "rtype": "rtype",
    "raise": "raises",
    "raises": "raises",
    "throws": "raises",
    "errors": "raises",
    "except": "raises",
    "exception": "raises",
    "yield": "yields",
    "yields": "yields",
}


def _field(kind: str, name: str, text: str) -> Field:
    # `:param str name:` declares a type, too.
    return Field(_KINDS.get(kind, ""), name.rpartition(" ")[2], text)


def _tag_field(kind: str, rest: str) -> Field:
    known = _KINDS.get(kind, "")
    if rest.startswith("{"):
        type_, _, rest = rest[1:].partition("}")
        if known == "raises":
            return Field(known, type_.strip(), rest.strip().removeprefix("- "))
        rest = rest.strip()
    elif known in ("returns", "yields"):
        rest = _YARD_TYPE.sub("", rest)
    if known not in ("param", "raises"):
        return Field(known, "", rest)
    name, _, text = rest.partition(" ")
    return Field(known, name.strip("[]`").partition("=")[0], text.strip().removeprefix("- "))


_ENTRY = re.compile(r"^\s*([*\w.`\[\]]+)(?:\s*\([^)]*\))?:\s+(.*)")
_NUMPY_ENTRY = re.compile(r"^(\*{0,2}[\w.]+)\s*(?::.*)?$")


def _add_section_line(found: list[Field], section: str, line: str) -> None:
    kind = _KINDS.get(section, "")
    if not kind or _UNDERLINE.match(line):
        return
    entry = _ENTRY.match(line) if kind in ("param", "raises") else None
    if entry is not None:
        found.append(Field(kind, entry.group(1).strip("`*"), entry.group(2)))
    elif (
        kind in ("param", "raises")
        and not line.startswith((" ", "\t"))
        and (match := _NUMPY_ENTRY.match(line))
    ):
        found.append(Field(kind, match.group(1), ""))
    elif found and found[-1].kind == kind:
        found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.strip()}".strip())
    elif kind in ("returns", "yields"):
        found.append(Field(kind, "", line.strip()))
