"""Opens a hall's data and starts what works on it; closes everything again in the right order."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from hallcall.assets import load_texts
from hallcall.config import SAMPLES, load_hall, sample_hall_path
from hallcall.core.errors import StorageError
from hallcall.core.hall import Hall
from hallcall.core.order import CallPolicy, FirstComeFirstServed
from hallcall.server.clock import Clock, shifted_clock
from hallcall.server.engine import Writer
from hallcall.server.fanout import Feed
from hallcall.server.notices import Composer, ConsoleDriver, FileDriver, NoticeDriver, Sender
from hallcall.server.parts import Parts
from hallcall.server.people import People
from hallcall.server.purge import purge
from hallcall.server.reading import Reads
from hallcall.server.security.admission import Admission
from hallcall.server.security.keyfile import read_secret, write_secret
from hallcall.server.security.passwords import Passwords
from hallcall.server.security.register import Register, Role
from hallcall.server.security.tokens import hash_token, new_token
from hallcall.server.security.vault import Vault
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Entry, Store, access, recall, remember, transaction

IN_USE = "in use"
"""``detail`` of the error when another process works on the data."""
_SAMPLE = "haibin"
_LOCAL_ADMIN = "local"
"""Device name of whoever may read the data folder."""


def choose_hall(name: str) -> Hall:
    """The hall of a folder, or a sample by name.

    Raises:
        ConfigError: the hall's files are wrong or not there.
    """
    if name == "sample":
        return load_hall(sample_hall_path(_SAMPLE))
    return load_hall(sample_hall_path(name) if name in SAMPLES else Path(name))


@contextmanager
def locked(settings: ServerSettings) -> Generator[None]:
    """Work on the data alone: two writers would break every promise.

    Raises:
        StorageError: ``storage.failed`` when another process works on it.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(settings.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError("storage.failed", detail=IN_USE) from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def opened_store(settings: ServerSettings) -> Generator[tuple[Store, Vault]]:
    """The database and the vault that belongs to it; the caller holds the lock.

    Raises:
        StorageError: the database or its key cannot be used; a key of another database cannot either.
    """
    is_new = not settings.database.exists()
    vault = Vault.open(settings.vault_key, may_create=is_new)
    store = Store(settings.database)
    try:
        store.open()
        with store.writing() as connection, transaction(connection):
            known = recall(connection, "vault")
            if known is None:
                remember(connection, "vault", vault.fingerprint)
            elif known != vault.fingerprint:
                raise StorageError("storage.key_missing", path=str(settings.vault_key))
        yield store, vault
    finally:
        store.close()


@asynccontextmanager
async def running(
    settings: ServerSettings, hall: Hall, *, policy: CallPolicy | None = None, clock: Clock | None = None
) -> AsyncGenerator[Parts]:
    """A server at work, all but its door.

    Args:
        settings: what to open.
        hall: whom to serve.
        policy: who is called before whom; first come first served by default.
        clock: another clock than the one the settings ask for.

    Raises:
        StorageError: the data cannot be used.
    """
    with locked(settings), opened_store(settings) as (store, vault):
        async with AsyncExitStack() as closing:
            policy = policy or FirstComeFirstServed()
            clock = clock or shifted_clock(settings.clock_offset_s)
            feed, reads, passwords = Feed(hall), Reads(store), Passwords()
            closing.callback(feed.close)
            closing.callback(reads.close)
            closing.callback(passwords.close)
            people = People(vault, settings.phone_days)
            publishing = _Publishing(feed, asyncio.get_running_loop())
            writer = Writer(
                store,
                hall,
                policy,
                clock,
                on_commit=publishing,
                riders=[Composer(hall, people, vault, settings.language)],
                daily=lambda connection, now: purge(connection, now, settings.phone_days),
            )
            feed.load(writer.start(), store.epoch)
            closing.push_async_callback(asyncio.to_thread, writer.stop)
            register = Register()
            register.load(
                *await reads.run(lambda connection: (access.devices(connection), access.sessions(connection)))
            )
            await _admit_local_admin(settings, writer, register)
            texts = load_texts(settings.language)
            sender = Sender(
                reads, writer, vault, _driver(settings), texts=texts, clock=clock, per_s=settings.notices_per_s
            )
            publishing.also = sender.poke
            closing.push_async_callback(_end, asyncio.create_task(sender.run(), name="hallcall-notices"))
            yield Parts(
                settings=settings,
                hall=hall,
                policy=policy,
                clock=clock,
                store=store,
                writer=writer,
                feed=feed,
                reads=reads,
                people=people,
                vault=vault,
                register=register,
                admission=Admission(hall, writer, register, vault, passwords),
            )


class _Publishing:
    """From the writer's thread into the event loop, before any answer about these events gets there."""

    def __init__(self, feed: Feed, loop: asyncio.AbstractEventLoop) -> None:
        self._feed = feed
        self._loop = loop
        self.also: Callable[[], None] | None = None
        """Told after the feed."""

    def __call__(self, entries: Sequence[Entry]) -> None:
        self._loop.call_soon_threadsafe(self._publish, entries)

    def _publish(self, entries: Sequence[Entry]) -> None:
        self._feed.publish(entries)
        if self.also is not None:
            self.also()


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _driver(settings: ServerSettings) -> NoticeDriver:
    return ConsoleDriver() if settings.notice_driver == "console" else FileDriver(settings.notices)


async def _admit_local_admin(settings: ServerSettings, writer: Writer, register: Register) -> None:
    """Whoever may read the data folder is the administrator: the command line finds its token there."""
    if not settings.admin_token.exists():
        write_secret(settings.admin_token, new_token().encode())
    row = access.DeviceRow(
        token_hash=hash_token(read_secret(settings.admin_token).decode()), role=Role.ADMIN.value, name=_LOCAL_ADMIN
    )
    if not register.knows(row.token_hash):
        await asyncio.wrap_future(writer.write(lambda connection, now: access.add_device(connection, row, now)))
        register.pair(row)
