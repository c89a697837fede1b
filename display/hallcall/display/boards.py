"""``hallcall led``: keeps the boards of light over the counters. A program of its own, without a screen."""

from __future__ import annotations

import re
from concurrent.futures import Future, wait

import structlog
from ulid import ULID

from hallcall.assets import load_texts
from hallcall.core.commands import Channel
from hallcall.core.errors import DeviceError
from hallcall.core.terms import CounterNumber
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.display.model.board_text import board_colour, board_text
from hallcall.display.model.window import Window, WindowState, called_at, window_at, window_in_emergency
from hallcall.hal import DeviceId
from hallcall.hal.ports.led import LedCapabilities, LedColour, ShowText

_log = structlog.get_logger("hallcall.led")

LOOK_S = 1.0
"""Times of day and silence are looked at so often; news are shown at once."""
_GETTING_OUT = frozenset({WindowState.EVACUATE, WindowState.DRILL})
_OVER_COUNTER = re.compile(r"[a-z-]*-(\d{1,3})")
"""A board's name ends with the number of its counter: ``window-12``."""


class BoardKeeper(Keeper):
    """The boards of one machine."""

    def __init__(self, settings: KeeperSettings, language: str) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._texts = load_texts(language)
        self._columns: dict[DeviceId, int] = {}
        self._counter_of: dict[DeviceId, CounterNumber] = {}
        self._shown: dict[DeviceId, tuple[str, LedColour]] = {}
        for config in settings.machine.devices:
            capabilities = self.devices.get(config.id).capabilities
            place = _OVER_COUNTER.fullmatch(config.id)
            if isinstance(capabilities, LedCapabilities) and place is not None:
                self._columns[config.id] = capabilities.columns
                self._counter_of[config.id] = CounterNumber(int(place.group(1)))

    @property
    def keeps(self) -> tuple[str, ...]:
        """Counters with a board of this machine."""
        return tuple(map(str, self._counter_of.values()))

    def keep(self) -> None:
        """Tell every board whose text is another one than it shows."""
        for board, counter in self._counter_of.items():
            wanted = self._wanted(board, self._window(counter))
            if self._shown.get(board) != wanted:
                self._show(board, wanted)

    def let_go(self) -> None:
        """A board keeps what it shows: say that numbers are called by word of mouth now, or still to leave."""
        told: list[Future[str]] = []
        for board, counter in self._counter_of.items():
            if self._window(counter).state not in _GETTING_OUT:
                window = Window(counter=counter, state=WindowState.UNHEARD)
                told.append(self._show(board, self._wanted(board, window)))
        wait(told, timeout=LOOK_S)

    def _wanted(self, board: DeviceId, window: Window) -> tuple[str, LedColour]:
        return board_text(window, self._texts, self._columns[board]), board_colour(window)

    def _window(self, counter: CounterNumber) -> Window:
        heard, emergency = self.follower.look(), self.follower.emergency()
        if emergency is not None:
            return window_in_emergency(counter, emergency)
        if heard is None or counter not in heard.hall.counter_by_number:
            return Window(counter=counter, state=WindowState.UNHEARD)
        with self.follower.lock:
            return window_at(heard.hall, self.follower.state, counter, heard.now, is_heard=self.is_heard)

    def _show(self, board: DeviceId, wanted: tuple[str, LedColour]) -> Future[str]:
        self._shown[board] = wanted
        text, colour = wanted
        future = self.devices.do(board, ShowText(text=text, colour=colour), str(ULID()), deadline_s=LOOK_S)
        future.add_done_callback(lambda done: self._note(board, done))
        return future

    def _note(self, board: DeviceId, done: Future[str]) -> None:
        error = done.exception()
        counter = self._counter_of[board]
        if error is None and self._window(counter).state is WindowState.CALLING:
            with self.follower.lock:
                called = called_at(self.follower.state, counter)
            for ticket, call in called:
                self.confirm(Channel.WINDOW, ticket, call)
        if isinstance(error, DeviceError):
            # Said again with the next look.
            self._shown.pop(board, None)
            _log.warning("led.failed", board=board, code=error.code)
