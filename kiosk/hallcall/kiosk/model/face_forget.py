"""Whoever has agreed takes it back: what is stored of their face is deleted at once, found by code, card or visit.

It needs neither a camera nor an engine, and with a code no server either.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import BookingFacts, Document, VisitorBookings
from hallcall.core.booking.book import BookingCode
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.kiosk.model.bookings import MyBookings
from hallcall.kiosk.model.digit_pad import DigitPad
from hallcall.kiosk.model.face_port import FaceMemory, Withdrawn
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["ForgetFace"]

_CODE = 8


class Step(StrEnum):
    """Where it stands; the words are the messages ``forget-<step>-title`` and ``-text``."""

    ASK = "ask"
    """By which code, or whose card?"""
    MINE = "mine"
    """The visitor is known, and something is stored of them."""
    BUSY = "busy"
    GONE = "gone"
    """It is deleted."""
    NOTHING = "nothing"
    """Nothing was stored."""
    LINK = "link"
    """The card's bookings are not to be had: the code helps."""
    FAILED = "failed"
    """The disk refused: people must look."""


_ASKING = frozenset({Step.ASK, Step.LINK, Step.NOTHING})


class ForgetFace(QObject):
    """The page on which somebody withdraws."""

    changed = Signal()

    def __init__(
        self,
        server: KioskServer,
        memory: FaceMemory | None,
        mine: MyBookings,
        texts: ScreenTexts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._memory = memory
        self._mine = mine
        self._texts = texts
        self._step = Step.ASK
        self._wish = 0
        self._visit = 0
        self.pad = DigitPad(_CODE, self)
        texts.languageChanged.connect(self.changed)
        if memory is not None:
            memory.signals.withdrawn.connect(self._take_end)

    def begin(self) -> None:
        """The visitor wants it."""
        self.wipe()
        if self.held():
            self._tell(Step.MINE)

    def held(self) -> list[BookingCode]:
        """Of the bookings of the visitor's card, those by which they are remembered here today."""
        return self._held(self._mine.todays())

    @Slot()
    def confirmCode(self) -> None:
        """The code is typed."""
        if self.pad.is_full:
            self._forget([BookingCode(self.pad.typed)])

    @Slot()
    def forgetMine(self) -> None:
        """The visitor means it."""
        self._forget(self.held())

    def take_card(self, document: Document) -> None:
        """A card was laid: its bookings of today are meant."""
        if self._step is Step.BUSY:
            return
        visit = self._visit
        self._tell(Step.BUSY)

        def told(found: VisitorBookings) -> None:
            if visit == self._visit:
                self._forget(self._held(found.bookings))

        def failed(_: HallcallError) -> None:
            if visit == self._visit:
                self._tell(Step.LINK)

        self._server.bookings(document, told, failed)

    def wipe(self) -> None:
        """The visitor has gone; what they asked to be deleted still is."""
        self._visit += 1
        self._wish = 0
        self.pad.clear()
        self._tell(Step.ASK)

    def _held(self, bookings: Sequence[BookingFacts]) -> list[BookingCode]:
        today = self._server.now().date()
        return [
            one.code
            for one in bookings
            if self._memory is not None
            and local_time(self._server.hall, one.start).date() == today
            and self._memory.holds(one.code, today)
        ]

    def _forget(self, codes: Sequence[BookingCode]) -> None:
        self.pad.clear()
        if self._memory is None or not codes:
            self._tell(Step.NOTHING)
            return
        self._tell(Step.BUSY)
        self._wish = self._memory.forget(codes, self._server.now())

    def _take_end(self, told: Withdrawn) -> None:
        if told.asked != self._wish:
            return
        self._wish = 0
        self._tell(Step.FAILED if told.failed else Step.GONE if told.deleted else Step.NOTHING)

    def _tell(self, step: Step) -> None:
        self._step = step
        self.changed.emit()

    step = Property(str, lambda self: self._step.value, notify=changed)
    title = Property(str, lambda self: self._texts.text(f"forget-{self._step.value}-title"), notify=changed)
    text = Property(str, lambda self: self._texts.text(f"forget-{self._step.value}-text"), notify=changed)
    asks = Property(bool, lambda self: self._step in _ASKING, notify=changed)
    """A code can be typed, or a card laid."""
    mine = Property(bool, lambda self: self._step is Step.MINE, notify=changed)
    code = Property(QObject, lambda self: self.pad, constant=True)
