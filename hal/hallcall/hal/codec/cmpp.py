"""CMPP 2.0, the protocol by which a service speaks to China Mobile's gateway over TCP.

Source:
    China Mobile, CMPP 2.0 (中国移动通信互联网短信网关接口协议 V2.0): message header, CMPP_CONNECT, CMPP_SUBMIT,
    CMPP_DELIVER with the report inside, CMPP_ACTIVE_TEST. Numbers are big-endian; texts are padded with zeros.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hallcall.hal.ports.sms import SmsTrouble

VERSION = 0x20
WINDOW = 16
"""Requests that may be without an answer at a time. Source: CMPP 2.0, on windows and flow control."""
UCS2 = 8
_HEADER = struct.Struct(">III")
_LONGEST = 4096
_CONNECT = struct.Struct(">6s16sBI")
_CONNECT_RESP = struct.Struct(">B16sB")
_SUBMIT = struct.Struct(">8sBBBB10sB21sBBB6s2s6s17s17s21sB21sB")
_DELIVER = struct.Struct(">8s21s10sBBB21sBB")
_REPORT = struct.Struct(">8s7s10s10s21sI")
_ANSWER = struct.Struct(">8sB")
_CONCATENATED = bytes.fromhex("050003")


class Command(IntEnum):
    """Kinds of frames; the highest bit marks an answer."""

    CONNECT = 0x00000001
    CONNECT_RESP = 0x80000001
    TERMINATE = 0x00000002
    TERMINATE_RESP = 0x80000002
    SUBMIT = 0x00000004
    SUBMIT_RESP = 0x80000004
    DELIVER = 0x00000005
    DELIVER_RESP = 0x80000005
    ACTIVE_TEST = 0x00000008
    ACTIVE_TEST_RESP = 0x80000008


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame."""

    command: int
    sequence: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Submit:
    """A part of a message on its way to the gateway."""

    account: str
    service: str
    source: str
    """The number that the phone shows."""
    to: str
    text: str
    part: int = 1
    parts: int = 1
    reference: int = 0
    wants_report: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What the network tells of a part."""

    message: str
    """As the gateway called it in its answer, hexadecimal."""
    state: str
    to: str
    submitted: str
    """When it was handed over, ``YYMMDDhhmm`` of the gateway."""

    @property
    def trouble(self) -> SmsTrouble | None:
        """Why it did not arrive; None when it did."""
        return None if self.state == "DELIVRD" else _STATES.get(self.state, SmsTrouble.REFUSED)

    @property
    def is_final(self) -> bool:
        """Whether the network has ended its tries."""
        return self.state != "ACCEPTD"


_STATES = {"EXPIRED": SmsTrouble.EXPIRED, "UNDELIV": SmsTrouble.UNREACHABLE, "REJECTD": SmsTrouble.BLACKLISTED}
RESULTS = {8: SmsTrouble.THROTTLED, 9: SmsTrouble.NUMBER, 6: SmsTrouble.CONTENT, 7: SmsTrouble.UNAUTHORISED}
"""What the results of a SUBMIT mean."""
REPEATED = 3
"""Result of a SUBMIT whose sequence number came before: it has been accepted."""


class Framer:
    """Cuts a stream into frames."""

    def __init__(self) -> None:
        self._data = b""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are whole now.

        Raises:
            ValueError: the stream is no CMPP; it cannot be followed any more.
        """
        self._data += data
        frames: list[Frame] = []
        while len(self._data) >= _HEADER.size:
            length, command, sequence = _HEADER.unpack_from(self._data)
            if not _HEADER.size <= length <= _LONGEST:
                raise ValueError("no frame")
            if len(self._data) < length:
                break
            frames.append(Frame(command, sequence, self._data[_HEADER.size : length]))
            self._data = self._data[length:]
        return frames


def encode(frame: Frame) -> bytes:
    """The bytes of a frame."""
    return _HEADER.pack(_HEADER.size + len(frame.body), frame.command, frame.sequence) + frame.body


def authenticator(account: str, secret: str, timestamp: str) -> bytes:
    """Proves that the secret is known: MD5 of account, nine zeros, secret and ``MMDDHHMMSS``."""
    told = account.encode() + bytes(9) + secret.encode() + timestamp.encode()
    return hashlib.md5(told, usedforsecurity=False).digest()


def encode_connect(account: str, secret: str, timestamp: str) -> bytes:
    """The body of a CONNECT."""
    return _CONNECT.pack(account.encode(), authenticator(account, secret, timestamp), VERSION, int(timestamp))


def decode_connect(body: bytes) -> tuple[str, bytes, str]:
    """Account, proof and timestamp.

    Raises:
        ValueError: it is no CONNECT.
    """
    account, proof, _, timestamp = _unpack(_CONNECT, body)
    return _text(account), proof, f"{timestamp:010}"


def encode_connect_answer(status: int, proof: bytes, secret: str) -> bytes:
    """The body of the answer to a CONNECT; the gateway proves that it knows the secret, too."""
    return _CONNECT_RESP.pack(status, _gateway_proof(status, proof, secret), VERSION)


def read_connect_answer(body: bytes, proof: bytes, secret: str) -> tuple[int, bool]:
    """The status, and whether the gateway has proved itself.

    Raises:
        ValueError: it is no answer.
    """
    status, theirs, _ = _unpack(_CONNECT_RESP, body)
    return status, theirs == _gateway_proof(status, proof, secret)


def encode_submit(submit: Submit) -> bytes:
    """The body of a SUBMIT to one phone."""
    data = submit.text.encode("utf-16-be")
    if submit.parts > 1:
        data = _CONCATENATED + bytes((submit.reference & 0xFF, submit.parts, submit.part)) + data
    head = _SUBMIT.pack(
        bytes(8),
        submit.parts,
        submit.part,
        int(submit.wants_report),
        1,
        submit.service.encode(),
        2,  # the service pays
        b"",
        0,
        int(submit.parts > 1),
        UCS2,
        submit.account.encode(),
        b"01",  # free for the phone
        b"0",
        b"",
        b"",
        submit.source.encode(),
        1,
        submit.to.encode(),
        len(data),
    )
    return head + data + bytes(8)


def decode_submit(body: bytes) -> Submit:
    """A SUBMIT as :func:`encode_submit` makes it.

    Raises:
        ValueError: it is none.
    """
    fields = _unpack(_SUBMIT, body[: _SUBMIT.size])
    _, parts, part, report, _, service, _, _, _, has_header, form, account, *_, source, count, to, length = fields
    data = body[_SUBMIT.size : -8]
    if form != UCS2 or count != 1 or len(data) != length:
        raise ValueError("unknown message")
    reference = 0
    if has_header:
        if data[:3] != _CONCATENATED or len(data) < 6:
            raise ValueError("unknown header")
        reference, data = data[3], data[6:]
    text = data.decode("utf-16-be")
    return Submit(
        _text(account),
        _text(service),
        _text(source),
        _text(to),
        text,
        part,
        parts,
        reference,
        wants_report=bool(report),
    )


def encode_answer(message: bytes, result: int) -> bytes:
    """The body of the answer to a SUBMIT or a DELIVER."""
    return _ANSWER.pack(message, result)


def decode_answer(body: bytes) -> tuple[str, int]:
    """The gateway's name of the message, hexadecimal, and the result.

    Raises:
        ValueError: it is no answer.
    """
    message, result = _unpack(_ANSWER, body)
    return message.hex(), result


def encode_report(report: Report, source: str) -> bytes:
    """The body of a DELIVER that carries a report."""
    inner = _REPORT.pack(
        bytes.fromhex(report.message), report.state.encode(), report.submitted.encode(), b"", report.to.encode(), 0
    )
    head = _DELIVER.pack(bytes(8), source.encode(), b"", 0, 0, 0, report.to.encode(), 1, len(inner))
    return head + inner + bytes(8)


def decode_deliver(body: bytes) -> tuple[bytes, Report | None]:
    """The gateway's name of what it delivers, and the report in it; None when somebody has written to the hall.

    Raises:
        ValueError: it is no DELIVER.
    """
    name, *_, is_report, length = _unpack(_DELIVER, body[: _DELIVER.size])
    inner = body[_DELIVER.size : _DELIVER.size + length]
    if len(inner) != length:
        raise ValueError("too short")
    if not is_report:
        return name, None
    message, state, submitted, _, to, _ = _unpack(_REPORT, inner)
    return name, Report(message.hex(), _text(state), _text(to), _text(submitted))


def _gateway_proof(status: int, proof: bytes, secret: str) -> bytes:
    return hashlib.md5(bytes((status,)) + proof + secret.encode(), usedforsecurity=False).digest()


def _unpack(form: struct.Struct, data: bytes) -> tuple[Any, ...]:
    try:
        return form.unpack(data)
    except struct.error as error:
        raise ValueError("wrong length") from error


def _text(field: bytes) -> str:
    return field.split(b"\0")[0].decode("ascii", "replace")
