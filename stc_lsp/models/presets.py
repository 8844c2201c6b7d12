"""Well-known endpoints, so that a person need only name one. Nothing here is contacted before they do."""

from __future__ import annotations

from dataclasses import dataclass

from stc_lsp.models.settings import LOCAL


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
    "local": Preset(
        LOCAL, "", "model.name is a GGUF file; runs it here, without a server: pip install 'stc-lsp[local]'."
    ),
    "openai": Preset("https://api.openai.com/v1", "OPENAI_API_KEY", "Caches prompt prefixes by itself."),
    "ollama": Preset(
        "http://127.0.0.1:11434/v1",
        "",
        "Its context is short unless OLLAMA_CONTEXT_LENGTH says otherwise, and it cuts prompts silently.",
    ),
    "lmstudio": Preset("http://127.0.0.1:1234/v1", "", "Start the server in its Developer tab."),
    "llamacpp": Preset("http://127.0.0.1:8080/v1", "", "Run `llama-server -m MODEL.gguf`; any name will do."),
    "vllm": Preset("http://127.0.0.1:8000/v1", "", "Run `vllm serve MODEL`."),
    "openrouter": Preset(
        "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "Names look like vendor/model."
    ),
    "deepseek": Preset(
        "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "Takes json_object, not json_schema."
    ),
    "anthropic": Preset(
        "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", "Its compatible address ignores response_format."
    ),
    "google": Preset(
        "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", "The Gemini models."
    ),
}
