"""Decisions about ratings: one for each visit that is done, on its day, and a manager looks into each low one.

Nobody rates by saying nothing: a visit without a rating is not a good one. Who is rated is never told who rated.
"""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.commands import FollowUpRating, RateVisit
from hallcall.core.errors import Refused
from hallcall.core.looks import check_note
from hallcall.core.ratings_kept import LOW
from hallcall.core.situation import Outcome, Situation

LOWEST, HIGHEST = 1, 5


def rate_visit(at: Situation, command: RateVisit) -> Outcome:
    """Take the rating of a visit.

    Raises:
        Refused: ``rating.range``, ``rating.reasons`` for reasons with a level that needs none, ``ticket.*`` while the
            visit goes on, ``rating.done`` when it was rated, ``rating.elsewhere`` at another counter's tablet.
    """
    if not LOWEST <= command.level <= HIGHEST:
        raise Refused("rating.range")
    if command.reasons and command.level > LOW:
        raise Refused("rating.reasons")
    visit = at.state.unrated.get(command.ticket)
    if visit is None:
        if command.ticket in at.state.rated:
            raise Refused("rating.done")
        raise Refused("ticket.wrong_state", state=at.ticket(command.ticket).state.value)
    if command.counter is not None and command.counter != visit.counter:
        raise Refused("rating.elsewhere", counter=command.counter)
    event = ev.VisitRated(
        ticket=command.ticket,
        level=command.level,
        reasons=command.reasons,
        counter=visit.counter,
        clerk=visit.clerk,
        item=visit.item,
        own_page=command.counter is None,
    )
    return Outcome(events=(event,))


def follow_up_rating(at: Situation, command: FollowUpRating) -> Outcome:
    """Note what came of a low rating.

    Raises:
        Refused: ``rating.unknown`` when none of that visit is open, ``reason.missing`` without a note, ``note.*``.
    """
    if command.ticket not in at.state.poor:
        raise Refused("rating.unknown")
    if not command.note.strip():
        raise Refused("reason.missing")
    check_note(command.note)
    return Outcome(events=(ev.RatingFollowedUp(ticket=command.ticket, note=command.note),))
