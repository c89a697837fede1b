"""Camera by OpenCV: V4L2, RTSP, MJPEG over HTTP, a film, or another package's source; always in a process of its own.

OpenCV's ``read`` may block for ever on a lost network camera, and a vendor's library may crash: both end the child,
never the daemon. Frames go through memory that is shared with whoever shows them (``hal.frames``), and nowhere else.

Source:
    https://github.com/opencv/opencv/issues/24393: ``read`` of a lost RTSP stream does not return.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from hallcall.core.errors import DeviceAbsent, DeviceError, DeviceFault, DeviceTimeout
from hallcall.hal.frames import FrameMemory, Pulse
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Flag, Secret, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.camera import CameraCapabilities, CameraChanged, CameraView
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport
from hallcall.hal.transport.ends import VideoPort
from hallcall.hal.vendor import VendorProcess

_CLOSED_PAUSE_S = 2.0
_OPEN_PAUSE_S = 0.1
_LET_GO_S = 0.15
"""A camera that is not closed by then loses its process: closed within 0.2 s in any case."""
_ANSWER_S = 0.5
_START_S = 8.0
"""For the child to load OpenCV on a busy machine."""
_GLANCE_S = 0.3
_FRAME_POLL_S = 0.005
_DARK_FRAMES = 10
_RETRY_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraOptions:
    """What the machine's file says about the camera."""

    width: int = 640
    height: int = 480
    fps: int = 25
    is_mirrored: bool = False
    """As a mirror: for who looks at themselves."""
    open_timeout_s: float = 5.0
    stall_s: float = 2.0
    """No new frame for so long: the camera hangs or has lost its line."""
    frozen_frames: int = 50
    """So many frames that are the same to the last bit: no camera without noise does that. 0: a still is fine."""
    secret: Path | None = None
    """File with ``user:password`` for a network camera."""


class CvCamera:
    """One camera."""

    def __init__(self, device: DeviceId, source: str, options: CameraOptions | None = None) -> None:
        self._options = options or CameraOptions()
        wanted = self._options
        self.id = device
        self.capabilities = CameraCapabilities(
            width=wanted.width, height=wanted.height, fps=wanted.fps, is_mirrored=wanted.is_mirrored
        )
        self._source = source
        self._memory: FrameMemory | None = None
        self._child: VendorProcess | None = None
        self._is_open = False
        self._opens = 0
        self._told = (False, 0)
        self._hold_until = 0.0
        self._first = 0
        self._opened_at = 0.0
        self._retry_at = 0.0
        self._trouble: Reason | None = None
        """Why there was no good picture when there last should have been one."""

    @property
    def pause_s(self) -> float:
        """An open camera is watched closely."""
        return _OPEN_PAUSE_S if self._is_wanted else _CLOSED_PAUSE_S

    def is_present(self) -> bool:
        """Whether its file is there, or somebody listens at its address. A picture is not asked for."""
        if (path := _path(self._source)) is not None:
            return path.exists()
        address = urlsplit(self._source)
        if not address.hostname:
            return True
        port = address.port or {"rtsp": 554, "http": 80}.get(address.scheme, 443)
        try:
            socket.create_connection((address.hostname, port), timeout=_GLANCE_S).close()
        except OSError:
            return False
        return True

    def open(self) -> None:
        """Have the child ready. The camera stays closed."""
        self._need_presence("device.absent")
        if self._memory is None:
            self._memory = FrameMemory(self._options.width, self._options.height)
        handle = self._memory.handle
        room = (str(handle), str(self._options.width), str(self._options.height))
        self._child = VendorProcess(self.id, "hallcall.hal.capture", *room, handles=(handle,))
        self._child.start()

    def close(self) -> None:
        """Close the camera and end the child."""
        self._shut()
        if self._child is not None:
            self._child.stop()
        self._child = None
        if self._memory is not None:
            self._memory.close()
        self._memory = None

    def step(self, emit: Emit) -> Condition:
        """Look how the camera is doing; close it when nobody wants it any more."""
        if not self._is_wanted:
            self._shut()
        elif not self._is_open and time.monotonic() >= self._retry_at:
            with suppress(DeviceFault):
                self._begin()
        if (self._is_open, self._opens) != self._told:
            self._told = (self._is_open, self._opens)
            emit(CameraChanged(device=self.id, at=datetime.now(UTC), is_open=self._is_open, opens=self._opens))
        if not self._is_open:
            self._need_presence("device.unplugged")
            return ONLINE if self._trouble is None else _fault(self._trouble)
        return self._watch(self._frames().pulse())

    def open_camera(self, hold_s: float) -> CameraView:
        """Open the camera, or keep it open."""
        self._hold_until = time.monotonic() + hold_s
        if not self._is_open:
            self._begin()
            # A slow start must not use up the time for which the camera is wanted.
            self._hold_until = time.monotonic() + hold_s
        return CameraView(path=self._frames().path, width=self._options.width, height=self._options.height)

    def close_camera(self) -> None:
        """Close it now."""
        self._hold_until = 0.0
        self._shut()

    @property
    def _is_wanted(self) -> bool:
        return time.monotonic() < self._hold_until

    def _begin(self) -> None:
        """Open the camera and wait for its first frame."""
        memory, child, wanted = self._frames(), self._ready_child(), self._options
        self._opens += 1
        self._is_open = True
        self._retry_at = time.monotonic() + _RETRY_S
        try:
            child.call("load", timeout_s=_START_S)
            child.call(
                "open",
                timeout_s=wanted.open_timeout_s + _ANSWER_S,
                source=self.address(),
                width=wanted.width,
                height=wanted.height,
                fps=wanted.fps,
                is_mirrored=wanted.is_mirrored,
                open_timeout_s=wanted.open_timeout_s,
                read_timeout_s=wanted.stall_s,
            )
            self._await_frame(memory)
        except DeviceError as error:
            self._shut()
            self._trouble = _reason(error)
            self._need_presence("device.unplugged")
            raise DeviceFault("device.fault", device=self.id, reason=self._trouble.value) from error
        self._first, self._opened_at = memory.pulse().latest, time.monotonic()

    def _await_frame(self, memory: FrameMemory) -> None:
        deadline = time.monotonic() + self._options.open_timeout_s
        while memory.pulse().latest == 0:
            if time.monotonic() >= deadline:
                raise DeviceTimeout("device.timeout", device=self.id)
            time.sleep(_FRAME_POLL_S)

    def _watch(self, pulse: Pulse) -> Condition:
        """What an open camera shows; one that shows nothing new is opened again in a new process."""
        wanted, reason = self._options, None
        if self._child is None or not self._child.is_running:
            reason = Reason.CRASHED
        elif time.monotonic() - max(pulse.at, self._opened_at) > wanted.stall_s:
            reason = Reason.NO_SIGNAL
        elif wanted.frozen_frames and pulse.same >= wanted.frozen_frames:
            reason = Reason.FROZEN_FRAME
        if reason is not None:
            self._shut()
            self._trouble = reason
            self._need_presence("device.unplugged")
            return _fault(reason)
        if pulse.latest > self._first and not pulse.same:
            self._trouble = None
        if self._trouble is not None:
            return _fault(self._trouble)
        reasons = {Reason.DARK} if pulse.dark >= _DARK_FRAMES else set[Reason]()
        if pulse.is_odd_size:
            reasons.add(Reason.STATE_MISMATCH)
        return Condition(health=Health.DEGRADED, reasons=frozenset(reasons)) if reasons else ONLINE

    def _shut(self) -> None:
        """Close the camera for certain, and leave nothing to be seen."""
        if not self._is_open:
            return
        self._is_open = False
        has_let_go = False
        if self._child is not None and self._child.is_running:
            with suppress(DeviceError):
                has_let_go = bool(self._child.call("close", timeout_s=_LET_GO_S))
            if not has_let_go:
                self._child.kill()
        self._frames().wipe()

    def _ready_child(self) -> VendorProcess:
        """The child, a fresh one when the last has ended."""
        if self._child is None:
            raise DeviceAbsent("device.absent", device=self.id)
        if not self._child.is_running:
            self._child.start()
        return self._child

    def _frames(self) -> FrameMemory:
        if self._memory is None:
            raise DeviceAbsent("device.absent", device=self.id)
        return self._memory

    def _need_presence(self, code: str) -> None:
        if not self.is_present():
            raise DeviceAbsent(code, device=self.id)

    def address(self) -> str:
        """The source with its user and password, which stand in no command line and no log.

        Raises:
            DeviceFault: the file with them cannot be read.
        """
        if self._options.secret is None:
            return self._source
        try:
            user, _, word = self._options.secret.read_text(encoding="utf-8").strip().partition(":")
        except OSError as error:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.UNAUTHORISED.value) from error
        parts = urlsplit(self._source)
        return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}:{quote(word, safe='')}@{parts.netloc}"))


def _reason(error: DeviceError) -> Reason:
    """What an error of opening means."""
    if isinstance(error, DeviceAbsent):
        return Reason.CRASHED
    if "ImportError" in str(error.fields.get("detail")) or "ModuleNotFound" in str(error.fields.get("detail")):
        return Reason.LIBRARY_MISSING
    return Reason.UNAUTHORISED if error.fields.get("reason") == Reason.UNAUTHORISED else Reason.NO_SIGNAL


def _fault(reason: Reason) -> Condition:
    return Condition(health=Health.FAULT, reasons=frozenset({reason}))


def _path(source: str) -> Path | None:
    """The file that ``source`` is at, if it is at one."""
    name = source if source.startswith("/") else source.partition(":")[2]
    return Path(name) if name.startswith("/") and not name.startswith("//") else None


def _make(config: DeviceConfig, wire: Transport, services: Services) -> CvCamera:  # noqa: ARG001 - it opens its source itself
    if not isinstance(config.port, VideoPort):
        raise TypeError("a camera is at a video source")
    secret = config.text("secret")
    options = CameraOptions(
        width=config.whole("width"),
        height=config.whole("height"),
        fps=config.whole("fps"),
        is_mirrored=config.flag("mirror"),
        open_timeout_s=config.seconds("open_timeout_ms"),
        stall_s=config.seconds("stall_ms"),
        frozen_frames=config.whole("frozen_frames"),
        secret=Path(secret) if secret else None,
    )
    return CvCamera(config.id, config.port.source, options)


SPEC = DriverSpec(
    name="camera.cv",
    ports=frozenset({"video"}),
    options={
        "width": Whole(640, 160, 1920),
        "height": Whole(480, 120, 1080),
        "fps": Whole(25, 1, 60),
        "mirror": Flag(default=False),
        "open_timeout_ms": Whole(5000, 200, 15000),
        "stall_ms": Whole(2000, 200, 30000),
        "frozen_frames": Whole(50, 0, 10000),
        "secret": Secret(""),
    },
    make=_make,
)
