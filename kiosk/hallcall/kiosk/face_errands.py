"""What is done with looks at somebody: compare with their card, find their booking, or remember them for the day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import FaceError
from hallcall.face import FaceEngine, Template
from hallcall.face.chip_photo import read_chip_photo
from hallcall.face.gallery import Gallery
from hallcall.face.looking import template_of
from hallcall.face.matching import Verdict, compare_one, fuse
from hallcall.kiosk.model.face_port import Agreement, Errand, Outcome

__all__ = ["Errands", "Found", "GalleryMaker", "RunningErrand"]

GalleryMaker: TypeAlias = Callable[[FaceEngine, Callable[[], date]], Gallery]
"""Opens whom a machine may know on a date, for an engine; raises ``FaceError``."""
_OUTCOMES = {Verdict.YES: Outcome.SAME, Verdict.UNSURE: Outcome.UNSURE, Verdict.NO: Outcome.OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the looks say."""

    outcome: Outcome
    booking: BookingCode | None = None


class Errands:
    """The errands of a machine, with its engine and, where the site may search, its gallery."""

    def __init__(self, engine: FaceEngine, make_gallery: GalleryMaker | None) -> None:
        self._engine = engine
        self._make_gallery = make_gallery
        self._gallery: Gallery | None = None
        self._day = date.min
        # A look that was stopped may still be busy when the next one begins.
        self._lock = threading.Lock()

    def begin(self, agreement: Agreement, photo: bytes) -> RunningErrand:
        """Prepare all that can fail, before a camera opens.

        Raises:
            FaceError: ``face.assessment_missing``, ``face.one_to_many``, ``face.store_failed``: nobody is searched for
                here; ``face.none``, ``face.several``, ``face.picture_...``: the photo of the card is of no use.
        """
        card: Template | None = None
        if agreement.errand is not Errand.FIND:
            card = template_of(self._engine, read_chip_photo(photo))
        if agreement.errand is not Errand.VERIFY:
            with self._lock:
                self._open(agreement.at.date())
        return RunningErrand(self, agreement, card)

    def compare(self, looks: Sequence[Template], card: Template) -> Found:
        """Whether it is the person of the card."""
        return Found(outcome=_OUTCOMES[compare_one(self._engine, fuse(looks), card).verdict])

    def find(self, looks: Sequence[Template], day: date) -> Found:
        """Whose booking it is."""
        with self._lock:
            match = self._open(day).find(looks)
        if match is None:
            return Found(outcome=Outcome.OTHER)
        outcome = _OUTCOMES[match.search.verdict]
        return Found(outcome=outcome, booking=BookingCode(match.booking) if outcome is Outcome.SAME else None)

    def remember(self, looks: Sequence[Template], booking: BookingCode, day: date) -> None:
        """Let the cameras of this machine know them until the day ends."""
        with self._lock:
            self._open(day).enroll(booking, fuse(looks))

    def _open(self, day: date) -> Gallery:
        self._day = day
        if self._gallery is None:
            if self._make_gallery is None:
                raise FaceError("face.assessment_missing")
            self._gallery = self._make_gallery(self._engine, lambda: self._day)
        return self._gallery


@dataclass(frozen=True, slots=True)
class RunningErrand:
    """One errand of one visitor."""

    errands: Errands
    agreement: Agreement
    card: Template | None

    def judge(self, looks: Sequence[Template]) -> Found:
        """What the looks say."""
        if self.card is not None:
            return self.errands.compare(looks, self.card)
        return self.errands.find(looks, self.agreement.at.date())

    def keep(self, looks: Sequence[Template]) -> None:
        """They are who they should be, and are there: remember them, if that is what they came for."""
        booking = self.agreement.booking
        if self.agreement.errand is Errand.REMEMBER and booking is not None:
            self.errands.remember(looks, booking, self.agreement.at.date())
