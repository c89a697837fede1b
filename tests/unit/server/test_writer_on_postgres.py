"""The writer when PostgreSQL fails under it: a session is ended, the server is stopped, or its plug is pulled."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Self

import pytest

from hallcall.core.commands import IssueTicket
from hallcall.core.errors import StorageError
from hallcall.core.terms import ItemCode
from hallcall.server.engine import Done
from helpers.writer_bench import WriterBench

if TYPE_CHECKING:
    from helpers.postgres import OwnCluster, PostgresServer

pytestmark = pytest.mark.logs_warnings
ISSUE = IssueTicket(item=ItemCode("a1"))


@pytest.fixture
def bench(postgres_url: str) -> Iterator[WriterBench]:
    with WriterBench(postgres_url) as writer:
        yield writer


@pytest.fixture
def own_bench(own_postgres: OwnCluster) -> Iterator[WriterBench]:
    with own_postgres.borrowed() as url, WriterBench(url) as writer:
        yield writer


class Kiosks:
    """Kiosks that take numbers all the time, and send again under the same key until they have an answer."""

    def __init__(self, bench: WriterBench, count: int = 4) -> None:
        self._bench = bench
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(name,)) for name in range(count)]
        self.numbers: list[str] = []
        self.refused = 0

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def until(self, more: int) -> None:
        """Wait until so many more numbers were given."""
        wanted = len(self.numbers) + more
        until(lambda: len(self.numbers) >= wanted)

    def _run(self, name: int) -> None:
        turn = 0
        while not self._stopping.is_set():
            turn += 1
            self._take(f"{name}-{turn}")

    def _take(self, key: str) -> None:
        while True:
            try:
                done = self._bench.do(ISSUE, key=key)
            except StorageError:
                self.refused += 1
                self._stopping.wait(0.02)
            else:
                assert done.ticket is not None
                self.numbers.append(done.ticket.number)
                return


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def check_nothing_lost(bench: WriterBench, numbers: list[str]) -> None:
    """Every number that was given is stored once, was told once, and there is none beside them."""
    stored = [row[0] for row in bench.rows("SELECT number FROM ticket ORDER BY seq")]
    assert len(set(numbers)) == len(numbers)
    assert sorted(numbers) == sorted(stored)
    assert [recorded.seq for recorded in bench.published] == list(range(2, len(stored) + 2))
    assert bench.writer.troubles == ()


def test_a_session_that_is_ended_in_the_middle_of_the_work_loses_nothing(
    bench: WriterBench, postgres: PostgresServer, postgres_url: str
) -> None:
    with Kiosks(bench) as kiosks:
        for _ in range(3):
            kiosks.until(20)
            postgres.end_sessions(postgres_url)
        kiosks.until(20)
    assert kiosks.refused > 0
    check_nothing_lost(bench, kiosks.numbers)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restart", "power-cut"])
def test_a_server_that_is_started_again_is_found_again_by_itself(
    own_bench: WriterBench, own_postgres: OwnCluster, how: signal.Signals
) -> None:
    with Kiosks(own_bench) as kiosks:
        kiosks.until(20)
        own_postgres.stop(how)
        until(lambda: own_bench.writer.troubles == ("storage.unreachable",))
        own_postgres.start()
        kiosks.until(20)
    check_nothing_lost(own_bench, kiosks.numbers)


def test_while_the_server_is_gone_nobody_waits_for_an_answer(own_bench: WriterBench, own_postgres: OwnCluster) -> None:
    own_bench.issue()
    own_postgres.stop()
    try:
        for _ in range(3):
            with pytest.raises(StorageError):
                own_bench.issue()
    finally:
        own_postgres.start()
    until(lambda: own_bench.writer.troubles == ())
    assert own_bench.issue().ticket.number == "A002"  # type: ignore[union-attr]


def test_a_session_that_ends_between_commit_and_answer_gives_the_number_after_all(
    bench: WriterBench, postgres: PostgresServer, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event
    from sqlalchemy.exc import OperationalError

    lost = [True]

    def lose_the_answer(connection: Any) -> None:
        if lost[0]:
            lost[0] = False
            connection.connection.dbapi_connection.commit()
            postgres.end_sessions(postgres_url)
            raise OperationalError("COMMIT", None, Exception("server closed the connection unexpectedly"))

    event.listen(bench.store._writing, "commit", lose_the_answer)
    with pytest.raises(StorageError):
        bench.do(ISSUE, key="K")
    again = bench.do(ISSUE, key="K")
    assert again.ticket is not None
    check_nothing_lost(bench, [again.ticket.number])


def test_two_servers_on_one_database_never_both_write(bench: WriterBench, postgres_url: str) -> None:
    with pytest.raises(StorageError, match=r"storage\.in_use"):
        WriterBench(postgres_url).__enter__()
    futures: list[Future[Done]] = [bench.send(ISSUE) for _ in range(5)]
    assert len({future.result(10).ticket.id for future in futures}) == 5  # type: ignore[union-attr]
