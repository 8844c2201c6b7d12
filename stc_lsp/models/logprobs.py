"""How likely a model found what it wrote: log-probabilities of tokens, and of the strings that they spell.

An endpoint may send anything for them: what is not exactly the text, token by token, counts as nothing.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from stc_lsp.models.json_parts import elements, mapping, member

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = -20.0
"""No token counts as less likely. For the unlikeliest some endpoints say -9999 or the least number that there
is, which would outweigh a whole sentence."""

_ROUNDING = 1e-3
_STRINGS = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class TokenScores:
    """The tokens of one text. Places are bytes of it in UTF-8, for a token may end within a character."""

    edges: tuple[int, ...]
    """Where each token begins, and where the last one ends; below 0 for what was said before the text."""
    logprobs: tuple[float, ...]
    """One for each token: natural logarithms, from LEAST to 0."""

    def mean(self, start: int, end: int) -> float | None:
        """The mean for a token from `start` to before `end`; None where nothing is.

        A token that lies there only in part counts by that part: models join a quote with what it encloses.
        """
        total = weight = 0.0
        for index in range(max(0, bisect_right(self.edges, start) - 1), len(self.logprobs)):
            first, last = self.edges[index : index + 2]
            if first >= end:
                break
            if (inside := min(last, end) - max(first, start)) > 0:
                share = inside / (last - first)
                total, weight = total + share * self.logprobs[index], weight + share
        return total / weight if weight else None


def read_scores(found: object, text: str) -> TokenScores | None:
    """From a reply's `logprobs`, for a text at its end; None if they are not exactly of that."""
    tokens = [_token(each) for each in elements(member(found, "content"))]
    if not tokens or not text:
        return None
    known = [each for each in tokens if each is not None]
    if len(known) < len(tokens):
        return None
    # What a model thought before may stand in front, and the mark of its end behind.
    start = b"".join(spelt for spelt, _ in known).rfind(_utf8(text))
    if start < 0:
        return None
    edges = accumulate((len(spelt) for spelt, _ in known), initial=-start)
    return TokenScores(tuple(edges), tuple(logprob for _, logprob in known))


def scores_under(name: str, text: str, scores: TokenScores) -> dict[str, float]:
    """For each string under a name, anywhere in a text of JSON, its mean log-probability for a token."""
    found: dict[str, float] = {}
    # Within a string quotes are escaped: this occurs in JSON as a name with its value, and nowhere else.
    for opening in re.finditer(rf'"{name}"\s*:\s*(?=")', text):
        try:
            value, end = cast("tuple[str, int]", _STRINGS.raw_decode(text, opening.end()))
        except ValueError:
            continue
        start = len(_utf8(text[: opening.end()])) + 1
        mean = scores.mean(start, start + len(_utf8(text[opening.end() + 1 : end - 1])))
        if mean is not None:
            found.setdefault(value, mean)
    return found


def _token(found: object) -> tuple[bytes, float] | None:
    """The bytes of one token and its log-probability; None if that is none."""
    token = mapping(found)
    spelt, said, logprob = token.get("bytes"), token.get("token"), token.get("logprob")
    if isinstance(logprob, bool) or not isinstance(logprob, int | float):
        return None
    if not -math.inf < logprob <= _ROUNDING:
        return None
    likely = min(0.0, max(LEAST, logprob))
    if isinstance(spelt, list) and _are_bytes(cast("list[object]", spelt)):
        return bytes(cast("list[int]", spelt)), likely
    return (_utf8(said), likely) if isinstance(said, str) else None


def _are_bytes(values: Sequence[object]) -> bool:
    return all(type(each) is int and 0 <= each < 256 for each in values)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
