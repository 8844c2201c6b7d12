"""Use-to-definition resolution: what each name in a file means, by tables and queries.

A file's own names are looked up in its scopes (`scopes.py`), everything else in the tables of other files
(`table.py`), through imports and re-exports (`names.py`), classes, calls and declared types
(`evaluate.py`). What languages differ in is in `rules.py` and the files it names. Unknown is None, never
guessed. Pure: other files are asked for through a `Project`, and every look-up leaves a key
(`dependencies.py`), so that a file need be resolved again exactly when one of the answers it used may have
changed.
"""

from stc_lsp.code.resolve.dependencies import export_keys
from stc_lsp.code.resolve.project import Circles, NamedProject, PossibleTarget, Project, Resolution, Target
from stc_lsp.code.resolve.scopes import Scopes, exported_bindings
from stc_lsp.code.resolve.uses import resolve_again, resolve_at, resolve_file
from stc_lsp.code.resolve.view import RecordingProject, Tables

__all__ = [
    "Circles",
    "NamedProject",
    "PossibleTarget",
    "Project",
    "RecordingProject",
    "Resolution",
    "Scopes",
    "Tables",
    "Target",
    "export_keys",
    "exported_bindings",
    "resolve_again",
    "resolve_at",
    "resolve_file",
]
