"""The structural thinker's words: from facts to a summary and likely questions with exact answers. Pure.

Honesty is the rule: what is documented is quoted, what is derived says from what, what is not known is not
said. Which questions there are for what is in the tables of the other modules here.
"""

from __future__ import annotations

from stc_lsp.code.describe.classes import describe_class
from stc_lsp.code.describe.documents import describe_document, describe_section
from stc_lsp.code.describe.facts import DefinitionFacts, Description, Facts, FolderFacts, ModuleFacts
from stc_lsp.code.describe.folders import describe_folder
from stc_lsp.code.describe.functions import describe_function
from stc_lsp.code.describe.modules import describe_module
from stc_lsp.code.describe.repository import describe_repository
from stc_lsp.code.languages import DOCUMENT_LANGUAGES
from stc_lsp.code.values import ChunkKind


def describe(facts: Facts) -> Description:
    """All that is said of something."""
    if isinstance(facts, DefinitionFacts):
        if facts.kind == ChunkKind.SECTION:
            return describe_section(facts)
        return describe_class(facts) if facts.kind == ChunkKind.CLASS else describe_function(facts)
    if isinstance(facts, ModuleFacts):
        return describe_document(facts) if facts.language in DOCUMENT_LANGUAGES else describe_module(facts)
    return describe_folder(facts) if isinstance(facts, FolderFacts) else describe_repository(facts)
