"""How well each folder and file is understood, and how fresh that is: the parts of a folder, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.values import Coverage, ThoughtKind, is_synthetic
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.likely import module_of

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.documents import Documents


@dataclass(frozen=True, slots=True)
class Part:
    """A folder or a file."""

    path: str
    """Without a slash at its end; "" for the repository."""
    is_folder: bool
    coverage: Coverage
    """Of a folder: with all that is in it."""
    edited: int
    """Files in it whose text is not what was read last."""
    summary: str = ""
    """What it is for; "" if that is not known, or not any more."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A folder and what is directly in it."""

    whole: Part
    parts: tuple[Part, ...]
    """Folders first, both by name."""


def understanding(snapshot: Snapshot, documents: Documents, path: str = "") -> Understanding:
    """How well a folder ("" is the repository) and each of its parts are understood.

    The files of the folder are held against their text now; of what lies deeper, those somebody has open.
    """
    folder = path.strip("/")
    within = f"{folder}/" if folder else ""
    present = Present(snapshot, documents)
    whole, members = Coverage(), dict[str, dict[str, Coverage]]()
    for each, coverage in snapshot.coverage().items():
        if not each.startswith(within):
            continue
        whole = whole.plus(coverage)
        name, slash, _ = each.removeprefix(within).partition("/")
        if name:
            # A slash at its end tells a folder from a file.
            members.setdefault(f"{within}{name}{slash}", {})[each] = coverage
    parts = sorted((_part(name, of, present) for name, of in members.items()), key=_order)
    edited = sum(part.edited for part in parts)
    return Understanding(Part(folder, True, whole, edited, _summary(within, present)), tuple(parts))


def _part(name: str, members: dict[str, Coverage], present: Present) -> Part:
    is_folder = name.endswith("/")
    coverage = Coverage()
    for each in members.values():
        coverage = coverage.plus(each)
    files = [each for each in members if not is_synthetic(each)]
    looked_at = [each for each in files if present.documents.is_open(each)] if is_folder else files
    edited = sum(not present.is_as_indexed(each) for each in looked_at)
    return Part(name.rstrip("/"), is_folder, coverage, edited, "" if edited else _summary(name, present))


def _order(part: Part) -> tuple[bool, str, str]:
    return not part.is_folder, part.path.lower(), part.path


def _summary(path: str, present: Present) -> str:
    """The current one of a file, or of what speaks for a folder."""
    stored = module_of(present.snapshot, path)
    thought = present.snapshot.thought(stored.id, ThoughtKind.SUMMARY) if stored is not None else None
    return thought.items[0].text if thought is not None else ""
