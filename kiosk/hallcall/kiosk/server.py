"""``KioskServer`` over the real link: the state it keeps, the commands it sends, what it owes while it is down."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from hallcall.client import (
    Answer,
    BookingHolder,
    BookingRequest,
    CheckInRequest,
    DaySlots,
    Document,
    IssueRequest,
    LinkState,
    VisitorBookings,
    new_key,
)
from hallcall.client.evacuation import OWN_ALARM_MS, EvacuationMemory
from hallcall.core.booking.book import BookingCode
from hallcall.core.commands import (
    AdviceAnswer,
    AskForHelp,
    CancelBooking,
    ChangeBooking,
    ChooseNotice,
    ChoosePriority,
    DeferTicket,
    RecallMe,
    RecordAdvice,
    RecordPrint,
    ReportDevice,
)
from hallcall.core.days import local_time
from hallcall.core.errors import ConfigError, HallcallError, LinkError, Refused
from hallcall.core.hall import Hall
from hallcall.core.hot import first_page
from hallcall.core.languages import Language
from hallcall.core.route import Start, plan_route, roughly_waits_s
from hallcall.core.snapshot import Emergency
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, TicketId, TicketState, Visit
from hallcall.kiosk.model.server import OnAnswer, OnBookings, OnError, OnHolder, OnSlots, OnTicket, QueueFacts
from hallcall.kiosk.standby import Standby
from hallcall.ui.link import LinkBridge

__all__ = ["LinkedServer"]

STALE_S = 30.0
"""Counts and waits older than this are not told any more. Source: design rule of the hall's screens."""
_OWED_KEPT = 200


@dataclass(frozen=True, slots=True)
class _Owed:
    """A report that the server has not heard yet; sent again with its own key."""

    command: RecordPrint
    key: str
    on_answer: OnAnswer
    on_error: OnError


class LinkedServer(QObject):
    """The hall's server as one kiosk sees it. Needs ``bridge.hall``: make it after the hall was taken."""

    ownAlarmChanged = Signal()
    """This machine's own contact says that people must leave, or says so no more."""

    def __init__(
        self,
        bridge: LinkBridge,
        public_url: str,
        parent: QObject | None = None,
        *,
        standby: Standby | None = None,
        evacuation: EvacuationMemory | None = None,
    ) -> None:
        """Listen to the link.

        Args:
            bridge: the link, after it has taken the hall.
            public_url: where visitors' phones reach their own pages.
            parent: owner in Qt.
            standby: gives numbers when the server is away; None gives none.
            evacuation: remembers whether people must leave; None forgets it with the process.
        """
        super().__init__(parent)
        self._evacuation = evacuation or EvacuationMemory()
        self._own_alarm = QTimer(self, interval=OWN_ALARM_MS)
        self._own_alarm.timeout.connect(self._look_here)
        self._own_alarm.start()
        self._standby = standby
        self._bridge = bridge
        self._public_url = public_url.rstrip("/")
        self._owed: deque[_Owed] = deque(maxlen=_OWED_KEPT)
        self._untold: dict[str, ReportDevice] = {}
        """By device, the report that follows the one under way."""
        self._telling: set[str] = set()
        """Devices of which a report is under way."""
        if standby is None:
            bridge.linkChanged.connect(self._send_owed)
        else:
            # A slip is told after its number.
            standby.drained.connect(self._send_owed)

    @property
    def hall(self) -> Hall:
        """The hall.

        Raises:
            ConfigError: ``config.missing`` before the server was reached once.
        """
        if self._bridge.hall is None:
            raise ConfigError("config.missing", file="hall")
        return self._bridge.hall

    @property
    def is_connected(self) -> bool:
        """Whether the link is up, or about to be for the first time."""
        return self._bridge.status.state is not LinkState.LOST

    @property
    def is_outdated(self) -> bool:
        """Whether the server works by other hall files than this kiosk."""
        return self._bridge.status.is_outdated

    @property
    def holds_numbers(self) -> bool:
        """Whether this kiosk has numbers of its own left."""
        return self._standby is not None and self._standby.holds_numbers

    @property
    def emergency(self) -> Emergency | None:
        """Whether people must leave the building, as heard last; before the server was heard, as it was kept."""
        self._evacuation.hear(self._bridge.state)
        return self._evacuation.emergency

    @property
    def first_page(self) -> tuple[ItemCode, ...]:
        """Items of the first page today: those the server has learned, or the hall's own choice."""
        return first_page(self.hall, self._bridge.state.hot_items)

    def now(self) -> datetime:
        """The hall's local time, by the server's clock."""
        return local_time(self.hall, self._bridge.now())

    def subscribe(self, on_change: Callable[[], None]) -> None:
        """Call ``on_change`` whenever queue facts or the link have changed."""

        def told(_: object) -> None:
            on_change()

        self._bridge.changed.connect(told)
        self._bridge.linkChanged.connect(told)
        self._bridge.snapshotTaken.connect(on_change)
        self._bridge.waitsChanged.connect(on_change)
        self._bridge.hallTaken.connect(on_change)
        self.ownAlarmChanged.connect(on_change)

    def _look_here(self) -> None:
        if self._evacuation.look_here():
            self.ownAlarmChanged.emit()

    def queue_facts(self, queue: QueuePrefix) -> QueueFacts:
        """How a queue stands now, from the state last heard."""
        hall, state, now = self.hall, self._bridge.state, self.now()
        opens: datetime | None = None
        try:
            is_open = hall.is_queue_open(queue, now.date(), now.time())
            if not is_open:
                calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
                opens = calendar.next_opening(now, hall.holidays)
        except Refused:
            is_open = False
        closure = state.closed.get(queue) if is_open else None
        facts = QueueFacts(waiting=None, wait=None, is_open=is_open and closure is None, opens=opens, closure=closure)
        if self._is_stale():
            return facts
        return replace(facts, waiting=len(state.waiting.get(queue, {})), wait=self._bridge.waits.get(queue))

    def languages(self) -> frozenset[Language]:
        """Languages beside Mandarin that somebody on duty serves in now."""
        queues, state = self.hall.queue_by_prefix, self._bridge.state
        spoken = (one for one in Language if any(state.is_spoken(one, queue) for queue in queues))
        return frozenset(spoken) - {Language.ZH}

    def plan(self, items: Sequence[ItemCode], kiosk: str, needs: frozenset[Need]) -> tuple[Visit, ...]:
        """The route that one number for these items would have now: the server's own planning, of the same facts."""
        waits_s = roughly_waits_s(self.hall, self._bridge.state)
        return plan_route(self.hall, items, Start(kiosk=kiosk, needs=needs), waits_s)

    def ticket_url(self, token: str) -> str:
        """The visitor's own page."""
        return f"{self._public_url}/t/{token}" if token else ""

    def issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask for a number."""
        if self._standby is None:
            self._bridge.send(request, on_answer, on_error, key=key)
        else:
            self._standby.ask(request, key, on_answer, on_error)

    def find_ticket(self, token: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Look for the live number of a slip whose code was scanned."""
        self._bridge.watch(self._bridge.link.ticket_of(token), on_answer, on_error)

    def find_missed(self, document: Document, on_found: OnTicket) -> None:
        """Look for a number of this visitor that was passed and lies aside."""

        def found(answers: list[Answer]) -> None:
            held = (answer.ticket for answer in answers if answer.ticket is not None)
            missed = next((ticket for ticket in held if ticket.state is TicketState.PASSED), None)
            if missed is not None:
                on_found(missed)

        if self.is_connected:
            self._bridge.watch(self._bridge.link.live_tickets(document), found, _unheard)

    def recall_me(self, ticket: TicketId, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Let a passed number back into the line."""
        self._bridge.send(RecallMe(ticket=ticket), on_answer, on_error, key=key)

    def bookings(self, document: Document, on_bookings: OnBookings, on_error: OnError) -> None:
        """Ask for the bookings of a card, and the places kept for it."""
        body = {"document": msgspec.to_builtins(document)}

        def told(answer: object) -> None:
            on_bookings(msgspec.convert(answer, VisitorBookings))

        self._bridge.watch(self._bridge.link.request("POST", "/v1/visitor/bookings", body), told, on_error)

    def booking_holder(self, code: BookingCode, on_holder: OnHolder, on_error: OnError) -> None:
        """Ask whose a booking is."""

        def told(answer: object) -> None:
            on_holder(msgspec.convert(answer, BookingHolder))

        asked = self._bridge.link.request("POST", "/v1/visitor/booking", {"code": str(code)})
        self._bridge.watch(asked, told, on_error)

    def slots(self, queue: QueuePrefix, day: date | None, on_slots: OnSlots, on_error: OnError) -> None:
        """Ask how full the slots of a queue are on a day."""
        asked = {"queue": str(queue)} | ({"day": day.isoformat()} if day is not None else {})

        def told(answer: object) -> None:
            on_slots(msgspec.convert(answer, DaySlots))

        self._bridge.watch(self._bridge.link.request("GET", f"/v1/slots?{urlencode(asked)}", None), told, on_error)

    def book(self, request: BookingRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask for an appointment."""
        self._bridge.send(request, on_answer, on_error, key=key)

    def change_booking(
        self, code: BookingCode, start: datetime, key: str, on_answer: OnAnswer, on_error: OnError
    ) -> None:
        """Move a booking to another slot."""
        self._bridge.send(ChangeBooking(code=code, slot=start), on_answer, on_error, key=key)

    def cancel_booking(self, code: BookingCode, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Give a booking up."""
        self._bridge.send(CancelBooking(code=code), on_answer, on_error, key=key)

    def check_in(self, request: CheckInRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Turn a booking into a number."""
        self._bridge.send(request, on_answer, on_error, key=key)

    def defer(self, ticket: TicketId, by: int, on_answer: OnAnswer, on_error: OnError) -> None:
        """Let others go before a waiting number."""
        self._bridge.send(DeferTicket(ticket=ticket, by=by), on_answer, on_error)

    def record_print(self, ticket: TicketId, reason: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Tell how a slip ended; when the server is away, as soon as it is back."""
        self._report(RecordPrint(ticket=ticket, ok=not reason, reason=reason), on_answer, on_error)

    def decline_slip(self, ticket: TicketId) -> None:
        """Tell that the visitor goes without a slip; when the server is away, as soon as it is back."""
        self._report(RecordPrint(ticket=ticket, ok=False, wanted=False), _heard, _unheard)

    def _report(self, command: RecordPrint, on_answer: OnAnswer, on_error: OnError) -> None:
        owed = _Owed(command, new_key(), on_answer, on_error)
        if self._standby is not None and self._standby.owes:
            self._owed.append(owed)
        else:
            self._tell(owed)

    def choose_notice(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        """Turn messages for a ticket on or off."""
        self._bridge.send(ChooseNotice(ticket=ticket, on=on), on_answer, on_error)

    def record_advice(self, kiosk: str, item: ItemCode, answer: AdviceAnswer) -> None:
        """Tell how the advice to use a phone was answered; what does not get through is forgotten."""
        self._bridge.send(RecordAdvice(kiosk=kiosk, item=item, answer=answer), _heard, _unheard)

    def choose_priority(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        """Give up being called sooner than others, or take it back."""
        self._bridge.send(ChoosePriority(ticket=ticket, on=on), on_answer, on_error)

    def call_staff(self, kiosk: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask a person to come to this kiosk."""
        self._bridge.send(AskForHelp(kiosk=kiosk), on_answer, on_error)

    def report_device(self, device: str, health: str, reasons: tuple[str, ...]) -> None:
        """Tell the state of a device. A report that is lost is followed by the next one.

        One at a time: while the server is away reports are sent again, and an older one must not arrive last.
        """
        self._untold[device] = ReportDevice(device=device, health=health, reasons=reasons)
        if device not in self._telling:
            self._tell_device(device)

    def _tell_device(self, device: str) -> None:
        report = self._untold.pop(device, None)
        if report is None:
            self._telling.discard(device)
            return

        def over(_: object) -> None:
            self._tell_device(device)

        self._telling.add(device)
        self._bridge.send(report, over, over)

    def _is_stale(self) -> bool:
        heard = self._bridge.heard_at
        return heard is None or (not self.is_connected and time.monotonic() - heard > STALE_S)

    def _tell(self, owed: _Owed) -> None:
        def failed(error: HallcallError) -> None:
            if isinstance(error, LinkError):
                self._owed.append(owed)
            else:
                owed.on_error(error)

        self._bridge.send(owed.command, owed.on_answer, failed, key=owed.key)

    def _send_owed(self, _: object = None) -> None:
        if self._bridge.status.state is LinkState.LIVE:
            owed, self._owed = self._owed, deque(maxlen=_OWED_KEPT)
            for report in owed:
                self._tell(report)


def _heard(_: Answer) -> None:
    """The server knows."""


def _unheard(_: HallcallError) -> None:
    """It will hear the next report; a visitor whose number is not found goes on as everybody."""
