"""Calls as a wall sees them: one for each number, with the place it sends people to. Nothing of a person or an item."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.hall import Hall
from hallcall.core.snapshot import Call
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.core.tickets import TicketId
from hallcall.display.model.plan import WallPlan

_ANSWERED = frozenset({"started", "cancelled", "expired"})
"""Endings after which nobody looks for the number any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallCall:
    """The latest call of a number."""

    ticket: TicketId
    number: str
    """As printed. A visit keeps it when it is transferred, and a wall has one row for it."""
    seq: int
    """Place in the log of the first call of this round."""
    call: int
    """1, and one more for each recall."""
    at: float
    """Server's time of the latest call, in seconds; for order only."""
    counter: CounterNumber
    zone: ZoneId
    """Where the counter stands."""
    column: int
    is_out: bool = True
    """It is called now."""
    is_answered: bool = False
    """Nobody looks for it any more: it may leave the wall early."""
    moved_to: ZoneId | None = None
    """It was transferred before the visitor came and waits in that zone now."""

    @property
    def round(self) -> tuple[int, int]:
        """Which calling of the number this is; a later one is greater."""
        return (self.seq, self.call)


def wall_calls(hall: Hall, state: HallState, plan: WallPlan) -> list[WallCall]:
    """The calls of the wall's zones, one a number, in the order of the log."""
    latest: dict[str, Call] = {}
    for call in sorted(state.calls.values(), key=lambda call: call.seq):
        latest[call.number] = call
    found = (_wall_call(hall, call, plan) for call in latest.values())
    return sorted((call for call in found if call is not None), key=lambda call: call.seq)


def _wall_call(hall: Hall, call: Call, plan: WallPlan) -> WallCall | None:
    counter = hall.counter_by_number.get(call.counter)
    if counter is None or counter.zone not in plan.column_of:
        return None
    queue = None if call.moved_to is None else hall.queue_by_prefix.get(call.moved_to)
    return WallCall(
        ticket=call.ticket,
        number=call.number,
        seq=call.seq,
        call=call.call,
        at=call.at.timestamp(),
        counter=call.counter,
        zone=counter.zone,
        column=plan.column_of[counter.zone],
        is_out=call.ended_at is None,
        is_answered=call.ending in _ANSWERED,
        moved_to=None if queue is None else queue.zone,
    )
