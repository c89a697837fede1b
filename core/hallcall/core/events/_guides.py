"""What the guides of the hall are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from hallcall.core.commands import PagerNumber, TaskId
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import TicketId


class TaskKind(StrEnum):
    """Why a guide is wanted."""

    FETCH_VISITOR = "fetch_visitor"
    """Somebody who cannot see the screen was called: bring them to the counter."""
    TELL_VISITOR = "tell_visitor"
    """No channel has confirmed a call: find whoever has the number and tell them."""
    HELP_AT_KIOSK = "help_at_kiosk"
    BRING_PAGER = "bring_pager"
    """Somebody whom a silent call does not reach took a number: bring them a pager."""
    FIND_PAGER = "find_pager"
    """A pager is out of reach, or left with its visitor."""


BRINGS_VISITOR = frozenset({TaskKind.FETCH_VISITOR, TaskKind.TELL_VISITOR})
"""Tasks that bring somebody to the counter that calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRaised:
    """A guide is wanted."""

    name: ClassVar[str] = "task.raised"
    task: TaskId
    kind: TaskKind
    ticket: TicketId | None = None
    number: str = ""
    counter: CounterNumber | None = None
    kiosk: str = ""
    pager: PagerNumber | None = None
    """The pager that is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTaken:
    """A guide took the task."""

    name: ClassVar[str] = "task.taken"
    task: TaskId
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEscalated:
    """Nobody took the task in time."""

    name: ClassVar[str] = "task.escalated"
    task: TaskId


GuideEvent: TypeAlias = TaskRaised | TaskTaken | TaskEscalated
"""Each event of this module."""
