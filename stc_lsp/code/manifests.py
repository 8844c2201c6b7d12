"""What a repository's own manifests say: its name and purpose, where it starts, how its tests are run. Pure.

A manifest is a row in `MANIFESTS`: a file name at the workspace's root and the function that reads its text.
What cannot be read says nothing; nothing here raises or runs anything.
"""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    Table = Mapping[str, Any]


class Start(NamedTuple):
    """Where a program starts, as a manifest declares it."""

    target: str
    """`package.module:function`, or the path of a file."""
    how: str
    """What a person does to start it there: "the command `flask`"."""


class RunCommand(NamedTuple):
    """How the tests are run."""

    line: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one file says."""

    name: str = ""
    description: str = ""
    starts: tuple[Start, ...] = ()
    runs_tests: tuple[RunCommand, ...] = ()
    depends_on: tuple[str, ...] = ()


def read_manifest(name: str, text: str) -> Manifest:
    """What the manifest of that file name says; nothing if it is malformed or no manifest."""
    reader = MANIFESTS.get(name) or _BY_SUFFIX.get(name.rpartition(".")[2])
    if reader is None:
        return Manifest()
    try:
        return reader(text.removeprefix("\ufeff"))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, configparser.Error):
        # Anybody may have written anything into these: a surprising shape is as good as none.
        return Manifest()


def _pyproject(text: str) -> Manifest:
    data = tomllib.loads(text)
    project, tool = _table(data.get("project")), _table(data.get("tool"))
    poetry = _table(tool.get("poetry"))
    scripts = {
        **_table(poetry.get("scripts")),
        **_table(project.get("scripts")),
        **_table(project.get("gui-scripts")),
    }
    commands: list[RunCommand] = []
    if "pytest" in tool or _names_pytest(data):
        commands.append(RunCommand("pytest"))
    commands.extend(_tox_commands(_table(tool.get("tox"))))
    if "hatch" in tool and "test" in json.dumps(tool["hatch"], default=str):
        commands.append(RunCommand("hatch test"))
    dependencies = [*_requirements(_texts(project.get("dependencies")))]
    dependencies += [each for each in _table(poetry.get("dependencies")) if each != "python"]
    return Manifest(
        name=str(project.get("name") or poetry.get("name") or ""),
        description=str(project.get("description") or poetry.get("description") or ""),
        starts=tuple(Start(str(target), f"the command `{name}`") for name, target in scripts.items()),
        runs_tests=tuple(commands),
        depends_on=tuple(dict.fromkeys(filter(None, dependencies))),
    )


def _names_pytest(data: Table) -> bool:
    groups = json.dumps(
        [data.get("dependency-groups"), _table(data.get("project")).get("optional-dependencies")]
    )
    return '"pytest' in groups


def _tox_commands(tox: Table) -> list[RunCommand]:
    if not tox:
        return []
    environments = _texts(tox.get("env_list") or tox.get("envlist"))
    note = f"environments {', '.join(environments[:6])}" if environments else ""
    return [RunCommand("tox", note)]


def _setup_cfg(text: str) -> Manifest:
    parser = _ini(text)
    scripts = parser.get("options.entry_points", "console_scripts", fallback="")
    commands = [RunCommand("pytest")] if parser.has_section("tool:pytest") else []
    return Manifest(
        name=parser.get("metadata", "name", fallback=""),
        description=parser.get("metadata", "description", fallback=""),
        starts=tuple(_console_scripts(scripts.splitlines())),
        runs_tests=tuple(commands),
        depends_on=_requirements(parser.get("options", "install_requires", fallback="").split("\n")),
    )


def _setup_py(text: str) -> Manifest:
    """Read, not run: only literals that stand where they usually do."""
    scripts = _within(r"console_scripts['\"]?\s*[:=]\s*\[(.*?)\]", text)
    requires = _within(r"\b(?:install_requires|requires)\s*=\s*\[(.*?)\]", text)
    return Manifest(
        name=_within(r"\bname\s*=\s*['\"]([^'\"]+)", text),
        description=_within(r"\bdescription\s*=\s*['\"]([^'\"]+)", text),
        starts=tuple(_console_scripts(re.findall(r"['\"]([^'\"]+=[^'\"]+)['\"]", scripts))),
        depends_on=_requirements(re.findall(r"['\"]([^'\"]+)['\"]", requires)),
    )


def _console_scripts(lines: Iterable[str]) -> Iterable[Start]:
    for line in lines:
        name, _, target = line.partition("=")
        if target.strip():
            yield Start(target.strip(), f"the command `{name.strip()}`")


def _package_json(text: str) -> Manifest:
    data = _table(json.loads(text))
    scripts = _table(data.get("scripts"))
    declared = data.get("bin")
    commands = {str(data.get("name", "")): declared} if isinstance(declared, str) else _table(declared)
    starts = [Start(_relative(target), f"the command `{name}`") for name, target in commands.items()]
    for field, how in (
        ("main", "what `require` gives"),
        ("module", "what `import` gives"),
        ("browser", "in browsers"),
    ):
        if isinstance(data.get(field), str):
            starts.append(Start(_relative(data[field]), how))
    if "start" in scripts:
        starts.append(Start("package.json", f"`npm start`, which runs `{scripts['start']}`"))
    tests = [
        RunCommand("npm test" if name == "test" else f"npm run {name}", f"which runs `{line}`")
        for name, line in scripts.items()
        if name == "test" or name.startswith("test:")
    ]
    return Manifest(
        name=str(data.get("name", "")),
        description=str(data.get("description", "")),
        starts=tuple(starts),
        runs_tests=tuple(tests),
        depends_on=tuple(_table(data.get("dependencies"))),
    )


def _go_mod(text: str) -> Manifest:
    required = re.findall(
        r"^\s*(?:require\s+)?([\w.-]+\.[\w./-]+)\s+v\S+(?!.*//\s*indirect)", text, re.MULTILINE
    )
    return Manifest(
        name=_within(r"^module\s+(\S+)", text),
        runs_tests=(RunCommand("go test ./..."),),
        depends_on=tuple(dict.fromkeys(required)),
    )


def _cargo(text: str) -> Manifest:
    data = tomllib.loads(text)
    package = _table(data.get("package"))
    binaries = [_table(each) for each in cast("list[object]", data.get("bin") or [])]
    return Manifest(
        name=str(package.get("name", "")),
        description=str(package.get("description", "")),
        starts=tuple(
            Start(str(each["path"]), f"the program `{each.get('name', '')}`")
            for each in binaries
            if "path" in each
        ),
        runs_tests=(RunCommand("cargo test"),),
        depends_on=tuple(_table(data.get("dependencies"))),
    )


def _makefile(text: str) -> Manifest:
    targets = [
        each for each in ("test", "tests", "check") if re.search(rf"^{each}\s*:(?!=)", text, re.MULTILINE)
    ]
    return Manifest(runs_tests=tuple(RunCommand(f"make {target}") for target in targets[:1]))


def _justfile(text: str) -> Manifest:
    found = re.search(r"^@?test\b[^:=\n]*:(?!=)", text, re.MULTILINE)
    return Manifest(runs_tests=(RunCommand("just test"),) if found else ())


def _taskfile(text: str) -> Manifest:
    found = re.search(r"^tasks:(?:\n(?:[ \t].*)?)*?\n[ \t]{1,4}[\"']?test[\"']?:", text, re.MULTILINE)
    return Manifest(runs_tests=(RunCommand("task test"),) if found else ())


def _tox_ini(text: str) -> Manifest:
    parser = _ini(text)
    declared = parser.get("tox", "envlist", fallback=parser.get("tox", "env_list", fallback=""))
    # `py{311,312}-{min,max}` is one entry.
    names = re.split(r"(?:\s|,(?![^{]*\}))+", declared)
    named = ", ".join(filter(None, names[:6]))
    return Manifest(runs_tests=(RunCommand("tox", f"environments {named}" if named else ""),))


def _noxfile(text: str) -> Manifest:
    session = _within(r"^def\s+(tests?\w*)", text)
    return Manifest(runs_tests=(RunCommand(f"nox -s {session}" if session else "nox"),))


def _composer(text: str) -> Manifest:
    data = _table(json.loads(text))
    scripts = _table(data.get("scripts"))
    return Manifest(
        name=str(data.get("name", "")),
        description=str(data.get("description", "")),
        runs_tests=(RunCommand("composer test"),) if "test" in scripts else (),
        depends_on=tuple(each for each in _table(data.get("require")) if "/" in each),
    )


def _pom(text: str) -> Manifest:
    # The project's own fields stand before its first section; a parser is not worth an entity bomb.
    head = re.split(r"<(?:dependencies|build|modules|profiles)>", text, maxsplit=1)[0]
    own = re.sub(r"<parent>.*?</parent>", "", head, flags=re.DOTALL)
    return Manifest(
        name=_within(r"<artifactId>\s*([^<]+?)\s*</artifactId>", own),
        description=_within(r"<description>\s*([^<]+?)\s*</description>", own),
        runs_tests=(RunCommand("mvn test"),),
    )


def _always(line: str) -> Callable[[str], Manifest]:
    return lambda _: Manifest(runs_tests=(RunCommand(line),))


def _when(word: str, line: str) -> Callable[[str], Manifest]:
    return lambda text: Manifest(runs_tests=(RunCommand(line),) if word in text else ())


MANIFESTS: dict[str, Callable[[str], Manifest]] = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "package.json": _package_json,
    "go.mod": _go_mod,
    "Cargo.toml": _cargo,
    "pom.xml": _pom,
    "composer.json": _composer,
    "build.gradle": _always("gradle test"),
    "build.gradle.kts": _always("gradle test"),
    "build.sbt": _always("sbt test"),
    "Package.swift": _always("swift test"),
    "pytest.ini": _always("pytest"),
    "tox.ini": _tox_ini,
    "noxfile.py": _noxfile,
    "Makefile": _makefile,
    "justfile": _justfile,
    "Justfile": _justfile,
    "Taskfile.yml": _taskfile,
    "Taskfile.yaml": _taskfile,
    "Taskfile.dist.yml": _taskfile,
    "Rakefile": _when("test", "rake test"),
    ".rspec": _always("rspec"),
    "CMakeLists.txt": _when("enable_testing", "ctest"),
}
"""In the order in which their words count: what names a tool itself comes before what wraps it."""

_BY_SUFFIX = {suffix: _always("dotnet test") for suffix in ("sln", "slnx", "csproj")}
"""Those that are named after the project."""


def manifests_among(paths: Collection[str]) -> list[str]:
    """The manifests in one folder, in the order in which their words count; the first of many solutions."""
    solutions = (path for path in sorted(paths) if path.rpartition(".")[2] in _BY_SUFFIX)
    return [*(path for path in MANIFESTS if path in paths), *islice(solutions, 1)]


def _table(value: object) -> Table:
    return cast("Table", value) if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return (
        [each for each in cast("list[object]", value) if isinstance(each, str)]
        if isinstance(value, list)
        else []
    )


def _requirements(lines: Iterable[str]) -> tuple[str, ...]:
    """The names of what some requirements require."""
    return tuple(filter(None, (_within(r"\A\s*([A-Za-z0-9][\w.-]*)", line) for line in lines)))


def _within(pattern: str, text: str) -> str:
    """What the group of a pattern finds first; "" if it is not found."""
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _ini(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(text)
    return parser


def _relative(path: object) -> str:
    return str(path).removeprefix("./")
