"""The daemon that owns the devices of a machine: applications come and go, the devices stay.

It speaks by a Unix socket that only its own user may open (``hal.messages``). Killed and started again it goes on where
it was: clients come back by themselves and repeat what they wait for, and the journal keeps that from being done twice.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from hallcall.core.errors import DeviceBusy, DeviceError, DeviceProtocol
from hallcall.hal.config import MachineConfig
from hallcall.hal.failing import error_of
from hallcall.hal.hub import Hal
from hallcall.hal.interface import Devices
from hallcall.hal.journal import Journal
from hallcall.hal.messages import (
    BEAT_S,
    LONGEST_LINE,
    Beat,
    Do,
    Done,
    Failed,
    FromDaemon,
    Seen,
    Told,
    Welcome,
    decode_do,
    encode,
    pack,
    raw,
    unpack_command,
)
from hallcall.hal.model import DeviceEvent
from hallcall.hal.registry import Services
from hallcall.hal.supervisor import Patience
from hallcall.hal.systemd import Notifier

_log = structlog.get_logger("hallcall.hald")

_ALONE_S = 5.0
"""So long the devices wait for the first client: a reader tells of a card once, and nobody shall miss it."""
_BEHIND = 2000
"""Messages a client may be behind before it is hung up on."""


class Hald:
    """The devices of one machine, behind a socket."""

    def __init__(
        self,
        machine: MachineConfig,
        path: Path,
        *,
        services: Services | None = None,
        patience: Patience | None = None,
        notifier: Notifier | None = None,
        company: Callable[[Devices], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Make the drivers; nothing is opened yet.

        Args:
            machine: its file.
            path: of the socket; the journal and a lock lie beside it.
            services: what the process lends to drivers.
            patience: how long to wait for what.
            notifier: hears that the daemon is ready and alive.
            company: what shall run as long as the devices do.
        """
        self._machine = machine
        self._path = path
        self._services = services
        self._patience = patience
        self._notifier = notifier or Notifier()
        self._company = company
        self._clients: set[_Client] = set()
        self._ending: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self) -> None:
        """Serve until told to end by SIGTERM, SIGINT or :meth:`stop`.

        Raises:
            DeviceBusy: another daemon holds this socket.
            OSError: the socket or the journal cannot be made.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise DeviceBusy("device.busy", socket=str(self._path)) from error
            asyncio.run(self._serve())
        finally:
            os.close(lock)

    def stop(self) -> None:
        """Let :meth:`run` return; may be called from any thread."""
        if self._loop is not None and self._ending is not None:
            self._loop.call_soon_threadsafe(self._ending.set)

    async def _serve(self) -> None:
        loop = self._loop = asyncio.get_running_loop()
        ending = self._ending = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(RuntimeError):  # not in a thread
                loop.add_signal_handler(number, ending.set)
        journal = Journal(self._path.with_suffix(".jobs"))
        hal = Hal(self._machine, services=self._services, patience=self._patience, journal=journal)

        def hear(event: DeviceEvent) -> None:
            loop.call_soon_threadsafe(self._tell_all, event)

        hal.subscribe(hear)
        begin = _Once(hal.start)
        server = await self._listen(partial(self._meet, hal, begin))
        beating = asyncio.create_task(self._beat(hal))
        alone = loop.call_later(_ALONE_S, begin)
        self._notifier.ready()
        try:
            with self._company(hal):
                await ending.wait()
        finally:
            self._notifier.stopping()
            server.close()
            self._path.unlink(missing_ok=True)
            alone.cancel()
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            await asyncio.to_thread(hal.stop)
            await asyncio.sleep(0)  # the last events go out
            await asyncio.gather(*(client.finish() for client in self._clients))
            journal.close()

    async def _listen(self, meet: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> asyncio.Server:
        self._path.unlink(missing_ok=True)  # of a daemon that was killed; the lock says that none lives
        before = os.umask(0o177)
        try:
            return await asyncio.start_unix_server(meet, self._path, limit=LONGEST_LINE)
        finally:
            os.umask(before)

    async def _meet(self, hal: Hal, begin: _Once, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = _Client(hal, reader, writer)
        client.send(self._welcome(hal))
        self._clients.add(client)
        begin()
        try:
            await client.serve()
        finally:
            self._clients.discard(client)

    def _welcome(self, hal: Hal) -> Welcome:
        devices = (hal.get(device) for device in hal.status())
        seen = (Seen(id=device.id, capabilities=pack(device.capabilities), status=device.status) for device in devices)
        return Welcome(machine=self._machine.id, devices=tuple(seen))

    def _tell_all(self, event: DeviceEvent) -> None:
        told = Told(event=pack(event))
        for client in self._clients:
            client.send(told)

    async def _beat(self, hal: Hal) -> None:
        """Show clients and systemd that this loop runs, and systemd that every bus does."""
        while True:
            for client in self._clients:
                client.send(Beat())
            if hal.is_alive:
                self._notifier.alive()
            await asyncio.sleep(min(BEAT_S, (self._notifier.watchdog_s or BEAT_S * 2) / 2))


class _Once:
    """Does something the first time it is called."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do: Callable[[], None] | None = do

    def __call__(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()


class _Client:
    """One application that uses the devices."""

    def __init__(self, hal: Hal, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._hal = hal
        self._reader = reader
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._outbox: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())
        self._gone = asyncio.Event()

    def send(self, message: FromDaemon) -> None:
        """Have it sent; a client that does not listen any more is hung up on."""
        if self._outbox.qsize() >= _BEHIND:
            _log.warning("client.behind")
            self._writer.transport.abort()
            return
        self._outbox.put_nowait(encode(message))

    async def serve(self) -> None:
        """Do what it asks for until it goes."""
        try:
            while line := await self._reader.readline():
                self._take(line)
        except (OSError, ValueError, DeviceProtocol) as error:
            _log.warning("client.lost", error=str(error))
        finally:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
            self._writer.close()
            self._gone.set()

    async def finish(self) -> None:
        """Send what is left and hang up."""
        self._outbox.put_nowait(None)
        await asyncio.wait({self._writing}, timeout=1.0)
        self._writer.transport.abort()
        await self._gone.wait()

    async def _write(self) -> None:
        with suppress(OSError):
            while (line := await self._outbox.get()) is not None:
                self._writer.write(line)
                await self._writer.drain()

    def _take(self, line: bytes) -> None:
        asked = decode_do(line)
        try:
            command = unpack_command(asked.command)
            future = self._hal.do(asked.device, command, asked.request_id, deadline_s=asked.deadline_s)
        except DeviceError as error:
            self._refuse(asked, error)
        except (KeyError, TypeError):
            self._refuse(asked, error_of("device.unsupported", device=asked.device))
        else:
            future.add_done_callback(lambda done: self._loop.call_soon_threadsafe(self._answer, asked, done))

    def _answer(self, asked: Do, done: Future[Any]) -> None:
        error = done.exception()
        if error is None:
            self.send(Done(device=asked.device, request_id=asked.request_id, result=raw(done.result())))
        elif isinstance(error, DeviceError):
            self._refuse(asked, error)

    def _refuse(self, asked: Do, error: DeviceError) -> None:
        self.send(Failed(device=asked.device, request_id=asked.request_id, code=error.code, fields=error.fields))
