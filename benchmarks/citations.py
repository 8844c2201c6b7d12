"""Whether every line that is cited exists: likely questions of a repository, and those of a file, are asked.

    python benchmarks/citations.py CHECKOUT [--questions FILE.jsonl] [--most 500] [--data-dir DIR] [--model]

The checkout is copied, indexed and thought about without a model; then so many of its stored questions, drawn
over its files, and all `question`s of the file are asked. `--model` has a model answer what is not stored,
which is played here: it repeats notes that it was shown, and invents a symbol and a line. A citation resolves
if its file exists in the checkout and has its lines.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import shutil
import tempfile
from collections import Counter
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from checkouts import parser_of

from stc_lsp.config import load
from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.models.endpoint import Endpoint
from stc_lsp.models.settings import AWAKE, EndpointSettings
from stc_lsp.sleep.run import sleep_until_done
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.model.grounding import NOT_FOUND
from tests.fault_endpoint import FaultEndpoint, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.config import Settings
    from stc_lsp.wake.values import Answer, Citation
    from tests.fault_endpoint import Exchange

INVENTED = "conjure_a_grimoire"
_NOTE = re.compile(r"^\[(\d+)(?:-\d+)?\] ([^\n]{20,300})$", re.MULTILINE)
_FILE = re.compile(r"^[\w./-]+\.\w{1,5}$", re.MULTILINE)
_MOST_NOTES = 3


def main() -> None:
    """Print how many citations resolve, and how many inventions are marked."""
    parser = parser_of(__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--most", type=int, default=500)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--model", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data_dir = arguments.data_dir or Path(temporary) / "data"
        settings = load(None, environ={}, overrides={"data_dir": str(data_dir)})
        root = arguments.checkout.resolve()
        if arguments.data_dir is None:
            root = Path(temporary) / root.name
            shutil.copytree(arguments.checkout, root, symlinks=True)
        sleep_until_done(root, settings)
        texts = questions(root, settings, arguments.most, arguments.questions)
        answers = asyncio.run(ask(texts, root, settings, with_model=arguments.model))
        report(answers, root)


def questions(root: Path, settings: Settings, most: int, file: Path | None) -> list[str]:
    """Stored questions of many files, and those of the file."""
    found: list[str] = []
    with closing(Memory.open(MemoryPaths(settings.data_dir, root))) as memory, memory.snapshot() as snapshot:
        for path in snapshot.paths():
            for chunk in snapshot.chunks(path):
                found += [item.question for _, item in snapshot.stored_questions(chunk.id)]
    found = list(dict.fromkeys(found))
    drawn = random.Random(0).sample(found, min(most, len(found)))
    if file is not None:
        drawn += [json.loads(line)["question"] for line in file.read_text("utf-8").splitlines()]
    return drawn


def invent(exchange: Exchange) -> None:
    """Answer as a model does that repeats notes which it was shown, and invents a symbol and a line."""
    prompt = exchange.body["messages"][-1]["content"]
    said: list[str] = []
    for note in list(_NOTE.finditer(prompt))[:_MOST_NOTES]:
        files = _FILE.findall(prompt, 0, note.start())
        if files:
            said.append(f"{note[2].rstrip('. ')} [{files[-1]}:{note[1]}].")
    path = (_FILE.findall(prompt) or ["a.py"])[-1]
    said += [f"Then `{INVENTED}` is called [{path}:1].", f"The end is told elsewhere [{path}:999999]."]
    says(" ".join(said))(exchange)


async def ask(texts: Sequence[str], root: Path, settings: Settings, *, with_model: bool) -> list[Answer]:
    """The answers."""
    paths = MemoryPaths(settings.data_dir, root)
    embeddings = static_embeddings()
    async with AsyncExitStack() as stack:
        memory = stack.enter_context(closing(Memory.open(paths)))
        endpoint = None
        if with_model:
            server = stack.enter_context(FaultEndpoint([invent]))
            ledger = stack.enter_context(closing(Ledger.open(paths)))
            chosen = EndpointSettings(AWAKE, server.base_url, "inventing", context_tokens=16_000)
            accounts = LedgerAccounts(ledger, AWAKE, settings.budget.awake, chosen.name)
            endpoint = await stack.enter_async_context(Endpoint(chosen, accounts))
        asker = Asker(memory, DiskDocuments(root), endpoint=endpoint, embeddings=lambda: embeddings)
        return [await asker.ask(text) for text in texts]


def resolves(citation: Citation, root: Path) -> bool:
    """Whether the cited lines exist."""
    path = root / citation.path
    if not path.is_file():
        return False
    lines = path.read_bytes().count(b"\n") + 1
    return 1 <= citation.start_line <= citation.end_line <= lines


def report(answers: Sequence[Answer], root: Path) -> None:
    """The figures."""
    cited = [each for answer in answers for each in answer.citations]
    broken = [each for each in cited if not resolves(each, root)]
    rungs = Counter(str(answer.rung) for answer in answers)
    print(f"{len(answers)} answers ({', '.join(f'{count} {rung}' for rung, count in rungs.items())})")
    print(f"citations that resolve: {len(cited) - len(broken)} of {len(cited)}")
    print(f"answers without a citation: {sum(not answer.citations for answer in answers)}")
    for each in broken[:10]:
        print(f"  broken: {each}")
    spoken = [each.answer for each in answers if INVENTED in each.answer]
    if spoken:
        marked = sum(text.count(f"`{INVENTED}` {NOT_FOUND}") == text.count(INVENTED) for text in spoken)
        print(f"answers with an invented symbol, in which it is marked: {marked} of {len(spoken)}")


if __name__ == "__main__":
    main()
