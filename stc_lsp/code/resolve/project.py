"""What resolution asks of a project, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.values import Binding, FileFacts


@dataclass(frozen=True, slots=True)
class Target:
    """A definition: the chunk `qualname` in the file `path`; "" is the module itself."""

    path: str
    qualname: str


@dataclass(frozen=True, slots=True)
class PossibleTarget:
    """One thing that a name under the cursor may mean."""

    target: Target
    """The chunk; for a local name or an attribute without a chunk, the chunk whose name it is."""
    certain: bool
    """False if it is only one of several that bear the name."""
    binding: Binding | None = None
    """The local name, parameter or attribute itself, if it is no chunk."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the uses in one file mean."""

    targets: tuple[Target | None, ...]
    """Parallel to `FileFacts.references`; None is unknown, outside the workspace, or no chunk."""
    imports: tuple[Target | None, ...]
    """Parallel to `FileFacts.imports`."""
    dependencies: frozenset[str]
    """The keys of all look-ups in other files, failed ones too: see `dependencies.py`."""
    circular: frozenset[int] = frozenset()
    """The references that were looked up in circles: what they mean hangs on which was looked up first."""
    circular_imports: frozenset[int] = frozenset()
    """Likewise."""
    was_too_deep: bool = False
    """Whether anything was looked up within too many look-ups, so that all may hang on the order."""

    @property
    def circles(self) -> Circles | None:
        """All that hangs on the order in which it was looked up; None if that may be anything."""
        return None if self.was_too_deep else (sorted(self.circular), sorted(self.circular_imports))


Circles = tuple[list[int], list[int]]
"""The numbers of references, and of imports."""


class Project(Protocol):
    """The other files, as far as resolution needs them: a snapshot of memory, or a dictionary."""

    def paths_of_module(self, name: str) -> Sequence[str]:
        """Files that have `name` among their `module_names`, in any order."""
        ...

    def has_file(self, path: str) -> bool:
        """Whether the workspace has this file."""
        ...

    def files_in(self, directory: str, language: str) -> Sequence[str]:
        """Files of a language directly in a directory ("" is the root)."""
        ...

    def files_defining(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """Files in one of the languages with a definition of that name that stands in no other."""
        ...

    def facts(self, path: str) -> FileFacts | None:
        """Chunks, imports and exported bindings of another file; its references may be left out."""
        ...


class NamedProject(Project, Protocol):
    """A project that can also look names up, for candidates that are not certain."""

    def members_named(self, name: str) -> Sequence[Target]:
        """Every function, method, class and variable of that name, in any order."""
        ...
