"""The tutorial, done: its files are written out as they stand there, installed, and used."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallcall.hal import DeviceId, Hal, Health, Reason, StatusChanged, parse_machine
from hallcall.sim.devices import PtyWire
from helpers.device_rigs import HASTY, PATIENT_S, Diary

pytestmark = pytest.mark.feature("F210")

_TUTORIAL = Path(__file__).parents[3] / "docs/tutorials/write-a-driver.md"
_BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BELL = DeviceId("bell")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The reader's own folder after following the tutorial, with the package installed."""
    for name, content in _BLOCK.findall(_TUTORIAL.read_text(encoding="utf-8")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / "acme_bell/__init__.py").touch()
    project = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = tmp_path / "acme_bell-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    points = project["entry-points"]["hallcall.drivers"].items()
    lines = "\n".join(f"{name} = {target}" for name, target in points)
    (info / "entry_points.txt").write_text(f"[hallcall.drivers]\n{lines}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] in {"acme_bell", "use"}]:
        del sys.modules[name]


def test_the_bell_of_the_tutorial_rings_is_lit_and_comes_back_after_its_cable_was_pulled(package: Path) -> None:
    simulated: Any = importlib.import_module("acme_bell.simulated").SimBell()
    wire = PtyWire(package / "tty", simulated, baud=None)
    text = (package / "machine.toml").read_text(encoding="utf-8").replace("{port}", str(wire.path))
    hal, diary = Hal(parse_machine(text), patience=HASTY), Diary()
    hal.subscribe(diary)
    pressed: Any = importlib.import_module("acme_bell.port").BellPressed
    importlib.import_module("use").answer_the_bell(hal, _BELL)
    with wire, hal:
        _wait(diary, Health.ONLINE)
        simulated.is_pressed = True
        diary.wait(pressed)
        lamp: Any = importlib.import_module("acme_bell.port").SetLamp
        hal.do(_BELL, lamp(is_on=True), "again").result(PATIENT_S)
        assert simulated.is_lit
        hal.do(_BELL, lamp(is_on=False), "off").result(PATIENT_S)
        assert not simulated.is_lit
        wire.faults.noise(times=3)
        hal.do(_BELL, lamp(is_on=True), "on").result(PATIENT_S)
        assert simulated.is_lit
        before = len(diary.events)
        wire.unplug()
        _wait(diary, Health.OFFLINE, before)
        wire.plug()
        _wait(diary, Health.ONLINE, before)
    assert hal.get(_BELL).driver == "bell.acme"


def _wait(diary: Diary, health: Health, after: int = 0) -> None:
    diary.wait(StatusChanged, lambda event: event.status.health is health, after=after)


def test_a_bell_that_says_nothing_is_told_as_silent(package: Path) -> None:
    simulated: Any = importlib.import_module("acme_bell.simulated").SimBell()
    wire = PtyWire(package / "tty", simulated, baud=None)
    wire.faults.silence(times=10**6)
    text = (package / "machine.toml").read_text(encoding="utf-8").replace("{port}", str(wire.path))
    hal, diary = Hal(parse_machine(text), patience=HASTY), Diary()
    hal.subscribe(diary)
    with wire, hal:
        diary.wait(StatusChanged, lambda event: Reason.NO_RESPONSE in event.status.reasons)
