"""Running the theatre: the hall's processes, and a web server for the page on loopback."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from hallcall.assets import load_texts
from hallcall.server.ending import GentleServer
from hallcall.sim.own_folder import OwnFolder
from hallcall.sim.theatre.led_picture import LED_COLOURS, led_picture
from hallcall.sim.theatre.page import page_facts
from hallcall.sim.theatre.theatre import Theatre, TheatreSettings
from hallcall.sim.theatre.view import document
from hallcall.sim.theatre.web import make_app

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How the theatre is opened."""

    port: int
    """0 takes a free one."""
    language: str = "zh-CN"
    seed: int = 1
    opens_browser: bool = False
    is_playing: bool = True
    folder: Path | None = None
    """For logs and data; None is one that goes when the theatre ends."""


class Stage:
    """The theatre as the page shows it. Implements ``web.Show``."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre

    def news(self, language: str) -> dict[str, Any]:
        """Part of ``Show``."""
        return document(self._theatre, language)

    def picture(self, name: str) -> tuple[bytes, str] | None:
        """Part of ``Show``."""
        if name == "led":
            led = self._theatre.furniture.led
            return led_picture(led.shown, LED_COLOURS.get(led.colour, "amber")), "image/png"
        if name.startswith("slip-"):
            number = name.removeprefix("slip-")
            slip = self._theatre.slips.picture(int(number)) if number.isascii() and number.isdecimal() else None
            return (slip, "image/png") if slip is not None else None
        found = self._theatre.eyes.picture(name)
        return (found.jpeg, "image/jpeg") if found is not None else None

    def watch(self, count: int) -> None:
        """Part of ``Show``."""
        self._theatre.eyes.watch(count)

    def press(self, kind: str, deed: str) -> None:
        """Part of ``Show``."""
        theatre = self._theatre
        match kind:
            case "fault":
                theatre.faults.press(deed)
            case "scene":
                theatre.scenes.play(deed)
            case "key":
                theatre.press_key(deed)
            case "card" if deed == "lift":
                theatre.lift_card()
            case "card" if deed.isascii() and deed.isdecimal():
                theatre.lay_card(int(deed))
            case "face":
                theatre.look(deed)
            case "door":
                theatre.entrance.deed(deed)
            case "people" if deed == "pause":
                (theatre.gate.shut if theatre.gate.is_open else theatre.gate.open)()
            case "people" if deed == "step":
                theatre.gate.step()
            case _:
                raise KeyError(deed)

    def touch(self, screen: str, at: tuple[float, float], to: tuple[float, float]) -> None:
        """Part of ``Show``."""
        self._theatre.touch(screen, at, to)


def run_theatre(settings: RunSettings, say: Callable[[str], None]) -> None:
    """Run until it is interrupted; ``say`` gets the page's address as soon as it can be opened.

    Raises:
        ActorError: a process of the hall did not start.
        OSError: the port is taken.
    """
    texts = load_texts(settings.language)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, settings.port))
        # Whoever wants the same port is told so now, and not after minutes.
        door.listen()
        port = int(door.getsockname()[1])
        say(texts.text("theatre-starting"))
        with OwnFolder() as own:
            plan = TheatreSettings(
                folder=settings.folder or own.path,
                language=settings.language,
                seed=settings.seed,
                is_playing=settings.is_playing,
            )
            with Theatre(plan) as theatre:
                _serve(theatre, settings, door, port, say)


def _serve(theatre: Theatre, settings: RunSettings, door: socket.socket, port: int, say: Callable[[str], None]) -> None:
    faults = list(theatre.faults.all.values())
    facts = page_facts(theatre.counter, theatre.people, faults, settings.language)
    server = GentleServer(
        uvicorn.Config(
            make_app(Stage(theatre), facts, port, lambda: server.should_exit),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    )
    url = f"http://{HOST}:{port}/"
    say(load_texts(settings.language).text("theatre-open", url=url))
    if settings.opens_browser:
        webbrowser.open(url)
    server.run(sockets=[door])
