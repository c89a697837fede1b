"""The server of the floor (``bench/floor.py``): the same parts as hallcall's, and no rules.

Bare Litestar routes on uvicorn (uvloop, httptools) over one raw SQLite connection: WAL, synchronous FULL, one thread
that does all waiting commands in one transaction. A second door writes what was called to everybody who listens there,
after the COMMIT, with no HTTP server in between.
"""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec
import pysqlite3
import uvicorn
import uvloop
from litestar import Litestar, Request, post
from litestar.params import JSONBody

from hallcall.server.app import listening
from hallcall.server.collector import quiet_collector

_BATCH = 256
_BACKLOG = 1024
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE queue (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE ticket (
  id INTEGER PRIMARY KEY, queue TEXT NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL, counter INTEGER,
  UNIQUE (queue, seq)
) STRICT;
CREATE INDEX waiting ON ticket (id) WHERE state = 0;
CREATE TABLE event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, data TEXT NOT NULL) STRICT;
CREATE TABLE done (key TEXT PRIMARY KEY, answer TEXT NOT NULL) STRICT;
INSERT INTO queue VALUES ('A', 0), ('B', 0), ('C', 0), ('D', 0);
"""
QUEUES = ("A", "B", "C", "D")
"""Of which numbers can be taken; those that wait from the start are of another."""
_CALL = (
    "UPDATE ticket SET state = 1, counter = ? "
    "WHERE id = (SELECT id FROM ticket WHERE state = 0 ORDER BY id LIMIT 1) RETURNING id"
)
_NUMBER = "UPDATE queue SET last = last + 1 WHERE prefix = ? RETURNING last"
_TICKET = "INSERT INTO ticket (queue, seq, state) VALUES (?, ?, 0)"
_EVENT = "INSERT INTO event (at, data) VALUES (0.0, ?) RETURNING seq"
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nevent: beat\nid: floor:0\ndata: {}\n\n"
_PADDING = "x" * 250
"""With it an event is as long as hallcall's of a call."""


class Call(msgspec.Struct):
    """The body of a call."""

    counter: int


class Issue(msgspec.Struct):
    """The body of a wish for a number."""

    queue: str


class Done(NamedTuple):
    """What a command did."""

    number: int
    seq: int
    """Place of its event."""


class _Job(NamedTuple):
    do: Callable[[Any], int]
    key: str
    reply: asyncio.Future[Done]


class RawWriter:
    """One thread, one connection, one COMMIT for all that waits."""

    def __init__(self, path: Path, on_commit: Callable[[list[Done]], None]) -> None:
        """Begin to write.

        Args:
            path: of the database.
            on_commit: told in the event loop what was done, after the COMMIT.
        """
        self._path = path
        self._on_commit = on_commit
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="raw-writer")
        self._thread.start()

    async def call(self, counter: int, key: str) -> Done:
        """Call the next ticket."""
        return await self._do(lambda connection: connection.execute(_CALL, (counter,)).fetchone()[0], key)

    async def issue(self, prefix: str, key: str) -> Done:
        """Give the next number of a queue."""

        def give(connection: Any) -> int:
            (number,) = connection.execute(_NUMBER, (prefix,)).fetchone()
            connection.execute(_TICKET, (prefix, number))
            return number

        return await self._do(give, key)

    def stop(self) -> None:
        """End."""
        self._jobs.put(None)
        self._thread.join()

    async def _do(self, do: Callable[[Any], int], key: str) -> Done:
        reply: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Job(do, key, reply))
        return await reply

    def _run(self) -> None:
        connection = pysqlite3.connect(str(self._path), isolation_level=None)
        while jobs := self._waiting():
            connection.execute("BEGIN IMMEDIATE")
            done = [(job.reply, self._one(connection, job)) for job in jobs]
            connection.execute("COMMIT")
            jobs[0].reply.get_loop().call_soon_threadsafe(self._answer, done)
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
    def _one(connection: Any, job: _Job) -> Done:
        number = job.do(connection)
        (seq,) = connection.execute(_EVENT, (f'{{"number":{number},"rest":"{_PADDING}"}}',)).fetchone()
        connection.execute("INSERT INTO done VALUES (?, ?)", (job.key, str(number)))
        return Done(number, seq)

    def _answer(self, done: list[tuple[asyncio.Future[Done], Done]]) -> None:
        for reply, result in done:
            reply.set_result(result)
        self._on_commit([result for _, result in done])


class Listeners:
    """Everybody who listens, and the one write that each event is for each of them."""

    def __init__(self) -> None:
        self._open: set[asyncio.Transport] = set()

    def tell(self, done: list[Done]) -> None:
        """Tell everybody."""
        for result in done:
            data = f'{{"number":{result.number},"rest":"{_PADDING}"}}'
            event = f"event: hall\nid: floor:{result.seq}\ndata: {data}\n\n".encode()
            for transport in self._open:
                transport.write(event)

    def listener(self) -> asyncio.Protocol:
        """The other end of a new connection."""
        return _Listener(self._open)


class _Listener(asyncio.Protocol):
    def __init__(self, among: set[asyncio.Transport]) -> None:
        self._among = among
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:  # noqa: ARG002 - whatever is asked, this is the answer
        self._transport.write(_HEAD)
        self._among.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._among.discard(self._transport)


def make_database(path: Path, waiting: int) -> None:
    """Tickets that wait; nothing of making them is left to be done later."""
    connection = pysqlite3.connect(str(path), isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO ticket (queue, seq, state) VALUES ('waiting', ?, 0)", ((n,) for n in range(waiting))
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


async def _serve(path: Path) -> None:
    listeners = Listeners()
    writer = RawWriter(path, listeners.tell)

    @post("/v1/commands/call.next", status_code=200)
    async def call_next(data: JSONBody[Call], request: Request[Any, Any, Any]) -> Done:
        return await writer.call(data.counter, request.headers["idempotency-key"])

    @post("/v1/commands/ticket.issue", status_code=200)
    async def issue(data: JSONBody[Issue], request: Request[Any, Any, Any]) -> Done:
        return await writer.issue(data.queue, request.headers["idempotency-key"])

    app = Litestar([call_next, issue], logging_config=None, openapi_config=None)
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        http="httptools",
        backlog=_BACKLOG,
        timeout_keep_alive=75,
    )
    with listening("127.0.0.1", 0) as door, listening("127.0.0.1", 0) as wall:
        door.listen(_BACKLOG)
        feed = await asyncio.get_running_loop().create_server(listeners.listener, sock=wall, backlog=_BACKLOG)
        quiet_collector()
        print("ready", *(f"http://127.0.0.1:{socket.getsockname()[1]}" for socket in (door, wall)), flush=True)
        await uvicorn.Server(config).serve(sockets=[door])
        feed.close()
    writer.stop()


def main(path: Path) -> None:
    """Run until it is ended."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
