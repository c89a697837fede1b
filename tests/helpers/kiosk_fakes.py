"""A server and devices that do what a test tells them, for the kiosk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer

from hallcall.client import (
    Answer,
    BookingFacts,
    BookingHolder,
    BookingRequest,
    CheckInRequest,
    DaySlots,
    Document,
    IssueRequest,
    OfferFacts,
    VisitorBookings,
)
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.booking.limits import bookable_days, slots_left
from hallcall.core.booking.slots import Fill, SlotView, open_days
from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError, LinkError, Refused
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.hot import first_page
from hallcall.core.identity import DocumentKind, Sex
from hallcall.core.languages import Language
from hallcall.core.route import Start, plan_route
from hallcall.core.situation import Situation
from hallcall.core.snapshot import Emergency
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, Ticket, TicketId, TicketState, Visit
from hallcall.hal import Health, IdCard, Job, JobState, Reason, Status
from hallcall.hal.document import Slip
from hallcall.hal.model import DeviceId
from hallcall.kiosk.model.devices import DeviceSignals
from hallcall.kiosk.model.server import OnAnswer, OnBookings, OnError, OnHolder, OnSlots, OnTicket, QueueFacts
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
    emergency: Emergency | None = None
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
    booked: dict[str, list[BookingFacts]] = field(default_factory=dict[str, "list[BookingFacts]"])
    """By number of the card."""
    offers: dict[str, list[OfferFacts]] = field(default_factory=dict[str, "list[OfferFacts]"])
    """Places kept for the waiting list, by number of the card."""
    taken: dict[datetime, int] = field(default_factory=dict[datetime, int])
    """Booked places by the beginning of the slot; more than there are is full."""
    offers_today: bool = False
    """What is left of today can be booked; else days begin tomorrow."""
    told_at: datetime | None = None
    """When the figures of the slots were true; None is now."""
    slots_asked: int = 0
    waiting: list[BookingRequest] = field(default_factory=list[BookingRequest])
    moves: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])
    holders_asked: list[str] = field(default_factory=list[str])
    digits: str = ""
    """Last places of the number of whoever has the booking that is checked in without a card."""
    cancels: list[str] = field(default_factory=list[str])
    partner_missing: bool = False
    books: list[tuple[BookingRequest, str]] = field(default_factory=list[tuple[BookingRequest, str]])
    book_refusal: HallcallError | None = None
    scanned: list[str] = field(default_factory=list[str])
    """Tokens that were looked up."""
    check_ins: list[tuple[CheckInRequest, str]] = field(default_factory=list[tuple[CheckInRequest, str]])
    requests: list[tuple[IssueRequest, str]] = field(default_factory=list[tuple[IssueRequest, str]])
    prints: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    declined: list[str] = field(default_factory=list[str])
    reports: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list[tuple[str, str, tuple[str, ...]]])
    notices: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    goes_first: bool = False
    """Whoever takes a number is called sooner than others."""
    language_spoken: bool | None = None
    priorities: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    spoken: frozenset[Language] = frozenset()
    """Languages beside Mandarin of those on duty."""
    help_calls: list[str] = field(default_factory=list[str])
    advice: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    _answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    _live: dict[tuple[str, str], Ticket] = field(default_factory=dict[tuple[str, str], Ticket])
    _held: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    _on_change: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    missed: dict[str, Ticket] = field(default_factory=dict[str, Ticket])
    """Passed numbers that lie aside, by number of the document."""
    recalls: list[str] = field(default_factory=list[str])
    defers: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
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

    def languages(self) -> frozenset[Language]:
        return self.spoken

    def plan(self, items: Sequence[ItemCode], kiosk: str, needs: frozenset[Need]) -> tuple[Visit, ...]:
        return plan_route(self.hall, items, Start(kiosk=kiosk, needs=needs), {})

    def ticket_url(self, token: str) -> str:
        return f"http://10.20.0.5:8750/t/{token}" if token else ""

    def issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.requests.append((request, key))
        self._later(lambda: self._issue(request, key, on_answer, on_error))

    def find_ticket(self, token: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.scanned.append(token)
        ticket = next((one for one in self._live.values() if one.token == token), None)
        if ticket is None:
            self._later(lambda: on_error(LinkError("link.down") if self.down else Refused("ticket.unknown")))
            return
        prints = sum(1 for held, reason in self.prints if held == ticket.id and not reason)
        found = Answer(seq=0, repeated=True, events=(), ticket=replace(ticket, prints=prints), ahead=3, wait=self.wait)
        self._say(found, on_answer, on_error)

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

    def bookings(self, document: Document, on_bookings: OnBookings, on_error: OnError) -> None:
        found = VisitorBookings(
            bookings=tuple(self.booked.get(document.number, ())), offers=tuple(self.offers.get(document.number, ()))
        )
        self._later(lambda: on_error(LinkError("link.down")) if self.down else on_bookings(found))

    def booking_holder(self, code: BookingCode, on_holder: OnHolder, on_error: OnError) -> None:
        self.holders_asked.append(str(code))
        held = [one for mine in self.booked.values() for one in mine if one.code == code]

        def answer() -> None:
            if self.down:
                on_error(LinkError("link.down"))
            elif not held:
                on_error(Refused("booking.unknown"))
            else:
                on_holder(BookingHolder(booking=held[0], names=("王*明",)))

        self._later(answer)

    def slots(self, queue: QueuePrefix, day: date | None, on_slots: OnSlots, on_error: OnError) -> None:
        self.slots_asked += 1
        at = Situation(self.hall, HallState(), NOW, FirstComeFirstServed())
        closure = self.queue_facts(queue).closure
        if closure is not None:
            at.state.closed[queue] = closure
        later = tuple(open_days(self.hall, queue, NOW.date(), self.hall.rules.booking.window_days))
        days = tuple(bookable_days(at, queue)) if self.offers_today else later
        asked = day or days[0]
        views = tuple(
            SlotView(slot=slot, free=free, fill=Fill.FULL if not free else Fill.PART if taken else Fill.FREE)
            for slot in slots_left(at, queue, asked)
            for taken in [self.taken.get(slot.start, 0)]
            for free in [max(slot.capacity.places - taken, 0)]
        )
        told = DaySlots(queue=queue, day=asked, days=days, at=self.told_at or self.now(), slots=views, closure=closure)
        self._later(lambda: on_error(LinkError("link.down")) if self.down else on_slots(told))

    def book(self, request: BookingRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.books.append((request, key))
        if self.book_refusal is not None:
            refusal, self.book_refusal = self.book_refusal, None
            self._later(lambda: on_error(refusal))
            return
        if request.or_wait:
            self.waiting.append(request)
            self._say(Answer(seq=418, repeated=False, events=()), on_answer, on_error)
            return
        start = request.slot or NOW.replace(minute=0, second=0) + timedelta(hours=1)
        booking = self._booking(BookingCode("49192208"), request.item, start, parties=2 if request.partner else 1)
        self._say(Answer(seq=417, repeated=False, events=(), booking=booking), on_answer, on_error)

    def change_booking(
        self, code: BookingCode, start: datetime, key: str, on_answer: OnAnswer, on_error: OnError
    ) -> None:
        self.moves.append((code, start))
        assert key
        self._told_of(code, start, BookingState.BOOKED, on_answer, on_error)

    def cancel_booking(self, code: BookingCode, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.cancels.append(code)
        assert key
        self._told_of(code, None, BookingState.CANCELLED, on_answer, on_error)

    def _told_of(
        self, code: str, start: datetime | None, state: BookingState, on_answer: OnAnswer, on_error: OnError
    ) -> None:
        if self.book_refusal is not None:
            refusal, self.book_refusal = self.book_refusal, None
            self._later(lambda: on_error(refusal))
            return
        held = next(one for mine in self.booked.values() for one in mine if one.code == code)
        now = self._booking(held.code, held.item, start or held.start, parties=held.parties, state=state)
        self._say(Answer(seq=419, repeated=False, events=(), booking=now), on_answer, on_error)

    def _booking(self, code: BookingCode, item: ItemCode, start: datetime, **more: Any) -> BookingFacts:
        facts: dict[str, Any] = {"state": BookingState.BOOKED, "parties": 1, "arrived": 0, **more}
        return BookingFacts(
            code=code,
            item=item,
            queue=self.hall.item_by_code[item].queue,
            start=start,
            check_in_from=start - timedelta(minutes=30),
            check_in_until=start + timedelta(minutes=15),
            free_until=start - timedelta(hours=2),
            **facts,
        )

    def check_in(self, request: CheckInRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.check_ins.append((request, key))
        if request.digits and request.digits != self.digits:
            self._later(lambda: on_error(Refused("booking.wrong_digits")))
            return
        if self.partner_missing:
            self._say(Answer(seq=416, repeated=False, events=()), on_answer, on_error)
            return
        wish = IssueRequest(item=self.hall.items[0].code, kiosk=request.kiosk, document=request.document)
        self._later(lambda: self._issue(wish, key, on_answer, on_error))

    def defer(self, ticket: TicketId, by: int, on_answer: OnAnswer, on_error: OnError) -> None:
        self.defers.append((str(ticket), by))
        self._say(Answer(seq=600, repeated=False, events=("x-600",), ahead=3 + by, wait=self.wait), on_answer, on_error)

    def record_print(self, ticket: TicketId, reason: str, on_answer: OnAnswer, on_error: OnError) -> None:
        self.prints.append((str(ticket), reason))
        self._say(Answer(seq=413, repeated=False, events=()), on_answer, on_error)

    def decline_slip(self, ticket: TicketId) -> None:
        self.declined.append(str(ticket))

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
                seq=0,
                repeated=True,
                events=(),
                ticket=replace(held, prints=prints),
                ahead=3,
                wait=WaitRange(5, 10),
                phone=self.phone,
            )
        start = Start(kiosk=request.kiosk, needs=request.needs)
        stay, *then = plan_route(self.hall, (request.item, *request.more), start, {})
        queue = stay.queue
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
            item=stay.items[0],
            together=stay.items[1:],
            then=tuple(then),
            quantity=request.quantity,
            state=TicketState.WAITING,
            since=NOW.astimezone(UTC),
            issued_at=NOW.astimezone(UTC),
            seniority=NOW.astimezone(UTC),
            kiosk=request.kiosk,
            token="Zk3v9Qw7Lm2Rt8Yp",
        )
        self._live[person, request.item] = ticket
        if self.holds_numbers and not self.is_connected:
            return Answer(
                seq=0,
                repeated=False,
                events=(),
                ticket=replace(ticket, token=""),
                goes_first=self.goes_first,
                offline=True,
            )
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
        self.scanner: Status | None = None
        self.paper_dots = 576
        self.slips: list[tuple[Slip, str]] = []
        self.can_read_aloud = False
        self.read: list[tuple[str, Language]] = []
        self._reading = ""

    @property
    def signals(self) -> DeviceSignals:
        return self

    def statuses(self) -> dict[str, Status]:
        found = {"idcard": self.reader, "ticket": self.printer}
        return {device: status for device, status in found.items() if status is not None}

    def print_slip(self, slip: Slip, request_id: str) -> None:
        self.slips.append((slip, request_id))
        self.jobChanged.emit(Job(request_id=request_id, device=DeviceId("ticket"), state=JobState.QUEUED))

    def read_aloud(self, job: str, text: str, language: Language) -> None:
        self.read.append((text, language))
        self._reading = job

    def end_reading(self) -> None:
        """The sentence was heard to its end."""
        self.readEnded.emit(self._reading)

    def plug_headphones(self) -> None:
        self.can_read_aloud = True
        self.statusChanged.emit("headphones", Status(health=Health.ONLINE, since=NOW))

    def finish(self, reason: str = "") -> None:
        """The last slip comes out, or fails for a reason."""
        state = JobState.FAILED if reason else JobState.CONFIRMED
        self.jobChanged.emit(Job(request_id=self.slips[-1][1], device=DeviceId("ticket"), state=state, reason=reason))

    def set_printer(self, health: Health, *reasons: Reason) -> None:
        self.printer = Status(health=health, reasons=frozenset(reasons), since=NOW)
        self.statusChanged.emit("ticket", self.printer)

    def set_reader(self, health: Health) -> None:
        self.reader = Status(health=health, since=NOW)
        self.statusChanged.emit("idcard", self.reader)


def booking_of(server: FakeServer, card: IdCard, minutes: float, **more: Any) -> BookingFacts:
    """A booking of a card that begins so many minutes from now."""
    item = server.hall.items[0]
    mine = server.booked.setdefault(card.number, [])
    start = NOW + timedelta(minutes=minutes)
    facts: dict[str, Any] = {
        "code": BookingCode(f"{len(mine):08}"),
        "item": item.code,
        "queue": item.queue,
        "start": start,
        "check_in_from": start - timedelta(minutes=30),
        "check_in_until": start + timedelta(minutes=15),
        "free_until": start - timedelta(hours=2),
        "state": BookingState.BOOKED,
        "parties": 1,
        "arrived": 0,
        **more,
    }
    mine.append(BookingFacts(**facts))
    return mine[-1]


class FakeLocker:
    """A locker that does what a test tells it."""

    def __init__(self) -> None:
        self.works = True
        self.asked: list[tuple[int, tuple[str, ...]]] = []
        self.open: Callable[[], None] = lambda: None
        self.done: Callable[[], None] = lambda: None
        self.fail: Callable[[HallcallError], None] = lambda _: None

    def fetch(
        self,
        box: int,
        codes: tuple[str, ...],
        on_open: Callable[[], None],
        on_done: Callable[[], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        self.asked.append((box, codes))
        self.open, self.done, self.fail = on_open, on_done, on_error
