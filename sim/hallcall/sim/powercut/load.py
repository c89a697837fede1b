"""A busy hall on the server's own store and writer, with everything noted that it asked of its disk."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hallcall.config import load_hall, sample_hall_path
from hallcall.core import commands as cm
from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.identity import DocumentKind
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId, Ticket
from hallcall.server.engine import Done, Writer
from hallcall.server.notices import Composer
from hallcall.server.people import Document, People
from hallcall.server.purge import Days, Purge
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, Entry, Once, Store, remember
from hallcall.sim.devices.people import fictional_card
from hallcall.sim.powercut.disk import Disk, write_files
from hallcall.sim.powercut.shim import noting
from hallcall.sim.powercut.trace import Found, Promised, Step

OPENS = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 10:00 in the hall."""
HALL = "street"
"""Eight counters: enough for every kind of trouble, small enough to be looked at thousands of times."""
DATABASE = "hall.db"
"""The file that the server opens."""
_DAYS = 5
_BATCHES = 8
"""Of one day."""
_BATCH = 16
"""Most commands that wait for one commit: sixteen clients."""
_PHONE_DAYS = 30
_WAIT_S = 60.0
_VAULT = Vault(b"power cut, made up, 32 bytes....")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What is set otherwise than the server sets it."""

    synchronous: str = "FULL"
    """``FULL`` is the server's own; with ``NORMAL`` and ``OFF`` a power cut must show."""
    checkpoint_pages: int | None = 40
    """A checkpoint after so many pages of the log, so that many cuts fall into one; None is the server's own."""


class TunedStore(Store):
    """The server's store, with something set otherwise on the connection that writes."""

    def __init__(self, path: Path, tuning: Tuning) -> None:
        super().__init__(path)
        self._tuning = tuning

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """The connection that writes."""
        with super().writing() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101 - the connection is open
            driver.execute(f"PRAGMA synchronous = {self._tuning.synchronous}")
            if self._tuning.checkpoint_pages is not None:
                driver.execute(f"PRAGMA wal_autocheckpoint = {self._tuning.checkpoint_pages}")
            yield connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A trace, and what it was about."""

    database: Path
    """As it was in the end."""
    steps: Sequence[Step]
    refused: int
    """Commands that a rule refused: they promise nothing."""


class _Clock:
    def __init__(self) -> None:
        self.now = OPENS

    def __call__(self) -> datetime:
        return self.now


def street_hall() -> Hall:
    """The hall of every trace."""
    return load_hall(sample_hall_path(HALL))


def start_writer(store: Store, hall: Hall, clock: Callable[[], datetime]) -> Writer:
    """A writer as the server makes it; nobody listens to it."""

    def published(_: Sequence[Entry]) -> None:
        """Nobody."""

    people = People(_VAULT, _PHONE_DAYS)
    writer = Writer(
        store,
        Estimator.without_history(hall, FirstComeFirstServed()),
        clock,
        on_commit=published,
        riders=[Composer(hall, people, _VAULT, "zh-CN")],
        daily=Purge(Days(phones=_PHONE_DAYS), lambda _: b"").daily,
    )
    writer.start()
    return writer


def record_load(folder: Path, seed: int, tuning: Tuning) -> Load:
    """Let a hall work for some days. In some nights it is closed in peace, in others its power fails.

    Args:
        folder: empty.
        seed: of what people do. The same seed wishes the same; hashes differ, for each log has its own name.
        tuning: what is set otherwise. Without full syncs all nights are peaceful: what is lost would be done again.
    """
    steps: list[Step] = []
    dice = random.Random(seed)
    crowd = _Crowd(street_hall(), dice)
    place = _next_place(folder, 0, {})
    for day in range(_DAYS):
        crowd.clock.now = OPENS + timedelta(days=day)
        last = _work(place, crowd, steps, tuning)
        if day < _DAYS - 1 and tuning.synchronous == "FULL" and dice.random() < 0.5:
            del steps[last:]
            left = _disk_after(steps).cut(dice)
            place = _next_place(folder, day + 1, left)
            steps.append(Found(left))
    return Load(database=place / DATABASE, steps=steps, refused=crowd.refused)


def _work(place: Path, crowd: _Crowd, steps: list[Step], tuning: Tuning) -> int:
    """One day, from the opening of the database to its closing; where in the trace the closing begins."""
    with noting(place, steps.append):
        store = TunedStore(place / DATABASE, tuning)
        try:
            store.open()
            writer = start_writer(store, crowd.hall, crowd.clock)
            try:
                crowd.work(writer, steps.append)
                return len(steps)
            finally:
                writer.stop()
        finally:
            store.close()


def _next_place(folder: Path, day: int, files: Mapping[str, bytes]) -> Path:
    place = folder / f"day-{day}"
    place.mkdir()
    write_files(place, files)
    return place


def _disk_after(steps: Sequence[Step]) -> Disk:
    disk = Disk()
    for step in steps:
        disk.follow(step)
    return disk


class _Crowd:
    """Visitors and clerks who do what such people do, mistakes included."""

    def __init__(self, hall: Hall, dice: random.Random) -> None:
        self.hall = hall
        self.clock = _Clock()
        self.refused = 0
        self._dice = dice
        self._count = 0
        self._people = People(_VAULT, _PHONE_DAYS)
        self._at: dict[CounterNumber, Ticket | None] = {}
        """Who is at each counter, as far as its clerk knows."""
        self._items = [item.code for item in hall.items if not item.appointment_only]

    def work(self, writer: Writer, note: Callable[[Step], None]) -> None:
        """One day."""
        self._at = dict.fromkeys((counter.number for counter in self.hall.counters), None)
        for counter in self._at:
            clerk = ClerkId(f"1{counter:03}")
            self._settle([self._send(writer, note, cm.OpenCounter(counter=counter, clerk=clerk))])
        for _ in range(_BATCHES):
            self.clock.now += timedelta(seconds=self._dice.uniform(5, 40))
            self._batch(writer, note)

    def _batch(self, writer: Writer, note: Callable[[Step], None]) -> None:
        """Up to sixteen wishes that share a commit: they are made while the writer is busy with another one."""
        busy, go_on = threading.Event(), threading.Event()
        number = self._next()

        def hold(connection: Connection, _: datetime) -> None:
            remember(connection, number, "held")
            busy.set()
            go_on.wait(_WAIT_S)

        held = writer.write(hold)
        held.add_done_callback(_promise(note, number))
        busy.wait(_WAIT_S)
        wishes = [
            self._wish(writer, note) for _ in range(min(self._dice.randint(1, _BATCH), self._dice.randint(1, _BATCH)))
        ]
        go_on.set()
        held.result(_WAIT_S)
        self._settle(wishes)

    def _settle(self, wishes: Sequence[Future[Any]]) -> None:
        for future in wishes:
            try:
                done = future.result(_WAIT_S)
            except Refused:
                self.refused += 1
                continue
            if isinstance(done, Done) and done.ticket is not None and done.ticket.counter is not None:
                self._at[done.ticket.counter] = done.ticket

    def _wish(self, writer: Writer, note: Callable[[Step], None]) -> Future[Any]:
        kind = self._dice.choices(("issue", "counter", "rows", "device"), (45, 45, 6, 4))[0]
        if kind == "issue":
            return self._send(writer, note, self._issue())
        if kind == "rows":
            number, text = self._next(), "x" * self._dice.randint(1, 9000)
            future = writer.write(_remembering(number, text))
            future.add_done_callback(_promise(note, number))
            return future
        if kind == "device":
            health = self._dice.choice(("online", "degraded", "offline"))
            return self._send(writer, note, cm.ReportDevice(device="K1/ticket", health=health))
        return self._send(writer, note, self._at_counter())

    def _issue(self) -> Callable[[Connection, datetime], cm.Command]:
        item = self._dice.choice(self._items)
        if self._dice.random() < 0.5:
            return _wishing(cm.IssueTicket(item=item))
        card = fictional_card(self._dice, today=self.clock.now.date())
        document = Document(kind=DocumentKind.RESIDENT, number=card.number, name=card.name, verified=True)
        phone = f"138{self._dice.randrange(10**8):08}"

        def build(connection: Connection, now: datetime) -> cm.Command:
            known = self._people.register(connection, document, phone, now.date(), now)
            return cm.IssueTicket(item=item, person=known.id if known is not None else None, has_phone=True)

        return build

    def _at_counter(self) -> cm.Command:
        number = self._dice.choice(list(self._at))
        ticket, self._at[number] = self._at[number], None
        if ticket is None:
            return cm.CallNext(counter=number)
        if ticket.first_call_at is not None and ticket.state == "called":
            return self._dice.choices(
                (cm.StartService(counter=number), cm.PassTicket(counter=number), cm.Recall(counter=number)), (7, 2, 1)
            )[0]
        return self._dice.choices(
            (
                cm.FinishService(counter=number),
                cm.ParkTicket(counter=number, reason="copy"),
                cm.TransferTicket(ticket=ticket.id, to_queue=self._dice.choice(self.hall.queues).prefix, reason="next"),
            ),
            (7, 2, 2),
        )[0]

    def _send(
        self,
        writer: Writer,
        note: Callable[[Step], None],
        wish: cm.Command | Callable[[Connection, datetime], cm.Command],
    ) -> Future[Done]:
        key = self._next()
        build = wish if callable(wish) else _wishing(wish)
        future = writer.submit(Once(key=key, actor="test", body_hash=key.encode()), build)
        future.add_done_callback(_promise(note, key))
        return future

    def _next(self) -> str:
        self._count += 1
        return f"key-{self._count:05}"


def _wishing(command: cm.Command) -> Callable[[Connection, datetime], cm.Command]:
    return lambda _connection, _now: command


def _remembering(name: str, text: str) -> Callable[[Connection, datetime], None]:
    def write(connection: Connection, _: datetime) -> None:
        remember(connection, name, text)

    return write


def _promise(note: Callable[[Step], None], key: str) -> Callable[[Future[Any]], None]:
    def told(future: Future[Any]) -> None:
        if future.exception() is None:
            note(Promised(key))

    return told
