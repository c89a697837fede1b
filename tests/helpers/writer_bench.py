"""A writer on a real database, with a clock turned by hand and a list of what it published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from ulid import ULID

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.call_policy import CallPolicy
from hallcall.core.commands import CallNext, Command, IssueTicket, OpenCounter, StartService
from hallcall.core.estimate import Estimator
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.core.tickets import ClerkId
from hallcall.server.engine import Done, Rider, Writer
from hallcall.server.storage import Connection, Entry, Once, Store, log
from helpers.live_server import HandClock
from helpers.small_hall import small_hall


class WriterBench:
    """Store and writer of the small hall; a context manager, and again after ``restart``."""

    def __init__(
        self,
        target: Path | str,
        hall: Hall | None = None,
        riders: Sequence[Rider] = (),
        policy: CallPolicy | None = None,
    ) -> None:
        self.target = target
        self.hall = hall or small_hall()
        self.clock = HandClock()
        self.riders = riders
        self.policy = policy or FirstComeFirstServed()
        self.daily: list[datetime] = []
        self.published: list[Recorded] = []
        self.rebuild: Callable[[Connection], HallState] = log.rebuild
        self.store: Store
        self.writer: Writer
        self.state: HallState
        """As a reader begins with it."""

    def __enter__(self) -> Self:
        self.store = Store(self.target)
        self.store.open()
        self.writer = Writer(
            self.store,
            Estimator.without_history(self.hall, self.policy),
            self.clock,
            on_commit=self._take,
            riders=self.riders,
            daily=lambda _, now: self.daily.append(now),
        )
        self.writer.rebuild = self.rebuild
        self.state = self.writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.stop()
        self.store.close()

    def restart(self) -> None:
        self.__exit__()
        self.__enter__()

    def send(self, command: Command | Callable[..., Command], *, key: str = "", actor: str = "test") -> Future[Done]:
        """Ask, and do not wait. Two requests are the same when the commands are."""
        once = Once(key=key or str(ULID()), actor=actor, body_hash=repr(command).encode())
        build: Callable[..., Any] = command if callable(command) else lambda *_: command
        return self.writer.submit(once, build)

    def do(self, command: Command | Callable[..., Command], **more: str) -> Done:
        """Ask and wait."""
        return self.send(command, **more).result(timeout=20)

    def issue(self, item: str = "a1") -> Done:
        return self.do(IssueTicket(item=ItemCode(item)))

    def open(self, *numbers: int) -> None:
        for number in numbers:
            self.do(OpenCounter(counter=CounterNumber(number), clerk=ClerkId(f"c{number}")))

    def call(self, number: int = 1) -> Done:
        return self.do(CallNext(counter=CounterNumber(number)))

    def start(self, number: int = 1) -> Done:
        return self.do(StartService(counter=CounterNumber(number)))

    def rows(self, query: str) -> list[Any]:
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def stored(self) -> list[Recorded]:
        """The log."""

        def read(connection: Connection) -> list[Recorded]:
            return [entry.recorded for entry in log.read_all(connection, 0, log.last_seq(connection))]

        with self.store.reading() as connection:
            return read(connection)

    def rebuilt(self) -> HallState:
        with self.store.reading() as connection:
            return log.rebuild(connection)

    def _take(self, entries: Sequence[Entry]) -> None:
        self.published += [entry.recorded for entry in entries]
