"""What the last commits did to each definition, held against real git."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from stc_lsp.sleep.git.edits import last_edits, last_patches
from stc_lsp.sleep.git.log import last_changes
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import indexed_bench

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.sleep.sleepers import Bench

SHOP = """# The shop.
LIMIT = 3


class Till:
    def add(self, tea):
        check(tea)
        self.all.append(tea)
        return self

    def total(self):
        return sum(self.all)


def check(tea):
    if not tea:
        raise ValueError
    return tea
"""


def changed(bench: Bench, qualname: str) -> str:
    return bench.answer("shop.py", qualname, "changed")


def repository_of(root: Path) -> Repository:
    repository = Repository(root)
    repository.write("shop.py", SHOP)
    repository.commit("Open the shop")
    return repository


def short(repository: Repository, back: int = 0) -> str:
    return repository.git("rev-parse", "--short=7", f"HEAD~{back}").strip()


def test_what_the_last_commit_did_is_told_of_each_definition_with_the_lines_that_it_wrote(
    tmp_path: Path,
) -> None:
    repository = repository_of(tmp_path / "repo")
    text = SHOP.replace("        check(tea)\n", "").replace("sum(self.all)", "round(sum(self.all), 2)")
    repository.write("shop.py", f"{text}\n\ndef close():\n    return None\n")
    repository.commit("Round, and trust who adds", author="Grace Hopper")
    last = f"2024-03-02 by Grace Hopper: “Round, and trust who adds” (`{short(repository)}`)."
    before = f"Before that: 2024-03-01, Ada Lovelace, “Open the shop” (`{short(repository, 1)}`)."
    with indexed_bench(repository.root, tmp_path / "data") as bench:
        bench.think()
        assert changed(bench, "Till.total") == (
            f"`Till.total` was last changed on {last} {before}\n\nWhat that commit did to it:\n\n"
            "```diff\n-return sum(self.all)\n+return round(sum(self.all), 2)\n```"
        )
        assert cited(bench, "Till.total") == [(11, 11)]
        # Blame alone does not know who only took something out.
        assert changed(bench, "Till.add") == (
            f"`Till.add` was last changed on {last} {before}\n\nWhat that commit did to it:\n\n"
            "```diff\n-check(tea)\n```"
        )
        assert (
            changed(bench, "close") == f"`close` was last changed on {last}\n\nThat commit wrote all of it."
        )
        first = f"2024-03-01 by Ada Lovelace: “Open the shop” (`{short(repository, 1)}`)."
        written = "That commit wrote all of it."
        assert changed(bench, "check") == f"`check` was last changed on {first}\n\n{written}"
        assert changed(bench, "").partition("\n\n")[2].partition(":\n")[0] == (
            "In it, that commit touched `Till.add` (1 line removed), "
            "`Till.total` (1 line added, 1 line removed) and `close` (new)"
        )


def cited(bench: Bench, qualname: str) -> list[tuple[int, int]]:
    """The lines of the file that the answer about the last change cites."""
    from stc_lsp.wake.cite import Citer
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.hover.freshness import Present

    stored = bench.snapshot.chunk("shop.py", qualname)
    assert stored is not None
    item = next(each for _, each in bench.snapshot.stored_questions(stored.id) if each.intent == "changed")
    found = Citer(Present(bench.snapshot, DiskDocuments(bench.root))).of_item(stored, item)
    return [(each.start_line, each.end_line) for each in found]


def test_an_edit_that_is_not_committed_is_told_and_no_lines_are_cited_that_may_have_moved(
    tmp_path: Path,
) -> None:
    repository = repository_of(tmp_path / "repo")
    repository.write("shop.py", SHOP.replace("not tea", "tea is None"))
    repository.commit("Take empty tea")
    with indexed_bench(repository.root, tmp_path / "data") as bench:
        bench.think()
        committed = changed(bench, "check")
        assert cited(bench, "check") == [(16, 16)]
        (bench.root / "shop.py").write_text(SHOP.replace("not tea", "1 + 1\n    if tea is None"))
        bench.indexer.update(["shop.py"])
        edited = changed(bench, "check")
        assert edited.replace(" It has been edited since, which is not committed yet.", "") == committed
        assert edited != committed
        assert cited(bench, "check") == [(15, 19)]
        assert "edited since" not in changed(bench, "Till.add")
        (bench.root / "shop.py").write_text(SHOP.replace("not tea", "tea is None"))
        bench.indexer.update(["shop.py"])
        assert changed(bench, "check") == committed


def test_who_moves_a_file_has_not_written_what_stands_in_it(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo")
    repository.write("store.py", SHOP)
    repository.commit("Open the shop")
    repository.git("mv", "store.py", "shop.py")
    repository.commit("Rename the store", author="Grace Hopper")
    with indexed_bench(repository.root, tmp_path / "data") as bench:
        bench.think()
        moved = f"2024-03-02 by Grace Hopper: “Rename the store” (`{short(repository)}`)."
        before = f"Before that: 2024-03-01, Ada Lovelace, “Open the shop” (`{short(repository, 1)}`)."
        assert changed(bench, "check") == f"`check` was last changed on {moved} {before}"
        assert changed(bench, "Till") == f"`Till` was last changed on {moved} {before}"
        assert "wrote all" not in changed(bench, "")


@settings(max_examples=10)
@given(
    edits=st.lists(
        st.tuples(st.sets(st.integers(0, 9), max_size=5), st.lists(st.integers(0, 9), max_size=5)),
        min_size=1,
        max_size=5,
    )
)
def test_each_line_is_told_of_the_commit_that_wrote_it_whatever_was_done_above_it_since(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[set[int], list[int]]]
) -> None:
    repository = Repository(tmp_path_factory.mktemp("repo"))
    lines = [f"0.{number}" for number in range(6)]
    repository.write("a.txt", "".join(f"{line}\n" for line in lines))
    repository.commit("0")
    for commit, (taken_out, put_in) in enumerate(edits, 1):
        lines = [line for number, line in enumerate(lines) if number not in taken_out]
        for number, place in enumerate(put_in):
            lines.insert(place, f"{commit}.{number}")
        repository.write("a.txt", "".join(f"{line}\n" for line in lines))
        repository.commit(f"{commit}")
    changes = last_changes(repository.root)["a.txt"]
    names = {change.commit: change.subject for change in changes}
    source = (repository.root / "a.txt").read_bytes()
    found = last_edits(repository.root, "a.txt", source, tuple(names))
    assert [commit for commit, _ in found] == list(names)
    told = {
        number: (names[commit], text.decode())
        for commit, done in found
        for each in done
        for number, text in each.added
    }
    assert told == {
        number: (line.partition(".")[0], line)
        for number, line in enumerate(lines, 1)
        if line.partition(".")[0] in names.values()
    }


def test_nothing_that_a_repository_configures_is_run_for_a_patch(tmp_path: Path) -> None:
    repository = repository_of(tmp_path / "repo")
    repository.write("shop.py", SHOP.replace("LIMIT = 3", "LIMIT = 4"))
    repository.commit("More")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    for name in (
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.smudge",
        "core.pager",
    ):
        repository.git("config", name, str(trap))
    repository.git("config", "diff.interHunkContext", "9")
    (repository.root / ".gitattributes").write_text("*.py diff=trap filter=trap\n")
    commits = [change.commit for change in last_changes(repository.root)["shop.py"]]
    found = last_edits(repository.root, "shop.py", (repository.root / "shop.py").read_bytes(), commits)
    assert [each.added for each in found[0][1]] == [((2, b"LIMIT = 4"),)]
    assert not (tmp_path / "sprung").exists()


def test_of_a_file_that_two_branches_changed_only_what_leads_to_it_is_told(tmp_path: Path) -> None:
    repository = repository_of(tmp_path / "repo")
    repository.git("checkout", "-q", "-b", "side")
    repository.write("shop.py", SHOP.replace("LIMIT = 3", "LIMIT = 4"))
    repository.commit("On the side")
    repository.git("checkout", "-q", "main")
    repository.write("shop.py", SHOP.replace("return tea", "return [tea]"))
    repository.commit("On the main branch")
    repository.git("-c", "user.name=m", "-c", "user.email=m@x", "merge", "-q", "side", "-m", "Merge")
    source = (repository.root / "shop.py").read_bytes()
    commits = [change.commit for change in last_changes(repository.root)["shop.py"]]
    found = last_edits(repository.root, "shop.py", source, commits)
    assert [commit for commit, _ in found] == commits[:1]
    numbers = [number for each in found[0][1] for number, _ in each.added]
    assert source.split(b"\n")[numbers[0] - 1].strip() in (b"return [tea]", b"LIMIT = 4")


def test_several_files_asked_about_at_once_are_told_of_as_each_is_alone(tmp_path: Path) -> None:
    names = ["shop.py", "two words.py", "größe.py", 'quo"ted.py', "deep/shop.py", "deep/[a]*.py", "bytes.py"]
    top = Repository(tmp_path / "repo")
    for name in names:
        top.write(f"inner/{name}", SHOP)
    top.commit("Open the shops")
    for number, name in enumerate(names):
        top.write(f"inner/{name}", SHOP.replace("LIMIT = 3", f"LIMIT = 4\ndiff --git a/{name} b/{name}"))
        if number % 2:
            top.commit(f"Raise the limit of {name}")
    top.write("inner/bytes.py", "\0\n")
    top.commit("The rest")
    top.git("config", "diff.mnemonicPrefix", "true")
    root = top.root / "inner"
    told = last_changes(root).items()
    commits = {path: [each.commit for each in found] for path, found in told if path in names}
    patches = last_patches(root, commits)
    assert patches.keys() == set(names) - {"größe.py", 'quo"ted.py'}
    for path, of_path in commits.items():
        source = (root / path).read_bytes()
        alone = last_edits(root, path, source, of_path)
        assert last_edits(root, path, source, of_path, patches.get(path)) == alone, path
        assert path == "bytes.py" or [commit for commit, _ in alone] == of_path
