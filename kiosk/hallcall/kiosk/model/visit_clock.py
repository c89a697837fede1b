"""How long a visit may rest: so many seconds a page, none while the visitor can only wait."""

from __future__ import annotations

from collections.abc import Callable

from hallcall.kiosk.model.idle import IdleTimer
from hallcall.kiosk.model.pages import Page

__all__ = ["VisitClock"]

IDLE_S = 60
IDLE_LARGE_S = 120
WARN_S = 15
TICKET_S = 40
TICKET_LARGE_S = 120
NO_SLIP_S = 90


class VisitClock:
    """Sets the idle timer by the page that is shown."""

    def __init__(self, idle: IdleTimer, is_slow: Callable[[], bool], is_changed: Callable[[], bool]) -> None:
        """Use a timer.

        Args:
            idle: counts, warns and tells the end.
            is_slow: whether this visitor needs longer: large type, or the screen is read to them.
            is_changed: whether the first page is not as the next visitor must find it.
        """
        self._idle = idle
        self._is_slow = is_slow
        self._is_changed = is_changed

    def begin(self, page: Page) -> None:
        """A page is shown, or something of it has changed."""
        match page:
            case Page.TICKET:
                self._idle.start(TICKET_LARGE_S if self._is_slow() else TICKET_S, 0)
            case Page.PAPER_OUT:
                self._idle.start(TICKET_LARGE_S if self._is_slow() else NO_SLIP_S, 0)
            case Page.HOME:
                if self._is_changed():
                    self._idle.start(IDLE_LARGE_S if self._is_slow() else IDLE_S, 0)
            case _:
                self._idle.start(IDLE_LARGE_S if self._is_slow() else IDLE_S, WARN_S)

    def hold(self, reason: str, *, on: bool) -> None:
        """Stand still while something is under way."""
        if on:
            self._idle.hold(reason)
        else:
            self._idle.release(reason)
