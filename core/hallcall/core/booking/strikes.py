"""What is held against people who book and do not come, for how long, and when it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from hallcall.core import events as ev
from hallcall.core.booking.book import BookingCode, Strike, StrikeKind
from hallcall.core.booking.rules import BookingRules
from hallcall.core.booking.slots import local_day
from hallcall.core.commands import ExcuseStrikes
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation


def blocked_until(strikes: Sequence[Strike], rules: BookingRules, now: datetime) -> datetime | None:
    """Until when somebody with these strikes may not book; None when they may."""
    kept_for = timedelta(days=rules.strike_days)
    counted = [strike for strike in strikes if strike.at + kept_for > now]
    missed = [strike.at for strike in counted if strike.kind is StrikeKind.MISSED]
    cancelled = [
        strike.at
        for strike in counted
        if strike.kind is not StrikeKind.MISSED
        for _ in range(rules.late_cancel_weight if strike.kind is StrikeKind.LATE_CANCEL else 1)
    ]
    ends = [
        sorted(when)[-most] + kept_for
        for when, most in ((missed, rules.no_shows), (cancelled, rules.cancels))
        if most and len(when) >= most
    ]
    return max(ends, default=None)


def excuse_strikes(at: Situation, command: ExcuseStrikes) -> Outcome:
    """Hold something against nobody any more: of one person, or of all whose slot was on a day.

    Raises:
        Refused: ``reason.missing``, ``booking.excuse_whom`` when neither a person nor a day is named.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    if command.person is None and command.day is None:
        raise Refused("booking.excuse_whom")
    strikes = at.state.bookings.strikes
    whose = strikes if command.person is None else [command.person]
    codes = sorted(
        {
            strike.code
            for person in whose
            for strike in strikes.get(person, ())
            if command.day in {None, local_day(at.hall, strike.at)}
        }
    )
    if not codes:
        return Outcome(events=(), repeated=True)
    event = ev.StrikesExcused(codes=tuple(map(BookingCode, codes)), person=command.person, reason=command.reason)
    return Outcome(events=(event,))
