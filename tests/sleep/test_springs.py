"""Questions that nobody asked of this very thing yet: those asked of its like, and what a commit changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.rows import pack_items, thought
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import Asked, ThoughtKind
from stc_lsp.sleep.run import sleep_until_done
from stc_lsp.sleep.thinkers.forms import QuestionForm, QuestionsForm, checked
from stc_lsp.sleep.thinkers.request import ThinkRequest, ThoughtScope
from stc_lsp.sleep.thinkers.shown import Shown
from tests.fault_endpoint import Exchange, FaultEndpoint
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import settings_for
from tests.steady_model import SteadyModel
from tests.workspace import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.memory.values import ThoughtItem

ASKED = "How does `TeaForm` validate its input?"
TEXT = '''
# --- shop/forms.py
"""What people send."""


class Form:
    """What is sent."""


class TeaForm(Form):
    """An order of tea."""

    def validate(self, input):
        """Refuse what is no tea."""
        return bool(input)


class CakeForm(Form):
    """An order of cake."""

    def validate(self, input):
        """Refuse what is no cake."""
        return len(input) > 1


class Note(Form):
    """Words to the shop."""

    def text(self):
        """What they are."""
        return "thanks"
# --- shop/boxes.py
"""Boxes."""


class Box:
    """Holds tea; nobody knows how to validate an input here."""
'''


class Answering(SteadyModel):
    """Answers single questions, and everything else as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.prompts: list[str] = []

    def behave(self, exchange: Exchange) -> None:
        prompt = exchange.body["messages"][1]["content"]
        if "The question" not in prompt.rpartition("\n")[2]:
            super().behave(exchange)
            return
        self.prompts.append(prompt)
        text = json.dumps({"answer": "It asks `len`." if "len" in prompt else "It looks.", "lines": []})
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        usage = {"prompt_tokens": 400, "completion_tokens": 30, "total_tokens": 430}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})

    @property
    def singles(self) -> list[str]:
        """The questions, without what they are put in."""
        return sorted(each.rpartition("\n")[2].partition(": ")[2] for each in self.prompts)


class Shop:
    """A repository in which somebody asks while a model thinks about it."""

    def __init__(self, folder: Path, base_url: str, model: Answering) -> None:
        self.repository = Repository(folder / "repo")
        self.root = write_files(self.repository.root, TEXT)
        self.repository.commit("Open the shop")
        self.model = model
        self.settings: dict[str, object] = {
            "model.base_url": base_url,
            "model.name": "tiny",
            "sleep.least_return": 0,
        }
        self.paths = MemoryPaths(folder / "data", self.root)

    def sleep(self) -> None:
        self.model.prompts.clear()
        report = sleep_until_done(self.root, settings_for(self.paths.data_dir, **self.settings))
        assert report.stopped_by == "done"

    def log(self, *questions: tuple[str, str]) -> None:
        log = QuestionLog.open(self.paths)
        for question, label in questions:
            log.add(Asked(question, "raw", 1.0, chunk_label=label))
        log.close()

    def items(self, path: str, qualname: str) -> list[ThoughtItem]:
        """What a model has answered about something."""
        memory = Memory.open(self.paths)
        try:
            with memory.snapshot() as snapshot:
                chunk = snapshot.chunk(path, qualname)
                assert chunk is not None
                found = snapshot.stored_questions(chunk.id)
                return [item for thought, item in found if thought.recipe.thinker.startswith("tiny ?")]
        finally:
            memory.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    model = Answering()
    with FaultEndpoint([model.behave]) as server:
        yield Shop(tmp_path, server.base_url, model)


def test_what_was_asked_of_one_is_answered_of_its_siblings_that_have_it(shop: Shop) -> None:
    shop.log((ASKED, "TeaForm"))
    shop.sleep()
    # `Note` is a sibling, but validates nothing; `Box` speaks of it, but is none.
    assert shop.model.singles == ["How does `CakeForm` validate its input?"]
    (item,) = shop.items("shop/forms.py", "CakeForm")
    assert (item.question, item.text) == ("How does `CakeForm` validate its input?", "It looks.")
    shop.sleep()
    assert shop.model.singles == []


def test_the_same_question_in_other_words_is_paid_for_once(shop: Shop) -> None:
    shop.log(
        (ASKED, "TeaForm"),
        ("how does `TeaForm` validate its input", "TeaForm"),
        ("How does the class `TeaForm` validate the input?", "TeaForm"),
    )
    shop.sleep()
    assert len(shop.model.singles) == 1


@pytest.mark.parametrize(
    "question",
    ["Who calls `TeaForm`?", "How does it validate its input?", "How do `TeaForm` and `Note` differ?"],
)
def test_what_static_analysis_answers_and_what_names_no_one_thing_is_put_to_nobody(
    shop: Shop, question: str
) -> None:
    shop.log((question, "TeaForm"))
    shop.sleep()
    assert shop.model.singles == []


def test_who_keeps_no_questions_has_none_put_to_others(shop: Shop) -> None:
    shop.log((ASKED, "TeaForm"))
    shop.settings["privacy.log_questions"] = False
    shop.sleep()
    assert shop.model.singles == []


def test_what_does_not_pay_is_not_asked(shop: Shop) -> None:
    shop.log((ASKED, "TeaForm"))
    shop.settings["sleep.least_return"] = 1000
    shop.sleep()
    assert shop.model.singles == []


def test_what_a_recent_commit_changed_is_explained_beside_what_exactly_it_did(shop: Shop) -> None:
    path = shop.root / "shop/forms.py"
    path.write_text(path.read_text().replace("len(item) > 1", "len(item) > 2").replace("> 1", "> 2"))
    shop.repository.commit("Take no small cakes", author="Grace Hopper")
    shop.sleep()
    told = [each for each in shop.model.prompts if "Take no small cakes" in each]
    # Of the method, and of the class that holds it.
    assert len(told) == 2
    assert all("-return len(input) > 1\n+return len(input) > 2" in each for each in told)
    (item,) = shop.items("shop/forms.py", "CakeForm.validate")
    assert item.intent == "changed"
    assert item.text.startswith(
        "It asks `len`.\n\n`CakeForm.validate` was last changed on 2024-03-02 by Grace"
    )
    assert item.text.endswith("```diff\n-return len(input) > 1\n+return len(input) > 2\n```")
    assert shop.items("shop/forms.py", "TeaForm.validate") == []


def test_an_explanation_of_a_change_goes_with_the_next_commit_and_with_an_edit(shop: Shop) -> None:
    path = shop.root / "shop/forms.py"
    path.write_text(path.read_text().replace("> 1", "> 2"))
    shop.repository.commit("Take no small cakes")
    shop.sleep()
    path.write_text(path.read_text().replace("> 2", "> 3"))
    shop.sleep()
    assert shop.items("shop/forms.py", "CakeForm.validate") == []
    assert shop.model.prompts == []
    shop.repository.commit("Take large cakes only")
    shop.sleep()
    (item,) = shop.items("shop/forms.py", "CakeForm.validate")
    assert "Take large cakes only" in item.text
    assert "-return len(input) > 2\n+return len(input) > 3" in item.text


def test_what_a_model_asks_twice_is_kept_once_with_its_further_wordings() -> None:
    wordings = ("What does `f` return?", "What do I get back from `f`?", "What does `f` never return?")
    claims = tuple(QuestionForm(each, "A number.", (1,)) for each in wordings)
    request = ThinkRequest(
        ThoughtKind.QUESTIONS, ThoughtScope.FUNCTION, "python", "f", source=b"def f(): return 1"
    )
    found = checked(request, QuestionsForm(claims), Shown("1| def f(): return 1", frozenset({1})))
    assert [item.question for item in found.items] == [wordings[0], wordings[2]]
    assert found.items[0].wordings == (wordings[1],)
    assert found.dropped == 0
    row = ("0" * 32, "questions", "tiny", "1", "", pack_items(found.items), 0, 0, 0)
    assert thought(row).items == found.items
