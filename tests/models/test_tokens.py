from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.models.presets import PRESETS
from stc_lsp.models.settings import LOCAL
from stc_lsp.models.tokens import fit_tokens, mean_prompt_tokens, mean_tokens, most_prompt_tokens, most_tokens

if TYPE_CHECKING:
    from stc_lsp.models.values import Message


@given(st.text())
def test_no_text_has_more_tokens_than_bytes(text):
    assert most_tokens(text) == len(text.encode("utf-8", "surrogatepass"))


def test_real_code_has_between_two_and_a_half_and_five_bytes_a_token():
    for name in ("argparse.py", "json/decoder.py", "textwrap.py"):
        text = (Path(sysconfig.get_path("stdlib")) / name).read_text("utf-8")
        assert 2.5 < len(text) / mean_tokens(text) < 5


def test_a_prompt_is_more_than_its_texts():
    messages: list[Message] = [{"role": "user", "content": "one two three"}]
    assert mean_tokens("one two three") < mean_prompt_tokens(messages) < most_prompt_tokens(messages)


@given(st.text(alphabet="ab (\n", max_size=300), st.integers(0, 100))
def test_what_is_fitted_is_a_beginning_of_whole_lines_within_the_budget(text, budget):
    fitted = fit_tokens(text, budget)
    assert text.startswith(fitted)
    assert fitted == text or fitted == "" or fitted.endswith("\n")
    # Each line is rounded on its own.
    assert mean_tokens(fitted) <= budget + fitted.count("\n") / 2 + 1


def test_presets_are_addresses_that_need_a_key_unless_they_are_local():
    assert set(PRESETS) >= {"openai", "ollama", "lmstudio", "llamacpp", "vllm", "openrouter", "deepseek"}
    for preset in PRESETS.values():
        local = ("http://127.0.0.1:", LOCAL)
        assert preset.base_url.startswith(local if preset.is_local else "https://")
        assert not preset.base_url.endswith("/")
        assert bool(preset.api_key_env) is not preset.is_local
