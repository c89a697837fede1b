"""A door with a camera: drawn people walk through it, and the real ``hallcall gate`` looks at them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self

import httpx

from hallcall.assets import load_texts
from hallcall.config import sample_hall_path
from hallcall.face import Mode
from hallcall.face.consent import record_consent
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.looking import template_of
from hallcall.face.notice import Handling, write_notice
from hallcall.face.settings import FaceSettings
from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.faces import DrawnFaceEngine, draw_face, draw_people
from helpers.sample_halls import sample_hall
from helpers.server_process import TEN, ServerProcess

ITEM = next(item for item in sample_hall("community").items if not item.appointment_only)
CARDS = ("11010519491231002X", "440303199003070011", "110105198801010014")
DAY = date(2026, 11, 23)
NAME = "E1"
_PLACE = '\n[[kiosks]]\nid = "E1"\nfloor = 1\nlabel = {zh = "正门", en = "main door"}\n'
_RULES = "\n[rules.booking]\nearly_min = 60\n"
"""So that each of two people has a slot of their own."""
_PATIENCE_S = 60.0


def until(is_so: Callable[[], bool], within_s: float = _PATIENCE_S) -> None:
    """Wait for it."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def hall_with_door(folder: Path) -> Path:
    """The community hall, and the place at its entrance."""
    copy = folder / "hall"
    shutil.copytree(sample_hall_path("community"), copy)
    settings = copy / "hall.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + _RULES + _PLACE, encoding="utf-8")
    return copy


class Door:
    """The door, on the server's Monday; a context manager that ends the gate."""

    def __init__(self, folder: Path, server: ServerProcess, *, hall: str = "haibin", more: str = "") -> None:
        self.folder, self.server = folder, server
        self.log = folder / "gate.log"
        self.camera = SimCamera(folder / "door.json")
        self.camera.behave(sees="people", people=(), fps=20)
        self._settings = FaceSettings(
            is_enabled=True,
            engine="drawn",
            hall=hall,
            impact_assessment="PIA-2026-01",
            folder=folder / "face",
            handling=Handling(handler="局", contact="12345", ticket_days=90),
        )
        self.machine = folder / "door.toml"
        self.machine.write_text(
            'schema = 1\n[machine]\nid = "door"\n[face]\nenabled = true\nengine = "drawn"\nhall = "haibin"\n'
            'handler = "局"\ncontact = "12345"\nticket_days = 90\nimpact_assessment = "PIA-2026-01"\n'
            f'folder = "{folder}/face"\n[gate]\nenabled = true\n[[device]]\nid = "door"\ndriver = "camera.cv"\n'
            f'transport = {{ kind = "video", source = "{self.camera.source}" }}\n{more}',
            encoding="utf-8",
        )
        self.token = folder / "gate.token"
        self.token.write_text(server.pair("gate", NAME))
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    # -- whom it may know --------------------------------------------------------------------------------------------

    @property
    def store(self) -> FaceStore:
        """What the machine keeps of faces."""
        return FaceStore(self._settings)

    def book(self, card: str = CARDS[0], clock: str = "10:30") -> str:
        """Make a booking with a telephone for a time of today; its code."""
        admin = (self.server.data / "admin.token").read_text()
        document = {"kind": "resident", "number": card, "name": "王小明", "verified": True}
        body = {"item": ITEM.code, "document": document, "slot": f"{DAY}T{clock}:00+08:00", "phone": "13900001234"}
        return self.send("booking.make", body, admin)["booking"]["code"]

    def send(self, name: str, body: Any, token: str) -> Any:
        """A command to the server, which must take it."""
        with httpx.Client(trust_env=False, timeout=20.0) as http:
            answer = self.server.send(http, token, name, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def agree(self, booking: str, person: int) -> None:
        """The holder of a booking agrees to be known today, and is enrolled."""
        store, engine = self.store, DrawnFaceEngine()
        assert self._settings.handling is not None
        notice = write_notice(Mode.ONE_TO_MANY, self._settings.handling, load_texts("zh-CN"))
        record = record_consent(notice, store.subject(booking), birth=date(1990, 5, 1), day=DAY, at=TEN, machine="door")
        store.consents.give(record, notice)
        gallery = Gallery(store, engine, self._settings, lambda: DAY)
        gallery.enroll(booking, template_of(engine, draw_people([draw_face(person, noise=0.0)])))

    # -- the program -------------------------------------------------------------------------------------------------

    def start(self, *, dies: str = "") -> None:
        """Start ``hallcall gate``; it may be killed at a step of the first check-in (``dying_gate``)."""
        program = ["-m", "helpers.dying_gate", dies] if dies else ["-m", "hallcall.cli"]
        command = [sys.executable, *program, "--lang", "en", "gate", NAME, "--server", self.server.url]
        command += ["--machine", str(self.machine), "--token-file", str(self.token)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])} if dies else None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    def kill(self) -> None:
        """``kill -9``."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def dead(self) -> None:
        """Wait until it was killed."""
        assert self.process is not None
        assert self.process.wait(timeout=_PATIENCE_S) == -signal.SIGKILL

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=30)

    def said(self, word: str) -> int:
        """How often its log has said that."""
        return self.log.read_text(encoding="utf-8").count(word)

    # -- who walks through it ----------------------------------------------------------------------------------------

    def show(self, *people: int) -> None:
        """These people are in view."""
        self.camera.behave(people=people)

    @contextmanager
    def passing(self, *people: int) -> Iterator[None]:
        """They are in view for as long as it takes, and then nobody is."""
        self.show(*people)
        try:
            yield
        finally:
            self.show()

    # -- what came of it ---------------------------------------------------------------------------------------------

    def check_ins(self) -> list[dict[str, Any]]:
        """Numbers that were given at this door, by the server's log."""
        admin = (self.server.data / "admin.token").read_text()
        tickets = self.server.ask("GET", "/v1/snapshot", admin)["tickets"]
        return [ticket for ticket in tickets if ticket["kiosk"] == NAME]

    def messages(self) -> list[str]:
        """Text messages that have left."""
        file = self.server.data / "notices.jsonl"
        return [json.loads(line)["text"] for line in file.read_text().splitlines()] if file.exists() else []
