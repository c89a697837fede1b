"""The way by face: consent, card, and for a child its guardian, before a camera is opened.

::

    home ─▶ (ways) ─▶ consent ─▶ card ─▶ (guardian) ─▶ face ─▶ item        it is the person of the card
               │         ├───────────────────────────▶ face ─▶ match       found among those who agreed today
               │         │
    mine ──────┼─────────┴─▶ own card ─▶ (guardian) ─▶ face ─▶ kept        to be found for the rest of the day
               ▼
             forget                                    taken back

At each of these pages one touch leads to the way without a face. ``ways`` is passed over where nobody is looked for.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.assets import load_texts
from hallcall.client import BookingFacts
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.identity import age_on
from hallcall.face import Mode
from hallcall.face.consent import needs_guardian
from hallcall.face.notice import Notice, write_notice
from hallcall.hal import IdCard
from hallcall.kiosk.model.bookings import MyBookings
from hallcall.kiosk.model.face_forget import ForgetFace
from hallcall.kiosk.model.face_found import FoundFace
from hallcall.kiosk.model.face_look import FaceLook, Look
from hallcall.kiosk.model.face_notice import FaceNotice
from hallcall.kiosk.model.face_port import Agreement, Errand, FaceMemory, FaceScanner
from hallcall.kiosk.model.pages import Page
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import Session
from hallcall.ui.texts import ScreenTexts

__all__ = ["FaceWay"]

ADULT_FROM = 18
"""Full years of a guardian. Source: Civil Code of the PRC, articles 17 and 18."""


class FaceWay(QObject):
    """What the visitor has agreed to, and how far they are."""

    changed = Signal()
    pageWanted = Signal(object)
    cardWanted = Signal()
    """The way goes on with a card."""
    lookingChanged = Signal()
    """The camera is opened or closed."""
    passed = Signal()
    """It is over: verified, or without a face after all. The visitor is known."""

    def __init__(
        self,
        server: KioskServer,
        session: Session,
        mine: MyBookings,
        texts: ScreenTexts,
        parent: QObject | None = None,
        *,
        scanner: FaceScanner | None,
        memory: FaceMemory | None,
        second_ms: int = 1000,
    ) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._memory = memory
        self._server = server
        self._session = session
        self._mine = mine
        self._texts = texts
        self._errand = Errand.VERIFY
        self._agreed: Notice | None = None
        self._card: IdCard | None = None
        self._kept: BookingFacts | None = None
        """Which of the visitor's bookings they are to be remembered by."""
        self._is_verified = self._is_half_kept = False
        self.look: FaceLook | None = None
        """The face page; None where nobody looks at faces."""
        self.notice = FaceNotice(self._notice, self)
        self.found = FoundFace(server, memory, texts, self)
        self.forget = ForgetFace(server, memory, mine, texts, self)
        texts.languageChanged.connect(self.changed)
        texts.languageChanged.connect(self.notice.begin)
        mine.changed.connect(self.changed)
        if memory is not None:
            memory.signals.changed.connect(self.changed)
        if scanner is not None:
            self.look = FaceLook(scanner, texts, self, second_ms=second_ms)
            self.look.ended.connect(self._end_look)
            scanner.signals.availableChanged.connect(self.changed)
            scanner.signals.availableChanged.connect(self.notice.changed)

    # -- the visitor's touches --------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """The visitor wants to hear of it. The camera stays closed."""
        if self._get_offered():
            if self._get_finds():
                self.pageWanted.emit(Page.FACE_WAYS)
            else:
                self.verify()

    @Slot()
    def verify(self) -> None:
        """The visitor has their card with them."""
        self._tell_notice(Errand.VERIFY)

    @Slot()
    def find(self) -> None:
        """The visitor agreed earlier today and has no card in their hand."""
        if self._get_finds():
            self._tell_notice(Errand.FIND)

    @Slot()
    def remember(self) -> None:
        """The visitor has a booking for later today, and wants to come back without a card."""
        self._kept = self._to_remember()
        if self._kept is not None:
            self._tell_notice(Errand.REMEMBER)

    @Slot()
    def openForget(self) -> None:
        """The visitor takes it back."""
        self.forget.begin()
        self.pageWanted.emit(Page.FORGET)

    @Slot()
    def agree(self) -> None:
        """The visitor agrees: the card comes next, but for who is looked for without one."""
        if not self.notice.is_read:
            return
        self._agreed = self._notice()
        if self._errand is Errand.FIND:
            self._look()
        else:
            self.cardWanted.emit()

    @Slot()
    def again(self) -> None:
        """The visitor wants to be looked at once more."""
        if self.look is not None:
            self.look.again()
            self.lookingChanged.emit()

    @Slot()
    def refuse(self) -> None:
        """The visitor goes on without a face, with what they have shown so far."""
        is_known = self._session.document is not None
        self.wipe()
        if is_known:
            self.passed.emit()
        else:
            self.cardWanted.emit()

    def _tell_notice(self, errand: Errand) -> None:
        self._errand, self._agreed = errand, None
        self.notice.begin()
        self.changed.emit()
        self.pageWanted.emit(Page.CONSENT)

    # -- cards ------------------------------------------------------------------------------------------------------

    @property
    def awaits_own_card(self) -> bool:
        """Whether a visitor who is known lays their card again, for its photo."""
        return self._agreed is not None and self._errand is Errand.REMEMBER and self._card is None

    def take_card(self, card: IdCard | None) -> bool:
        """The visitor is known, by a card or (None) by a typed number; whether their face is looked at next."""
        if self._agreed is None or card is None or not self._get_offered():
            self._agreed = None
            return False
        self._card = card
        if needs_guardian(card.birth, self._server.now().date()):
            self.pageWanted.emit(Page.GUARDIAN)
        else:
            self._look()
        return True

    def take_guardian(self, card: IdCard) -> bool:
        """Another card on the guardian's page; whether it is one of a grown-up, who agrees by it."""
        child = self._card
        today = self._server.now().date()
        if child is None or card.number == child.number or card.birth is None or age_on(card.birth, today) < ADULT_FROM:
            return False
        self._look(guardian=card.number)
        return True

    def _look(self, guardian: str = "") -> None:
        card, notice = self._card, self._agreed
        if self.look is None or notice is None or (card is None and self._errand is not Errand.FIND):
            return
        is_kept = self._errand is Errand.REMEMBER and self._kept is not None
        agreement = Agreement(
            errand=self._errand,
            notice=notice,
            number=card.number if card is not None else "",
            birth=card.birth if card is not None else None,
            booking=self._kept.code if self._kept is not None and is_kept else None,
            at=self._server.now(),
            guardian=guardian,
        )
        self._is_half_kept = is_kept
        self.pageWanted.emit(Page.FACE)
        self.look.begin(card.photo_wlt if card is not None else b"", agreement)
        self.lookingChanged.emit()

    def _end_look(self) -> None:
        self.lookingChanged.emit()
        if self.look is not None and self.look.state is Look.DONE:
            self._agreed = self._card = None
            code = self.look.booking
            self.look.stop()
            self._finish(code)
        self.changed.emit()

    def _finish(self, code: BookingCode | None) -> None:
        match self._errand:
            case Errand.VERIFY:
                self._is_verified = True
                self.passed.emit()
            case Errand.REMEMBER:
                self._is_half_kept = False
                self.pageWanted.emit(Page.FACE_KEPT)
            case Errand.FIND if code is not None:
                self.found.ask(code)
                self.pageWanted.emit(Page.FACE_MATCH)
            case Errand.FIND:
                self.cardWanted.emit()

    def ask_back(self) -> None:
        """The server did not say whose booking it is: ask once more."""
        self.found.ask_again()
        self.pageWanted.emit(Page.FACE_MATCH)

    def see(self, page: Page) -> None:
        """A page is shown: nobody is looked at behind another one, and who reads the notice again is asked again."""
        if page is Page.CONSENT:
            self._agreed = None
        if page in {Page.CARD, Page.ITEM}:
            # Found, and then gone another way.
            self.found.wipe()
        if page is not Page.FACE:
            self._stop_looking()

    def _stop_looking(self) -> None:
        if self.look is not None and self.look.state is not Look.OFF:
            self.look.stop()
            self.lookingChanged.emit()
        if self._is_half_kept and self._memory is not None and self._kept is not None:
            # They agreed, and then went another way: nothing is kept of that either.
            self._is_half_kept = False
            self._memory.forget([self._kept.code], self._server.now())

    def wipe(self) -> None:
        """The visit is over, or goes on without a face."""
        self._agreed = self._card = None
        self._is_verified = False
        self._stop_looking()
        self._errand, self._kept = Errand.VERIFY, None
        self.found.wipe()
        self.forget.wipe()
        self.changed.emit()

    @property
    def is_looking(self) -> bool:
        """Whether the camera is open."""
        return self.look is not None and self.look.state is Look.LOOKING

    def _notice(self) -> Notice | None:
        handling = self._scanner.handling if self._scanner is not None else None
        if handling is None:
            return None
        mode = Mode.ONE_TO_ONE if self._errand is Errand.VERIFY else Mode.ONE_TO_MANY
        return write_notice(mode, handling, load_texts(self._texts.get_language()))

    def _to_remember(self) -> BookingFacts | None:
        """The first booking of today that may still be checked in with, and by which nobody is remembered yet."""
        now = self._server.now()
        if self._memory is None or not self._get_finds():
            return None
        for one in self._mine.todays():
            is_to_come = one.state is BookingState.BOOKED and one.check_in_until > now
            if is_to_come and not self._memory.holds(one.code, now.date()):
                return one
        return None

    # -- for QML ----------------------------------------------------------------------------------------------------

    def _get_offered(self) -> bool:
        return self._scanner is not None and self._scanner.is_available and self._scanner.handling is not None

    def _get_finds(self) -> bool:
        return self._get_offered() and self._memory is not None and self._scanner is not None and self._scanner.can_find

    offered = Property(bool, _get_offered, notify=changed)
    """The site wants it, its camera works, and it has said who answers for it."""
    remembers = Property(bool, lambda self: self._to_remember() is not None, notify=changed)
    """The visitor has a booking for today by which they may be remembered."""
    keeps = Property(bool, lambda self: bool(self.forget.held()), notify=changed)
    """Something of the visitor's face is stored here today."""
    yes = Property(str, lambda self: self._texts.text(f"consent-yes-{self._errand.value}"), notify=changed)
    """What agreeing does."""
    told = Property(QObject, lambda self: self.notice, constant=True)
    """The notice that is shown."""
    verified = Property(bool, lambda self: self._is_verified, notify=changed)
    """The visitor's face is that of their card."""
    scan = Property(QObject, lambda self: self.look, constant=True)
    match = Property(QObject, lambda self: self.found, constant=True)
    forgetting = Property(QObject, lambda self: self.forget, constant=True)
