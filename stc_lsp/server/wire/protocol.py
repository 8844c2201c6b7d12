"""JSON-RPC with one client: from a message's bytes to the handler of its method, and back.

pygls runs the handlers; here is what it leaves open: every request is answered, also a malformed one, in the
order that the protocol's life cycle allows.
"""

from __future__ import annotations

import inspect
import json
import logging
from concurrent.futures import Future
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from cattrs import BaseValidationError, Converter, transform_error
from cattrs.v import format_exception
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import JsonRPCProtocol

from stc_lsp.errors import StcError, UsageError
from stc_lsp.server.wire import messages

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping

    from pygls.server import JsonRPCServer

    Handler = Callable[[Any], Any]

log = logging.getLogger(__name__)

REQUEST_FAILED = -32803


class Phase(Enum):
    """Where in its life a connection is."""

    NEW = "new"
    OPEN = "open"
    """Initialized."""
    SHUT = "shut"
    """Asked to shut down."""


class Protocol(JsonRPCProtocol):
    """Both directions of one connection. Everything here belongs to the event loop's thread."""

    def __init__(self, server: JsonRPCServer, converter: Converter) -> None:
        super().__init__(server, converter)
        messages.teach(converter)
        self.phase = Phase.NEW
        self._immediate: dict[str, Handler | None] = {}
        """By method, what handles it without waiting for anything; None if it waits, or is unknown."""
        self.reported: dict[int | str, asyncio.Task[Any]] = {}
        """By its token, what is under way and reported as work done."""

    def receive(self, body: bytes | str) -> None:
        """Take one message."""
        try:
            message: object = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse(None, JsonRpcParseError("The message is not JSON."))
            return
        if not isinstance(message, dict):
            self._refuse(None, JsonRpcInvalidRequest("The message is not an object."))
            return
        fields = cast("dict[str, Any]", message)
        id_ = fields.get("id")
        if isinstance(fields.get("method"), str):
            self._take_call(id_, fields["method"], fields.get("params"))
        elif "result" in fields or "error" in fields:
            self._take_reply(id_, fields)
        else:
            self._refuse(id_, JsonRpcInvalidRequest("The message names no method."))

    def read(self, value: object, as_type: type[Any], path: str) -> Any:
        """A value from the wire as a typed one. Raises JsonRpcInvalidParams, which tells what is wrong."""
        try:
            return self._converter.structure(value, as_type)
        except (BaseValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
            wrong = "; ".join(transform_error(error, path, _in_words))
            raise JsonRpcInvalidParams(f"Invalid parameters: {wrong}") from None

    def cancel_all(self) -> None:
        """Stop whatever is under way for this client."""
        for future in list(self._request_futures.values()):
            future.cancel()

    def _take_call(self, id_: Any, method: str, params: object) -> None:
        problem = self._out_of_order(method)
        try:
            if problem is not None:
                raise problem
            structured = self._structured(method, params)
        except JsonRpcException as error:
            if id_ is None:
                log.warning("%s is passed over: %s", method, error)
            else:
                self._refuse(id_, error)
            return
        if method == types.INITIALIZE:
            self.phase = Phase.OPEN
        if id_ is None:
            self._handle_notification(method, structured)
        else:
            self._handle_request(id_, method, structured)

    def _out_of_order(self, method: str) -> JsonRpcException | None:
        if method == types.EXIT:
            return None
        if self.phase is Phase.NEW and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized("The first request must be initialize.")
        if self.phase is Phase.OPEN and method == types.INITIALIZE:
            return JsonRpcInvalidRequest("The connection is initialized already.")
        if self.phase is Phase.SHUT:
            return JsonRpcInvalidRequest("The server was told to shut down.")
        return None

    def _structured(self, method: str, params: object) -> Any:
        own = messages.PARAMS.get(method)
        if own is not None:
            return self.read({} if params is None else params, own, "params")
        known = types.METHOD_TO_TYPES.get(method)
        expected = known[2] if known is not None else None
        return params if expected is None else self.read(params, cast("type[Any]", expected), "params")

    def _handle_request(self, msg_id: Any, method_name: str, params: Any) -> None:
        """Answer at once where the handler does: no task, no future, no callback in the way of a hover."""
        if method_name not in self._immediate:
            features = cast("dict[str, Handler]", cast("Any", self.fm).features)
            handler = features.get(method_name)
            self._immediate[method_name] = None if inspect.iscoroutinefunction(handler) else handler
        immediate = self._immediate[method_name]
        if immediate is None:
            super()._handle_request(msg_id, method_name, params)
            return
        try:
            result = immediate(params)
        except Exception as error:  # noqa: BLE001 - whatever it is, who asked is answered
            failed: Future[Any] = Future()
            failed.set_exception(error)
            self._send_handler_result(failed, msg_id=msg_id)
        else:
            self._send_response(msg_id, result)

    def _send_response(
        self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None
    ) -> None:
        # Not by the library, which leaves out an id that is not known; JSON-RPC wants null.
        said = {"result": result} if error is None else {"error": error}
        self._send_data({"jsonrpc": self.VERSION, "id": msg_id, **said})

    def _take_reply(self, id_: Any, fields: Mapping[str, Any]) -> None:
        error = fields.get("error")
        self._handle_response(id_, fields.get("result"), None if error is None else _as_error(error))

    def _refuse(self, id_: Any, error: JsonRpcException) -> None:
        self._send_response(id_, error=error.to_response_error())

    def _send_handler_result(self, future: Future[Any], *, msg_id: int | str) -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, StcError):
            code = JsonRpcInvalidParams.CODE if isinstance(error, UsageError) else REQUEST_FAILED
            error = JsonRpcException(str(error), code)
        if isinstance(error, JsonRpcException):
            self._request_futures.pop(msg_id, None)
            log.info("request %s is refused: %s", msg_id, error)
            self._refuse(msg_id, error)
            return
        super()._send_handler_result(future, msg_id=msg_id)


def _as_error(error: object) -> types.ResponseError:
    """A client's error. One in the wrong form is no reason to leave whoever asked waiting."""
    if isinstance(error, dict):
        fields = cast("dict[str, Any]", error)
        code = fields.get("code")
        return types.ResponseError(code if isinstance(code, int) else 0, str(fields.get("message", "")))
    return types.ResponseError(0, str(error))


def _in_words(error: BaseException, expected: type | None) -> str:
    # A validator's own words say more than that the value is wrong.
    if isinstance(error, ValueError) and expected is None and error.args:
        return str(error.args[0])
    return format_exception(error, expected)
