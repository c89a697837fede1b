"""People counters at doors. They tell numbers only; no picture ever passes this port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Driver


@named("people.passed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePassed(DeviceEvent):
    """So many went in and out since the last such event of this door."""

    entered: int
    left: int


@runtime_checkable
class PeopleCounter(Driver, Protocol):
    """Emits ``PeoplePassed``."""

    @property
    def door(self) -> str:
        """The door it stands at, as the machine's file names it."""
        ...
