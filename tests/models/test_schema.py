from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.errors import ModelOutputError
from stc_lsp.models.schema import instructions, json_schema, read, said, without_reasoning


@attrs.frozen
class Line:
    number: int
    text: str = attrs.field(metadata=said("the line", most=10))


@attrs.frozen
class Page:
    title: str
    share: float
    done: bool
    lines: tuple[Line, ...] = attrs.field(metadata=said("the lines", most=2))


PAGE = Page("t", 0.5, True, (Line(1, "a"),))
TEXT = json.dumps(attrs.asdict(PAGE))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"  {TEXT}\n",
        f"```json\n{TEXT}\n```",
        f"```\n{TEXT}\n```\nI hope that helps {{you}}!",
        f"Here you are: {TEXT}",
        f"<think>Perhaps {{}}? Or {{'a': 1}}.</think>\n{TEXT}",
        f'{{"other": "object"}} {TEXT}',
        TEXT.replace('"t"', '"t", "further": [1, {}]'),
        TEXT.replace("0.5", "0.50"),
    ],
)
def test_the_object_is_found_in_whatever_stands_around_it(text):
    assert read(Page, text) == PAGE


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON object"),
        ("I cannot do that.", "no JSON object"),
        (TEXT[:-2], "no JSON object|lacks|is no"),
        ("[]", "no JSON object"),
        (TEXT.replace('"share"', '"shore"'), 'lacks "share"'),
        (TEXT.replace('"t"', "7"), '"title" is not of type string'),
        (TEXT.replace("0.5", '"half"'), '"share" is not of type number'),
        (TEXT.replace("true", "1"), '"done" is not of type boolean'),
        (TEXT.replace('"number": 1', '"number": true'), '"number" is not of type integer'),
        (TEXT.replace('[{"number": 1, "text": "a"}]', "{}"), '"lines" is not a list'),
        (TEXT.replace('{"number": 1, "text": "a"}', "3"), r'"lines"\[0\] is not an object'),
        ("{" * 100_000, "no JSON object"),
        ("[" * 100_000 + TEXT[:20], "no JSON object"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_that_a_model_can_act_on(text, problem):
    with pytest.raises(ModelOutputError, match=problem):
        read(Page, text)


def test_what_is_too_long_is_cut():
    page = read(
        Page, TEXT.replace('"a"', '"a much longer text"').replace("}]", '}, {"number": 2, "text": ""}, 3]')
    )
    assert page.lines == (Line(1, "a much lon"), Line(2, ""))


def test_a_schema_allows_exactly_the_fields_and_bounds_them_only_if_asked_to():
    bounded, free = json_schema(Page, bounded=True), json_schema(Page, bounded=False)
    assert bounded["properties"]["lines"]["maxItems"] == 2
    assert bounded["properties"]["lines"]["items"]["properties"]["text"]["maxLength"] == 10
    assert "max" not in json.dumps(free)
    for schema in (bounded, bounded["properties"]["lines"]["items"]):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])


def test_the_instructions_show_an_object_that_fits():
    example = instructions(Page).split("\n", 1)[1]
    assert read(Page, example).lines[0].text == "<the line>"


# Of letters alone no object is ever made that is a line.
PIECES = ['{"number": 1, "text": "a"}', '"number":', '"text":', "true", "```", "{}", *'{}[]",:\\ a1n.']


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_brings_reading_down(text):
    try:
        page = read(Line, text)
    except ModelOutputError:
        return
    assert isinstance(page.number, int)


def test_reasoning_is_dropped_only_where_it_is_marked():
    assert without_reasoning("<think>\nhm\n</think>\n\nYes.") == "Yes."
    assert without_reasoning("The tag `</think>` ends it.") == "The tag `</think>` ends it."
