"""Dependencies: which look-ups a file's resolution rested on, and which of them a changed file answers anew.

Resolving a file gives `Resolution.dependencies`, the keys of all look-ups in other files, failed ones too:

    "module:flask.app"          which files can be imported under that name
    "file:tests/conftest.py"    whether there is such a file
    "src/flask/app.py#Flask"    what that qualified name stands for in that file ("#*": its star imports)
    "package:x/y#Name"          what that name stands for in the files of a Go package
    "global:c#Name"             which files of that family of languages define that name, in which of its
                                packages (see `unimported.py`)
    "global:ruby#A.b"           which files tell what that qualified name stands for

The indexer stores them with the file. When a file is changed, added or removed, `export_keys` gives the
keys whose answers are now different; the files to resolve again are those whose stored dependencies meet
that set, and the changed file itself. Nothing else can be affected, however deep the chain of imports:
resolution sees other files through these look-ups only. An edit within a function's body changes no key at
all (unless the function declares no return type and now returns something else), so that it costs the one
file.

To store keys compactly, split them at "#": the part before is one of few per file and worth a row with an
index; the part after can be kept as a short digest, since a false match only costs a needless resolution.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.parse.declared import importable_names
from stc_lsp.code.resolve.extensions import has_extensions
from stc_lsp.code.resolve.generics import lists_types
from stc_lsp.code.resolve.overloads import has_overloads
from stc_lsp.code.resolve.table import SPACES, Table, stands_alone
from stc_lsp.code.resolve.unimported import MANY_PLACES, family_key

if TYPE_CHECKING:
    from stc_lsp.code.values import FileFacts


def export_keys(path: str, before: FileFacts | None, after: FileFacts | None) -> frozenset[str]:
    """The keys whose answers differ between two versions of a file; None is no file.

    Both must be facts as memory keeps them, with `exported_bindings` only.
    """
    if before is not None and after is not None and _told(before) == _told(after):
        return frozenset()
    old, new = _answers(path, before), _answers(path, after)
    names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    keys = {f"{path}#{name}" for name in names}
    languages = {facts.language for facts in (before, after) if facts is not None}
    if "go" in languages:
        keys.update(f"package:{folder_of(path)}#{name}" for name in names)
    for family in {family_key(language) for language in languages} - {""}:
        last = {name.rpartition(".")[2] for name in names}
        alone = _alone(before) | _alone(after)
        bare = names | (last if family in MANY_PLACES else last & alone)
        if SPACES in names:
            bare |= alone  # all of it is now in another package
        keys.update(f"global:{family}#{name}" for name in bare)
    if before is None or after is None or before.language != after.language:
        keys.add(f"file:{path}")
    was, now = (
        set(importable_names(path, one)) if one is not None else set[str]() for one in (before, after)
    )
    keys.update(f"module:{name}" for name in was ^ now)
    return frozenset(keys)


def _told(facts: FileFacts) -> tuple[object, ...]:
    """All that a table is made of and whose equality is seen at once; most edits change nothing of it."""
    # The first chunk is the module, which no table names.
    return (
        facts.language,
        list(map(_CHUNK_TOLD, facts.chunks[1:])),
        list(map(_IMPORT_TOLD, facts.imports)),
        list(map(_BINDING_TOLD, facts.bindings)),
        [each.signature for each in facts.chunks[1:]] if _tells_by_signature(facts.language) else (),
    )


def _tells_by_signature(language: str) -> bool:
    return has_extensions(language) or has_overloads(language) or lists_types(language)


def _alone(facts: FileFacts | None) -> set[str]:
    """The names that are found bare, though other names may qualify them in the file's table."""
    if facts is None:
        return set()
    return {each.name for each in facts.chunks[1:] if stands_alone(each, facts.language)}


_CHUNK_TOLD = attrgetter("name", "qualname", "parent", "kind", "keyword", "bases", "returns", "decorators")
_IMPORT_TOLD = attrgetter("module", "name", "alias", "level", "chunk")
_BINDING_TOLD = attrgetter("name", "chunk", "kind", "value", "annotation")


def _answers(path: str, facts: FileFacts | None) -> dict[str, object]:
    """What each name stands for, without positions."""
    if facts is None:
        return {}
    table = Table(path, facts)
    found = {name: entry.content(facts.language) for name, entry in table.entries.items()}
    if table.stars:
        found["*"] = [(one.module, one.level) for one in table.stars]
    return found
