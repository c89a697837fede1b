"""The doors of a locker that hangs at this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Self, cast

from ulid import ULID

from hallcall.core.errors import DeviceAbsent, Refused
from hallcall.hal import DeviceEvent, DeviceId, MachineConfig, StatusChanged
from hallcall.hal.interface import Devices
from hallcall.hal.opening import open_devices
from hallcall.hal.ports.locker import DoorChanged, LockerCapabilities, OpenBox, OpenDoors

_ANSWER_S = 10.0


class HalDoors:
    """Implements ``Doors`` over a locker among running devices."""

    def __init__(self, hal: Devices, device: DeviceId) -> None:
        self._hal = hal
        self._device = device
        self._changed = threading.Condition()
        self._open: set[int] = set()
        self._is_closed = False
        self._unsubscribe = hal.subscribe(self._hear)

    def close(self) -> None:
        """Hear no more; who waits for a door waits no longer."""
        self._unsubscribe()
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @classmethod
    @contextmanager
    def of_machine(cls, machine: MachineConfig) -> Generator[Self]:
        """The locker of a machine, from when it can be used.

        Raises:
            Refused: ``locker.none``.
            DeviceAbsent: it cannot be reached.
        """
        found = next((device.id for device in machine.devices if device.driver.startswith("locker.")), None)
        if found is None:
            raise Refused("locker.none", machine=machine.id)
        devices = open_devices(machine)
        doors = cls(devices, found)
        devices.start()
        try:
            doors.await_usable()
            yield doors
        finally:
            doors.close()
            devices.stop()

    @property
    def boxes(self) -> int:
        """How many there are."""
        return cast("LockerCapabilities", self._hal.get(self._device).capabilities).boxes

    def await_usable(self) -> None:
        """Wait until the locker has been reached.

        Raises:
            DeviceAbsent: it was not.
        """
        deadline = time.monotonic() + _ANSWER_S
        with self._changed:
            while not self._hal.get(self._device).status.is_usable:
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    raise DeviceAbsent("device.absent", device=self._device)

    def open_now(self) -> frozenset[int]:
        """Which stand open."""
        return frozenset(self._hal.do(self._device, OpenDoors(), str(ULID())).result(_ANSWER_S))

    def open_box(self, box: int) -> None:
        """Drive the lock of a box."""
        self._hal.do(self._device, OpenBox(box=box), str(ULID())).result(_ANSWER_S)

    def wait(self, box: int, *, is_open: bool, timeout_s: float) -> bool:
        """Wait until the door is so."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while (box in self._open) is not is_open and not self._is_closed:
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    break
            return (box in self._open) is is_open

    def _hear(self, event: DeviceEvent) -> None:
        if event.device != self._device or not isinstance(event, DoorChanged | StatusChanged):
            return
        with self._changed:
            if isinstance(event, DoorChanged):
                (self._open.add if event.is_open else self._open.discard)(event.box)
            self._changed.notify_all()
