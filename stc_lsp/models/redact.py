"""Secrets out of everything that is sent, replaced by placeholders that are stable but do not give them away.

A placeholder reads `<secret:aws-access-key:1a2b>`: the kind, and 16 bits of a digest, so that the same secret
reads the same everywhere. Found by `detect-secrets` (service keys), the table of further forms, the names of
variables, and randomness. Nothing is ever verified against a service.
"""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING, Any, cast

from stc_lsp.models.entropy import named_secrets, random_strings
from stc_lsp.models.secret_kinds import BLOCKS, FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stc_lsp.models.values import Message

_NOT_SECRET = {"Public IP (ipv4)", "Private Key"}
"""Plugins of detect-secrets that are not used: addresses are not secret, and BLOCKS takes whole keys."""

_SHORTEST_GROUP = 8
"""Characters. A pattern's group that is shorter is a prefix (`ghp`), not the secret."""


def redact(text: str) -> str:
    """The text with every secret replaced. What has been redacted once is not changed again."""
    parts: list[str] = []
    end = 0
    for start, stop, kind in _merged(_found(text)):
        parts += (text[end:start], _placeholder(kind, text[start:stop]))
        end = stop
    return "".join((*parts, text[end:]))


def redact_messages(messages: Iterable[Message]) -> list[Message]:
    """The same messages without secrets."""
    return [{"role": message["role"], "content": redact(message["content"])} for message in messages]


def _placeholder(kind: str, secret: str) -> str:
    digest = hashlib.blake2b(secret.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()
    return f"<secret:{kind}:{digest}>"


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in (*BLOCKS, *FORMS, *_library()):
        for match in pattern.finditer(text):
            yield (*_secret_span(match), kind)
    for start, stop in named_secrets(text):
        yield start, stop, "named"
    for start, stop in random_strings(text):
        yield start, stop, "random"


def _secret_span(match: re.Match[str]) -> tuple[int, int]:
    """Where in the match the secret stands: its longest group, unless that is a mere part."""
    longest = max(
        (match.span(i) for i in range(1, match.re.groups + 1)),
        key=lambda span: span[1] - span[0],
        default=match.span(),
    )
    is_whole = match.re.groups == 1 and match.string[match.start() : longest[0]].endswith((":", "=", " "))
    return longest if is_whole or longest[1] - longest[0] >= _SHORTEST_GROUP else match.span()


def _merged(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that overlap become one, of the kind that was found first in the order of the tables."""
    merged: list[tuple[int, int, str, int]] = []
    ranked = ((start, stop, kind, rank) for rank, (start, stop, kind) in enumerate(found) if start < stop)
    for start, stop, kind, rank in sorted(ranked):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            first = before if before[3] < rank else (start, stop, kind, rank)
            merged[-1] = (before[0], max(before[1], stop), first[2], first[3])
        else:
            merged.append((start, stop, kind, rank))
    return [(start, stop, kind) for start, stop, kind, _ in merged]


@functools.cache
def _library() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of detect-secrets, under our kind of name."""
    # Imported here: it takes 0.1 s and only a prompt needs it. Its patterns are used, not its analyse
    # functions, which yield no more than a pattern's first group (`ghp` of a whole GitHub token).
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    plugins = cast("dict[str, Any]", get_mapping_from_secret_type_to_class())
    return tuple(
        (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"), cast("re.Pattern[str]", pattern))
        for name, plugin in sorted(plugins.items())
        if name not in _NOT_SECRET
        for pattern in getattr(plugin, "denylist", ())
        if isinstance(pattern, re.Pattern)
    )
