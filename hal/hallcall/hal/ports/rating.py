"""Rating pads: five keys that are alive only while they are asked about one closed case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hallcall.hal.model import DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


class Unrated(StrEnum):
    """Why there is no rating. None of them counts as a good one."""

    SKIPPED = "skipped"
    """The visitor pressed the key for that."""
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    """Another case was closed meanwhile, or the application took the question back."""


@runtime_checkable
class RatingPad(Driver, Protocol):
    """Emits ``CaseRated`` or ``CaseUnrated``, one of them once for each case it was asked about."""

    def ask_rating(self, case: str, timeout_s: int) -> None:
        """Light the five keys for a case that is closed; a question still open is taken back.

        Args:
            case: the application's own id of it; told again with the answer.
            timeout_s: after so long without a key there is no rating.

        Raises:
            DeviceError: the pad does not take it.
        """
        ...

    def cancel_rating(self) -> None:
        """Put the keys out again."""
        ...


@named("rating.ask")
@dataclass(frozen=True, slots=True, kw_only=True)
class AskRating(Command[RatingPad, None]):
    """Ask about a closed case."""

    port = RatingPad

    case: str
    timeout_s: int = 60

    def run(self, driver: RatingPad) -> None:
        """Do it."""
        driver.ask_rating(self.case, self.timeout_s)


@named("rating.cancel")
@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRating(Command[RatingPad, None]):
    """Take the question back."""

    port = RatingPad

    def run(self, driver: RatingPad) -> None:
        """Do it."""
        driver.cancel_rating()


@named("rating.rated")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated(DeviceEvent):
    """The visitor pressed one of the five keys."""

    case: str
    level: int
    """1 非常不满意 ... 5 非常满意."""


@named("rating.unrated")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnrated(DeviceEvent):
    """There will be no rating of this case."""

    case: str
    why: Unrated
