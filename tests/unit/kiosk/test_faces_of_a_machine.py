"""``[face]`` of a kiosk's machine file: who is looked at where, and where nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.assets import load_texts
from hallcall.core.errors import ConfigError
from hallcall.face import Mode
from hallcall.face.notice import write_notice
from hallcall.hal import Hal, load_machine, open_devices
from hallcall.kiosk.face_scanner import HalFaceScanner
from hallcall.kiosk.faces import open_faces
from hallcall.kiosk.model.face_port import Agreement, Outcome
from hallcall.kiosk.settings import KioskSettings
from hallcall.sim.devices.camera import SimCamera
from helpers.face_fakes import HANDLING, card_with_photo
from helpers.kiosk_fakes import NOW

pytestmark = pytest.mark.feature("F029")

_MACHINE = 'schema = 1\n[machine]\nid = "k1"\n'
_FACE = '[face]\nenabled = true\nengine = "drawn"\nhandler = "某局"\ncontact = "12345"\nticket_days = 90\n'


def _keeping(text: str, folder: Path) -> str:
    """What a machine's file says, with the folder for faces."""
    return text.replace("[face]\n", f'[face]\nfolder = "{folder}"\n')


def _opened(folder: Path, text: str) -> bool:
    """Whether a kiosk with this file looks at faces."""
    machine = folder / "machine.toml"
    machine.write_text(_MACHINE + _keeping(text, folder / "faces"), encoding="utf-8")
    settings = KioskSettings(url="http://127.0.0.1:1", token="t", machine=machine)
    window = QObject()
    scanner = open_faces(settings, open_devices(load_machine(machine)), window).scanner
    if scanner is None:
        return False
    assert scanner.handling is not None
    assert scanner.handling.handler == "某局"
    scanner.close()
    return True


@pytest.fixture
def camera(tmp_path: Path) -> str:
    source = SimCamera(tmp_path / "camera.json").source
    return f'[[device]]\nid = "camera"\ndriver = "camera.cv"\ntransport = {{ kind = "video", source = "{source}" }}\n'


def test_a_site_that_wants_it_and_has_a_camera_looks(qapp: QApplication, tmp_path: Path, camera: str) -> None:
    assert _opened(tmp_path, _FACE + camera)


def test_nobody_is_looked_at_by_default(qapp: QApplication, tmp_path: Path, camera: str) -> None:
    assert not _opened(tmp_path, camera)
    assert not _opened(tmp_path, _FACE.replace("true", "false") + camera)


def test_nobody_is_looked_at_without_a_camera(qapp: QApplication, tmp_path: Path) -> None:
    assert not _opened(tmp_path, _FACE)


@pytest.mark.parametrize("left_out", ["handler", "contact", "ticket_days"])
def test_nobody_is_looked_at_where_the_notice_would_be_incomplete(
    qapp: QApplication, tmp_path: Path, camera: str, left_out: str
) -> None:
    lines = [line for line in _FACE.splitlines() if not line.startswith(left_out)]
    assert not _opened(tmp_path, "\n".join(lines) + "\n" + camera)


def test_nobody_is_looked_at_where_a_consent_could_not_be_kept(qapp: QApplication, tmp_path: Path, camera: str) -> None:
    (tmp_path / "faces").write_text("no folder")
    assert not _opened(tmp_path, _FACE + camera)


def test_a_wrong_value_is_told(qapp: QApplication, tmp_path: Path, camera: str) -> None:
    with pytest.raises(ConfigError):
        _opened(tmp_path, _FACE.replace("90", '"ninety"') + camera)


@dataclass
class Looking:
    """A scanner over the real driver, its child process and a simulated camera."""

    device: SimCamera
    hal: Hal
    scanner: HalFaceScanner
    bot: QtBot

    def start(self) -> None:
        card = card_with_photo()
        notice = write_notice(Mode.ONE_TO_ONE, HANDLING, load_texts("zh-CN"))
        agreement = Agreement(notice=notice, number=card.number, birth=card.birth, at=NOW)
        self.scanner.start(card.photo_wlt, agreement)

    def outcome(self) -> Outcome:
        with self.bot.waitSignal(self.scanner.judged, timeout=30_000) as told:
            self.start()
        assert told.args is not None
        return told.args[0].outcome

    def goes_dark(self) -> None:
        self.bot.waitUntil(lambda: not self.device.is_lit, timeout=10_000)


@pytest.fixture
def looking(qapp: QApplication, qtbot: QtBot, tmp_path: Path, camera: str) -> Iterator[Looking]:
    device = SimCamera(tmp_path / "camera.json")
    device.behave(sees="people", people=(1,))
    machine = tmp_path / "machine.toml"
    machine.write_text(_MACHINE + _keeping(_FACE, tmp_path / "faces") + camera, encoding="utf-8")
    hal = open_devices(load_machine(machine))
    assert isinstance(hal, Hal)
    settings = KioskSettings(url="http://127.0.0.1:1", token="t", machine=machine)
    window = QObject()
    scanner = open_faces(settings, hal, window).scanner
    assert scanner is not None
    hal.start()
    qtbot.waitUntil(lambda: scanner.is_available, timeout=30_000)
    yield Looking(device, hal, scanner, qtbot)
    scanner.close()
    hal.stop()


@pytest.mark.feature("F032")
def test_through_the_real_driver_a_face_is_found_and_the_lamp_goes_out(looking: Looking) -> None:
    assert looking.device.opens == 0
    assert looking.outcome() is Outcome.SAME
    looking.goes_dark()
    assert looking.device.opens == 1
    looking.device.behave(people=(2,))
    assert looking.outcome() is Outcome.OTHER
    looking.goes_dark()


@pytest.mark.feature("F030")
@pytest.mark.parametrize("gives", ["hang", "crash"])
def test_a_camera_that_dies_while_somebody_looks_into_it_ends_the_look(looking: Looking, gives: str) -> None:
    looking.device.behave(people=())
    with looking.bot.waitSignal(looking.scanner.seen, timeout=30_000):
        looking.start()
    with looking.bot.waitSignal(looking.scanner.judged, timeout=30_000) as told:
        looking.device.behave(gives=gives)
    assert told.args is not None
    assert told.args[0].outcome is Outcome.CAMERA
    looking.goes_dark()


def test_who_cancels_turns_the_lamp_off(looking: Looking) -> None:
    looking.device.behave(people=())
    with looking.bot.waitSignal(looking.scanner.seen, timeout=30_000):
        looking.start()
    assert looking.device.is_lit
    looking.scanner.stop()
    looking.goes_dark()
