"""What is passed over: git's rules as git itself applies them, then our own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.ignore_table import is_passed_over_file, is_secret

NAMES = ["a", "b", "ab", "a.txt", "b.log", "c d", "[x]", "é", "A", "#h", "!n", "a*b"]
FOLDERS = ["", "a", "b", "a/b", "ab/a", "a/b/ab"]
WILD = [
    *("*", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "**", "\\a", "[[:alpha:]]", "[]x]", "[z-a]", "["),
    *("*.txt", "a.*", "\\"),
]
pieces = st.sampled_from([*NAMES, *WILD])
segments = st.one_of(pieces, st.tuples(pieces, pieces).map("".join).filter(lambda text: "**" not in text))
patterns = st.builds(
    lambda negated, leading, parts, trailing, spaces: negated + leading + "/".join(parts) + trailing + spaces,
    st.sampled_from(["", "", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(segments, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
    st.sampled_from(["", "", " ", "\t", "\\ "]),
)
ignore_files = st.dictionaries(
    st.sampled_from(["", "a", "a/b", "info", "global"]),
    st.lists(patterns, min_size=1, max_size=5),
    max_size=4,
)


def git(root: Path, *arguments: str, stdin: bytes = b"", check: bool = True) -> bytes:
    environment = {**os.environ, "HOME": str(root.parent), "XDG_CONFIG_HOME": str(root.parent / "config")}
    done = subprocess.run(["git", *arguments], cwd=root, input=stdin, capture_output=True, env=environment)
    assert not check or done.returncode == 0, done.stderr.decode()
    return done.stdout


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def ignored_by_git(root: Path, paths: list[str]) -> set[str]:
    printed = git(root, "check-ignore", "-z", "--stdin", stdin="\0".join(paths).encode(), check=False)
    return set(printed.decode().split("\0")) - {""}


@given(ignore_files)
@example({"": ["*", "!*/", "!*.txt"]})
@example({"": ["*.txt"], "a": ["!b/"]})
@example({"": ["foo", "a/**/"], "a": ["!b", "b/**"]})
@example({"": ["a/"], "a": ["!*"]})
@example({"global": ["*.txt"], "info": ["!a.txt"], "": ["b*/*"]})
def test_the_rules_of_git_are_applied_exactly_as_git_applies_them(files: dict[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "work"
        root.mkdir()
        git(root, "init", "-q")
        for where, lines in files.items():
            target = {
                "info": root / ".git/info/exclude",
                "global": root.parent / "config/git/ignore",
            }.get(where, root / where / ".gitignore")
            write(target, "\n".join(lines) + "\n")
        entries: list[tuple[str, bool]] = []
        for parent in FOLDERS:
            (root / parent).mkdir(parents=True, exist_ok=True)
        for parent in FOLDERS:
            for name in NAMES:
                path = f"{parent}/{name}" if parent else name
                if not (root / path).exists():
                    write(root / path)
                entries.append((path, (root / path).is_dir()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(root.parent))
            patch.setenv("XDG_CONFIG_HOME", str(root.parent / "config"))
            rules = IgnoreRules(root)
        ours = {path for path, is_folder in entries if rules.ignores_path(path, is_folder=is_folder)}
        assert ours == ignored_by_git(root, [path for path, _ in entries])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    git(root, "init", "-q")
    return root


def test_a_workspace_below_the_top_of_its_repository_obeys_the_files_above_it(repository: Path) -> None:
    write(repository / ".gitignore", "/packages/web/generated\n*.tmpl\n")
    write(repository / "packages/web/src/x.tmpl")
    rules = IgnoreRules(repository / "packages/web")
    assert rules.ignores_path("generated", is_folder=True)
    assert rules.ignores_path("src/x.tmpl")
    assert not rules.ignores_path("src/app.ts")


def test_a_folder_that_its_repository_ignores_is_indexed_when_somebody_opens_it(repository: Path) -> None:
    write(repository / ".gitignore", "scratch/\n")
    write(repository / "scratch/try.py")
    assert IgnoreRules(repository).ignores_path("scratch/try.py")
    assert not IgnoreRules(repository / "scratch").ignores_path("try.py")


def test_a_linked_work_tree_obeys_the_shared_exclude_file(repository: Path) -> None:
    write(repository / ".git/info/exclude", "private.py\n")
    git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    git(repository, "worktree", "add", "-q", "../other")
    assert IgnoreRules(repository.parent / "other").ignores_path("private.py")


def test_stcignore_overrules_gitignore_and_the_built_in_tables(repository: Path) -> None:
    write(repository / ".gitignore", "generated/\n")
    write(repository / ".stcignore", "!generated/\n!poetry.lock\nlegacy/\n")
    rules = IgnoreRules(repository)
    assert not rules.ignores_path("generated/api.py")
    assert not rules.ignores_path("poetry.lock")
    assert rules.ignores_path("legacy/old.py")


def test_no_ignore_file_brings_back_a_secret_or_a_version_control_folder(repository: Path) -> None:
    write(repository / ".stcignore", "!.env\n!*.pem\n!.git/\n")
    rules = IgnoreRules(repository, ["!.env"])
    assert rules.ignores_path(".env")
    assert rules.ignores_path("certificates/server.pem")
    assert rules.ignores_path(".git/config")


def test_settings_exclude_patterns_apply_from_the_root(repository: Path) -> None:
    rules = IgnoreRules(repository, ["docs/", "*.rst"])
    assert rules.ignores_path("docs/index.md")
    assert rules.ignores_path("src/notes.rst")


def test_a_build_folder_is_trusted_where_git_could_have_ignored_it(repository: Path, tmp_path: Path) -> None:
    bare = tmp_path / "no-git"
    bare.mkdir()
    assert IgnoreRules(bare).ignores_path("build/x.py")
    assert not IgnoreRules(repository).ignores_path("build/x.py")


@pytest.mark.parametrize(
    "mark", ["env/pyvenv.cfg", "downloads/CACHEDIR.TAG", "vendor/modules.txt", "vendor/autoload.php"]
)
def test_a_folder_that_says_what_it_is_is_passed_over(repository: Path, mark: str) -> None:
    write(repository / mark)
    assert IgnoreRules(repository).ignores_path(f"{mark.split('/')[0]}/inside.py")


def test_a_first_party_folder_called_vendor_is_indexed(repository: Path) -> None:
    write(repository / "vendor/models.py")
    assert not IgnoreRules(repository).ignores_path("vendor/models.py")


def test_an_ignore_file_that_is_a_link_is_not_followed(repository: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "*.py\n")
    (repository / ".gitignore").symlink_to(tmp_path / "elsewhere")
    assert not IgnoreRules(repository).ignores_path("a.py")


@pytest.mark.parametrize(
    "name",
    [".env", ".env.production", "prod.env", "id_rsa", "server.pem", ".npmrc", "credentials.json", "a.KEY"],
)
def test_a_secret_file_is_known_by_its_name(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", [".env.example", "id_rsa.pub", "secrets.py", "environment.py", "keys.md"])
def test_a_file_about_secrets_is_not_one(name: str) -> None:
    assert not is_secret(name)


@pytest.mark.parametrize("name", ["a.min.js", "uv.lock", "logo.PNG", "m.pyc", "notes.txt~", ".DS_Store"])
def test_noise_is_passed_over(name: str) -> None:
    assert is_passed_over_file(name)


@pytest.mark.parametrize("name", ["a.js", "Makefile", "bin", "lock.py", ".gitignore", "png"])
def test_source_is_not_noise(name: str) -> None:
    assert not is_passed_over_file(name)
