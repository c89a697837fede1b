"""An ID card reader with a SAM-V module."""

from __future__ import annotations

import random
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from hallcall.core.identity import DocumentKind
from hallcall.hal import CardLaid, DeviceId, Hal, IdCard
from hallcall.sim.devices import PtyWire, SimIdReader, TcpWire, Wire, fictional_card
from helpers.device_rigs.base import Diary, RigMaker, machine_text, running, serial_at, tcp_at

READER = DeviceId("idcard")
TODAY = date(2026, 11, 23)


@dataclass
class ReaderRig:
    """An ID card reader."""

    id: DeviceId
    wire: Wire
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


@contextmanager
def reader_rig(
    folder: Path, *, options: str = "", finds_again: bool = False, baud: int | None = None, tcp: bool = False
) -> Generator[ReaderRig]:
    """A running Hal with a reader on a wire; without ``baud`` as fast as the machine can."""
    device = SimIdReader(finds_again=finds_again)
    wire = TcpWire(device, baud=baud) if tcp else PtyWire(folder / "reader", device, baud=baud)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    timeout = "" if "timeout_ms" in options else "timeout_ms = 250\n"
    text = machine_text(READER, "idcard.sdt", transport, f"poll_ms = 50\nremoved_after_ms = 150\n{timeout}{options}")
    with running(wire, text) as (hal, diary):
        yield ReaderRig(READER, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {
    "idcard.sdt": reader_rig,
    "idcard.sdt over TCP": partial(reader_rig, tcp=True),
}
