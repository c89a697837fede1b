"""What a busy hall's server is asked, and what is measured: counters that press without a pause, kiosks, screens.

A clerk's press is ``call.next`` followed by ``service.start``: the next press then finishes that visit and calls the
next number, as most clerks work. Times are those of ``call.next`` alone.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from hallcall.sim.busy_hall import BusyHall, Seat
from hallcall.sim.load import Line, Press, Reply, connect, figures_ms, follow, last_heard, timed, without_pause

_CALLED = b'"state":"called"'


class _Ticket(msgspec.Struct):
    id: str
    number: str
    state: str


class _Answer(msgspec.Struct):
    seq: int
    ticket: _Ticket | None = None


_ANSWER = msgspec.json.Decoder(_Answer)


@dataclass(slots=True)
class Pressed:
    """What became of many presses."""

    calls_s: list[float] = field(default_factory=list[float])
    """Times of ``call.next``."""
    starts: int = 0
    issues_s: list[float] = field(default_factory=list[float])
    """Times of ``ticket.issue``."""
    called: list[bytes] = field(default_factory=list[bytes])
    issued: list[bytes] = field(default_factory=list[bytes])
    refused: Counter[str] = field(default_factory=Counter[str])
    seconds: float = 0.0

    @property
    def double_calls(self) -> int:
        """Calls of a number that was called before."""
        tickets = [ticket.id for body in self.called if (ticket := _ANSWER.decode(body).ticket) is not None]
        return len(tickets) - len(set(tickets))

    @property
    def duplicate_numbers(self) -> int:
        """Numbers that were given before."""
        numbers = [ticket.number for body in self.issued if (ticket := _ANSWER.decode(body).ticket) is not None]
        return len(numbers) - len(set(numbers))

    def figures(self) -> dict[str, Any]:
        """All of it as plain values."""
        found: dict[str, Any] = {}
        if self.calls_s:
            found["call_ms"] = figures_ms(self.calls_s)
            found["calls_per_s"] = round(len(self.calls_s) / self.seconds)
            found["commands_per_s"] = round((len(self.calls_s) + self.starts + len(self.issues_s)) / self.seconds)
            found["double_calls"] = self.double_calls
        if self.issues_s:
            found["issue_ms"] = figures_ms(self.issues_s)
            found["issues_per_s"] = round(len(self.issues_s) / self.seconds)
            found["duplicate_numbers"] = self.duplicate_numbers
        if self.refused:
            found["refused"] = dict(self.refused)
        return found


class Pressing:
    """Asks a busy hall's server; each method begins where the one before has left the hall."""

    def __init__(self, hall: BusyHall) -> None:
        self._hall = hall
        self._runs = 0

    async def press(self, seconds: float, *, counters: int, kiosk_clients: int = 0, most: int | None = None) -> Pressed:
        """Let counters and kiosks press without a pause.

        Args:
            seconds: for so long.
            counters: so many of the hall's.
            kiosk_clients: connections that take numbers, spread over the hall's kiosks.
            most: calls of each counter at most.
        """
        pressed = Pressed()
        clerks = [await self._clerk(seat, pressed, most) for seat in self._hall.tokens.seats[:counters]]
        visitors = [await self._visitor(at, pressed) for at in range(kiosk_clients)]
        self._runs += 1
        try:
            pressed.seconds = await without_pause(
                [*(clerk.press for clerk in clerks), *(visitor.take for visitor in visitors)], seconds
            )
        finally:
            for caller in (*clerks, *visitors):
                caller.close()
        return pressed

    async def press_and_watch(self, presses: int, *, screens: int, per_s: float) -> dict[str, Any]:
        """Press steadily while so many screens follow; from the press to the last of them.

        Raises:
            ActorError: a screen did not hear of a press.
        """
        walls = self._hall.tokens.walls
        following = [await follow(self._hall.url, walls[at % len(walls)]) for at in range(screens)]
        pressed = Pressed()
        clerks = [await self._clerk(seat, pressed, None) for seat in self._hall.tokens.seats]
        self._runs += 1
        begin = time.perf_counter()
        try:
            presses_at = await _steadily(clerks, presses, per_s)
            pressed.seconds = time.perf_counter() - begin
            last_s = [await last_heard(following, begin, seq) for begin, seq in presses_at]
        finally:
            for ended in (*clerks, *following):
                ended.close()
        return {"screens": screens, "presses_per_s": per_s, "last_screen_ms": figures_ms(last_s), **pressed.figures()}

    async def _clerk(self, seat: Seat, pressed: Pressed, most: int | None) -> _Clerk:
        return _Clerk(await connect(self._hall.url, seat.tls), seat, f"{self._runs}-{seat.number}-", pressed, most)

    async def _visitor(self, at: int, pressed: Pressed) -> _Visitor:
        kiosks = list(self._hall.tokens.kiosks.items())
        kiosk, token = kiosks[at % len(kiosks)]
        items = sorted(self._hall.item.values())
        line = await connect(self._hall.url)
        body = {"item": items[at % len(items)], "kiosk": kiosk}
        return _Visitor(line, Press("ticket.issue", token, body, mark=f"{self._runs}-v{at}-"), pressed)


class _Clerk:
    """One counter."""

    def __init__(self, line: Line, seat: Seat, mark: str, pressed: Pressed, most: int | None) -> None:
        self._line = line
        self._next = Press("call.next", seat.token, {"counter": seat.number}, mark=f"{mark}n")
        self._start = Press("service.start", seat.token, {"counter": seat.number}, mark=f"{mark}s")
        self._pressed = pressed
        self._left = most
        self.close = line.close

    async def press(self) -> None:
        """Call the next visitor and begin to serve them."""
        if self._left == 0:
            await asyncio.sleep(0.05)
            return
        if await self.call() is not None:
            await self.start()
        else:
            # Nobody waits here any more: a clerk does not hammer on an empty queue.
            self._left = 0

    async def call(self) -> int | None:
        """Call; the place of the call in the log, or None when nobody was called."""
        said = await timed(self._line, self._next.next())
        if not said.reply.is_ok or _CALLED not in said.reply.body:
            self._pressed.refused[_why(said.reply)] += 1
            return None
        self._pressed.calls_s.append(said.took_s)
        self._pressed.called.append(said.reply.body)
        if self._left is not None:
            self._left -= 1
        return _ANSWER.decode(said.reply.body).seq

    async def start(self) -> None:
        """Begin to serve whoever was called."""
        reply = await self._line.ask(self._start.next())
        if reply.is_ok:
            self._pressed.starts += 1
        else:
            self._pressed.refused[_why(reply)] += 1


class _Visitor:
    """One connection of a kiosk."""

    def __init__(self, line: Line, issue: Press, pressed: Pressed) -> None:
        self._line = line
        self._issue = issue
        self._pressed = pressed
        self.close = line.close

    async def take(self) -> None:
        """Take a number."""
        said = await timed(self._line, self._issue.next())
        if said.reply.is_ok:
            self._pressed.issues_s.append(said.took_s)
            self._pressed.issued.append(said.reply.body)
        else:
            self._pressed.refused[_why(said.reply)] += 1


def _why(reply: Reply) -> str:
    return "nobody waits" if reply.is_ok else str(reply.read()["code"])


async def _steadily(clerks: Sequence[_Clerk], presses: int, per_s: float) -> list[tuple[float, int]]:
    """Press so often a second, each time at the next counter; when, and the place of each call in the log."""
    done: list[tuple[float, int]] = []
    begin = time.perf_counter()
    for count in range(presses):
        await asyncio.sleep(max(begin + count / per_s - time.perf_counter(), 0))
        clerk = clerks[count % len(clerks)]
        pressed_at = time.perf_counter()
        seq = await clerk.call()
        if seq is not None:
            done.append((pressed_at, seq))
            await clerk.start()
    return done
