"""How often a stored answer is served where it should be, and how often where it should not.

    python benchmarks/verified_hits.py CHECKOUT [CHECKOUT ...] [--stored 200] [--seed 0] [--show 10]

Each checkout is copied, indexed and thought about without a model. Of what is then stored about its code,
so many questions are drawn, as many of each kind as there are; each is asked anew in three wordings of each
set of `wordings.py`, of which the code was tuned on the first, and its near misses:
something else of the same kind, the opposite, another intent, another number, a further condition. Figures:

    true hits    of the paraphrases, those that got the very answer
    false hits   of the near misses, those that got an answer to another question
    stale hits   of questions whose source was edited since, those that got the old answer as a current one

beside them the nearest stored question by plain cosine, with the threshold that separates paraphrases and
near misses best (Youden's J), with the usual one of 0.80, and with the lowest one that keeps false hits at
0.5 %.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from checkouts import parser_of
from wordings import MISSES, PARAPHRASES, SETS

from stc_lsp.code.values import ChunkKind
from stc_lsp.config import load
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import is_synthetic
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.sleep.run import index_workspace, sleep_until_done
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.stored import StoredItem, serve_stored
from stc_lsp.wake.subjects import find_subjects, read_in
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Snapshot

_MOST_FALSE = 0.005
_THRESHOLDS = [number / 100 for number in range(30, 101)]
_ASKED_IN = 3
"""Wordings of each set in which a stored question is asked."""
_EDITED = 60
"""Stored questions whose source is edited."""


class Asked(NamedTuple):
    """A question that is asked, and which stored one it should get."""

    text: str
    wanted: tuple[int, str] | None
    """Chunk and intent; None if nothing stored answers it."""
    near: StoredItem
    """The stored question that it was made from."""
    how: str
    """`paraphrase`, or in which way it is a near miss."""
    set_: str

    @property
    def is_paraphrase(self) -> bool:
        """Whether it should get the answer it was made from."""
        return self.how == "paraphrase"


class Served(NamedTuple):
    """What was served for it."""

    asked: Asked
    found: tuple[int, str] | None
    cosine: float
    """Of the nearest stored question."""
    nearest: tuple[int, str]

    @property
    def is_right(self) -> bool:
        """What was served, if anything was, answers what was asked."""
        return self.found is not None and self.found == self.asked.wanted

    @property
    def is_false(self) -> bool:
        """An answer to another question was served."""
        return self.found is not None and self.found != self.asked.wanted


def main() -> None:
    """Print the table."""
    parser = parser_of(__doc__)
    parser.add_argument("checkouts", nargs="+", type=Path)
    parser.add_argument("--stored", type=int, default=200, help="stored questions drawn from each checkout")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=10, help="wrong ones to print, of each sort")
    arguments = parser.parse_args()
    served: list[Served] = []
    stale: Counter[tuple[str, bool]] = Counter()
    drawn = 0
    with tempfile.TemporaryDirectory() as temporary:
        settings = load(None, environ={}, overrides={"data_dir": str(Path(temporary) / "data")})
        for checkout in arguments.checkouts:
            root = Path(temporary) / checkout.resolve().name
            shutil.copytree(checkout, root, symlinks=True)
            sleep_until_done(root, settings)
            chance = random.Random(arguments.seed)
            memory = Memory.open(MemoryPaths(settings.data_dir, root))
            with closing(memory):
                with memory.snapshot() as snapshot:
                    stored = draw(snapshot, arguments.stored, chance)
                    drawn += len(stored)
                    asked = list(questions(stored, snapshot, chance))
                    served += ask(asked, snapshot, root)
                stale += edited(stored, memory, root, settings, chance)
    print(f"{drawn} stored questions of {len(arguments.checkouts)} repositories, {len(served)} asked")
    report(served)
    for sort in ("the chunk", "one that its answer rests on", "the chunk, indexed again"):
        print(f"stale hits, edited {sort:30} {stale[sort, True]}/{stale[sort, True] + stale[sort, False]}")
    show(served, arguments.show)


def draw(snapshot: Snapshot, number: int, chance: random.Random) -> list[StoredItem]:
    """Stored questions about code, of each kind as many as of any other as far as there are."""
    found: dict[tuple[str, str], list[StoredItem]] = {}
    for path in snapshot.paths():
        for chunk in snapshot.chunks(path) if not is_synthetic(path) else ():
            for thought, item in snapshot.stored_questions(chunk.id):
                key = kind_of(StoredItem(chunk, thought, item))
                if key is not None:
                    found.setdefault(key, []).append(StoredItem(chunk, thought, item))
    drawn: list[StoredItem] = []
    pools = [chance.sample(found[key], len(found[key])) for key in sorted(found)]
    while len(drawn) < number and any(pools):
        drawn += [pool.pop() for pool in pools if pool]
    return drawn[:number]


def kind_of(stored: StoredItem) -> tuple[str, str] | None:
    """The row of the table that has its wordings."""
    kind = {ChunkKind.CLASS: "class", ChunkKind.MODULE: "module"}.get(stored.chunk.chunk.kind, "callable")
    # The second definition of a name has a label that nobody would ask by.
    if stored.chunk.chunk.kind is ChunkKind.SECTION or not stored.chunk.language or "#" in stored.chunk.label:
        return None
    keys = ((stored.item.intent, kind), (stored.item.intent, "any"))
    return next((key for key in keys if key in PARAPHRASES), None)


def questions(stored: Sequence[StoredItem], snapshot: Snapshot, chance: random.Random) -> Iterable[Asked]:
    """The paraphrases and the near misses of each."""
    for each in stored:
        key = kind_of(each)
        if key is None:
            continue
        name, intent = written(each, chance), each.item.intent
        others = [
            other
            for other in stored
            if kind_of(other) == key and other.chunk.id != each.chunk.id and other.item.intent == intent
        ]
        for index, set_ in enumerate(SETS):
            for wording in chance.sample(PARAPHRASES[key][index], _ASKED_IN):
                text = wording.format(n=name)
                yield Asked(text, (each.chunk.id, intent), each, "paraphrase", set_)
            for miss in chance.sample(MISSES[intent][index], len(MISSES[intent][-1])):
                is_use = each.chunk.chunk.kind is ChunkKind.MODULE and " call" not in miss.text
                # Who uses a file imports it: that is one of the wordings of `importers` too.
                asks = "importers" if is_use and miss.asks == "callers" else miss.asks
                wanted = _stored(snapshot, each.chunk.id, asks)
                yield Asked(miss.text.format(n=name), wanted, each, miss.how, set_)
            if others:
                other = chance.choice(others)
                wording = chance.choice(PARAPHRASES[key][index])
                text = wording.format(n=written(other, chance))
                yield Asked(text, (other.chunk.id, intent), each, "other symbol", set_)


def written(stored: StoredItem, chance: random.Random) -> str:
    """The name of what is asked about, as one person or another writes it."""
    label = stored.chunk.label
    is_callable = stored.chunk.chunk.kind in (ChunkKind.FUNCTION, ChunkKind.METHOD)
    forms = [f"`{label}`", label, f"{label}()" if is_callable else f"`{label}`"]
    return chance.choice(forms)


def _stored(snapshot: Snapshot, chunk_id: int, intent: str) -> tuple[int, str] | None:
    """The stored question of that intent about a chunk, if there is one."""
    items = (item for _, item in snapshot.stored_questions(chunk_id))
    return (chunk_id, intent) if intent and any(item.intent == intent for item in items) else None


def ask(asked: Sequence[Asked], snapshot: Snapshot, root: Path) -> list[Served]:
    """Ask everything, and look up what plain cosine would have served."""
    embeddings = static_embeddings()
    if embeddings is None:
        raise SystemExit("The static word vectors are not installed.")
    stored: list[tuple[int, str]] = []
    texts: list[str] = []
    for path in snapshot.paths():
        for chunk in snapshot.chunks(path):
            for _, item in snapshot.stored_questions(chunk.id):
                stored.append((chunk.id, item.intent))
                texts.append(item.question)
    matrix = embeddings.embed(texts)
    vectors = embeddings.embed([each.text for each in asked])
    served: list[Served] = []
    for each, vector in zip(asked, vectors, strict=True):
        cosines = matrix @ vector
        best = int(np.argmax(cosines))
        hit = served_for(each.text, snapshot, root)
        served.append(Served(each, hit, float(cosines[best]), stored[best]))
    return served


def served_for(text: str, snapshot: Snapshot, root: Path) -> tuple[int, str] | None:
    """Chunk and intent of the stored answer that is served as current."""
    question = read_in(text, snapshot)
    subjects = find_subjects(question, snapshot, AskContext())
    hit = serve_stored(question, subjects, snapshot, Present(snapshot, DiskDocuments(root)))
    return (hit.found.chunk.id, hit.found.item.intent) if hit.found is not None and hit.fresh else None


def edited(
    stored: Sequence[StoredItem], memory: Memory, root: Path, settings: Settings, chance: random.Random
) -> Counter[tuple[str, bool]]:
    """Edit what stored answers were made from, and count which are still served as current."""
    counted: Counter[tuple[str, bool]] = Counter()
    chosen = [each for each in stored if each.chunk.path.endswith(".py") and each.chunk.chunk.qualname]
    for each in chance.sample(chosen, min(_EDITED, len(chosen))):
        wanted = (each.chunk.id, each.item.intent)
        with memory.snapshot() as snapshot:
            if served_for(each.item.question, snapshot, root) != wanted:
                continue
            with changed(root / each.chunk.path, each.chunk.chunk.end_line):
                found = served_for(each.item.question, snapshot, root)
                counted["the chunk", found == wanted] += 1
            used = [
                chunk
                for anchor in each.item.anchors
                if anchor.qualname
                and (chunk := snapshot.chunk(anchor.path or each.chunk.path, anchor.qualname))
                and chunk.path.endswith(".py")
            ]
            if used:
                other = chance.choice(used)
                with changed(root / other.path, other.chunk.end_line):
                    found = served_for(each.item.question, snapshot, root)
                    counted["one that its answer rests on", found == wanted] += 1
    return counted + indexed_again(chosen, memory, root, settings)


def indexed_again(
    chosen: Sequence[StoredItem], memory: Memory, root: Path, settings: Settings
) -> Counter[tuple[str, bool]]:
    """Edit one chunk in each file, index, ask before anything is thought anew, compare with what then is."""
    counted: Counter[tuple[str, bool]] = Counter()
    sample = {each.chunk.path: each for each in chosen if each.chunk.chunk.kind is not ChunkKind.CLASS}
    for path, each in sample.items():
        add_statement(root / path, each.chunk.chunk.end_line)
    index_workspace(root, settings)
    before: dict[str, str] = {}
    with memory.snapshot() as snapshot:
        for path, each in sample.items():
            if served_for(each.item.question, snapshot, root) == (each.chunk.id, each.item.intent):
                before[path] = _answer(snapshot, each)
    sleep_until_done(root, settings)
    with memory.snapshot() as snapshot:
        for path, each in sample.items():
            is_stale = path in before and before[path] != _answer(snapshot, each)
            counted["the chunk, indexed again", is_stale] += 1
    return counted


def _answer(snapshot: Snapshot, stored: StoredItem) -> str:
    items = (item for _, item in snapshot.stored_questions(stored.chunk.id))
    return next((item.text for item in items if item.intent == stored.item.intent), "")


@contextmanager
def changed(path: Path, line: int) -> Generator[None]:
    """A file with one statement more, for a while."""
    text = path.read_bytes()
    add_statement(path, line)
    try:
        yield
    finally:
        path.write_bytes(text)


def add_statement(path: Path, line: int) -> None:
    """Add a statement that changes what a function raises, at the end of what ends at a line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
    lines.insert(line, f"{indent}raise LookupError(edited)")
    path.write_text("\n".join(lines), encoding="utf-8")


def report(served: Sequence[Served]) -> None:
    """The figures, for each set of wordings and both ways of serving."""
    for set_ in SETS:
        chosen = [each for each in served if each.asked.set_ == set_]
        asked = [each for each in chosen if each.asked.is_paraphrase]
        misses = [each for each in chosen if not each.asked.is_paraphrase]
        true, false = sum(each.is_right for each in asked), sum(each.is_false for each in misses)
        wrong = sum(each.is_false for each in asked)
        print(f"{set_} wordings:")
        print(
            f"  verified     true hits {share(true, len(asked))}   false hits {share(false, len(misses))}   "
            f"paraphrases that got another answer {share(wrong, len(asked))}"
        )
        for title, threshold in (("best", youden(chosen)), ("usual", 0.80), ("strict", strict(chosen))):
            right, missed = by_cosine(chosen, threshold)
            print(
                f"  cosine {threshold:.2f}  true hits {share(right, len(asked))}   "
                f"false hits {share(missed, len(misses))}   ({title} threshold)"
            )
        for how in dict.fromkeys(each.asked.how for each in misses):
            these = [each for each in misses if each.asked.how == how]
            answered = sum(each.is_right for each in these)
            print(
                f"    {how:13} false {share(sum(each.is_false for each in these), len(these))}   "
                f"rightly answered by another stored one {share(answered, len(these))}"
            )


def share(part: int, whole: int) -> str:
    """As in "12/60 = 20.0 %"."""
    return f"{part:4}/{whole:<4} = {100 * part / max(1, whole):5.1f} %"


def by_cosine(served: Sequence[Served], threshold: float) -> tuple[int, int]:
    """True and false hits of whoever serves the nearest stored question above a threshold."""
    above = [each for each in served if each.cosine >= threshold]
    true = sum(each.asked.is_paraphrase and each.nearest == each.asked.wanted for each in above)
    false = sum(not each.asked.is_paraphrase and each.nearest != each.asked.wanted for each in above)
    return true, false


def youden(served: Sequence[Served]) -> float:
    """The threshold with the largest difference between the shares of true and of false hits."""
    paraphrases = sum(each.asked.is_paraphrase for each in served) or 1
    misses = len(served) - paraphrases or 1

    def worth(threshold: float) -> float:
        true, false = by_cosine(served, threshold)
        return true / paraphrases - false / misses

    return max(_THRESHOLDS, key=worth)


def strict(served: Sequence[Served]) -> float:
    """The lowest threshold with no more false hits than the target allows."""
    misses = sum(not each.asked.is_paraphrase for each in served) or 1
    allowed = (each for each in _THRESHOLDS if by_cosine(served, each)[1] / misses <= _MOST_FALSE)
    return next(allowed, _THRESHOLDS[-1])


def show(served: Sequence[Served], number: int) -> None:
    """Some of the false hits and of the paraphrases that got nothing."""
    false = [each for each in served if each.is_false]
    missed = [each for each in served if each.asked.is_paraphrase and not each.is_right]
    for title, chosen in (("false", false), ("missed", missed)):
        for each in random.Random(0).sample(chosen, min(number, len(chosen))):
            print(
                f"{title}: [{each.asked.set_}, {each.asked.how}] {each.asked.text!r} "
                f"beside {each.asked.near.item.question!r}: served {each.found}"
            )
    kinds = Counter(
        (
            each.asked.set_,
            each.asked.near.item.intent,
            each.asked.text.replace(each.asked.near.chunk.label, "X"),
        )
        for each in missed
    )
    for (set_, intent, text), times in kinds.most_common(number * 2):
        print(f"missed {times} times: [{set_}] {intent}: {text}")


if __name__ == "__main__":
    main()
