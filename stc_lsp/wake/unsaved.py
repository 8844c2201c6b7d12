"""A name that is not known yet: it stands in the file that a person looks at, as they have just edited it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.english import code

if TYPE_CHECKING:
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.known import Known
    from stc_lsp.wake.subjects import Subjects
    from stc_lsp.wake.values import AskContext


def with_unsaved(known: Known, subjects: Subjects, context: AskContext, present: Present) -> Known:
    """What is known, with the names that only the edited text of the file has that somebody looks at."""
    path = context.path
    text = None if not path or present.is_as_indexed(path) else present.text(path)
    if text is None:
        return known
    names = [each.name for each in subjects.all if each.name and not each.chunks]
    written = text.decode("utf-8", "replace")
    here = [each for each in names if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", written)]
    if not here:
        return known
    stands = f"{code(here[0])} stands in {code(path)}, which has been edited since it was read"
    told = replace(known.told, text=f"{known.told.text}\n\n{stands}: save it and ask again.")
    return replace(known, told=told)
