"""Taking a number, or coming forward with one that was passed: one touch is one wish, whatever the network does."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from hallcall.client import Answer, CheckInRequest, Document, IssueRequest
from hallcall.core.booking.book import BookingCode
from hallcall.core.catalogue import ServiceItem
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.core.estimate import WaitRange
from hallcall.core.languages import Language
from hallcall.core.tickets import Need, Ticket, TicketId, TicketState
from hallcall.hal.document import Slip
from hallcall.kiosk.model.asking import Asking, Send
from hallcall.kiosk.model.places import Place, place_of
from hallcall.kiosk.model.routes import leg_rows, stays_of
from hallcall.kiosk.model.server import KioskServer, OnAnswer, OnError
from hallcall.kiosk.model.slip import PAPER_80_DOTS, SlipFacts, build_slip, slip_number_mask
from hallcall.ui.texts import ScreenTexts

__all__ = ["TicketFlow"]

_SOON_MIN = 5
_DEFER_BY = 3
"""Others that a visitor lets go first with one touch."""
_FIRST_ANSWERS_KEPT = 500


@dataclass(frozen=True, slots=True)
class _FirstAnswer:
    """What the first slip of a ticket said, so that a copy says the same. Nothing personal."""

    serial: int
    ahead: int | None
    wait: WaitRange | None
    offline: bool = False
    goes_first: bool = False
    """Told on a slip that was given without the server."""


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Who asks for a number, or to be called again."""

    document: Document | None
    missed: Ticket | None = None
    """The passed number that they come forward with."""
    language: Language = Language.ZH
    """In which they want to be served."""


class TicketFlow(QObject):
    """The number of the visitor in front of the screen."""

    changed = Signal()
    """Another ticket, or none any more."""
    busyChanged = Signal()
    """The server is being asked, or has answered."""
    issued = Signal()
    """The visitor has a number."""
    partnerAwaited = Signal()
    """They have checked in, and get it when their partner has."""
    refused = Signal(object)
    """They do not, because of this ``HallcallError``."""

    def __init__(
        self,
        server: KioskServer,
        texts: ScreenTexts,
        kiosk_id: str,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._asking = Asking(self, clock=clock)
        self._asking.changed.connect(self.busyChanged)
        self._asking.refused.connect(self.refused)
        self._answer: Answer | None = None
        self._document: Document | None = None
        self._asked = Language.ZH
        self._is_back = False
        self._is_looked_at = False
        """It was found by its slip, not by its holder's card."""
        self._defers = self._is_deferred = False
        self._copies = 0
        self._notify = False
        self._notify_failed = False
        self._goes_first = self._may_go_first = self._priority_failed = False
        self._first: OrderedDict[TicketId, _FirstAnswer] = OrderedDict()
        texts.languageChanged.connect(self.changed)

    # -- asking ----------------------------------------------------------------------------------------------------

    def ask(self, request: IssueRequest) -> bool:
        """Ask for a number; False when this touch came on the heels of another one."""
        if not self._asking.hears:
            return False

        def send(key: str, on_answer: OnAnswer, on_error: OnError) -> None:
            self._server.issue(request, key, on_answer, on_error)

        self._say(send, _Visitor(request.document, language=request.language))
        return True

    def come_forward(self, missed: Ticket, document: Document | None) -> None:
        """The visitor of a passed number is here and wants to be called again."""

        def send(key: str, on_answer: OnAnswer, on_error: OnError) -> None:
            self._server.recall_me(missed.id, key, on_answer, on_error)

        self._say(send, _Visitor(document, missed))

    def check_in(
        self,
        code: BookingCode,
        document: Document | None,
        needs: frozenset[Need] = frozenset(),
        *,
        digits: str = "",
    ) -> bool:
        """Turn a booking into a number; False when this touch came on the heels of another one.

        Args:
            code: of the booking.
            document: the visitor's.
            needs: what they said of themselves.
            digits: last places of their number, where they show no document.
        """
        if not self._asking.hears:
            return False
        request = CheckInRequest(code=code, kiosk=self._kiosk, document=document, needs=needs, digits=digits)

        def send(key: str, on_answer: OnAnswer, on_error: OnError) -> None:
            self._server.check_in(request, key, on_answer, on_error)

        self._say(send, _Visitor(document))
        return True

    def ask_again(self) -> bool:
        """Say the last wish once more, with its own key: it still gives one number only."""
        return self._asking.say_again()

    def _say(self, send: Send, visitor: _Visitor) -> None:
        self._asking.say(send, lambda answer: self._take(answer, visitor))

    def _take(self, answer: Answer, visitor: _Visitor) -> None:
        ticket = answer.ticket
        if ticket is None:
            self.partnerAwaited.emit()
            return
        if ticket.state is TicketState.PASSED:
            self.come_forward(ticket, visitor.document)
            return
        self._is_back = visitor.missed is not None
        if visitor.missed is not None:
            # The visitor's own page is told only with a number that is given, or looked for by its card.
            ticket = replace(ticket, token=visitor.missed.token)
            answer = replace(answer, ticket=ticket)
        self._answer, self._document, self._asked = answer, visitor.document, visitor.language
        if not self._is_back and ticket.id not in self._first and not answer.repeated:
            self._first[ticket.id] = _FirstAnswer(
                answer.seq, answer.ahead, answer.wait, answer.offline, goes_first=answer.goes_first is True
            )
            while len(self._first) > _FIRST_ANSWERS_KEPT:
                self._first.popitem(last=False)
        self._copies = ticket.prints
        self._notify = ticket.notify
        self._goes_first = answer.goes_first is True
        # Without the server nobody takes back what a visitor gives up.
        self._may_go_first = self._goes_first and not answer.offline
        self.changed.emit()
        self.issued.emit()

    def show(self, answer: Answer) -> None:
        """The number of a slip that was scanned: to look at and to print again, nothing that only its holder may do."""
        ticket = answer.ticket
        if ticket is None or self._asking.is_asking:
            return
        self._is_looked_at = True
        self._answer, self._document, self._asked = answer, None, Language.ZH
        self._copies, self._notify = ticket.prints, ticket.notify
        self._goes_first = self._may_go_first = False
        self.changed.emit()
        self.issued.emit()

    def wipe(self) -> None:
        """The visitor has gone; an answer that still comes is not theirs to see."""
        self._is_back = self._is_looked_at = False
        self._defers = self._is_deferred = False
        self._answer = self._document = None
        self._notify = self._notify_failed = False
        self._goes_first = self._may_go_first = self._priority_failed = False
        self._asking.forget()
        self.changed.emit()

    # -- what the slip needs ---------------------------------------------------------------------------------------

    @property
    def ticket(self) -> Ticket | None:
        """The visitor's ticket."""
        return self._answer.ticket if self._answer is not None else None

    @property
    def repeated(self) -> bool:
        """They held it already."""
        return self._answer is not None and (self._answer.repeated or self._is_back)

    @property
    def copies(self) -> int:
        """Slips of this ticket that have come out."""
        return self._copies

    def count_copy(self) -> None:
        """One more came out."""
        self._copies += 1
        self.changed.emit()

    def slip(self, paper_dots: int = PAPER_80_DOTS, *, copy: int = 1) -> Slip | None:
        """The slip of the visitor's ticket; a copy says what the first one said, and that it is a copy."""
        ticket, item, answer = self.ticket, self._item(), self._answer
        if ticket is None or item is None or answer is None:
            return None
        first = self._first.get(ticket.id) or _FirstAnswer(answer.seq, answer.ahead, answer.wait)
        document = self._document
        facts = SlipFacts(
            hall=self._server.hall,
            item=item,
            stays=stays_of(ticket),
            leg=ticket.leg,
            number=ticket.number,
            ahead=first.ahead,
            wait=first.wait,
            issued_at=local_time(self._server.hall, ticket.issued_at),
            serial=first.serial,
            kiosk_id=self._kiosk,
            url=self._server.ticket_url(ticket.token),
            masked_document=slip_number_mask(document.number) if document is not None else "",
            verified=document is not None and document.verified,
            copy=copy,
            offline=first.offline,
            goes_first=first.goes_first,
        )
        return build_slip(facts, paper_dots or PAPER_80_DOTS)

    # -- messages --------------------------------------------------------------------------------------------------

    def toggle_notice(self) -> None:
        """Turn messages on or off; the tick follows the server's answer."""
        ticket, wanted = self.ticket, not self._notify
        if ticket is None:
            return

        def done(_: Answer) -> None:
            if self.ticket is not None and self.ticket.id == ticket.id:
                self._notify, self._notify_failed = wanted, False
                self.changed.emit()

        def failed(_: HallcallError) -> None:
            if self.ticket is not None and self.ticket.id == ticket.id:
                self._notify_failed = True
                self.changed.emit()

        self._server.choose_notice(ticket.id, on=wanted, on_answer=done, on_error=failed)

    def toggle_priority(self) -> None:
        """Give up being called sooner, or take it back; the tick follows the server's answer."""
        ticket, wanted = self.ticket, not self._goes_first
        if ticket is None or not self._may_go_first:
            return

        def done(answer: Answer) -> None:
            if self.ticket is not None and self.ticket.id == ticket.id:
                self._goes_first, self._priority_failed = answer.goes_first is True, False
                self.changed.emit()

        def failed(_: HallcallError) -> None:
            if self.ticket is not None and self.ticket.id == ticket.id:
                self._priority_failed = True
                self.changed.emit()

        self._server.choose_priority(ticket.id, on=wanted, on_answer=done, on_error=failed)

    # -- letting others go first -----------------------------------------------------------------------------------

    def defer(self) -> None:
        """Let some others go first; the page follows the server's answer."""
        ticket = self.ticket
        if ticket is None or not self._can_defer():
            return
        self._defers = True
        self.changed.emit()

        def done(answer: Answer) -> None:
            if self._answer is not None and self.ticket is not None and self.ticket.id == ticket.id:
                held = replace(ticket, own_defers=ticket.own_defers + 1)
                self._answer = replace(self._answer, ticket=held, ahead=answer.ahead, wait=answer.wait)
                self._is_deferred, self._defers = True, False
                self.changed.emit()

        def failed(_: HallcallError) -> None:
            # The button goes: whatever the reason, the number waits where it did.
            self._defers = self.ticket is not None and self.ticket.id == ticket.id
            self.changed.emit()

        self._server.defer(ticket.id, self._defer_by(), done, failed)

    def _can_defer(self) -> bool:
        ticket, rules = self.ticket, self._server.hall.rules.passing
        if ticket is None or not self.repeated or self._is_back or self._is_looked_at or self._defers:
            return False
        return ticket.state is TicketState.WAITING and ticket.own_defers < rules.own_defers

    def _defer_by(self) -> int:
        return min(_DEFER_BY, self._server.hall.rules.passing.own_defer_most)

    # -- for QML ---------------------------------------------------------------------------------------------------

    def _item(self) -> ServiceItem | None:
        ticket = self.ticket
        return self._server.hall.item_by_code.get(ticket.item) if ticket is not None and ticket.item else None

    def _place(self) -> Place | None:
        ticket = self.ticket
        return place_of(self._server.hall, ticket.queue, self._kiosk) if ticket is not None else None

    def _language(self) -> str:
        return self._texts.get_language()

    def _get_number(self) -> str:
        return self.ticket.number if self.ticket is not None else ""

    def _get_item_name(self) -> str:
        item, ticket = self._item(), self.ticket
        if ticket is not None and len(ticket.items) > 1:
            return self._texts.text("plan-title", count=len(ticket.items))
        return item.name.full(self._language()) if item is not None else ""

    def _get_ahead(self) -> str:
        ahead = self._answer.ahead if self._answer is not None else None
        return str(ahead) if ahead is not None else ""

    def _get_minutes(self) -> str:
        wait = self._answer.wait if self._answer is not None else None
        if wait is None:
            return ""
        return f"{wait.low_min}–{wait.high_min}"

    def _get_soon(self) -> bool:
        wait = self._answer.wait if self._answer is not None else None
        return wait is not None and wait.high_min <= _SOON_MIN

    def _get_place_text(self) -> str:
        place = self._place()
        return self._texts.text("place", floor=place.floor, zone=place.zone) if place is not None else ""

    def _get_way(self) -> str:
        place = self._place()
        if place is None:
            return ""
        way = place.way(self._language())
        if way or not place.other_floor:
            return way
        return self._texts.text("ticket-other-floor", floor=place.floor)

    def _get_call_line(self) -> str:
        place = self._place()
        if place is None:
            return ""
        counters = place.counters(self._language())
        if counters and self._answer is not None and self._answer.language_spoken is False:
            language = self._texts.text(f"needs-speak-{self._asked.value}")
            return self._texts.text("ticket-call-line-language", counters=counters, language=language)
        return self._texts.text("ticket-call-line" if counters else "ticket-call-line-screen", counters=counters)

    def _get_legs(self) -> list[dict[str, Any]]:
        """The stays that are left, for who came for several items."""
        ticket = self.ticket
        if ticket is None or len(ticket.items) == 1:
            return []
        return leg_rows(self._server.hall, self._texts, stays_of(ticket), self._kiosk, first=ticket.leg)

    def _get_other_floor(self) -> bool:
        place = self._place()
        return place is not None and place.other_floor

    def _get_url(self) -> str:
        return self._server.ticket_url(self.ticket.token) if self.ticket is not None else ""

    def _get_phone(self) -> str:
        return (self._answer.phone or "") if self._answer is not None else ""

    def _get_offline(self) -> bool:
        return self._answer is not None and self._answer.offline

    def _get_repeated(self) -> bool:
        return self.repeated

    def _get_is_back(self) -> bool:
        return self._is_back

    def _get_defer_by(self) -> int:
        return self._defer_by() if self._can_defer() else 0

    def _get_is_deferred(self) -> bool:
        return self._is_deferred

    def _get_notify(self) -> bool:
        return self._notify

    def _get_notify_failed(self) -> bool:
        return self._notify_failed

    def _get_may_go_first(self) -> bool:
        return self._may_go_first

    def _get_goes_first(self) -> bool:
        return self._goes_first

    def _get_priority_failed(self) -> bool:
        return self._priority_failed

    def _get_busy(self) -> bool:
        return self._asking.is_asking

    def _get_slow(self) -> bool:
        return self._asking.is_slow

    number = Property(str, _get_number, notify=changed)
    itemName = Property(str, _get_item_name, notify=changed)
    ahead = Property(str, _get_ahead, notify=changed)
    """People before the visitor; empty when not known."""
    minutes = Property(str, _get_minutes, notify=changed)
    """``15–25``; empty when not known."""
    soon = Property(bool, _get_soon, notify=changed)
    """The wait is too short for a number."""
    placeText = Property(str, _get_place_text, notify=changed)
    way = Property(str, _get_way, notify=changed)
    callLine = Property(str, _get_call_line, notify=changed)
    legs = Property(list, _get_legs, notify=changed)
    """The stays of a number for several items, the present one first; empty for a number with one item."""
    otherFloor = Property(bool, _get_other_floor, notify=changed)
    url = Property(str, _get_url, notify=changed)
    phone = Property(str, _get_phone, notify=changed)
    """Masked number for messages; empty when none is known."""
    offline = Property(bool, _get_offline, notify=changed)
    """This kiosk gave it by itself: nobody knows yet how many are before it."""
    alreadyHeld = Property(bool, _get_repeated, notify=changed)
    isBack = Property(bool, _get_is_back, notify=changed)
    """They came forward after their number was passed, and wait again."""
    deferBy = Property(int, _get_defer_by, notify=changed)
    """So many others can be let go first by a touch; 0 when none can."""
    isDeferred = Property(bool, _get_is_deferred, notify=changed)
    """Others were let go first."""
    notify = Property(bool, _get_notify, notify=changed)
    notifyFailed = Property(bool, _get_notify_failed, notify=changed)
    mayGoFirst = Property(bool, _get_may_go_first, notify=changed)
    """The hall calls this visitor sooner than others, if they like."""
    goesFirst = Property(bool, _get_goes_first, notify=changed)
    priorityFailed = Property(bool, _get_priority_failed, notify=changed)
    busy = Property(bool, _get_busy, notify=busyChanged)
    """The server is being asked."""
    slow = Property(bool, _get_slow, notify=busyChanged)
    """It has been for so long that the screen says so."""
