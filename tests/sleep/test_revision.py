"""Thinking again about what changed a little: shown its words and the difference, a model may keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.memory.values import Anchor, Recipe, Shown, Thought, ThoughtItem, ThoughtKind
from stc_lsp.sleep.thinkers.model import ModelThinker
from stc_lsp.sleep.thinkers.revision import Earlier, revision_data
from stc_lsp.sleep.thinkers.shown import Shown as ShownNow
from tests.sleep.sleepers import Bench, open_bench
from tests.steady_model import SteadyEndpoint, SteadyModel, data_of
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stc_lsp.models.values import Message

LINES = "\n".join(f'    text.append("line {number} of the poem")' for number in range(60))
TEXT = f'''
# --- shop/poem.py
"""A poem."""


def poem(text):
{LINES}
    return text


def short(text):
    """Cut it short."""
    text.clear()
    return poem(text)
'''


class Recording(SteadyModel):
    """Remembers what it was shown."""

    def __init__(self, keeps: float) -> None:
        super().__init__(keeps=keeps)
        self.shown: list[str] = []

    def reply(self, messages: Sequence[Message]) -> str:
        self.shown.append(data_of(messages))
        return super().reply(messages)


class Thinking:
    """A workspace and a model that thinks about it."""

    def __init__(self, bench: Bench, model: Recording) -> None:
        self.bench = bench
        self.model = model
        bench.session.sleeper.use(ModelThinker(SteadyEndpoint(model), questions=2))

    def think(self) -> list[str]:
        """Index and think to the end; return what the model was shown."""
        self.model.shown.clear()
        anyio.run(self._think)
        return self.model.shown

    async def _think(self) -> None:
        sleeper = self.bench.session.sleeper
        sleeper.pen = anyio.Lock()
        await sleeper.indexed(await sleeper.write(self.bench.indexer.reconcile))
        assert await sleeper.think_structurally()
        assert await sleeper.think_with_model() == "done"

    def replace(self, old: str, new: str) -> None:
        path = self.bench.root / "shop/poem.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def thought(self, qualname: str, kind: ThoughtKind = ThoughtKind.SUMMARY) -> Thought:
        chunk = self.bench.snapshot.chunk("shop/poem.py", qualname)
        assert chunk is not None
        found = self.bench.snapshot.thought(chunk.id, kind, "steady")
        assert found is not None
        return found


@pytest.fixture(params=[10.0])
def thinking(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Thinking]:
    with open_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as bench:
        yield Thinking(bench, Recording(request.param))


def test_a_small_change_that_alters_nothing_said_goes_no_further(thinking: Thinking) -> None:
    thinking.think()
    before = thinking.thought("poem")
    thinking.replace("line 30 of", "verse 30 of")
    shown = thinking.think()
    assert len(shown) == 2  # its summary and its questions
    assert all("line 2 of" not in each for each in shown)
    assert all('-     text.append("line 30 of the poem")' in each for each in shown)
    assert all('+ 32|     text.append("verse 30 of the poem")' in each for each in shown)
    after = thinking.thought("poem")
    assert after.key != before.key
    assert after.items == before.items
    assert thinking.thought("poem", ThoughtKind.QUESTIONS).items[0].anchors == (Anchor("", ""),)


@pytest.mark.parametrize("thinking", [0.0], indirect=True)
def test_a_change_that_alters_what_is_said_travels_up_as_a_difference(thinking: Thinking) -> None:
    thinking.think()
    before = thinking.thought("")
    thinking.replace("line 30 of", "verse 30 of")
    shown = thinking.think()
    # The function, its module, the package and the repository, twice each.
    # The function, its module, the package and the repository, twice each.
    assert len(shown) == 8
    assert all(each.startswith("What you said:") for each in shown)
    assert thinking.thought("").items != before.items


def test_a_short_text_is_shown_whole_beside_the_difference(thinking: Thinking) -> None:
    thinking.think()
    thinking.replace("    text.clear()\n", "    text.clear()\n    text.sort()\n")
    shown = [each for each in thinking.think() if "text.sort" in each]
    assert all("All of it, as it is now:" in each and "Cut it short" in each for each in shown)


def test_a_large_change_is_thought_about_anew(thinking: Thinking) -> None:
    thinking.think()
    thinking.replace(LINES, "    text.append('other')\n" * 20)
    shown = [each for each in thinking.think() if "other" in each]
    assert shown
    assert not any(each.startswith("What you said:") for each in shown)


def test_going_back_asks_nothing(thinking: Thinking) -> None:
    thinking.think()
    thinking.replace("line 30 of", "verse 30 of")
    thinking.think()
    thinking.replace("verse 30 of", "line 30 of")
    assert thinking.think() == []


def test_what_speaks_of_a_name_that_is_gone_is_not_kept(thinking: Thinking) -> None:
    class Obstinate(Recording):
        def reply(self, messages: Sequence[Message]) -> str:
            said = super().reply(messages)
            return said.replace("It is about", "It calls `no_more` about")

    thinking.replace("    return text\n", "    no_more()\n    return text\n")
    thinking.model = Obstinate(100.0)
    thinking.bench.session.sleeper.use(ModelThinker(SteadyEndpoint(thinking.model), questions=0))
    thinking.think()
    assert "no_more" in thinking.thought("poem").items[0].text
    thinking.replace("    no_more()\n", "")
    thinking.think()
    chunk = thinking.bench.snapshot.chunk("shop/poem.py", "poem")
    assert chunk is not None
    assert thinking.bench.snapshot.thought(chunk.id, ThoughtKind.SUMMARY, "steady") is None


def test_after_many_revisions_in_a_row_it_is_thought_about_anew() -> None:
    said = Thought("k", Recipe(ThoughtKind.SUMMARY, "steady", "1"), (ThoughtItem("A poem."),))
    before, now = (
        "\n".join(f"{n}| line" for n in range(1, 40)),
        ShownNow("40| line\n41| new", frozenset([40])),
    )
    longer = ShownNow(f"{before}\n{now.text}", frozenset(range(1, 42)))
    assert revision_data(Earlier(said, Shown(before, revisions=7)), longer) is not None
    assert revision_data(Earlier(said, Shown(before, revisions=8)), longer) is None
