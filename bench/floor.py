"""The floor: what hallcall's rows cost with the same parts and no rules, as JSON: ``python bench/floor.py [--long]``.

A call is one UPDATE .. RETURNING, one event and one key; a number is the next one of its queue, a ticket, an event and
a key; a screen is told by one write to its socket. No tokens, no hall, no order of people, no choice of what a screen
may see. hallcall can come near it, not below.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parent))

from floor_server import QUEUES, make_database  # pyright: ignore[reportMissingImports]

from hallcall.sim.load import Press, Timed, connect, figures_ms, follow, last_heard, run, timed, without_pause

CLIENTS = (1, 16, 101)
KIOSK_CLIENTS = 16
MOST_CALLS_PER_S = 10_000
"""So many tickets wait for each second of calling: they must not run out."""
_WARM_UP_S = 0.5
"""The first answers of a fresh server, whose code has not run yet, are of no row."""


class _Answer(msgspec.Struct, array_like=True):
    number: int
    seq: int


class Floor:
    """The running server of the floor."""

    def __init__(self, url: str, wall_url: str) -> None:
        self._url = url
        self._wall_url = wall_url
        self._runs = itertools.count()

    async def call(self, clients: int, seconds: float) -> dict[str, Any]:
        """Call without a pause."""
        presses = [("call.next", {"counter": at}) for at in range(clients)]
        said, lasted = await self._press(presses, seconds)
        return {**_a_second(said, lasted, "calls", "commands"), "call_ms": figures_ms([one.took_s for one in said])}

    async def issue(self, clients: int, seconds: float) -> dict[str, Any]:
        """Take numbers without a pause."""
        presses = [("ticket.issue", {"queue": QUEUES[at % len(QUEUES)]}) for at in range(clients)]
        said, lasted = await self._press(presses, seconds)
        return {**_a_second(said, lasted, "issues"), "issue_ms": figures_ms([one.took_s for one in said])}

    async def call_and_watch(self, calls: int, *, screens: int, per_s: float) -> dict[str, Any]:
        """Call steadily while so many screens follow; from the call to the last of them."""
        following = [await follow(self._wall_url, "none") for _ in range(screens)]
        line = await connect(self._url)
        press = Press("call.next", "none", {"counter": 1}, mark=f"{next(self._runs)}-")
        called: list[tuple[float, int]] = []
        try:
            begin = time.perf_counter()
            for count in range(calls):
                await asyncio.sleep(max(begin + count / per_s - time.perf_counter(), 0))
                pressed_at = time.perf_counter()
                called.append((pressed_at, _seq_of(await timed(line, press.next()))))
            last_s = [await last_heard(following, pressed_at, seq) for pressed_at, seq in called]
        finally:
            for ended in (line, *following):
                ended.close()
        return {"screens": screens, "presses_per_s": per_s, "last_screen_ms": figures_ms(last_s)}

    async def _press(self, presses: Sequence[tuple[str, Any]], seconds: float) -> tuple[list[Timed], float]:
        said: list[Timed] = []
        lines = [await connect(self._url) for _ in presses]
        mark = next(self._runs)

        def caller(at: int) -> Callable[[], Awaitable[None]]:
            name, body = presses[at]
            press = Press(name, "none", body, mark=f"{mark}-{at}-")

            async def ask() -> None:
                said.append(await timed(lines[at], press.next()))

            return ask

        callers = [caller(at) for at in range(len(presses))]
        try:
            await without_pause(callers, _WARM_UP_S)
            said.clear()
            lasted = await without_pause(callers, seconds)
        finally:
            for line in lines:
                line.close()
        for one in said:
            _seq_of(one)
        return said, lasted


def measure(folder: Path, seconds: float, *, watched: int, screens: int, per_s: float) -> dict[str, dict[str, Any]]:
    """All rows: calls by number of clients, ``issue`` and ``screens``.

    Args:
        folder: on the disk that is to be measured.
        seconds: of each row that presses without a pause.
        watched: calls that screens wait for.
        screens: that follow.
        per_s: such calls a second.
    """
    waiting = round(MOST_CALLS_PER_S * (seconds + _WARM_UP_S)) * len(CLIENTS) + watched
    with _running(folder / "floor.db", waiting) as floor:
        return {
            **{str(clients): run(floor.call(clients, seconds)) for clients in CLIENTS},
            "issue": run(floor.issue(KIOSK_CLIENTS, seconds)),
            "screens": run(floor.call_and_watch(watched, screens=screens, per_s=per_s)),
        }


@contextmanager
def _running(path: Path, waiting: int) -> Generator[Floor]:
    make_database(path, waiting)
    server = Path(__file__).with_name("floor_server.py")
    command = [sys.executable, str(server), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            assert process.stdout is not None  # noqa: S101 - opened as a pipe
            _, url, wall_url = process.stdout.readline().split()
            yield Floor(url, wall_url)
        finally:
            process.terminate()


def _a_second(said: Sequence[Timed], lasted: float, *names: str) -> dict[str, int]:
    return {f"{name}_per_s": round(len(said) / lasted) for name in names}


def _seq_of(said: Timed) -> int:
    if not said.reply.is_ok:
        raise RuntimeError(said.reply.body)
    return msgspec.json.decode(said.reply.body, type=_Answer).seq


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    given = parser.parse_args()
    seconds, watched = (20.0, 600) if given.long else (4.0, 60)
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(Path(place), seconds, watched=watched, screens=300, per_s=10.0), indent=1))
