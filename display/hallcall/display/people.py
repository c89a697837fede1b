"""``hallcall people``: tells the server how many go through the doors of this machine. Numbers only."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime

from hallcall.core.commands import CountPeople
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.hal import DeviceEvent, DeviceId
from hallcall.hal.building import make_driver
from hallcall.hal.ports.people import PeopleCounter, PeoplePassed

LOOK_S = 5.0
"""So often is told what was counted: a door is no reason for a commit a second."""


class PeopleKeeper(Keeper):
    """The doors of one machine. Who was counted is on the disk at once and stays there until the server has told so."""

    def __init__(self, settings: KeeperSettings, *, look_s: float = LOOK_S) -> None:
        super().__init__(settings, pause_s=look_s, owes=True)
        self._doors = {
            DeviceId(config.id): driver.door
            for config in settings.machine.devices
            if config.enabled and isinstance(driver := make_driver(config), PeopleCounter)
        }
        self._counting = threading.Lock()
        self.devices.subscribe(self._hear)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Doors of this machine."""
        return tuple(self._doors.values())

    def keep(self) -> None:
        """Owe the server what was counted."""
        for door in self._doors.values():
            with self._counting:
                counted = self.owing.counted(_name(door))
                if counted.total():
                    command = CountPeople(door=door, entered=counted["entered"], left=counted["left"])
                    self.owing.owe_counted(_name(door), command, datetime.now(UTC))

    def let_go(self) -> None:
        """A counter goes on counting; what was counted here waits for the next start."""

    def _hear(self, event: DeviceEvent) -> None:
        door = self._doors.get(event.device)
        if isinstance(event, PeoplePassed) and door is not None:
            with self._counting:
                self.owing.add(_name(door), Counter(entered=event.entered, left=event.left))


def _name(door: str) -> str:
    return f"door {door}"
