"""Messages cut out of a stream, however it is cut; and addresses as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.errors import UsageError
from stc_lsp.server.wire.address import Address, parse_address
from stc_lsp.server.wire.framing import Framing, FramingError, framed


@given(st.lists(st.binary(max_size=30), max_size=6), st.data())
def test_messages_come_out_as_they_went_in_wherever_the_stream_is_cut(
    messages: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(map(framed, messages))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    framing = Framing()
    received: list[bytes] = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += framing.feed(stream[start:end])
    assert received == messages


def test_a_header_may_name_its_kind() -> None:
    stream = b"content-length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}"
    assert list(Framing().feed(stream)) == [b"{}"]


@pytest.mark.parametrize(
    "stream",
    [
        b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        b"Host: localhost\r\nContent-Length: 2\r\n\r\n{}",
        b"Content-Length: -2\r\n\r\n{}",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Type: x\r\n\r\n{}",
        b"\r\n\r\n",
        b"x" * 5000,
    ],
)
def test_what_is_no_message_is_refused(stream: bytes) -> None:
    with pytest.raises(FramingError):
        list(Framing().feed(stream))


@pytest.mark.parametrize(
    ("written", "address", "is_this_machine"),
    [
        ("8080", Address("127.0.0.1", 8080), True),
        (":0", Address("127.0.0.1", 0), True),
        ("localhost:80", Address("localhost", 80), True),
        ("[::1]:80", Address("::1", 80), True),
        ("0.0.0.0:80", Address("0.0.0.0", 80), False),
        ("example.org:80", Address("example.org", 80), False),
    ],
)
def test_an_address_is_on_this_machine_unless_a_host_is_named(
    written: str, address: Address, is_this_machine: bool
) -> None:
    assert parse_address(written) == address
    assert address.is_this_machine is is_this_machine


@pytest.mark.parametrize("written", ["", "x", "1:2:3", "::1:80", "host:", "host:-1", "70000", "٣"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="address"):
        parse_address(written)
