"""Well-known endpoints, so that a person need only name one. Nothing here is contacted before they do."""

from __future__ import annotations

from dataclasses import dataclass

from stc_lsp.models.settings import LOCAL

LOCAL_INSTALL = "`pip install '.[local]'` in a checkout of stc-lsp"
"""What brings the program that runs a GGUF file."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One well-known OpenAI-compatible endpoint."""

    base_url: str
    api_key_env: str
    """"" where no key is needed."""
    note: str

    @property
    def is_local(self) -> bool:
        """Whether it runs on the person's own machine."""
        return self.base_url == LOCAL or self.base_url.startswith("http://127.0.0.1:")


PRESETS: dict[str, Preset] = {
    "local": Preset(LOCAL, "", f"Runs the GGUF file in model.name, without a server; needs {LOCAL_INSTALL}."),
    "openai": Preset("https://api.openai.com/v1", "OPENAI_API_KEY", "Caches repeated prompt prefixes."),
    "ollama": Preset(
        "http://127.0.0.1:11434/v1",
        "",
        "Set OLLAMA_CONTEXT_LENGTH: its default is short, and longer prompts are cut silently.",
    ),
    "lmstudio": Preset("http://127.0.0.1:1234/v1", "", "Start the server in its Developer tab."),
    "llamacpp": Preset("http://127.0.0.1:8080/v1", "", "Run `llama-server -m MODEL.gguf`; any name will do."),
    "vllm": Preset("http://127.0.0.1:8000/v1", "", "Run `vllm serve MODEL`."),
    "openrouter": Preset(
        "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "Model names look like vendor/model."
    ),
    "deepseek": Preset(
        "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "Supports json_object, not json_schema."
    ),
    "anthropic": Preset("https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", "Ignores response_format."),
    "google": Preset(
        "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", "The Gemini models."
    ),
}
