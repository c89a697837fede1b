"""One question and its answer by HTTP/1.1 over a wire of this layer: lost, traced and missed as on all of them."""

from __future__ import annotations

from dataclasses import dataclass

import h11

from hallcall.core.errors import DeviceProtocol
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.port import Transport

_BEGIN = b"HTTP/1."


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    stays_open: bool
    """Whether the next question may go over the same connection."""


def post(wire: Transport, device: DeviceId, *, host: str, path: str, kind: str, body: bytes, deadline: float) -> Answer:
    """Send ``body`` and wait for the answer.

    Args:
        wire: open.
        device: named in errors.
        host: for the ``Host`` line.
        path: begins with a slash.
        kind: media type of the body, and of the answer's.
        body: to send.
        deadline: ``time.monotonic``.

    Raises:
        DeviceProtocol: what came is no such answer.
        DeviceTimeout: it was not there by ``deadline``.
        DeviceAbsent: the connection is gone.
    """
    connection = h11.Connection(h11.CLIENT)
    headers = [("Host", host), ("Content-Type", kind), ("Content-Length", str(len(body)))]
    head = connection.send(h11.Request(method="POST", target=path, headers=headers)) or b""
    content = connection.send(h11.Data(data=body)) or b""
    connection.send(h11.EndOfMessage())
    wire.write(head + content)
    try:
        status, answered_kind, parts = _hear(wire, connection, deadline)
    except (h11.RemoteProtocolError, UnicodeDecodeError) as error:
        raise DeviceProtocol("device.bad_frame", device=device) from error
    if status == 200 and answered_kind != kind:
        raise DeviceProtocol("device.bad_frame", device=device)
    return Answer(status, parts, connection.their_state is h11.DONE)


def _hear(wire: Transport, connection: h11.Connection, deadline: float) -> tuple[int, str, bytes]:
    status, kind, parts, early = 0, "", bytearray(), b""
    has_begun = False
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = wire.read_exact(1, deadline) + wire.read_pending()
            if not has_begun:
                # What is left over of an answer that came too late is no part of this one.
                early += data
                has_begun = _BEGIN in early
                data = early[early.index(_BEGIN) :] if has_begun else b""
            if data:
                connection.receive_data(data)
        elif isinstance(event, h11.Response):
            status = event.status_code
            kind = dict(event.headers).get(b"content-type", b"").decode("ascii").partition(";")[0]
        elif isinstance(event, h11.Data):
            parts += event.data
        elif isinstance(event, h11.EndOfMessage):
            return status, kind, bytes(parts)
        elif isinstance(event, h11.ConnectionClosed):
            raise h11.RemoteProtocolError("hung up")
