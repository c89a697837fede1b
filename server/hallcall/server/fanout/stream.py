"""The stream of one listener: from the log up to where it joined, then live, without a gap or a repeat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from hallcall.core.hall import Hall, Seconds
from hallcall.server.clock import Clock
from hallcall.server.fanout.feed import Feed, Frame, Subscription, message
from hallcall.server.storage import Entry
from hallcall.server.views import Shown, Viewer, shows_entry

BEAT_S = Seconds(2.0)
"""A screen that hears nothing for three beats says so."""
PAGE = 256
"""Events read from the log at once."""
REPLAY_MAX = 5000
"""Who is further behind takes a snapshot, which is smaller."""

ReadLog: TypeAlias = Callable[[int, int, int], Awaitable[list[Entry]]]
"""Reads entries ``after``, ``until``, at most so many."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a log."""

    epoch: str
    seq: int


def parse_position(text: str) -> Position | None:
    """The place in a ``Last-Event-ID``; None when it is none."""
    epoch, _, seq = text.rpartition(":")
    return Position(epoch, int(seq)) if epoch and seq.isascii() and seq.isdecimal() else None


async def stream(
    hall: Hall,
    feed: Feed,
    read: ReadLog,
    clock: Clock,
    *,
    viewer: Viewer,
    shown: Shown,
    last: str | None,
    beat_s: Seconds = BEAT_S,
) -> AsyncIterator[bytes]:
    """The messages for one listener.

    Args:
        hall: for what may be told.
        feed: the live events.
        read: the log.
        clock: for the beats.
        viewer: who listens.
        shown: what they show.
        last: ``Last-Event-ID``; None begins at the present.
        beat_s: time between two beats.
    """
    # Listen first and read the log afterwards: whatever happens in between waits in the line.
    listener = feed.subscribe(viewer, shown)
    try:
        position = Position(feed.epoch, listener.since) if last is None else parse_position(last)
        if position is None or not _is_in_log(position, feed, listener):
            yield b"event: reset\ndata: {}\n\n"
            return
        yield _beat(feed, position.seq, clock)
        after = position.seq
        while after < listener.since:
            until = min(after + PAGE, listener.since)
            entries = await read(after, until, PAGE)
            if part := _written(hall, viewer, [Frame(entry) for entry in entries if shows_entry(shown, entry)]):
                yield part
            after = until
        async for part in _live(hall, feed, listener, clock, beat_s):
            yield part
    finally:
        feed.leave(listener)


async def _live(hall: Hall, feed: Feed, listener: Subscription, clock: Clock, beat_s: Seconds) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    # A replay may have left out events at its end: a beat at once moves the listener over them.
    next_beat = loop.time()
    while True:
        frames: list[Frame] = []
        if listener.line.empty():
            try:
                async with asyncio.timeout_at(next_beat):
                    frames.extend(await _take(listener))
            except TimeoutError:
                if listener.line.empty():
                    yield _beat(feed, feed.state.seq, clock)
                    next_beat = loop.time() + beat_s
                continue
        else:
            frames.extend(await _take(listener))
        if not frames:
            return
        if part := _written(hall, listener.viewer, frames):
            yield part
        if loop.time() >= next_beat:
            seq = feed.state.seq if listener.line.empty() else frames[-1].entry.recorded.seq
            yield _beat(feed, seq, clock)
            next_beat = loop.time() + beat_s


async def _take(listener: Subscription) -> list[Frame]:
    """All that waits, at least one; nothing at the end."""
    frames: list[Frame] = []
    frame = await listener.line.get()
    while frame is not None:
        frames.append(frame)
        if listener.line.empty():
            return frames
        frame = listener.line.get_nowait()
    return []


def _written(hall: Hall, viewer: Viewer, frames: list[Frame]) -> bytes:
    return b"".join(frame.write(hall, viewer) for frame in frames)


def _beat(feed: Feed, seq: int, clock: Clock) -> bytes:
    return message("beat", f"{feed.epoch}:{seq}", {"seq": seq, "at": clock()})


def _is_in_log(position: Position, feed: Feed, listener: Subscription) -> bool:
    if position.epoch != feed.epoch:
        return False
    return listener.since - REPLAY_MAX <= position.seq <= listener.since
