"""What ``hallcall doctor`` prints: one line for each thing it looked at. Needs nothing but the standard library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was looked at."""

    subject: str
    """``disk``; its name for people is the message ``doctor-subject-disk``."""
    state: State
    message: str
    """Name of the sentence in the catalogues."""
    values: Mapping[str, str | int | float] = field(default_factory=dict[str, str | int | float])
    code: str = ""
    """The reason, when it is one of those of ``/readyz``."""


def clock_line(is_right: bool | None) -> Line:  # noqa: FBT001 - what the kernel says
    """Whether something keeps the clock right."""
    if is_right is None:
        return Line(subject="clock", state=State.OK, message="doctor-clock-unknown")
    if is_right:
        return Line(subject="clock", state=State.OK, message="doctor-clock-kept")
    return Line(subject="clock", state=State.WARNING, message="doctor-clock-alone")
