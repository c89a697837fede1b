"""A day's use of a machine's devices, and whether a screen suffers from them, as JSON: ``python bench/device_day.py``.

``day``: a reader, a slip printer, a call pad, a rating pad, a pager base, a people counter, a pane and a board over a
window are used without a pause, as often as in a long day (``--long``) or some hundred times, on wires as fast as the
machine can; one more device answers nothing all the time. ``lost`` are uses of which something was not heard, and must
be 0. ``daemon_mb`` is the daemon's memory after each tenth of the day; ``growth_mb`` from the second tenth to the last.
Polls go on at their own pace: what is accelerated is what people do.

``idle``: processor time of the daemon in seconds a minute, with all devices at hand and nobody using them, and with all
of them unplugged, when it only looks whether a port appears.

``frames``: the gaps between the frames of a screen that always moves (60 a second, software renderer, offscreen) and
listens to the daemon, while another process uses all devices and one hangs; and while nobody uses any. Must: p95 20 ms.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QEventLoop, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from hallcall.hal import DeviceEvent, parse_machine
from hallcall.hal.remote import RemoteHal
from hallcall.sim.busy_machine import BusyMachine
from hallcall.sim.hall_bench import machine
from hallcall.sim.load import figures_ms

SHORT_DAY, LONG_DAY = 100, 1500
"""Uses of each device; the long day is as if a hall of 3,000 visits had two kiosks only."""
_SHORT_S, _LONG_S = 8.0, 30.0
"""Of frames, each way."""
_MUST_MS = 20.0
_TENTHS = 10
_MOVES = """
import QtQuick
Rectangle {
    width: 1080; height: 1920; color: "#F4F7FB"
    property int heard: 0
    Rectangle {
        anchors.centerIn: parent; width: 480; height: 480; color: "#0B4EA2"
        RotationAnimation on rotation { from: 0; to: 360; duration: 2000; loops: Animation.Infinite }
    }
    Text { text: parent.heard; font.pixelSize: 120; color: "#0F1B2D" }
}
"""


class _Ear(QObject):
    """Brings what the daemon tells to the thread that paints."""

    heard = Signal()

    def __call__(self, event: DeviceEvent) -> None:  # noqa: ARG002 - that it was heard is all
        self.heard.emit()


def idle(folder: Path, seconds: float) -> dict[str, object]:
    """Processor time of the daemon while nobody uses anything; then while all cables are pulled."""
    with BusyMachine(folder, baud=None) as busy:

        def share() -> float:
            began, used = time.monotonic(), busy.daemon_cpu_s
            time.sleep(seconds)
            return round((busy.daemon_cpu_s - used) / (time.monotonic() - began) * 60, 2)

        time.sleep(seconds / 4)
        plugged = share()
        for device in (*busy.kinds, "mute"):
            busy.unplug(device)
        time.sleep(seconds / 4)
        return {"devices": len(busy.kinds) + 1, "cpu_s_a_minute": plugged, "unplugged_cpu_s_a_minute": share()}


def day(folder: Path, uses: int) -> dict[str, object]:
    """Use every device so often; what was lost, and the daemon's memory."""
    memory: list[float] = []
    with BusyMachine(folder, baud=None) as busy:
        began = time.monotonic()
        for count in range(1, uses + 1):
            for kind in busy.kinds:
                busy.use(kind)
            if count % max(uses // _TENTHS, 1) == 0:
                memory.append(round(busy.daemon_memory_mb, 1))
        seconds = time.monotonic() - began
        return {
            "uses": dict(busy.used),
            "lost": dict(busy.lost),
            "must_lost": 0,
            "seconds": round(seconds, 1),
            "daemon_mb": memory,
            "growth_mb": round(memory[-1] - memory[min(1, len(memory) - 1)], 1),
        }


def frames(folder: Path, seconds: float) -> dict[str, object]:
    """Gaps between frames with all devices in use, and with none."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    context = multiprocessing.get_context("spawn")
    busy, ended = context.Event(), context.Event()
    process = context.Process(target=_keep_busy, args=(str(folder), theirs, busy, ended))
    process.start()
    try:
        config = parse_machine(ours.recv())
        keeps = QGuiApplication([])
        view, ear, remote = QQuickView(), _Ear(), RemoteHal(config, folder / "hald.sock")
        scene = _scene(view, folder)
        remote.subscribe(ear)
        remote.start()
        ear.heard.connect(lambda: scene.setProperty("heard", int(scene.property("heard")) + 1))
        resting = _gaps(view, seconds)
        busy.set()
        used = _gaps(view, seconds)
        heard = int(scene.property("heard"))
        remote.stop()
        keeps.processEvents()
    finally:
        ended.set()
        process.join(60)
    return {
        "used_ms": figures_ms(used),
        "resting_ms": figures_ms(resting),
        "heard": heard,
        "must_p95_ms": _MUST_MS,
    }


def _scene(view: QQuickView, folder: Path) -> QObject:
    file = folder / "Moves.qml"
    file.write_text(_MOVES, "utf-8")
    view.setSource(QUrl.fromLocalFile(str(file)))
    view.show()
    return view.rootObject()


def _gaps(view: QQuickView, seconds: float) -> list[float]:
    """Seconds between frames, the first second left out."""
    at: list[float] = []
    view.frameSwapped.connect(lambda: at.append(time.perf_counter()))
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * (seconds + 1.0)), loop.quit)
    loop.exec()
    view.frameSwapped.disconnect()
    begun = [moment for moment in at if moment - at[0] >= 1.0]
    return [later - earlier for earlier, later in pairwise(begun)]


def _keep_busy(folder: str, told: Connection, busy: Event, ended: Event) -> None:
    """The other process: the devices, their daemon, and somebody who uses them when asked."""
    with BusyMachine(Path(folder)) as machine_:
        told.send(machine_.text)
        busy.wait()
        while not ended.is_set():
            for kind in machine_.kinds:
                machine_.use(kind)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="as published")
    given = parser.parse_args()
    uses, seconds = (LONG_DAY, _LONG_S) if given.long else (SHORT_DAY, _SHORT_S)
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as used, tempfile.TemporaryDirectory() as seen:
        found = {"frames": frames(Path(seen), seconds), "day": day(Path(used), uses), "machine": machine()}
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as idling:
        found["idle"] = idle(Path(idling), 4 * seconds)
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
