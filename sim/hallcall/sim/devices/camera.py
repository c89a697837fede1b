"""A camera that does what it is told by a file: ``source = "sim:/path/of/camera.json"``.

Here the far end is not a wire but what OpenCV would have opened, inside the driver's own child process. The file says
how the camera behaves and is looked at before every frame; its lamp is a lock that the child holds while the camera is
open, so that it goes out with the child, however that ends.

Each frame is of one shade that tells its number, so that half of one and half of another is noticed.

``SimMjpegCamera`` is a camera in the network, which OpenCV itself opens.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from hallcall.hal.capture import Wanted

_HANG_S = 600.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How the camera behaves."""

    sees: str = "motion"
    """``motion``, ``still`` (the same frame for ever), ``people`` or ``nothing`` (black with some noise)."""
    gives: str = "frames"
    """``frames``, ``frozen`` (the same one again and again), ``none`` (every read fails), ``hang`` (a read never
    returns) or ``crash``."""
    opens: str = "yes"
    """``yes``, ``no`` or ``hang``."""
    opens_after_s: float = 0.0
    fps: float = 30.0
    width: int = 0
    """0: as wanted."""
    height: int = 0
    people: tuple[int, ...] = ()
    """Who stands before it, side by side (``hallcall.sim.faces``); each frame is another look at them."""
    yaw_deg: float = 0.0
    """How far they turn their heads to the picture's right."""


class SimCamera:
    """What people do to the camera, and what they see of it."""

    def __init__(self, path: Path) -> None:
        """Put a camera at ``path``."""
        self.path = path
        self._manner = Manner()
        self.plug()

    @property
    def source(self) -> str:
        """For the machine's file."""
        return f"sim:{self.path}"

    @property
    def opens(self) -> int:
        """How often it was opened."""
        with suppress(FileNotFoundError):
            return self._lamp().stat().st_size
        return 0

    @property
    def is_lit(self) -> bool:
        """Whether the lamp burns: somebody has the camera open."""
        with suppress(FileNotFoundError), self._lamp().open("rb") as lamp:
            try:
                fcntl.flock(lamp, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    @property
    def is_plugged(self) -> bool:
        """Whether its cable is in."""
        return self.path.exists()

    def behave(self, **news: Any) -> None:
        """Change its manner from the next frame on."""
        self._manner = replace(self._manner, **news)
        if self.path.exists():
            self.plug()

    def plug(self) -> None:
        """Put the cable in."""
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self._manner)), encoding="utf-8")
        draft.replace(self.path)

    def unplug(self) -> None:
        """Pull the cable."""
        self.path.unlink(missing_ok=True)

    def _lamp(self) -> Path:
        return _lamp_of(self.path)


class SimMjpegCamera:
    """A network camera that streams JPEG pictures by HTTP. Implements ``SimDevice``; one caller at a time."""

    def __init__(self, *, fps: float = 20.0, size: tuple[int, int] = (320, 240)) -> None:
        self.is_mute = False
        """It takes calls and answers nothing."""
        self.stops = False
        """It goes silent in the middle of the stream."""
        self._period_s, self._size = 1 / fps, size
        self.power_on()

    def power_on(self) -> None:
        """Nobody watches."""
        self._is_watched, self._due_at, self._number = False, 0.0, 0

    def receive(self, data: bytes) -> list[bytes]:
        """A request begins the stream."""
        if self.is_mute or not data.startswith(b"GET "):
            return []
        self._is_watched = True
        head = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"
        return [head]

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """The next picture at its time."""
        if not self._is_watched or self.stops:
            return [], None
        if now < self._due_at:
            return [], self._due_at
        self._due_at = max(self._due_at + self._period_s, now)
        self._number += 1
        content = BytesIO()
        shade = 40 + self._number * 7 % 200
        Image.new("RGB", self._size, (shade, shade, shade)).save(content, "JPEG")
        picture = content.getvalue()
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
        return [head + picture + b"\r\n"], self._due_at

    def on_change(self, wake: Callable[[], None]) -> None:
        """It changes by itself only."""


class SimCapture:
    """The open camera, in the driver's child. Implements ``hal.capture.Capture``."""

    def __init__(self, path: Path, wanted: Wanted) -> None:
        self._path, self._wanted = path, wanted
        self._lamp = _lamp_of(path).open("ab")
        self._lamp.write(b"o")
        self._lamp.flush()
        fcntl.flock(self._lamp, fcntl.LOCK_EX)
        self._number = 0
        self._manner = _manner_at(path)

    def grab(self) -> bool:
        """Wait for the next frame."""
        self._manner = _manner_at(self._path)
        match self._manner.gives:
            case "hang":
                time.sleep(_HANG_S)
            case "crash":
                os._exit(3)
            case "none":
                return False
            case _:
                time.sleep(1 / self._manner.fps)
        self._number += self._manner.sees != "still" and self._manner.gives != "frozen"
        return self._path.exists()

    def retrieve(self) -> tuple[bool, Any]:
        """The frame: its number in every pixel, modulo what a byte holds."""
        import numpy as np

        manner = self._manner
        size = (manner.height or self._wanted.height, manner.width or self._wanted.width, 3)
        if manner.sees == "nothing":
            return True, np.random.default_rng().integers(0, 6, size, dtype=np.uint8)
        if manner.sees == "people":
            return True, _people(manner, size[1], size[0], self._number)
        picture = np.full(size, 20 + self._number % 200, dtype=np.uint8)
        # The left edge is light: a mirrored picture has it on the right.
        picture[:, : size[1] // 8] = 250
        return True, picture

    def release(self) -> None:
        """The lamp goes out."""
        self._lamp.close()


def open_capture(path: str, wanted: Wanted) -> SimCapture:
    """The open camera at ``path``.

    Raises:
        RuntimeError: it does not open.
    """
    manner = _manner_at(Path(path))
    time.sleep(_HANG_S if manner.opens == "hang" else manner.opens_after_s)
    if manner.opens == "no":
        raise RuntimeError("does not open")
    return SimCapture(Path(path), wanted)


def _people(manner: Manner, width: int, height: int, look: int) -> Any:
    """Those who stand there, as large as they fit."""
    from hallcall.sim.faces import draw_face, draw_people

    side = min(height * 2 // 3, width * 3 // 4 // max(len(manner.people), 1))
    faces = [draw_face(person, side=side, yaw_deg=manner.yaw_deg, look=look) for person in manner.people]
    return draw_people(faces, width=width, height=height)


def _lamp_of(path: Path) -> Path:
    return path.with_suffix(".lamp")


def _manner_at(path: Path) -> Manner:
    try:
        return Manner(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Manner(gives="none")
