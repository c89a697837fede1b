"""One connection: what may arrive before anybody is asked for a token, and whose certificate came with it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hallcall.server.security.certificates import Peer

HEAD_MAX = 16 * 1024
"""Bytes of a request's address and headers; ours have some hundred."""
REQUEST_S = 20.0
"""A request that has not arrived by then is given up, so that nobody holds connections by sending slowly."""


_TRANSPORT: Any = "hallcall.transport"


class StreamOutlet:
    """Writes pieces of an answer of unknown length past the framework, once its head is sent.

    Source:
        RFC 9112, section 7.1 (chunked transfer coding), in which uvicorn sends an answer without a length.
    """

    def __init__(self, scope: Mapping[str, Any]) -> None:
        self._transport: asyncio.Transport = scope[_TRANSPORT]

    def write(self, data: bytes) -> None:
        """Send, or keep until the other side takes it."""
        if not self._transport.is_closing():
            self._transport.write(b"%x\r\n%b\r\n" % (len(data), data))

    @property
    def backlog(self) -> int:
        """Bytes that wait."""
        return self._transport.get_write_buffer_size()

    def abandon(self) -> None:
        """Break off, whatever still waits."""
        self._transport.abort()


_PEER: Any = "hallcall.peer"
"""Where a request keeps whose certificate its connection showed."""


def peer_of(scope: Mapping[str, Any]) -> Peer | None:
    """Whose certificate a request came with."""
    return scope.get(_PEER)


def header_of(scope: Mapping[str, Any], name: bytes) -> str:
    """The first header of this name, in small letters; nothing when there is none."""
    for known, value in scope["headers"]:
        if known == name:
            return value.decode("latin-1")
    return ""


class _HeadTooLargeError(Exception):
    """Ends the parser's work."""


class Wire(HttpToolsProtocol):
    """Uvicorn's protocol, with limits."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head = 0
        """Bytes of a head that is not complete; -1 while a body arrives."""
        self._is_too_large = False
        self._late: asyncio.TimerHandle | None = None
        self._peer: Peer | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - as the base has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        encryption = transport.get_extra_info("ssl_object")
        shown = encryption.getpeercert(binary_form=True) if encryption is not None else None
        self._peer = Peer.read(shown) if shown is not None else None
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has arrived, unless a head grows without end."""
        if self._head >= 0:
            self._head += len(data)
        super().data_received(data)
        if self._head > HEAD_MAX and not self.transport.is_closing():
            self._is_too_large = True
            self.send_400_response("Request header fields too large.")

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self.scope[_PEER] = self._peer
        scope: Any = self.scope
        scope[_TRANSPORT] = self.transport
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """The head is there; its size is known now."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_MAX:
            self._is_too_large = True
            raise _HeadTooLargeError
        self._head = -1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there as a whole."""
        self._head = 0
        self._wait_no_more()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, and close.

        Source:
            RFC 6585, section 5 (431).
        """
        if not self._is_too_large:
            super().send_400_response(msg)
            return
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
        self.transport.close()

    def _wait(self) -> None:
        self._late = self.loop.call_later(REQUEST_S, self._give_up)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        self._late = None
        self.transport.close()
