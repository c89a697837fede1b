"""What a daemon and its clients say to each other: one JSON object a line.

::

    client                                    daemon
      │ ◀─ welcome (devices and how they are) ── │
      │ ── do (command, request id) ───────────▶ │
      │ ◀─ event (job.changed: sent) ─────────── │
      │ ◀─ done (result) | failed (code) ─────── │
      │ ◀─ beat, each second ─────────────────── │
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import msgspec

from hallcall.core.errors import DeviceProtocol
from hallcall.hal.model import Capabilities, DeviceEvent, DeviceId, Status
from hallcall.hal.named import class_of, name_of
from hallcall.hal.ports.base import Command

BEAT_S = 1.0
"""How often the daemon shows that it lives."""
LONGEST_LINE = 4 * 1024 * 1024
"""Bytes. A slip drawn as a picture is about 40 kB, a card with its photo 2 kB."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A value whose class has a name, see ``hal.named``."""

    name: str
    value: msgspec.Raw


class Do(msgspec.Struct, frozen=True, kw_only=True, tag="do"):
    """A client wants something done."""

    device: DeviceId
    request_id: str
    command: Named
    deadline_s: float | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A device as the daemon knows it."""

    id: DeviceId
    capabilities: Named
    status: Status


class Welcome(msgspec.Struct, frozen=True, kw_only=True, tag="welcome"):
    """The first thing a client hears."""

    machine: str
    devices: tuple[Seen, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True, tag="event"):
    """Something happened."""

    event: Named


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """What this client asked for was done."""

    device: DeviceId
    request_id: str
    result: msgspec.Raw


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """What this client asked for was not done, or nobody knows."""

    device: DeviceId
    request_id: str
    code: str
    fields: Mapping[str, str | float | bool] = {}


class Beat(msgspec.Struct, frozen=True, kw_only=True, tag="beat"):
    """The daemon lives."""


FromDaemon: TypeAlias = Welcome | Told | Done | Failed | Beat

_encoder = msgspec.json.Encoder()
_from_daemon: msgspec.json.Decoder[FromDaemon] = msgspec.json.Decoder(FromDaemon)
_do = msgspec.json.Decoder(Do)


def encode(message: Do | FromDaemon) -> bytes:
    """One line."""
    return _encoder.encode(message) + b"\n"


def decode_do(line: bytes) -> Do:
    """What a client said.

    Raises:
        DeviceProtocol: ``device.bad_frame``: no such message.
    """
    try:
        return _do.decode(line)
    except msgspec.MsgspecError as error:
        raise DeviceProtocol("device.bad_frame", detail=str(error)) from error


def decode_from_daemon(line: bytes) -> FromDaemon:
    """What a daemon said.

    Raises:
        DeviceProtocol: ``device.bad_frame``: no such message.
    """
    try:
        return _from_daemon.decode(line)
    except msgspec.MsgspecError as error:
        raise DeviceProtocol("device.bad_frame", detail=str(error)) from error


def pack(value: Command[Any, Any] | DeviceEvent | Capabilities) -> Named:
    """``value`` with its name."""
    return Named(name=name_of(value), value=raw(value))


def raw(value: object) -> msgspec.Raw:
    """``value`` as JSON."""
    return msgspec.Raw(_encoder.encode(value))


def unpack_command(named: Named) -> Command[Any, Any]:
    """The command that was packed.

    Raises:
        DeviceProtocol: ``device.unsupported`` for an unknown one, ``device.bad_frame`` for a damaged one.
    """
    return cast("Command[Any, Any]", _unpack(named, Command))


def unpack_event(named: Named) -> DeviceEvent:
    """The event that was packed; errors as with commands."""
    return cast("DeviceEvent", _unpack(named, DeviceEvent))


def unpack_capabilities(named: Named) -> Capabilities:
    """The capabilities that were packed; errors as with commands."""
    return cast("Capabilities", _unpack(named, Capabilities))


def _unpack(named: Named, kind: type[Any]) -> object:
    try:
        found = class_of(named.name)
    except KeyError:
        raise DeviceProtocol("device.unsupported", name=named.name) from None
    if not issubclass(found, kind):
        raise DeviceProtocol("device.unsupported", name=named.name)
    try:
        return msgspec.json.decode(named.value, type=found)
    except msgspec.MsgspecError as error:
        raise DeviceProtocol("device.bad_frame", detail=str(error)) from error
