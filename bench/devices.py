"""How soon devices are missed, are back, and are heard, as JSON: ``python bench/devices.py [--rounds 10]``.

The real reader driver on a pseudo-terminal paced at 115200 baud, in a daemon, heard by a client over its socket: what
an application waits for. ``card_s`` is from the card on the glass to its event. ``wire_s`` of it are the bytes
themselves (three commands, 1.3 kB), ``poll_s`` at most the pause of the reader between two looks.

``slip_first_byte_s`` is from the moment a ticket is acknowledged, when the application asks for its slip, to the slip's
first byte at the printer; ``slip_out_s`` to the cut of a whole slip of text, at 115200 baud and 150 mm a second.
``camera_open_s`` is to the first frame of a camera, its process being ready; ``camera_dark_s`` from asking to its lamp
going out; ``camera_hang_gap_s`` are the gaps between the beats of the asking thread (16 ms) while a camera hangs.
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from random import Random

from hallcall.config.logs import log_to_stderr
from hallcall.core.identity import DocumentKind
from hallcall.hal import CardLaid, DeviceEvent, DeviceId, Health, StatusChanged, parse_machine
from hallcall.hal.document import Align, Slip, Text
from hallcall.hal.hald import Hald
from hallcall.hal.ports.camera import CloseCamera, OpenCamera
from hallcall.hal.ports.printer import PrintSlip
from hallcall.hal.remote import RemoteHal
from hallcall.sim.devices import PrintedTicket, PtyWire, SimIdReader, SimTicketPrinter, fictional_card
from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.hall_bench import machine

_POLL_S = 0.05
_READER = DeviceId("idcard")
_WIRE_BYTES = 1295 + 7 + 3 * 12 + 15 + 19
"""Replies and requests of find, select and read. Source: ``hal.codec.sdt``."""
_MACHINE = """schema = 1
[machine]
id = "bench"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = {{ kind = "serial", port = "{}" }}
poll_ms = 50
removed_after_ms = 100
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = {{ kind = "serial", port = "{}" }}
[[device]]
id = "face"
driver = "camera.cv"
transport = {{ kind = "video", source = "{}" }}
stall_ms = 30000
"""
_BEAT_S = 0.016


class _Ear:
    """Hears events and notes when."""

    def __init__(self) -> None:
        self._heard: list[tuple[float, DeviceEvent]] = []
        self._changed = threading.Condition()

    def __call__(self, event: DeviceEvent) -> None:
        with self._changed:
            self._heard.append((time.monotonic(), event))
            self._changed.notify_all()

    def wait(self, since: float, wanted: type[DeviceEvent], health: Health | None = None) -> float:
        """Seconds from ``since`` to the first such event of the reader after it."""

        def found() -> float | None:
            for at, event in self._heard:
                # The other devices come up in their own time.
                fits = event.device == _READER and (
                    not isinstance(event, StatusChanged) or event.status.health is health
                )
                if at >= since and isinstance(event, wanted) and fits:
                    return at - since
            return None

        with self._changed:
            self._changed.wait_for(lambda: found() is not None, 30.0)
            return found() or float("nan")


class _TimedPrinter(SimTicketPrinter):
    """Notes when a slip begins to arrive, and when it is cut off."""

    def __init__(self) -> None:
        super().__init__(speed_mm_s=150.0, on_ticket=self._note)
        self.begun_at = self.cut_at = 0.0

    def receive(self, data: bytes) -> list[bytes]:
        """Take bytes; every slip begins with ``ESC @``."""
        if b"\x1b@" in data:
            self.begun_at = time.monotonic()
        return super().receive(data)

    def _note(self, _: PrintedTicket) -> None:
        self.cut_at = time.monotonic()


def measure(folder: Path, rounds: int) -> dict[str, object]:
    """All figures."""
    reader, ear, dice = SimIdReader(), _Ear(), Random(1)  # noqa: S311 - invented people
    printer, camera = _TimedPrinter(), SimCamera(folder / "camera.json")
    wire, paper = PtyWire(folder / "reader", reader), PtyWire(folder / "printer", printer)
    config = parse_machine(_MACHINE.format(wire.path, paper.path, camera.source))
    daemon = Hald(config, folder / "hald.sock")
    thread = threading.Thread(target=daemon.run)
    remote = RemoteHal(config, folder / "hald.sock")
    remote.subscribe(ear)
    begin = time.monotonic()
    with wire, paper:
        thread.start()
        remote.start()
        ear.wait(begin, StatusChanged, Health.ONLINE)
        cards, missed, back = [], [], []
        for _ in range(rounds):
            time.sleep(0.3)
            now = time.monotonic()
            reader.lay(fictional_card(dice, DocumentKind.RESIDENT, today=date(2026, 11, 23)))
            cards.append(ear.wait(now, CardLaid))
            reader.lift()
            now = time.monotonic()
            wire.unplug()
            missed.append(ear.wait(now, StatusChanged, Health.OFFLINE))
            now = time.monotonic()
            wire.plug()
            back.append(ear.wait(now, StatusChanged, Health.ONLINE))
        slips = _slips(remote, printer, rounds)
        looks = _looks(remote, camera, rounds)
        remote.stop()
        daemon.stop()
        thread.join()
    return {
        "card_s": _spread(cards),
        "unplug_noticed_s": _spread(missed),
        "replug_back_s": _spread(back),
        **slips,
        **looks,
    }


def _slips(remote: RemoteHal, printer: _TimedPrinter, rounds: int) -> dict[str, object]:
    """Slips of text, one after the other."""
    first, out = [], []
    for number in range(rounds):
        now = time.monotonic()
        remote.do(DeviceId("ticket"), PrintSlip(slip=_slip(number)), f"slip-{number}").result(30.0)
        first.append(printer.begun_at - now)
        out.append(printer.cut_at - now)
    return {"slip_first_byte_s": _spread(first), "slip_out_s": _spread(out)}


def _looks(remote: RemoteHal, camera: SimCamera, rounds: int) -> dict[str, object]:
    """A camera opened and closed, and one that hangs."""
    face, opened, dark, gaps = DeviceId("face"), [], [], []
    remote.do(face, OpenCamera(), "warm").result(30.0)
    remote.do(face, CloseCamera(), "cool").result(30.0)
    for number in range(rounds):
        now = time.monotonic()
        remote.do(face, OpenCamera(), f"open-{number}").result(30.0)
        opened.append(time.monotonic() - now)
        now = time.monotonic()
        remote.do(face, CloseCamera(), f"close-{number}").result(30.0)
        dark.append(float("nan") if camera.is_lit else time.monotonic() - now)
    remote.do(face, OpenCamera(), "hang").result(30.0)
    camera.behave(gives="hang")
    last = time.monotonic()
    for _ in range(200):
        time.sleep(_BEAT_S)
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
    return {"camera_open_s": _spread(opened), "camera_dark_s": _spread(dark), "camera_hang_gap_s": _spread(gaps)}


def _slip(number: int) -> Slip:
    """What a kiosk prints, in text."""
    big = Text(text=f"A{number:03}", size=168, bold=True, align=Align.CENTRE)
    lines = (
        "海滨区政务服务大厅",
        "社会保险 · 社保卡补换",
        "前面 7 人，约 15–25 分钟",
        "二楼 B 区 12–18 号窗口",
        "过号后顺延三位",
    )
    return Slip(blocks=(big, *(Text(text=line, size=36) for line in lines), *(Text(text=line) for line in lines)))


def _spread(values: list[float]) -> dict[str, float]:
    return {"p50": round(statistics.median(values), 3), "max": round(max(values), 3)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    arguments = parser.parse_args()
    log_to_stderr(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), arguments.rounds)
    print(
        json.dumps({"machine": machine(), "wire_s": _WIRE_BYTES * 10 / 115200, "poll_s": _POLL_S, **figures}, indent=1)
    )


if __name__ == "__main__":
    main()
