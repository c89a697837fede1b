"""An input device of Linux, taken for this process alone: what a scanner types must not reach the screen.

A pipe or pseudo-terminal has no grab to give (ENOTTY); nothing types into the screen from there, so that is fine.
"""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

from hallcall.core.errors import DeviceAbsent, DeviceBusy
from hallcall.hal.transport.ends import EvdevPort
from hallcall.hal.transport.port import Trace
from hallcall.hal.transport.stream import StreamTransport

_EVIOCGRAB = 0x40044590
"""Source: ``<linux/input.h>``, ``_IOW('E', 0x90, int)``."""
_HELD = frozenset({errno.EBUSY, errno.EAGAIN})


class EvdevTransport(StreamTransport):
    """One input device."""

    def __init__(self, port: EvdevPort, trace: Trace | None = None) -> None:
        super().__init__(port.device, trace)
        self._path = Path(port.path)

    def is_present(self) -> bool:
        """Whether the device is there."""
        return self._path.exists()

    def open(self) -> None:
        """Take the device, and its keys away from everybody else.

        Raises:
            DeviceBusy: another program has grabbed it.
            DeviceAbsent: there is no such device, or this program may not open it.
        """
        self.close()
        try:
            self._number = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._grab()
        except OSError as error:
            self.close()
            if error.errno in _HELD:
                raise DeviceBusy("device.busy", device=self._device) from error
            raise DeviceAbsent("device.absent", device=self._device, detail=type(error).__name__) from error
        self.discard_input()

    def _grab(self) -> None:
        try:
            fcntl.ioctl(self._number, _EVIOCGRAB, 1)
        except OSError as error:
            if error.errno not in {errno.ENOTTY, errno.EINVAL}:
                raise
