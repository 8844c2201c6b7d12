"""What is thought about first, and what not at all."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import anyio
import numpy as np
import pytest

from stc_lsp.code.asking.chance import AskedSoFar, next_door
from stc_lsp.memory.hovers import HoverLog
from stc_lsp.memory.ledger.account import Account
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.values import Asked, ThoughtKind
from stc_lsp.sleep.git.churn import read_churns
from stc_lsp.sleep.plan.agenda import agenda
from stc_lsp.sleep.plan.chance import Weights, learned, shipped, unpacked
from stc_lsp.sleep.plan.features import COLUMN, FEATURES, Attention, observe
from stc_lsp.sleep.plan.look import Lookout
from stc_lsp.sleep.plan.rank import page_rank
from stc_lsp.sleep.plan.wanted import ModelPlan
from stc_lsp.sleep.plan.worth import Planner
from stc_lsp.sleep.thinkers.model import ModelThinker
from stc_lsp.sleep.thinking.think import Sleeper
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, indexed_bench
from tests.steady_model import SteadyEndpoint, SteadyModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stc_lsp.sleep.plan.look import View

QUIET = '''"""What has been the same for years."""


def settled(value: int) -> int:
    """Tell what everybody has known for long."""
    return value + len(str(value))


def once(value: int) -> int:
    """Tell what nobody needs any more."""
    return settled(value) * settled(value + 1)
'''
BUSY = '''"""What changes all the time."""

from quiet import settled


def moving(value: int) -> int:
    """Tell what is being worked on."""
    return settled(value) - {}
'''


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    made.write("quiet.py", QUIET)
    made.commit("Begin")
    for number in range(12):
        made.write("busy.py", BUSY.format(number))
        made.commit(f"Work on it {number}")
    return made


@pytest.fixture
def bench(repository: Repository, tmp_path: Path) -> Iterator[Bench]:
    with indexed_bench(repository.root, tmp_path / "data") as opened:
        opened.indexer.update_history()
        yield opened


def look(bench: Bench, at: float = 0.0, open_files: frozenset[str] = frozenset()) -> View:
    """What a sleeper sees; `at`: in seconds since the epoch."""
    return Lookout(bench.root, bench.session.paths, bench.session.memory, lambda: at).look(open_files)


def worth(bench: Bench, view: View, path: str, qualname: str) -> float:
    """The value of a summary."""
    planner = Planner()
    planner.learn(view)
    chunk = bench.snapshot.chunk(path, qualname)
    assert chunk is not None
    return planner.worth(chunk, ThoughtKind.SUMMARY, 2).value


def think(bench: Bench, least_return: float) -> SteadyEndpoint:
    """Think with a model that costs nothing, about what pays."""
    endpoint = SteadyEndpoint(SteadyModel())
    session = bench.session
    sleeper = Sleeper(
        bench.indexer,
        ThoughtStore.open(session.paths),
        Lookout(bench.root, session.paths, session.memory),
        concurrency=1,
        questions=2,
        least_return=least_return,
    )
    sleeper.use(ModelThinker(endpoint, questions=2))

    async def run() -> None:
        assert await sleeper.think_structurally()
        assert await sleeper.think_with_model() == "done"

    anyio.run(run)
    return endpoint


def test_rank_flows_along_uses_and_none_is_lost() -> None:
    # 0 and 1 use 2, which uses 3; 4 stands alone.
    rank = page_rank(5, [(0, 2, 1.0), (1, 2, 1.0), (2, 3, 1.0)])
    assert rank.sum() == pytest.approx(5)
    assert rank[2] > rank[0] == pytest.approx(rank[1])
    assert rank[3] > rank[4]
    # By hand: what 0, 1 and 4 get is (1 - d) and their share of what the ends 3 and 4 hold.
    everywhere = 0.15 + 0.85 * (rank[3] + rank[4]) / 5
    assert rank[4] == pytest.approx(everywhere)
    assert rank[2] == pytest.approx(everywhere + 0.85 * 2 * rank[0])


def test_an_empty_graph_has_no_ranks() -> None:
    assert page_rank(0, []).tolist() == []
    assert page_rank(2, []) == pytest.approx([1.0, 1.0])


def test_changes_count_less_the_longer_they_are_ago(repository: Repository) -> None:
    churns = read_churns(repository.root)
    busy, quiet = churns.of["busy.py"], churns.of["quiet.py"]
    assert busy.lately == pytest.approx(sum(0.5 ** (number / 20) for number in range(12)))
    assert quiet.lately == pytest.approx(0.5 ** (12 / 20))
    assert (busy.days, quiet.days) == (0.0, pytest.approx(12.0))


def test_a_commit_that_touches_everything_is_about_nothing_in_particular(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo")
    for number in range(40):
        repository.write(f"m{number}.py", "x = 1\n")
    repository.commit("Move all")
    assert read_churns(repository.root).of["m0.py"].lately == pytest.approx(10 / 40)


def test_what_git_does_not_know_is_new_and_without_git_nothing_is(tmp_path: Path) -> None:
    assert read_churns(tmp_path).get("a.py") is not None, "without git all is as if it changed now and then"
    repository = Repository(tmp_path / "repo")
    repository.write("a.py", "x = 1\n")
    repository.commit("Begin")
    churns = read_churns(repository.root)
    new, old = churns.get("b.py"), dataclasses.replace(churns, is_whole=False).get("b.py")
    assert new is not None
    assert new.days == 0
    assert old is None, "behind the end of what was read"


def test_what_was_changed_lately_comes_first(bench: Bench) -> None:
    view = look(bench)
    assert worth(bench, view, "busy.py", "moving") > worth(bench, view, "quiet.py", "once")


def test_what_is_used_more_comes_first_of_what_is_alike(bench: Bench) -> None:
    view = look(bench)
    rows = {
        (node.path, node.qualname): row
        for node, row in zip(view.observed.nodes, view.observed.rows, strict=True)
    }
    settled, once = rows["quiet.py", "settled"], rows["quiet.py", "once"]
    assert np.expm1(settled[COLUMN["used"]]) == pytest.approx(4), "an import, a use there, and two here"
    assert settled[COLUMN["central"]] > once[COLUMN["central"]]
    assert worth(bench, view, "quiet.py", "settled") > worth(bench, view, "quiet.py", "once")


def test_an_open_file_comes_first_at_once_and_leaves_again(bench: Bench) -> None:
    planner, chunk = Planner(), bench.snapshot.chunk("quiet.py", "once")
    assert chunk is not None
    planner.learn(look(bench))
    closed = planner.worth(chunk, ThoughtKind.SUMMARY, 2).value
    planner.open_files = frozenset({"quiet.py"})
    opened = planner.worth(chunk, ThoughtKind.SUMMARY, 2).value
    assert opened > closed
    planner.learn(look(bench, open_files=planner.open_files))
    assert planner.worth(chunk, ThoughtKind.SUMMARY, 2).value == pytest.approx(opened)
    planner.open_files = frozenset()
    assert planner.worth(chunk, ThoughtKind.SUMMARY, 2).value == pytest.approx(closed)


def test_what_people_look_at_comes_first_for_a_while(bench: Bench) -> None:
    with_nobody = worth(bench, look(bench, 100 * DAY), "quiet.py", "once")
    log = HoverLog.open(bench.session.paths, lambda: 100 * DAY)
    log.add({("quiet.py", "once"): 3})
    log.close()
    now, later = look(bench, 100 * DAY), look(bench, 160 * DAY)
    assert worth(bench, now, "quiet.py", "once") > worth(bench, now, "busy.py", "moving")
    assert with_nobody < worth(bench, later, "quiet.py", "once") < worth(bench, now, "quiet.py", "once")


def test_a_question_about_a_name_counts_wherever_that_is_defined(bench: Bench) -> None:
    before = worth(bench, look(bench), "quiet.py", "once")
    log = QuestionLog.open(bench.session.paths, lambda: 5 * DAY)
    log.add(Asked("What does `once` do?", "structural", 1.0, chunk_label="once"))
    log.close()
    assert worth(bench, look(bench, 5 * DAY), "quiet.py", "once") > before


def test_what_people_turn_to_changes_the_weights(bench: Bench) -> None:
    rows = np.zeros((200, len(FEATURES)))
    rows[:, COLUMN["any"]] = 1.0
    rows[:100, COLUMN["section"]] = 1.0
    asked = [number < 100 and number % 2 == 0 for number in range(200)]
    after = learned(shipped(), rows, asked)
    assert after.values[COLUMN["section"]] > shipped().values[COLUMN["section"]] + 1.0
    assert after.values[COLUMN["any"]] == shipped().values[COLUMN["any"]]
    assert after.learned_from == 50
    assert unpacked(after.packed()).values == pytest.approx(after.values, abs=1e-5)


def test_a_sleeper_learns_once_from_each_day_and_keeps_what_it_learned(bench: Bench, tmp_path: Path) -> None:
    log = HoverLog.open(bench.session.paths, lambda: 20 * DAY)
    log.add({("quiet.py", "once"): 1, ("quiet.py", "settled"): 1})
    # What has gone since is no example of anything, but the day is over.
    log.add({("gone.py", f"f{number}"): 1 for number in range(12)})
    log.close()
    assert look(bench, 20 * DAY).weights == shipped(), "the day is not over"
    view = look(bench, 21 * DAY)
    assert view.weights.learned_from == 2
    view.keeper(bench.writer)()
    assert look(bench, 21 * DAY).weights.values == pytest.approx(view.weights.values, abs=1e-5)


def test_weights_of_other_features_are_forgotten() -> None:
    assert unpacked('{"weights": {"any": 3.0}, "learned_from": 9}') == shipped()
    assert unpacked("") == shipped()


def test_what_cannot_pay_is_passed_over_and_what_holds_it_goes_on_without(bench: Bench) -> None:
    view = look(bench)
    cheap, dear = worth(bench, view, "quiet.py", "once"), worth(bench, view, "busy.py", "moving")
    think(bench, (cheap + dear) / 2)
    snapshot = bench.snapshot
    found = {
        (path, name): snapshot.thought(chunk.id, ThoughtKind.SUMMARY, "steady") is not None
        for path, name in (("busy.py", "moving"), ("quiet.py", "once"), ("quiet.py", ""), ("", ""))
        if (chunk := snapshot.chunk(path, name)) is not None
    }
    assert found["busy.py", "moving"]
    assert not found["quiet.py", "once"]
    assert found["", ""], "the repository is thought about although a part of it is not"
    with bench.session.memory.snapshot() as reader:
        told = agenda(reader, view, 2, (cheap + dear) / 2)
    assert ("quiet.py", "once", "summary") in {
        (each.path, each.symbol, each.kind) for each in told.passed_over
    }
    assert all(each.value < (cheap + dear) / 2 and each.reasons for each in told.passed_over)


def test_what_was_passed_over_is_thought_about_once_somebody_turns_to_it(bench: Bench) -> None:
    view = look(bench)
    cheap, dear = worth(bench, view, "quiet.py", "once"), worth(bench, view, "busy.py", "moving")
    think(bench, (cheap + dear) / 2)
    chunk = bench.snapshot.chunk("quiet.py", "once")
    assert chunk is not None
    assert bench.snapshot.thought(chunk.id, ThoughtKind.SUMMARY, "steady") is None
    log = HoverLog.open(bench.session.paths)
    log.add({("quiet.py", "once"): 5})
    log.close()
    think(bench, (cheap + dear) / 2)
    assert bench.snapshot.thought(chunk.id, ThoughtKind.SUMMARY, "steady") is not None


def test_a_few_dear_answers_do_not_end_all_thinking_but_many_do(bench: Bench) -> None:
    view = look(bench)
    values = [
        worth(bench, dataclasses.replace(view, account=Account(0, queries, 9_000, 900)), "busy.py", "moving")
        for queries in (0, 1, 1_000)
    ]
    assert values[0] > values[1] > values[0] / 2 > 50 * values[2]


def test_only_what_was_passed_over_is_planned_again_when_worths_change(bench: Bench) -> None:
    bench.session.sleeper.use(thinker := ModelThinker(SteadyEndpoint(SteadyModel()), questions=2))
    planned: list[set[str]] = []

    class Watched(ModelPlan):
        def plan(self, paths: Iterable[str]) -> None:
            planned.append(set(paths))
            super().plan(paths)

    plan = Watched(bench.session.workspace, thinker, with_questions=True, least_return=1.0)
    plan.plan_all()
    plan.reconsider()
    assert planned == [{"busy.py", "quiet.py"}, set()]


def test_with_no_least_return_everything_is_thought_about(bench: Bench) -> None:
    think(bench, 0.0)
    with bench.session.memory.snapshot() as reader:
        assert agenda(reader, look(bench), 2, 0.0).passed_over == []
    for qualname in ("settled", "once"):
        chunk = bench.snapshot.chunk("quiet.py", qualname)
        assert chunk is not None
        assert bench.snapshot.thought(chunk.id, ThoughtKind.SUMMARY, "steady") is not None


def test_costs_are_estimated_to_within_a_half(bench: Bench) -> None:
    endpoint = think(bench, 0.0)
    planner = Planner()
    planner.learn(look(bench))
    estimated = sum(planner.worth_of(wanted, 2).tokens for wanted in bench.writer.wanted("steady"))
    spent = endpoint.input_tokens + endpoint.output_tokens
    assert 0.5 < estimated / spent < 2.0


def test_every_feature_has_a_weight_and_every_chunk_a_row(bench: Bench) -> None:
    observed = observe(bench.snapshot, read_churns(bench.root), Attention())
    assert observed.rows.shape == (len(observed.nodes), len(FEATURES))
    assert np.isfinite(observed.rows).all()
    chances = shipped().chances(observed.rows)
    assert ((chances > 0) & (chances < 1)).all()
    assert Weights(shipped().values).named.keys() == set(FEATURES)


def test_likely_questions_of_what_people_turn_to_more_are_listed_as_likelier(bench: Bench) -> None:
    bench.think()
    quiet, busy, settled = (
        bench.snapshot.chunk(*place) for place in (("quiet.py", ""), ("busy.py", ""), ("quiet.py", "settled"))
    )
    assert quiet is not None
    assert busy is not None
    assert settled is not None
    before = bench.snapshot.expected(settled.id)
    assert 0.0 < bench.snapshot.expected(quiet.id) < bench.snapshot.expected(busy.id) < 1.0
    log = QuestionLog.open(bench.session.paths)
    for _ in range(3):
        log.add(Asked("What does `settled` raise?", "stored", 1.0, chunk_label="settled"))
    log.close()
    planner, view = bench.session.workspace.planner, look(bench)
    planner.learn(view)
    bench.writer.put_values(planner.values_of_made())
    assert bench.snapshot.expected(settled.id) > before + 1.0
    assert list(planner.values_of_made()) == []
    place = next_door("quiet.py", "function")
    assert view.asked.share("raises", place) > AskedSoFar().share("raises", place)
    deaf = Lookout(bench.root, bench.session.paths, bench.session.memory, hears=False).look()
    assert deaf.asked == AskedSoFar()
