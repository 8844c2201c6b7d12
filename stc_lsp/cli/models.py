"""`stc-lsp models`: which models are configured, and what answers on this machine when asked to look."""

from __future__ import annotations

import os

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.models.settings import ASLEEP, AWAKE, EndpointSettings


@click.command("models")
@click.option("--discover", is_flag=True, help="Look for model servers on the usual ports of this machine.")
@click.option("--presets", is_flag=True, help="List well-known endpoints, without contacting them.")
@common_options
def models_command(command: Command, *, discover: bool, presets: bool) -> None:
    """List the configured models, asleep and awake. Contacts nobody without --discover."""
    configured = {phase: command.settings.endpoint(phase) for phase in (ASLEEP, AWAKE)}
    found = _discovered() if discover else {}
    known = _presets() if presets else {}
    if command.json:
        value: dict[str, object] = {
            "configured": {phase: each and _as_json(each) for phase, each in configured.items()}
        }
        if discover:
            value["discovered"] = found
        if presets:
            value["presets"] = known
        show.as_json(value)
        return
    if any(configured.values()):
        for phase, each in configured.items():
            show.say(f"{phase}: {_described(each)}" if each else f"{phase}: none")
    elif not presets:
        show.say("No model is configured: answers come from static analysis.")
    if presets:
        show.heading("Well-known endpoints (set model.base_url to the address)")
        show.table((f"  {name}", *row) for name, row in known.items())
    if discover:
        show.heading("On this machine")
        show.table(
            (f"  {url}", ", ".join(names) or "answers, but lists no models") for url, names in found.items()
        )
        if not found:
            show.say("  Nothing answers on the usual ports.")


def _as_json(each: EndpointSettings) -> dict[str, object]:
    return {
        "base_url": each.base_url,
        "name": each.name,
        "api_key_env": each.api_key_env,
        "has_key": bool(each.api_key_env and os.environ.get(each.api_key_env)),
        "context_tokens": each.context_tokens,
        "max_output_tokens": each.max_output_tokens,
        "input_price": each.input_price,
        "cached_price": each.cached_price,
        "output_price": each.output_price,
        "concurrency": each.concurrency,
    }


def _described(each: EndpointSettings) -> str:
    key = ""
    if each.api_key_env:
        is_set = "set" if os.environ.get(each.api_key_env) else "not set"
        key = f", key in {each.api_key_env} ({is_set})"
    prices = ""
    if each.input_price or each.output_price:
        prices = f", {each.input_price:g} per million tokens read and {each.output_price:g} written"
    return f"{each.name} at {each.base_url}, {each.context_tokens:,} tokens of context{key}{prices}"


def _presets() -> dict[str, tuple[str, str]]:
    from stc_lsp.models.presets import PRESETS

    return {name: (each.base_url, each.note) for name, each in PRESETS.items()}


def _discovered() -> dict[str, list[str]]:
    from stc_lsp.models.discover import discover

    return discover()
