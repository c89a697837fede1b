"""Numbers as people read them: ``A001``, growing to ``A1000``, never wrapping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hallcall.core.places import Queue
from hallcall.core.tickets import TicketId


def format_number(queue: Queue, seq: int) -> str:
    """``A001`` for the first of the day; the width grows when the digits run out."""
    return f"{queue.prefix}{seq:0{queue.number_width}d}"


def ticket_id(day: date, number: str, leg: int) -> TicketId:
    """The ticket's id: readable, and unique because a number is."""
    return TicketId(f"{day.isoformat()}/{number}" + (f".{leg}" if leg > 1 else ""))


def counter_ranges(numbers: Iterable[int], *, most: int = 3, separator: str = "、") -> str:
    """Numbers of counters as people say them: ``1–3、7``; the outer bounds when there are too many pieces."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    if len(runs) > most:
        runs = [(runs[0][0], runs[-1][1])]
    return separator.join(str(low) if low == high else f"{low}–{high}" for low, high in runs)
