"""A server without a door that is killed while it sends, again and again: ``dying_sender.py DATA KILLS``.

It dies ``before`` a line, at ``half`` the line, ``after`` the line is on the disk, while that is being ``noted``, or
when that is ``promised`` and nothing more was done; at the first message after its start, the second or the third. At
last it sends all there is and ends in peace.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from hallcall.server import opening
from hallcall.server.engine import Writer
from hallcall.server.notices import FileDriver, Notice, NoticeDriver
from hallcall.server.opening import running
from hallcall.server.parts import Parts
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, outbox
from helpers.small_hall import small_hall

POINTS = ("before", "half", "after", "noted", "promised")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingDriver(FileDriver):
    """The real driver, with a bad end."""

    def __init__(self, path: Path, message: int, point: str) -> None:
        super().__init__(path)
        self._own_path = path
        self._left_to_live = message
        self._point = point

    def send(self, notice: Notice) -> None:
        self._left_to_live -= 1
        if self._left_to_live:
            super().send(notice)
            return
        if self._point == "half":
            line = msgspec.json.encode(notice)
            with self._own_path.open("ab") as file:
                file.write(line[: len(line) // 2])
        if self._point in {"before", "half"}:
            die()
        super().send(notice)
        if self._point == "after":
            die()
        prepare(self._point)


def prepare(point: str) -> None:
    """Die when the message that is leaving is noted: with the row written and nothing promised, or right after that."""
    settle, change = outbox.settle, Writer.change

    def last_settle(connection: Connection, row: outbox.NoticeRow) -> None:
        settle(connection, row)
        die()

    async def last_change(writer: Writer, action: Callable[[Connection, datetime], object]) -> None:
        await change(writer, action)
        die()

    if point == "noted":
        outbox.settle = last_settle
    else:
        Writer.change = last_change  # type: ignore[method-assign, assignment]


def waiting(parts: Parts) -> int:
    with parts.store.reading() as connection:
        return len(outbox.due(connection, parts.clock(), 1000))


async def serve(data: Path, message: int, point: str) -> None:
    settings = ServerSettings(data=data, notices_per_s=1000.0)

    @contextmanager
    def driver(given: ServerSettings) -> Generator[NoticeDriver]:
        yield DyingDriver(given.notices, message, point)

    opening.way_out = driver
    async with running(settings, small_hall()) as parts:
        while waiting(parts):  # noqa: ASYNC110 - an empty outbox tells nobody
            await asyncio.sleep(0.02)


def live_and_die(data: Path, message: int, point: str) -> bool:
    """A process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        asyncio.run(serve(data, message, point))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    place = Path(sys.argv[1])
    # What is imported late is imported once, not in every process that dies.
    asyncio.run(serve(place.with_name("warm-up"), 0, ""))
    for kill in range(int(sys.argv[2])):
        if not live_and_die(place, 1 + kill // len(POINTS) % 3, POINTS[kill % len(POINTS)]):
            sys.exit(f"kill {kill} did not happen")
    asyncio.run(serve(place, 0, ""))
