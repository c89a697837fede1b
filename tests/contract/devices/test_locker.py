"""The parcel locker, its doors and its file: put in, fetched, tried, forced, and the power cut at every moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hallcall.cli import main
from hallcall.client.lockers import Cabinet, HalDoors, LockerStore
from hallcall.core.errors import DeviceAbsent, DeviceFault, Refused
from hallcall.core.lockers import BoxState
from hallcall.hal import Health, Reason
from hallcall.hal.codec.scancode import recognise
from hallcall.hal.ports.locker import DoorChanged, OpenBox
from hallcall.kiosk.locker import open_locker
from hallcall.sim.devices.locker import SimLocker
from helpers.device_rigs import wait_status
from helpers.device_rigs.locker_lock8a import LOCKER, LockerRig, locker_rig

pytestmark = pytest.mark.feature("F152")


class Hand:
    """Closes every door a moment after it was opened; no hand is faster than the locker's look."""

    def __init__(self, device: SimLocker) -> None:
        self._device = device
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        seen: set[int] = set()
        while not self._ending.wait(0.4):
            for box in seen & self._device.open_doors:
                self._device.shut(box)
            seen = set(self._device.open_doors)


@contextmanager
def at_locker(rig: LockerRig, folder: Path, *, open_s: float = 8.0, close_s: float = 8.0) -> Generator[Cabinet]:
    """The program of the locker, from start to end."""
    with LockerStore(folder / "locker.db") as store:
        yield Cabinet(store, HalDoors(rig.hal, LOCKER), lambda: datetime.now(UTC), open_s=open_s, close_s=close_s)


def test_a_document_put_in_is_fetched_with_its_code_once(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
        placed = cabinet.put("营业执照")
        assert placed.box == 1
        assert cabinet.put("不动产权证").box == 2
        cabinet.get(1, placed.codes)
        assert [parcel.box for parcel in cabinet.parcels()] == [2]
        assert rig.device.driven == [1, 2, 1]
        with pytest.raises(Refused, match=r"locker\.empty"):
            cabinet.get(1, placed.codes)


def test_five_wrong_codes_lock_a_box_and_no_door_opens(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
        placed = cabinet.put("营业执照")
        wrong = "000000" if placed.codes[0] != "000000" else "111111"
        for _ in range(5):
            with pytest.raises(Refused):
                cabinet.get(1, [wrong])
        with pytest.raises(Refused, match=r"locker\.locked"):
            cabinet.get(1, placed.codes)
        assert rig.device.driven == [1]
        cabinet.get(1, cabinet.renew(1))
        assert cabinet.parcels() == []


def test_the_codes_of_a_document_for_two_are_both_needed(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
        placed = cabinet.put("结婚证", people=2)
        for code in placed.codes:
            with pytest.raises(Refused, match=r"locker\.both_needed"):
                cabinet.get(1, [code])
        cabinet.get(1, placed.codes)
        assert cabinet.parcels() == []


def test_a_door_that_nobody_pulls_leaves_everything_as_it_was(tmp_path: Path) -> None:
    device = SimLocker(spring=False)
    with locker_rig(tmp_path, device=device) as rig, at_locker(rig, tmp_path, open_s=0.3) as cabinet:
        with pytest.raises(Refused, match=r"locker\.not_opened"):
            cabinet.put("营业执照")
        assert cabinet.parcels() == []


def test_a_door_left_open_is_told_and_settled_when_it_is_closed(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig:
        with Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
            codes = cabinet.put("营业执照").codes
        with at_locker(rig, tmp_path, close_s=0.3) as cabinet, pytest.raises(Refused, match=r"locker\.not_closed"):
            cabinet.get(1, codes)
        rig.device.shut(1)
        with at_locker(rig, tmp_path) as cabinet:
            assert cabinet.parcels() == []


def test_after_a_power_cut_before_the_door_opened_the_code_still_works(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device):
        with at_locker(rig, tmp_path) as cabinet:
            codes = cabinet.put("营业执照").codes
        rig.device._spring = False
        with at_locker(rig, tmp_path, open_s=0.2) as cabinet, pytest.raises(Refused, match=r"locker\.not_opened"):
            cabinet.get(1, codes)
        rig.device._spring = True
        with at_locker(rig, tmp_path) as cabinet:
            assert [parcel.state for parcel in cabinet.parcels()] == [BoxState.EMPTYING]
            cabinet.get(1, codes)
            assert cabinet.parcels() == []


def test_a_locker_that_is_away_keeps_nothing_and_loses_nothing(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
        codes = cabinet.put("营业执照").codes
        before = len(rig.diary.events)
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE, after=before)
        with pytest.raises(DeviceAbsent):
            cabinet.get(1, codes)
        before = len(rig.diary.events)
        rig.wire.plug()
        wait_status(rig, Health.ONLINE, after=before)
        cabinet.get(1, codes)


def test_a_forced_door_and_one_left_open_are_seen(tmp_path: Path) -> None:
    with locker_rig(tmp_path, options="close_after_s = 1\n") as rig:
        rig.device.pull(5)
        assert not rig.diary.wait(DoorChanged).was_told
        wait_status(rig, Health.DEGRADED, Reason.FORCED_OPEN)
        wait_status(rig, Health.DEGRADED, Reason.DOOR_OPEN)
        before = len(rig.diary.events)
        rig.device.shut(5)
        wait_status(rig, Health.ONLINE, after=before)


def test_a_box_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, pytest.raises(DeviceFault, match="lock-fault"):
        rig.do(OpenBox(box=13))


def test_a_board_that_says_one_for_closed_is_understood(tmp_path: Path) -> None:
    device = SimLocker()
    device.open_doors = set(range(1, 13))
    with locker_rig(tmp_path, device=device, options="open_is_one = false\n") as rig:
        rig.device.shut(3)
        assert rig.diary.wait(DoorChanged).box == 3
        rig.device.pull(3)
        time.sleep(0.2)
        assert [event.is_open for event in rig.diary.of(DoorChanged)] == [True, False]


def test_the_file_holds_no_code_that_can_be_read(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig, Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
        code = cabinet.put("营业执照").codes[0]
    assert all(code.encode() not in path.read_bytes() for path in tmp_path.glob("locker.db*"))


def test_a_clerk_puts_and_a_visitor_fetches_at_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A process logs in one way to its end, and this one is that of all tests.
    monkeypatch.setattr("hallcall.config.logs.log_to_stderr", lambda: None)
    with locker_rig(tmp_path) as rig, Hand(rig.device):
        rig.hal.stop()
        machine = tmp_path / "machine.toml"
        machine.write_text(rig.text, encoding="utf-8")
        here = ["--machine", str(machine), "--data", str(tmp_path), "--lang", "en"]
        assert main(["locker", "put", "--document", "营业执照", *here]) == 0
        scanned = capsys.readouterr().out.split()[-1]
        box, _, code = recognise(scanned).value.partition("-")
        assert box == "1"
        assert main(["locker", "list", *here]) == 0
        assert "营业执照  waits" in capsys.readouterr().out
        assert main(["locker", "get", "--box", "1", "--code", "wrong", *here]) == 1
        assert "4 tries are left" in capsys.readouterr().err
        assert main(["locker", "get", "--box", "1", "--code", code, *here]) == 0
        assert main(["locker", "list", *here]) == 0
        assert "Nothing waits here" in capsys.readouterr().out


def test_a_visitor_at_the_kiosk_opens_a_box_and_is_told_when_the_door_is_open_and_when_it_is_closed(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with locker_rig(tmp_path) as rig:
        with Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
            (code,) = cabinet.put("营业执照").codes
        owner = QObject()
        locker = open_locker(rig.hal, tmp_path, owner)
        assert locker is not None
        assert locker.works
        told: list[str] = []

        def fetch(tried: str) -> None:
            locker.fetch(
                1,
                (tried,),
                lambda: told.append("open"),
                lambda: told.append("done"),
                lambda error: told.append(error.code),
            )

        fetch("wrong")
        qtbot.waitUntil(lambda: told == ["locker.wrong_code"])
        told.clear()
        fetch(code)
        qtbot.waitUntil(lambda: told == ["open"])
        rig.device.shut(1)
        qtbot.waitUntil(lambda: told == ["open", "done"])
        fetch(code)
        qtbot.waitUntil(lambda: told[2:] == ["locker.empty"])
        locker.close()


def test_a_kiosk_that_ends_waits_for_no_door(tmp_path: Path, qtbot: QtBot) -> None:
    with locker_rig(tmp_path) as rig:
        with Hand(rig.device), at_locker(rig, tmp_path) as cabinet:
            (code,) = cabinet.put("营业执照").codes
        owner = QObject()
        locker = open_locker(rig.hal, tmp_path, owner)
        assert locker is not None
        opened: list[bool] = []
        locker.fetch(1, (code,), lambda: opened.append(True), lambda: None, lambda _: None)
        qtbot.waitUntil(lambda: opened == [True])
        locker.close()
        rig.device.shut(1)
        # What is in the box is settled by the next look at its door.
        with at_locker(rig, tmp_path) as cabinet:
            assert cabinet.parcels() == []
