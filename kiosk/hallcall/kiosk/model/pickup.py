"""Documents fetched from the locker beside this kiosk: number of the box, code, door open, door closed.

::

    ask ── opening ── open ── done
     │ ^      │         └──── not closed: staff are called
     │ └──────┴── wrong code, nothing there, door stuck
     └─ second: the other person's code, for a document of two

The box opens by its code alone: nobody is asked who they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from hallcall.core.errors import HallcallError, Refused
from hallcall.kiosk.model.digit_pad import DigitPad
from hallcall.kiosk.model.pages import Page
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["KioskLocker", "PickUp"]

BOX_DIGITS = 2
CODE_DIGITS = 6
DONE_MS = 8000
"""How long it is said that all is well, before the next visitor finds the first page."""
_PROBLEMS = {
    "locker.empty": "pickup-problem-empty",
    "locker.locked": "pickup-problem-locked",
    "locker.wrong_code": "pickup-problem-wrong",
    "locker.not_opened": "pickup-problem-not-opened",
}
_UNDER_WAY = frozenset({"opening", "open"})


class KioskLocker(Protocol):
    """The locker that hangs at this kiosk. Callbacks come in the GUI thread, never from inside the call."""

    @property
    def works(self) -> bool:
        """Whether it can be used now."""
        ...

    def fetch(
        self,
        box: int,
        codes: tuple[str, ...],
        on_open: Callable[[], None],
        on_done: Callable[[], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        """Open a box for who has its codes: ``on_open`` when its door is seen open, ``on_done`` when it is closed."""
        ...


class PickUp(QObject):
    """The page on which documents are fetched."""

    changed = Signal()
    pageWanted = Signal(object)
    """This ``Page`` is to be shown."""
    busyChanged = Signal()
    """A door is being opened, stands open, or is closed again."""
    ended = Signal()
    """The document is out and the door is closed: the visit is over."""

    def __init__(
        self,
        locker: KioskLocker | None,
        server: KioskServer,
        texts: ScreenTexts,
        kiosk_id: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._locker = locker
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._pad = DigitPad(BOX_DIGITS + CODE_DIGITS, self)
        self._pad.changed.connect(self._forget_problem)
        self._state = "ask"
        self._problem = ""
        self._fields: dict[str, str | int | float | bool] = {}
        self._box = 0
        self._is_helped = False
        self._first = ""
        """The code of the first of two people."""
        self._visit = 0
        self._done = QTimer(self)
        self._done.setSingleShot(True)
        self._done.setInterval(DONE_MS)
        self._done.timeout.connect(self.ended)
        texts.languageChanged.connect(self.changed)

    @property
    def offered(self) -> bool:
        """Whether this kiosk has a locker."""
        return self._locker is not None

    @property
    def is_under_way(self) -> bool:
        """Whether a door is being opened or stands open."""
        return self._state in _UNDER_WAY

    @Slot()
    def begin(self) -> None:
        """The visitor wants to fetch a document."""
        self._forget()
        self.pageWanted.emit(Page.PICKUP)

    @Slot()
    def confirm(self) -> None:
        """The visitor has typed number and code."""
        typed = self._pad.typed
        if self._pad.property("full") and not self.is_under_way:
            self._open(int(typed[:BOX_DIGITS]), typed[BOX_DIGITS:])

    def take(self, parcel: str) -> None:
        """A code of the locker was scanned: ``3-482913``."""
        if self.is_under_way:
            return
        if self._state not in {"ask", "second"}:
            self._forget()
        box, _, code = parcel.partition("-")
        self.pageWanted.emit(Page.PICKUP)
        self._open(int(box), code)

    def wipe(self) -> None:
        """The visitor has gone. A door that stands open is still watched."""
        self._forget()

    def _forget(self) -> None:
        self._visit += 1
        self._done.stop()
        self._first, self._box, self._is_helped = "", 0, False
        self._pad.clear()
        self._set("ask")

    def _forget_problem(self) -> None:
        if self._problem and self._pad.typed:
            self._problem = ""
        self.changed.emit()

    def _open(self, box: int, code: str) -> None:
        if self._locker is None:
            return
        if self._state == "second" and box != self._box:
            self._first = ""
        codes = (self._first, code) if self._first else (code,)
        self._box = box
        visit = self._visit

        def opened() -> None:
            if visit == self._visit:
                self._set("open")

        def done() -> None:
            if visit == self._visit:
                self._set("done")
                self._done.start()

        def failed(error: HallcallError) -> None:
            if error.code == "locker.not_closed":
                # Whoever it was may have gone: somebody must close the door all the same.
                self._server.call_staff(self._kiosk, lambda _: self._take_help(visit), _unheard)
            if visit == self._visit:
                self._fail(error, code)

        self._pad.clear()
        self._set("opening")
        self._locker.fetch(box, codes, opened, done, failed)

    def _fail(self, error: HallcallError, code: str) -> None:
        if error.code == "locker.not_closed":
            self._set("notclosed")
        elif error.code == "locker.both_needed":
            self._first = code
            self._set("second")
        else:
            self._first = ""
            known = isinstance(error, Refused) and error.code in _PROBLEMS
            self._set("ask", _PROBLEMS[error.code] if known else "pickup-problem-other", dict(error.fields))

    def _take_help(self, visit: int) -> None:
        """Somebody comes to close the door."""
        if visit == self._visit:
            self._is_helped = True
            self.changed.emit()

    def _set(self, state: str, problem: str = "", fields: dict[str, str | int | float | bool] | None = None) -> None:
        was = self.is_under_way
        self._state, self._problem, self._fields = state, problem, fields or {}
        self.changed.emit()
        if was != self.is_under_way:
            self.busyChanged.emit()

    def _get_problem(self) -> str:
        return self._texts.text(self._problem, **self._fields) if self._problem else ""

    def _get_title(self) -> str:
        return self._texts.text(f"pickup-title-{self._state}", box=self._box)

    def _get_sub(self) -> str:
        name = "helped" if self._state == "notclosed" and self._is_helped else self._state
        return self._texts.text(f"pickup-sub-{name}", box=self._box)

    def _get_works(self) -> bool:
        return self._locker is not None and self._locker.works

    pad = Property(QObject, lambda self: self._pad, constant=True)
    boxDigits = Property(int, lambda _self: BOX_DIGITS, constant=True)
    isOffered = Property(bool, lambda self: self.offered, constant=True)
    """This kiosk has a locker."""
    works = Property(bool, _get_works, notify=changed)
    """It can be used now."""
    state = Property(str, lambda self: self._state, notify=changed)
    """``ask | second | opening | open | done | notclosed``."""
    asks = Property(bool, lambda self: self._state in {"ask", "second"}, notify=changed)
    title = Property(str, _get_title, notify=changed)
    sub = Property(str, _get_sub, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    """Why the box stays closed; empty when nothing is wrong."""


def _unheard(_: HallcallError) -> None:
    """The locker's own state tells of the open door as well."""
