"""The door of the theatre's hall: people whom nobody has walk through it, and the real ``hallcall gate`` looks at them.

Those with a booking have made it just before, by telephone, and have agreed at the desk to be known by their face.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from hallcall.assets import load_texts
from hallcall.core.booking.book import BookingCode
from hallcall.face import Mode
from hallcall.face.consent import record_consent
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.looking import template_of
from hallcall.face.notice import Handling, write_notice
from hallcall.face.settings import FaceSettings
from hallcall.sim.actor import ActorError
from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.faces import DrawnFaceEngine, draw_face, draw_people
from hallcall.sim.hall_processes import HallProcesses
from hallcall.sim.kept import KeptProcess

DOOR: Final = "E1"
"""The place in the hall's file."""
PLACE: Final = f'\n[[kiosks]]\nid = "{DOOR}"\nfloor = 1\nlabel = {{zh = "正门", en = "main door"}}\n'
PASSING_S = 6.0
"""So long somebody is in view."""
_FIRST_FACE, _FIRST_STRANGER = 5_000, 9_000
"""Faces that nobody else of the theatre has."""
_MACHINE: Final = """schema = 1
[machine]
id = "door"
[face]
enabled = true
engine = "drawn"
hall = "haibin"
handler = "海滨区政务服务中心"
contact = "12345"
ticket_days = 90
impact_assessment = "theatre"
folder = "{folder}"
[gate]
enabled = true
[[device]]
id = "door"
driver = "camera.cv"
transport = {{ kind = "video", source = "{source}" }}
"""
_HANDLING: Final = Handling(handler="海滨区政务服务中心", contact="12345", ticket_days=90)


class Entrance:
    """Who walks in. Its deeds may be done from any thread.

    Attributes:
        camera: over the door.
        gate: the program; None before ``keep``.
    """

    def __init__(self, folder: Path, book: Callable[[], BookingCode | None], now: Callable[[], datetime]) -> None:
        """Nobody comes yet.

        Args:
            folder: for faces and the machine's file.
            book: somebody makes a booking for as soon as possible; its code, None when all is full.
            now: the hall's time.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._book, self._now = book, now
        self._settings = FaceSettings(
            is_enabled=True,
            engine="drawn",
            hall="haibin",
            impact_assessment="theatre",
            folder=folder / "face",
            handling=_HANDLING,
        )
        self._machine = folder / "door.toml"
        self.camera = SimCamera(folder / "door.json")
        self.camera.behave(sees="people", people=())
        self.gate: KeptProcess | None = None
        self._guests = self._strangers = 0
        self._lock = threading.Lock()
        self._leaving: threading.Timer | None = None

    def keep(self, hall: HallProcesses) -> None:
        """Start the program."""
        written = _MACHINE.format(folder=self._settings.folder, source=self.camera.source)
        self._machine.write_text(written, encoding="utf-8")
        self.gate = hall.keep("gate", DOOR, self._machine, role="gate")

    def close(self) -> None:
        """Nobody comes any more."""
        with self._lock:
            if self._leaving is not None:
                self._leaving.cancel()
                self._leaving.join()
                self._leaving = None

    def deed(self, name: str) -> None:
        """Let somebody walk in: a ``guest`` who has agreed, the last one ``again``, a ``stranger``, or ``two``.

        Raises:
            KeyError: there is no such deed.
            ActorError: nobody has come yet who could come again, or no place is free for a booking.
        """
        deeds = {"guest": self._guest, "again": self._again, "stranger": self._stranger, "two": self._two}
        with self._lock:
            self._show(*deeds[name]())

    def _guest(self) -> tuple[int, ...]:
        code = self._book()
        if code is None:
            raise ActorError("no place is free for a booking")
        self._guests += 1
        self._agree(code, _FIRST_FACE + self._guests)
        return self._again()

    def _again(self) -> tuple[int, ...]:
        if not self._guests:
            raise ActorError("nobody has come yet")
        return (_FIRST_FACE + self._guests,)

    def _stranger(self) -> tuple[int, ...]:
        self._strangers += 1
        return (_FIRST_STRANGER + self._strangers,)

    def _two(self) -> tuple[int, ...]:
        return (*self._guest(), *self._stranger())

    def _show(self, *people: int) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
        self.camera.behave(people=people)
        self._leaving = threading.Timer(PASSING_S, lambda: self.camera.behave(people=()))
        self._leaving.daemon = True
        self._leaving.start()

    def _agree(self, code: BookingCode, face: int) -> None:
        """What the desk does: reads the notice, records a yes, takes one picture."""
        now, store, engine = self._now(), FaceStore(self._settings), DrawnFaceEngine()
        notice = write_notice(Mode.ONE_TO_MANY, _HANDLING, load_texts("zh-CN"))
        record = record_consent(
            notice,
            store.subject(code),
            birth=now.date().replace(year=1990, day=1),
            day=now.date(),
            at=now,
            machine=DOOR,
        )
        store.consents.give(record, notice)
        gallery = Gallery(store, engine, self._settings, now.date)
        gallery.enroll(code, template_of(engine, draw_people([draw_face(face, noise=0.0)])))
