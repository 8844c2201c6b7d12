"""Answers in a form: from an attrs class to the JSON schema that asks for it, and from a model's text back.

A class may hold `str`, `int`, `float`, `bool`, tuples of one type, and other such classes. What a field means
and how long it may be stands in its metadata: `field(metadata=said("what it is for", most=400))`. Nothing a
model writes is trusted: the text is searched for an object, and the object must fit the class; only further
members are ignored.
"""

from __future__ import annotations

import json
import typing
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from stc_lsp.errors import ModelOutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

_SCALARS: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def said(about: str, *, most: int | None = None) -> dict[str, Any]:
    """Metadata of a field: what it means, and the most characters or members it may have."""
    return {"about": about, "most": most}


def json_schema(form: type, *, bounded: bool) -> dict[str, Any]:
    """The JSON schema of a class. `bounded` states maximal lengths, which not every endpoint knows."""
    return _schema_of(form, None, bounded=bounded)


def instructions(form: type) -> str:
    """The same in words, for endpoints that know no schemas."""
    example = json.dumps(_example(form, "text"), ensure_ascii=False)
    return f"Reply with one JSON object and nothing else, in this form:\n{example}"


def read(form: type[T], text: str) -> T:
    """The first object in a model's text that fits the class. Raises ModelOutputError, saying why not."""
    problem = "there is no JSON object in it"
    for value in _objects(text):
        try:
            return cast("T", _fitted(form, None, value, "the object"))
        except ValueError as error:
            problem = str(error)
    message = f"The model's answer is not in the form asked for: {problem}."
    raise ModelOutputError(message)


def without_reasoning(text: str) -> str:
    """The answer after a reasoning model's `<think>` block, if it left one in its text."""
    head, found, tail = text.partition("</think>")
    return tail.strip() if found and head.lstrip().startswith("<think>") else text


def _fields(form: type) -> list[tuple[str, Any, dict[str, Any]]]:
    hints = typing.get_type_hints(form)
    return [(field.name, hints[field.name], dict(field.metadata)) for field in attrs.fields(form)]


def _schema_of(kind: Any, most: int | None, *, bounded: bool) -> dict[str, Any]:
    if kind in _SCALARS:
        schema: dict[str, Any] = {"type": _SCALARS[kind]}
        if bounded and most is not None and kind is str:
            schema["maxLength"] = most
        return schema
    if typing.get_origin(kind) is tuple:
        schema = {
            "type": "array",
            "items": _schema_of(typing.get_args(kind)[0], None, bounded=bounded),
        }
        if bounded and most is not None:
            schema["maxItems"] = most
        return schema
    fields = _fields(kind)
    return {
        "type": "object",
        "properties": {
            name: _schema_of(hint, meta.get("most"), bounded=bounded)
            | {"description": meta.get("about", name)}
            for name, hint, meta in fields
        },
        # OpenAI's strict mode wants every property required and no others allowed.
        "required": [name for name, _, _ in fields],
        "additionalProperties": False,
    }


def _example(kind: Any, about: str) -> Any:
    if kind in _SCALARS:
        return {str: f"<{about}>", int: 1, float: 1.0, bool: True}[kind]
    if typing.get_origin(kind) is tuple:
        return [_example(typing.get_args(kind)[0], about)]
    return {name: _example(hint, meta.get("about", name)) for name, hint, meta in _fields(kind)}


def _objects(text: str) -> Iterator[object]:
    """Every JSON object in the text, outermost ones first; fences and prose are skipped."""
    text = without_reasoning(text)
    decoder = json.JSONDecoder(strict=False)
    position, starts = text.find("{"), 0
    # A text of braces alone must not cost its length squared.
    while position >= 0 and starts < 50:
        starts += 1
        try:
            value, end = decoder.raw_decode(text, position)
            yield value
        except (ValueError, RecursionError):
            end = position + 1
        position = text.find("{", end)


def _fitted(kind: Any, most: int | None, value: object, where: str) -> object:
    if kind in _SCALARS:
        return _fitted_scalar(kind, most, value, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            message = f"{where} is not a list"
            raise ValueError(message)
        item = typing.get_args(kind)[0]
        members = cast("list[object]", value)[:most]
        return tuple(_fitted(item, None, member, f"{where}[{i}]") for i, member in enumerate(members))
    if not isinstance(value, dict):
        message = f"{where} is not an object"
        raise ValueError(message)
    given = cast("dict[str, object]", value)
    found: dict[str, object] = {}
    for name, hint, meta in _fields(kind):
        if name not in given:
            message = f'{where} lacks "{name}"'
            raise ValueError(message)
        found[name] = _fitted(hint, meta.get("most"), given[name], f'"{name}"')
    return kind(**found)


def _fitted_scalar(kind: type, most: int | None, value: object, where: str) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        message = f"{where} is not of type {_SCALARS[kind]}"
        raise ValueError(message)
    return value[:most] if isinstance(value, str) else value
