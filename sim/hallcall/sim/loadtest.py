"""A whole day of visitors in minutes, against a real server: does it keep up, and is anybody lost?

People come as they do: many at the doors when the hall opens, most in the morning, few at noon. Each takes a number at
a kiosk, is called, walks to the counter, is served for as long as the item takes, and leaves. All of that goes by in
the day's speed; the requests themselves are real and timed.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.sim.busy_hall import MORNING, BusyHall, BusyPlan, Seat, Tokens, spread
from hallcall.sim.devices.people import fictional_card
from hallcall.sim.doorkeeper import Doorkeeper
from hallcall.sim.hall_bench import machine
from hallcall.sim.load import Line, Press, Reply, Screen, connect, figures_ms, follow, run

TARGET_P95_MS = 100
"""Of all requests."""
DAY_S = 7 * 3600.0
"""From the opening of the doors until nobody comes any more."""
_PROFILE = ((0.0, 0.0), (0.0025, 0.033), (0.024, 0.09), (0.43, 0.60), (0.57, 0.66), (0.86, 0.95), (1.0, 1.0))
"""Share of the day, and of the visits that came until then: of three thousand people a hundred wait at the doors."""
_WITH_CARD = 0.8
_WALK_S = (20.0, 90.0)
"""From seat to counter; an estimate."""
_LAST_S = 120.0
"""When nobody is served for so long, whoever still waits is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """Which day."""

    visits: int = 3000
    speed: float = 60.0
    """Seconds of the day in a real one."""
    counters: int = 101
    kiosks: int = 8
    screens: int = 12
    seed: int = 1


@dataclass(slots=True)
class _Seen:
    """What happened so far."""

    took_s: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    """Times of requests, by command."""
    issued: list[str] = field(default_factory=list[str])
    """Tickets, in order."""
    calls: Counter[str] = field(default_factory=Counter[str])
    called_at: list[float] = field(default_factory=list[float])
    served: set[str] = field(default_factory=set[str])
    refused: Counter[str] = field(default_factory=Counter[str])
    seq: int = 0


class _Ticket(msgspec.Struct):
    id: str
    number: str
    state: str
    item: ItemCode


class _Answer(msgspec.Struct):
    seq: int
    ticket: _Ticket | None = None


_ANSWER = msgspec.json.Decoder(_Answer)


def loadtest(folder: Path, plan: LoadPlan) -> dict[str, Any]:
    """Let a day pass at a server of its own.

    Args:
        folder: for its data, on the disk that is to be measured.
        plan: which day.

    Raises:
        ActorError: the server did not come up.
    """
    busy = BusyPlan(folder=folder, stored=0, waiting=0, counters=plan.counters, kiosks=plan.kiosks)
    with BusyHall(busy) as hall:
        return run(LoadDay(hall.hall, hall.url, hall.tokens, plan).run())


def loadtest_at(data: Path, plan: LoadPlan) -> dict[str, Any]:
    """Let a day pass at the server that runs on ``data``; it must be one for tests, and in its opening hours.

    Raises:
        LinkError: no server runs on this data.
        Refused: it did not let the machines in.
    """
    with Doorkeeper(data) as door:
        hall, tokens = door.hall(), Tokens()
        for counter in spread(hall, plan.counters):
            tokens.seats.append(Seat(counter.number, door.sign_in(counter.number)))
        for place in hall.kiosks[: plan.kiosks]:
            tokens.kiosks[place.id] = door.pair("kiosk", place.id)
        tokens.walls.append(door.pair("display", hall.walls[0].id))
        return run(LoadDay(hall, door.url, tokens, plan).run())


class LoadDay:
    """One day."""

    def __init__(self, hall: Hall, url: str, tokens: Tokens, plan: LoadPlan) -> None:
        self._hall = hall
        self._url = url
        self._tokens = tokens
        self._plan = plan
        self._dice = random.Random(plan.seed)
        self._seen = _Seen()
        self._keys = itertools.count()
        self._queue_of: dict[Seat, QueuePrefix] = {
            seat: hall.counter_by_number[seat.number].queues[0] for seat in tokens.seats
        }
        self._comers = {queue: asyncio.Semaphore(0) for queue in self._queue_of.values()}
        self._begin = 0.0

    async def run(self) -> dict[str, Any]:
        """Let the day pass; what was seen."""
        screens = [await follow(self._url, self._tokens.walls[0]) for _ in range(self._plan.screens)]
        self._begin = time.perf_counter()
        clerks = [asyncio.create_task(self._clerk(seat)) for seat in self._tokens.seats]
        try:
            await self._visitors()
            await self._until_all_are_served(clerks)
            behind = await self._behind(screens)
        finally:
            for clerk in clerks:
                clerk.cancel()
            ended = await asyncio.gather(*clerks, return_exceptions=True)
            for screen in screens:
                screen.close()
        for defect in ended:
            if isinstance(defect, Exception):
                raise defect
        return self._report(time.perf_counter() - self._begin, behind)

    # -- visitors --------------------------------------------------------------------------------------------------

    async def _visitors(self) -> None:
        kiosks = [(name, token, await connect(self._url)) for name, token in self._tokens.kiosks.items()]
        lines = [asyncio.Queue[tuple[float, ServiceItem]]() for _ in kiosks]
        for at, item in self._arrivals():
            self._dice.choice(lines).put_nowait((at, item))
        async with asyncio.TaskGroup() as group:
            for (name, token, line), people in zip(kiosks, lines, strict=True):
                group.create_task(self._kiosk(name, token, line, people))
        for _, _, line in kiosks:
            line.close()

    def _arrivals(self) -> Iterator[tuple[float, ServiceItem]]:
        """When people come, in seconds of the day, and what for; counters of all queues get their share."""
        offered: dict[QueuePrefix, list[ServiceItem]] = {}
        for item in self._hall.items:
            if not item.appointment_only:
                offered.setdefault(item.queue, []).append(item)
        queues = list(self._queue_of.values())
        for at in sorted(_time_of_day(self._dice.random()) for _ in range(self._plan.visits)):
            yield at, self._dice.choice(offered[self._dice.choice(queues)])

    async def _kiosk(self, name: str, token: str, line: Line, people: asyncio.Queue[tuple[float, ServiceItem]]) -> None:
        while not people.empty():
            at, item = people.get_nowait()
            await asyncio.sleep(self._begin + at / self._plan.speed - time.perf_counter())
            body: dict[str, Any] = {"item": item.code, "kiosk": name}
            if self._dice.random() < _WITH_CARD:
                body["document"] = _document(self._dice, MORNING.date())
            answer = await self._ask(line, "ticket.issue", token, body)
            if answer is None or answer.ticket is None:
                continue
            self._seen.issued.append(answer.ticket.id)
            self._comers[item.queue].release()
            await self._ask(line, "ticket.record_print", token, {"ticket": answer.ticket.id, "ok": True})

    # -- clerks ----------------------------------------------------------------------------------------------------

    async def _clerk(self, seat: Seat) -> None:
        line = await connect(self._url)
        try:
            await self._work(seat, line)
        finally:
            line.close()

    async def _work(self, seat: Seat, line: Line) -> None:
        comers, here = self._comers[self._queue_of[seat]], ""
        while True:
            if here and comers.locked():
                await self._ask(line, "service.finish", seat.token, {"counter": seat.number})
                here = self._gone(here)
            await comers.acquire()
            answer = await self._ask(line, "call.next", seat.token, {"counter": seat.number})
            here = self._gone(here)
            if answer is None or answer.ticket is None or answer.ticket.state != "called":
                continue
            here = answer.ticket.id
            self._seen.calls[here] += 1
            self._seen.called_at.append(time.perf_counter() - self._begin)
            await self._pass(self._dice.uniform(*_WALK_S))
            await self._ask(line, "service.start", seat.token, {"counter": seat.number})
            await self._pass(self._service_s(self._hall.item_by_code[answer.ticket.item]))

    def _gone(self, ticket: str) -> str:
        if ticket:
            self._seen.served.add(ticket)
        return ""

    def _service_s(self, item: ServiceItem) -> float:
        """How long a visit takes: skewed to the right, as visits are."""
        shape = 1 / max(item.service_cv, 0.1) ** 2
        return self._dice.gammavariate(shape, item.service_mean_min * 60 / shape)

    async def _pass(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._plan.speed)

    # -- both ------------------------------------------------------------------------------------------------------

    async def _ask(self, line: Line, name: str, token: str, body: dict[str, Any]) -> _Answer | None:
        """Send a command and take the time; None when it was refused."""
        request = Press(name, token, body, mark=f"load-{next(self._keys)}-").next()
        begin = time.perf_counter()
        reply: Reply = await line.ask(request)
        self._seen.took_s.setdefault(name, []).append(time.perf_counter() - begin)
        if not reply.is_ok:
            self._seen.refused[str(reply.read().get("code"))] += 1
            return None
        answer = _ANSWER.decode(reply.body)
        self._seen.seq = max(self._seen.seq, answer.seq)
        return answer

    async def _until_all_are_served(self, clerks: list[asyncio.Task[None]]) -> None:
        """Everybody, or nobody any more for long, or until a clerk fails."""
        served, since = 0, time.perf_counter()
        while len(self._seen.served) < len(self._seen.issued) and time.perf_counter() - since < _LAST_S:
            if any(clerk.done() for clerk in clerks):
                return
            await asyncio.sleep(0.05)
            if len(self._seen.served) > served:
                served, since = len(self._seen.served), time.perf_counter()

    async def _behind(self, screens: list[Screen]) -> int:
        """How many screens have not heard of everything although it is over."""
        for _ in range(100):
            if all(screen.heard(self._seen.seq) is not None for screen in screens):
                return 0
            await asyncio.sleep(0.05)
        return sum(screen.heard(self._seen.seq) is None for screen in screens)

    def _report(self, seconds: float, behind: int) -> dict[str, Any]:
        seen, all_s = self._seen, list(itertools.chain.from_iterable(self._seen.took_s.values()))
        minutes = Counter(int(at * self._plan.speed / 60) for at in seen.called_at)
        return {
            "what": f"a day of {self._plan.visits} visits at speed {self._plan.speed:g}",
            "visits": len(seen.issued),
            "served": len(seen.served),
            "lost": self._plan.visits - len(seen.served & set(seen.issued)),
            "duplicate_numbers": len(seen.issued) - len(set(seen.issued)),
            "double_calls": sum(seen.calls.values()) - len(seen.calls),
            "screens_behind": behind,
            "refused": dict(seen.refused),
            "requests": len(all_s),
            "api_ms": figures_ms(all_s),
            "target_p95_ms": TARGET_P95_MS,
            "by_command_ms": {name: figures_ms(took_s) for name, took_s in sorted(seen.took_s.items())},
            "busiest_minute_calls": max(minutes.values(), default=0),
            "seconds": round(seconds, 1),
            "machine": machine(),
        }


def _time_of_day(share: float) -> float:
    """When somebody comes, in seconds after the doors opened, by the share of those who came before."""
    at = max(bisect_left([came for _, came in _PROFILE], share), 1)
    (begin, before), (end, after) = _PROFILE[at - 1], _PROFILE[at]
    return DAY_S * (begin + (end - begin) * (share - before) / (after - before))


def _document(dice: random.Random, today: date) -> dict[str, Any]:
    card = fictional_card(dice, today=today)
    return {"kind": card.kind.value, "number": card.number, "name": card.name, "verified": True}
