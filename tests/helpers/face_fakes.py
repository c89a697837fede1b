"""A camera that shows drawn faces, and whoever looks through it, as a test tells them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import DeviceFault
from hallcall.face import Picture
from hallcall.face.liveness import Ask, Failure
from hallcall.face.notice import Handling
from hallcall.face.quality import Guidance
from hallcall.hal import DeviceEvent, DeviceId, Health, IdCard, Status
from hallcall.hal.frames import FrameMemory
from hallcall.hal.interface import Device
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.camera import CameraCapabilities, CameraView, CloseCamera, OpenCamera
from hallcall.kiosk.face_picture import draw_face_picture
from hallcall.kiosk.model.face_port import (
    Agreement,
    Errand,
    Judgement,
    MemorySignals,
    Outcome,
    ScanSignals,
    Sight,
    Withdrawn,
)
from hallcall.sim.faces import draw_face, draw_people
from helpers.kiosk_fakes import NOW, card_of

HANDLING = Handling(handler="海滨区政务服务数据管理局", contact="12345", ticket_days=90)
CAMERA = DeviceId("camera")
_WIDTH, _HEIGHT = 640, 480
_TURN_DEG = 2.0
"""A head turns so far from frame to frame."""


def card_with_photo(person: int = 1, **changed: Any) -> IdCard:
    """A card whose reader gives its photo as a picture."""
    content = BytesIO()
    Image.fromarray(draw_face(person, side=120)[:, :, ::-1]).save(content, "PNG")
    return replace(card_of(), photo_wlt=content.getvalue(), **changed)


def child_with_photo() -> IdCard:
    """Ten years old."""
    return card_with_photo(number="440301201601011238", birth=date(2016, 1, 1))


def scene_of(*people: int, side: int = 200, look: int = 0, yaw_deg: float = 0.0) -> Picture:
    """What a camera sees of them, their heads turned so far: 640 x 480."""
    canvas = np.full((_HEIGHT, _WIDTH, 3), 128, np.uint8)
    if people:
        shown = draw_people([draw_face(person, side=side, look=look, yaw_deg=yaw_deg) for person in people])
        height, width, _ = shown.shape
        top, left = (_HEIGHT - height) // 2, (_WIDTH - width) // 2
        canvas[top : top + height, left : left + width] = shown
    return canvas


@dataclass
class FakeScanner(ScanSignals):
    """Tells what a test wants to have seen."""

    handling: Handling | None = field(default_factory=lambda: HANDLING)
    is_available: bool = True
    opens: int = 0
    is_open: bool = False
    can_find: bool = False
    agreements: list[Agreement] = field(default_factory=list[Agreement])

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def signals(self) -> ScanSignals:
        return self

    def limit_s(self, errand: Errand) -> int:
        return 30 if errand is Errand.VERIFY else 60

    def start(self, photo: bytes, agreement: Agreement) -> int:
        assert bool(photo) is (agreement.errand is not Errand.FIND)
        self.agreements.append(agreement)
        self.opens += 1
        self.is_open = True
        return self.opens

    def stop(self) -> None:
        self.is_open = False

    def show(
        self,
        guidance: Guidance = Guidance.CLOSER,
        percent: int = 0,
        picture: Picture | None = None,
        *,
        ask: Ask = Ask.NOTHING,
    ) -> None:
        """The camera sees something."""
        shown = draw_face_picture(scene_of(1) if picture is None else picture, percent)
        self.seen.emit(Sight(look=self.opens, guidance=guidance, done_percent=percent, ask=ask, picture=QImage(shown)))

    def judge(self, outcome: Outcome, booking: str | None = None, failure: Failure | None = None) -> None:
        """The look has ended."""
        found = BookingCode(booking) if booking is not None else None
        self.judged.emit(Judgement(look=self.opens, outcome=outcome, booking=found, failure=failure))

    def set_available(self, *, available: bool) -> None:
        self.is_available = available
        self.availableChanged.emit()


@dataclass
class FakeMemory(MemorySignals):
    """Remembers codes of bookings; deletes in the next turn of the event loop."""

    held: set[str] = field(default_factory=set[str])
    refuses: bool = False
    """The disk does."""
    forgotten: list[str] = field(default_factory=list[str])
    let_gone: list[str] = field(default_factory=list[str])
    wishes: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def signals(self) -> MemorySignals:
        return self

    def holds(self, booking: BookingCode, day: date) -> bool:
        assert day == NOW.date()
        return booking in self.held

    def forget(self, bookings: Sequence[BookingCode], at: datetime) -> int:
        assert at == NOW
        self.wishes += 1
        told = Withdrawn(asked=self.wishes, deleted=len(self.held & set(bookings)), failed=self.refuses)
        if not self.refuses:
            self.forgotten += map(str, bookings)
            self.held -= set(bookings)

        def end() -> None:
            self.changed.emit()
            self.withdrawn.emit(told)

        QTimer.singleShot(0, end)
        return self.wishes

    def let_go(self, booking: BookingCode, day: date) -> None:
        assert day == NOW.date()
        self.let_gone.append(str(booking))
        self.held.discard(booking)


class FakeCamera:
    """``hal.Devices`` with one camera. Frames are drawn in a thread of its own while it is open."""

    def __init__(self) -> None:
        self.opens = 0
        self.is_open = False
        self.people: tuple[int, ...] = (1,)
        """Who stands before it."""
        self.turns_to = 0.0
        """Degrees to which they turn their head, slowly."""
        self._yaw = 0.0
        self.hangs = False
        """It opens, and never shows a second frame."""
        self.never_opens = False
        """It does not even answer."""
        self.broken = False
        self._memory = FrameMemory(_WIDTH, _HEIGHT)
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self._on_event: list[Callable[[DeviceEvent], None]] = []

    def status(self) -> Mapping[DeviceId, Status]:
        return {CAMERA: Status(health=Health.ONLINE, since=NOW)}

    def get(self, device: DeviceId) -> Device:
        can = CameraCapabilities(width=_WIDTH, height=_HEIGHT, fps=30, is_mirrored=False)
        return Device(id=device, driver="camera.cv", capabilities=can, status=self.status()[device])

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        self._on_event.append(callback)
        return self._on_event.clear

    def do(
        self, device: DeviceId, command: Command[Any, Any], request_id: str, *, deadline_s: float | None = None
    ) -> Future[Any]:
        assert device == CAMERA
        assert request_id
        done: Future[Any] = Future()
        match command:
            case OpenCamera() if self.never_opens:
                assert deadline_s is not None
            case OpenCamera() if self.broken:
                done.set_exception(DeviceFault("device.fault", reason="no_picture"))
            case OpenCamera():
                self._open()
                done.set_result(CameraView(path=self._memory.path, width=_WIDTH, height=_HEIGHT))
            case CloseCamera():
                self._close()
                done.set_result(None)
            case _:
                raise TypeError(command)
        return done

    def close(self) -> None:
        """Let go of everything."""
        self._close()
        self._memory.close()

    def _open(self) -> None:
        if self.is_open:
            return
        self.is_open = True
        self.opens += 1
        self._end.clear()
        self._draw(0)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _close(self) -> None:
        if not self.is_open:
            return
        self._end.set()
        assert self._thread is not None
        self._thread.join()
        self._memory.wipe()
        self.is_open = False

    def _run(self) -> None:
        look = 1
        while not self._end.wait(0.02):
            if not self.hangs:
                self._draw(look)
            look += 1

    def _draw(self, look: int) -> None:
        self._yaw += max(-_TURN_DEG, min(_TURN_DEG, self.turns_to - self._yaw))
        pixels = memoryview(scene_of(*self.people, look=look, yaw_deg=self._yaw).tobytes())
        self._memory.write(pixels, _WIDTH, _HEIGHT, is_dark=False, is_odd_size=False)
