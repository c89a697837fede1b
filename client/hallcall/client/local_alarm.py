"""An alarm of this machine's own, from a fire panel's contact or a key: what its other programs read of it.

The program that keeps the contact writes a small file beside its token while the contact says that people must leave
and the server does not know it. Screens, glass and loudspeakers of the same machine find it beside theirs, so they
tell people to leave also when the server cannot.
"""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import msgspec

from hallcall.client.small_files import write_whole

__all__ = ["AlarmFile", "LocalAlarm"]

_log = logging.getLogger(__name__)
_NAME = "alarm.local"


class LocalAlarm(msgspec.Struct, frozen=True):
    """A contact says that people must leave."""

    since: datetime
    contacts: tuple[str, ...]
    """Names of those that said so, as the machine's file has them."""
    key: str
    """Of the command by which the server is told, the same with each try."""
    is_told: bool = False
    """The server knows: from here on its word counts, on this machine, too."""


class AlarmFile:
    """The file. Reading what has not changed costs one look at the folder."""

    def __init__(self, token_folder: Path) -> None:
        """Of the machine whose tokens lie in ``token_folder``."""
        self._file = token_folder / _NAME
        self._stamp: tuple[int, int, int] | None = None
        self._read: LocalAlarm | None = None

    def read(self) -> LocalAlarm | None:
        """The alarm; None while there is none."""
        try:
            found = self._file.stat()
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if stamp != self._stamp:
                self._read = msgspec.json.decode(self._file.read_bytes(), type=LocalAlarm)
                self._stamp = stamp
        except FileNotFoundError:
            self._stamp = self._read = None
        except (OSError, msgspec.DecodeError):
            _log.exception("the machine's own alarm cannot be read: %s", self._file)
            self._stamp = self._read = None
        return self._read

    def write(self, alarm: LocalAlarm | None) -> None:
        """Keep the alarm, or that there is none. A disk that fails stops nobody from telling the server."""
        try:
            if alarm is None:
                self._file.unlink(missing_ok=True)
            else:
                write_whole(self._file, msgspec.json.encode(alarm))
        except OSError:
            _log.exception("the machine's own alarm cannot be kept: %s", self._file)
