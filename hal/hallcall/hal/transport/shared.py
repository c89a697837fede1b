"""One line that several devices hang on, each with its own address. They take turns on one thread."""

from __future__ import annotations

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.port import Transport


class SharedLine:
    """The line itself: open while at least one device wants it."""

    def __init__(self, wire: Transport) -> None:
        self.wire = wire
        self.users: set[DeviceId] = set()

    def share(self, device: DeviceId) -> LineShare:
        """The line as ``device`` sees it."""
        return LineShare(self, device)

    def lose(self) -> None:
        """The line is gone, for everybody."""
        self.users.clear()
        self.wire.close()


class LineShare:
    """The line as one of its devices sees it. Implements ``Transport``."""

    def __init__(self, line: SharedLine, device: DeviceId) -> None:
        self._line = line
        self._device = device

    def is_present(self) -> bool:
        """Whether the port is there."""
        return bool(self._line.users) or self._line.wire.is_present()

    def open(self) -> None:
        """Use the line; whoever comes first takes the port."""
        if not self._line.users:
            self._line.wire.open()
        self._line.users.add(self._device)
        self.discard_input()

    def write(self, data: bytes) -> None:
        """Send all of ``data``."""
        wire = self._wire()
        try:
            wire.write(data)
        except DeviceAbsent:
            self._line.lose()
            raise

    def read_exact(self, count: int, deadline: float) -> bytes:
        """Exactly ``count`` bytes, or ``DeviceTimeout``."""
        wire = self._wire()
        try:
            return wire.read_exact(count, deadline)
        except DeviceAbsent:
            self._line.lose()
            raise

    def read_pending(self) -> bytes:
        """What has arrived already."""
        wire = self._wire()
        try:
            return wire.read_pending()
        except DeviceAbsent:
            self._line.lose()
            raise

    def discard_input(self) -> None:
        """Forget what arrived unasked."""
        wire = self._wire()
        try:
            wire.discard_input()
        except DeviceAbsent:
            self._line.lose()
            raise

    def close(self) -> None:
        """Use the line no more; the last one gives the port back."""
        self._line.users.discard(self._device)
        if not self._line.users:
            self._line.wire.close()

    def _wire(self) -> Transport:
        if self._device not in self._line.users:
            raise DeviceAbsent("device.unplugged", device=self._device)
        return self._line.wire
