"""What each event does to the state of the hall: one small function an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.booking.folding import HANDLERS as OF_BOOKINGS
from hallcall.core.folding import _counters, _hall, _pagers, _ratings, _tickets
from hallcall.core.folding._changing import Handlers
from hallcall.core.folding._tickets import new_ticket

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState

__all__ = ["HANDLERS", "new_ticket"]


def _booking(state: HallState, event: ev.Event, at: ev.Recorded) -> None:
    OF_BOOKINGS[type(event)](state.bookings, event, at.at)


HANDLERS: Handlers = {
    **_tickets.HANDLERS,
    **_counters.HANDLERS,
    **_hall.HANDLERS,
    **_pagers.HANDLERS,
    **_ratings.HANDLERS,
    **dict.fromkeys(OF_BOOKINGS, _booking),
}
"""By event; what is not here leaves the state as it is."""
