"""What a question is about is found by its words, its names, and what belongs to those."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from stc_lsp.code.asking.question import read_question
from stc_lsp.errors import EndpointUnavailableError
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.rank.weights import WEIGHTS
from stc_lsp.wake.values import AskContext
from tests.sleep.sleepers import indexed_bench, open_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot

TEXT = '''
# --- src/shop/prices.py
"""What things cost."""
from shop.money import round_up


def price_of(item: str) -> int:
    """The price of an item, its discount taken off."""
    return round_up(len(item))
# --- src/shop/money.py
def round_up(amount: float) -> int:
    return int(amount) + 1
# --- src/shop/letters.py
class LetterWriter:
    """Writes letters to customers."""

    def greeting(self, name: str) -> str:
        return f"Dear {name}"
# --- src/shop/unrelated.py
def paint(colour: str) -> None:
    """Paints a wall."""
# --- tests/test_prices.py
from shop.prices import price_of


def test_a_discount_is_taken_off():
    assert price_of("tea") == 4
# --- docs/prices.md
# Prices

The price of an item is its discount taken off.
# --- CHANGES.md
# Changes

- The discount of an item is taken off its price.
'''


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder: Path = tmp_path_factory.mktemp("retrieve")
    with indexed_bench(make_workspace(folder, TEXT), folder / "data") as bench:
        yield bench.snapshot


def files(snapshot: Snapshot, question: str, **context: Any) -> tuple[str, ...]:
    return retrieve(read_question(question), snapshot, None, AskContext(**context)).files


def test_code_goes_before_documents_and_those_before_change_logs(snapshot):
    found = files(snapshot, "How is the discount of an item taken off its price?")
    assert found[0] == "src/shop/prices.py"
    assert found.index("docs/prices.md") < found.index("CHANGES.md")


def test_the_best_place_in_a_file_is_the_chunk_that_says_it(snapshot):
    ranking = retrieve(read_question("How is the price of an item computed?"), snapshot)
    of_file = [each for each in ranking.likeliest(len(ranking.likely)) if each.path == "src/shop/prices.py"]
    assert of_file[0].label == "price_of"


def test_a_name_finds_its_definition_whatever_else_is_said(snapshot):
    assert files(snapshot, "Why does `greeting` not take a discount off the price?")[0] in (
        "src/shop/letters.py",
        "src/shop/prices.py",
    )
    assert files(snapshot, "What is LetterWriter.greeting?")[0] == "src/shop/letters.py"


def test_what_the_best_code_uses_and_its_tests_follow_it(snapshot):
    found = files(snapshot, "What does price_of return?")
    assert found[0] == "src/shop/prices.py"
    assert {"src/shop/money.py", "tests/test_prices.py"} <= set(found)
    assert "src/shop/unrelated.py" not in found


def test_tests_count_in_full_when_they_are_asked_for(snapshot):
    asked = files(snapshot, "Which test checks that a discount is taken off?")
    assert asked[0] == "tests/test_prices.py"


def test_the_file_looked_at_breaks_a_tie(snapshot):
    path = "src/shop/unrelated.py"
    assert files(snapshot, "What does this do to a wall?", path=path, line=1)[0] == path


def test_a_question_that_shares_nothing_finds_nothing(snapshot):
    assert files(snapshot, "Xylophone?") == ()
    assert files(snapshot, "") == ()


def test_the_same_question_finds_the_same(snapshot):
    question = "Where is the price of an item rounded?"
    assert files(snapshot, question) == files(snapshot, question)


def test_vectors_find_what_no_word_does(tmp_path):
    embeddings = static_embeddings()
    with indexed_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as bench:
        bench.session.sleeper.pen = anyio.Lock()
        assert anyio.run(embed_chunks, bench.session.sleeper, static_embeddings)
        question = read_question("correspondence with clients")
        assert retrieve(question, bench.snapshot).files == ()
        assert retrieve(question, bench.snapshot, embeddings).files[0] == "src/shop/letters.py"


def test_what_an_embedding_model_finds_counts_more_than_what_means_of_words_do(tmp_path):
    static = static_embeddings()
    assert static is not None

    class Model:
        name = static.name
        at_once = 1
        is_model = True
        embed = staticmethod(static.embed)

    with indexed_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as bench:
        bench.session.sleeper.pen = anyio.Lock()
        assert anyio.run(embed_chunks, bench.session.sleeper, static_embeddings)
        question = read_question("correspondence with clients")
        by_words, by_model = (
            retrieve(question, bench.snapshot, each).places[0] for each in (static, Model())
        )
    assert by_model.chunk == by_words.chunk
    assert by_model.score / by_words.score == pytest.approx(WEIGHTS.vector_of_model / WEIGHTS.vector)


def test_vectors_that_cannot_be_had_are_done_without(snapshot, caplog):
    class Down:
        name = "down"
        at_once = 1
        is_model = True

        def embed(self, texts: Sequence[str]):
            raise EndpointUnavailableError("Nothing answers.")

    found = retrieve(read_question("How is a price made?"), snapshot, Down()).files
    assert found == files(snapshot, "How is a price made?")
    assert "Nothing answers." in caplog.text


def test_what_exercises_the_code_is_among_the_first_five(tmp_path):
    modules = "".join(
        f"# --- src/tides/part{number}.py\ndef high_tide_{number}():\n"
        f'    """Compute the hour of high tide at harbour {number}."""\n'
        for number in range(8)
    )
    filler = " ".join(f"word{number}" for number in range(60))
    others = f'# --- checks/test_all.py\n"""Tide, {filler}."""\n'
    with indexed_bench(make_workspace(tmp_path, modules + others), tmp_path / "data") as bench:
        found = files(bench.snapshot, "How is the hour of high tide computed at a harbour?")
    assert found[4] == "checks/test_all.py"


def test_a_big_file_does_not_go_before_the_one_that_says_it(tmp_path):
    words = ("queue drained", "shutdown pending", "pending jobs", "jobs queue", "drained shutdown")
    big = "\n".join(f'def part_{n}():\n    """Of the {words[n % 5]}."""\n' for n in range(400))
    small = 'def leave(pool):\n    """Drains the queue of pending jobs at shutdown."""\n'
    with open_bench(
        make_workspace(tmp_path, f"# --- big.py\n{big}\n# --- small.py\n{small}"), tmp_path / "data"
    ) as bench:
        bench.indexer.reconcile()
        question = read_question("How is the queue drained of pending jobs at shutdown?")
        assert retrieve(question, bench.snapshot).files[0] == "small.py"
        by_sum_alone = replace(WEIGHTS, further_by_size=0.0, coverage_by_size=0.0, definitions=0.0)
        assert retrieve(question, bench.snapshot, weights=by_sum_alone).files[0] == "big.py"


def test_the_language_that_the_code_is_in_goes_before_another_that_says_the_same(tmp_path):
    text = '''
# --- a_fast/parse.rs
/// Splits a statement into tokens.
fn split_statement() {}
# --- lexer.py
def split_statement():
    """Splits a statement into tokens."""
# --- one.py
def one(): ...
# --- two.py
def two(): ...
'''
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data") as bench:
        assert files(bench.snapshot, "How is a statement split into tokens?")[:2] == (
            "lexer.py",
            "a_fast/parse.rs",
        )


def test_what_a_program_wrote_or_only_declares_goes_behind_what_somebody_wrote(tmp_path):
    text = '''
# --- a_protocol/network.py
# DO NOT EDIT THIS FILE!
# It is generated from the protocol's specification.

import socket


def send_failed_request_again():
    """Sends a failed request again."""
# --- a_stub.pyi
def retry_request() -> None:
    """Sends a failed request again."""
# --- a_stub.py
def retry_request():
    again()
# --- session.py
def retry_request():
    """Sends a failed request again."""
'''
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data") as bench:
        assert bench.snapshot.generated_files() == {"a_protocol/network.py"}
        found = files(bench.snapshot, "How is a failed request sent again?")
        assert found[0] == "session.py"
        unweighed = replace(WEIGHTS, generated=1.0)
        question = read_question("How is a failed request sent again?")
        assert retrieve(question, bench.snapshot, weights=unweighed).files[0] != "session.py"


def test_a_word_finds_what_code_writes_for_it(tmp_path):
    text = '''
# --- lookup.py
def conn_params(db, env):
    return env[db]
# --- linkcheck.py
def probe(): ...
# --- other.py
"""Parametres."""
def paint(): ...
'''
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data") as bench:
        exactly = replace(WEIGHTS, in_code=0.0)
        for question, path in (
            ("How does the environment name parameters of the connection?", "lookup.py"),
            ("Where is the link-checker?", "linkcheck.py"),
        ):
            assert files(bench.snapshot, question) == (path,)
            assert retrieve(read_question(question), bench.snapshot, weights=exactly).files == ()


def test_where_the_calls_lead_on_from_what_fits_best_belongs_to_it(tmp_path):
    decoys = "".join(
        f'# --- part{number}.py\ndef part_{number}():\n    """The order of scripts, {number}."""\n'
        for number in range(8)
    )
    text = f'''
# --- deploy.py
from loader import load


def find_deployer(name):
    """Resolves the name of a deployment script: the order of its lookup."""
    return load(name)
# --- loader.py
def load(path): ...
# --- command.py
from deploy import find_deployer


def run(): find_deployer("")
# --- tests/test_deploy.py
from deploy import find_deployer


def test_it(): find_deployer("")
{decoys}'''
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data") as bench:
        question = read_question("In which order is the name of a deployment script looked up and resolved?")
        found = retrieve(question, bench.snapshot).files
        assert found[0] == "deploy.py"
        assert {"loader.py", "command.py"} <= set(found[:5])
        untied = retrieve(question, bench.snapshot, weights=replace(WEIGHTS, tied=0.0, definitions=0.0)).files
        assert "loader.py" not in untied[:5]


@pytest.mark.parametrize(("callers", "second"), [(1, "part0.py"), (4, "remarks.py")])
def test_what_calls_something_belongs_to_it_unless_much_does(tmp_path, callers, second):
    calling = "".join(
        f'# --- part{number}.py\nfrom tool import note\n\n\ndef part_{number}():\n    note("")\n'
        for number in range(callers)
    )
    text = f'''
# --- tool.py
def note(text):
    """Writes a remark into the protocol."""
# --- remarks.py
def read(text):
    """Reads a remark."""
{calling}'''
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data") as bench:
        question = read_question("How is a remark written into the protocol?")
        found = retrieve(question, bench.snapshot, weights=replace(WEIGHTS, tied=2.0)).files
        assert found[:2] == ("tool.py", second)


LOCKS = '''
# --- locks/errors.py
class LockExpiredError(Exception):
    """A lock has expired."""
# --- locks/lock.py
from locks.errors import LockExpiredError
from locks.store import read


def keep(lock, seconds):
    """Keep a lock that is held for longer."""
    held = read(lock)
    if held is None or held.expired:
        raise LockExpiredError(lock)
    held.until += seconds
    return held


class Lock: ...
# --- locks/store.py
def read(lock):
    return lock.held
'''


@pytest.fixture(scope="module")
def locks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder: Path = tmp_path_factory.mktemp("locks")
    with indexed_bench(make_workspace(folder, LOCKS), folder / "data") as bench:
        yield bench.snapshot


def test_the_function_that_does_it_is_likelier_than_a_short_class_with_its_words(locks: Snapshot) -> None:
    ranking = retrieve(read_question("What happens when a lock has expired?"), locks)
    assert ranking.places[0].chunk.label == "LockExpiredError"
    assert ranking.likeliest(1)[0].label == "keep"
    assert ranking.likely[ranking.likeliest(1)[0].id] == 1.0


def test_of_a_long_question_search_alone_tells_what_is_likely(locks: Snapshot) -> None:
    question = read_question(
        "Which exception class signals that some distributed lock has expired before its owner managed to "
        "release, renew or otherwise prolong the lease within the configured interval?"
    )
    ranking = retrieve(question, locks)
    assert ranking.brevity == 0
    assert [each.id for each in ranking.likeliest(3)] == [each.chunk.id for each in ranking.places[:3]]
