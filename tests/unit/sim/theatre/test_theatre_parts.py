"""The parts of the theatre: the gate that people pass, buttons that break and mend, and what a board looks like."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hallcall.assets import LANGUAGES, load_texts
from hallcall.sim.kept import KeptProcess
from hallcall.sim.theatre.faults import Fault, Faults
from hallcall.sim.theatre.gate import Gate
from hallcall.sim.theatre.led_picture import led_picture
from hallcall.sim.theatre.scenes import Scene

pytestmark = pytest.mark.feature("F244")


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Person(threading.Thread):
    """Somebody who does one thing after another."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(name="somebody")
        self.gate, self.deeds = gate, 0

    def run(self) -> None:
        while self.gate.enter(self.name, 0.01):
            self.deeds += 1


def test_a_shut_gate_stops_people_a_step_lets_them_do_one_thing_and_the_end_sends_them_home() -> None:
    gate = Gate()
    person = Person(gate)
    person.start()
    until(lambda: person.deeds > 2)
    gate.shut()
    until(lambda: gate.is_still)
    before = person.deeds
    gate.step()
    until(lambda: person.deeds == before + 1)
    until(lambda: gate.is_still)
    assert person.deeds == before + 1
    gate.open()
    until(lambda: person.deeds > before + 2)
    gate.end()
    person.join()
    assert not gate.enter("late")


class Printer:
    """A printer whose refill mends two faults at once."""

    def __init__(self) -> None:
        self.wrong: set[str] = set()

    def buttons(self) -> Faults:
        refill = self.wrong.clear
        return Faults(
            {
                name: Fault(name=name, break_=break_, mend=mend)
                for name, break_, mend in (
                    ("printer.out", lambda: self.wrong.add("out"), refill),
                    ("printer.low", lambda: self.wrong.add("low"), refill),
                    ("hald.kill", lambda: self.wrong.add("killed"), None),
                )
            }
        )


def test_a_button_pressed_again_mends_and_leaves_what_else_is_wrong() -> None:
    printer = Printer()
    faults = printer.buttons()
    faults.press("printer.out")
    faults.press("printer.low")
    assert (printer.wrong, faults.pressed) == ({"out", "low"}, ("printer.out", "printer.low"))
    faults.press("printer.out")
    assert (printer.wrong, faults.pressed) == ({"low"}, ("printer.low",))
    faults.mend_all()
    assert (printer.wrong, faults.pressed) == (set(), ())


def test_what_comes_back_by_itself_stays_unpressed() -> None:
    printer = Printer()
    faults = printer.buttons()
    faults.press("hald.kill")
    assert (printer.wrong, faults.pressed) == ({"killed"}, ())
    with pytest.raises(KeyError):
        faults.press("coffee.cold")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_has_a_word(language: str) -> None:
    assert all(load_texts(language).text(f"theatre-scene-{scene.value}") for scene in Scene)


def test_a_board_shows_its_text_in_its_colour_and_is_dark_without_one() -> None:
    def colours(picture: bytes) -> set[object]:
        with Image.open(BytesIO(picture)) as board:
            assert board.size == (768, 96)
            return {colour for _, colour in board.getcolors(100_000) or ()}

    amber, green = (255, 176, 46), (91, 227, 106)
    assert amber in colours(led_picture("请A001到12号窗", "amber"))
    assert green in colours(led_picture("请先取号", "green"))
    assert not colours(led_picture("", "amber")) & {amber, green}


def test_a_kept_program_is_started_again_until_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hallcall.sim.kept.AGAIN_S", 0.05)
    kept = KeptProcess("sleeper", [sys.executable, "-S", "-c", "import time; time.sleep(60)"], tmp_path / "log")
    kept.start()
    until(lambda: kept.is_running)
    kept.kill()
    until(lambda: kept.starts == 2 and kept.is_running)
    kept.stop()
    assert not kept.is_running
