"""The engine against the same model: what the rules do in memory it does on the disk, and after every restart."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy import insert

from hallcall.core.commands import COMMANDS, Command, IssueTicket
from hallcall.core.errors import Refused, StorageError
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from hallcall.core.terms import ItemCode
from hallcall.server.engine import Done
from hallcall.server.storage import Store, idempotency, log
from hallcall.server.storage.schema import person
from helpers.hall_ground import bounds
from helpers.hall_machine import HallMachine
from helpers.hall_model import Reply
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

BOUNDS = bounds(examples=30, steps=20)


class EngineMachine(HallMachine):
    """Commands go through the writer to a database."""

    accepted: ClassVar[Counter[type[Command]]] = Counter()
    empty: ClassVar[Path]
    """A database with tables and nothing else."""
    folder: ClassVar[Path]

    def begin(self) -> None:
        path = Path(tempfile.mkdtemp(dir=self.folder)) / "hall.db"
        shutil.copy(self.empty, path)
        self._bench = WriterBench(path, self.hall)
        self._bench.clock.now = self.now
        self._bench.__enter__()
        self._answers: list[tuple[str, Command, Done]] = []
        self._keys = 0

    def send(self, command: Command) -> Reply:
        self._keys += 1
        key = f"key-{self._keys}"
        done = self._bench.do(command, key=key)
        self._answers.append((key, command, done))
        return self._reply(key, done)

    def _reply(self, key: str, done: Done) -> Reply:
        events = [recorded.event for recorded in self._bench.published if recorded.cause == key]
        assert len(events) == len(done.events)
        return Reply(done.ticket.id if done.ticket is not None else None, done.repeated, events)

    def tick(self) -> None:
        self._bench.clock.now = self.now
        self._bench.writer.write(lambda *_: None).result(20)

    def state(self) -> HallState:
        return self._bench.writer._state

    def fingerprint(self) -> object:
        return (state_hash(self.state()), len(self._bench.published))

    @rule(which=st.integers(0, 50))
    def a_request_is_sent_again(self, which: int) -> None:
        """The same key gives the same answer, however long ago and whatever has happened since."""
        if not self._answers:
            return
        key, command, done = self._answers[-1 - which % len(self._answers)]
        before = self.fingerprint()
        assert self._bench.do(command, key=key) == done
        assert self.fingerprint() == before

    @rule(which=st.integers(0, 50))
    def a_key_is_used_for_something_else(self, which: int) -> None:
        if not self._answers:
            return
        key, command, _ = self._answers[-1 - which % len(self._answers)]
        before = self.fingerprint()
        with pytest.raises(Refused, match=r"command\.key_reused"):
            self._bench.do(command, key=key, actor="somebody else")
        assert self.fingerprint() == before

    @rule()
    def two_kiosks_issue_and_one_sends_twice(self) -> None:
        """Three requests at once, two of them the same; while people leave the building nobody gets a number."""
        if self.model.emergency:
            return
        one, other = (IssueTicket(item=ItemCode(item)) for item in ("a1", "b1"))
        expected = self.model.issue(one), self.model.issue(other)
        self._keys += 2
        keys = f"key-{self._keys - 1}", f"key-{self._keys}"
        futures: list[Future[Done]] = [
            self._bench.send(one, key=keys[0]),
            self._bench.send(other, key=keys[1]),
            self._bench.send(one, key=keys[0]),
        ]
        first, second, again = (future.result(20) for future in futures)
        assert first == again
        for how, key, done in zip(expected, keys, (first, second), strict=True):
            assert callable(how)
            how(self._reply(key, done))

    @rule(is_late=st.booleans())
    def the_server_is_restarted(self, is_late: bool) -> None:
        """It knows all that it knew; sometimes it was away for a while."""
        before = state_hash(self.state())
        self._bench.writer.stop()
        self._bench.store.close()
        assert state_hash(self._rebuilt()) == before
        if is_late:
            self.now += timedelta(minutes=10)
            self.model.now = self.now
            self._bench.clock.now = self.now
        self._bench.__enter__()
        self.model.tick()

    def _rebuilt(self) -> HallState:
        store = Store(self._bench.target)
        try:
            with store.reading() as connection:
                return log.rebuild(connection)
        finally:
            store.close()

    def teardown(self) -> None:
        """The tables say what the state says, and everything was told once and in order."""
        bench: WriterBench | None = getattr(self, "_bench", None)
        if bench is None:
            return
        try:
            self._check_tables(bench)
        finally:
            bench.__exit__()
            shutil.rmtree(Path(bench.target).parent)

    def _check_tables(self, bench: WriterBench) -> None:
        assert state_hash(bench.rebuilt()) == state_hash(self.state())
        stored = bench.stored()
        assert [recorded.seq for recorded in stored] == list(range(1, len(stored) + 1))
        assert [recorded.seq for recorded in bench.published] == sorted({one.seq for one in bench.published})
        rows = bench.rows("SELECT ticket, state FROM ticket_interval WHERE ended_at IS NULL")
        assert dict(rows) == self.model.live()
        assert len(rows) == len(self.model.live())
        kept = {row[0] for row in bench.rows("SELECT key FROM idempotency")}
        assert {key for key, _, _ in self._answers} <= kept


@pytest.fixture(scope="module", autouse=True)
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tables are made once, with the people who come: each run begins with a copy."""
    folder = tmp_path_factory.mktemp("machine")
    path = folder / "empty.db"
    store = Store(path)
    store.open()
    people = [{"id": name, "created_at": NINE, "seen_at": NINE} for name in ("p1", "p2")]
    store.write(lambda connection: connection.execute(insert(person), people))
    store.write(lambda connection: connection.exec_driver_sql("DELETE FROM meta"))
    store.close()
    EngineMachine.empty, EngineMachine.folder = path, folder
    yield
    shutil.rmtree(folder)


@pytest.mark.feature("F085", "F226")
def test_whatever_people_do_the_engine_does_what_the_model_says() -> None:
    run_state_machine_as_test(EngineMachine, settings=BOUNDS)
    assert sum(EngineMachine.accepted.values()) > 100
    assert len(EngineMachine.accepted) > len(COMMANDS) / 2


def forgets_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect: no answer is kept, so the same request is done twice."""
    monkeypatch.setattr(idempotency, "find", lambda *_: None)
    monkeypatch.setattr(idempotency, "keep", lambda *_: None)


def answers_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect: a key is looked at, and whose it is is not."""
    find = idempotency.find

    def careless(connection: Any, once: Any) -> Any:
        try:
            return find(connection, once)
        except Refused:
            return find(connection, idempotency.Once(key=once.key, actor="test", body_hash=once.body_hash))

    monkeypatch.setattr(idempotency, "find", careless)


@pytest.mark.logs_warnings
@pytest.mark.parametrize("plant", [forgets_answers, answers_anybody])
def test_a_planted_defect_is_found(monkeypatch: pytest.MonkeyPatch, plant: Any) -> None:
    plant(monkeypatch)
    with pytest.raises((AssertionError, StorageError, pytest.fail.Exception)):
        run_state_machine_as_test(EngineMachine, settings=BOUNDS)
