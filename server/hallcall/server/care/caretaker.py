"""Looks after the data of a running server: backs it up, signs its log, looks whether the file is whole.

::

    each minute       the end of the log is signed, when it has grown
    each hour         a backup, and those nobody wants any more are erased
    at the start      a quick look over the file, while the hall works already
    each new day      a thorough look
    each second       whether the file still has its name: SQLite would go on writing into one that was deleted
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from hallcall.core.errors import Refused, StorageError
from hallcall.server.care.backup import Backup, Occasion, listed, rotate, take
from hallcall.server.care.signing import Signer
from hallcall.server.clock import Clock
from hallcall.server.engine import Writer
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, Store, copies, heads
from hallcall.server.storage.sqlite import SqliteFile

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

SIGN_EVERY_S = 60.0
FIRST_BACKUP_S = 60.0
"""A server without a fresh backup makes one so soon."""
RETRY_S = 300.0
"""After a backup that failed."""
DAY_LOOK_S = 30.0
"""How often it is asked whether a day has begun."""
WATCH_S = 1.0
"""How often it is asked whether the file is where it was."""
_PAUSE_S = 0.005
"""Between two parts of a copy: the disk belongs to the hall."""
_FAREWELL_S = 3.0


class Caretaker:
    """One for a running server. All methods belong to the event loop; the work is done in a thread of its own."""

    def __init__(
        self,
        settings: ServerSettings,
        store: Store,
        writer: Writer,
        signer: Signer,
        *,
        clock: Clock,
        day: Callable[[], date],
        on_corrupt: Callable[[StorageError], None],
    ) -> None:
        """Begin nothing yet.

        Args:
            settings: where things lie.
            store: the database.
            writer: who alone writes to it.
            signer: of the log.
            clock: the hall's.
            day: the hall's business day.
            on_corrupt: told in the event loop when the file is found damaged or gone.
        """
        self._settings = settings
        self._file: Path | None = store.backend.path if isinstance(store.backend, SqliteFile) else None
        self._writer = writer
        self._clock = clock
        self._day = day
        self._on_corrupt = on_corrupt
        self._signer = signer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hallcall-care")
        self._is_ending = threading.Event()
        self._spare = ExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._checking = False
        self._fault: str | None = None
        self._backup_trouble: str | None = None

    async def start(self) -> None:
        """Begin.

        Raises:
            StorageError: the database does not take the public key.
        """
        key = self._signer.public
        await self._writer.change(lambda connection, _: heads.add_key(connection, key))
        self._begin(self._keep_signing(), "hallcall-signing")
        if self._file is not None:
            self._checking = True
            self._begin(self._keep_looking(self._file), "hallcall-looking")
            self._begin(self._keep_backing_up(), "hallcall-backups")
            self._begin(self._keep_watching(self._file), "hallcall-watching")

    async def close(self) -> None:
        """End, and leave the log signed."""
        self._is_ending.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            await asyncio.wait_for(self.sign(), _FAREWELL_S)
        except (StorageError, TimeoutError):
            _log.info("the end of the log could not be signed")
        await self._in_thread(self._spare.close)
        await asyncio.to_thread(self._thread.shutdown)

    def faults(self) -> Sequence[str]:
        """For readiness: ``storage.corrupt``, ``storage.missing``."""
        return () if self._fault is None else (self._fault,)

    def warnings(self) -> Sequence[str]:
        """For readiness: ``storage.checking``, ``backup.no_space``, ``backup.failed``."""
        checking = ("storage.checking",) if self._checking else ()
        return checking if self._backup_trouble is None else (*checking, self._backup_trouble)

    async def back_up(self, occasion: Occasion) -> Backup:
        """Back up now, and erase old backups.

        Raises:
            Refused: ``backup.by_pg_dump`` when the database is none of ours to copy.
            StorageError: see ``take``.
        """
        if self._file is None:
            raise Refused("backup.by_pg_dump")
        file, now = self._file, self._clock()
        backup = await self._in_thread(lambda: self._take(file, now, occasion))
        _log.info("backup %s, up to event %d", backup.path.name, backup.manifest.seq)
        return backup

    async def sign(self) -> None:
        """Sign the end of the log, if it has grown.

        Raises:
            StorageError: nothing is written now.
        """
        sign = self._signer.sign

        def action(connection: Connection, now: datetime) -> None:
            heads.sign(connection, sign, now)

        await self._writer.change(action)

    async def look_over(self, *, thorough: bool) -> None:
        """Look over the whole file; what is found is told by ``faults`` and in the log."""
        if self._file is None:
            return
        file, going_on = self._file, self._going_on
        self._checking = True
        try:
            await self._in_thread(lambda: copies.check(file, thorough=thorough, going_on=going_on))
        except StorageError as error:
            if error.code != "storage.corrupt":
                _log.warning("the database could not be looked over: %s", error.code)
                return
            _log.critical("the database is damaged: stop, and restore the newest backup")
            self._distrust(error)
        finally:
            self._checking = False

    # -- for as long as the server runs ----------------------------------------------------------------------------

    async def _keep_signing(self) -> None:
        while True:
            await asyncio.sleep(SIGN_EVERY_S)
            try:
                await self.sign()
            except StorageError as error:
                _log.info("the end of the log could not be signed: %s", error.code)

    async def _keep_looking(self, file: Path) -> None:
        await self.look_over(thorough=False)
        day = self._day()
        while True:
            await asyncio.sleep(DAY_LOOK_S)
            if self._day() != day:
                day = self._day()
                _log.info("looking over %s", file.name)
                await self.look_over(thorough=True)

    async def _keep_backing_up(self) -> None:
        wait = await self._in_thread(self._first_wait)
        while True:
            await asyncio.sleep(wait)
            wait = self._settings.backup_every_s
            try:
                await self.back_up(Occasion.HOURLY)
                self._backup_trouble = None
            except StorageError as error:
                wait = min(RETRY_S, wait)
                self._backup_trouble = "backup.no_space" if error.code == "backup.no_space" else "backup.failed"
                _log.warning("no backup: %s", error)

    async def _keep_watching(self, file: Path) -> None:
        mine = _identity(file)
        # Opened while the file has its name: afterwards nobody could.
        spare = await self._in_thread(lambda: self._spare.enter_context(copies.opened(file)))
        while True:
            await asyncio.sleep(WATCH_S)
            if _identity(file) != mine:
                break
        rescued = file.with_name(f"hall-rescued-{self._clock():%Y%m%dT%H%M%SZ}.db")
        _log.critical("%s was deleted or replaced: nothing is acknowledged any more", file.name)
        self._distrust(StorageError("storage.missing", path=str(file)))
        with suppress(StorageError):
            # Refused by now: what was under way before is done, and in the copy.
            await self._writer.change(lambda _connection, _now: None)
        try:
            await self._in_thread(lambda: copies.rescue(spare, rescued))
        except (StorageError, OSError) as error:
            _log.critical("what was in it could not be saved: %s", error)
        else:
            _log.critical("what was in it is now %s", rescued.name)

    def _distrust(self, error: StorageError) -> None:
        self._fault = error.code
        self._on_corrupt(error)

    def _first_wait(self) -> float:
        backups = listed(self._settings.backup_folder)
        age = (self._clock() - backups[0].manifest.taken_at).total_seconds() if backups else -1.0
        every = self._settings.backup_every_s
        return max(every - age, min(FIRST_BACKUP_S, every)) if age >= 0 else min(FIRST_BACKUP_S, every)

    def _take(self, file: Path, now: datetime, occasion: Occasion) -> Backup:
        folder = self._settings.backup_folder
        backup = take(file, folder, now, occasion, self._paced)
        for gone in rotate(folder, self._settings.backups_hourly, self._settings.backups_daily):
            _log.info("backup %s erased", gone.name)
        return backup

    def _going_on(self) -> bool:
        return not self._is_ending.is_set()

    def _paced(self) -> bool:
        return not self._is_ending.wait(_PAUSE_S)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file has this name; None when none has."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
