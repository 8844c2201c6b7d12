"""The tables, as forward migrations from every released version. Data only, and the one loop that applies it.

A database's `user_version` is the number of migrations applied. A migration that has been released never
changes; a new one is appended. Text that comes from the repository (paths, names, documentation) stands in
columns without a type, because a name that is not valid Unicode is stored as BLOB (see `rows`).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.faults import primary_code


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of database and how it came to be."""

    name: str
    migrations: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        """What `user_version` is after all migrations."""
        return len(self.migrations)


INDEX = Schema(
    "index",
    (
        (
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "INSERT INTO meta VALUES ('revision', '0')",
            # AUTOINCREMENT: an id that once named a file or a chunk never names another.
            """CREATE TABLE files (
                id INTEGER PRIMARY KEY AUTOINCREMENT, path NOT NULL UNIQUE, directory NOT NULL,
                language TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                digest BLOB NOT NULL, line_count INTEGER NOT NULL,
                has_errors INTEGER NOT NULL, skipped TEXT NOT NULL,
                parsed INTEGER NOT NULL, revision INTEGER NOT NULL)""",
            "CREATE INDEX files_by_directory ON files (directory, language)",
            # The dotted names under which a file can be imported.
            """CREATE TABLE modules (
                name NOT NULL, file_id INTEGER NOT NULL, PRIMARY KEY (name, file_id)) WITHOUT ROWID""",
            "CREATE INDEX modules_by_file ON modules (file_id)",
            """CREATE TABLE chunks (
                id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL,
                parent INTEGER, parent_id INTEGER, kind TEXT NOT NULL, keyword NOT NULL, name NOT NULL,
                qualname NOT NULL, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
                start_line INTEGER NOT NULL, end_line INTEGER NOT NULL, name_start_byte INTEGER NOT NULL,
                name_end_byte INTEGER NOT NULL, name_line INTEGER NOT NULL, signature NOT NULL,
                documentation NOT NULL, decorators TEXT NOT NULL, bases TEXT NOT NULL, returns NOT NULL,
                parameters TEXT NOT NULL, own_fingerprint TEXT NOT NULL, fingerprint TEXT NOT NULL)""",
            "CREATE INDEX chunks_by_file ON chunks (file_id, qualname)",
            "CREATE INDEX chunks_by_name ON chunks (name)",
            "CREATE INDEX chunks_by_parent ON chunks (parent_id)",
            # All references and bindings of a file, packed (see `rows`): half a million rows would cost more
            # than parsing. What can be asked for across files stands in `uses`, `reads` and `mentions` too.
            """CREATE TABLE packed_facts (
                file_id INTEGER PRIMARY KEY, packed_references BLOB NOT NULL,
                packed_bindings BLOB NOT NULL)""",
            # References that resolve to a chunk of the workspace, clustered by that chunk.
            """CREATE TABLE uses (
                target_id INTEGER NOT NULL, file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL,
                chunk_id INTEGER NOT NULL, kind TEXT NOT NULL, name NOT NULL, expression,
                start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, line INTEGER NOT NULL,
                PRIMARY KEY (target_id, file_id, ordinal)) WITHOUT ROWID""",
            "CREATE INDEX uses_by_file ON uses (file_id)",
            # Environment variables and options read, by their literal names.
            """CREATE TABLE reads (
                kind TEXT NOT NULL, name NOT NULL, file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL,
                chunk_id INTEGER NOT NULL, expression, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
                line INTEGER NOT NULL, PRIMARY KEY (kind, name, file_id, ordinal)) WITHOUT ROWID""",
            "CREATE INDEX reads_by_file ON reads (file_id)",
            # crc32 of every identifier a file's references and imports name. It has no index by file: what a
            # file mentions is computed again from `packed_facts` and `imports` when its rows must go.
            """CREATE TABLE mentions (
                name INTEGER NOT NULL, file_id INTEGER NOT NULL,
                PRIMARY KEY (name, file_id)) WITHOUT ROWID""",
            """CREATE TABLE imports (
                file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, module NOT NULL, name NOT NULL,
                alias NOT NULL, level INTEGER NOT NULL, chunk INTEGER NOT NULL, line INTEGER NOT NULL,
                target_file_id INTEGER,
                PRIMARY KEY (file_id, ordinal)) WITHOUT ROWID""",
            "CREATE INDEX imports_by_target ON imports (target_file_id) WHERE target_file_id IS NOT NULL",
            # `key` is '' while the chunk has changed and its new key has not been computed yet.
            """CREATE TABLE wanted (
                chunk_id INTEGER NOT NULL, kind TEXT NOT NULL, thinker TEXT NOT NULL,
                prompt_version TEXT NOT NULL, parameters TEXT NOT NULL, key TEXT NOT NULL,
                previous_key TEXT NOT NULL, value REAL NOT NULL,
                PRIMARY KEY (chunk_id, kind, thinker)) WITHOUT ROWID""",
            "CREATE INDEX wanted_by_value ON wanted (value DESC, chunk_id)",
            """CREATE VIRTUAL TABLE search USING fts5 (
                path, name, signature, documentation, body, tokenize = 'porter unicode61')""",
            # Which thought's text each row of `thought_search` (same id) holds; `questions` likewise.
            """CREATE TABLE thought_texts (
                id INTEGER PRIMARY KEY, chunk_id INTEGER NOT NULL, kind TEXT NOT NULL, thinker TEXT NOT NULL,
                key TEXT NOT NULL, UNIQUE (chunk_id, kind, thinker))""",
            "CREATE VIRTUAL TABLE thought_search USING fts5 (text, tokenize = 'porter unicode61')",
            """CREATE TABLE questions (
                id INTEGER PRIMARY KEY, chunk_id INTEGER NOT NULL, thinker TEXT NOT NULL, key TEXT NOT NULL,
                ordinal INTEGER NOT NULL, UNIQUE (chunk_id, thinker, ordinal))""",
            "CREATE VIRTUAL TABLE question_search USING fts5 (question, tokenize = 'porter unicode61')",
            """CREATE TABLE vectors (
                id INTEGER PRIMARY KEY, owner TEXT NOT NULL, model TEXT NOT NULL, owner_id INTEGER NOT NULL,
                digest TEXT NOT NULL, scale REAL NOT NULL, data BLOB NOT NULL,
                UNIQUE (owner, model, owner_id))""",
            "CREATE INDEX vectors_by_owner ON vectors (owner, owner_id)",
        ),
        (
            # A hover looks up what stands at a byte.
            "DROP INDEX uses_by_file",
            "CREATE INDEX uses_by_place ON uses (file_id, start_byte)",
            "CREATE INDEX chunks_by_place ON chunks (file_id, name_start_byte)",
            "CREATE INDEX files_by_revision ON files (revision)",
            # The last revisions that changed more than thoughts, and that took files away: until then
            # readers keep what they worked out.
            "INSERT INTO meta SELECT 'facts_revision', value FROM meta WHERE key = 'revision'",
            "INSERT INTO meta SELECT 'paths_revision', value FROM meta WHERE key = 'revision'",
        ),
        (
            # The last revision that put or dropped vectors: until then readers keep their matrices.
            "INSERT INTO meta SELECT 'vectors_revision', value FROM meta WHERE key = 'revision'",
        ),
        (
            # What is missing is found without looking at all that is made. Only a hint: whether a thought is
            # made, the store says.
            "ALTER TABLE wanted ADD COLUMN pending INTEGER NOT NULL DEFAULT 1",
            "DROP INDEX wanted_by_value",
            "CREATE INDEX wanted_pending ON wanted (value DESC, chunk_id) WHERE pending = 1",
        ),
        (
            # In which texts of a full-text table each word stands, and how often (see `postings`): worked out
            # while idle. Texts put or taken away since are in `changed_texts`: readers take those apart.
            """CREATE TABLE posted (
                texts TEXT PRIMARY KEY, stamp INTEGER NOT NULL, is_whole INTEGER NOT NULL,
                lengths BLOB NOT NULL) WITHOUT ROWID""",
            """CREATE TABLE postings (
                texts TEXT NOT NULL, term TEXT NOT NULL, frequency INTEGER NOT NULL, data BLOB NOT NULL,
                PRIMARY KEY (texts, term))""",
            """CREATE TABLE changed_texts (
                texts TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (texts, id)) WITHOUT ROWID""",
            """CREATE TRIGGER thought_text_put AFTER INSERT ON thought_texts
                WHEN EXISTS (SELECT 1 FROM posted WHERE texts = 'thought_search') BEGIN
                INSERT OR IGNORE INTO changed_texts VALUES ('thought_search', NEW.id); END""",
            """CREATE TRIGGER thought_text_gone AFTER DELETE ON thought_texts
                WHEN EXISTS (SELECT 1 FROM posted WHERE texts = 'thought_search') BEGIN
                INSERT OR IGNORE INTO changed_texts VALUES ('thought_search', OLD.id); END""",
        ),
        (
            """CREATE TRIGGER question_put AFTER INSERT ON questions
                WHEN EXISTS (SELECT 1 FROM posted WHERE texts = 'question_search') BEGIN
                INSERT OR IGNORE INTO changed_texts VALUES ('question_search', NEW.id); END""",
            """CREATE TRIGGER question_gone AFTER DELETE ON questions
                WHEN EXISTS (SELECT 1 FROM posted WHERE texts = 'question_search') BEGIN
                INSERT OR IGNORE INTO changed_texts VALUES ('question_search', OLD.id); END""",
        ),
        (
            # Of long files: the text, compressed, and all that it binds, so that the next one can be taken
            # apart from it; and whether what its names mean does not hang on the order of looking them up.
            """CREATE TABLE texts (
                file_id INTEGER PRIMARY KEY, source BLOB NOT NULL, packed_bindings BLOB NOT NULL,
                is_settled INTEGER NOT NULL)""",
        ),
        (
            # What of it does hang on that order, as JSON; NULL if that is not known, or may be anything.
            "ALTER TABLE texts DROP COLUMN is_settled",
            "ALTER TABLE texts ADD COLUMN circles TEXT",
        ),
    ),
)

THOUGHTS = Schema(
    "thoughts",
    (
        (
            """CREATE TABLE thoughts (
                key TEXT PRIMARY KEY, kind TEXT NOT NULL, thinker TEXT NOT NULL, prompt_version TEXT NOT NULL,
                parameters TEXT NOT NULL, items TEXT NOT NULL, input_tokens INTEGER NOT NULL,
                cached_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, made_at REAL NOT NULL)""",
            # When a workspace last named a thought. Apart, so that a thought's own row never changes.
            "CREATE TABLE touched (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
        ),
        (
            # What a model was shown, compressed: when that changes a little, it is shown the difference.
            # And how often in a row the thought was only revised since it was last thought anew.
            """CREATE TABLE shown (
                key TEXT PRIMARY KEY, text BLOB NOT NULL, revisions INTEGER NOT NULL) WITHOUT ROWID""",
            # The keys that a branch of a workspace named when it was last thought about, 16 bytes each.
            """CREATE TABLE named (
                workspace TEXT NOT NULL, branch NOT NULL, keys BLOB NOT NULL, at REAL NOT NULL,
                PRIMARY KEY (workspace, branch)) WITHOUT ROWID""",
        ),
    ),
)

LEDGER = Schema(
    "ledger",
    (
        (
            # Prices in billionths of the currency, so that sums are exact.
            """CREATE TABLE calls (
                id INTEGER PRIMARY KEY, phase TEXT NOT NULL, model TEXT NOT NULL, purpose NOT NULL,
                input_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
                nanos INTEGER NOT NULL, seconds REAL NOT NULL, outcome TEXT NOT NULL, workspace NOT NULL,
                called_at REAL NOT NULL, reservation INTEGER)""",
            "CREATE INDEX calls_by_time ON calls (phase, called_at)",
            "CREATE UNIQUE INDEX calls_by_reservation ON calls (reservation) WHERE reservation IS NOT NULL",
            """CREATE TABLE reservations (
                id INTEGER PRIMARY KEY AUTOINCREMENT, phase TEXT NOT NULL, tokens INTEGER NOT NULL,
                nanos INTEGER NOT NULL, pid INTEGER NOT NULL, reserved_at REAL NOT NULL)""",
            """CREATE TABLE asked (
                id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, question NOT NULL,
                rung TEXT NOT NULL, elapsed_ms REAL NOT NULL, input_tokens INTEGER NOT NULL,
                output_tokens INTEGER NOT NULL, chunk_label NOT NULL,
                asked_at REAL NOT NULL, thumb INTEGER NOT NULL)""",
            "CREATE INDEX asked_by_workspace ON asked (workspace, asked_at)",
            """CREATE TABLE wishes (
                id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, question NOT NULL,
                labels TEXT NOT NULL, wished_at REAL NOT NULL)""",
            "CREATE INDEX wishes_by_workspace ON wishes (workspace, id)",
        ),
        (
            # `wording` is the question in lower case; `is_same` is NULL until a model has judged.
            """CREATE TABLE near_misses (
                workspace TEXT NOT NULL, wording NOT NULL, stored NOT NULL, question NOT NULL,
                is_same INTEGER, reason NOT NULL, noted_at REAL NOT NULL,
                PRIMARY KEY (workspace, wording, stored)) WITHOUT ROWID""",
        ),
        (
            # How often a day each symbol was hovered over.
            """CREATE TABLE looked (
                workspace TEXT NOT NULL, path NOT NULL, symbol NOT NULL, day INTEGER NOT NULL,
                times INTEGER NOT NULL, PRIMARY KEY (workspace, path, symbol, day)) WITHOUT ROWID""",
        ),
        (
            # Until when a call may be answered whatever becomes of the process that made it; else NULL.
            "ALTER TABLE reservations ADD COLUMN until REAL",
            # Calls that an endpoint answers together, later. `file` and `batch` are its own names, "" until
            # they are known; `ended_at` is NULL while the batch is out.
            """CREATE TABLE batches (
                key TEXT PRIMARY KEY, workspace TEXT NOT NULL, base_url TEXT NOT NULL, model TEXT NOT NULL,
                file TEXT NOT NULL, batch TEXT NOT NULL, begun_at REAL NOT NULL, ended_at REAL,
                failure TEXT NOT NULL) WITHOUT ROWID""",
            # `answer` is packed JSON, NULL while there is none.
            """CREATE TABLE batch_calls (
                workspace TEXT NOT NULL, digest TEXT NOT NULL, batch TEXT NOT NULL, purpose NOT NULL,
                worst TEXT NOT NULL, tries INTEGER NOT NULL, answer BLOB, reservation INTEGER NOT NULL,
                phase TEXT NOT NULL, tokens INTEGER NOT NULL, money REAL NOT NULL, reserved_at REAL NOT NULL,
                PRIMARY KEY (workspace, digest)) WITHOUT ROWID""",
            "CREATE INDEX batch_calls_by_batch ON batch_calls (batch)",
        ),
    ),
)


def version_of(connection: sqlite3.Connection) -> int:
    """Number of migrations that have been applied to the main database of `connection`."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, schema: Schema, where: str) -> None:
    """Bring the main database of `connection` (in autocommit mode) up to `schema`, all or nothing.

    Raises MemoryFault when a newer release made it; `where` names the file in that message. A database whose
    tables are not those of its version is corrupt.
    """
    if version_of(connection) == schema.version:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated in between.
        version = version_of(connection)
        if version > schema.version:
            raise MemoryFault(
                f"{where} was written by a newer stc-lsp (format {version}, this one knows "
                f"{schema.version}): update stc-lsp, or move that file away to start afresh."
            )
        for migration in schema.migrations[version:]:
            for statement in migration:
                _apply(connection, statement)
        connection.execute(f"PRAGMA user_version = {schema.version}")
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _apply(connection: sqlite3.Connection, statement: str) -> None:
    try:
        connection.execute(statement)
    except sqlite3.OperationalError as error:
        if primary_code(error) == sqlite3.SQLITE_ERROR:
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise
