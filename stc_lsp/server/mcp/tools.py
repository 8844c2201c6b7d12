"""What an agent can call: each tool takes a snapshot, calls one function of `wake`, returns its values."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcp.server.mcpserver import Context, MCPServer  # noqa: TC002 - schemas are made from what is imported
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from stc_lsp.errors import StcError
from stc_lsp.server.mcp import shapes  # noqa: TC001 - as above
from stc_lsp.server.mcp.symbols import explain, the_one
from stc_lsp.wake.affected import affected_by
from stc_lsp.wake.json_values import citation_json, questions_json
from stc_lsp.wake.likely import likely_questions as likely
from stc_lsp.wake.rank.find import find as search
from stc_lsp.wake.rank.find import occurs
from stc_lsp.wake.values import Affected, AskContext, Budget, FoundPlace

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.server.mcp.workspace import AgentWorkspace

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_MAY_CALL_A_MODEL = ToolAnnotations(read_only_hint=True, idempotent_hint=False, open_world_hint=True)
_MOST_QUESTION = 20_000
_MOST_SYMBOLS = 10
_MOST_USERS = 50
_BY_MEANING = (
    "No word of this query occurs in the repository: the places, if any, are near in meaning at best, and "
    "may have nothing to do with it."
)

Question = Annotated[str, Field(min_length=1, max_length=_MOST_QUESTION, description="In plain words.")]
File = Annotated[str, Field(description="A path relative to the repository's root; empty if none matters.")]
Line = Annotated[int, Field(ge=0, description="1-based; 0 if none matters.")]
Name = Annotated[
    str, Field(min_length=1, max_length=500, description="As in the code: `Flask.route`, `route`, a path.")
]
Limit = Annotated[int, Field(ge=1, le=50)]
Cursor = Annotated[str, Field(description="`next_cursor` of the last page; empty for the first.")]


Shape = TypeVar("Shape")


class Tools:
    """The tools of one workspace. What they say of themselves and of what they take, agents read."""

    def __init__(self, workspace: AgentWorkspace) -> None:
        self._workspace = workspace

    async def ask(
        self,
        question: Question,
        context: Context[Any, Any],
        file: File = "",
        line: Line = 0,
        budget: Budget = Budget.NORMAL,
    ) -> shapes.AnswerShape:
        """Answer a question about this repository, with the lines that prove it. What was thought ahead comes
        at once; ask this before reading files.
        """
        with said():
            self._workspace.check(file, line)
            async with reported(context) as progress:
                place = AskContext(path=file, line=line)
                return await self._workspace.ask(question, place, budget, progress.on_text, progress.on_share)

    async def explain_symbol(
        self, name: Name, context: Context[Any, Any], file: File = ""
    ) -> shapes.SymbolsShape:
        """What a function, class, method or file is for, what to watch for, and who uses it. If a name means
        several things, each is explained; `file` narrows them.
        """

        def explained(snapshot: Snapshot) -> shapes.SymbolsShape:
            self._workspace.check(file)
            return explain(snapshot, self._workspace.documents, name, file, _MOST_SYMBOLS)

        return await self._once_read(context, explained)

    async def likely_questions(
        self, file: File, context: Context[Any, Any], line: Line = 0, limit: Limit = 12
    ) -> shapes.QuestionsShape:
        """Questions that people have about a file, or about what stands at a line of it, with answers that
        are known already.
        """

        def listed(snapshot: Snapshot) -> shapes.QuestionsShape:
            self._workspace.check(file, line)
            return _shaped(questions_json(likely(snapshot, self._workspace.documents, file, line, limit)))

        return await self._once_read(context, listed)

    async def find(
        self, query: Question, context: Context[Any, Any], limit: Limit = 10, cursor: Cursor = ""
    ) -> shapes.PlacesShape:
        """Places in this repository that fit a description in plain words or names, best first, each with
        what it is for. Finds by meaning as well as by words.
        """
        first, workspace = _number(cursor), self._workspace

        def found(snapshot: Snapshot) -> shapes.PlacesShape:
            places, more = search(
                query, snapshot, workspace.documents, workspace.embeddings(), first=first, most=limit
            )
            return {
                "places": [_place(each) for each in places],
                "next_cursor": str(first + limit) if more else "",
                "note": "" if occurs(query, snapshot) else _BY_MEANING,
            }

        return await self._once_read(context, found)

    async def impact(
        self, name: Name, context: Context[Any, Any], file: File = "", cursor: Cursor = ""
    ) -> shapes.ImpactShape:
        """Everything that uses a function, class or method, directly or through others, with the tests that
        cover it: what may break if it changes. The nearest users come first.
        """
        first = _number(cursor)

        def affected(snapshot: Snapshot) -> shapes.ImpactShape:
            self._workspace.check(file)
            stored = the_one(snapshot, name, file)
            told, users = affected_by(snapshot, self._workspace.documents, stored)
            return {
                "symbol": stored.label,
                "path": stored.path,
                "line": stored.chunk.name_line,
                "answer": told.text,
                "users": [_user(each) for each in users[first : first + _MOST_USERS]],
                "total": len(users),
                "next_cursor": str(first + _MOST_USERS) if len(users) > first + _MOST_USERS else "",
                "citations": _shaped([citation_json(each) for each in told.citations]),
                "fresh": told.fresh,
            }

        return await self._once_read(context, affected)

    async def status(self) -> shapes.StatusShape:
        """How much of this repository is known, how fresh that is, and what the sleeper does."""
        with said():
            return await self._workspace.status()

    async def _once_read(self, context: Context[Any, Any], work: Callable[[Snapshot], Shape]) -> Shape:
        with said():
            async with reported(context) as progress:
                return await self._workspace.once_read(work, progress.on_share)


def add_tools(server: MCPServer[Any], workspace: AgentWorkspace) -> None:
    """Offer all tools, each described by its docstring as people read it, without the indentation."""
    tools = Tools(workspace)
    offered: tuple[tuple[Callable[..., Any], str, ToolAnnotations], ...] = (
        (tools.ask, "Ask about this repository", _MAY_CALL_A_MODEL),
        (tools.explain_symbol, "Explain a symbol", _READS),
        (tools.likely_questions, "Likely questions of a file", _READS),
        (tools.find, "Find code", _READS),
        (tools.impact, "What breaks if this changes", _READS),
        (tools.status, "How much is known", _READS),
    )
    for tool, title, hints in offered:
        server.add_tool(tool, title=title, annotations=hints, description=inspect.getdoc(tool))


@contextmanager
def said() -> Generator[None]:
    """Our own refusals become the protocol's, with the sentence that a person would see."""
    try:
        yield
    except StcError as error:
        raise ToolError(str(error)) from error


class Progress:
    """What a call tells while somebody waits for it; as the protocol wants it, its number only grows."""

    def __init__(self) -> None:
        self.number = -1.0
        self.message = ""
        self.came = asyncio.Event()

    def on_share(self, share: int | None) -> None:
        """The repository is being read; how far that is, in hundredths if known: less than a character."""
        self._tell(max(0.0, self.number) if share is None else share / 101, "reading this repository first")

    def on_text(self, piece: str) -> None:
        """A piece of the answer came."""
        self._tell(max(0, int(self.number)) + len(piece), "answering")

    def _tell(self, number: float, message: str) -> None:
        if number > self.number:
            self.number, self.message = number, message
            self.came.set()


@asynccontextmanager
async def reported(context: Context[Any, Any]) -> AsyncGenerator[Progress]:
    """Tells of progress without holding up what makes it."""
    progress = Progress()

    async def report() -> None:
        while True:
            await progress.came.wait()
            progress.came.clear()
            await context.report_progress(progress.number, message=progress.message)

    reporting = asyncio.create_task(report())
    try:
        yield progress
    finally:
        reporting.cancel()


def _shaped(value: Any) -> Any:
    """JSON of `wake.json_values` as the type that describes it here."""
    return value


def _number(cursor: str) -> int:
    if not cursor:
        return 0
    if not cursor.isdecimal() or len(cursor) > 6:
        raise ToolError(
            f"{cursor} is not a cursor of this list: use the one that came with the previous page."
        )
    return int(cursor)


def _place(found: FoundPlace) -> shapes.PlaceShape:
    return {
        "symbol": found.label,
        "kind": found.kind,
        "path": found.lines.path,
        "start_line": found.lines.start_line,
        "end_line": found.lines.end_line,
        "signature": found.signature,
        "summary": found.summary,
    }


def _user(user: Affected) -> shapes.UserShape:
    return {
        "symbol": user.label,
        "path": user.path,
        "line": user.line,
        "distance": user.distance,
        "is_test": user.is_test,
    }
