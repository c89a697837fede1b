"""What a board of light shows of a window: the longest wording that fits, in the colour that means it."""

from __future__ import annotations

from collections.abc import Mapping

from hallcall.assets import Texts
from hallcall.display.model.window import Window, WindowState
from hallcall.hal.codec.ledframe import cells
from hallcall.hal.ports.led import LedColour

_WORDINGS: Mapping[WindowState, tuple[str, ...]] = {
    WindowState.EVACUATE: ("window-evacuate", "window-evacuate-short"),
    WindowState.DRILL: ("window-drill",),
    WindowState.UNHEARD: ("window-unheard", "window-unheard-short"),
    WindowState.CALLING: ("window-calling", "window-number"),
    WindowState.SERVING: ("window-serving", "window-number"),
    WindowState.MOVED: ("window-moved", "window-number"),
    WindowState.PAUSED: ("window-paused", "window-paused-short"),
    WindowState.FREE: ("window-free", "window-free-short"),
    WindowState.CLOSED: ("window-closed", "window-closed-short"),
}
"""Longest first."""


def board_text(window: Window, texts: Texts, columns: int) -> str:
    """The longest wording that fits; the shortest when none does, for the board to cut.

    Args:
        window: what is to be said.
        texts: in the board's language.
        columns: of the board, in half characters.
    """
    names = _WORDINGS[window.state]
    if window.until is not None:
        names = ("window-paused-until", *names)
    values = {
        "number": window.number,
        "counter": str(window.counter),
        "zone": window.zone or "",
        "time": f"{window.until:%H:%M}" if window.until is not None else "",
    }
    wordings = [texts.text(name, values) for name in names]
    return next((wording for wording in wordings if cells(wording) <= columns), wordings[-1])


def board_colour(window: Window) -> LedColour:
    """Amber is "this number is called now" and nothing else; red is for getting out."""
    match window.state:
        case WindowState.CALLING:
            return LedColour.AMBER
        case WindowState.EVACUATE:
            return LedColour.RED
        case _:
            return LedColour.GREEN
