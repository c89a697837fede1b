"""A hall in which everything is ready to be pressed: past days stored, people waiting, all clerks signed in.

What would take a hundred machines a morning is written straight through the engine, without network and passwords;
then the real server process opens that data.
"""

from __future__ import annotations

import itertools
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import httpx
from ulid import ULID

from hallcall.client.trust import new_request, trusting_context
from hallcall.config import load_hall
from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.commands import CallNext, Command, FinishService, IssueTicket, OpenCounter, StartService
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId
from hallcall.server.engine import Done, Writer
from hallcall.server.opening import locked, opened_store
from hallcall.server.security.authority import Authority
from hallcall.server.security.certificates import identity_of
from hallcall.server.security.register import Role
from hallcall.server.security.tokens import hash_token, new_token
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, Once, access, certificates
from hallcall.sim.actor import ActorError
from hallcall.sim.history import fill_history
from hallcall.sim.open_ended import open_ended

MORNING = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
"""A Monday the sample hall has a holiday file for."""
A_DAY = 3000
"""Tickets of a past day of a large hall."""
_EVENTS_A_TICKET = 5
"""Issued, printed, called, started, finished."""
EVENTS_A_VISIT = 4
"""Of today: issued, called, started, finished."""
_CHUNK = 4096
_LOOK_S, _IDLE_LOOKS, _IDLE_SHARE = 1.0, 2, 0.05
"""A server that has used no more than this share of a processor in so many looks is at rest."""
_SETTLES_S = 300.0
_PER_TOKEN_S = 1_000_000.0
"""No limit: one caller here presses as fast as it is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyPlan:
    """What the hall is to hold."""

    folder: Path
    """On the disk that is to be measured."""
    hall: str = "haibin"
    stored: int = 30_000
    """Tickets of past days."""
    waiting: int = 2_000
    """Tickets that wait today, spread as the counters are."""
    visits: int = 0
    """Of today that are over: ``EVENTS_A_VISIT`` events each."""
    counters: int = 101
    kiosks: int = 8
    screens: int = 1
    """Tokens for walls."""
    is_encrypted: bool = False
    """The server speaks TLS with an authority of its own, and the machines at the counters are enrolled there; kiosks
    and walls are not."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A counter with its clerk signed in."""

    number: CounterNumber
    token: str
    """Of the clerk's session."""
    tls: ssl.SSLContext | None = None
    """How the machine at this counter speaks TLS; None speaks plain HTTP."""


@dataclass(slots=True)
class Tokens:
    """Who may speak."""

    seats: list[Seat] = field(default_factory=list[Seat])
    kiosks: dict[str, str] = field(default_factory=dict[str, str])
    walls: list[str] = field(default_factory=list[str])


class SteppingClock:
    """A clock that goes on a little with every look."""

    def __init__(self, now: datetime, step: timedelta) -> None:
        self.now = now
        self._step = step

    def __call__(self) -> datetime:
        """The present instant."""
        self.now += self._step
        return self.now


class BusyHall:
    """Prepares the hall and runs its server; a context manager.

    Attributes:
        hall: its files.
        tokens: who may speak.
        url: where the server listens.
        item: an item by queue, to take numbers for.
        stored: tickets of past days; whole days, so a few more or less than were planned.
    """

    def __init__(self, plan: BusyPlan) -> None:
        self.plan = plan
        self._files = open_ended(plan.hall, plan.folder)
        self.hall = load_hall(self._files)
        self.tokens = Tokens()
        self.url = ""
        self.stored = 0
        self.item = {item.queue: item.code for item in self.hall.items if not item.appointment_only}
        self.settings = ServerSettings(data=plan.folder / "data", hall=str(self._files))
        self._seats = spread(self.hall, plan.counters)
        self._opens_at = MORNING
        self._authority: Authority | None = None
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.plan.folder.mkdir(parents=True, exist_ok=True)
        self._prepare()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> float:
        """Start the server; the seconds until it took requests.

        Raises:
            ActorError: it did not come up.
        """
        offset = self._opens_at.timestamp() - time.time()
        begin = time.perf_counter()
        arguments = ["server", "--data", str(self.settings.data), "--hall", str(self._files), "--port", "0"]
        arguments += ["--clock-offset-s", f"{offset:.3f}", "--token-per-s", str(_PER_TOKEN_S)]
        log = self.plan.folder / "server.log"
        with log.open("ab") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "hallcall.cli", *arguments], stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        line = self._process.stdout.readline()
        if not line.startswith("ready "):
            raise ActorError(f"the server did not start: see {log}")
        self.url = line.split()[1]
        return time.perf_counter() - begin

    def settle(self, patience_s: float = _SETTLES_S) -> float:
        """Wait until the server has done what it does once after a start; the seconds that took.

        It looks over its whole file and learns turns and arrivals from past days, both beside the calls.

        Raises:
            ActorError: it is still at work after so long.
        """
        begin, idle, used_s = time.perf_counter(), 0, self._processor_s()
        while idle < _IDLE_LOOKS:
            if time.perf_counter() - begin >= patience_s:
                raise ActorError("the server does not come to rest")
            time.sleep(_LOOK_S)
            before_s, used_s = used_s, self._processor_s()
            idle = idle + 1 if used_s - before_s < _IDLE_SHARE * _LOOK_S else 0
        return round(time.perf_counter() - begin, 1)

    def _processor_s(self) -> float:
        """Processor time of the server so far. Source: proc_pid_stat(5), ``utime`` and ``stime``."""
        assert self._process is not None  # noqa: S101 - started before
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def start_again(self) -> float:
        """Kill the server and start it; the seconds from the start to the first acknowledged command.

        Raises:
            ActorError: it did not come up, or refused the command.
        """
        assert self._process is not None  # noqa: S101 - started before
        self._process.kill()
        self.stop()
        kiosk, token = next(iter(self.tokens.kiosks.items()))
        body = {"item": next(iter(self.item.values())), "kiosk": kiosk}
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(ULID())}
        with httpx.Client(headers=headers, trust_env=False) as http:
            begin = time.perf_counter()
            self.start()
            answer = http.post(f"{self.url}/v1/commands/ticket.issue", json=body)
            took = time.perf_counter() - begin
        if not answer.is_success:
            raise ActorError(f"the first command was refused: {answer.text}")
        return took

    def stop(self) -> None:
        """End the server."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def forget(self) -> None:
        """Throw the data away."""
        self.stop()
        shutil.rmtree(self.settings.data, ignore_errors=True)

    @property
    def memory_mb(self) -> float:
        """Resident memory of the server.

        Source:
            proc_pid_status(5), ``VmRSS`` in KiB.
        """
        assert self._process is not None  # noqa: S101 - started before
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return round(int(kib) / 1024, 1)

    # -- what was before -------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        clock = SteppingClock(MORNING, timedelta(milliseconds=1))
        if self.plan.is_encrypted:
            self.settings.data.mkdir(parents=True, exist_ok=True)
            self._authority = Authority.create(self.settings.data, MORNING)
        with locked(self.settings), opened_store(self.settings) as (store, _):
            if self.plan.stored:
                events, a_day = _EVENTS_A_TICKET * self.plan.stored, min(self.plan.stored, A_DAY)
                past = fill_history(store, self.hall, events=events, before=MORNING.date(), visits_a_day=a_day)
                self.stored = past.tickets
            writer = Writer(
                store, Estimator.without_history(self.hall, FirstComeFirstServed()), clock, on_commit=lambda _: None
            )
            writer.start()
            try:
                _send(writer, self._this_morning())
                writer.write(self._admit).result()
            finally:
                writer.stop()
        self._opens_at = clock.now + timedelta(minutes=1)

    def _this_morning(self) -> Iterator[Command]:
        yield from self._sign_in()
        yield from self._visits(self.plan.visits)
        yield from self._numbers(self.plan.waiting)

    def _sign_in(self) -> Iterator[Command]:
        for counter in self._seats:
            yield OpenCounter(counter=counter.number, clerk=_clerk(counter.number))

    def _visits(self, count: int) -> Iterator[Command]:
        """Visits from the number to the end, at each counter in turn."""
        for counter in itertools.islice(itertools.cycle(self._seats), count):
            yield IssueTicket(item=self.item[counter.queues[0]], kiosk=self.hall.kiosks[0].id)
            yield CallNext(counter=counter.number)
            yield StartService(counter=counter.number)
            yield FinishService(counter=counter.number)

    def _numbers(self, tickets: int) -> Iterator[Command]:
        """Numbers of the queues, each counter's in turn: no counter runs dry before the others."""
        for counter in itertools.islice(itertools.cycle(self._seats), tickets):
            yield IssueTicket(item=self.item[counter.queues[0]], kiosk=self.hall.kiosks[0].id)

    def _admit(self, connection: Connection, now: datetime) -> None:
        """Machines and sessions, as pairing and signing in would leave them."""
        for counter in self._seats:
            token, clerk = new_token(), _clerk(counter.number)
            access.put_clerk(connection, clerk, f"窗口人员 {counter.number}", "")
            session = access.SessionRow(
                token_hash=hash_token(token), clerk=clerk, counter=counter.number, expires_at=now + timedelta(hours=12)
            )
            access.begin_session(connection, session)
            self.tokens.seats.append(Seat(counter.number, token, self._enrolled(connection, counter.number, now)))
        for place in self.hall.kiosks[: self.plan.kiosks]:
            self.tokens.kiosks[place.id] = self._machine(connection, Role.KIOSK, place.id, now)
        for number in range(1, self.plan.screens + 1):
            self.tokens.walls.append(self._machine(connection, Role.DISPLAY, f"W{number}", now))

    def _enrolled(self, connection: Connection, counter: CounterNumber, now: datetime) -> ssl.SSLContext | None:
        """How the machine at a counter speaks TLS, as enrolling would leave it."""
        if self._authority is None:
            return None
        role, name = Role.COUNTER, f"C{counter}"
        key, request = new_request()
        issued = self._authority.issue(Authority.requested_key(request), identity_of(self.hall.code, role, name), now)
        row = certificates.CertificateRow(
            serial=issued.serial, role=role.value, name=name, issued_at=now, expires_at=issued.expires_at
        )
        certificates.add(connection, row)
        own = self.plan.folder / f"{name}.pem"
        own.write_bytes(key + issued.pem.encode())
        return trusting_context(self._authority.files.certificate, own)

    @staticmethod
    def _machine(connection: Connection, role: Role, name: str, now: datetime) -> str:
        token = new_token()
        row = access.DeviceRow(token_hash=hash_token(token), role=role.value, name=name)
        access.add_device(connection, row, now)
        return token


def _clerk(number: CounterNumber) -> ClerkId:
    return ClerkId(str(1000 + number))


def spread(hall: Hall, most: int) -> Sequence[Counter]:
    """So many counters, of as many queues as possible; only those that people can take a number for."""
    offered = {item.queue for item in hall.items if not item.appointment_only}
    by_queue: dict[QueuePrefix, list[Counter]] = {}
    for counter in hall.counters:
        if counter.queues[0] in offered:
            by_queue.setdefault(counter.queues[0], []).append(counter)
    turns = itertools.chain.from_iterable(itertools.zip_longest(*by_queue.values()))
    return [counter for counter in turns if counter is not None][:most]


def _send(writer: Writer, commands: Iterator[Command]) -> None:
    """Give the writer one command after the other, as many at once as it takes."""
    while chunk := list(itertools.islice(commands, _CHUNK)):
        for answer in [_submit(writer, command) for command in chunk]:
            answer.result()


def _submit(writer: Writer, command: Command) -> Future[Done]:
    return writer.submit(Once(key=str(ULID()), actor="sim", body_hash=b""), lambda _connection, _now: command)
