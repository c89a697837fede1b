"""A camera in a process of its own: closed until asked for, gone when it hangs, never a torn or an old picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from hallcall.core.errors import DeviceFault
from hallcall.face.images import picture_of
from hallcall.face.quality import yaw_of
from hallcall.hal import DeviceEvent, DeviceId, Hal, Health, Reason, parse_machine
from hallcall.hal.document import Slip, Text
from hallcall.hal.drivers.camera_cv import CameraOptions, CvCamera
from hallcall.hal.frames import Frame, FrameReader
from hallcall.hal.ports.camera import CameraChanged, CameraView, CloseCamera, OpenCamera
from hallcall.hal.ports.printer import PrintSlip
from hallcall.sim.devices import PtyWire, SimTicketPrinter, TcpWire
from hallcall.sim.devices.camera import SimCamera, SimMjpegCamera
from hallcall.sim.faces import DrawnFaceEngine, draw_face
from helpers.device_rigs import HASTY, PATIENT_S, Diary
from helpers.device_rigs.base import machine_text, serial_at, wait_status

CAMERA = DeviceId("face")
_OPTIONS = "width = 320\nheight = 240\nfps = 60\nstall_ms = 400\nopen_timeout_ms = 4000\nfrozen_frames = 8\n"

pytestmark = pytest.mark.feature("F210")


class CameraRig:
    """A camera and who looks."""

    def __init__(self, hal: Hal, diary: Diary, device: SimCamera) -> None:
        self.id, self.hal, self.diary, self.device = CAMERA, hal, diary, device
        self._asked = 0

    def open(self, hold_s: float = 60.0) -> CameraView:
        self._asked += 1
        return self.hal.do(CAMERA, OpenCamera(hold_s=hold_s), f"open-{self._asked}").result(PATIENT_S)

    def close(self) -> None:
        self._asked += 1
        self.hal.do(CAMERA, CloseCamera(), f"close-{self._asked}").result(PATIENT_S)

    def frames(self, count: int, *, fps: float = 1000.0) -> list[Frame]:
        """The next frames of the open camera."""
        return take(self.open(), count, fps=fps)


def take(view: CameraView, count: int, *, fps: float = 1000.0) -> list[Frame]:
    reader, found = FrameReader(view.path, view.width, view.height, fps=fps), list[Frame]()
    deadline = time.monotonic() + PATIENT_S
    while len(found) < count:
        assert time.monotonic() < deadline
        if frame := reader.take():
            found.append(frame)
        else:
            time.sleep(0.001)
    reader.close()
    return found


@contextmanager
def camera_rig(folder: Path, options: str = "", source: str = "") -> Generator[CameraRig]:
    device = SimCamera(folder / "camera.json")
    lines = {line.partition(" ")[0]: line for line in (_OPTIONS + options).splitlines()}
    text = machine_text(
        CAMERA, "camera.cv", f'kind = "video", source = "{source or device.source}"', "\n".join(lines.values())
    )
    diary = Diary()
    hal = Hal(parse_machine(text), patience=HASTY)
    hal.subscribe(diary)
    with hal:
        rig = CameraRig(hal, diary, device)
        wait_status(rig, Health.ONLINE)
        yield rig


def wait(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENT_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_nobody_is_looked_at_before_they_agree_and_each_look_is_counted(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        time.sleep(0.3)
        assert (rig.device.opens, rig.diary.of(CameraChanged)) == (0, [])
        rig.open()
        rig.open()
        told = rig.diary.wait(CameraChanged)
        assert (rig.device.opens, rig.device.is_lit, told.is_open, told.opens) == (1, True, True, 1)


def test_a_closed_camera_is_dark_within_a_fifth_of_a_second_and_leaves_no_picture(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        view = rig.open()
        reader = FrameReader(view.path, view.width, view.height)
        wait(lambda: reader.take() is not None)
        rig.close()
        assert not rig.device.is_lit
        assert reader.take() is None
        reader.close()


def test_a_camera_that_hangs_is_dark_too_when_it_is_closed(tmp_path: Path) -> None:
    with camera_rig(tmp_path, "stall_ms = 30000") as rig:
        rig.open()
        rig.device.behave(gives="hang")
        time.sleep(0.2)
        began = time.monotonic()
        rig.close()
        assert not rig.device.is_lit
        assert time.monotonic() - began < 2.0


def test_a_camera_that_nobody_asks_for_again_closes_by_itself(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.open(hold_s=0.5)
        wait(lambda: not rig.device.is_lit)
        assert rig.hal.get(CAMERA).status.health is Health.ONLINE


def test_a_slow_start_does_not_use_up_the_time_for_which_a_camera_is_wanted(tmp_path: Path) -> None:
    device, told = SimCamera(tmp_path / "camera.json"), list[DeviceEvent]()
    device.behave(opens_after_s=1.2)
    driver = CvCamera(CAMERA, device.source, CameraOptions(width=320, height=240))
    driver.open()
    driver.open_camera(hold_s=1.0)
    driver.step(told.append)
    assert [(one.is_open, one.opens) for one in told if isinstance(one, CameraChanged)] == [(True, 1)]
    driver.close()


def test_no_frame_is_torn_however_fast_they_come_and_go(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.device.behave(fps=1000.0)
        frames = rig.frames(60)
    assert [frame.number for frame in frames] == sorted({frame.number for frame in frames})
    for frame in frames:
        assert len(frame.pixels) == frame.width * frame.height * 3
        assert len(set(frame.pixels)) <= 2


def test_a_preview_gets_the_latest_frame_at_the_pace_it_wants(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        frames = rig.frames(6, fps=10.0)
    gaps = [after.number - before.number for before, after in pairwise(frames)]
    assert min(gaps[1:]) >= 2


def test_a_mirror_shows_left_on_the_left(tmp_path: Path) -> None:
    with camera_rig(tmp_path, "mirror = true") as rig:
        frame = rig.frames(1)[0]
    picture = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 3)
    assert (picture[0, -1, 0], picture[0, 0, 0] < 250) == (250, True)


def test_a_picture_of_another_size_is_shrunk_and_told(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.device.behave(width=640, height=360)
        frame = rig.frames(1)[0]
        wait_status(rig, Health.DEGRADED, Reason.STATE_MISMATCH)
    assert (frame.width, frame.height) == (320, 180)


def test_people_before_the_camera_are_seen_by_an_engine_of_faces(tmp_path: Path) -> None:
    engine = DrawnFaceEngine()
    with camera_rig(tmp_path) as rig:
        rig.device.behave(sees="people", people=(4,), yaw_deg=24.0)
        alone = picture_of(rig.frames(1)[0])
        rig.close()
        rig.device.behave(people=(4, 5))
        together = picture_of(rig.frames(1)[0])
    (face,) = engine.detect(alone)
    known = draw_face(4)
    assert yaw_of(face) == pytest.approx(24.0, abs=3.0)
    assert engine.compare(engine.embed(alone, face), engine.embed(known, engine.detect(known)[0])) > 0.8
    assert len(engine.detect(together)) == 2


def test_a_covered_lens_is_told(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.device.behave(sees="nothing")
        rig.open()
        wait_status(rig, Health.DEGRADED, Reason.DARK)


def test_a_frozen_picture_is_told_and_the_camera_is_opened_again_until_it_moves(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.open()
        rig.device.behave(sees="still")
        wait_status(rig, Health.FAULT, Reason.FROZEN_FRAME)
        before = len(rig.diary.events)
        rig.device.behave(sees="motion")
        wait_status(rig, Health.ONLINE, after=before)
        assert rig.device.opens >= 2


@pytest.mark.parametrize("gives", ["hang", "none", "crash"])
def test_a_camera_that_gives_no_frame_gets_a_new_process_and_comes_back(tmp_path: Path, gives: str) -> None:
    with camera_rig(tmp_path) as rig:
        view = rig.open()
        last = take(view, 1)[0].number
        rig.device.behave(gives=gives)
        wait_status(rig, Health.FAULT, Reason.CRASHED if gives == "crash" else Reason.NO_SIGNAL)
        before = len(rig.diary.events)
        rig.device.behave(gives="frames")
        wait_status(rig, Health.ONLINE, after=before)
        assert take(view, 1)[0].number > last


@pytest.mark.parametrize("opens", ["hang", "no"])
def test_a_camera_that_does_not_open_says_so_and_is_left_dark(tmp_path: Path, opens: str) -> None:
    with camera_rig(tmp_path) as rig:
        rig.device.behave(opens=opens)
        with pytest.raises(DeviceFault) as refused:
            rig.open(hold_s=0.0)
        assert refused.value.fields["reason"] == Reason.NO_SIGNAL.value
        assert not rig.device.is_lit
        wait_status(rig, Health.FAULT, Reason.NO_SIGNAL)


def test_nobody_else_waits_for_a_camera_that_hangs(tmp_path: Path) -> None:
    device = SimCamera(tmp_path / "camera.json")
    device.behave(opens="hang")
    printer = SimTicketPrinter()
    with PtyWire(tmp_path / "printer", printer, baud=None) as wire:
        camera = f'transport = {{ kind = "video", source = "{device.source}" }}'
        text = machine_text(DeviceId("ticket"), "printer.escpos", serial_at(wire))
        text += f'[[device]]\nid = "{CAMERA}"\ndriver = "camera.cv"\n{camera}\nopen_timeout_ms = 5000\n'
        with Hal(parse_machine(text), patience=HASTY) as hal:
            looking = hal.do(CAMERA, OpenCamera(), "open")
            hal.do(DeviceId("ticket"), PrintSlip(slip=Slip(blocks=(Text(text="A001"),))), "slip").result(PATIENT_S)
            assert not looking.done()
    assert len(printer.tickets) == 1


def test_a_pulled_camera_is_told_and_found_again(tmp_path: Path) -> None:
    with camera_rig(tmp_path) as rig:
        rig.open()
        rig.device.unplug()
        wait_status(rig, Health.OFFLINE, Reason.UNPLUGGED)
        before = len(rig.diary.events)
        rig.device.plug()
        wait_status(rig, Health.ONLINE, after=before)
        assert rig.frames(1)


def test_a_network_camera_is_shown_and_when_its_stream_stops_it_is_opened_again(tmp_path: Path) -> None:
    device = SimMjpegCamera()
    with TcpWire(device) as wire, camera_rig(tmp_path, source=f"http://127.0.0.1:{wire.port}/video") as rig:
        assert [frame.width for frame in rig.frames(3)] == [320] * 3
        device.stops = True
        wait_status(rig, Health.FAULT, Reason.NO_SIGNAL)
        before = len(rig.diary.events)
        device.stops = False
        wait_status(rig, Health.ONLINE, after=before)


@pytest.mark.parametrize("scheme", ["rtsp", "http"])
def test_a_network_camera_that_takes_the_call_and_says_nothing_is_given_up(tmp_path: Path, scheme: str) -> None:
    device = SimMjpegCamera()
    device.is_mute = True
    with TcpWire(device) as wire, camera_rig(tmp_path, source=f"{scheme}://127.0.0.1:{wire.port}/live") as rig:
        with pytest.raises(DeviceFault) as refused:
            rig.open(hold_s=0.0)
        assert refused.value.fields["reason"] == Reason.NO_SIGNAL.value


def test_a_film_is_shown_in_its_own_time_and_begins_again(tmp_path: Path) -> None:
    import cv2

    film = str(tmp_path / "film.avi")
    writer = cv2.VideoWriter(film, cv2.VideoWriter.fourcc(*"MJPG"), 20.0, (320, 240))
    for number in range(10):
        writer.write(np.full((240, 320, 3), 25 + 20 * number, np.uint8))
    writer.release()
    with camera_rig(tmp_path, "frozen_frames = 0", source=film) as rig:
        began = time.monotonic()
        rig.frames(30)
        took_s = time.monotonic() - began
    assert took_s >= 1.2


def test_the_password_of_a_camera_is_in_no_command_line(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("admin:p@ss/word\n", encoding="utf-8")
    camera = CvCamera(CAMERA, "rtsp://192.168.8.30/live", CameraOptions(secret=secret))
    assert camera.address() == "rtsp://admin:p%40ss%2Fword@192.168.8.30/live"
