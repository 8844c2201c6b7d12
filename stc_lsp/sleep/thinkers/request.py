"""What a model is shown of one thing it thinks about, and the inputs of the key that follow from it.

Everything that gets into the prompt is in `key_inputs`, and nothing else is: no path, no callers, no tests,
no history. So a thought survives whatever it was not made from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.memory.values import ThoughtKind


_LEAST_FOLDED = 2
"""Lines behind the first; what is shorter is shown as it stands."""


class ThoughtScope(StrEnum):
    """What is thought about."""

    FUNCTION = "function"
    CLASS = "class"
    SECTION = "section"
    MODULE = "module"
    PACKAGE = "package"
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class Part:
    """A child, by what was thought of it: a method of a class, a module of a package."""

    label: str
    """As its parent calls it: a name, or a file's name. Part of the key, for it is part of the prompt."""
    summary: str
    first_line: int = 0
    """Where it stands in its parent's source, 1-based and relative to that; 0 if it does not."""
    last_line: int = 0

    @property
    def is_folded(self) -> bool:
        """Whether its own source is left out of its parent's, which is told its summary."""
        return self.last_line - self.first_line >= _LEAST_FOLDED

    @property
    def digest(self) -> str:
        """Of what is told about it: a child that was thought of anew, but the same, changes no parent."""
        return hashlib.blake2b(self.summary.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class ThinkRequest:
    """One thought to be made."""

    kind: ThoughtKind
    scope: ThoughtScope
    language: str
    qualname: str = ""
    """For the anchors alone: never in the prompt, nor in the key."""
    own_fingerprint: str = ""
    """Of the source less its parts; "" where there is no source."""
    source: bytes = b""
    """The whole text of the chunk, its parts included; empty for packages and repositories."""
    header: str = ""
    """Signature of the container: `class Flask(App)`."""
    callees: tuple[str, ...] = ()
    """Signatures of what it calls, where they are known."""
    parts: tuple[Part, ...] = ()
    documentation: str = ""
    """What is written about it outside of its source: the readme of a package or repository."""
    question: str = ""
    """The question that somebody asked, where it is that which is to be answered. Part of the recipe."""
    spring: str = ""
    """Where the question came from, if nobody asked it of this very thing. Part of the recipe."""
    change: str = ""
    """What the last commits did to it, where that is asked."""
    known_names: frozenset[str] = frozenset()
    """Further names that may be spoken of, though they are not in what is shown."""

    def key_inputs(self) -> object:
        """Everything the thought is made from, as a JSON value."""
        return [
            self.scope.value,
            self.language,
            self.own_fingerprint,
            self.header,
            list(self.callees),
            [[part.label, part.digest] for part in self.parts],
            self.documentation,
            *filter(None, (self.change,)),
        ]
