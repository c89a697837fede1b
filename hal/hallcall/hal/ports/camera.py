"""Cameras. A camera is closed until it is asked for, and closes by itself when nobody asks again.

Open is lent, as clear glass is: for a while, to who asks for it again and again. So an application that dies with a
face on its screen leaves no camera running.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("camera")
@dataclass(frozen=True, slots=True, kw_only=True)
class CameraCapabilities(Capabilities):
    """What the camera was set up for."""

    width: int
    height: int
    fps: int
    is_mirrored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """Where the pictures of an open camera are: what ``hal.frames.FrameReader`` is made from."""

    path: str
    width: int
    height: int


@named("camera.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class CameraChanged(DeviceEvent):
    """The camera was opened or closed."""

    is_open: bool
    opens: int
    """How often it was opened since the program started: 0 proves that nobody was looked at."""


@runtime_checkable
class Camera(Driver, Protocol):
    """Emits ``CameraChanged`` from its rounds."""

    def open_camera(self, hold_s: float) -> CameraView:
        """Open the camera, or keep it open; returns when the first frame is there.

        Args:
            hold_s: it closes so long after it was last asked for.

        Raises:
            DeviceFault: ``device.fault``; ``reason`` says why there is no picture.
            DeviceError: the camera was lost on the way.
        """
        ...

    def close_camera(self) -> None:
        """Close it: its light is off and its last picture is gone within 0.2 s."""
        ...


@named("camera.open")
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCamera(Command[Camera, CameraView]):
    """Open the camera, or keep it open. Never before whoever stands there has agreed."""

    port = Camera

    hold_s: float = 10.0

    def run(self, driver: Camera) -> CameraView:
        """Do it."""
        return driver.open_camera(self.hold_s)


@named("camera.close")
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCamera(Command[Camera, None]):
    """Close the camera now."""

    port = Camera

    def run(self, driver: Camera) -> None:
        """Do it."""
        driver.close_camera()
