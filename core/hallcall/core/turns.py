"""What one call means for those who still wait: whose turn it was, and how many a late one still lets go first."""

from __future__ import annotations

from hallcall.core.priority import PriorityClass
from hallcall.core.tickets import Ticket


def next_run(run: int, called: Ticket) -> int:
    """The run of a queue after one more call."""
    if called.priority is PriorityClass.NORMAL:
        return min(run, 0) - 1
    return max(run, 0) + 1


def left_after_call(left: int, waiting: Ticket, called: Ticket | None) -> int:
    """How many others a ticket lets go first after one more call of its queue, when it was ``left`` before."""
    spaced_by = waiting.spaced_by if called is not None and called.spaced_by else 0
    return max(left - 1, spaced_by, 0)
