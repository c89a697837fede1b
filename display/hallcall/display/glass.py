"""``hallcall glass``: keeps the panes of this machine as the hall's rules say. A program of its own, without a screen.

A pane is clear only while this program says so again and again; when it dies, or the server is not heard, all become
private by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait

import structlog
from ulid import ULID

from hallcall.core.errors import DeviceError
from hallcall.core.glass import GlassReason, GlassWish, plan_glass
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.hal import DeviceId
from hallcall.hal.ports.glass import GlassCapabilities, SetPrivacy

_log = structlog.get_logger("hallcall.glass")

HOLD_S = 9.0
"""A pane stays clear so long after the last word."""
LOOK_S = 1.0
"""An alarm of this machine's own is looked for so often, and every pane told again."""
_PATIENCE_S = 3.0
_UNHEARD = GlassWish(is_private=True, reason=GlassReason.UNHEARD)

Tell = Callable[[str, GlassWish], None]
"""Told when a room changed for another reason or state."""


class GlassKeeper(Keeper):
    """The panes of one machine."""

    def __init__(self, settings: KeeperSettings, tell: Tell) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._tell = tell
        self._told: dict[str, GlassWish] = {}
        self._board_of: dict[str, DeviceId] = {}
        for config in settings.machine.devices:
            capabilities = self.devices.get(config.id).capabilities
            if isinstance(capabilities, GlassCapabilities):
                self._board_of |= dict.fromkeys(capabilities.rooms, config.id)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Panes of this machine."""
        return tuple(self._board_of)

    def keep(self) -> None:
        """Tell every pane what to be, the clear ones again."""
        for room, wish in self._wishes().items():
            if self._told.get(room) != wish:
                self._told[room] = wish
                self._tell(room, wish)
            self._ask(room, is_private=wish.is_private)

    def let_go(self) -> None:
        """Make every pane private now; one that cannot be reached becomes so by itself."""
        wait([self._ask(room, is_private=True) for room in self._board_of], timeout=_PATIENCE_S)

    def _wishes(self) -> Mapping[str, GlassWish]:
        """What every pane should be now; one that the hall does not know stays private."""
        heard, emergency = self.follower.look(), self.follower.emergency()
        if heard is None:
            return self._wishes_unheard() if emergency is not None else dict.fromkeys(self._board_of, _UNHEARD)
        with self.follower.lock:
            state = self.follower.state
            plan = plan_glass(
                heard.hall,
                state,
                heard.now,
                is_heard=self.is_heard,
                is_emergency=emergency is not None,
            )
        return {room: plan.get(room, _UNHEARD) for room in self._board_of}

    def _wishes_unheard(self) -> Mapping[str, GlassWish]:
        """People leave, and the server was not heard since this program was started: what was agreed and kept."""
        clear = self.follower.evacuation.known.clear
        return {room: GlassWish(is_private=room not in clear, reason=GlassReason.EMERGENCY) for room in self._board_of}

    def _ask(self, room: str, *, is_private: bool) -> Future[bool]:
        command = SetPrivacy(room=room, is_private=is_private, hold_s=HOLD_S)
        future = self.devices.do(self._board_of[room], command, str(ULID()), deadline_s=_PATIENCE_S)
        future.add_done_callback(lambda done: self._note(room, done))
        return future

    def _note(self, room: str, done: Future[bool]) -> None:
        error = done.exception()
        if isinstance(error, DeviceError):
            _log.warning("glass.failed", room=room, code=error.code)
