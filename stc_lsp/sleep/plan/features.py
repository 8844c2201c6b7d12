"""What can be observed of every chunk before anybody asks about it, as one row of numbers each."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from stc_lsp.code.modules import folders_around
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import label_of
from stc_lsp.sleep.git.churn import Churn, Churns
from stc_lsp.sleep.git.history import days_since_own_change
from stc_lsp.sleep.indexing.folders import LANGUAGE, folder_spoken_for
from stc_lsp.sleep.plan.rank import page_rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from stc_lsp.memory.read.graph import Node
    from stc_lsp.memory.snapshot import Snapshot

FEATURES = (
    "any",
    "file",
    "folder",
    "class",
    "method",
    "section",
    "private",
    "test code",
    "size",
    "used",
    "central",
    "imported",
    "changed lately",
    "changed often",
    "fresh",
    "own change",
    "open",
    "looked at",
    "near what was looked at",
)
"""The columns. What is no flag is a logarithm or decays, so that no column outweighs the others."""

COLUMN = {name: number for number, name in enumerate(FEATURES)}
_HALF_LIFE_DAYS = 60.0
_LEAST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Attention:
    """What people have turned to in this workspace."""

    open_files: frozenset[str] = frozenset()
    """Open, or saved just now."""
    looked_at: Mapping[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """Hovers and questions, by path and label, each counting less the longer it is ago.

    The path is "" where a question was about a name that several files may define.
    """

    def of(self, node: Node) -> float:
        """What a chunk got of it."""
        label = label_of(node.path, node.qualname)
        return self.looked_at.get((node.path, label), 0.0) + self.looked_at.get(("", label), 0.0)


@dataclass(frozen=True, slots=True)
class Observed:
    """Every chunk, and its row."""

    nodes: Sequence[Node]
    rows: NDArray[np.float64]
    """One for each node, in the order of FEATURES."""


def observe(snapshot: Snapshot, churns: Churns, attention: Attention) -> Observed:
    """Look at everything in the index."""
    nodes = snapshot.nodes()
    rows = np.zeros((len(nodes), len(FEATURES)))
    rows[:, COLUMN["any"]] = 1.0
    used, central = _graph(snapshot, nodes)
    rows[:, COLUMN["used"]] = np.log1p(used)
    rows[:, COLUMN["central"]] = np.log(central)
    imported = _imported(snapshot, nodes)
    below = _below(churns)
    own_days = days_since_own_change(snapshot, churns.newest)
    near = _near(attention)
    for row, node in zip(rows, nodes, strict=True):
        place = (node.path, node.qualname)
        _observe_kind(row, node)
        row[COLUMN["size"]] = math.log(max(node.size, _LEAST_BYTES) / 1000.0)
        row[COLUMN["imported"]] = imported[node.path]
        churn = below.get(folder_spoken_for(node.path)) if row[COLUMN["folder"]] else churns.get(node.path)
        _observe_change(row, churn, own_days.get(place))
        row[COLUMN["open"]] = node.path in attention.open_files
        row[COLUMN["looked at"]] = math.log1p(attention.of(node))
        row[COLUMN["near what was looked at"]] = math.log1p(near.get(node.path, 0.0))
    return Observed(nodes, rows)


def _observe_kind(row: NDArray[np.float64], node: Node) -> None:
    is_file = node.kind is ChunkKind.MODULE
    is_folder = is_file and (node.language == LANGUAGE or folder_spoken_for(node.path) is not None)
    row[COLUMN["folder"]] = is_folder
    row[COLUMN["file"]] = is_file and not is_folder
    for kind in (ChunkKind.CLASS, ChunkKind.METHOD, ChunkKind.SECTION):
        row[COLUMN[kind]] = node.kind is kind
    row[COLUMN["private"]] = node.name.startswith("_") and not node.name.startswith("__")
    row[COLUMN["test code"]] = is_test_path(node.path)


def _observe_change(row: NDArray[np.float64], churn: Churn | None, own_days: float | None) -> None:
    if churn is None:
        return
    row[COLUMN["changed lately"]] = math.log1p(churn.lately)
    row[COLUMN["changed often"]] = math.log1p(churn.long)
    row[COLUMN["fresh"]] = _decayed(churn.days)
    row[COLUMN["own change"]] = _decayed(churn.days if own_days is None else own_days)


def _decayed(days: float) -> float:
    return 0.5 ** (days / _HALF_LIFE_DAYS)


def _graph(snapshot: Snapshot, nodes: Sequence[Node]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """In how many places others use each chunk, and its rank in the graph of who uses what."""
    places = {node.id: number for number, node in enumerate(nodes)}
    used = np.zeros(len(nodes))
    edges: list[tuple[int, int, float]] = []
    for chunk_id, target_id, count in snapshot.uses_between():
        source, target = places.get(chunk_id), places.get(target_id)
        if source is not None and target is not None and source != target:
            used[target] += count
            edges.append((source, target, math.log1p(count)))
    return used, page_rank(len(nodes), edges)


def _imported(snapshot: Snapshot, nodes: Sequence[Node]) -> dict[str, float]:
    """The logarithm of each file's rank in the graph of imports."""
    files = list(dict.fromkeys(node.path for node in nodes))
    places = {path: number for number, path in enumerate(files)}
    edges = [
        (places[path], places[target], 1.0)
        for path, target in snapshot.imports_between()
        if path in places and target in places
    ]
    return dict(zip(files, np.log(page_rank(len(files), edges)).tolist(), strict=True))


def _below(churns: Churns) -> dict[str | None, Churn]:
    """The churn of folders: they change when something in them does."""
    below: dict[str | None, Churn] = {}
    for path, each in churns.of.items():
        for folder in folders_around(path) if path else ():
            known = below.get(folder)
            below[folder] = each if known is None else _joined(known, each)
    return below


def _joined(one: Churn, other: Churn) -> Churn:
    return Churn(max(one.lately, other.lately), max(one.long, other.long), min(one.days, other.days))


def _near(attention: Attention) -> dict[str, float]:
    found: dict[str, float] = {}
    for (path, _), weight in attention.looked_at.items():
        if path:
            found[path] = found.get(path, 0.0) + weight
    return found
