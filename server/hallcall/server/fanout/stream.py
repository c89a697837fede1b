"""The stream of one listener: from the log up to where it joined, then live, without a gap or a repeat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from hallcall.core.terms import Seconds
from hallcall.server.clock import Clock
from hallcall.server.fanout.feed import Feed, Frame, Outlet, Subscription, message
from hallcall.server.storage import Entry
from hallcall.server.views import Shown, Viewer

BEAT_S = Seconds(2.0)
"""A screen that hears nothing for three beats says so."""
PAGE = 256
"""Events read from the log at once."""
_DIGITS = 19
"""More no place in a log has; Python refuses to read thousands."""
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
    is_number = seq.isascii() and seq.isdecimal() and len(seq) <= _DIGITS
    return Position(epoch, int(seq)) if epoch and is_number else None


async def stream(
    feed: Feed,
    read: ReadLog,
    clock: Clock,
    outlet: Outlet,
    *,
    viewer: Viewer,
    shown: Shown,
    last: str | None,
    beat_s: Seconds = BEAT_S,
) -> AsyncIterator[bytes]:
    """The messages for one listener up to the present; then they go straight to the outlet until the end.

    Args:
        feed: the live events.
        read: the log.
        clock: for the beats.
        outlet: where the pieces given here go as well, each before the next is asked for.
        viewer: who listens.
        shown: what they show.
        last: ``Last-Event-ID``; None begins at the present.
        beat_s: time between two beats.
    """
    # Listen first and read the log afterwards: whatever happens in between is held.
    listener = feed.subscribe(viewer, shown, outlet)
    try:
        position = Position(feed.epoch, listener.since) if last is None else parse_position(last)
        if position is None or not _is_in_log(position, feed, listener):
            yield b"event: reset\ndata: {}\n\n"
            return
        yield _beat(feed, position.seq, clock, shown)
        after = position.seq
        while after < listener.since:
            until = min(after + PAGE, listener.since)
            entries = await read(after, until, PAGE)
            if part := feed.write((Frame(entry) for entry in entries), listener):
                yield part
            after = until
        if not listener.ended.done():
            feed.go_live(listener)
        while not listener.ended.done():
            # A replay may have left out events at its end: a beat at once moves the listener over them.
            outlet.write(_beat(feed, feed.state.seq, clock, shown))
            await asyncio.wait([listener.ended], timeout=beat_s)
    finally:
        feed.leave(listener)


def _beat(feed: Feed, seq: int, clock: Clock, shown: Shown) -> bytes:
    waits = {queue: wait for queue, wait in feed.waits().items() if shown.has(queue, None)}
    beat = {"seq": seq, "at": clock(), "revision": feed.revision, "waits": waits}
    return message("beat", f"{feed.epoch}:{seq}", beat)


def _is_in_log(position: Position, feed: Feed, listener: Subscription) -> bool:
    if position.epoch != feed.epoch:
        return False
    return listener.since - REPLAY_MAX <= position.seq <= listener.since
