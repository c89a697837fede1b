"""Several devices on one line: taken once, given back once, lost for all."""

from __future__ import annotations

import pytest

from hallcall.core.errors import DeviceAbsent
from hallcall.hal import DeviceId
from hallcall.hal.transport import SharedLine

pytestmark = pytest.mark.feature("F210")


class Cable:
    """A wire that counts how often it was taken and can be cut."""

    def __init__(self) -> None:
        self.opened = self.closed = 0
        self.is_cut = False

    def is_present(self) -> bool:
        return not self.is_cut

    def open(self) -> None:
        self.opened += 1

    def write(self, data: bytes) -> None:  # noqa: ARG002 - fake
        self._carry()

    def read_exact(self, count: int, deadline: float) -> bytes:  # noqa: ARG002 - fake
        self._carry()
        return b"x" * count

    def read_pending(self) -> bytes:
        self._carry()
        return b""

    def discard_input(self) -> None:
        self._carry()

    def close(self) -> None:
        self.closed += 1

    def _carry(self) -> None:
        if self.is_cut:
            raise DeviceAbsent("device.unplugged")


def test_the_port_is_taken_by_the_first_and_given_back_by_the_last() -> None:
    cable = Cable()
    line = SharedLine(cable)
    left, right = line.share(DeviceId("left")), line.share(DeviceId("right"))
    left.open()
    right.open()
    assert (cable.opened, cable.closed) == (1, 0)
    left.close()
    assert right.read_exact(2, 0.0) == b"xx"
    assert cable.closed == 0
    right.close()
    assert cable.closed == 1


def test_a_cut_line_is_lost_for_everybody_and_taken_anew() -> None:
    cable = Cable()
    line = SharedLine(cable)
    left, right = line.share(DeviceId("left")), line.share(DeviceId("right"))
    left.open()
    right.open()
    cable.is_cut = True
    with pytest.raises(DeviceAbsent):
        left.write(b"?")
    cable.is_cut = False
    with pytest.raises(DeviceAbsent, match="unplugged"):
        right.write(b"?")
    right.open()
    right.write(b"?")
    assert cable.opened == 2


def test_who_does_not_use_the_line_cannot_speak_on_it() -> None:
    share = SharedLine(Cable()).share(DeviceId("left"))
    with pytest.raises(DeviceAbsent):
        share.read_pending()
