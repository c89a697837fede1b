"""What a card means that was laid, by the page that is shown: a visit's beginning, or somebody else's card."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hallcall.hal import IdCard
from hallcall.kiosk.model.appointments import Appointments
from hallcall.kiosk.model.card_page import CardPage
from hallcall.kiosk.model.face import FaceWay
from hallcall.kiosk.model.pages import Page
from hallcall.kiosk.model.session import Session, document_of
from hallcall.kiosk.model.trail import Trail

__all__ = ["LaidCards"]

_WITH_NUMBER = frozenset({Page.TICKET, Page.PAPER_OUT})
_OF_ANOTHER = frozenset({Page.PRINCIPAL, Page.GUARDIAN, Page.FORGET})
"""Pages that wait for a card which begins no visit."""


class LaidCards(QObject):
    """Decides; the kiosk shows."""

    known = Signal()
    """The visitor is known."""
    principalLaid = Signal(str)
    """``(number)`` of whom the visitor comes for."""
    pageWanted = Signal(object)
    problemTold = Signal()
    """What was wrong with the card is on the page."""
    touched = Signal()
    """Somebody is here."""
    nextCame = Signal()
    """Another visitor: what the last one left is not theirs to see."""

    def __init__(
        self,
        trail: Trail,
        session: Session,
        page: CardPage,
        appointments: Appointments,
        faces: FaceWay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trail = trail
        self._session = session
        self._page = page
        self._appointments = appointments
        self._faces = faces

    def take(self, card: IdCard) -> None:
        """A card was read: it begins a visit, or completes one."""
        if self._appointments.awaits_partner:
            self._appointments.take_partner(document_of(card))
        elif self._trail.page in _OF_ANOTHER:
            self._take_of_another(card)
        elif self._faces.awaits_own_card and self._trail.page is Page.CARD:
            self._take_own_again(card)
        elif self._session.is_of(card):
            self.touched.emit()
        else:
            self._begin(card)

    def take_problem(self, code: str) -> None:
        """A card could not be read: say what to do, keep everything else."""
        if self._trail.page in _OF_ANOTHER:
            self._tell(code)
            return
        is_awaited = self._appointments.awaits_partner or self._faces.awaits_own_card
        if self._trail.page in _WITH_NUMBER or (self._session.property("known") and not is_awaited):
            return
        if self._trail.page is not Page.CARD:
            self.pageWanted.emit(Page.CARD)
        self._tell(code)

    def _take_of_another(self, card: IdCard) -> None:
        match self._trail.page:
            case Page.FORGET:
                self.touched.emit()
                self._faces.forget.take_card(document_of(card))
            case Page.GUARDIAN:
                if not self._faces.take_guardian(card):
                    self._tell("card.guardian")
            case _ if self._session.is_of(card):
                self.touched.emit()
                self._tell("card.own")
            case _:
                self.principalLaid.emit(card.number)

    def _take_own_again(self, card: IdCard) -> None:
        if not self._session.is_of(card):
            self._tell("card.other")
            return
        self.touched.emit()
        self._page.tell("")
        if not self._faces.take_card(card):
            self.known.emit()

    def _begin(self, card: IdCard) -> None:
        if self._session.property("known") or self._trail.page in _WITH_NUMBER:
            self.nextCame.emit()
        self._page.tell("")
        self._session.take_card(card)
        if not self._faces.take_card(card):
            self.known.emit()

    def _tell(self, code: str) -> None:
        self._page.tell(code)
        self.problemTold.emit()
