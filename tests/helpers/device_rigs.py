"""A device under test: the real driver, a real pseudo-terminal, a simulated far end."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from hallcall.core.identity import DocumentKind
from hallcall.hal import (
    CardLaid,
    DeviceEvent,
    DeviceId,
    Hal,
    Health,
    IdCard,
    JobState,
    PrintJob,
    PrintJobChanged,
    Rasteriser,
    Reason,
    Status,
    StatusChanged,
    parse_machine,
)
from hallcall.hal.document import Slip, Text
from hallcall.hal.supervisor import Patience
from hallcall.sim.devices import PtyWire, SimIdReader, SimTicketPrinter, fictional_card

READER, PRINTER = DeviceId("idcard"), DeviceId("ticket")
TODAY = date(2026, 11, 23)
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


class Rig(Protocol):
    """One device, whatever it is, for the tests that every driver must pass."""

    id: DeviceId
    wire: PtyWire
    hal: Hal
    diary: Diary
    text: str

    def use(self) -> None:
        """Have it do its whole job once; fails when it does not."""
        ...


def wait_status(rig: Rig, health: Health, reason: Reason | None = None, *, after: int = 0) -> Status:
    """Wait until the device is so."""

    def fits(event: StatusChanged) -> bool:
        status = event.status
        return event.device == rig.id and status.health is health and (reason is None or reason in status.reasons)

    return rig.diary.wait(StatusChanged, fits, after=after).status


@dataclass
class ReaderRig:
    """An ID card reader."""

    id: DeviceId
    wire: PtyWire
    hal: Hal
    diary: Diary
    text: str
    device: SimIdReader
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    def use(self) -> None:
        card = self.new_card()
        before = len(self.diary.events)
        self.device.lift()
        self.device.lay(card)
        laid = self.diary.wait(CardLaid, lambda event: event.card.number == card.number, after=before)
        assert (laid.card.name, laid.card.address) == (card.name, card.address)

    def new_card(self, kind: DocumentKind = DocumentKind.RESIDENT) -> IdCard:
        return fictional_card(self.dice, kind, today=TODAY)


@dataclass
class PrinterRig:
    """A ticket printer."""

    id: DeviceId
    wire: PtyWire
    hal: Hal
    diary: Diary
    text: str
    device: SimTicketPrinter
    count: int = 0

    def use(self) -> None:
        self.count += 1
        text = f"第 {self.count} 张小票"
        assert self.print(Slip(blocks=(Text(text=text),))).state is JobState.CONFIRMED
        assert self.device.tickets[-1].lines == (text,)

    def print(self, slip: Slip) -> PrintJob:
        """Print and wait for the end of the job."""
        request_id = f"request-{time.monotonic_ns()}"
        before = len(self.diary.events)
        self.hal.print_slip(self.id, slip, request_id)
        ended = self.diary.wait(
            PrintJobChanged, lambda e: e.job.request_id == request_id and e.job.is_over, after=before
        )
        return ended.job


@contextmanager
def reader_rig(
    folder: Path, *, options: str = "", finds_again: bool = False, baud: int | None = None
) -> Generator[ReaderRig]:
    """A running Hal with a reader on a wire; without ``baud`` as fast as the machine can."""
    device = SimIdReader(finds_again=finds_again)
    wire = PtyWire(folder / "reader", device, baud=baud)
    text = _machine(READER, "idcard.sdt", wire.path, f"poll_ms = 50\nremoved_after_ms = 150\n{options}")
    with _running(wire, text, None) as (hal, diary):
        yield ReaderRig(READER, wire, hal, diary, text, device)


@contextmanager
def printer_rig(
    folder: Path,
    *,
    options: str = "",
    device: SimTicketPrinter | None = None,
    rasteriser: Rasteriser | None = None,
    baud: int | None = None,
) -> Generator[PrinterRig]:
    """A running Hal with a printer on a wire."""
    device = device or SimTicketPrinter()
    wire = PtyWire(folder / "printer", device, baud=baud)
    options = options if "poll_ms" in options else f"poll_ms = 100\n{options}"
    text = _machine(PRINTER, "printer.escpos", wire.path, options)
    with _running(wire, text, rasteriser) as (hal, diary):
        yield PrinterRig(PRINTER, wire, hal, diary, text, device)


@contextmanager
def _running(wire: PtyWire, text: str, rasteriser: Rasteriser | None) -> Generator[tuple[Hal, Diary]]:
    diary = Diary()
    hal = Hal(parse_machine(text), rasteriser=rasteriser, patience=HASTY)
    hal.subscribe(diary)
    with wire, hal:
        diary.wait(StatusChanged, lambda event: event.status.health is Health.ONLINE)
        yield hal, diary


def _machine(device: DeviceId, driver: str, path: Path, options: str) -> str:
    options = options if "timeout_ms" in options else f"timeout_ms = 250\n{options}"
    return (
        f'schema = 1\n[machine]\nid = "test-machine"\n[[device]]\nid = "{device}"\ndriver = "{driver}"\n'
        f'transport = {{ kind = "serial", port = "{path}", baud = 921600 }}\n{options}\n'
    )
