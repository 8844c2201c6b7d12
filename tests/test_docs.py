"""The docs say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.generate_docs import PAGES, page
from stc_lsp.cli.commands import COMMANDS
from stc_lsp.code.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_what_the_code_would_write(name: str) -> None:
    current, wanted = page(name)
    assert current == wanted, f"docs/{name} is out of date: run `make docs`"


@pytest.mark.parametrize("document", PROSE, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8"))
    missing = [
        link for link in links if "://" not in link and not (document.parent / link.split("#")[0]).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", PROSE, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(document: Path) -> None:
    named = set(re.findall(r"(?:^\$ |`|\./|/)stc-lsp ([a-z]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= set(COMMANDS)


def test_the_readme_sets_up_in_two_lines() -> None:
    block = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    assert block[1].splitlines() == ["scripts/setup tour", "scripts/setup test"]


def test_the_changelog_names_every_command() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in changelog] == []


def test_the_readme_names_every_language() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("## Languages")[2].partition("\n## ")[0].lower()
    named = set(re.split(r"[,|]\s*|\s+\|", table.replace("\n", "|")))
    written = {"cpp": "c++", "csharp": "c#", "tsx": "jsx"}
    assert {written.get(name, name) for name in LANGUAGES} - {each.strip() for each in named} == set()
