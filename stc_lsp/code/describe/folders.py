"""What is said of a folder, which is a package where its language has such."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import OWN, abouts, description, evidence_of, language_name
from stc_lsp.code.describe.documentation import first_sentence, opening
from stc_lsp.code.describe.facts import Description, FolderFacts, Said, Several
from stc_lsp.code.english import code, codes, count, joined, listed, sentence

_MOST_MEMBERS = 25


def describe_folder(facts: FolderFacts) -> Description:
    """Its summary and the questions that can be answered of it."""
    answers = (
        _purpose(facts),
        _members(facts),
        _imports(facts),
        _importers(facts),
        _tests(facts),
        changed_said(facts.path, facts.history, facts.path, of=_called(facts)),
    )
    return description(summary(facts), answers)


def summary(facts: FolderFacts) -> str:
    """What it is for: its documentation's first sentence, else what it holds."""
    documented = first_sentence(facts.documentation)
    return joined(sentence(documented), holding(facts))


def holding(facts: FolderFacts) -> str:
    """What it holds, in a sentence."""
    kind = "test code" if facts.in_test_code else "package" if facts.is_package else "folder"
    inside = [each.label.rpartition("/")[2] for each in facts.modules]
    parts: list[str] = []
    if inside:
        parts.append(f"{count(len(inside), 'module')} ({codes(inside, 5)})")
    if facts.folders:
        names = codes([f"{each.label.split('/')[-2]}/" for each in facts.folders], 4)
        parts.append(f"{count(len(facts.folders), 'folder')} ({names})")
    if not parts:
        return sentence(f"{kind} of {count(facts.files, 'file')}{_in_languages(facts)}")
    return sentence(f"{kind} of {' and '.join(parts)}")


def _in_languages(facts: FolderFacts) -> str:
    return f" in {listed([language_name(each) for each, _ in facts.languages], 3)}" if facts.languages else ""


def _called(facts: FolderFacts) -> str:
    return f"the package {code(facts.name)}" if facts.is_package else f"the folder {code(facts.path + '/')}"


def _purpose(facts: FolderFacts) -> Said:
    told = opening(facts.documentation)
    answer = joined(f"{sentence(_called(facts))[:-1]}:", sentence(told), holding(facts))
    return Said(Intent.PURPOSE, f"What is {_called(facts)} for?", answer, OWN)


def _members(facts: FolderFacts) -> Said | None:
    if not facts.modules and not facts.folders:
        return None
    members = (*facts.folders, *facts.modules)
    parts = [
        count(len(mentions), word)
        for word, mentions in (("folder", facts.folders), ("module", facts.modules))
        if mentions
    ]
    told = f"{sentence(_called(facts))[:-1]} has {' and '.join(parts)}:\n{abouts(members, _MOST_MEMBERS)}"
    exports = [each.label for each in facts.exports if not each.label.startswith("_")]
    if exports:
        names = codes(exports, 20)
        told = f"{told}\n\nIt offers by its own name: {names}."
    evidence = (*OWN, *evidence_of(members))
    return Said(Intent.MEMBERS, f"What is in {_called(facts)}, which modules does it have?", told, evidence)


def _imports(facts: FolderFacts) -> Said | None:
    if not facts.imports:
        return None
    answer = f"{sentence(_called(facts))[:-1]} uses {_names(facts.imports)}."
    return Said(Intent.IMPORTS, f"Which other folders does {_called(facts)} use?", answer, OWN)


def _importers(facts: FolderFacts) -> Said | None:
    if not facts.importers:
        return None
    answer = f"{sentence(_called(facts))[:-1]} is used by {_names(facts.importers)}."
    evidence = evidence_of(facts.importers.shown)
    return Said(Intent.IMPORTERS, f"What uses {_called(facts)}?", answer, evidence)


def _tests(facts: FolderFacts) -> Said | None:
    if not facts.tests or facts.in_test_code:
        return None
    answer = (
        f"Test code in {count(facts.tests.total, 'file')} imports {_called(facts)}: {_names(facts.tests)}."
    )
    return Said(Intent.TESTS, f"How is {_called(facts)} tested?", answer, evidence_of(facts.tests.shown))


def _names(several: Several) -> str:
    return codes([each.label for each in several.shown], 10, total=several.total)
