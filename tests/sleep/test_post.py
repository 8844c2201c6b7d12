"""Words get their postings when all is thought, where there are enough texts to be worth it."""

from __future__ import annotations

from contextlib import closing

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.postings import TEXT_COLUMNS
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.write import postings as write_postings
from stc_lsp.sleep.run import sleep_until_done

from ..workspace import make_workspace
from .sleepers import settings_for

APP = """
# --- app.py
def cached_request():
    '''Keeps what was requested.'''
"""


def _posted(memory):
    with memory.snapshot() as snapshot:
        return {texts for texts in TEXT_COLUMNS if snapshot.posted(texts) is not None}


def test_a_sleeper_posts_the_words_of_many_texts_when_all_is_thought(tmp_path, monkeypatch):
    root = make_workspace(tmp_path, APP)
    settings = settings_for(tmp_path / "data")
    with closing(Memory.open(MemoryPaths(settings.data_dir, root))) as memory:
        sleep_until_done(root, settings)
        assert _posted(memory) == set()
        monkeypatch.setattr(write_postings, "COMMON_FROM", 1)
        monkeypatch.setattr(write_postings, "FEWEST_TEXTS", 1)
        sleep_until_done(root, settings)
        assert _posted(memory) == set(TEXT_COLUMNS)
        with memory.snapshot() as snapshot:
            assert [hit.chunk.label for hit in snapshot.search("requests cached", 1)] == ["cached_request"]
