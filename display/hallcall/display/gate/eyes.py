"""Looks through the camera at the door, in a thread of its own, for as long as somebody is still to come.

Whoever is not found is forgotten where they stand: no look of them goes anywhere, and nothing counts them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from ulid import ULID

from hallcall.core.errors import DeviceError, DeviceFault, DeviceTimeout, FaceError
from hallcall.face import FaceEngine
from hallcall.face.following import Followed, People
from hallcall.face.gallery import Gallery
from hallcall.face.images import picture_of
from hallcall.face.matching import Verdict
from hallcall.hal import DeviceId, Devices
from hallcall.hal.frames import FrameReader
from hallcall.hal.ports.camera import CameraView, CloseCamera, OpenCamera

LOOK_AGAIN_S = 3.0
"""Who was looked at is left alone for so long: two who cross each other may have been taken for one another."""
_FPS = 12.0
_HOLD_S = 5.0
_RENEW_S = 2.0
_OPEN_S = 8.0
_STILL_S = 2.5
"""No new frame for so long: the camera hangs."""
_PAUSE_S = 0.01
_REST_S = 1.0
"""Between two looks at whether somebody is still to come, and two tries to open a camera."""
_END_S = 10.0
_log = structlog.get_logger("hallcall.gate")


class GateEyes:
    """Tells whose booking it is that comes through the door, each time they do."""

    def __init__(
        self,
        devices: Devices,
        camera: DeviceId,
        engine: FaceEngine,
        gallery: Gallery,
        *,
        waits_for: Callable[[frozenset[str]], bool],
        on_match: Callable[[str], None],
    ) -> None:
        """Nothing is opened yet.

        Args:
            devices: of this machine.
            camera: the one at the door.
            engine: finds and compares faces; nobody else uses it.
            gallery: whom it may know today; nobody else uses it.
            waits_for: whether one of these bookings is still to come; else the camera is closed.
            on_match: told the code of a booking, in the thread that looks.
        """
        self._devices, self._camera = devices, camera
        self._gallery, self._people = gallery, People(engine)
        self._waits_for, self._on_match = waits_for, on_match
        self._trouble = ""
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gate-eyes", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """Close the camera and look no more."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(_END_S)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                if self._is_wanted():
                    self._watch()
            except (FaceError, DeviceError, OSError) as error:
                self._tell(getattr(error, "code", type(error).__name__))
            except Exception as error:  # noqa: BLE001 - somebody else's engine: who comes checks in at the kiosk meanwhile
                # No traceback: what an engine was busy with is somebody's face.
                self._tell(type(error).__name__)
            self._ending.wait(_REST_S)

    def _is_wanted(self) -> bool:
        return not self._ending.is_set() and self._waits_for(self._gallery.bookings)

    def _watch(self) -> None:
        """Look until nobody is waited for."""
        try:
            view = self._open()
            reader = FrameReader(view.path, view.width, view.height, fps=_FPS)
            try:
                self._follow(reader)
            finally:
                reader.close()
        finally:
            self._people.forget()
            self._devices.do(self._camera, CloseCamera(), str(ULID()))

    def _open(self) -> CameraView:
        asked = self._devices.do(self._camera, OpenCamera(hold_s=_HOLD_S), str(ULID()), deadline_s=_OPEN_S)
        try:
            return asked.result(_OPEN_S)
        except TimeoutError as error:
            raise DeviceTimeout("device.timeout", device=self._camera) from error

    def _follow(self, reader: FrameReader) -> None:
        came_at = asked_at = time.monotonic()
        while not self._ending.is_set():
            now = time.monotonic()
            if now - asked_at > _RENEW_S:
                asked_at = now
                if not self._is_wanted():
                    return
                self._need_health()
                self._devices.do(self._camera, OpenCamera(hold_s=_HOLD_S), str(ULID()), deadline_s=_OPEN_S)
            frame = reader.take()
            if frame is not None:
                came_at = now
                self._tell("")
                for one in self._people.see(picture_of(frame), now):
                    if one.is_seen_well:
                        self._find(one)
            elif now - came_at > _STILL_S:
                raise DeviceTimeout("device.timeout", device=self._camera)
            else:
                time.sleep(_PAUSE_S)

    def _need_health(self) -> None:
        """A camera that shows the same frame again and again goes on giving it."""
        if not self._devices.get(self._camera).status.is_usable:
            raise DeviceFault("device.fault", device=self._camera)

    def _find(self, one: Followed) -> None:
        """Say who it is, if it is somebody who may be known today; forget them in any case."""
        found = self._gallery.find(one.looks)
        if found is None or found.search.verdict is Verdict.NO:
            one.rest(LOOK_AGAIN_S)
        elif found.search.verdict is Verdict.UNSURE:
            # Nearer or straighter they may be told apart: the next looks take the place of these, one after the other.
            del one.looks[0]
        else:
            one.rest(LOOK_AGAIN_S)
            self._on_match(found.booking)

    def _tell(self, trouble: str) -> None:
        """What keeps it from seeing, once; and that it sees again."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble:
            _log.warning("gate.sees_nothing", reason=trouble)
        else:
            _log.info("gate.sees_again")
