"""Everything on the page that can be pressed at a device: what it does, and what pressing again undoes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.hall_processes import HallProcesses
from hallcall.sim.theatre.entrance import Entrance
from hallcall.sim.theatre.furniture import Furniture
from hallcall.sim.theatre.people import KIOSK

Deed: TypeAlias = Callable[[], object]
_CREDIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One button. Its word is the message ``theatre-fault-...``, what the hall does then ``theatre-told-...``."""

    name: str
    """``printer.paper-out``: the device, and what is wrong with it."""
    break_: Deed
    mend: Deed | None
    """None: it mends itself."""

    @property
    def device(self) -> str:
        """Whose button it is."""
        return self.name.partition(".")[0]

    @property
    def message(self) -> str:
        """Its name as part of a message's."""
        return self.name.replace(".", "-")


DEVICES = ("printer", "reader", "hald", "server", "network", "led", "glass", "sms", "camera", "door")
"""In the order of the page."""

_STARTS_ANEW = {"server.kill": "server.freeze"}
"""What is killed, and what was wrong with it."""


def faults_of(hall: HallProcesses, furniture: Furniture, entrance: Entrance) -> dict[str, Fault]:
    """All faults by name, in the order of the page."""
    cable, gate = hall.cable, entrance.gate
    assert cable is not None  # noqa: S101 - the theatre's plan has one
    assert gate is not None  # noqa: S101 - it was started
    eye = hall.cameras[KIOSK]

    def kiosk(deed: str) -> Deed:
        return lambda: hall.devices.call(deed, kiosk=KIOSK)

    def credit(left: int) -> Deed:
        return lambda: setattr(furniture.gateway, "credit", left)

    refill = kiosk("refill")  # mends both
    made: list[tuple[str, Deed, Deed | None]] = [
        ("printer.paper-out", kiosk("paper_out"), refill),
        ("printer.paper-low", kiosk("paper_low"), refill),
        ("printer.cover", kiosk("open_cover"), kiosk("close_cover")),
        ("printer.jam", kiosk("jam_cutter"), kiosk("repair_cutter")),
        ("printer.cable", kiosk("unplug_printer"), kiosk("plug_printer")),
        ("reader.cable", kiosk("unplug_reader"), kiosk("plug_reader")),
        ("hald.kill", hall.daemons[KIOSK].kill, None),
        ("server.kill", hall.server.kill, None),
        ("server.freeze", hall.server.freeze, hall.server.thaw),
        ("network.cut", cable.pull, cable.plug),
        ("led.cable", furniture.led_wire.unplug, furniture.led_wire.plug),
        ("led.kill", furniture.keepers["led"].kill, None),
        ("glass.cable", furniture.glass_wire.unplug, furniture.glass_wire.plug),
        ("glass.weld", lambda: furniture.weld(is_welded=True), lambda: furniture.weld(is_welded=False)),
        ("glass.kill", furniture.keepers["glass"].kill, None),
        ("sms.credit", credit(0), credit(_CREDIT)),
        ("camera.freeze", _frozen(eye), _thawed(eye)),
        ("camera.cable", eye.unplug, eye.plug),
        ("door.freeze", _frozen(entrance.camera), _thawed(entrance.camera)),
        ("door.cable", entrance.camera.unplug, entrance.camera.plug),
        ("door.kill", gate.kill, None),
        ("sms.cable", furniture.gateway_wire.unplug, furniture.gateway_wire.plug),
    ]
    return {name: Fault(name=name, break_=break_, mend=mend) for name, break_, mend in made}


def _frozen(camera: SimCamera) -> Deed:
    return lambda: camera.behave(gives="frozen")


def _thawed(camera: SimCamera) -> Deed:
    return lambda: camera.behave(gives="frames")


class Faults:
    """Which buttons are pressed. Used from many threads, one press at a time."""

    def __init__(self, faults: dict[str, Fault]) -> None:
        self.all = faults
        self._pressed: dict[str, None] = {}

    @property
    def pressed(self) -> tuple[str, ...]:
        """What is wrong now, in the order in which it came."""
        return tuple(self._pressed)

    def press(self, name: str) -> None:
        """Break it, or mend it when it was broken.

        Raises:
            KeyError: there is no such button.
            ActorError: the devices are gone.
        """
        fault = self.all[name]
        if name in self._pressed:
            self.mend(name)
            return
        fault.break_()
        if fault.mend is not None:
            self._pressed[name] = None
        if name in _STARTS_ANEW:
            # Nothing is left of what was wrong with it before.
            self.mend(_STARTS_ANEW[name])

    def mend(self, name: str) -> None:
        """Mend one thing; what else is wrong with the same device stays so."""
        mend = self.all[name].mend
        if mend is None or name not in self._pressed:
            return
        del self._pressed[name]
        mend()
        for other in self.pressed:
            if self.all[other].mend is mend:
                self.all[other].break_()

    def mend_all(self) -> None:
        """Everything works again."""
        for name in self.pressed:
            self.mend(name)
