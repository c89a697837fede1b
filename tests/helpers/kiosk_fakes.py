"""A server and devices that do what a test tells them, for the kiosk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from PySide6.QtCore import QTimer

from hallcall.client import Answer, Document, IssueRequest
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall, ItemCode, QueuePrefix
from hallcall.core.hot import first_page
from hallcall.core.identity import DocumentKind, Sex
from hallcall.core.tickets import Ticket, TicketId, TicketState
from hallcall.hal import Health, IdCard, JobState, PrintJob, Reason, Status
from hallcall.hal.document import Slip
from hallcall.hal.model import DeviceId
from hallcall.kiosk.model.devices import DeviceSignals
from hallcall.kiosk.model.server import OnAnswer, OnError, OnTicket, QueueFacts
from helpers.kiosk_hall import small_hall

NOW = datetime(2026, 11, 23, 9, 41, 8).astimezone()
"""A Monday morning in the hall's own time zone."""


def card_of(name: str = "王小明", number: str = "440301199001011234") -> IdCard:
    """A resident's card."""
    return IdCard(
        kind=DocumentKind.RESIDENT,
        name=name,
        sex=Sex.MALE,
        nation="汉",
        birth=date(1990, 1, 1),
        number=number,
        issuer="某局",
        valid_from=date(2020, 1, 1),
        valid_to=date(2040, 1, 1),
    )


@dataclass
class FakeServer:
    """Keeps tickets in a dict; answers in the next turn of the event loop, or not at all while ``down``."""

    hall: Hall = field(default_factory=small_hall)
    is_connected: bool = True
    is_outdated: bool = False
    """The server works by other hall files than the kiosk."""
    holds_numbers: bool = False
    """It gives numbers by itself while it is not connected."""
    down: bool = False
    """Nothing gets through: commands end with ``link.down``."""
    refusal: HallcallError | None = None
    """The next issue is refused with this."""
    silent: bool = False
    """Nothing is answered until ``let_go``."""
    facts: dict[str, QueueFacts] = field(default_factory=dict[str, QueueFacts])
    wait: WaitRange | None = field(default_factory=lambda: WaitRange(15, 25))
    ahead: int = 12
    phone: str | None = None
    requests: list[tuple[IssueRequest, str]] = field(default_factory=list[tuple[IssueRequest, str]])
    prints: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    reports: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list[tuple[str, str, tuple[str, ...]]])
    notices: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    goes_first: bool = False
    """Whoever takes a number is called sooner than others."""
    language_spoken: bool | None = None
    priorities: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    help_calls: list[str] = field(default_factory=list[str])
    advice: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    _answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    _live: dict[tuple[str, str], Ticket] = field(default_factory=dict[tuple[str, str], Ticket])
    _held: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    _on_change: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    missed: dict[str, Ticket] = field(default_factory=dict[str, Ticket])
    """Passed numbers that lie aside, by number of the document."""
    recalls: list[str] = field(default_factory=list[str])
    next_number: int = 23

    @property
    def first_page(self) -> tuple[ItemCode, ...]:
        return first_page(self.hall, ())

    def now(self) -> datetime:
        return NOW

    def subscribe(self, on_change: Callable[[], None]) -> None:
        self._on_change.append(on_change)

    def change(self) -> None:
        for told in self._on_change:
            told()

    def queue_facts(self, queue: QueuePrefix) -> QueueFacts:
        return self.facts.get(queue, QueueFacts(waiting=12, wait=WaitRange(15, 25), is_open=True))

    def ticket_url(self, token: str) -> str:
        return f"http://10.20.0.5:8750/t/{token}" if token else ""

    def issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.requests.append((request, key))
        self._later(lambda: self._issue(request, key, on_answer, on_error))

    def find_missed(self, document: Document, on_found: OnTicket) -> None:
        if not self.down and document.number in self.missed:
            self._later(lambda: on_found(self.missed[document.number]))

    def recall_me(self, ticket: TicketId, key: str, on_answer: OnAnswer, on_error: OnError) -> None:  # noqa: ARG002
        self.recalls.append(str(ticket))
        self._later(lambda: self._recall(ticket, on_answer, on_error))

    def _recall(self, ticket: TicketId, on_answer: OnAnswer, on_error: OnError) -> None:
        if self.down or self.refusal is not None:
            on_error(self.refusal or LinkError("link.down"))
            return
        held = next(one for one in self.missed.values() if one.id == ticket)
        back = replace(held, state=TicketState.WAITING, token="")
        self.missed = {number: one for number, one in self.missed.items() if one.id != ticket}
        on_answer(Answer(seq=500, repeated=False, events=("x-500",), ticket=back, ahead=3, wait=WaitRange(5, 10)))

    def miss(self, request: IssueRequest) -> Ticket:
        """A visitor has a number, and it was called in vain."""
        assert request.document is not None
        ticket = self._decide(request).ticket
        assert ticket is not None
        missed = replace(ticket, state=TicketState.PASSED, passes=1)
        self.missed[request.document.number] = self._live[request.document.number, request.item] = missed
        return missed

    def record_print(self, ticket: TicketId, reason: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.prints.append((str(ticket), reason))
        self._say(Answer(seq=413, repeated=False, events=()), on_answer, on_error)

    def choose_notice(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        self.notices.append((str(ticket), on))
        self._say(Answer(seq=414, repeated=False, events=()), on_answer, on_error)

    def choose_priority(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        self.priorities.append((str(ticket), on))
        self._say(Answer(seq=416, repeated=False, events=(), goes_first=on), on_answer, on_error)

    def call_staff(self, kiosk: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.help_calls.append(kiosk)
        self._say(Answer(seq=415, repeated=False, events=()), on_answer, on_error)

    def record_advice(self, kiosk: str, item: ItemCode, answer: AdviceAnswer) -> None:
        self.advice.append((kiosk, str(item), answer.value))

    def report_device(self, device: str, health: str, reasons: tuple[str, ...]) -> None:
        self.reports.append((device, health, reasons))

    def let_go(self) -> None:
        """Answer what was held back."""
        self.silent = False
        held, self._held = self._held, []
        for answer in held:
            answer()

    def _later(self, answer: Callable[[], None]) -> None:
        if self.silent:
            self._held.append(answer)
        else:
            QTimer.singleShot(0, answer)

    def _say(self, answer: Answer, on_answer: OnAnswer, on_error: OnError) -> None:
        self._later(lambda: on_error(LinkError("link.down")) if self.down else on_answer(answer))

    def _issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        if self.down:
            on_error(LinkError("link.down"))
            return
        if self.refusal is not None:
            on_error(self.refusal)
            return
        if key not in self._answers:
            self._answers[key] = self._decide(request)
        on_answer(self._answers[key])

    def _decide(self, request: IssueRequest) -> Answer:
        person = request.document.number if request.document is not None else ""
        held = self._live.get((person, request.item))
        if held is not None:
            prints = sum(1 for ticket, reason in self.prints if ticket == held.id and not reason)
            return Answer(
                seq=0, repeated=True, events=(), ticket=replace(held, prints=prints), ahead=3, wait=WaitRange(5, 10)
            )
        queue = self.hall.item_by_code[request.item].queue
        number = f"{queue}{self.next_number:03}"
        self.next_number += 1
        ticket = Ticket(
            id=TicketId(f"2026-11-23/{number}"),
            day=date(2026, 11, 23),
            number=number,
            origin=queue,
            seq=self.next_number,
            leg=1,
            queue=queue,
            item=request.item,
            state=TicketState.WAITING,
            since=NOW.astimezone(UTC),
            issued_at=NOW.astimezone(UTC),
            seniority=NOW.astimezone(UTC),
            kiosk=request.kiosk,
            token="Zk3v9Qw7Lm2Rt8Yp",
        )
        self._live[person, request.item] = ticket
        if self.holds_numbers and not self.is_connected:
            return Answer(seq=0, repeated=False, events=(), ticket=replace(ticket, token=""), offline=True)
        return Answer(
            seq=412,
            repeated=False,
            events=("x-412",),
            ticket=ticket,
            ahead=self.ahead,
            wait=self.wait,
            phone=self.phone,
            goes_first=self.goes_first,
            language_spoken=self.language_spoken,
        )

    @property
    def tickets(self) -> int:
        """Numbers given."""
        return len(self._live)


class FakeDevices(DeviceSignals):
    """A reader and a printer without wires."""

    def __init__(self) -> None:
        super().__init__()
        self.reader: Status | None = Status(health=Health.ONLINE, since=NOW)
        self.printer: Status | None = Status(health=Health.ONLINE, since=NOW)
        self.paper_dots = 576
        self.slips: list[tuple[Slip, str]] = []

    @property
    def signals(self) -> DeviceSignals:
        return self

    def statuses(self) -> dict[str, Status]:
        found = {"idcard": self.reader, "ticket": self.printer}
        return {device: status for device, status in found.items() if status is not None}

    def print_slip(self, slip: Slip, request_id: str) -> None:
        self.slips.append((slip, request_id))
        self.jobChanged.emit(PrintJob(request_id=request_id, device=DeviceId("ticket"), state=JobState.QUEUED))

    def finish(self, reason: str = "") -> None:
        """The last slip comes out, or fails for a reason."""
        state = JobState.FAILED if reason else JobState.CONFIRMED
        self.jobChanged.emit(
            PrintJob(request_id=self.slips[-1][1], device=DeviceId("ticket"), state=state, reason=reason)
        )

    def set_printer(self, health: Health, *reasons: Reason) -> None:
        self.printer = Status(health=health, reasons=frozenset(reasons), since=NOW)
        self.statusChanged.emit("ticket", self.printer)

    def set_reader(self, health: Health) -> None:
        self.reader = Status(health=health, since=NOW)
        self.statusChanged.emit("idcard", self.reader)
