"""Scenes: each begins with everything mended, and then makes something of the morning. One at a time."""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from enum import StrEnum

from hallcall.core import commands as co
from hallcall.core.errors import HallcallError
from hallcall.sim.hall_processes import HallProcesses
from hallcall.sim.theatre.faults import Faults
from hallcall.sim.theatre.people import HelpDesk, Pause, Visitors


class Scene(StrEnum):
    """A scene; its word is the message ``theatre-scene-...``."""

    RUSH = "rush"
    MORNING = "morning"
    LAN = "lan"
    PAPER = "paper"
    EVACUATION = "evacuation"


_FAULT = {Scene.LAN: "network.cut", Scene.PAPER: "printer.paper-out"}
_ORDINARY: Pause = (6.0, 14.0)
_CROWDED: Pause = (0.5, 2.0)
_CROWD = 24
_DOOR_S = (0.2, 0.9)
"""Between two who come in at the opening and take their number from the guide."""
_REASON = "theatre"


class Scenes:
    """Which scene is played."""

    def __init__(
        self,
        hall: HallProcesses,
        faults: Faults,
        visitors: Visitors,
        help_desk: HelpDesk,
        dice: random.Random,
    ) -> None:
        self._hall, self._faults, self._visitors = hall, faults, visitors
        self._help_desk, self._dice = help_desk, dice
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._crowd: threading.Thread | None = None
        self.now = Scene.MORNING

    def close(self) -> None:
        """The play is over."""
        self._end_crowd()

    def play(self, name: str) -> None:
        """Mend everything and play this scene from its beginning.

        Raises:
            KeyError: there is no such scene.
            HallcallError: the server does not take the command that the scene needs.
        """
        scene = {one.value: one for one in Scene}[name]
        with self._lock:
            was, self.now = self.now, scene
            self._end_crowd()
            self._faults.mend_all()
            if was is Scene.EVACUATION and scene is not was:
                # Nobody may have ended it by hand meanwhile.
                with suppress(HallcallError):
                    self._hall.tell(co.EndEmergency(reason=_REASON))
            self._visitors.pause_s = _CROWDED if scene is Scene.RUSH else _ORDINARY
            if scene is Scene.RUSH:
                self._begin_crowd()
            elif scene is Scene.EVACUATION and was is not scene:
                self._hall.tell(co.BeginEmergency(is_drill=False, reason=_REASON))
            elif scene in _FAULT:
                self._faults.press(_FAULT[scene])

    def _begin_crowd(self) -> None:
        self._ending.clear()
        self._crowd = threading.Thread(target=self._come_in, name="crowd")
        self._crowd.start()

    def _end_crowd(self) -> None:
        self._ending.set()
        if self._crowd is not None:
            self._crowd.join()
            self._crowd = None

    def _come_in(self) -> None:
        for _ in range(_CROWD):
            if self._ending.wait(self._dice.uniform(*_DOOR_S)):
                return
            self._help_desk.issue()
