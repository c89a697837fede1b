"""The parts of a kiosk, the page that is shown, and the clock of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal

from hallcall.assets import LANGUAGES
from hallcall.core.catalogue import ServiceItem
from hallcall.kiosk.model.advice import PhoneAdvice
from hallcall.kiosk.model.appointments import Appointments
from hallcall.kiosk.model.booking_flow import BookingFlow
from hallcall.kiosk.model.bookings import A_PAGE, MyBookings
from hallcall.kiosk.model.card_page import CardPage
from hallcall.kiosk.model.codes import CodeWay
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.dock import Dock
from hallcall.kiosk.model.face import FaceWay
from hallcall.kiosk.model.face_port import FaceParts
from hallcall.kiosk.model.idle import IdleTimer
from hallcall.kiosk.model.items import ItemChooser
from hallcall.kiosk.model.laid_cards import LaidCards
from hallcall.kiosk.model.machine import Machine
from hallcall.kiosk.model.own import OwnWishes
from hallcall.kiosk.model.pages import Page, Trouble
from hallcall.kiosk.model.paper_choice import PaperChoice
from hallcall.kiosk.model.pickup import KioskLocker, PickUp
from hallcall.kiosk.model.printing import PrintFlow
from hallcall.kiosk.model.read_aloud import ReadAloud
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import Session
from hallcall.kiosk.model.several import SeveralItems
from hallcall.kiosk.model.ticket import TicketFlow
from hallcall.kiosk.model.trail import Trail
from hallcall.kiosk.model.trouble_page import TroublePage
from hallcall.kiosk.model.typing_pad import NumberPad
from hallcall.kiosk.model.visit_clock import VisitClock
from hallcall.ui.texts import ScreenTexts

__all__ = ["KioskParts"]

_OF_A_BOOKING = frozenset({Page.BOOK, Page.SLOTS, Page.LOST, Page.CONFIRM, Page.MINE, Page.BOOKED})
_OF_A_FACE = frozenset({Page.GUARDIAN, Page.FACE, Page.FACE_MATCH, Page.FACE_KEPT, Page.FORGET})
_AFTER_NUMBER = frozenset({Page.TICKET, Page.PAPER_OUT, Page.TROUBLE})
_BEFORE_NUMBER = frozenset(Page) - {Page.PRINCIPAL, Page.PICKUP} - _AFTER_NUMBER - _OF_A_BOOKING - _OF_A_FACE
_ANSWERED_BY_CARD = frozenset({Page.CARD, Page.TYPING, Page.CODE, Page.CONSENT})


class KioskParts(QObject):
    """What a kiosk consists of, for QML and for what each touch does."""

    pageChanged = Signal()
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
        faces: FaceParts | None = None,
        locker: KioskLocker | None = None,
        second_ms: int = 1000,
    ) -> None:
        super().__init__(parent)
        faces = faces or FaceParts()
        self._server = server
        self._devices = devices
        self._texts = texts
        self._id = kiosk_id
        self._second = ScreenTexts(next(other for other in LANGUAGES if other != LANGUAGES[0]), self)
        self._wished: ServiceItem | None = None
        self._warned = False
        self._dock = Dock(server, texts, kiosk_id, self)
        self._session = Session(self)
        self._trail = Trail(self._is_answered)
        self._machine = Machine(server, devices, kiosk_id, self)
        self._idle = IdleTimer(self, second_ms=second_ms)
        self._aloud = ReadAloud(devices, texts, self._idle, kiosk_id, self)
        self._items = ItemChooser(server, texts, self)
        self._own = OwnWishes(server, texts, kiosk_id, self)
        self._several = SeveralItems(server, texts, kiosk_id, self._own, self)
        self._ticket = TicketFlow(server, texts, kiosk_id, self)
        self._pickup = PickUp(locker, server, texts, kiosk_id, self)
        self._codes = CodeWay(
            server, devices, self._session, self._own, self._ticket, self._trail, pickup=self._pickup, parent=self
        )
        self._booking = BookingFlow(server, texts, kiosk_id, self)
        self._bookings = MyBookings(server, texts, self, a_page=A_PAGE if faces.memory is None else A_PAGE - 1)
        self._appointments = Appointments(server, texts, self._session, self._booking, self._bookings, self)
        self._trouble = TroublePage(server, texts, self._appointments.takes, self)
        self._card = CardPage(texts, self._machine, self._session, self._items, self._appointments, self)
        self._faces = FaceWay(
            server,
            self._session,
            self._bookings,
            texts,
            self,
            scanner=faces.scanner,
            memory=faces.memory,
            second_ms=second_ms,
        )
        self._cards = LaidCards(self._trail, self._session, self._card, self._appointments, self._faces, self)
        self._clock = VisitClock(self._idle, self._is_slow, self._is_changed)
        self._print = PrintFlow(devices, server, texts, self)
        self._paper = PaperChoice(server, self._ticket, self)
        self._advice = PhoneAdvice(server, texts, kiosk_id, self)
        self._pad = NumberPad(lambda: server.now().date(), texts, self)
        self._emergency = server.emergency

    def _is_answered(self, page: Page) -> bool:
        """Whether a page asks who the visitor is, and they have said so."""
        return page is Page.FACE or (page in _ANSWERED_BY_CARD and bool(self._session.property("known")))

    def _go(self, page: Page, *, forget: bool = False) -> None:
        """Show a page; ``forget`` cuts the way back."""
        self._trail.go(page, forget=forget)
        self._begin_idle()
        self.pageChanged.emit()

    def _return_to(self, page: Page) -> None:
        """Back to a page that the visitor came through, or to it for the first time."""
        self._trail.return_to(page)
        self._card.tell("")
        self._begin_idle()
        self.pageChanged.emit()

    def _tell(self, trouble: Trouble, say_again: Callable[[], object] | None = None) -> None:
        self._trouble.tell(trouble, say_again)
        self._go(Page.TROUBLE)

    def _begin_idle(self) -> None:
        self._clock.begin(self._trail.page)

    def _is_slow(self) -> bool:
        return self._dock.is_large or self._aloud.is_on

    def _is_changed(self) -> bool:
        return self._dock.is_changed or self._own.is_chosen or self._aloud.is_on

    def _watch_warning(self) -> None:
        """The warning covers the page, and uncovers it: nothing else of the clock concerns the pages."""
        warning = bool(self._idle.property("warning"))
        if warning != self._warned:
            self._warned = warning
            self.pageChanged.emit()

    def _hold_while_busy(self) -> None:
        self._clock.hold("server", on=bool(self._ticket.property("busy") or self._booking.property("busy")))

    def _hold_while_open(self) -> None:
        self._clock.hold("locker", on=self._pickup.is_under_way)

    def _hold_while_looking(self) -> None:
        self._clock.hold("face", on=self._faces.is_looking)

    def _get_page(self) -> str:
        if self._emergency is not None:
            return Page.EVACUATE.value
        return (Page.TIMEOUT if self._idle.property("warning") else self._trail.page).value

    page = Property(str, _get_page, notify=pageChanged)
    """A ``Page``."""
    isDrill = Property(bool, lambda self: self._emergency is not None and self._emergency.is_drill, notify=pageChanged)
    aloud = Property(QObject, lambda self: self._aloud, constant=True)
    machine = Property(QObject, lambda self: self._machine, constant=True)
    faces = Property(QObject, lambda self: self._faces, constant=True)
    card = Property(QObject, lambda self: self._card, constant=True)
    pickup = Property(QObject, lambda self: self._pickup, constant=True)
    codes = Property(QObject, lambda self: self._codes, constant=True)
    trouble = Property(QObject, lambda self: self._trouble, constant=True)
    second = Property(QObject, lambda self: self._second, constant=True)
    """Texts of the hall's other language, for what everybody must understand at once."""
    dock = Property(QObject, lambda self: self._dock, constant=True)
    session = Property(QObject, lambda self: self._session, constant=True)
    idle = Property(QObject, lambda self: self._idle, constant=True)
    items = Property(QObject, lambda self: self._items, constant=True)
    booking = Property(QObject, lambda self: self._booking, constant=True)
    appointments = Property(QObject, lambda self: self._appointments, constant=True)
    own = Property(QObject, lambda self: self._own, constant=True)
    several = Property(QObject, lambda self: self._several, constant=True)
    canSayNeeds = Property(bool, lambda self: self._trail.page in _BEFORE_NUMBER, notify=pageChanged)
    """Before the number is given, what a visitor says of themselves still counts."""
    bookings = Property(QObject, lambda self: self._bookings, constant=True)
    ticket = Property(QObject, lambda self: self._ticket, constant=True)
    print = Property(QObject, lambda self: self._print, constant=True)
    paper = Property(QObject, lambda self: self._paper, constant=True)
    advice = Property(QObject, lambda self: self._advice, constant=True)
    pad = Property(QObject, lambda self: self._pad, constant=True)
