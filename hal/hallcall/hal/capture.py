"""The process that a camera runs in: ``python -m hallcall.hal.capture HANDLE WIDTH HEIGHT``, asked by the driver.

One thread answers the driver, one turns to the camera for ever: when that one hangs, the driver sees no new frame
in the shared memory, and ends the process. Nothing is opened before the driver asks, and frames are written nowhere
else.

Cameras that OpenCV does not know are opened by another package, which announces its scheme::

    [project.entry-points."hallcall.cameras"]
    acme = "acme_camera:open_capture"       # source = "acme:serial-number"
"""

from __future__ import annotations

import os
import sys
import threading
import time
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any, Protocol

import numpy as np

from hallcall.hal.frames import FrameMemory
from hallcall.hal.vendor import serve

_GROUP = "hallcall.cameras"
_NETWORK = ("rtsp://", "rtsps://", "http://", "https://")
_DARK = 14
"""Mean brightness, of 255, of a picture that shows next to nothing."""
_SAMPLE = 16
"""Brightness is measured at every so manieth pixel."""
_AFTER_MISS_S = 0.02
_LET_GO_S = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the camera shall be set."""

    width: int
    height: int
    fps: int
    is_mirrored: bool
    open_timeout_s: float
    read_timeout_s: float


class Capture(Protocol):
    """An open camera. ``cv2.VideoCapture`` is one."""

    def grab(self) -> bool:
        """Wait for the next frame; False when there is none."""
        ...

    def retrieve(self) -> tuple[bool, Any]:
        """The frame that was grabbed, an array of height x width x 3 bytes: blue, green, red."""
        ...

    def release(self) -> None:
        """Close the camera."""
        ...


class _Looped:
    """A film, at its own pace, from the beginning again when it is over."""

    def __init__(self, film: Any, period_s: float) -> None:
        self._film = film
        self._period_s = period_s
        self._due_at = time.monotonic()

    def grab(self) -> bool:
        """The next frame at its time."""
        time.sleep(max(0.0, self._due_at - time.monotonic()))
        self._due_at = max(self._due_at + self._period_s, time.monotonic() - self._period_s)
        if self._film.grab():
            return True
        self._film.set(_cv2().CAP_PROP_POS_FRAMES, 0)
        return bool(self._film.grab())

    def retrieve(self) -> tuple[bool, Any]:
        """The frame."""
        return self._film.retrieve()

    def release(self) -> None:
        """Close the film."""
        self._film.release()


class CameraProcess:
    """What the driver may ask for."""

    def __init__(self, memory: FrameMemory, room: tuple[int, int]) -> None:
        self._memory = memory
        self._room = room
        self._thread: threading.Thread | None = None
        self._is_ending = threading.Event()

    def load(self) -> None:
        """Load what takes long; no camera is touched."""
        _cv2()

    def open(self, source: str, **wanted: Any) -> None:
        """Open the camera and begin to look.

        Raises:
            RuntimeError: it cannot be opened.
        """
        settings = Wanted(**wanted)
        capture = open_capture(source, settings)
        self._is_ending.clear()
        self._thread = threading.Thread(target=self._look, args=(capture, settings), daemon=True)
        self._thread.start()

    def close(self) -> bool:
        """Close the camera; False when it does not let go, so that this process must end."""
        self._is_ending.set()
        if self._thread is not None:
            self._thread.join(_LET_GO_S)
            if self._thread.is_alive():
                return False
            self._thread = None
        return True

    def _look(self, capture: Capture, wanted: Wanted) -> None:
        due_at = 0.0
        while not self._is_ending.is_set():
            if not capture.grab():
                time.sleep(_AFTER_MISS_S)
                continue
            now = time.monotonic()
            # A camera that is faster than it was told: what nobody wants is not even decoded.
            if now < due_at - 0.25 / wanted.fps:
                continue
            due_at = max(due_at + 1 / wanted.fps, now)
            found, picture = capture.retrieve()
            if found:
                self._show(picture, wanted)
        capture.release()

    def _show(self, picture: Any, wanted: Wanted) -> None:
        height, width = picture.shape[:2]
        is_odd = (width, height) != (wanted.width, wanted.height)
        if width > self._room[0] or height > self._room[1]:
            scale = min(self._room[0] / width, self._room[1] / height)
            picture = _cv2().resize(picture, None, fx=scale, fy=scale, interpolation=_cv2().INTER_AREA)
            height, width = picture.shape[:2]
        if wanted.is_mirrored:
            picture = picture[:, ::-1]
        pixels = np.ascontiguousarray(picture).data.cast("B")
        is_dark = bool(picture[::_SAMPLE, ::_SAMPLE].mean() < _DARK)
        self._memory.write(pixels, width, height, is_dark=is_dark, is_odd_size=is_odd)


def open_capture(source: str, wanted: Wanted) -> Capture:
    """The open camera that ``source`` names.

    Raises:
        RuntimeError: there is none.
    """
    scheme = source.partition(":")[0]
    if not source.startswith(("/", *_NETWORK)):
        for point in entry_points(group=_GROUP):
            if point.name == scheme:
                return point.load()(source.removeprefix(f"{scheme}:"), wanted)
        raise RuntimeError(f"no camera {scheme}")
    cv2 = _cv2()
    if source.startswith("/dev/"):
        capture = cv2.VideoCapture(
            source,
            cv2.CAP_V4L2,
            # Compressed: raw pictures of two cameras do not fit through one USB hub.
            (
                *(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"), cv2.CAP_PROP_BUFFERSIZE, 1),
                *(cv2.CAP_PROP_FRAME_WIDTH, wanted.width, cv2.CAP_PROP_FRAME_HEIGHT, wanted.height),
                *(cv2.CAP_PROP_FPS, wanted.fps),
            ),
        )
    else:
        timeouts = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(wanted.open_timeout_s * 1000))
        timeouts += (cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(wanted.read_timeout_s * 1000))
        capture = cv2.VideoCapture(source, cv2.CAP_FFMPEG, timeouts)
    if not capture.isOpened():
        capture.release()
        raise RuntimeError("cannot be opened")
    if source.startswith(("/dev/", *_NETWORK)):
        return capture
    return _Looped(capture, 1 / (capture.get(cv2.CAP_PROP_FPS) or wanted.fps))


def _cv2() -> Any:
    """OpenCV, when a camera needs it: it takes most of a second."""
    import cv2

    return cv2


def main(arguments: list[str]) -> None:
    """Serve the driver until it hangs up."""
    # Over UDP the first pictures of a network camera are torn.
    os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp")
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    handle, width, height = (int(argument) for argument in arguments)
    process = CameraProcess(FrameMemory(width, height, handle), (width, height))
    serve({"load": process.load, "open": process.open, "close": process.close})


if __name__ == "__main__":
    main(sys.argv[1:])
