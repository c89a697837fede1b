"""Code scanners: what was held in front of them. A payment code is money: no text form of an event shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from hallcall.hal.codec.scancode import CodeKind
from hallcall.hal.model import DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Driver


@named("scanner.scanned")
@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScanned(DeviceEvent):
    """A code was read whole. Told once while it is held there."""

    kind: CodeKind
    value: str = field(repr=False)
    """What the kind says of it: a ticket's token, a booking code, a payment code; else the text as it was read."""


@named("scanner.problem")
@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProblem(DeviceEvent):
    """Something was read that is no text, or more than a code can be."""

    code: str
    """Error code: ``code.unreadable``."""


@runtime_checkable
class CodeScanner(Driver, Protocol):
    """Emits ``CodeScanned`` and ``CodeProblem``."""

    @property
    def again_after_s(self) -> float:
        """The same code is told again only when it was not seen for so long."""
        ...
