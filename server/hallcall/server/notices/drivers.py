"""Ways out of the hall for a message: a port, a file of JSON lines for the site's own sender, and the console."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from hallcall.core.errors import LinkError
from hallcall.core.masking import mask_phone

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message ready to leave. Its text form hides where it goes."""

    event_id: str
    """The same as on the screens; a sender uses it to drop what it got twice."""
    channel: str
    to: str
    """Phone number in full."""
    text: str
    at: datetime
    """When the event happened."""

    def __repr__(self) -> str:
        return f"Notice({self.event_id}, {mask_phone(self.to)})"


class NoticeDriver(Protocol):
    """Sends messages."""

    name: str

    def send(self, notice: Notice) -> None:
        """Send a message; called outside the event loop, one at a time.

        Raises:
            LinkError: not now; it will be tried again.
        """
        ...


class FileDriver:
    """Appends one JSON line a message to a file that only the server's account can read."""

    name = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, notice: Notice) -> None:
        """Append the message and see it reach the disk.

        Raises:
            LinkError: ``link.down`` when the file cannot be written.
        """
        line = msgspec.json.encode(notice) + b"\n"
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise LinkError("link.down", detail=error.strerror or "") from error


class ConsoleDriver:
    """Shows messages in the server's log, with the number masked."""

    name = "console"

    def send(self, notice: Notice) -> None:
        """Log the message."""
        _log.info("%s %s -> %s: %s", notice.channel, notice.event_id, mask_phone(notice.to), notice.text)
