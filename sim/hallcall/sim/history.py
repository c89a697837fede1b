"""A hall that has worked for a year: fills a database with past days, as the server would have written them.

Visitors come, wait, are called, served and go; every event is linked to the one before. What the server keeps for some
days only (answers) is there for the last days only.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from hallcall.core import events as ev
from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall
from hallcall.core.numbers import format_number, ticket_id
from hallcall.core.places import Counter, Queue
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import ClerkId, TicketState
from hallcall.server.engine import Done
from hallcall.server.opening import locked, opened_store
from hallcall.server.purge import ANSWERS_KEPT
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, Entry, Store, chain, log, schema, transaction
from hallcall.server.storage.schema import instant_text

VISITS_A_DAY = 640
"""Of a hall that writes 800,000 events in the 250 working days of a year."""
_EVENTS_A_VISIT = 5
_OPENS, _CLOSES = time(8, 30), time(17, 30)
_LAST_ARRIVAL_S = 8 * 3600
"""After opening."""
_LOAD = 0.7
"""Share of its time that a counter is busy at most, so that everybody is served before the day ends."""
_CALL_S = 15.0
"""From the call until the visitor is there."""
_KEY_BITS = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was written."""

    days: int
    events: int
    tickets: int
    rows: int
    """Of all tables together."""


@dataclass(frozen=True, slots=True)
class _Step:
    """An event that is to come into the log."""

    at: datetime
    event: ev.Event
    cause: str
    actor: str
    queue: QueuePrefix | None = None
    counter: int | None = None


@dataclass(slots=True)
class _Day:
    """Rows of one day, in the order of the columns below."""

    steps: list[_Step]
    tickets: list[tuple[Any, ...]]
    intervals: list[tuple[Any, ...]]


_EVENT = "seq epoch at day cause actor type data queue counter kiosk hash".split()
_TICKET = "id day origin seq leg number queue item person verified kiosk parent issued_at seniority".split()
_INTERVAL = "ticket state counter clerk started_at ended_at".split()
_ANSWER = "key actor body_hash answer at".split()
_DAY = "day seq opening".split()


def fill_history(
    store: Store, hall: Hall, *, events: int, before: date, seed: int = 1, visits_a_day: int = VISITS_A_DAY
) -> History:
    """Fill an open database that holds no events yet.

    Args:
        store: opened.
        hall: whose days they were.
        events: at least so many; whole days.
        before: the first day that is not filled.
        seed: of who came when, and for what.
        visits_a_day: how many came each day, about.
    """
    dice = random.Random(seed)
    sizes = list(_sizes(hall, events, visits_a_day, dice))
    tickets = rows = 0
    with store.writing() as connection:
        pen = _Pen(connection, store.epoch, answers_from=before - ANSWERS_KEPT)
        for day, visits in zip(_working_days(before, len(sizes)), sizes, strict=True):
            made = _make_day(hall, day, visits, dice)
            with transaction(connection):
                pen.write(day, made)
            tickets += len(made.tickets)
            rows += 1 + len(made.tickets) + len(made.intervals)
    return History(days=len(sizes), events=pen.seq, tickets=tickets, rows=rows + pen.seq + pen.answers)


def fill_data_folder(data: Path, hall: Hall, *, events: int, before: date, seed: int = 1) -> History:
    """As ``fill_history``, for the data folder of a server that has never run."""
    settings = ServerSettings(data=data)
    with locked(settings), opened_store(settings) as (store, _):
        return fill_history(store, hall, events=events, before=before, seed=seed)


def _sizes(hall: Hall, events: int, visits_a_day: int, dice: random.Random) -> Iterator[int]:
    """Visits of each day, until there are enough events."""
    total = 0
    while total < events:
        visits = round(visits_a_day * dice.uniform(0.85, 1.15))
        total += 1 + 2 * len(hall.counters) + _EVENTS_A_VISIT * visits
        yield visits


class _Pen:
    """Writes days at the end of the log."""

    def __init__(self, connection: Connection, epoch: str, answers_from: date) -> None:
        self._connection = connection
        self._epoch = epoch
        self._answers_from = answers_from
        self._head = chain.START
        self.seq = 0
        self.answers = 0
        """Rows of answers written so far."""

    def write(self, day: date, made: _Day) -> None:
        """One day."""
        events: list[tuple[Any, ...]] = []
        answers: list[tuple[Any, ...]] = []
        opening = HallState()
        opening.day, opening.seq = day, self.seq + 1
        for step in made.steps:
            self.seq += 1
            links = log.links_of(self._entry(day, step))
            self._head = chain.link(self._head, links)
            events.append((*links, self._head))
            if day >= self._answers_from and step.actor != "server":
                answers.append(self._answer(step))
        snapshot = opening.snapshot(self._epoch, made.steps[0].at)
        self._insert("event", _EVENT, events)
        self._insert("day", _DAY, [(day.isoformat(), opening.seq, msgspec.json.encode(snapshot).decode())])
        self._insert("ticket", _TICKET, made.tickets)
        self._insert("ticket_interval", _INTERVAL, made.intervals)
        self._insert("idempotency", _ANSWER, answers)
        self.answers += len(answers)

    def _entry(self, day: date, step: _Step) -> Entry:
        recorded = ev.Recorded(
            seq=self.seq,
            epoch=self._epoch,
            id=log.event_id(self._epoch, self.seq),
            at=step.at,
            cause=step.cause,
            event=step.event,
        )
        return Entry(recorded=recorded, day=day, actor=step.actor, queue=step.queue, counter=step.counter)

    def _answer(self, step: _Step) -> tuple[Any, ...]:
        done = Done(seq=self.seq, repeated=False, events=(log.event_id(self._epoch, self.seq),))
        return step.cause, step.actor, bytes(32), msgspec.json.encode(done).decode(), instant_text(step.at)

    def _insert(self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Many rows at once; the columns are looked up, so that a table that changes is noticed here."""
        table = schema.metadata.tables[name]
        names = ", ".join(table.c[column].name for column in columns)
        driver = self._connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - the connection is open
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names of columns


def _make_day(hall: Hall, day: date, visits: int, dice: random.Random) -> _Day:
    zone = ZoneInfo(hall.timezone)
    opens = datetime.combine(day, _OPENS, zone)
    closes = datetime.combine(day, _CLOSES, zone)
    made = _Day([], [], [])
    for counter in hall.counters:
        number, clerk = counter.number, _clerk(counter)
        opened, closed = ev.CounterOpened(counter=number, clerk=clerk), ev.CounterClosed(counter=number, clerk=clerk)
        made.steps.append(_Step(opens, opened, _key(dice), f"clerk:{clerk}", None, number))
        made.steps.append(_Step(closes, closed, _key(dice), f"clerk:{clerk}", None, number))
    for visit in _visits(hall, opens, visits, dice):
        _add_visit(made, day, visit, dice)
    made.steps.sort(key=lambda step: step.at)
    midnight = datetime.combine(day, time(0), zone)
    made.steps.insert(0, _Step(midnight, ev.DayOpened(day=day), "day.open", "server"))
    return made


@dataclass(frozen=True, slots=True)
class _Visit:
    number: str
    seq: int
    queue: Queue
    item: ServiceItem
    counter: Counter
    kiosk: str
    came: datetime
    called: datetime
    finished: datetime


def _visits(hall: Hall, opens: datetime, count: int, dice: random.Random) -> Iterator[_Visit]:
    """In the order in which they came; each goes to the counter of the queue that is free first."""
    counters = {queue.prefix: [c for c in hall.counters if queue.prefix in c.queues] for queue in hall.queues}
    free = dict.fromkeys((counter.number for counter in hall.counters), opens)
    items = [item for item in hall.items if counters[item.queue] and not item.appointment_only]
    wishes = dice.choices(items, k=count)
    share = {prefix: sum(1 for item in wishes if item.queue == prefix) for prefix in counters}
    last: dict[QueuePrefix, int] = {}
    arrivals = sorted(dice.triangular(0, _LAST_ARRIVAL_S, _LAST_ARRIVAL_S * 0.2) for _ in wishes)
    for after_s, item in zip(arrivals, wishes, strict=True):
        queue = hall.queue_by_prefix[item.queue]
        came = opens + timedelta(seconds=after_s)
        counter = min(counters[item.queue], key=lambda counter: free[counter.number])
        most_s = _LOAD * _LAST_ARRIVAL_S * len(counters[item.queue]) / share[item.queue]
        called = max(came + timedelta(seconds=1), free[counter.number])
        service_s = min(item.service_mean_min * 60, most_s) * dice.uniform(0.5, 1.5)
        finished = called + timedelta(seconds=_CALL_S + service_s)
        free[counter.number] = finished + timedelta(seconds=1)
        seq = last[item.queue] = last.get(item.queue, 0) + 1
        kiosk = dice.choice(hall.kiosks).id
        yield _Visit(format_number(queue, seq), seq, queue, item, counter, kiosk, came, called, finished)


def _add_visit(made: _Day, day: date, visit: _Visit, dice: random.Random) -> None:
    ticket = ticket_id(day, visit.number, 1)
    prefix, number, clerk = visit.queue.prefix, visit.counter.number, _clerk(visit.counter)
    started = visit.called + timedelta(seconds=_CALL_S)
    issued = ev.TicketIssued(
        ticket=ticket,
        number=visit.number,
        origin=prefix,
        seq=visit.seq,
        leg=1,
        queue=prefix,
        item=visit.item.code,
        seniority=visit.came,
        kiosk=visit.kiosk,
        token=f"{dice.getrandbits(_KEY_BITS):026x}",
    )
    called = ev.TicketCalled(ticket=ticket, number=visit.number, counter=number, clerk=clerk, recall_after_s=20.0)
    at_kiosk, at_counter = f"kiosk:{visit.kiosk}", f"clerk:{clerk}"
    start = ev.TicketStarted(ticket=ticket, counter=number, clerk=clerk)
    finish = ev.TicketFinished(ticket=ticket, counter=number, clerk=clerk)
    made.steps += [
        _Step(visit.came, issued, _key(dice), at_kiosk, prefix),
        _Step(visit.came, ev.TicketPrinted(ticket=ticket, copy=1), _key(dice), at_kiosk, prefix),
        _Step(visit.called, called, _key(dice), at_counter, prefix, number),
        _Step(started, start, _key(dice), at_counter, prefix, number),
        _Step(visit.finished, finish, _key(dice), at_counter, prefix, number),
    ]
    came, called_at, started_at, finished = map(instant_text, (visit.came, visit.called, started, visit.finished))
    day_text, kind = day.isoformat(), visit.item.code
    named = (ticket, day_text, prefix, visit.seq, 1, visit.number, prefix, kind)
    made.tickets.append((*named, None, 0, visit.kiosk, None, came, came))
    made.intervals += [
        (ticket, TicketState.WAITING.value, None, None, came, called_at),
        (ticket, TicketState.CALLED.value, number, clerk, called_at, started_at),
        (ticket, TicketState.SERVING.value, number, clerk, started_at, finished),
    ]


def _clerk(counter: Counter) -> ClerkId:
    return ClerkId(str(1000 + counter.number))


def _key(dice: random.Random) -> str:
    return f"{dice.getrandbits(_KEY_BITS):026x}"


def _working_days(before: date, count: int) -> list[date]:
    days: list[date] = []
    while len(days) < count:
        before -= timedelta(days=1)
        if before.weekday() < 5:
            days.append(before)
    return days[::-1]
