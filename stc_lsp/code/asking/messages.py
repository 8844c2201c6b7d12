"""Questions about a message that somebody saw: what it means, where it is raised or printed. Pure.

Whether it is one is known only where a file has its words: who answers looks for them.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[“\"]([^“”\"]{8,300})[”\"]|`([^`]{8,300})`|(?<!\w)'(.{8,300})'(?!\w)")
_CALLED = r"(?:error|exception|warning|panic|message)"
_UNQUOTED = re.compile(
    rf"^(?P<before>(?:what|why|where|when)\b(?: \w+){{0,6}}? {_CALLED})(?: message)?:? "
    r"(?P<message>\S.{6,250}?)"
    r"(?P<after>(?: (?:even |actually )?(?:mean|means|comes? from|raised|thrown|logged|printed))\W*)$",
    re.IGNORECASE,
)
_ASKING = frozenset(
    """a about actually all am an and appear appears are being by can cause caused causes code come comes
    could defined do does emitted error errors even exactly exception explain fail fails find fix fixed for
    from function functions get gets getting give gives happen happens have help here how i if in is it
    keep line lines log logged logs mean meaning means message messages method my occur occurs of on our
    panic panicked panics place places please print printed prints produce produced produces raise raised
    raises report reported reports return returned returns run running say saying says see seeing seen sent
    show shown shows stand stands string tell text that the there this throw thrown throws to trigger
    triggered triggers use warn warning warnings was we what whats when where wheres which who why will with
    write written s""".split()
)
"""Words in which people ask about a message: with any other they ask something else."""
_WORDS = re.compile(r"\w+")
_APART = re.compile(r"(?<!\S)\W*\w\S*")
_LEAST_WORDS = 3
"""Of a message: fewer are a name, or say too little to be looked for."""
_CODE = re.compile(r"[;{}]|\w\(|(?<![=!<>])=(?!=)")


def message_asked(text: str) -> str:
    """The message that a text asks about and says nothing else; "" if it asks about none."""
    flat = " ".join(text.split())
    quotations = list(_QUOTED.finditer(flat))
    if len(quotations) == 1:
        message = next(filter(None, quotations[0].groups())).strip()
        around = f"{flat[: quotations[0].start()]} {flat[quotations[0].end() :]}"
    elif not quotations and (found := _UNQUOTED.match(flat)) is not None:
        message, around = found["message"], found["before"] + found["after"]
    else:
        return ""
    asking = [word.lower() for word in _WORDS.findall(around)]
    is_one = len(_APART.findall(message)) >= _LEAST_WORDS and not _CODE.search(message)
    return message if is_one and asking and _ASKING.issuperset(asking) else ""
