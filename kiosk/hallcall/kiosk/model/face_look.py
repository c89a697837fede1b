"""Looks at one visitor: what to say while the camera is open, how many tries, when to give up.

::

    off ─▶ looking ─▶ done                 the face is that of the card
             │  ▲
             ▼  │ again, twice
           again ─▶ staff                  three tries: people decide
             └────▶ broken                 camera or photo: the card works without

The camera is closed in every state but ``looking``.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from hallcall.core.booking.book import BookingCode
from hallcall.face.liveness import Ask, Failure
from hallcall.face.quality import Guidance
from hallcall.kiosk.model.face_port import Agreement, Errand, FaceScanner, Judgement, Outcome, Sight
from hallcall.ui.texts import ScreenTexts

__all__ = ["TRIES", "FaceLook", "Look"]

TRIES = 3
GONE_S = 5
"""Nobody before the camera for so long: they have left."""
LOW_S = 3
"""Nobody for so long, though somebody pressed the button: they may sit too low for the camera."""
FIRST_SIGHT_S = 10
"""A camera may need some seconds to open, and an engine to load."""
NEXT_SIGHT_S = 3
"""An open camera that shows nothing new for so long has hung up."""
KEEP_WORD_TICKS = 1
"""What is asked of a visitor stays for at least so many seconds; nobody can follow words that flicker."""


class Look(StrEnum):
    """Where it stands."""

    OFF = "off"
    LOOKING = "looking"
    AGAIN = "again"
    STAFF = "staff"
    BROKEN = "broken"
    NO_PHOTO = "no-photo"
    DONE = "done"


_TURNS = {Ask.TURN_LEFT: "left", Ask.TURN_RIGHT: "right"}
_ENDS = {
    Outcome.SAME: Look.DONE,
    Outcome.NO_PHOTO: Look.NO_PHOTO,
    Outcome.CAMERA: Look.BROKEN,
}


class FaceLook(QObject):
    """The face page."""

    changed = Signal()
    pictureChanged = Signal()
    ended = Signal()
    """``state`` is another one than ``looking``."""

    def __init__(
        self, scanner: FaceScanner, texts: ScreenTexts, parent: QObject | None = None, *, second_ms: int = 1000
    ) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._texts = texts
        self._photo = b""
        self._agreement: Agreement | None = None
        self.state = Look.OFF
        self._look = 0
        self._tries = 0
        self._word = Guidance.NOBODY
        self._word_age = 0
        self._ask = Ask.NOTHING
        self._failure: Failure | None = None
        self.booking: BookingCode | None = None
        """Who was found."""
        self._percent = 0
        self._seconds = self._unseen_s = self._nobody_s = 0
        self._has_sight = False
        self.picture = QImage()
        """What the visitor sees of themselves; nothing while the camera is closed."""
        self._pictures = 0
        self._clock = QTimer(self)
        self._clock.setInterval(second_ms)
        self._clock.timeout.connect(self.tick)
        scanner.signals.seen.connect(self._take_sight)
        scanner.signals.judged.connect(self._take_judgement)
        texts.languageChanged.connect(self.changed)

    def begin(self, photo: bytes, agreement: Agreement) -> None:
        """Look for the first time."""
        self._tries = 0
        self._photo, self._agreement = photo, agreement
        self.again()

    @Slot()
    def again(self) -> None:
        """One more try, as long as there are any."""
        if self._agreement is None or self.state is Look.LOOKING or self._tries >= TRIES:
            return
        self.state = Look.LOOKING
        self._word, self._word_age, self._percent = Guidance.NOBODY, KEEP_WORD_TICKS, 0
        self._ask, self._failure, self.booking = Ask.NOTHING, None, None
        self._seconds = self._unseen_s = self._nobody_s = 0
        self._has_sight = False
        self._look = self._scanner.start(self._photo, self._agreement)
        self._clock.start()
        self.changed.emit()

    def stop(self) -> None:
        """Close the camera, forget the photo and what was seen."""
        self._end(Look.OFF)
        self._photo, self._agreement = b"", None
        self.booking = None
        self._tries = 0
        self.changed.emit()

    @Slot()
    def tick(self) -> None:
        """One second passed."""
        if self.state is not Look.LOOKING:
            return
        self._seconds += 1
        self._unseen_s += 1
        self._word_age += 1
        is_anybody = self._has_sight and self._word is not Guidance.NOBODY
        self._nobody_s = 0 if is_anybody or not self._has_sight else self._nobody_s + 1
        if self._unseen_s >= (NEXT_SIGHT_S if self._has_sight else FIRST_SIGHT_S):
            self._finish(Look.BROKEN)
        elif self._seconds >= self._get_limit() or self._nobody_s >= GONE_S:
            self._finish(self._after_try())
        self.changed.emit()

    def _take_sight(self, sight: Sight) -> None:
        if self.state is not Look.LOOKING or sight.look != self._look:
            return
        self._has_sight = True
        self._unseen_s = 0
        if sight.guidance is not Guidance.NOBODY:
            self._nobody_s = 0
        if sight.guidance is not self._word and self._word_age >= KEEP_WORD_TICKS:
            self._word, self._word_age = sight.guidance, 0
        self._ask = sight.ask
        self._percent = max(self._percent, sight.done_percent)
        self._show(sight.picture)
        self.changed.emit()

    def _take_judgement(self, judgement: Judgement) -> None:
        if self.state is Look.LOOKING and judgement.look == self._look:
            self.booking, self._failure = judgement.booking, judgement.failure
            self._finish(_ENDS.get(judgement.outcome) or self._after_try())

    def _after_try(self) -> Look:
        self._tries += 1
        return Look.STAFF if self._tries >= TRIES else Look.AGAIN

    def _finish(self, state: Look) -> None:
        self._end(state)
        self.changed.emit()
        self.ended.emit()

    def _end(self, state: Look) -> None:
        if self.state is Look.LOOKING:
            self._scanner.stop()
        self._clock.stop()
        self.state = state
        self._look = 0
        self._show(QImage())

    def _show(self, picture: QImage) -> None:
        self.picture = picture
        self._pictures += 1
        self.pictureChanged.emit()

    def _get_title(self) -> str:
        if self.state is Look.LOOKING and self._ask is not Ask.NOTHING:
            return self._texts.text(f"liveness-ask-{self._ask.value}")
        if self.state is Look.LOOKING:
            return self._texts.text(f"face-guide-{self._word.value}")
        return self._texts.text(f"face-{self.state.value}-title") if self.state in _TOLD else ""

    def _get_sub(self) -> str:
        if self.state is Look.LOOKING:
            return self._texts.text("face-too-low" if self._nobody_s >= LOW_S else "face-sub")
        return self._texts.text("face-camera-off")

    def _get_text(self) -> str:
        if self.state is Look.AGAIN and self._failure is not None:
            return self._texts.text(f"liveness-failed-{self._failure.value}")
        return self._texts.text(f"face-{self.state.value}-text") if self.state in _TOLD else ""

    def _get_limit(self) -> int:
        errand = self._agreement.errand if self._agreement is not None else Errand.VERIFY
        return self._scanner.limit_s(errand)

    looking = Property(bool, lambda self: self.state is Look.LOOKING, notify=changed)
    """The camera is open, or opening."""
    retry = Property(bool, lambda self: self.state is Look.AGAIN, notify=changed)
    """One more try is left."""
    title = Property(str, _get_title, notify=changed)
    """The one thing to do now."""
    sub = Property(str, _get_sub, notify=changed)
    text = Property(str, _get_text, notify=changed)
    """Why it did not work, and what helps."""
    turn = Property(str, lambda self: _TURNS.get(self._ask, "") if self.state is Look.LOOKING else "", notify=changed)
    """``left`` or ``right`` while they are asked to turn there, else empty; the picture is a mirror."""
    limit = Property(int, _get_limit, notify=changed)
    """Seconds of one try."""
    percent = Property(int, lambda self: self._percent, notify=changed)
    preview = Property(
        str,
        lambda self: "" if self.picture.isNull() else f"image://face/{self._pictures}",
        notify=pictureChanged,
    )
    """Where QML finds the picture of this moment."""


_TOLD = frozenset({Look.AGAIN, Look.STAFF, Look.BROKEN, Look.NO_PHOTO})
