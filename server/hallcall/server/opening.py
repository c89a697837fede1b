"""Opens a hall's data and starts what works on it; closes everything again in the right order."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hallcall.assets import load_texts
from hallcall.config import SAMPLES, load_hall_kept, sample_hall_path
from hallcall.core.builtin_policies import policy_of
from hallcall.core.call_policy import CallPolicy
from hallcall.core.commands import Channel, Command
from hallcall.core.days import business_day
from hallcall.core.errors import StorageError
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.server.care.boot import check_last_day
from hallcall.server.care.caretaker import Caretaker
from hallcall.server.care.kept_state import KeptState
from hallcall.server.care.signing import Signer
from hallcall.server.care.upgrading import upgrade
from hallcall.server.clock import Clock, HallClock
from hallcall.server.engine import Writer
from hallcall.server.fanout import Feed, WaitBoard
from hallcall.server.learning import learning
from hallcall.server.notices import Composer, ConsoleDriver, FileDriver, NoticeDriver, Sender
from hallcall.server.ops.checks import Check, Severity
from hallcall.server.ops.notices import notices_check
from hallcall.server.ops.operations import Operations, operations
from hallcall.server.ops.revisions import machines_check
from hallcall.server.parts import Parts
from hallcall.server.people import People
from hallcall.server.purge import Days, Purge
from hallcall.server.reach import ReachBoard, settling
from hallcall.server.reading import Reads
from hallcall.server.security.admission import LOCAL_ADMIN, Admission
from hallcall.server.security.certificates import Certificates
from hallcall.server.security.keyfile import read_secret, write_secret
from hallcall.server.security.passwords import Passwords
from hallcall.server.security.register import Register
from hallcall.server.security.tokens import hash_token, new_token
from hallcall.server.security.vault import Vault
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import (
    Connection,
    Entry,
    Once,
    Store,
    access,
    certificates,
    copies,
    recall,
    remember,
    restoring,
    transaction,
)

if TYPE_CHECKING:
    # Late: only a hall with an authority of its own loads what reads certificates.
    from hallcall.server.security.authority import Authority

IN_USE = "in use"
"""``detail`` of the error when another process works on the data."""
_SAMPLE = "haibin"


def hall_folder(settings: ServerSettings) -> Path:
    """The hall's folder: the one that is named, or that of a sample."""
    name = _SAMPLE if settings.hall == "sample" else settings.hall
    return sample_hall_path(name) if name in SAMPLES else Path(name)


def choose_hall(settings: ServerSettings) -> Hall:
    """The hall of a folder, or a sample by name.

    Raises:
        ConfigError: the hall's files are wrong or not there.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return load_hall_kept(hall_folder(settings), settings.kept_hall)


@contextmanager
def locked(settings: ServerSettings) -> Generator[None]:
    """Work on the data alone: two writers would break every promise.

    Raises:
        StorageError: ``storage.failed`` when another process works on it; ``storage.read_only``, ``storage.disk_full``.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(settings.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise copies.disk_error(error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError("storage.failed", detail=IN_USE) from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def opened_store(
    settings: ServerSettings, *, may_create: bool = True, hall: Hall | None = None, now: datetime | None = None
) -> Generator[tuple[Store, Vault]]:
    """The database and the vault that belongs to it; the caller holds the lock.

    Args:
        settings: where they are.
        may_create: make them when they are missing.
        hall: an older database waits until this hall is closed; None does not wait.
        now: the hall's time; the machine's by default.

    Raises:
        StorageError: the database or its key cannot be used; a key of another database cannot either.
    """
    upgrade(settings, now or datetime.now(UTC), hall)
    store = Store(settings.store_target())
    try:
        is_new = not store.exists()
        if is_new and not may_create:
            raise StorageError("storage.failed", detail=store.backend.shown)
        if is_new and settings.audit_key.exists() and isinstance(settings.store_target(), Path):
            # An empty database would give the day's numbers a second time.
            raise StorageError("storage.missing", path=str(settings.database))
        vault = Vault.open(settings.vault_key, may_create=is_new)
        store.open()
        with store.writing() as connection, transaction(connection):
            known = recall(connection, "vault")
            if known is None:
                remember(connection, "vault", vault.fingerprint)
            elif known != vault.fingerprint:
                raise StorageError("storage.key_missing", path=str(settings.vault_key))
        if settings.database_url is not None:
            settings.database_note.write_text(store.backend.shown, encoding="utf-8")
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
    now = clock() if clock is not None else datetime.now(UTC) + timedelta(seconds=settings.clock_offset_s)
    with locked(settings), opened_store(settings, hall=hall, now=now) as (store, vault):
        with store.reading() as connection:
            check_last_day(connection)
        async with AsyncExitStack() as closing:
            policy = policy or policy_of(hall.rules.order)
            estimator = Estimator.without_history(hall, policy)
            own_clock = HallClock(settings.clock_offset_s) if clock is None else None
            clock = clock or own_clock or HallClock()
            ops = operations(settings)
            feed, reads, passwords = Feed(hall, ops.counts), Reads(store), Passwords()
            feed.waits = WaitBoard(estimator, lambda: feed.state, clock).read
            closing.callback(feed.close)
            closing.callback(reads.close)
            closing.callback(passwords.close)
            people = People(vault, settings.phone_days)
            composer = Composer(hall, people, vault, settings.language, settings.public_url)
            reach = ReachBoard(hall.rules.call.confirm_s, clock)
            publishing = _Publishing(feed, reach, asyncio.get_running_loop())
            signer = Signer.open(settings.audit_key, settings.audit_public)
            purge = Purge(Days.of(settings), signer.sign)
            kept = KeptState(settings.kept_state, vault)
            writer = Writer(
                store,
                estimator,
                clock,
                on_commit=publishing,
                riders=[composer],
                daily=purge.daily,
                watch=ops.counts,
            )
            writer.rebuild = kept.rebuild
            feed.load(writer.start(), store.epoch)
            closing.push_async_callback(asyncio.to_thread, writer.stop)
            await _record_restore(reads, writer, store.epoch)
            doors = await _doors(settings, hall, writer, reads, vault=vault, passwords=passwords, clock=clock)
            doors.register.on_gone = feed.cut
            # Starting and stopping a device may take seconds, in which the loop must go on.
            manager = way_out(settings)
            way = await asyncio.to_thread(manager.__enter__)
            closing.push_async_callback(asyncio.to_thread, manager.__exit__, None, None, None)
            sender = Sender(
                reads,
                writer,
                vault,
                way,
                texts=load_texts(settings.language),
                clock=clock,
                per_s=settings.notices_per_s,
                on_sent=lambda event_id: reach.confirm_event(event_id, Channel.SMS),
            )
            publishing.also = lambda: _send_written(composer, sender)
            closing.push_async_callback(_end, asyncio.create_task(sender.run(), name="hallcall-notices"))
            closing.push_async_callback(
                _end, asyncio.create_task(settling(reach, writer, clock), name="hallcall-reach")
            )
            care = Caretaker(
                settings,
                store,
                writer,
                signer,
                clock=clock,
                day=lambda: business_day(hall, clock()),
                on_corrupt=writer.distrust,
            )
            closing.push_async_callback(care.close)
            await care.start()
            _watch(ops, store, writer, feed, care)
            ops.checks.add(notices_check(way, store, clock))
            closing.push_async_callback(
                _end, asyncio.create_task(kept.keep_up(reads, lambda: feed.state), name="hallcall-kept-state")
            )
            closing.push_async_callback(
                _end, asyncio.create_task(learning(estimator, reads, lambda: feed.state.day), name="hallcall-learning")
            )
            follow = own_clock.follow if own_clock is not None else None
            closing.push_async_callback(_end, asyncio.create_task(ops.keep_time(follow), name="hallcall-clock"))
            yield Parts(
                settings=settings,
                hall=hall,
                estimator=estimator,
                clock=clock,
                store=store,
                writer=writer,
                feed=feed,
                reads=reads,
                people=people,
                vault=vault,
                register=doors.register,
                admission=doors.admission,
                authority=doors.authority,
                certificates=doors.certificates,
                ops=ops,
                care=care,
                purge=purge,
                reach=reach,
                way=way,
            )


class _Doors(NamedTuple):
    """Who may speak, and how they prove it."""

    register: Register
    certificates: Certificates
    admission: Admission
    authority: Authority | None


async def _doors(
    settings: ServerSettings,
    hall: Hall,
    writer: Writer,
    reads: Reads,
    *,
    vault: Vault,
    passwords: Passwords,
    clock: Clock,
) -> _Doors:
    register = Register()
    register.load(*await reads.run(lambda connection: (access.devices(connection), access.sessions(connection))))
    held = Certificates(hall.code)
    held.load(await reads.run(lambda connection: certificates.valid(connection, clock())))
    admission = Admission(hall, writer, register, vault, passwords, held)
    await _admit_local_admin(settings, writer, register)
    authority = _authority(settings)
    if authority is not None:
        authority.keep_server([settings.host], clock())
        await admission.certify_local_admin(authority, clock())
    return _Doors(register, held, admission, authority)


def _watch(ops: Operations, store: Store, writer: Writer, feed: Feed, care: Caretaker) -> None:
    """What ``/readyz`` looks at."""
    ops.checks.add(Check(name="writer", run=lambda: writer.troubles))
    ops.checks.add(machines_check(feed))
    ops.checks.add(Check(name="database", run=lambda: () if store.is_answering() else ("storage.unreadable",)))
    ops.checks.add(Check(name="file", run=care.faults))
    ops.checks.add(Check(name="care", run=care.warnings, severity=Severity.WARNING))


class _Publishing:
    """From the writer's thread into the event loop, before any answer about these events gets there."""

    def __init__(self, feed: Feed, reach: ReachBoard, loop: asyncio.AbstractEventLoop) -> None:
        self._feed = feed
        self._reach = reach
        self._loop = loop
        self.also: Callable[[], None] | None = None
        """Told after the feed."""

    def __call__(self, entries: Sequence[Entry]) -> None:
        self._loop.call_soon_threadsafe(self._publish, entries)

    def _publish(self, entries: Sequence[Entry]) -> None:
        self._feed.publish(entries)
        self._reach.hear(entries)
        if self.also is not None:
            self.also()


def _send_written(composer: Composer, sender: Sender) -> None:
    if composer.has_written:
        composer.has_written = False
        sender.poke()


async def _record_restore(reads: Reads, writer: Writer, epoch: str) -> None:
    """A database that was restored says so in its log, and jumps over the numbers it cannot know of, once."""
    restored = await reads.run(restoring.pending)
    if restored is None:
        return

    def build(connection: Connection, _: datetime) -> Command:
        restoring.recorded(connection)
        return restored

    once = Once(key=f"{restored.name}/{epoch}", actor="server", body_hash=b"")
    await writer.ask(once, build)


def _authority(settings: ServerSettings) -> Authority | None:
    if not settings.is_encrypted:
        return None
    from hallcall.server.security.authority import Authority

    return Authority.open(settings.data)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@contextmanager
def way_out(settings: ServerSettings) -> Generator[NoticeDriver]:
    """How messages leave the hall.

    Raises:
        ConfigError: the machine's file is wrong.
    """
    if settings.notice_driver == "device":
        # Late: only a hall with a gateway or a modem loads what speaks to devices.
        from hallcall.server.notices.device import device_driver

        with device_driver(settings.machine or settings.data / "machine.toml") as driver:
            yield driver
    else:
        yield ConsoleDriver() if settings.notice_driver == "console" else FileDriver(settings.notices)


async def _admit_local_admin(settings: ServerSettings, writer: Writer, register: Register) -> None:
    """Whoever may read the data folder is the administrator: the command line finds its token there."""
    if not settings.admin_token.exists():
        write_secret(settings.admin_token, new_token().encode())
    role, name = LOCAL_ADMIN
    token_hash = hash_token(read_secret(settings.admin_token).decode())
    row = access.DeviceRow(token_hash=token_hash, role=role.value, name=name)
    if not register.knows(row.token_hash):
        await writer.change(lambda connection, now: access.add_device(connection, row, now))
        register.pair(row)
