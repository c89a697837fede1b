"""Call pads, rating pads, pager bases and people counters on the reference protocol."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.keypad import PadKey, PadKeyPressed
from hallcall.hal.ports.pager import Buzz, PagerConfirmed
from hallcall.hal.ports.people import PeoplePassed
from hallcall.hal.ports.rating import AskRating, CaseRated
from hallcall.sim.devices import PtyWire, TcpWire, Wire
from hallcall.sim.devices.pads import SimBeam, SimKeyPad, SimNetworkCounter, SimPad, SimPagerBase, SimRatingPad
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at, tcp_at

P = TypeVar("P", bound=SimPad)


@dataclass
class PadRig(Generic[P]):
    """Any device of the reference protocol."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: P
    count: int = field(default=0)

    def do(self, command: Command[Any, Any]) -> object:
        """Carry out a command and wait for its end."""
        self.count += 1
        return self.hal.do(self.id, command, f"request-{self.count}").result(PATIENT_S)


class KeyPadRig(PadRig[SimKeyPad]):
    """A call pad."""

    def use(self) -> None:
        before = len(self.diary.of(PadKeyPressed))
        seen = len(self.diary.events)
        self.device.press("next")
        self.device.press("recall")
        self.diary.wait(PadKeyPressed, lambda event: event.key is PadKey.RECALL, after=seen)
        assert [event.key for event in self.diary.of(PadKeyPressed)[before:]] == [PadKey.NEXT, PadKey.RECALL]


class RatingRig(PadRig[SimRatingPad]):
    """A rating pad."""

    def use(self) -> None:
        case = f"case-{self.count}"
        self.do(AskRating(case=case))
        self.device.press(4)
        assert self.diary.wait(CaseRated, lambda event: event.case == case).level == 4


class PagerRig(PadRig[SimPagerBase]):
    """A pager base."""

    def use(self) -> None:
        before, buzzed = len(self.diary.events), len(self.device.buzzed)
        self.do(Buzz(pager=2))
        assert [pager for _, pager in self.device.buzzed[buzzed:]] == [2]
        self.device.press(2)
        assert self.diary.wait(PagerConfirmed, after=before).pager == 2


class BeamRig(PadRig[SimBeam]):
    """A people counter."""

    def use(self) -> None:
        before = len(self.diary.events)
        self.device.walk(entered=3, left=1)
        passed = self.diary.wait(PeoplePassed, after=before)
        assert (passed.entered, passed.left) == (3, 1)


_PADS: dict[str, tuple[type[PadRig[Any]], type[SimPad]]] = {
    "keypad.frames": (KeyPadRig, SimKeyPad),
    "rating.frames": (RatingRig, SimRatingPad),
    "pager.frames": (PagerRig, SimPagerBase),
    "people.beam": (BeamRig, SimBeam),
}


@contextmanager
def pad_rig(folder: Path, *, driver: str, tcp: bool = False, options: str = "") -> Generator[Any]:
    """A running Hal with one device of the reference protocol."""
    kind, make = _PADS[driver]
    device = SimNetworkCounter() if "people-json" in options else make()
    wire = TcpWire(device) if tcp else PtyWire(folder / "pad", device, baud=None)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    text = machine_text(DeviceId("pad"), driver, transport, f"poll_ms = 30\n{options}")
    with running(wire, text) as (hal, diary):
        yield kind(DeviceId("pad"), wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {
    **{driver: partial(pad_rig, driver=driver) for driver in _PADS},
    "keypad.frames over TCP": partial(pad_rig, driver="keypad.frames", tcp=True),
    "people.beam over TCP": partial(pad_rig, driver="people.beam", tcp=True, options='map = "people-json"\n'),
}
