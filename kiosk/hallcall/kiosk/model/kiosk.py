"""The kiosk as its pages see it: which page is shown, what each touch does, when the visit ends.

::

    home ── card ──────────────┐
      │       └─ typing ───────┤
      │                        v
      ├─ item ── departments ── department ──┐
      ├─ search ─────────────────────────────┤
      │                                      v
      └─ advice ──── ticket | paperout | trouble ── wipe ── home

``timeout`` covers any of them; ``card`` is passed over when the card lies there before anybody touches.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from hallcall.client import new_key
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError, Refused
from hallcall.core.tickets import Ticket
from hallcall.hal import Health, IdCard, Status
from hallcall.kiosk.model.advice import PhoneAdvice
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.dock import Dock
from hallcall.kiosk.model.idle import IdleTimer
from hallcall.kiosk.model.items import ItemChooser
from hallcall.kiosk.model.pages import Page, Trouble, card_problem, number_problem, print_problem, trouble_of
from hallcall.kiosk.model.printing import PrintFlow
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import Session
from hallcall.kiosk.model.ticket import TicketFlow
from hallcall.kiosk.model.typing_pad import NumberPad
from hallcall.ui.texts import ScreenTexts

__all__ = ["Kiosk"]

IDLE_S = 60
IDLE_LARGE_S = 120
WARN_S = 15
TICKET_S = 40
TICKET_LARGE_S = 120
NO_SLIP_S = 90
_REFRESH_MS = 500


class Kiosk(QObject):
    """One kiosk. QML knows this object only."""

    pageChanged = Signal()
    linkChanged = Signal()
    numberChanged = Signal()
    wiped = Signal()
    """The visit is over and nothing of it is left; the scene must forget its pictures too."""

    def __init__(
        self,
        server: KioskServer,
        devices: KioskDevices,
        texts: ScreenTexts,
        kiosk_id: str,
        parent: QObject | None = None,
        *,
        second_ms: int = 1000,
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._devices = devices
        self._texts = texts
        self._id = kiosk_id
        self._page = Page.HOME
        self._trail: list[Page] = []
        self._card_problem = ""
        self._trouble: Trouble | None = None
        self._warned = False
        self._connected = server.is_connected
        self._dock = Dock(server, texts, kiosk_id, self)
        self._session = Session(self)
        self._idle = IdleTimer(self, second_ms=second_ms)
        self._items = ItemChooser(server, texts, self)
        self._ticket = TicketFlow(server, texts, kiosk_id, self)
        self._print = PrintFlow(devices, server, self)
        self._advice = PhoneAdvice(server, texts, kiosk_id, self)
        self._pad = NumberPad(lambda: server.now().date(), self)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.setInterval(_REFRESH_MS)
        self._refresh_timer.timeout.connect(self._refresh)
        self._connect()
        self._report_devices()

    def _connect(self) -> None:
        self._devices.signals.cardLaid.connect(self.take_card)
        self._devices.signals.cardProblem.connect(self.take_card_problem)
        self._devices.signals.statusChanged.connect(self._take_status)
        self._server.subscribe(self._schedule_refresh)
        self._idle.expired.connect(self.wipe)
        self._idle.changed.connect(self._watch_warning)
        self._ticket.issued.connect(self._take_ticket)
        self._ticket.refused.connect(self._take_refusal)
        self._ticket.busyChanged.connect(self._hold_while_busy)
        self._print.ended.connect(self._take_print_end)
        self._pad.changed.connect(self.numberChanged)
        self._texts.languageChanged.connect(self._begin_idle)
        self._dock.lookChanged.connect(self._begin_idle)
        self._texts.languageChanged.connect(self.pageChanged)
        self._texts.languageChanged.connect(self.numberChanged)

    def take_card(self, card: IdCard) -> None:
        """A card was read: it begins a visit, or completes one."""
        if self._session.is_of(card):
            self._idle.touch()
            return
        if self._session.property("known") or self._page in {Page.TICKET, Page.PAPER_OUT}:
            # The next visitor is here already: what the last one left is not theirs to see.
            self.wipe()
        self._card_problem = ""
        self._session.take_card(card)
        self._enter_known()

    def take_card_problem(self, code: str) -> None:
        """A card could not be read: say what to do, keep everything else."""
        if self._page in {Page.TICKET, Page.PAPER_OUT} or self._session.property("known"):
            return
        self._card_problem = code
        if self._page is not Page.CARD:
            self._go(Page.CARD)
        else:
            self._begin_idle()
            self.pageChanged.emit()

    def _enter_known(self) -> None:
        """The visitor is known: give the number they came for, or ask for what."""
        wanted, self._session.item = self._session.item, None
        self._go(Page.ITEM, forget=True)
        if wanted is not None:
            self.chooseItem(str(wanted))
        else:
            self._find_missed()

    def _find_missed(self) -> None:
        """Whoever has missed their call and comes to a kiosk wants to be called again."""
        document = self._session.document
        if document is None:
            return

        def found(ticket: Ticket) -> None:
            is_free = self._page is Page.ITEM and not self._ticket.property("busy")
            if is_free and self._session.document is document:
                self._ticket.come_forward(ticket, document)

        self._server.find_missed(document, found)

    @Slot()
    def chooseCard(self) -> None:
        """The visitor wants to use their card."""
        self._card_problem = ""
        self._go(Page.CARD)

    @Slot(str)
    def chooseItem(self, code: str) -> None:
        """The visitor touched an item: a number for it, as soon as the card is known."""
        if self._ticket.property("busy"):
            return
        self._idle.touch()
        item = self._items.item(code)
        if item is None:
            # It was on the screen, or wished for before the card was laid: the hall's files have changed since.
            self._take_refusal(Refused("item.unknown", item=code))
            return
        if item.appointment_only or not self._server.queue_facts(item.queue).is_open:
            code = "item.appointment_only" if item.appointment_only else "calendar.closed"
            self._trouble = trouble_of(Refused(code), item)
            self._go(Page.TROUBLE)
            return
        if self._advice.offer(item, self._session.birth):
            self._session.item = item.code
            self._go(Page.ADVICE)
            return
        if not self._session.property("known"):
            self._session.item = item.code
            self.chooseCard()
            return
        self._ticket.ask(item.code, self._session.document)

    @Slot()
    def usePhone(self) -> None:
        """The visitor does it with their phone: nothing is left to do here."""
        self._advice.answer(AdviceAnswer.PHONE)
        self.wipe()

    @Slot()
    def tryAgain(self) -> None:
        """Say the wish that nobody answered once more."""
        self._ticket.ask_again()

    @Slot()
    def typeNumber(self) -> None:
        """The visitor has no card with them."""
        self._pad.clear()
        self._go(Page.TYPING)

    @Slot()
    def confirmNumber(self) -> None:
        """The visitor has typed their number."""
        number = self._pad.parse()
        if number is not None:
            self._pad.clear()
            self._session.take_number(number)
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
        if not self._trail:
            self.wipe()
            return
        self._advice.answer(AdviceAnswer.NONE)
        self._page = self._trail.pop()
        if self._page in {Page.SEARCH, Page.DEPARTMENT}:
            self._items.open_list()
        else:
            self._items.reset()
        self._trouble = None
        self._card_problem = ""
        self._begin_idle()
        self.pageChanged.emit()

    @Slot()
    def leave(self) -> None:
        """The visitor is done, or wants to go: forget them."""
        self.wipe()

    @Slot()
    def reprint(self) -> None:
        """Print another slip for the ticket on the screen."""
        ticket = self._ticket.ticket
        if ticket is not None and self._print.property("state") != "printing":
            self._print_slip(copy=self._ticket.copies + 1)

    @Slot()
    def toggleNotice(self) -> None:
        """Messages for this ticket on or off."""
        self._ticket.toggle_notice()

    @Slot()
    def togglePriority(self) -> None:
        """Called sooner than others, or in the order in which all came."""
        self._ticket.toggle_priority()

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
        self._idle.stop()
        self._session.wipe()
        self._advice.wipe()
        self._ticket.wipe()
        self._print.forget()
        self._pad.clear()
        self._items.reset()
        self._trouble = None
        self._card_problem = ""
        self._trail.clear()
        self._page = Page.HOME
        self._dock.reset()
        self._idle.stop()
        self.pageChanged.emit()
        self.wiped.emit()

    def _take_ticket(self) -> None:
        self._go(Page.TICKET, forget=True)
        if not self._ticket.repeated:
            self._print_slip(copy=self._ticket.copies + 1)

    def _print_slip(self, *, copy: int) -> None:
        ticket = self._ticket.ticket
        slip = self._ticket.slip(self._devices.paper_dots, copy=copy)
        if ticket is None or slip is None:
            return
        self._idle.hold("print")
        self._print.start(ticket.id, slip, f"{ticket.id}#{copy}#{new_key()}")

    def _take_print_end(self) -> None:
        self._idle.release("print")
        if self._print.property("state") == "ready":
            self._ticket.count_copy()
        if self._print.property("state") == "failed" and self._page is Page.TICKET:
            self._page = Page.PAPER_OUT
        self._begin_idle()
        self.pageChanged.emit()

    def _take_refusal(self, error: HallcallError) -> None:
        self._trouble = trouble_of(error, None)
        self._go(Page.TROUBLE)

    def _watch_warning(self) -> None:
        """The warning covers the page, and uncovers it: nothing else of the clock concerns the pages."""
        warning = bool(self._idle.property("warning"))
        if warning != self._warned:
            self._warned = warning
            self.pageChanged.emit()

    def _hold_while_busy(self) -> None:
        if self._ticket.property("busy"):
            self._idle.hold("server")
        else:
            self._idle.release("server")

    def _report_devices(self) -> None:
        """What the server may not know yet: it was away, or this kiosk has just started."""
        for device, status in self._devices.statuses().items():
            self._report(device, status)

    def _take_status(self, device: str, status: Status) -> None:
        self._report(device, status)
        self.linkChanged.emit()

    def _report(self, device: str, status: Status) -> None:
        reasons = tuple(sorted(reason.value for reason in status.reasons))
        self._server.report_device(f"{self._id}/{device}", status.health.value, reasons)

    def _go(self, page: Page, *, forget: bool = False) -> None:
        """Show a page; ``forget`` cuts the way back."""
        if forget:
            self._trail = []
        elif page is not self._page and self._page is not Page.HOME:
            self._trail.append(self._page)
        self._page = page
        self._begin_idle()
        self.pageChanged.emit()

    def _begin_idle(self) -> None:
        large = self._dock.is_large
        if self._page is Page.TICKET:
            self._idle.start(TICKET_LARGE_S if large else TICKET_S, 0)
        elif self._page is Page.PAPER_OUT:
            self._idle.start(TICKET_LARGE_S if large else NO_SLIP_S, 0)
        elif self._page is Page.HOME:
            if self._dock.is_changed:
                self._idle.start(IDLE_LARGE_S if large else IDLE_S, 0)
        else:
            self._idle.start(IDLE_LARGE_S if large else IDLE_S, WARN_S)

    def _schedule_refresh(self) -> None:
        """Events come in bursts; lists are made anew at most twice a second."""
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _refresh(self) -> None:
        self._items.refresh()
        connected = self._server.is_connected
        if connected and not self._connected:
            self._report_devices()
        self._connected = connected
        self.linkChanged.emit()

    def _get_page(self) -> str:
        return (Page.TIMEOUT if self._idle.property("warning") else self._page).value

    def _get_card_problem(self) -> str:
        return self._texts.text(card_problem(self._card_problem)) if self._card_problem else ""

    def _get_number_problem(self) -> str:
        code = str(self._pad.property("problem"))
        return self._texts.text(number_problem(code)) if code else ""

    def _get_print_problem(self) -> str:
        return self._texts.text(print_problem(str(self._print.property("reason"))))

    def _get_trouble_title(self) -> str:
        return self._trouble.title(self._texts) if self._trouble is not None else ""

    def _get_trouble_text(self) -> str:
        return self._trouble.text(self._texts, self._server) if self._trouble is not None else ""

    def _get_trouble_again(self) -> bool:
        return self._trouble is not None and self._trouble.again

    def _get_reader_ok(self) -> bool:
        reader = self._devices.reader  # one that is only starting is not under repair
        return reader is not None and (reader.is_usable or reader.health is Health.STARTING)

    def _get_connected(self) -> bool:
        return self._server.is_connected

    def _get_outdated(self) -> bool:
        return self._server.is_connected and self._server.is_outdated

    def _get_holds_numbers(self) -> bool:
        return self._server.holds_numbers

    def _get_chosen_item(self) -> str:
        item = self._items.item(str(self._session.item)) if self._session.item is not None else None
        return item.name.full(self._texts.get_language()) if item is not None else ""

    page = Property(str, _get_page, notify=pageChanged)
    """A ``Page``."""
    cardProblem = Property(str, _get_card_problem, notify=pageChanged)
    numberProblem = Property(str, _get_number_problem, notify=numberChanged)
    printProblem = Property(str, _get_print_problem, notify=pageChanged)
    troubleTitle = Property(str, _get_trouble_title, notify=pageChanged)
    troubleText = Property(str, _get_trouble_text, notify=pageChanged)
    troubleAgain = Property(bool, _get_trouble_again, notify=pageChanged)
    chosenItem = Property(str, _get_chosen_item, notify=pageChanged)
    """Name of the item that waits for its card."""
    readerOk = Property(bool, _get_reader_ok, notify=linkChanged)
    connected = Property(bool, _get_connected, notify=linkChanged)
    outdated = Property(bool, _get_outdated, notify=linkChanged)
    """It is connected, and works by other hall files than the server."""
    holdsNumbers = Property(bool, _get_holds_numbers, notify=linkChanged)
    """It can give numbers while it is not connected."""
    dock = Property(QObject, lambda self: self._dock, constant=True)
    session = Property(QObject, lambda self: self._session, constant=True)
    idle = Property(QObject, lambda self: self._idle, constant=True)
    items = Property(QObject, lambda self: self._items, constant=True)
    ticket = Property(QObject, lambda self: self._ticket, constant=True)
    print = Property(QObject, lambda self: self._print, constant=True)
    advice = Property(QObject, lambda self: self._advice, constant=True)
    pad = Property(QObject, lambda self: self._pad, constant=True)
