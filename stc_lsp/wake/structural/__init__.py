"""Answers that need no model: what static analysis knows exactly, and else what search and summaries give.

One file for each family of questions; `exact.py` has the table from what is asked to who answers it, `narrow`
that for questions about one particular.
"""

from stc_lsp.wake.structural.exact import answer_exactly
from stc_lsp.wake.structural.narrow import answer_narrowly
from stc_lsp.wake.structural.search import answer_by_search

__all__ = ["answer_by_search", "answer_exactly", "answer_narrowly"]
