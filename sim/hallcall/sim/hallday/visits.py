"""What has become of a visitor: the times of one visit, in seconds after local midnight."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.classes import PriorityClass
from hallcall.core.hall import ItemCode, QueuePrefix
from hallcall.core.tickets import TicketId, TicketState

SERVED = TicketState.DONE.value
TURNED_AWAY = "turned_away"
"""Came when no more numbers were given that day."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit. Filled in while it lasts."""

    queue: QueuePrefix
    item: ItemCode
    priority: PriorityClass
    booked_s: float | None
    """When they were booked for."""
    came_s: float
    """When they reached the hall."""
    ticket: TicketId | None = None
    """None for somebody who got no number."""
    issued_s: float = 0.0
    """When they got their number."""
    called_s: float | None = None
    """When they were called first."""
    started_s: float | None = None
    finished_s: float | None = None
    calls: int = 0
    """Rounds of calls."""
    ending: str = ""
    """``done | cancelled | expired | turned_away``; empty while it lasts."""

    @property
    def wait_s(self) -> float | None:
        """From the number to the first call; None when there was none."""
        return None if self.called_s is None else self.called_s - self.issued_s
