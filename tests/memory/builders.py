"""A tiny language for tests, its parser and its indexer, so that memory is tested without any other room.

# what the module is for         documentation of the module
import other                     an import
class Name(Base)                 ends where the next line is not indented
    def method                   likewise
        call name                a reference: call, name, raise, env, option
    some words                   text for search
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from stc_lsp.code.values import Chunk, ChunkKind, FileFacts, Import, Reference, ReferenceKind
from stc_lsp.memory.rows import from_text, name_hash
from stc_lsp.memory.values import FileRecord

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from stc_lsp.memory.index import IndexWriter

_REFERENCES = {
    "call": ReferenceKind.CALL,
    "name": ReferenceKind.NAME,
    "raise": ReferenceKind.RAISE,
    "env": ReferenceKind.ENVIRONMENT,
    "option": ReferenceKind.OPTION,
    "use": ReferenceKind.DECORATOR,
}


def parse(text: str) -> FileFacts:
    """The facts of a text in the tiny language."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode("utf-8", "surrogateescape")) + 1)
    opened: list[dict[str, Any]] = [
        {"kind": ChunkKind.MODULE, "name": "", "qual": "", "parent": None, "first": 0, "depth": -1}
    ]
    stack = [0]
    references: list[Reference] = []
    imports: list[Import] = []
    taken = {""}
    opened[0]["last"] = len(lines) - 1
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        while opened[stack[-1]]["depth"] >= depth:
            stack.pop()
        for each in stack:
            opened[each]["last"] = max(opened[each].get("last", number), number)
        word, _, rest = line.strip().partition(" ")
        start = starts[number] + depth
        end = starts[number + 1] - 1
        if word in ("class", "def", "var"):
            name, _, base = rest.rstrip(")").partition("(")
            outer = opened[stack[-1]]
            qual = f"{outer['qual']}.{name}" if outer["qual"] else name
            unique, count = qual, 1
            while unique in taken:
                count += 1
                unique = f"{qual}#{count}"
            taken.add(unique)
            inner = outer["kind"] is ChunkKind.CLASS
            kind = {"class": ChunkKind.CLASS, "var": ChunkKind.VARIABLE}.get(
                word, ChunkKind.METHOD if inner else ChunkKind.FUNCTION
            )
            opened.append(
                {
                    "kind": kind,
                    "name": name,
                    "qual": unique,
                    "parent": stack[-1],
                    "first": number,
                    "last": number,
                }
                | {"depth": depth, "header": line.strip(), "word": word, "base": base}
            )
            if kind is not ChunkKind.VARIABLE:
                stack.append(len(opened) - 1)
            if base:
                references.append(
                    Reference(ReferenceKind.BASE, base, base, stack[-1], start, end, number + 1)
                )
        elif word == "import":
            imports.append(Import(rest, "", rest, 0, stack[-1], number + 1))
        elif word in _REFERENCES:
            name = rest.rpartition(".")[2]
            references.append(Reference(_REFERENCES[word], name, rest, stack[-1], start, end, number + 1))
    chunks = []
    for index, each in enumerate(opened):
        first, last = each["first"], each["last"]
        body = "\n".join(lines[first : last + 1])
        fingerprint = hashlib.blake2b(
            " ".join(body.split()).encode("utf-8", "replace"), digest_size=16
        ).hexdigest()
        documentation = next(
            (line.strip()[2:] for line in lines[first : last + 1] if line.strip()[:2] == "# "), ""
        )
        chunks.append(
            Chunk(
                kind=each["kind"],
                keyword=each.get("word", "module"),
                name=each["name"],
                qualname=each["qual"],
                parent=each["parent"],
                start_byte=starts[first],
                end_byte=min(starts[last + 1], starts[-1] - 1),
                start_line=first + 1,
                end_line=last + 1,
                name_start_byte=starts[first],
                name_end_byte=starts[first] + (0 if index == 0 else 1),
                name_line=first + 1,
                signature=each.get("header", ""),
                documentation=documentation,
                decorators=(),
                bases=(each["base"],) if each.get("base") else (),
                returns="",
                parameters=("self", "*args") if each["kind"] is ChunkKind.METHOD else (),
                own_fingerprint=fingerprint,
                fingerprint=fingerprint,
            )
        )
    return FileFacts("python", tuple(chunks), tuple(references), tuple(imports), len(lines), has_errors=False)


def record(path: str, text: str) -> FileRecord:
    """The record of a file with that text."""
    raw = text.encode("utf-8", "surrogateescape")
    digest = hashlib.blake2b(raw, digest_size=16).digest()
    return FileRecord(path, "python", len(raw), 1, digest, text.count("\n") + 1)


def put(writer: IndexWriter, path: str, text: str) -> None:
    """Put one file, its references unresolved."""
    writer.put_file(record(path, text), parse(text), text)


def index(writer: IndexWriter, files: Mapping[str, str]) -> None:
    """Put files and resolve everything, in one revision."""
    with writer.revision():
        for path, text in files.items():
            put(writer, path, text)
        for path in files:
            resolve(writer, path, files)


def resolve(writer: IndexWriter, path: str, files: Mapping[str, str]) -> None:
    """Set the targets of one file: a name is what the first file (by path) that defines it says it is."""
    facts = writer.facts(path)
    assert facts is not None
    defined = {}
    for other in sorted(files, reverse=True):
        for chunk in parse(files[other]).chunks[1:]:
            defined[chunk.name] = (other, chunk.qualname)
    by_stem = {other.rpartition("/")[2].partition(".")[0]: other for other in sorted(files, reverse=True)}
    writer.put_targets(path, [defined.get(reference.name) for reference in facts.references])
    writer.put_import_targets(path, [by_stem.get(each.module) for each in facts.imports])


_DUMP = {
    "files": """SELECT path, directory, language, size, mtime_ns, digest, line_count, has_errors, skipped,
        parsed FROM files""",
    "modules": "SELECT f.path, m.name FROM modules m JOIN files f ON f.id = m.file_id",
    "chunks": """SELECT f.path, c.ordinal, c.parent, p.qualname, p.ordinal, c.kind, c.keyword, c.name,
        c.qualname, c.start_byte, c.end_byte, c.start_line, c.end_line, c.name_start_byte, c.name_end_byte,
        c.name_line, c.signature, c.documentation, c.decorators, c.bases, c.returns, c.parameters,
        c.own_fingerprint, c.fingerprint
        FROM chunks c JOIN files f ON f.id = c.file_id LEFT JOIN chunks p ON p.id = c.parent_id""",
    "packed_facts": """SELECT f.path, p.packed_references, p.packed_bindings FROM packed_facts p
        JOIN files f ON f.id = p.file_id""",
    "texts": """SELECT f.path, t.source, t.packed_bindings, t.circles FROM texts t
        JOIN files f ON f.id = t.file_id""",
    "uses": """SELECT tf.path, t.qualname, t.kind, f.path, u.ordinal, c.qualname, c.kind, u.kind, u.name,
        u.expression, u.start_byte, u.end_byte, u.line
        FROM uses u JOIN chunks t ON t.id = u.target_id JOIN files tf ON tf.id = t.file_id
        JOIN files f ON f.id = u.file_id JOIN chunks c ON c.id = u.chunk_id""",
    "reads": """SELECT r.kind, r.name, f.path, r.ordinal, c.qualname, r.expression, r.start_byte, r.line
        FROM reads r JOIN files f ON f.id = r.file_id JOIN chunks c ON c.id = r.chunk_id""",
    "mentions": "SELECT f.path, m.name FROM mentions m JOIN files f ON f.id = m.file_id",
    "imports": """SELECT f.path, i.ordinal, i.module, i.name, i.alias, i.level, i.chunk, i.line, t.path
        FROM imports i JOIN files f ON f.id = i.file_id LEFT JOIN files t ON t.id = i.target_file_id""",
    "wanted": """SELECT f.path, c.qualname, c.kind, w.kind, w.thinker, w.prompt_version, w.parameters, w.key,
        w.value FROM wanted w JOIN chunks c ON c.id = w.chunk_id JOIN files f ON f.id = c.file_id
        WHERE w.key <> ''""",
    "search": """SELECT f.path, c.qualname, c.kind, s.path, s.name, s.signature, s.documentation, s.body
        FROM search s JOIN chunks c ON c.id = s.rowid JOIN files f ON f.id = c.file_id""",
    "thought_texts": """SELECT f.path, c.qualname, c.kind, x.kind, x.thinker, x.key, s.text
        FROM thought_texts x JOIN thought_search s ON s.rowid = x.id
        JOIN chunks c ON c.id = x.chunk_id JOIN files f ON f.id = c.file_id""",
    "questions": """SELECT f.path, c.qualname, c.kind, q.thinker, q.key, q.ordinal, s.question
        FROM questions q JOIN question_search s ON s.rowid = q.id
        JOIN chunks c ON c.id = q.chunk_id JOIN files f ON f.id = c.file_id""",
    "vectors": """SELECT v.owner, v.model, f.path, c.qualname, v.digest, v.scale, v.data
        FROM vectors v JOIN chunks c ON c.id = v.owner_id JOIN files f ON f.id = c.file_id
        WHERE v.owner = 'chunk'""",
}


def dump(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """All that the index says, with names in the place of ids and nothing about its past."""
    said = {}
    for table, sql in _DUMP.items():
        rows = connection.execute(sql).fetchall()
        hidden = {"wanted": " WHERE key <> ''", "vectors": " WHERE owner = 'chunk'"}.get(table, "")
        count = connection.execute(f"SELECT count(*) FROM {table}{hidden}").fetchone()[0]
        assert len(rows) == count, f"{table} has rows that belong to nothing"
        said[table] = sorted(map(repr, rows))
    for table in ("search", "thought_search", "question_search"):
        said[f"{table} rows"] = [str(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])]
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    return said


def files_mentioning(writer: IndexWriter, *names: str) -> set[str]:
    """The files that refer to one of these names, or import it; one too many at times, never one too few."""
    return {
        from_text(path)
        for name in names
        for (path,) in writer.connection.execute(
            "SELECT f.path FROM mentions AS m JOIN files AS f ON f.id = m.file_id WHERE m.name = ?",
            (name_hash(name),),
        )
    }


def vector_digests(writer: IndexWriter, model: str) -> dict[int, str]:
    """By chunk, the digest of the text that its vector of a model was made from."""
    rows = writer.connection.execute("SELECT owner_id, digest FROM vectors WHERE model = ?", (model,))
    return dict(rows.fetchall())
