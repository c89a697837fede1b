"""What a program without a screen owes the server: kept on its disk until the server has taken it.

The same outbox as that of kiosks and counters. Each entry goes out with the key it had from the start, so nothing
counts twice; one that the server refuses is forgotten with a line in the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import msgspec
import structlog

from hallcall.client import Answer, Request, new_key
from hallcall.client.offline import OfflineStore, Outbox, Pending, Uploads
from hallcall.core.commands import COMMANDS
from hallcall.core.errors import LinkError, StorageError

__all__ = ["Owing"]

_log = structlog.get_logger("hallcall.keeper")

_KEPT = timedelta(days=1)
"""So long the file remembers what was settled."""


class Owing:
    """The outbox of one program. Where the disk does not work, commands are sent at once and die with the program."""

    def __init__(self, file: Path | None, ask: Callable[[Request, str], Future[Answer] | None]) -> None:
        """Remember how; nothing is opened yet.

        Args:
            file: of the outbox; None keeps nothing.
            ask: sends a command under its key; None while there is no link.
        """
        self._file = file
        self._ask = ask
        self._store: OfflineStore | None = None
        self._outbox: Outbox | None = None
        self._uploads: Uploads | None = None
        self._counted: dict[str, Counter[str]] = {}

    def open(self) -> None:
        """Open the file; what it holds is told with the next ``tell``."""
        if self._file is None:
            return
        try:
            self._store = OfflineStore(self._file)
            self._outbox = Outbox(self._store)
            self._outbox.forget(datetime.now(UTC) - _KEPT)
        except StorageError as error:
            _fail(error)
            return
        self._uploads = Uploads(self._outbox, self._send)

    def tell(self, zone: tzinfo) -> None:
        """The server is there: send what waits, unless it is being sent already.

        Args:
            zone: of the hall. What another day of it owes would be counted as of this one, so it is left.
        """
        if self._uploads is None or self._outbox is None:
            return
        try:
            today = datetime.now(zone).date()
            for entry in self._outbox.waiting():
                if entry.at.astimezone(zone).date() < today:
                    _log.warning("outbox.too_late", command=entry.command, at=str(entry.at))
                    self._outbox.refused(entry.key, "too_late")
        except StorageError as error:
            _fail(error)
            return
        self._uploads.start()

    def owe(self, command: Request, at: datetime) -> None:
        """Have the server told; on the disk when this returns, else sent at once.

        Args:
            command: what it is told.
            at: when it happened, by this machine's clock.
        """
        if not self.keep(command, at):
            self._ask(command, new_key())

    def keep(self, command: Request, at: datetime) -> bool:
        """As ``owe``, for who has sent it already: True when it is on the disk, else nobody is told."""
        try:
            if self._outbox is not None:
                self._outbox.put(_entry(command, at))
                return True
        except StorageError as error:
            _fail(error)
        return False

    def add(self, name: str, counted: Counter[str]) -> None:
        """Add to what is counted under a name; on the disk when this returns."""
        self._counted[name] = self.counted(name) + counted
        try:
            if self._store is not None:
                self._store.remember(name, msgspec.json.encode(self._counted[name]).decode())
        except StorageError as error:
            _fail(error)

    def counted(self, name: str) -> Counter[str]:
        """What is counted under a name and not owed yet."""
        if name not in self._counted:
            kept = self._store.recall(name) if self._store is not None else None
            self._counted[name] = Counter(msgspec.json.decode(kept, type=dict[str, int]) if kept else {})
        return self._counted[name]

    def owe_counted(self, name: str, command: Request, at: datetime) -> None:
        """Owe ``command`` for what was counted under a name, which begins anew: both or neither."""
        if self._store is None or self._outbox is None:
            self.owe(command, at)
        else:
            try:
                with self._store.writing() as connection:
                    self._outbox.put_with(connection, _entry(command, at), {})
                    self._store.remember_with(connection, name, "")
            except StorageError as error:
                _fail(error)
                return
        self._counted[name] = Counter()

    def close(self) -> None:
        """Hear no answers any more."""
        if self._uploads is not None:
            self._uploads.close()

    def close_file(self) -> None:
        """Nothing is kept any more."""
        if self._store is not None:
            self._store.close()

    def _send(self, entry: Pending) -> Future[Answer]:
        sent = self._ask(msgspec.convert(entry.body, COMMANDS[entry.command]), entry.key)
        if sent is not None:
            return sent
        gone: Future[Answer] = Future()
        gone.set_exception(LinkError("link.down"))
        return gone


def _entry(command: Request, at: datetime) -> Pending:
    return Pending(key=new_key(), command=command.name, owner="", at=at, body=msgspec.to_builtins(command))


def _fail(error: StorageError) -> None:
    _log.error("outbox.unusable", **error.fields)
