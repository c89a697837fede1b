"""The kiosk as its pages see it: which page is shown, what each touch does, when the visit ends.

::

    home ── card ──────────────┐
      │       └─ typing ───────┤
      │                        v
      ├─ item ── departments ── department ──┐
      ├─ search ─────────────────────────────┤
      ├─ several ── plan ────────────────────┤
      │                                      v
      └─ advice ──── ticket | paperout | trouble ── wipe ── home

The pages of the way by face are those of ``face``.
``needs`` and ``principal`` are reached from all pages before the number, and lead back.
``timeout`` covers any of them; ``card`` is passed over when the card lies there before anybody touches. The pages of an
appointment are those of ``appointments``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from hallcall.core.commands import AdviceAnswer
from hallcall.hal import IdCard
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.face_look import FaceLook
from hallcall.kiosk.model.face_port import FaceParts
from hallcall.kiosk.model.number_touches import NumberTouches
from hallcall.kiosk.model.pages import Page
from hallcall.kiosk.model.pickup import KioskLocker
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import document_of
from hallcall.ui.texts import ScreenTexts

__all__ = ["Kiosk"]

_REFRESH_MS = 500


class Kiosk(NumberTouches):
    """One kiosk. QML knows this object only."""

    def __init__(
        self,
        server: KioskServer,
        devices: KioskDevices,
        texts: ScreenTexts,
        kiosk_id: str,
        parent: QObject | None = None,
        *,
        faces: FaceParts | None = None,
        locker: KioskLocker | None = None,
        second_ms: int = 1000,
    ) -> None:
        super().__init__(
            server,
            devices,
            texts,
            kiosk_id,
            parent,
            faces=faces,
            locker=locker,
            second_ms=second_ms,
        )
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.setInterval(_REFRESH_MS)
        self._refresh_timer.timeout.connect(self._refresh)
        self._connect()

    def _connect(self) -> None:
        self._devices.signals.cardLaid.connect(self.take_card)
        self._devices.signals.cardProblem.connect(self.take_card_problem)
        self._codes.pageWanted.connect(self._go)
        self._pickup.pageWanted.connect(self._go)
        self._pickup.busyChanged.connect(self._hold_while_open)
        self._pickup.ended.connect(self._end_pickup)
        self._codes.visitBegun.connect(self.wipe)
        self._codes.troubled.connect(self._tell)
        self._server.subscribe(self._hear)
        self._idle.expired.connect(self.wipe)
        self._idle.changed.connect(self._watch_warning)
        self._ticket.issued.connect(self._take_ticket)
        self._booking.done.connect(self._take_booking)
        self._booking.busyChanged.connect(self._hold_while_busy)
        self._appointments.pageWanted.connect(self._go)
        self._appointments.cardWanted.connect(self.chooseCard)
        self._appointments.cardRefused.connect(self.take_card_problem)
        self._appointments.troubled.connect(self._take_booking_trouble)
        self._faces.pageWanted.connect(self._go)
        self._faces.cardWanted.connect(self.chooseCard)
        self._faces.passed.connect(self._enter_known)
        self._faces.lookingChanged.connect(self._hold_while_looking)
        self._faces.found.checkInWanted.connect(self._check_in_found)
        self._faces.found.failed.connect(self._take_found_failure)
        self._cards.known.connect(self._enter_known)
        self._cards.principalLaid.connect(self._take_principal)
        self._cards.pageWanted.connect(self._go)
        self._cards.problemTold.connect(self._show_card_problem)
        self._cards.touched.connect(self._idle.touch)
        self._cards.nextCame.connect(self.wipe)
        self._ticket.partnerAwaited.connect(self._await_partner)
        self._ticket.refused.connect(self._take_refusal)
        self._ticket.busyChanged.connect(self._hold_while_busy)
        self._print.ended.connect(self._take_print_end)
        self._paper.paperWanted.connect(self.reprint)
        self._texts.languageChanged.connect(self._begin_idle)
        self._dock.lookChanged.connect(self._begin_idle)
        self._dock.lookChanged.connect(lambda: self._faces.notice.set_scale(self._dock.property("scale")))
        self._aloud.changed.connect(self._begin_idle)
        self._texts.languageChanged.connect(self.pageChanged)
        self.pageChanged.connect(self._card.changed)
        self.pageChanged.connect(lambda: self._faces.see(self._trail.page))

    @property
    def face_look(self) -> FaceLook | None:
        """Whose pictures the face page shows; None where nobody looks at faces."""
        return self._faces.look

    def take_card(self, card: IdCard) -> None:
        """A card was read."""
        if self._emergency is None:
            self._cards.take(card)

    def take_card_problem(self, code: str) -> None:
        """A card could not be read."""
        if self._emergency is None:
            self._cards.take_problem(code)

    def _show_card_problem(self) -> None:
        self._begin_idle()
        self.pageChanged.emit()

    def _take_principal(self, number: str) -> None:
        """Whom the visitor comes for is known."""
        self._own.take_principal(number)
        self._return_to(Page.NEEDS)

    def _enter_known(self) -> None:
        """The visitor is known: give the number they came for, or ask for what."""
        wanted, self._session.item = self._session.item, None
        document = self._session.document
        if document is not None:
            self._bookings.ask(document)
        self._trail.drop_answered()
        if self._appointments.take_visitor(self._trail.page):
            self._idle.touch()
            return
        self._go(Page.ITEM, forget=True)
        if wanted is not None:
            self.chooseItem(str(wanted))
        else:
            self._find_missed()

    @Slot()
    def openNeeds(self) -> None:
        """The visitor wants to say something of themselves."""
        if self._trail.page is not Page.NEEDS:
            self._go(Page.NEEDS)

    @Slot()
    def closeNeeds(self) -> None:
        """Back to where they were; what they said stays."""
        if self._trail.can_go_back:
            self.back()
        else:
            self._go(Page.HOME)

    @Slot()
    def openPrincipal(self) -> None:
        """The visitor comes for somebody whose card they have with them; their own comes first."""
        if not self._session.property("known"):
            self.chooseCard()
            return
        self._card.tell("")
        self._go(Page.PRINCIPAL)

    @Slot()
    def usePhone(self) -> None:
        """The visitor does it with their phone: nothing is left to do here."""
        self._advice.answer(AdviceAnswer.PHONE)
        self.wipe()

    @Slot()
    def typeNumber(self) -> None:
        """The visitor has no card with them."""
        self._pad.clear()
        self._go(Page.TYPING)

    @Slot()
    def confirmNumber(self) -> None:
        """The visitor has typed their number."""
        number = self._pad.parse()
        if number is None:
            return
        self._pad.clear()
        if self._appointments.awaits_partner:
            self._appointments.take_partner(document_of(number))
        elif Page.PRINCIPAL in self._trail:
            self._take_principal(number.number)
        else:
            self._session.take_number(number)
            self._faces.take_card(None)
            self._enter_known()

    @Slot()
    def openDepartments(self) -> None:
        """Show the departments."""
        self._items.reset()
        self._go(Page.DEPARTMENTS)

    @Slot(str)
    def openDepartment(self, department: str) -> None:
        """Show what a department offers."""
        self._items.openDepartment(department)
        self._go(Page.DEPARTMENT)

    @Slot()
    def openSearch(self) -> None:
        """Show the letter pad."""
        self._items.reset()
        self._go(Page.SEARCH)

    @Slot()
    def back(self) -> None:
        """One page back; from the first, home."""
        if not self._trail.can_go_back:
            self.wipe()
            return
        self._advice.answer(AdviceAnswer.NONE)
        if self._trail.page is Page.SEVERAL:
            self._several.wipe()
        self._trail.back()
        if self._trail.page in {Page.SEARCH, Page.DEPARTMENT}:
            self._items.open_list()
        else:
            self._items.reset()
        wanted = self._appointments.come_back(self._trail.page)
        if wanted is not None:
            self._session.item = wanted.code
        self._trouble.close()
        self._card.tell("")
        self._begin_idle()
        self.pageChanged.emit()

    @Slot()
    def leave(self) -> None:
        """The visitor is done, or wants to go: forget them."""
        self.wipe()

    @Slot()
    def moreTime(self) -> None:
        """The visitor needs more time."""
        self._idle.touch()

    @Slot()
    def touched(self) -> None:
        """Any touch or key press: somebody is here. On the time-out page its own buttons decide."""
        if not self._idle.property("warning"):
            self._idle.touch()

    @Slot()
    def wipe(self) -> None:
        """Forget the visit: person, wish, number, letters, look and language."""
        self._paper.settle()
        self._paper.take()
        self._aloud.wipe()
        self._idle.stop()
        self._session.wipe()
        self._faces.wipe()
        self._own.wipe()
        self._several.wipe()
        self._advice.wipe()
        self._ticket.wipe()
        self._codes.wipe()
        self._pickup.wipe()
        self._bookings.wipe()
        self._appointments.wipe()
        self._wished = None
        self._print.forget()
        self._pad.clear()
        self._items.reset()
        self._trouble.wipe()
        self._card.tell("")
        self._trail.end()
        self._dock.reset()
        self._idle.stop()
        self.pageChanged.emit()
        self.wiped.emit()

    def _end_pickup(self) -> None:
        """The document is out; whoever has gone on to something else stays there."""
        if self._trail.page is Page.PICKUP:
            self.wipe()

    def _hear(self) -> None:
        """Something changed. Whether people must leave is shown at once, and nothing of a visit stays behind it."""
        emergency = self._server.emergency
        if emergency != self._emergency:
            self._emergency = emergency
            self.wipe()
            self.pageChanged.emit()
        self._schedule_refresh()

    def _schedule_refresh(self) -> None:
        """Events come in bursts; lists are made anew at most twice a second."""
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _refresh(self) -> None:
        self._items.refresh()
        self._several.refresh()
        self._own.refresh()
        self._machine.refresh()
