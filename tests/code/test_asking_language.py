"""Telling a question in English from one in another language."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.language import is_english


@pytest.mark.parametrize(
    "question",
    [
        "Wie wird ein Worker beendet?",
        "Wer ruft `spawn_worker` auf?",
        "was macht spawn_worker und wo ist es definiert?",
        "Comment est-ce que les workers sont tués ?",
        "¿Cómo se mata un worker que no responde por el arbiter?",
        "Dove sono le impostazioni della porta?",
        "ワーカーはどのように終了しますか",
        "Кто вызывает spawn_worker?",
    ],
)
def test_other_languages_are_told(question: str) -> None:
    assert not is_english(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who calls spawn_worker?",
        "how is a worker killed when it times out",
        "spawn_worker",
        "what was the default port",
        "does `le` and `la.py` compare un to des/der",
        "where is the naïve façade",
        "is x in w or not",
    ],
)
def test_english_is_taken_for_english(question: str) -> None:
    assert is_english(question)
