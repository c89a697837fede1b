"""The stream: from the log, then live, without a gap or a repeat; slow listeners are cut off, beats go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec
import pytest

from hallcall.core.commands import AskForHelp, IssueTicket
from hallcall.core.estimate import WaitRange
from hallcall.core.events import Recorded
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix, Seconds
from hallcall.server.engine.recording import record
from hallcall.server.fanout import Feed, Position, parse_position, stream
from hallcall.server.fanout.feed import BACKLOG, HELD
from hallcall.server.fanout.stream import REPLAY_MAX
from hallcall.server.storage import Entry
from hallcall.server.views import EVERYTHING, Shown, View, Viewer, choose_shown
from helpers.small_hall import NINE, Day, small_hall

HALL = small_hall()
WALL = Viewer(View.PUBLIC)


class Log:
    """A log that grows by issued numbers, and a feed of it."""

    def __init__(self) -> None:
        self.day = Day(HALL)
        self.entries: list[Entry] = []
        self.feed = Feed(HALL)
        self.feed.load(HallState(), "E")
        self.reads: list[tuple[int, int]] = []
        self.while_reading: Sequence[Entry] = ()
        self._add(self.day.log)

    def grow(self, item: str = "a1") -> Entry:
        """One more event, published."""
        before = len(self.day.log)
        self.day.later(1)
        self.day.do(IssueTicket(item=ItemCode(item)))
        self._add(self.day.log[before:])
        return self.entries[-1]

    def _add(self, recorded: Sequence[Recorded]) -> None:
        for one in recorded:
            state = HallState()
            state.seq = one.seq - 1
            made = record([one.event], state, epoch="E", at=one.at, cause="c", actor="x")
            self.entries += made
            self.feed.publish(made)

    async def read(self, after: int, until: int, most: int) -> list[Entry]:
        self.reads.append((after, until))
        await asyncio.sleep(0)
        if self.while_reading:
            self.grow()
            self.while_reading = ()
        return [entry for entry in self.entries if after < entry.recorded.seq <= until][:most]

    def listen(
        self, last: str | None, viewer: Viewer = WALL, shown: Shown = EVERYTHING, beat_s: float = 60.0
    ) -> Screen:
        screen = Screen()
        messages = stream(
            self.feed,
            self.read,
            lambda: NINE,
            screen,
            viewer=viewer,
            shown=shown,
            last=last,
            beat_s=Seconds(beat_s),
        )
        screen.task = asyncio.create_task(screen.follow(messages))
        return screen


class Screen:
    """The other end: takes what comes, or lets it wait."""

    def __init__(self) -> None:
        self.task: asyncio.Task[None]
        self.is_slow = False
        self.was_abandoned = False
        self._waiting = b""
        self._is_over = False
        self._came = asyncio.Event()

    async def follow(self, messages: AsyncIterator[bytes]) -> None:
        async for part in messages:
            self.write(part)
        self._is_over = True
        self._came.set()

    def write(self, data: bytes) -> None:
        self._waiting += data
        self._came.set()

    @property
    def backlog(self) -> int:
        return len(self._waiting) if self.is_slow else 0

    def abandon(self) -> None:
        self.was_abandoned = True

    async def take(self) -> bytes:
        """What has come since the last time, at least something; nothing at the end."""
        while not (self._waiting or self._is_over):
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), 5)
        taken, self._waiting = self._waiting, b""
        return taken

    async def leave(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


def parse(part: bytes) -> list[tuple[str, str, Any]]:
    """Messages of a piece of the stream: id, kind, data."""
    found: list[tuple[str, str, Any]] = []
    for block in part.decode().split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields.get("id", ""), fields["event"], msgspec.json.decode(fields["data"])))
    return found


async def take(screen: Screen, events: int) -> list[tuple[str, str, Any]]:
    """Messages until so many events were among them."""
    found: list[tuple[str, str, Any]] = []
    while sum(kind == "hall" for _, kind, _ in found) < events:
        part = await asyncio.wait_for(screen.take(), 5)
        assert part
        found += parse(part)
    return found


def seqs(messages: list[tuple[str, str, Any]]) -> list[int]:
    return [data["seq"] for _, kind, data in messages if kind == "hall"]


def test_a_beat_comes_first_and_says_where_we_are() -> None:
    async def check() -> None:
        log = Log()
        screen = log.listen(None)
        first, *_ = parse(await screen.take())
        assert first[:2] == ("E:1", "beat")
        assert first[2]["seq"] == 1
        await screen.leave()
        assert log.feed.listeners == 0

    asyncio.run(check())


def test_beats_tell_the_waits_of_the_queues_that_are_shown() -> None:
    async def check() -> None:
        log = Log()
        log.feed.waits = lambda: {QueuePrefix("A"): WaitRange(5, 15), QueuePrefix("B"): WaitRange(0, 5)}
        only_b = choose_shown(HALL, frozenset(), frozenset(), frozenset({"B"}))
        told = [parse(await log.listen(None, shown=shown).take())[0][2]["waits"] for shown in (EVERYTHING, only_b)]
        b = {"low_min": 0, "high_min": 5, "resumes_at": None}
        assert told == [{"A": {"low_min": 5, "high_min": 15, "resumes_at": None}, "B": b}, {"B": b}]

    asyncio.run(check())


def test_an_envelope_holds_what_the_protocol_says() -> None:
    async def check() -> None:
        log = Log()
        messages = log.listen("E:1")
        log.grow()
        ((position, kind, data),) = [m for m in await take(messages, 1) if m[1] == "hall"]
        assert (position, kind) == ("E:2", "hall")
        assert list(data) == ["v", "seq", "epoch", "id", "at", "cause", "type", "data"]
        assert (data["v"], data["id"], data["type"]) == (1, "E-2", "ticket.issued")
        assert data["at"].endswith("Z")
        assert data["data"]["number"] == "A001"

    asyncio.run(check())


def test_who_resumes_gets_what_was_missed_and_what_happens_meanwhile_exactly_once() -> None:
    async def check() -> None:
        log = Log()
        for _ in range(20):
            log.grow()
        log.while_reading = (log.entries[0],)
        messages = log.listen("E:5")
        found = await take(messages, 17)
        log.grow()
        found += await take(messages, 1)
        assert seqs(found) == list(range(6, 24))

    asyncio.run(check())


def test_a_long_absence_is_read_page_by_page() -> None:
    async def check() -> None:
        log = Log()
        for _ in range(600):
            log.grow()
        found = await take(log.listen("E:0"), 601)
        assert seqs(found) == list(range(1, 602))
        assert len(log.reads) == 3

    asyncio.run(check())


@pytest.mark.parametrize("last", ["X:1", "E:2", "E:-1", "E:", "1", "", "E:x", ":1"])
def test_a_place_that_is_not_in_this_log_means_start_over(last: str) -> None:
    async def check() -> None:
        log = Log()
        screen = log.listen(last)
        assert await screen.take() == b"event: reset\ndata: {}\n\n"
        assert await screen.take() == b""
        assert log.feed.listeners == 0

    asyncio.run(check())


def test_who_is_too_far_behind_starts_over() -> None:
    async def check() -> None:
        log = Log()
        log.feed.state.seq = REPLAY_MAX + 1
        assert await log.listen("E:0").take() == b"event: reset\ndata: {}\n\n"

    asyncio.run(check())


def test_a_listener_that_reads_too_slowly_is_cut_off_and_the_others_go_on() -> None:
    async def check() -> None:
        log = Log()
        slow, quick = log.listen("E:1"), log.listen("E:1")
        await slow.take()
        await quick.take()
        slow.is_slow = True
        found: list[tuple[str, str, Any]] = []
        grown = 0
        while not slow.was_abandoned:
            log.grow()
            grown += 1
            found += await take(quick, 1)
            assert slow.backlog <= BACKLOG + 1000
        await slow.task
        assert log.feed.listeners == 1
        assert seqs(found) == list(range(2, grown + 2))

    asyncio.run(check())


def test_who_is_long_in_the_log_while_much_happens_starts_again_from_there() -> None:
    async def check() -> None:
        log = Log()
        for _ in range(5):
            log.grow()
        screen = log.listen("E:1")
        await asyncio.sleep(0)
        for _ in range(HELD + 1):
            log.grow()
        await screen.task
        assert screen.was_abandoned
        assert log.feed.listeners == 0
        assert seqs(await take(log.listen("E:1"), HELD + 6)) == list(range(2, HELD + 8))

    asyncio.run(check())


def test_beats_go_on_and_move_the_place_over_what_was_left_out() -> None:
    async def check() -> None:
        log = Log()
        messages = log.listen(None, shown=choose_shown(HALL, frozenset(), frozenset(), frozenset({"B"})), beat_s=0.05)
        await messages.take()
        log.grow("a1")
        log.grow("b1")
        log.grow("a1")
        found = await take(messages, 1)
        while found[-1][2]["seq"] < 4:
            found += parse(await messages.take())
        assert seqs(found) == [3]
        assert found[-1][:2] == ("E:4", "beat")

    asyncio.run(check())


def test_beats_come_even_while_events_never_stop() -> None:
    async def check() -> None:
        log = Log()
        messages = log.listen(None, beat_s=0.01)
        await messages.take()
        found: list[tuple[str, str, Any]] = []
        for _ in range(30):
            log.grow()
            await asyncio.sleep(0.002)
            found += await take(messages, 1)
        assert sum(kind == "beat" for _, kind, _ in found) >= 3
        places = [int(position.rpartition(":")[2]) for position, _, _ in found]
        assert places == sorted(places)

    asyncio.run(check())


def test_what_a_viewer_may_not_know_leaves_no_trace() -> None:
    async def check() -> None:
        log = Log()
        log.day.do(AskForHelp(kiosk="K2"))
        log._add(log.day.log[-1:])
        messages = log.listen("E:0")
        log.grow()
        assert seqs(await take(messages, 2)) == [1, 3]

    asyncio.run(check())


def test_when_the_server_ends_all_streams_end() -> None:
    async def check() -> None:
        log = Log()
        screen = log.listen("E:1")
        await screen.take()
        log.feed.close()
        await screen.task
        late = log.listen("E:1")
        await late.task
        assert b"hall" not in await screen.take() + await late.take()

    asyncio.run(check())


def test_places_are_read_and_nonsense_is_not() -> None:
    assert parse_position("E:17") == Position("E", 17)
    assert parse_position("a:b:3") == Position("a:b", 3)
    assert parse_position("E:1.5") is None
    assert parse_position("E:٣") is None
