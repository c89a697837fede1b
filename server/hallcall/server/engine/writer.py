"""The writer: one thread, one connection, one order of things.

::

    waiting jobs --all of them--> BEGIN IMMEDIATE
                                    new business day? open it first
                                    for each job: SAVEPOINT, decide, write rows, RELEASE; then apply to the state
                                  COMMIT (one fsync for all)
                                  publish, answer

Whoever gets an answer can rely on it: it is on the disk. When the COMMIT fails nobody gets one; the state is thrown
away and read again from the database.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import msgspec

from hallcall.core.alarms import predicted_waits
from hallcall.core.booking.reviewing import is_review_due
from hallcall.core.commands import Command, EscalateTasks, IssueTicket, OpenDay, ReviewBookings, WatchQueues
from hallcall.core.days import business_day, is_new_day
from hallcall.core.decide import decide
from hallcall.core.errors import Refused, StorageError
from hallcall.core.estimate import Estimate, Estimator
from hallcall.core.events import Event, TicketIssued
from hallcall.core.folding import new_ticket
from hallcall.core.hot import WINDOW_DAYS, hot_items
from hallcall.core.last_ticket import check_last_ticket
from hallcall.core.rules import HotItems
from hallcall.core.situation import Outcome, Situation
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, Minutes
from hallcall.core.tickets import Ticket, TicketId
from hallcall.core.values import changed
from hallcall.server.clock import Clock
from hallcall.server.engine.jobs import CommandJob, Done, Job, Rider, Settled, WriteJob, is_wanted, tell
from hallcall.server.engine.recording import record, ticket_of
from hallcall.server.ops.watching import DONE, REPEATED, EngineWatch, NoWatch
from hallcall.server.storage import (
    Connection,
    Entry,
    Once,
    Savepoint,
    Store,
    chain,
    idempotency,
    log,
    remember,
    storage_errors,
    tickets,
    transaction,
    visits,
)

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_DONE = msgspec.json.Decoder(Done)
_ENCODE = msgspec.json.Encoder().encode

BATCH = 256
"""Most jobs of one transaction; more wait for the next one."""
TICK_S = 1.0
"""How often the clock is looked at when nobody asks anything."""
LOOK_S = 60.0
"""How often it is looked at how long people wait, by the hall's clock."""
BEAT_MAX_S = 5.0
"""A writer that was not seen for so long is stuck."""
_PAUSE_S = 0.25
"""Between two tries to open a database that does not answer."""


class _Written(NamedTuple):
    """A decision that stands in the tables and not yet in the state."""

    outcome: Outcome
    estimate: Estimate | None
    """Of the number that was given."""
    entries: list[Entry]
    head: bytes
    """Hash of the log's newest event."""


class Writer:
    """Owns the working state of the hall and the only connection that writes."""

    def __init__(
        self,
        store: Store,
        estimator: Estimator,
        clock: Clock,
        *,
        on_commit: Callable[[Sequence[Entry]], None],
        riders: Sequence[Rider] = (),
        daily: Callable[[Connection, datetime], object] | None = None,
        watch: EngineWatch | None = None,
    ) -> None:
        self._store = store
        self._hall = estimator.hall
        self._policy = estimator.policy
        self._estimator = estimator
        self._clock = clock
        self._on_commit = on_commit
        self._riders = riders
        self._daily = daily
        self._looked_at: datetime | None = None
        self._news: WatchQueues | None = None
        """A look at the waits that found something which is not written yet."""
        self._watch = watch or NoWatch()
        self.rebuild: Callable[[Connection], HallState] = log.rebuild
        """How the state is read from the disk; another way is put here before the start."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._watch.follow(self._jobs.qsize)
        self._state = HallState()
        self._head = chain.START
        self._published = 0
        self._thread = threading.Thread(target=self._run, name="hallcall-writer")
        self._started: Future[HallState] = Future()
        self._stopping = threading.Event()
        self._beat = time.monotonic()
        self._failure: StorageError | None = None
        self._distrusted: StorageError | None = None

    def start(self) -> HallState:
        """Read the state, open the day and begin; gives a copy of the state for readers.

        Raises:
            StorageError: the database cannot be used.
        """
        self._thread.start()
        return self._started.result()

    def stop(self) -> None:
        """Do what was asked before, and end."""
        self._stopping.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._refuse_waiting(StorageError("storage.failed"))

    def submit(self, once: Once, build: Callable[[Connection, datetime], Command]) -> Future[Done]:
        """Decide a command.

        Args:
            once: the key, and what else makes two requests the same one.
            build: makes the command inside the transaction.

        Returns:
            A future that is done after COMMIT. It raises ``Refused`` when a rule says no, ``StorageError`` when
            nothing can be promised.
        """
        reply: Future[Done] = Future()
        self._put(CommandJob(reply, once, build, time.perf_counter()))
        return reply

    async def ask(self, once: Once, build: Callable[[Connection, datetime], Command]) -> Done:
        """As ``submit``, for a coroutine."""
        reply: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._put(CommandJob(reply, once, build, time.perf_counter()))
        return await reply

    def write(self, action: Callable[[Connection, datetime], _Result]) -> Future[_Result]:
        """Change rows that are no events; the future is done after COMMIT."""
        reply: Future[_Result] = Future()
        self._put(WriteJob(reply, action))
        return reply

    async def change(self, action: Callable[[Connection, datetime], _Result]) -> _Result:
        """As ``write``, for a coroutine."""
        reply: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._put(WriteJob(reply, action))
        return await reply

    def distrust(self, error: StorageError) -> None:
        """Acknowledge nothing more until the server is started again: the file cannot be relied on."""
        self._distrusted = error

    @property
    def troubles(self) -> tuple[str, ...]:
        """Codes of what keeps the writer from working; none when all is well."""
        failure = self._distrusted or self._failure
        if failure is not None:
            return (failure.code,)
        is_stuck = not self._thread.is_alive() or time.monotonic() - self._beat > BEAT_MAX_S
        return ("writer.silent",) if is_stuck else ()

    def _put(self, job: Job) -> None:
        if self._stopping.is_set():
            tell([Settled(job, None, StorageError("storage.failed"))])
        else:
            self._jobs.put(job)

    # -- the thread ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            try:
                with self._store.writing() as connection:
                    self._recover(connection)
                    self._work(connection)
                break
            except StorageError as error:
                if not self._started.done():
                    self._started.set_exception(error)
                    break
                has_answered = self._failure is None
                if self._failure is None or self._failure.code != error.code:
                    _log.exception("the database failed: nothing is acknowledged until it answers again")
                self._failure = error
            # The first failure may be the last: only when opening again fails too is everybody refused.
            if not has_answered:
                self._refuse_waiting(self._failure)
                self._beat = time.monotonic()
                if self._stopping.wait(_PAUSE_S):
                    break
        self._refuse_waiting(StorageError("storage.failed"))

    def _recover(self, connection: Connection) -> None:
        """Read the state from the disk, and tell what reached it although its COMMIT seemed to fail."""
        with transaction(connection):
            self._head = log.head(connection)
            self._state = self.rebuild(connection)
        if self._started.done():
            with transaction(connection):
                missed = list(log.read_all(connection, self._published, self._state.seq))
            self._publish(missed)
        self._process(connection, [])
        with transaction(connection):
            # Only who can write is well again: a disk that is full still reads.
            remember(connection, "writer_began", self._clock().isoformat())
        self._failure = None
        if not self._started.done():
            self._started.set_result(self._state.copy())

    def _work(self, connection: Connection) -> None:
        while True:
            jobs, is_last = self._next_jobs()
            self._beat = time.monotonic()
            if jobs or self._is_due():
                self._process(connection, jobs)
            if is_last:
                return

    def _next_jobs(self) -> tuple[list[Job], bool]:
        """All that waits, or nothing after a tick; and whether the end was asked for."""
        jobs: list[Job] = []
        try:
            job = self._jobs.get(timeout=TICK_S)
            while job is not None:
                if is_wanted(job):
                    jobs.append(job)
                if len(jobs) == BATCH:
                    return jobs, False
                job = self._jobs.get_nowait()
        except queue.Empty:
            return jobs, False
        return jobs, True

    def _process(self, connection: Connection, jobs: Sequence[Job]) -> None:
        """One transaction.

        Raises:
            StorageError: nothing of it may be relied on; all senders were told.
        """
        fresh: list[Entry] = []
        began = time.perf_counter()
        try:
            self._check_trust()
            with transaction(connection):
                self._keep_time(connection, fresh)
                settled = [self._settle(connection, job, fresh) for job in jobs]
                decided = time.perf_counter()
        except Exception as error:  # border: whatever happened, no sender may be left waiting
            failure = error if isinstance(error, StorageError) else StorageError("storage.failed")
            settled = [Settled(job, None, failure, failure.code) for job in jobs]
            self._count(settled)
            tell(settled)
            raise failure from error
        self._publish(fresh)
        tell(settled)
        ended = time.perf_counter()
        self._watch.batch(len(jobs), ended - began, ended - decided)
        self._count(settled)

    def _check_trust(self) -> None:
        if self._distrusted is not None:
            raise self._distrusted

    def _count(self, settled: Sequence[Settled]) -> None:
        now = time.perf_counter()
        for one in settled:
            if isinstance(one.job, CommandJob):
                self._watch.settled(one.job.once.command, one.outcome, now - one.job.asked_at)

    def _publish(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._published = entries[-1].recorded.seq
            if self._started.done():
                self._on_commit(entries)

    def _settle(self, connection: Connection, job: Job, fresh: list[Entry]) -> Settled:
        """Do one job; what fails in it fails alone."""
        now = self._clock()
        try:
            if isinstance(job, CommandJob):
                return self._command(connection, job, now, fresh)
            with Savepoint(connection):
                return Settled(job, job.action(connection, now), None)
        except Refused as refusal:
            return Settled(job, None, refusal, refusal.code)
        except StorageError as error:
            if error.code != "storage.constraint":
                raise
            _log.exception("the tables refused what the rules allowed")
            return Settled(job, None, error, error.code)
        except Exception as error:  # noqa: BLE001 - border: event handler
            _log.exception("a command failed")
            return Settled(job, None, error, "defect")

    def _command(self, connection: Connection, job: CommandJob, now: datetime, fresh: list[Entry]) -> Settled:
        with Savepoint(connection):
            known = idempotency.find(connection, job.once)
            if known is not None:
                return Settled(job, changed(_DONE.decode(known), again=True), None, REPEATED)
            command = job.build(connection, now)
            written = self._decide(connection, command, now, job.once.key, job.once.actor)
        try:
            with storage_errors():
                done = self._take_in(written, now)
                idempotency.keep(connection, job.once, _ENCODE(done).decode(), now)
        except Exception as error:  # border: rows and state may differ now, so the whole transaction is void
            code = error.code if isinstance(error, StorageError) else "storage.failed"
            raise StorageError("storage.failed" if code == "storage.constraint" else code) from error
        fresh.extend(written.entries)
        return Settled(job, done, None, REPEATED if done.repeated else DONE)

    def _decide(self, connection: Connection, command: Command, now: datetime, cause: str, actor: str) -> _Written:
        """Let the rules decide and write what they said; the state stays as it is."""
        outcome = decide(self._hall, self._state, command, now, self._policy)
        events, estimate = self._with_wait(outcome, now)
        if isinstance(command, IssueTicket) and estimate is not None and not command.override:
            self._check_last(events, estimate, now)
        entries = record(events, self._state, epoch=self._store.epoch, at=now, cause=cause, actor=actor)
        head = log.append(connection, entries, self._head)
        for entry in entries:
            event = entry.recorded.event
            tickets.write(connection, event, now, entry.day)
            about = ticket_of(event)
            for ride in self._riders:
                ride(connection, entry, self._state.tickets.get(about) if about is not None else None)
        return _Written(outcome, estimate, entries, head)

    def _with_wait(self, outcome: Outcome, now: datetime) -> tuple[Sequence[Event], Estimate | None]:
        """The events, a new number with what is told of its wait; and that estimate."""
        for place, event in enumerate(outcome.events):
            if isinstance(event, TicketIssued) and event.ticket == outcome.ticket and not event.offline:
                guest = new_ticket(event, now, self._state.day or now.date())
                estimate = self._estimator.of_guest(self._state, guest, now)
                events = [*outcome.events]
                events[place] = changed(event, stated=estimate.stated)
                return events, estimate
        return outcome.events, None

    def _check_last(self, events: Sequence[Event], estimate: Estimate, now: datetime) -> None:
        """Nobody gets a number who would be called after the hall has closed."""
        issued = next(event for event in events if isinstance(event, TicketIssued))
        if estimate.wait is not None:
            check_last_ticket(self._hall, issued.queue, Minutes(estimate.wait.p50_s / 60), now)

    def _take_in(self, written: _Written, now: datetime) -> Done:
        """Apply what is written, and say what it did."""
        outcome, entries = written.outcome, written.entries
        self._head = written.head
        before = self._state.tickets.get(outcome.ticket) if outcome.ticket is not None else None
        for entry in entries:
            self._state.apply(entry.recorded)
        estimate = written.estimate
        if estimate is None and outcome.ticket is not None:
            estimate = self._estimator.of_ticket(self._state, outcome.ticket, now)
        return Done(
            seq=entries[-1].recorded.seq if entries else 0,
            repeated=outcome.repeated,
            events=tuple(entry.recorded.id for entry in entries),
            ticket=self._ticket_now(outcome.ticket, before, now),
            ahead=estimate.ahead if estimate is not None else None,
            wait=estimate.range if estimate is not None else None,
            booking=self._state.bookings.by_code.get(outcome.booking) if outcome.booking is not None else None,
        )

    def _ticket_now(self, ticket: TicketId | None, before: Ticket | None, now: datetime) -> Ticket | None:
        if ticket is None:
            return None
        live = self._state.tickets.get(ticket)
        if live is None and before is not None and ticket in self._state.ended:
            return changed(before, state=self._state.ended[ticket], since=now)
        return live

    # -- what the clock asks for -----------------------------------------------------------------------------------

    def _is_due(self) -> bool:
        now = self._clock()
        return (
            is_new_day(self._hall, self._state, now)
            or self._has_open_task()
            or self._has_news(now)
            or self._is_review_due(now)
        )

    def _is_review_due(self, now: datetime) -> bool:
        return is_review_due(Situation(self._hall, self._state, now, self._policy))

    def _has_open_task(self) -> bool:
        return any(not task.taken_by and not task.escalated for task in self._state.tasks.values())

    def _has_news(self, now: datetime) -> bool:
        """Whether a look at how long people wait, now and then, finds something to write."""
        since_s = LOOK_S if self._looked_at is None else (now - self._looked_at).total_seconds()
        if not 0 <= since_s < LOOK_S:
            self._looked_at = now
            self._news = None
            try:
                look = WatchQueues(predicted=tuple(predicted_waits(self._estimator, self._state, now).items()))
                if decide(self._hall, self._state, look, now, self._policy).events:
                    self._news = look
            except Exception:  # noqa: BLE001 - border: event handler; whatever is wrong with the look, calls go on
                _log.exception("how long people wait could not be looked at")
        return self._news is not None

    def _hot_items(self, connection: Connection, now: datetime) -> tuple[ItemCode, ...]:
        """What the kiosks show first on the day that begins; nothing where the hall chooses by itself."""
        if self._hall.first_page is HotItems.CHOSEN:
            return ()
        day = business_day(self._hall, now)
        days = visits.asked_for(connection, day - timedelta(days=WINDOW_DAYS), day)
        return hot_items(self._hall, [*days.values()])

    def _keep_time(self, connection: Connection, fresh: list[Entry]) -> None:
        now = self._clock()
        if is_new_day(self._hall, self._state, now):
            self._ask(connection, OpenDay(hot_items=self._hot_items(connection, now)), now, fresh)
            log.open_day(connection, self._state.snapshot(self._store.epoch, now, with_bookings=True))
            if self._daily is not None:
                self._daily(connection, now)
        if self._has_open_task():
            self._ask(connection, EscalateTasks(), now, fresh)
        if self._has_news(now) and (look := self._news) is not None:
            self._news = None
            self._ask(connection, look, now, fresh)
        if self._is_review_due(now):
            self._ask(connection, ReviewBookings(), now, fresh)

    def _ask(self, connection: Connection, command: Command, now: datetime, fresh: list[Entry]) -> None:
        """A command of the server itself."""
        written = self._decide(connection, command, now, command.name, "server")
        self._take_in(written, now)
        fresh.extend(written.entries)

    def _refuse_waiting(self, error: StorageError) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is not None and is_wanted(job):
                tell([Settled(job, None, error)])
