"""What the pages need of whoever looks at faces: to be asked for one look, and to be told what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from hallcall.core.booking.book import BookingCode
from hallcall.face.liveness import Ask, Failure
from hallcall.face.notice import Handling, Notice
from hallcall.face.quality import Guidance

__all__ = [
    "Agreement",
    "Errand",
    "FaceMemory",
    "FaceParts",
    "FaceScanner",
    "Judgement",
    "MemorySignals",
    "Outcome",
    "ScanSignals",
    "Sight",
    "Withdrawn",
]


class Errand(StrEnum):
    """What somebody is looked at for."""

    VERIFY = "verify"
    """Is it the person of the card?"""
    FIND = "find"
    """Which of today's bookings that agreed is it?"""
    REMEMBER = "remember"
    """It is the person of the card, and may be found by their face for the rest of the day."""


class Outcome(StrEnum):
    """How a look ended."""

    SAME = "same"
    """The face is that of the card; somebody was found; somebody is remembered."""
    UNSURE = "unsure"
    """It may be: look again, or ask staff."""
    OTHER = "other"
    NO_PHOTO = "no-photo"
    """Nothing to compare with: the camera was not opened."""
    CAMERA = "camera"
    """The camera or the engine gave nothing."""
    NOT_SHOWN = "not-shown"
    """They did not turn their head as they were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is seen at one moment."""

    look: int
    """Of which look, as ``start`` told."""
    guidance: Guidance
    done_percent: int
    """Of the frames that are needed."""
    ask: Ask = Ask.NOTHING
    """What the visitor is to do now, to show that they are there."""
    picture: QImage
    """What the visitor sees of themselves, ring and mask drawn in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The end of a look."""

    look: int
    outcome: Outcome
    booking: BookingCode | None = field(default=None, repr=False)
    """Who was found."""
    failure: Failure | None = None
    """Why they did not show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Somebody agreed to be looked at. It is recorded before the camera opens, with pseudonyms instead of numbers."""

    errand: Errand = Errand.VERIFY
    notice: Notice
    """What they had before them."""
    number: str = field(default="", repr=False)
    """Of their card; empty where they are looked for."""
    birth: date | None = field(default=None, repr=False)
    booking: BookingCode | None = field(default=None, repr=False)
    """Which is remembered."""
    at: datetime
    guardian: str = field(default="", repr=False)
    """Number of the guardian's card; empty: none was needed."""


class ScanSignals(QObject):
    """What is told, in the GUI thread."""

    seen = Signal(object)
    """``(Sight)``"""
    judged = Signal(object)
    """``(Judgement)``: the camera is closed."""
    availableChanged = Signal()


class FaceScanner(Protocol):
    """Looks at faces, elsewhere than in the GUI thread. Every call returns at once."""

    @property
    def signals(self) -> ScanSignals:
        """What it tells."""
        ...

    @property
    def is_available(self) -> bool:
        """Whether the site wants it, and the camera works as far as is known."""
        ...

    @property
    def handling(self) -> Handling | None:
        """Who answers for faces here; None where the site has not said it, and then nobody is looked at."""
        ...

    @property
    def can_find(self) -> bool:
        """Whether the site lets people be looked for among many, as far as is known."""
        ...

    def limit_s(self, errand: Errand) -> int:
        """How long one try may take."""
        ...

    def start(self, photo: bytes, agreement: Agreement) -> int:
        """Look at who stands there, and compare.

        Args:
            photo: of the card, as the chip stores it or as a picture file; empty where somebody is looked for.
            agreement: recorded first, once; what cannot be recorded was not given.

        Returns:
            The number of the look.
        """
        ...

    def stop(self) -> None:
        """Close the camera and forget what was seen; nothing more is told of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What became of somebody's wish that they be forgotten."""

    asked: int
    """Of which wish, as ``forget`` told."""
    deleted: int
    """Bookings of which something was stored."""
    failed: bool = False
    """The disk refused: people must look."""


class MemorySignals(QObject):
    """What the memory tells, in the GUI thread."""

    withdrawn = Signal(object)
    """``(Withdrawn)``"""
    changed = Signal()
    """Somebody is remembered, or no longer."""


class FaceMemory(Protocol):
    """Whom this machine remembers today. It needs neither a camera nor an engine."""

    @property
    def signals(self) -> MemorySignals:
        """What it tells."""
        ...

    def holds(self, booking: BookingCode, day: date) -> bool:
        """Whether anybody is remembered by that booking."""
        ...

    def forget(self, bookings: Sequence[BookingCode], at: datetime) -> int:
        """Delete what is stored of them and record that they no longer agree; ``withdrawn`` tells the end.

        Returns:
            The number of the wish.
        """
        ...

    def let_go(self, booking: BookingCode, day: date) -> None:
        """They have checked in by their face: it is needed no more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceParts:
    """What a kiosk has for faces; each may be missing."""

    scanner: FaceScanner | None = None
    """None where nobody is looked at."""
    memory: FaceMemory | None = None
    """None where nobody is remembered."""
