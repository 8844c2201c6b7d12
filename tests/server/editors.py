"""An editor that talks to a real `stc-lsp serve`: pytest-lsp's client, and a bare one for bad manners."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.server.wire.framing import framed
from stc_lsp.sleep.daemon.attach import is_running, stop
from tests.running import environment

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
    from pathlib import Path

PATIENCE_SECONDS = 60.0


def command(*arguments: str) -> list[str]:
    """How a server is started."""
    return [sys.executable, "-m", "stc_lsp", "serve", *arguments]


class Editor(LanguageClient):
    """pytest-lsp's client, which also keeps every status it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.statuses: list[Any] = []
        self.reports: dict[str | int, list[Any]] = {}
        """What `$/progress` told, by token."""
        self.answer_changes: list[Any] = []
        """What it was told of answers whose citations changed."""
        self.lens_refreshes = 0
        """How often it was told to ask for code lenses again."""
        self.offers: list[types.ShowMessageRequestParams] = []
        """Messages that offer to open a file; each is taken up."""
        self.opened: list[str] = []
        """URIs of what it was asked to open."""
        self._news = asyncio.Event()

        for method, hear in {
            "stc/statusChanged": self.statuses.append,
            "stc/answerChanged": self.answer_changes.append,
            types.WINDOW_SHOW_MESSAGE: self.messages.append,
            types.PROGRESS: self._hear_report,
            types.WORKSPACE_CODE_LENS_REFRESH: self._hear_lens_refresh,
            types.WINDOW_WORK_DONE_PROGRESS_CREATE: self._hear_of_work,
            types.WINDOW_SHOW_MESSAGE_REQUEST: self._take_up,
            types.WINDOW_SHOW_DOCUMENT: self._open,
        }.items():
            self.feature(method)(partial(self._hear, hear))

    def _hear(self, hear: Callable[[Any], Any], told: Any) -> Any:
        reply = hear(told)
        self._news.set()
        return reply

    def _hear_report(self, report: types.ProgressParams) -> None:
        self.reports.setdefault(report.token, []).append(report.value)

    def _hear_lens_refresh(self, _: None) -> None:
        self.lens_refreshes += 1

    def _hear_of_work(self, asked: types.WorkDoneProgressCreateParams) -> None:
        self.reports[asked.token] = []

    def _take_up(self, offer: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        self.offers.append(offer)
        return offer.actions[0] if offer.actions else None

    def _open(self, shown: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self.opened.append(shown.uri)
        return types.ShowDocumentResult(success=True)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until what the server has told makes something true."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():
                self._news.clear()
                await self._news.wait()

    async def status_when(self, holds: Callable[[Any], bool]) -> Any:
        """The first status, of those told so far or later, of which something holds."""
        found: list[Any] = []

        def is_told() -> bool:
            found[:] = filter(holds, self.statuses)
            return bool(found)

        await self.until(is_told)
        return found[0]

    def open(self, file: Path, text: str | None = None, language: str = "python") -> str:
        """Open a file, with other text than on disk if some is given; returns its URI."""
        uri = file.as_uri()
        content = file.read_text("utf-8") if text is None else text
        document = types.TextDocumentItem(uri, language, 1, content)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return uri

    def replace(self, uri: str, text: str) -> None:
        """Put another text in the place of an open one."""
        document = types.VersionedTextDocumentIdentifier(2, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def card(self, uri: str, line: int, character: int) -> str:
        """The card at a position, "" for none."""
        hover = await self.hover(uri, line, character)
        if hover is None:
            return ""
        assert isinstance(hover.contents, types.MarkupContent)
        return hover.contents.value

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        """What the server shows at a position; 0-based, in the session's encoding."""
        position = types.Position(line, character)
        return await self.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), position)
        )

    async def run(self, command: str, *arguments: object) -> Any:
        """Run one of the server's commands."""
        return await self.workspace_execute_command_async(
            types.ExecuteCommandParams(command, arguments or None)
        )


@contextlib.asynccontextmanager
async def editor(
    data_dir: Path,
    *roots: Path,
    arguments: Sequence[str] = ("--no-sleeper",),
    settings: Mapping[str, object] | None = None,
    encodings: Sequence[types.PositionEncodingKind] = (),
    capabilities: types.ClientCapabilities | None = None,
    process_id: int | None = None,
    name: str = "",
) -> AsyncGenerator[Editor]:
    """An editor with these folders open; in the end it shuts the server down, and the sleepers leave."""
    client = Editor()
    can = capabilities or client_capabilities("visual-studio-code")
    if encodings:
        can.general = types.GeneralClientCapabilities(position_encodings=list(encodings))
    folders = [types.WorkspaceFolder(root.as_uri(), root.name) for root in roots]
    with sleepers_end(data_dir, *roots):
        await client.start_io(*command(*arguments), env=environment(data_dir))
        await client.initialize_session(
            types.InitializeParams(
                capabilities=can,
                workspace_folders=folders,
                initialization_options=settings,
                process_id=process_id,
                client_info=types.ClientInfo(name) if name else None,
            )
        )
        try:
            yield client
        finally:
            await client.shutdown_session()
            await client.stop()


@contextlib.contextmanager
def sleepers_end(data_dir: Path, *roots: Path) -> Generator[None]:
    """No sleeper of a test outlives it."""
    try:
        yield
    finally:
        for root in roots:
            paths = MemoryPaths(data_dir, root)
            if is_running(paths):
                stop(paths)


class BareClient:
    """Sends and receives messages as they are, over a server's standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.stdin = process.stdin
        self.stdout = process.stdout

    def send_bytes(self, body: bytes) -> None:
        """Send one message, whatever it is."""
        self.stdin.write(framed(body))
        self.stdin.flush()

    def send(self, **fields: object) -> None:
        """Send one JSON-RPC message."""
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **fields}).encode())

    def request(self, method: str, params: object = None, id_: int = 1) -> Any:
        """The reply to a request; notifications on the way are passed over."""
        self.send(id=id_, method=method, params=params)
        return self.reply(id_)

    def reply(self, id_: int | None) -> Any:
        """The reply with this id."""
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == id_:
                return message

    def receive(self) -> Any:
        """The next message."""
        length = 0
        while line := self.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has hung up"
        return json.loads(self.stdout.read(length))

    def initialize(self, root: Path | None = None, **more: object) -> Any:
        """Open a session."""
        folders = [{"uri": root.as_uri(), "name": root.name}] if root else []
        params = {"processId": os.getpid(), "capabilities": {}, "workspaceFolders": folders, **more}
        reply = self.request("initialize", params)
        self.send(method="initialized", params={})
        return reply


@contextlib.contextmanager
def bare_client(data_dir: Path, *arguments: str, **environ: str) -> Generator[BareClient]:
    """A server and a bare client of it; it is ended if it has not ended by itself."""
    process = subprocess.Popen(
        command(*(arguments or ("--no-sleeper",))),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(data_dir, **environ),
    )
    with process:
        try:
            yield BareClient(process)
        finally:
            process.kill()
