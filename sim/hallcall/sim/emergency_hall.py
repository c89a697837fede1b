"""A small hall with every kind of screen and board, all of them real processes, in which people must leave."""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, cast

from hallcall.assets import load_texts
from hallcall.client import HallLink, LinkSettings
from hallcall.client.link import LinkListener
from hallcall.config import sample_hall_path
from hallcall.core.commands import BeginEmergency, EndEmergency
from hallcall.core.machine_names import AtCounter, name_at_counter
from hallcall.core.terms import CounterNumber
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.demo import OFFSCREEN, OPENS_AT
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.led import SimLedBoard
from hallcall.sim.devices.relays import SimRelayBoard
from hallcall.sim.hall_processes import HallPlan, HallProcesses

__all__ = ["EmergencyHall"]

_LANGUAGE = "zh-CN"
_COUNTER = 1
_FRONT, _BACK = 0, 1
"""Relays of two rooms: one is clear while the hall is open and private in an emergency, the other the reverse."""
_ROOMS = """
[[glass]]
id = "front"
zone = "A"
hours = "clear"

[[glass]]
id = "back"
zone = "A"
on_emergency = "clear"
"""
# A pane may become clear at once: else each return to rest takes the ten seconds that spare its film.
_GLASS = """
schema = 1
[machine]
id = "g1"
[[device]]
id = "glass"
driver = "glass.modbus"
address = 1
profile = "waveshare-8"
channels = {{ front = {front}, back = {back} }}
dwell_ms = 0
transport = {{ kind = "serial", port = "{port}", baud = 9600 }}
"""
_LED = """
schema = 1
[machine]
id = "l1"
[[device]]
id = "window-{counter}"
driver = "led.generic"
address = 1
template = "text-8"
transport = {{ kind = "serial", port = "{port}", baud = 9600 }}
"""
_BOARDS = ("led", "glass")
_LOOK_S = 0.001
_WAIT_S = 30.0


class EmergencyHall:
    """The hall while it runs; a context manager.

    Attributes:
        processes: the server and the screens.
        screens: kiosk, wall, counter and the display over it, by name.
        led, glass: boards at the far end of their wires.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.led = SimLedBoard(address=1)
        self.glass = SimRelayBoard()
        files = folder / "hall"
        shutil.copytree(sample_hall_path("community"), files)
        with (files / "hall.toml").open("a", encoding="utf-8") as hall:
            hall.write(_ROOMS)
        self.processes = HallProcesses(
            HallPlan(
                folder=folder / "run",
                hall=str(files),
                counters=(_COUNTER,),
                windows=(_COUNTER,),
                opens_at=OPENS_AT,
                language=_LANGUAGE,
                environment=OFFSCREEN,
            )
        )
        self.screens: dict[str, Actor] = {}
        self._texts = load_texts(_LANGUAGE)
        self._boards: dict[str, float] = {}
        self._guide: HallLink
        self._started = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._started.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()

    def _start(self) -> None:
        hall = self._started.enter_context(self.processes)
        self.screens = {
            "kiosk": hall.kiosks["K1"],
            "wall": hall.walls["W1"],
            "counter": hall.counters[_COUNTER],
            "window": hall.windows[_COUNTER],
        }
        Clerk(self.screens["counter"], *hall.clerk_of(_COUNTER), dice=random.Random(1), pace=Pace()).sign_in()
        led = self._started.enter_context(PtyWire(self._folder / "led", self.led, baud=9600))
        glass = self._started.enter_context(PtyWire(self._folder / "glass", self.glass, baud=9600))
        self._keep(
            "led", name_at_counter(CounterNumber(_COUNTER), AtCounter.LED), _LED.format(counter=_COUNTER, port=led.path)
        )
        self._keep("glass", "front", _GLASS.format(front=_FRONT, back=_BACK, port=glass.path))
        self._guide = HallLink(
            LinkSettings(url=hall.server.url, token=hall.pair_device("manager", "m1")), cast("LinkListener", None)
        )
        self._guide.start(follow=False)
        self._started.callback(self._guide.close)
        self.wait_for_rest()

    def _keep(self, program: str, name: str, machine: str) -> None:
        """Start a program that keeps boards."""
        file = self._folder / f"{program}.toml"
        file.write_text(machine, encoding="utf-8")
        self.processes.keep(program, name, file)

    # -- what is seen --------------------------------------------------------------------------------------------------

    def words_of(self, screen: str, *, signed_in: bool = True) -> str:
        """What a screen says when people must leave; a counter says it elsewhere where nobody is signed in."""
        if screen == "counter":
            return self._texts.text("counter-status-evacuate" if signed_in else "counter-evacuate-do")
        return self._texts.text("evacuate-headline")

    def switch_on_again(self) -> dict[str, Actor]:
        """Every screen loses its power and gets it back; the screens as they are then."""
        for screen in self.screens.values():
            screen.process.kill()
            screen.stop()
        hall = self.processes
        self.screens = {
            "kiosk": hall.start_kiosk("K1"),
            "wall": hall.start_wall("W1"),
            "counter": hall.start_counter(_COUNTER),
            "window": hall.start_window(_COUNTER),
        }
        return self.screens

    def _is_told(self, board: str) -> bool:
        if board == "led":
            return self.led.shown == self._texts.text("window-evacuate")
        return self.glass.closed[_BACK] and not self.glass.closed[_FRONT]

    def _is_at_rest(self) -> bool:
        no_glass_told = self.glass.closed[_FRONT] and not self.glass.closed[_BACK]
        texts = (screen.call("texts")["texts"] for screen in self.screens.values())
        return (
            no_glass_told
            and self.led.shown == self._texts.text("window-free")
            and not any(self.words_of(name) in shown for name, shown in zip(self.screens, texts, strict=True))
        )

    def wait_for_rest(self) -> None:
        """Wait until nothing in the hall says that people must leave.

        Raises:
            ActorError: something still does.
        """
        _wait_until(self._is_at_rest, "the hall at rest")

    def watch(self) -> None:
        """Look from now on for what tells people to leave."""
        for name, screen in self.screens.items():
            screen.call("watch", text=self.words_of(name))
        self._boards.clear()
        threading.Thread(target=self._watch_boards, name="eyes-on-the-boards").start()

    def begin(self) -> float:
        """People must leave; seconds of the steady clock at which the server acknowledged it."""
        self.watch()
        self._guide.send(BeginEmergency()).result(_WAIT_S)
        return time.monotonic()

    def end(self) -> None:
        """All are back."""
        self._guide.send(EndEmergency(reason="all are back")).result(_WAIT_S)
        self.wait_for_rest()

    def seen_at(self) -> dict[str, float]:
        """When each screen was painted and each board was told, by the steady clock; waits for all of them.

        Raises:
            ActorError: one never was.
        """
        seen: dict[str, float] = {}

        wanted = {*self.screens, *_BOARDS}

        def ask() -> bool:
            for name, screen in self.screens.items():
                if name not in seen and (at := screen.call("painted")["at"]) is not None:
                    seen[name] = at
            seen.update(self._boards)
            return seen.keys() == wanted

        try:
            _wait_until(ask, "every screen and board")
        except ActorError as error:
            raise ActorError(f"nothing was seen of {', '.join(sorted(wanted - seen.keys()))}") from error
        return seen

    def _watch_boards(self) -> None:
        end = time.monotonic() + _WAIT_S
        while len(self._boards) < len(_BOARDS) and time.monotonic() < end:
            for board in _BOARDS:
                if board not in self._boards and self._is_told(board):
                    self._boards[board] = time.monotonic()
            time.sleep(_LOOK_S)


def _wait_until(wanted: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _WAIT_S
    while not wanted():
        if time.monotonic() > end:
            raise ActorError(f"{what}: not within {_WAIT_S} s")
        time.sleep(0.05)
