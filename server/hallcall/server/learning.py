"""What past days of the log teach the estimator: read in the background, one day after the other.

Nobody waits for it: until a day was read, estimates rest on the days before it, or on the hall's files alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date

import msgspec

from hallcall.core.errors import Refused, StorageError
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.history import DAYS, learn
from hallcall.core.past_days import DayFacts, LookBack, look_back
from hallcall.server.reading import Reads
from hallcall.server.storage import Connection, days, log

_log = logging.getLogger(__name__)

LOOK_S = 60.0
"""How soon after its end a day is learned from."""
_FIRST_LOOK_S = 2.0
"""A server that has just begun has other things to do."""
_PAGE = 500
_BREATH_S = 0.02
"""Between two pages: whoever calls meanwhile goes first."""


async def learning(estimator: Estimator, reads: Reads, today: Callable[[], date | None]) -> None:
    """Keep the estimator's history up to date, for ever.

    Args:
        estimator: its history is replaced whenever a day was read.
        reads: of the log.
        today: the business day; only days before it are over.
    """
    known: dict[date, DayFacts] = {}
    wait_s = _FIRST_LOOK_S
    while True:
        await asyncio.sleep(wait_s)
        wait_s = LOOK_S
        try:
            missing = await _missing(reads, known, today())
            for day in missing:
                known[day] = await _facts(estimator.hall, reads, day)
        except StorageError:
            # The log does not answer now: the next time.
            continue
        if missing:
            for day in sorted(known)[:-DAYS]:
                del known[day]
            facts = tuple(known.values())
            estimator.history = await asyncio.to_thread(learn, estimator.hall, facts)
            _log.info("learned from %d past days", estimator.history.days)


async def _missing(reads: Reads, known: dict[date, DayFacts], today: date | None) -> list[date]:
    """Days that are over and were not looked at, newest first."""
    all_days = await reads.run(days.days)
    over = [day for day in all_days if today is not None and day < today]
    return [day for day in reversed(over[-DAYS:]) if day not in known]


async def _facts(hall: Hall, reads: Reads, day: date) -> DayFacts:
    """As ``look_back_at``; a day that cannot be understood says nothing, and is not read again and again."""
    try:
        return await look_back_at(hall, reads, day)
    except (msgspec.DecodeError, ValueError):
        _log.warning("nothing can be learned from %s: its events cannot be read", day)
        return DayFacts()


async def look_back_at(hall: Hall, reads: Reads, day: date) -> DayFacts:
    """The facts of one day of the log.

    Raises:
        StorageError: the log cannot be read.
    """
    look = LookBack(hall)

    def page(connection: Connection, after: int, until: int) -> None:
        for entry in log.read(connection, after, min(after + _PAGE, until), _PAGE):
            look.take(entry.recorded)

    place = await reads.run(lambda connection: days.find(connection, day))
    if place is not None:
        for after in range(place.opening.seq - 1, place.until, _PAGE):
            await reads.run(lambda connection, after=after: page(connection, after, place.until))
            await asyncio.sleep(_BREATH_S)
    return look.facts


def facts_of(connection: Connection, hall: Hall, day: date) -> DayFacts:
    """As ``look_back_at``, at once, for whoever has the time to wait.

    Raises:
        Refused: ``day.unknown``.
        StorageError: the log cannot be read.
    """
    place = days.find(connection, day)
    if place is None:
        raise Refused("day.unknown", day=day.isoformat())
    entries = log.read_all(connection, place.opening.seq - 1, place.until)
    return look_back(hall, (entry.recorded for entry in entries))
