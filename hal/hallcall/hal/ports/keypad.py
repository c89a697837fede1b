"""Pads with keys: call pads at counters, and the few keys below a screen for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


class PadKey(StrEnum):
    """What a key means, whatever stands on it."""

    NEXT = "next"
    """The one key for the next step: call, here they are, done and next."""
    RECALL = "recall"
    PASS = "pass"  # noqa: S105 - a key, no secret
    """Nobody came."""
    PAUSE = "pause"
    HELP = "help"
    FINISH = "finish"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    ENTER = "enter"
    BACK = "back"
    HEADPHONES_IN = "headphones_in"
    """A plug was put into the socket: whoever stands there wants to hear the screen."""
    HEADPHONES_OUT = "headphones_out"


class Lamp(StrEnum):
    """The lamps of a call pad."""

    FREE = "free"
    BUSY = "busy"
    PAUSE = "pause"
    HELP = "help"


class Light(StrEnum):
    """How a lamp is."""

    OFF = "off"
    ON = "on"
    BLINK = "blink"


@named("keypad")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPadCapabilities(Capabilities):
    """What a pad can do."""

    lamps: bool = False


@runtime_checkable
class KeyPad(Driver, Protocol):
    """Emits ``PadKeyPressed``."""

    def set_lamp(self, lamp: Lamp, light: Light) -> None:
        """Light a lamp, or put it out.

        Raises:
            DeviceFault: ``device.fault``: it has no such lamp.
        """
        ...


@named("keypad.set_lamp")
@dataclass(frozen=True, slots=True, kw_only=True)
class SetLamp(Command[KeyPad, None]):
    """Light a lamp, or put it out."""

    port = KeyPad

    lamp: Lamp
    light: Light

    def run(self, driver: KeyPad) -> None:
        """Do it."""
        driver.set_lamp(self.lamp, self.light)


@named("keypad.pressed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PadKeyPressed(DeviceEvent):
    """A key was pressed. Told once, however often the line had to repeat it."""

    key: PadKey
