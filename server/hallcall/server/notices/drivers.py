"""Ways out of the hall for a message: a port, a file of JSON lines for the site's own sender, and the console."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Protocol

import msgspec

from hallcall.core.errors import LinkError
from hallcall.core.masking import mask_phone

_log = logging.getLogger(__name__)

_TAIL = 1024 * 1024
"""Bytes at the end of the file that are read after a start: more than is sent while a message is worth sending."""
_REMEMBERED = 10_000
"""Messages that are kept in mind; only the last can come twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message ready to leave. Its text form hides where it goes."""

    event_id: str
    """The same as on the screens; whoever sends the message on knows it by that, too."""
    channel: str
    to: str
    """Phone number in full."""
    text: str
    at: datetime
    """When the event happened."""

    def __repr__(self) -> str:
        return f"Notice({self.event_id}, {mask_phone(self.to)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What the network tells of a message that had left."""

    event_id: str
    delivered: bool
    trouble: str = ""
    """Why not, a value of ``SmsTrouble``."""


class NoticeDriver(Protocol):
    """Sends messages."""

    name: str

    def send(self, notice: Notice) -> None:
        """Send a message; called outside the event loop, one at a time.

        When the server dies after this and before it has noted it, the same message comes again: a driver drops what
        has left already, or leaves that to who is behind it and knows messages by their id.

        Raises:
            LinkError: not now; it will be tried again.
            DeviceFault: it will never be sent.
        """
        ...

    def take_reports(self) -> Sequence[DeliveryReport]:
        """What was told of messages since the last time. Quick; called in the event loop."""
        ...

    def troubles(self) -> Sequence[str]:
        """Codes of what keeps messages from leaving, none when all is well. Quick; called from any thread."""
        ...


class FileDriver:
    """Appends one JSON line a message to a file that only the server's account can read: each message exactly once.

    What has left is read from the end of the file itself, so a driver that starts again knows it. A line that a power
    cut has torn is taken out; its message was not noted as sent and comes again.
    """

    name = "file"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: tuple[int, int] | None = None
        """The file whose end is known: device and inode. Another one stands there when the site has taken it away."""
        self._left: dict[tuple[str, str], None] = {}
        """Event and channel of the last messages that have left, oldest first."""

    def send(self, notice: Notice) -> None:
        """Append the message and see it reach the disk, unless it is there.

        Raises:
            LinkError: ``link.down`` when the file cannot be written.
        """
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                self._know(file)
                self._append(file, notice)
        except OSError as error:
            # Whatever is in the file now is read again before the next message.
            self._file = None
            raise LinkError("link.down", detail=error.strerror or "") from error

    def take_reports(self) -> Sequence[DeliveryReport]:
        """A file tells nothing."""
        return ()

    def troubles(self) -> Sequence[str]:
        """A file is there or it is not; the age of what waits tells."""
        return ()

    def _know(self, file: FileIO) -> None:
        """Learn what has left, when this is not the file of the last time."""
        found = os.fstat(file.fileno())
        if self._file == (found.st_dev, found.st_ino):
            return
        start = max(found.st_size - _TAIL, 0)
        file.seek(start)
        whole, newline, torn = file.read().rpartition(b"\n")
        if torn:
            file.truncate(found.st_size - len(torn))
        for line in whole.split(b"\n")[1 if start else 0 :] if newline else ():
            left = _left(line)
            if left is not None:
                self._left[left] = None
        # What a killed server has written may be in memory only; its messages are about to be noted as sent.
        os.fsync(file.fileno())
        _sync_folder(self._path.parent)
        self._file = (found.st_dev, found.st_ino)

    def _append(self, file: FileIO, notice: Notice) -> None:
        key = (notice.event_id, notice.channel)
        if key in self._left:
            return
        line = msgspec.json.encode(notice) + b"\n"
        if file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
        self._left[key] = None
        if len(self._left) > _REMEMBERED:
            del self._left[next(iter(self._left))]


class _Line(msgspec.Struct):
    event_id: str
    channel: str


def _left(line: bytes) -> tuple[str, str] | None:
    """Event and channel of a line; None when the line is not ours."""
    try:
        read = msgspec.json.decode(line, type=_Line)
    except msgspec.MsgspecError:
        return None
    return read.event_id, read.channel


def _sync_folder(folder: Path) -> None:
    """A file that was just made survives a power cut only when its folder does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ConsoleDriver:
    """Shows messages in the server's log, with the number masked."""

    name = "console"

    def send(self, notice: Notice) -> None:
        """Log the message."""
        _log.info("%s %s -> %s: %s", notice.channel, notice.event_id, mask_phone(notice.to), notice.text)

    def take_reports(self) -> Sequence[DeliveryReport]:
        """None."""
        return ()

    def troubles(self) -> Sequence[str]:
        """None."""
        return ()
