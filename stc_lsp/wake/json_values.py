"""The one JSON shape of every answer, for all faces: terminal, editor, protocol. Names in snake_case."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.values import Counts
    from stc_lsp.wake.understanding import Part, Understanding
    from stc_lsp.wake.values import Answer, Citation, HoverCard, LikelyQuestion

JsonObject = dict[str, Any]


def citation_json(citation: Citation) -> JsonObject:
    """Lines that something rests on; 1-based, inclusive."""
    return asdict(citation)


def answer_json(answer: Answer) -> JsonObject:
    """What `ask` answers."""
    return {
        "answer": answer.answer,
        "rung": str(answer.rung),
        "citations": [citation_json(each) for each in answer.citations],
        "fresh": answer.fresh,
        "tokens": asdict(answer.tokens),
        "elapsed_ms": round(answer.elapsed_ms, 1),
        "questions": list(answer.questions),
        "reason": f"{answer.not_stored} {answer.reason}".strip(),
        "asked_id": answer.asked_id,
    }


def hover_json(card: HoverCard, elapsed_ms: float) -> JsonObject:
    """What `hover` shows, and how long it took."""
    return {
        "markdown": card.markdown,
        "symbol": card.symbol,
        "path": card.path,
        "line": card.line,
        "fresh": card.fresh,
        "candidates": card.candidates,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def question_json(question: LikelyQuestion) -> JsonObject:
    """One likely question with its answer."""
    return {
        "question": question.question,
        "answer": question.answer,
        "intent": question.intent,
        "about": question.label,
        "citations": [citation_json(each) for each in question.citations],
        "fresh": question.fresh,
        "thinker": question.thinker,
        "chance": round(question.chance, 4),
        "key": question.key,
        "predictability": None if question.predictability is None else round(question.predictability, 4),
    }


def questions_json(questions: Iterable[LikelyQuestion]) -> JsonObject:
    """What `questions` lists."""
    return {"questions": [question_json(each) for each in questions]}


def status_json(
    known: Counts,
    *,
    workspace: str,
    sleeper: JsonObject | None,
    model: dict[str, str],
    budget: Iterable[JsonObject],
    notices: Iterable[str],
) -> JsonObject:
    """What `status` tells: what is known, what the sleeper says of itself (None: none runs), which models."""
    return {
        "workspace": workspace,
        "revision": known.revision,
        "files": known.files,
        "chunks": known.chunks,
        "partial": known.is_partial,
        "skipped": known.skipped,
        "passed_over": known.passed_over,
        "languages": known.languages,
        "thoughts": {"wanted": known.thoughts_wanted, "made": known.thoughts_made},
        "sleeper": sleeper,
        "model": model,
        "budget": list(budget),
        "notices": list(notices),
    }


def understanding_json(found: Understanding) -> JsonObject:
    """How well a folder and its parts are understood. Counts are of thoughts; `edited` is of files."""
    return {**_part_json(found.whole), "parts": [_part_json(each) for each in found.parts]}


def _part_json(part: Part) -> JsonObject:
    return {
        "path": part.path,
        "is_folder": part.is_folder,
        "thoughts": {"wanted": part.coverage.wanted, "made": part.coverage.made},
        "by_model": {"wanted": part.coverage.wanted_of_model, "made": part.coverage.made_by_model},
        "outdated": part.coverage.outdated,
        "edited": part.edited,
        "summary": part.summary,
    }
