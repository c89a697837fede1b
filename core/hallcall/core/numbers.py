"""Numbers as people read them: ``A001``, growing to ``A1000``, never wrapping."""

from __future__ import annotations

from datetime import date

from hallcall.core.hall import Queue
from hallcall.core.tickets import TicketId


def format_number(queue: Queue, seq: int) -> str:
    """``A001`` for the first of the day; the width grows when the digits run out."""
    return f"{queue.prefix}{seq:0{queue.number_width}d}"


def ticket_id(day: date, number: str, leg: int) -> TicketId:
    """The ticket's id: readable, and unique because a number is."""
    return TicketId(f"{day.isoformat()}/{number}" + (f".{leg}" if leg > 1 else ""))
