"""A character device that is read and written as it is: the ``usblp`` printer ports of Linux."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from hallcall.core.errors import DeviceAbsent, DeviceBusy
from hallcall.hal.transport.ends import FilePort
from hallcall.hal.transport.port import Trace
from hallcall.hal.transport.stream import StreamTransport

_HELD = frozenset({errno.EBUSY, errno.EAGAIN})


class FileTransport(StreamTransport):
    """One character device, held by this process alone."""

    def __init__(self, port: FilePort, trace: Trace | None = None) -> None:
        super().__init__(port.device, trace)
        self._path = Path(port.path)

    def is_present(self) -> bool:
        """Whether the file is there."""
        return self._path.exists()

    def open(self) -> None:
        """Take the file.

        Raises:
            DeviceBusy: another program holds it.
            DeviceAbsent: there is no such file, or this program may not open it.
        """
        self.close()
        try:
            self._number = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            if error.errno in _HELD:
                raise DeviceBusy("device.busy", device=self._device) from error
            raise DeviceAbsent("device.absent", device=self._device, detail=type(error).__name__) from error
        with suppress(DeviceAbsent):
            self.discard_input()
