"""A kiosk's numbers for times without the server, on a server that a test plays by hand."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from hallcall.client import Answer, Document, IssueRequest, OfflineRequest
from hallcall.client.offline import OfflineNumbers, OfflineStore
from hallcall.core.commands import LeaseNumbers
from hallcall.core.errors import LinkError
from hallcall.core.hall import Hall
from hallcall.core.identity import DocumentKind
from hallcall.core.terms import ItemCode
from helpers.small_hall import NINE, Day, small_hall

DONE = Answer(seq=1, repeated=False, events=())


def card(number: str = "11010519491231002X") -> Document:
    return Document(kind=DocumentKind.RESIDENT, number=number, name="王小明", verified=True)


@dataclass
class OfflineBench:
    """One kiosk's file, and a day on the server. A context manager."""

    folder: Path
    hall: Hall = field(default_factory=small_hall)
    is_up: bool = True
    """Whether the server can be reached."""
    sent: list[tuple[LeaseNumbers | OfflineRequest, str]] = field(default_factory=list[Any])
    failing: list[Exception] = field(default_factory=list[Exception])
    """What the next commands end with."""
    drained: int = 0

    def __post_init__(self) -> None:
        self.day = Day(self.hall)
        self.now: datetime = NINE
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.numbers.close()
        self.store.close()

    def _open(self) -> None:
        self.store = OfflineStore(self.folder / "K1.db")
        self.numbers = OfflineNumbers(self.store, "K1", self._send, self._count)

    def restart(self) -> None:
        """The kiosk's process ends and starts again."""
        self.__exit__()
        self._open()

    def connect(self) -> None:
        """The link is live: the kiosk hears the state and goes on."""
        self.is_up = True
        self.hear()
        self.numbers.go_on()
        self.hear()

    def hear(self) -> None:
        self.numbers.hear(self.day.hall, self.day.state, self.now)

    def take(
        self, item: str = "a1", document: Document | None = None, instead_of: str | None = None, **more: Any
    ) -> str:
        """A number without the server, with more of what a visitor may say."""
        request = IssueRequest(item=ItemCode(item), kiosk="K1", document=document, **more)
        answer = self.numbers.take(self.hall, request, self.now, instead_of)
        assert answer.ticket is not None
        assert answer.offline
        return answer.ticket.number

    @property
    def recorded(self) -> list[OfflineRequest]:
        """Numbers that the server was told of."""
        return [command for command, _ in self.sent if isinstance(command, OfflineRequest)]

    def _count(self) -> None:
        self.drained += 1

    def _send(self, command: LeaseNumbers | OfflineRequest, key: str) -> Future[Answer]:
        answer: Future[Answer] = Future()
        if not self.is_up:
            answer.set_exception(LinkError("link.down"))
            return answer
        self.sent.append((command, key))
        if self.failing:
            answer.set_exception(self.failing.pop(0))
            return answer
        if isinstance(command, LeaseNumbers):
            self.day.do(command)
            self.hear()
        answer.set_result(DONE)
        return answer
