"""A device under test: the real driver, a real wire, a simulated far end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from hallcall.hal import (
    DeviceEvent,
    DeviceId,
    Hal,
    Health,
    Rasteriser,
    Reason,
    Services,
    Status,
    StatusChanged,
    parse_machine,
)
from hallcall.hal.supervisor import Patience
from hallcall.sim.devices import PtyWire, TcpWire, Wire

PATIENT_S = 15.0
"""Longest wait for something that must happen; a busy machine takes its time."""
HASTY = Patience(first_s=0.05, longest_s=0.2, after_miss_s=0.02)

E = TypeVar("E", bound=DeviceEvent)


class Diary:
    """Every event of a Hal, in order, to wait on."""

    def __init__(self) -> None:
        self.events: list[DeviceEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: DeviceEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, kind: type[E], fits: Callable[[E], bool] = lambda _: True, *, after: int = 0) -> E:
        """The first event of that kind after the first ``after`` events."""
        deadline = time.monotonic() + PATIENT_S
        with self._changed:
            while True:
                for event in self.events[after:]:
                    if isinstance(event, kind) and fits(event):
                        return event
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    raise AssertionError(f"no {kind.__name__} among {self.events[after:]}")

    def of(self, kind: type[E]) -> list[E]:
        """All events of that kind so far."""
        return [event for event in self.events if isinstance(event, kind)]


class Watched(Protocol):
    """One device and what it told."""

    id: DeviceId
    diary: Diary


class Rig(Watched, Protocol):
    """One device, whatever it is, for the tests that every driver must pass."""

    wire: Wire
    hal: Hal
    text: str
    """The machine's file."""

    def use(self) -> None:
        """Have it do its whole job once; fails when it does not."""
        ...


def wait_status(rig: Watched, health: Health, reason: Reason | None = None, *, after: int = 0) -> Status:
    """Wait until the device is so."""

    def fits(event: StatusChanged) -> bool:
        status = event.status
        return event.device == rig.id and status.health is health and (reason is None or reason in status.reasons)

    return rig.diary.wait(StatusChanged, fits, after=after).status


RigMaker: TypeAlias = Callable[[Path], AbstractContextManager[Rig]]
"""Makes a running rig with its files in a folder."""


@contextmanager
def running(wire: Wire, text: str, rasteriser: Rasteriser | None = None) -> Generator[tuple[Hal, Diary]]:
    """The machine that ``text`` describes, from when its device is online until it is stopped."""
    diary = Diary()
    hal = Hal(parse_machine(text), services=Services(rasteriser=rasteriser), patience=HASTY)
    hal.subscribe(diary)
    with wire, hal:
        diary.wait(StatusChanged, lambda event: event.status.health is Health.ONLINE)
        yield hal, diary


def machine_text(device: DeviceId, driver: str, transport: str, options: str = "") -> str:
    """A machine's file with one device; ``transport`` is the inside of its table."""
    return (
        f'schema = 1\n[machine]\nid = "test-machine"\n[[device]]\nid = "{device}"\ndriver = "{driver}"\n'
        f"transport = {{ {transport} }}\n{options}\n"
    )


def serial_at(wire: PtyWire) -> str:
    """The ``transport`` of a serial line; its baud rate is only how long a write is waited for."""
    return f'kind = "serial", port = "{wire.path}", baud = 921600'


def file_at(wire: PtyWire) -> str:
    """The ``transport`` of a character device."""
    return f'kind = "usb-file", path = "{wire.path}"'


def tcp_at(wire: TcpWire) -> str:
    """The ``transport`` of a device in the network."""
    return f'kind = "tcp", host = "127.0.0.1", port = {wire.port}'
