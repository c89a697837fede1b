"""The process that holds a hall's simulated devices: one ID-card reader and one slip printer for each kiosk.

Started as ``python -m hallcall.sim.devices.host DIR SEED TODAY CAMERAS K1 K2 ...``; obeys JSON lines
(``hallcall.sim.actor``).
For each kiosk it writes the machine file that the kiosk's own drivers are started with: they open a port and know
nothing of this. A second file is for a kiosk whose devices belong to a daemon. With ``cameras`` for CAMERAS the files
name a camera too (``camera.json``, which somebody else plugs in), and cards have the photo of a drawn face.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from hallcall.core.identity import DocumentKind
from hallcall.core.masking import mask_name
from hallcall.hal.ports.idcard import IdCard
from hallcall.sim.actor import ActorError, serve_lines
from hallcall.sim.devices.idcard import SimIdReader
from hallcall.sim.devices.people import fictional_card
from hallcall.sim.devices.printer import PrintedTicket, SimTicketPrinter
from hallcall.sim.devices.wire import PtyWire
from hallcall.sim.faces import draw_face
from hallcall.sim.own_folder import OwnFolder

OWN_DEVICES, BEHIND_DAEMON = "machine.toml", "daemon.toml"
"""The two files of a kiosk."""
_MACHINE = """schema = 1
[machine]
id = "{kiosk}"
{daemon}[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = {{ kind = "serial", port = "{reader}", baud = 115200 }}
poll_ms = 150
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = {{ kind = "serial", port = "{printer}", baud = 115200 }}
width_dots = 576
mode = "auto"
"""


_FACES = """[[device]]
id = "camera"
driver = "camera.cv"
transport = {{ kind = "video", source = "sim:{camera}" }}
[face]
enabled = true
engine = "drawn"
hall = "haibin"
handler = "海滨区政务服务中心"
contact = "12345"
ticket_days = 90
folder = "{folder}"
"""
CAMERA = "camera.json"
"""Where a kiosk's camera is, in its folder."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip that fell out of a printer."""

    at: float
    """Seconds since the epoch."""
    path: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Kiosk:
    """The two devices of one kiosk, and their wires."""

    reader: SimIdReader
    reader_wire: PtyWire
    printer: SimTicketPrinter
    printer_wire: PtyWire
    slips: list[_Slip] = field(default_factory=list["_Slip"])


class DeviceHost:
    """All devices of the hall; ``obey`` is what people do to them."""

    def __init__(self, folder: Path, kiosks: list[str], *, seed: int, today: date, has_cameras: bool = False) -> None:
        self._has_cameras = has_cameras
        self._dice = random.Random(seed)
        self._today = today
        # The name of a socket has at most 107 bytes, a folder that somebody chose may have more.
        self._sockets = OwnFolder()
        self._kiosks = {kiosk: self._plug_in(folder, kiosk) for kiosk in kiosks}
        self._cards: list[IdCard] = []

    def close(self) -> None:
        """Pull all cables."""
        for kiosk in self._kiosks.values():
            kiosk.reader_wire.unplug()
            kiosk.printer_wire.unplug()
        self._sockets.close()

    def obey(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out what somebody does to a device.

        Raises:
            ActorError: no such kiosk or deed.
        """
        if request["do"] == "person":
            return self._new_person(DocumentKind(request.get("kind", "resident")))
        kiosk = self._kiosks.get(request.get("kiosk", ""))
        if kiosk is None:
            raise ActorError(f"no kiosk {request.get('kiosk')}")
        match request["do"]:
            case "lay":
                kiosk.reader.lay(
                    self._cards[request["person"]],
                    lift_at=request.get("lift_at"),
                    unreadable=bool(request.get("unreadable")),
                )
                return {"at": time.time()}
            case "was_read" | "has_card" | "is_missed" as question:
                return {question: getattr(kiosk.reader, question)}
            case "slips":
                known = int(request.get("known", 0))
                return {
                    "slips": [
                        {"at": slip.at, "path": slip.path, "lines": list(slip.lines)} for slip in kiosk.slips[known:]
                    ]
                }
            case deed:
                deeds = _deeds(kiosk)
                if deed not in deeds:
                    raise ActorError(f"nobody can {deed}")
                deeds[deed]()
                return {}

    def _new_person(self, kind: DocumentKind) -> dict[str, Any]:
        card = fictional_card(self._dice, kind, today=self._today)
        if self._has_cameras:
            card = replace(card, photo_wlt=_photo_of(len(self._cards)))
        self._cards.append(card)
        return {
            "person": len(self._cards) - 1,
            "name": mask_name(card.name),
            "full_name": card.name,
            "kind": card.kind.value,
            "number": card.number,
        }

    def _plug_in(self, folder: Path, kiosk: str) -> _Kiosk:
        place = folder / kiosk
        place.mkdir(parents=True, exist_ok=True)
        slips: list[_Slip] = []

        def keep(ticket: PrintedTicket) -> None:
            slips.append(_Slip(time.time(), str(ticket.path or ""), ticket.lines))

        reader, printer = SimIdReader(), SimTicketPrinter(out=place, on_ticket=keep)
        made = _Kiosk(
            reader,
            PtyWire(place / "idcard.tty", reader),
            printer,
            PtyWire(place / "ticket.tty", printer),
            slips,
        )
        made.reader_wire.plug()
        made.printer_wire.plug()
        socket = self._sockets.path / f"{kiosk}.sock"
        for name, daemon in ((OWN_DEVICES, ""), (BEHIND_DAEMON, f'[hal]\nsocket = "{socket}"\n')):
            ports = {"reader": made.reader_wire.path, "printer": made.printer_wire.path}
            machine = _MACHINE.format(kiosk=kiosk.lower(), daemon=daemon, **ports)
            if self._has_cameras:
                machine += _FACES.format(camera=place / CAMERA, folder=place / "face")
            (place / name).write_text(machine, encoding="utf-8")
        return made


def _photo_of(face: int) -> bytes:
    """A picture of a drawn face, as readers give it that decode the chip's themselves."""
    content = BytesIO()
    Image.fromarray(draw_face(face, side=120)[:, :, ::-1]).save(content, "PNG")
    return content.getvalue()


def _deeds(kiosk: _Kiosk) -> dict[str, Callable[[], None]]:
    return {
        "lift": kiosk.reader.lift,
        "unplug_reader": kiosk.reader_wire.unplug,
        "plug_reader": kiosk.reader_wire.plug,
        "unplug_printer": kiosk.printer_wire.unplug,
        "plug_printer": kiosk.printer_wire.plug,
        "paper_out": kiosk.printer.run_out,
        "paper_out_soon": lambda: kiosk.printer.run_out(after_lines=6),
        "paper_low": kiosk.printer.run_low,
        "refill": kiosk.printer.refill,
        "open_cover": kiosk.printer.open_cover,
        "close_cover": kiosk.printer.close_cover,
        "jam_cutter": kiosk.printer.jam_cutter,
        "repair_cutter": kiosk.printer.repair_cutter,
    }


def main(arguments: list[str]) -> None:
    """Hold the devices until the input ends: ``DIR SEED TODAY CAMERAS KIOSK...``."""
    folder, seed, today, cameras, *kiosks = arguments
    day = date.fromisoformat(today)
    host = DeviceHost(Path(folder), kiosks, seed=int(seed), today=day, has_cameras=cameras == "cameras")
    try:
        serve_lines(host.obey)
    finally:
        host.close()


if __name__ == "__main__":
    main(sys.argv[1:])
