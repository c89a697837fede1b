"""What is there on every page: the hall's name, the clock, and the dock's large text, contrast, language and help."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from hallcall.assets import LANGUAGES
from hallcall.client import Answer
from hallcall.core.errors import HallcallError
from hallcall.kiosk.model.places import help_desk_of
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts
from hallcall.ui.theme import load_tokens

__all__ = ["Dock"]

_HELP_SHOWN_MS = 60_000
_CLOCK_MS = 1000


class Dock(QObject):
    """The look of the screen for this visitor, and the way to a person."""

    lookChanged = Signal()
    """Size of the text or contrast."""
    clockChanged = Signal()
    """Another minute, or another language."""
    helpChanged = Signal()
    """A person was called, or cannot be."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, kiosk_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._own_language = texts.get_language()
        self._scales = load_tokens().scales
        self._scale = self._scales["normal"]
        self._high_contrast = False
        self._help = ""
        self._minute = ""
        self._help_timer = QTimer(self)
        self._help_timer.setSingleShot(True)
        self._help_timer.setInterval(_HELP_SHOWN_MS)
        self._help_timer.timeout.connect(self._end_help)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(_CLOCK_MS)
        self._clock_timer.timeout.connect(self._tick)
        self._clock_timer.start()
        texts.languageChanged.connect(self.clockChanged)

    @property
    def is_large(self) -> bool:
        """Whether the text is larger than normal."""
        return self._scale > self._scales["normal"]

    @property
    def is_changed(self) -> bool:
        """Whether a visitor has changed the look or the language."""
        return self.is_large or self._high_contrast or self._texts.get_language() != self._own_language

    def reset(self) -> None:
        """As the kiosk looks for the next visitor. A call for help stays: it is not personal."""
        self._texts.set_language(self._own_language)
        self.set_look(self._scales["normal"], high_contrast=False)

    def set_look(self, scale: float, *, high_contrast: bool) -> None:
        """Size of the text and contrast."""
        if (scale, high_contrast) != (self._scale, self._high_contrast):
            self._scale, self._high_contrast = scale, high_contrast
            self.lookChanged.emit()

    @Slot()
    def toggleLarge(self) -> None:
        """Large text on or off."""
        wanted = self._scales["normal" if self.is_large else "large"]
        self.set_look(wanted, high_contrast=self._high_contrast)

    @Slot()
    def toggleContrast(self) -> None:
        """High contrast on or off."""
        self.set_look(self._scale, high_contrast=not self._high_contrast)

    @Slot()
    def nextLanguage(self) -> None:
        """The next language."""
        self._texts.set_language(self._get_other_language())

    @Slot()
    def callStaff(self) -> None:
        """A person is wanted here."""
        if self._help == "asking":
            return
        self._set_help("asking")
        self._server.call_staff(self._kiosk, self._told, self._failed)

    def _told(self, _: Answer) -> None:
        self._set_help("called")
        self._help_timer.start()

    def _failed(self, _: HallcallError) -> None:
        self._set_help("failed")
        self._help_timer.start()

    def _end_help(self) -> None:
        self._set_help("")

    def _set_help(self, state: str) -> None:
        self._help = state
        self.helpChanged.emit()

    def _tick(self) -> None:
        minute = f"{self._server.now():%Y-%m-%d %H:%M}"
        if minute != self._minute:
            self._minute = minute
            self.clockChanged.emit()

    def _get_clock(self) -> str:
        return f"{self._server.now():%H:%M}"

    def _get_date(self) -> str:
        now = self._server.now()
        return self._texts.text("date-line", month=now.month, day=now.day, weekday=now.isoweekday())

    def _get_hall_name(self) -> str:
        return self._server.hall.name.full(self._texts.get_language())

    def _get_hall_name_en(self) -> str:
        return self._server.hall.name.en if self._texts.get_language() != "en" else ""

    def _get_help_desk(self) -> str:
        return help_desk_of(self._server.hall, self._texts.get_language())

    def _get_other_language(self) -> str:
        place = LANGUAGES.index(self._texts.get_language())
        return LANGUAGES[(place + 1) % len(LANGUAGES)]

    def _get_scale(self) -> float:
        return self._scale

    def _get_high_contrast(self) -> bool:
        return self._high_contrast

    def _get_help(self) -> str:
        return self._help

    scale = Property(float, _get_scale, notify=lookChanged)
    highContrast = Property(bool, _get_high_contrast, notify=lookChanged)
    help = Property(str, _get_help, notify=helpChanged)
    """Empty, ``asking``, ``called`` or ``failed``."""
    clock = Property(str, _get_clock, notify=clockChanged)
    date = Property(str, _get_date, notify=clockChanged)
    hallName = Property(str, _get_hall_name, notify=clockChanged)
    hallNameEn = Property(str, _get_hall_name_en, notify=clockChanged)
    """Under the Chinese name; empty when the screen speaks English."""
    helpDesk = Property(str, _get_help_desk, notify=clockChanged)
    otherLanguage = Property(str, _get_other_language, notify=clockChanged)
    """What the language key leads to."""
