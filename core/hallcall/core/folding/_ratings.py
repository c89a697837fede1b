"""What each event does to the ratings of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.folding._changing import Handlers
from hallcall.core.ratings_kept import LOW, LowRating

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState


def _rated(state: HallState, event: ev.VisitRated, at: ev.Recorded) -> None:
    visit = state.unrated.pop(event.ticket, None)
    state.rated[event.ticket] = event.level
    if event.level <= LOW:
        state.poor[event.ticket] = LowRating(
            ticket=event.ticket,
            number=visit.number if visit is not None else "",
            at=at.at,
            level=event.level,
            reasons=event.reasons,
            counter=event.counter,
            item=event.item,
        )


def _followed_up(state: HallState, event: ev.RatingFollowedUp, _: ev.Recorded) -> None:
    state.poor.pop(event.ticket, None)


HANDLERS: Handlers = {ev.VisitRated: _rated, ev.RatingFollowedUp: _followed_up}
