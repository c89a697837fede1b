"""What has become of a visitor: the times of one visit, in seconds after local midnight."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.booking.book import BookingState
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import TicketId, TicketState

SERVED = TicketState.DONE.value
TURNED_AWAY = "turned_away"
"""Came when no more numbers were given that day."""
MISSED = BookingState.MISSED.value
"""Was booked and did not come."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit. Filled in while it lasts."""

    queue: QueuePrefix
    item: ItemCode
    priority: PriorityClass
    booked_s: float | None
    """The beginning of their slot."""
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
    is_late: bool = False
    """They were booked and came too late for it."""
    ending: str = ""
    """``done | cancelled | expired | turned_away | missed``; empty while it lasts."""

    @property
    def wait_s(self) -> float | None:
        """From the number to the first call; None when there was none."""
        return None if self.called_s is None else self.called_s - self.issued_s
