"""The book of messages that were sent: a message leaves once, whatever becomes of the process that sends it.

A line is written and on the disk *before* the first byte of a message can leave, and one behind it when its end is
known. After a kill the book therefore knows three kinds: never begun, ended, and begun without an end. Only the last
are unsure; the driver asks the far end about them if it can, and otherwise the machine's file says what happens:

``again``
    Sent once more. A gateway that knows ids drops it; any other may deliver it twice.
``leave``
    Not sent. It may be missing.

The file holds ids and what the far end calls them; never a number, never a text.
"""

from __future__ import annotations

import fcntl
import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceError, DeviceFault
from hallcall.hal.appending import append_line, sync_folder
from hallcall.hal.model import DeviceId
from hallcall.hal.options import Choice, Option, Text
from hallcall.hal.ports.sms import Receipt, Sms

REMEMBERED = 10_000
"""Messages kept when the book is opened: more than a hall sends while one is still worth sending."""
Unsure: TypeAlias = Literal["again", "leave"]
OnTheWay: TypeAlias = Callable[[str], None]
"""Called by a driver before the first byte that can make a message leave, with what it needs to ask about it later."""
BOOK_OPTIONS: dict[str, Option] = {
    "book": Text(None, r"/[^\n]*", "/var/lib/hallcall/sms.book"),
    "unsure": Choice("again", ("again", "leave")),
}
"""What a driver with a book takes from the machine's file."""


class BrokeOffError(Exception):
    """A driver knows what has left although sending failed.

    Attributes:
        error: what went wrong.
        has_left: whether a part is on its way; if not, the message can be begun anew.
    """

    def __init__(self, error: DeviceError, *, has_left: bool) -> None:
        super().__init__(str(error))
        self.error = error
        self.has_left = has_left


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the book."""

    id: str
    step: Literal["begun", "left", "not"]
    note: str = ""
    """With ``begun``: what the driver needs to ask the far end."""
    references: tuple[str, ...] = ()


class SentBook:
    """Sends each message once."""

    def __init__(self, device: DeviceId, path: Path, unsure: Unsure) -> None:
        """Take a file; it is read when the device is opened.

        Args:
            device: named in errors.
            path: of the file; no two devices share one.
            unsure: what becomes of a message of which nobody knows whether it left.
        """
        self._device = device
        self._path = path
        self._unsure = unsure
        self._lines: OrderedDict[str, Line] = OrderedDict()
        self._file = -1
        self._lock = -1

    def open(self) -> None:
        """Read the book and go on behind its last whole line.

        Raises:
            DeviceBusy: another process has it.
            DeviceAbsent: the file cannot be written; nothing is sent without it.
        """
        self.close()
        try:
            self._lock = _locked(self._path.with_name(f"{self._path.name}.lock"))
        except BlockingIOError as error:
            raise DeviceBusy("device.busy", device=self._device, detail="book") from error
        except OSError as error:
            raise DeviceAbsent("device.absent", device=self._device, detail=error.strerror or "book") from error
        try:
            self._lines = _read(self._path)
            fresh = self._path.with_name(f"{self._path.name}.new")
            fresh.unlink(missing_ok=True)
            self._file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            for line in self._lines.values():
                append_line(self._file, msgspec.json.encode(line))
            os.fsync(self._file)
            fresh.replace(self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            self.close()
            raise DeviceAbsent("device.absent", device=self._device, detail=error.strerror or "book") from error

    def close(self) -> None:
        """Let go of the file."""
        for number in (self._file, self._lock):
            if number >= 0:
                os.close(number)
        self._file = self._lock = -1

    def unsure_notes(self) -> list[str]:
        """The notes of all messages of which nobody knows whether they left."""
        return [line.note for line in self._lines.values() if line.step == "begun"]

    def send(
        self,
        sms: Sms,
        submit: Callable[[Sms, OnTheWay], tuple[str, ...]],
        ask: Callable[[Sms, str], tuple[str, ...] | None] = lambda _sms, _note: None,
    ) -> Receipt:
        """Send a message, unless it has left.

        Args:
            sms: the message.
            submit: hands it over and returns its names at the far end; a ``DeviceFault`` says that it did not leave.
            ask: of a message begun earlier, with the driver's note: its names if it left, None if nobody knows.

        Raises:
            DeviceFault: ``sms.unsure``.
            DeviceError: as ``submit`` says.
        """
        line = self._lines.get(sms.message_id)
        if line is not None and line.step == "left":
            return Receipt(message_id=sms.message_id, references=line.references)
        was_unsure = line is not None and line.step == "begun"
        if line is not None and was_unsure:
            try:
                known = ask(sms, line.note)
            except BrokeOffError as failed:
                raise failed.error from failed
            if known is not None:
                return self._left(sms, known)
            if self._unsure == "leave":
                raise DeviceFault("sms.unsure", device=self._device)
        try:
            references = submit(sms, lambda note: self._write(Line(id=sms.message_id, step="begun", note=note)))
        except (DeviceFault, BrokeOffError) as failed:
            has_left = isinstance(failed, BrokeOffError) and failed.has_left
            # What was unsure before this try stays so.
            if not was_unsure and not has_left:
                self._not_left(sms)
            if isinstance(failed, BrokeOffError):
                raise failed.error from failed
            raise
        return self._left(sms, references)

    def _left(self, sms: Sms, references: tuple[str, ...]) -> Receipt:
        self._write(Line(id=sms.message_id, step="left", references=references))
        return Receipt(message_id=sms.message_id, references=references)

    def _not_left(self, sms: Sms) -> None:
        line = self._lines.get(sms.message_id)
        if line is not None and line.step == "begun":
            self._write(Line(id=sms.message_id, step="not"))

    def _write(self, line: Line) -> None:
        try:
            append_line(self._file, msgspec.json.encode(line))
            os.fsync(self._file)
        except OSError as error:
            raise DeviceAbsent("device.absent", device=self._device, detail="book") from error
        self._lines[line.id] = line
        self._lines.move_to_end(line.id)
        while len(self._lines) > REMEMBERED:
            self._lines.popitem(last=False)


def _read(path: Path) -> OrderedDict[str, Line]:
    lines: OrderedDict[str, Line] = OrderedDict()
    try:
        written = path.read_bytes().splitlines()
    except FileNotFoundError:
        return lines
    for text in written:
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.MsgspecError:
            continue  # the process was killed in the middle of it
        lines[line.id] = line
        lines.move_to_end(line.id)
    while len(lines) > REMEMBERED:
        lines.popitem(last=False)
    return lines


def _locked(path: Path) -> int:
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        raise
    return number
