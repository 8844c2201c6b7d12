"""What manifests say of a repository: where it starts, how its tests are run, what it needs."""

from __future__ import annotations

import pytest

from stc_lsp.code.manifests import (
    MANIFESTS,
    Manifest,
    RunCommand,
    Start,
    manifests_among,
    read_manifest,
)

PYPROJECT = """
[project]
name = "shop"
description = "Sells tea."
dependencies = ["click>=8", "rich ; python_version > '3.8'"]
[project.scripts]
shop = "shop.cli:main"
[tool.pytest.ini_options]
testpaths = ["tests"]
[tool.tox]
env_list = ["py311", "lint"]
"""
PACKAGE = """
{"name": "shop", "description": "Sells tea.", "bin": {"shop": "./cli.js"}, "main": "index.js",
 "scripts": {"test": "vitest run", "start": "node server.js"}, "dependencies": {"react": "1"}}
"""


@pytest.mark.parametrize(
    ("name", "text", "manifest"),
    [
        (
            "pyproject.toml",
            PYPROJECT,
            Manifest(
                "shop",
                "Sells tea.",
                (Start("shop.cli:main", "the command `shop`"),),
                (RunCommand("pytest"), RunCommand("tox", "environments py311, lint")),
                ("click", "rich"),
            ),
        ),
        (
            "package.json",
            PACKAGE,
            Manifest(
                "shop",
                "Sells tea.",
                (
                    Start("cli.js", "the command `shop`"),
                    Start("index.js", "what `require` gives"),
                    Start("package.json", "`npm start`, which runs `node server.js`"),
                ),
                (RunCommand("npm test", "which runs `vitest run`"),),
                ("react",),
            ),
        ),
        (
            "go.mod",
            "module example.org/shop\n\nrequire (\n\tgithub.com/a/b v1.2.3\n"
            "\tgithub.com/c/d v1.0.0 // indirect\n)\n",
            Manifest(
                "example.org/shop",
                runs_tests=(RunCommand("go test ./..."),),
                depends_on=("github.com/a/b",),
            ),
        ),
        (
            "Cargo.toml",
            '[package]\nname = "shop"\n[[bin]]\nname = "shop"\npath = "src/main.rs"\n'
            '[dependencies]\nserde = "1"\n',
            Manifest(
                "shop",
                starts=(Start("src/main.rs", "the program `shop`"),),
                runs_tests=(RunCommand("cargo test"),),
                depends_on=("serde",),
            ),
        ),
        ("Makefile", "all: test\n\ntest:\n\tpytest\n", Manifest(runs_tests=(RunCommand("make test"),))),
        ("Makefile", "test := 1\nall:\n", Manifest()),
        (
            "Taskfile.yml",
            "version: '3'\n\ntasks:\n  lint: ruff .\n\n  test:\n    cmds: [pytest]\n",
            Manifest(runs_tests=(RunCommand("task test"),)),
        ),
        ("Taskfile.yaml", "env:\n  test: 1\ntasks:\n  all:\n    cmds:\n      - task: test\n", Manifest()),
        (
            "tox.ini",
            "[tox]\nenvlist = py{39,310}-{a,b}, lint\n",
            Manifest(runs_tests=(RunCommand("tox", "environments py{39,310}-{a,b}, lint"),)),
        ),
        (
            "setup.py",
            'setup(name="shop", entry_points={"console_scripts": ["shop=shop.cli:main"]}, '
            'install_requires=["a>1"])',
            Manifest("shop", starts=(Start("shop.cli:main", "the command `shop`"),), depends_on=("a",)),
        ),
        (
            "setup.cfg",
            "[metadata]\nname = shop\n[options.entry_points]\nconsole_scripts =\n    shop = shop.cli:main\n",
            Manifest("shop", starts=(Start("shop.cli:main", "the command `shop`"),)),
        ),
        (
            "noxfile.py",
            "@nox.session\ndef tests(session):\n",
            Manifest(runs_tests=(RunCommand("nox -s tests"),)),
        ),
        (
            "pom.xml",
            "<project><parent><artifactId>up</artifactId></parent><artifactId>shop</artifactId></project>",
            Manifest("shop", runs_tests=(RunCommand("mvn test"),)),
        ),
        ("README.md", "anything", Manifest()),
    ],
)
def test_a_manifest_is_read(name: str, text: str, manifest: Manifest) -> None:
    assert read_manifest(name, text) == manifest


@pytest.mark.parametrize("name", sorted(MANIFESTS))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[[[",
        "\0",
        "[project]\nname = 3\nscripts = 4\ndependencies = 5\n",
        '{"scripts": [], "bin": 3}',
        "[tox\n",
    ],
)
def test_nonsense_says_nothing_and_breaks_nothing(name: str, text: str) -> None:
    assert isinstance(read_manifest(name, text), Manifest)


@pytest.mark.parametrize(
    ("name", "deep"),
    [
        ("package.json", '{"a":' * 5_000 + "1" + "}" * 5_000),
        ("Cargo.toml", f"x = {'[' * 5_000}{']' * 5_000}"),
    ],
)
def test_one_that_nests_too_deep_says_nothing_and_breaks_nothing(name: str, deep: str) -> None:
    assert read_manifest(name, deep) == Manifest()


def test_a_mark_of_the_order_of_bytes_is_no_part_of_a_manifest() -> None:
    assert read_manifest("package.json", f"\ufeff{PACKAGE}") == read_manifest("package.json", PACKAGE)


def test_a_solution_is_known_by_its_suffix() -> None:
    assert manifests_among(["Tea.Web.sln", "Tea.sln", "README.md", "package.json"]) == [
        "package.json",
        "Tea.Web.sln",
    ]
    assert read_manifest("Tea.sln", "").runs_tests == (RunCommand("dotnet test"),)
