"""The floor: what one call costs with the same parts and no rules, as JSON: ``python bench/floor.py [--long]``.

The same endpoint as a bare Litestar route on uvicorn (uvloop, httptools), over one raw SQLite connection: WAL,
synchronous FULL, one thread that writes all waiting calls in one transaction. A call is one UPDATE .. RETURNING, one
event and one key. No tokens, no hall, no order of people, no events to screens. hallcall can come near it, not below.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, NamedTuple

import pysqlite3
import uvicorn
from litestar import Litestar, Request, post
from litestar.params import JSONBody
from msgspec import Struct

from hallcall.server.app import listening
from hallcall.sim.load import Press, connect, figures_ms, run, timed, without_pause

TICKETS = 200_000
CLIENTS = (1, 16, 101)
_BATCH = 256
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE ticket (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, counter INTEGER) STRICT;
CREATE INDEX waiting ON ticket (id) WHERE state = 0;
CREATE TABLE event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, data TEXT NOT NULL) STRICT;
CREATE TABLE done (key TEXT PRIMARY KEY, answer TEXT NOT NULL) STRICT;
"""
_CALL = (
    "UPDATE ticket SET state = 1, counter = ? "
    "WHERE id = (SELECT id FROM ticket WHERE state = 0 ORDER BY id LIMIT 1) RETURNING id"
)


class Call(Struct):
    """The body of a call."""

    counter: int


class _Job(NamedTuple):
    counter: int
    key: str
    reply: asyncio.Future[int]


class RawWriter:
    """One thread, one connection, one COMMIT for all that waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="raw-writer")
        self._thread.start()

    async def call(self, counter: int, key: str) -> int:
        """Call the next ticket."""
        reply: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Job(counter, key, reply))
        return await reply

    def stop(self) -> None:
        """End."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        connection = pysqlite3.connect(str(self._path), isolation_level=None)
        while jobs := self._waiting():
            connection.execute("BEGIN IMMEDIATE")
            called = [(job.reply, self._one(connection, job)) for job in jobs]
            connection.execute("COMMIT")
            jobs[0].reply.get_loop().call_soon_threadsafe(_answer, called)
        connection.close()

    def _waiting(self) -> list[_Job]:
        jobs: list[_Job] = []
        job = self._jobs.get()
        while job is not None and len(jobs) < _BATCH:
            jobs.append(job)
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return jobs
        return jobs

    @staticmethod
    def _one(connection: Any, job: _Job) -> int:
        (ticket,) = connection.execute(_CALL, (job.counter,)).fetchone()
        connection.execute("INSERT INTO event (at, data) VALUES (0.0, ?)", (f'{{"ticket":{ticket}}}',))
        connection.execute("INSERT INTO done VALUES (?, ?)", (job.key, str(ticket)))
        return ticket


def _answer(called: list[tuple[asyncio.Future[int], int]]) -> None:
    for reply, ticket in called:
        reply.set_result(ticket)


def serve(folder: Path) -> None:
    """Run the floor's server until it is ended."""
    path = folder / "floor.db"
    connection = pysqlite3.connect(str(path), isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO ticket (state) VALUES (?)", [(0,)] * TICKETS)
    connection.execute("COMMIT")
    connection.close()
    writer = RawWriter(path)

    @post("/v1/commands/call.next", status_code=200)
    async def call_next(data: JSONBody[Call], request: Request[Any, Any, Any]) -> dict[str, int]:
        return {"ticket": await writer.call(data.counter, request.headers["idempotency-key"])}

    app = Litestar([call_next], logging_config=None, openapi_config=None)
    with listening("127.0.0.1", 0) as door:
        door.listen(1024)
        host, port = door.getsockname()
        config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, loop="uvloop", http="httptools")
        print(f"ready http://{host}:{port}", flush=True)
        asyncio.run(uvicorn.Server(config).serve(sockets=[door]))
    writer.stop()


def measure(folder: Path, seconds: float) -> dict[str, dict[str, Any]]:
    """Calls a second and their times, by number of clients that call without a pause."""
    command = [sys.executable, __file__, "--serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - this very file
        try:
            url = process.stdout.readline().split()[1]
            return {str(clients): run(_press(url, clients, seconds)) for clients in CLIENTS}
        finally:
            process.terminate()


async def _press(url: str, clients: int, seconds: float) -> dict[str, Any]:
    took_s: list[float] = []
    lines = [await connect(url) for _ in range(clients)]

    def caller(at: int) -> Any:
        press = Press("call.next", "none", {"counter": at}, mark=f"{clients}-{at}-")

        async def call() -> None:
            said = await timed(lines[at], press.next())
            if not said.reply.is_ok:
                raise RuntimeError(said.reply.body)
            took_s.append(said.took_s)

        return call

    lasted = await without_pause([caller(at) for at in range(clients)], seconds)
    for line in lines:
        line.close()
    return {"calls_per_s": round(len(took_s) / lasted), "call_ms": figures_ms(took_s)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--serve", type=Path)
    given = parser.parse_args()
    if given.serve is not None:
        serve(given.serve)
    else:
        with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
            print(json.dumps(measure(Path(place), 20.0 if given.long else 4.0), indent=1))
