"""101 counters and 8 kiosks at once, through HTTP, against the real server, on either database.

Everybody presses without waiting for anybody, one press in four twice at the same moment under the same key, and the
server is killed in the middle. No number may be given twice, nobody called twice, no call lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from ulid import ULID

from hallcall.core import events as ev
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import TicketId
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, log
from helpers.sample_halls import sample_hall
from helpers.server_process import TEN, ServerProcess
from helpers.staffed import Staff, staff

pytestmark = pytest.mark.system

HALL = sample_hall("haibin")
ITEMS = [item.code for item in HALL.items if not item.appointment_only]
NUMBERS = 30
"""That each kiosk gives."""
PATIENCE_S = 60.0
_IDLE_S = 2.0


@dataclass
class Told:
    """What was answered."""

    issued: list[dict[str, Any]] = field(default_factory=list)
    called: list[tuple[CounterNumber, dict[str, Any]]] = field(default_factory=list)
    doubled: int = 0
    """Presses that were sent twice at once."""


class Race:
    """All kiosks and all counters of a hall, each in a task of its own."""

    def __init__(self, server: ServerProcess, staffed: Staff, seed: int) -> None:
        self._server = server
        self._staffed = staffed
        self._dice = random.Random(seed)
        self._kiosks_done = asyncio.Event()
        self._kill_at: int | None = None
        self._deadline = time.monotonic() + PATIENCE_S
        self._time_to_kill = asyncio.Event()
        self.told = Told()

    async def run(self, *, kill_at: int | None) -> Told:
        """Press until every number that was given has been served.

        Args:
            kill_at: kill the server when so many calls were answered, and start it again.
        """
        self._kill_at = kill_at
        counters = [asyncio.create_task(self._counter(*one)) for one in self._staffed.clerks.items()]
        killing = asyncio.create_task(self._kill())
        await asyncio.gather(*(self._kiosk(*one) for one in self._staffed.kiosks.items()))
        self._kiosks_done.set()
        await asyncio.gather(*counters)
        if kill_at is None:
            killing.cancel()
        else:
            await killing
        return self.told

    async def _kiosk(self, name: str, token: str) -> None:
        async with _connected(token) as http:
            for _ in range(NUMBERS):
                answer = await self._press(http, "ticket.issue", {"item": self._dice.choice(ITEMS), "kiosk": name})
                assert answer.status_code == 200, answer.text
                self.told.issued.append(answer.json())

    async def _counter(self, number: CounterNumber, token: str) -> None:
        async with _connected(token) as http:
            while True:
                is_last = self._kiosks_done.is_set()
                if await self._serve_one(http, number):
                    continue
                if is_last:
                    return
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._kiosks_done.wait(), _IDLE_S * self._dice.random())

    async def _serve_one(self, http: httpx.AsyncClient, number: CounterNumber) -> bool:
        """Call, start and finish; False when nobody waits."""
        body = {"counter": number}
        answer = await self._press(http, "call.next", body)
        if answer.status_code != 200:
            assert answer.json()["code"] == "queue.empty", answer.text
            return False
        self.told.called.append((number, answer.json()))
        if len(self.told.called) == self._kill_at:
            self._time_to_kill.set()
        for step in ("service.start", "service.finish"):
            done = await self._press(http, step, body)
            assert done.status_code == 200, done.text
        return True

    async def _press(self, http: httpx.AsyncClient, command: str, body: dict[str, Any]) -> httpx.Response:
        """One press: sometimes it reaches the server twice at once, and both answers must be one."""
        key = str(ULID())
        if self._dice.random() < 0.75:
            return await self._send(http, command, body, key)
        self.told.doubled += 1
        one, other = await asyncio.gather(*(self._send(http, command, body, key) for _ in range(2)))
        if one.status_code != other.status_code:
            # A refusal is not kept: a queue that was empty for the first may have had somebody for the second.
            return one if one.status_code == 200 else other
        if one.status_code == 200:
            assert one.json() == other.json()
        return one

    async def _send(self, http: httpx.AsyncClient, command: str, body: dict[str, Any], key: str) -> httpx.Response:
        """Send until the server has answered, as every application does."""
        url = f"{self._server.url}/v1/commands/{command}"
        while True:
            try:
                answer = await http.post(url, json=body, headers={"Idempotency-Key": key})
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 500:
                return answer
            assert time.monotonic() < self._deadline
            await asyncio.sleep(0.2)

    async def _kill(self) -> None:
        await self._time_to_kill.wait()
        self._server.kill()
        await asyncio.to_thread(self._server.start)


def _connected(token: str) -> httpx.AsyncClient:
    """A machine's own connections: one pool for all would look through two hundred of them at each press."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(trust_env=False, verify=False, headers=headers, timeout=20.0)  # noqa: S501 - loopback, no TLS


@pytest.fixture
def race_target(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty PostgreSQL database, or None for the file in the data folder."""
    if request.param == "sqlite":
        return None
    return request.getfixturevalue("postgres").database(tables=False)


@pytest.fixture
def settings(tmp_path: Path, race_target: str | None) -> ServerSettings:
    return ServerSettings(data=tmp_path / "data", database_url=race_target)


@pytest.fixture
def staffed(settings: ServerSettings) -> Staff:
    return staff(settings, HALL, TEN)


@pytest.fixture
def server(settings: ServerSettings, staffed: Staff) -> Iterator[ServerProcess]:
    with ServerProcess(settings.data, hall="haibin", database=settings.database_url) as process:
        yield process


def stored_events(settings: ServerSettings) -> list[ev.Event]:
    """The log, after the server has ended; and the state that it folds to is as good as empty."""
    store = Store(settings.store_target())
    with store.reading() as connection:
        entries = list(log.read_all(connection, 0, log.last_seq(connection)))
        state = log.rebuild(connection)
        numbers = connection.exec_driver_sql("SELECT origin, seq FROM ticket ORDER BY origin, seq").all()
        open_visits = connection.exec_driver_sql("SELECT count(*) FROM ticket_interval WHERE ended_at IS NULL").scalar()
    store.close()
    assert [entry.recorded.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert (open_visits, state.tickets) == (0, {})
    by_queue: dict[str, list[int]] = defaultdict(list)
    for origin, seq in numbers:
        by_queue[origin].append(seq)
    assert all(given == list(range(1, len(given) + 1)) for given in by_queue.values())
    return [entry.recorded.event for entry in entries]


def check_visits(events: list[ev.Event]) -> None:
    """At each counter one visitor after the other, each called, started and finished there once."""
    at: dict[CounterNumber, TicketId | None] = {}
    for event in events:
        if isinstance(event, ev.TicketCalled):
            assert at.get(event.counter) is None
            at[event.counter] = event.ticket
        elif isinstance(event, ev.TicketStarted):
            assert at[event.counter] == event.ticket
        elif isinstance(event, ev.TicketFinished):
            assert at[event.counter] == event.ticket
            at[event.counter] = None
    assert set(at.values()) <= {None}


@pytest.mark.feature("F085", "F226")
@pytest.mark.parametrize("kill_at", [None, 100], ids=["undisturbed", "killed"])
@pytest.mark.parametrize("race_target", ["sqlite", "postgresql"], indirect=True)
def test_101_counters_and_8_kiosks_at_once_give_no_number_twice_and_call_nobody_twice(
    settings: ServerSettings, staffed: Staff, server: ServerProcess, kill_at: int | None
) -> None:
    assert (len(staffed.clerks), len(staffed.kiosks)) == (101, 8)

    async def race() -> Told:
        return await Race(server, staffed, seed=226).run(kill_at=kill_at)

    told = asyncio.run(race())
    assert server.stop() == 0
    events = stored_events(settings)
    check_visits(events)
    issued = [answer["ticket"]["id"] for answer in told.issued]
    called = [answer["ticket"]["id"] for _, answer in told.called]
    assert told.doubled > 50
    assert len(set(issued)) == len(issued) == NUMBERS * len(HALL.kiosks)
    assert Counter(called) == Counter(issued)
    assert Counter(event.ticket for event in events if isinstance(event, ev.TicketIssued)) == Counter(issued)
    in_the_log = {(event.counter, event.ticket) for event in events if isinstance(event, ev.TicketCalled)}
    assert {(number, answer["ticket"]["id"]) for number, answer in told.called} == in_the_log
    assert sum(isinstance(event, ev.TicketCalled) for event in events) == len(called)
    assert len({key for _, answer in told.called for key in answer["events"]}) == sum(
        len(answer["events"]) for _, answer in told.called
    )
