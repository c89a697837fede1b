"""How long a visitor walks, and from when on their number may be called therefore.

A place where numbers are taken is a kiosk, also the one at the entrance. The hall measures the ways it wants to know
(``KioskPlace.walks_s``); all others are reckoned by zone and floor.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix, ZoneId
from hallcall.core.tickets import Need


def walk_from_kiosk_s(hall: Hall, kiosk: str, zone: ZoneId, needs: frozenset[Need] = frozenset()) -> float:
    """Seconds from a kiosk to a zone; 0 from a place that the hall does not know, such as a paper sheet."""
    place = hall.kiosk_by_id.get(kiosk)
    if place is None:
        return 0.0
    measured = place.walk_s(zone)
    floors = abs(hall.zone_by_id[zone].floor - place.floor)
    return _with_needs(hall, _reckoned_s(hall, floors) if measured is None else measured, floors, needs)


def walk_between_s(hall: Hall, start: ZoneId, end: ZoneId, needs: frozenset[Need] = frozenset()) -> float:
    """Seconds from one zone to another; 0 within a zone."""
    if start == end:
        return 0.0
    floors = abs(hall.zone_by_id[end].floor - hall.zone_by_id[start].floor)
    return _with_needs(hall, _reckoned_s(hall, floors), floors, needs)


def not_before(
    hall: Hall, kiosk: str, queue: QueuePrefix, needs: frozenset[Need], taken_at: datetime, now: datetime
) -> datetime | None:
    """From when on a number may be called, taken at that kiosk; None when it may be now."""
    return _later(hall, walk_from_kiosk_s(hall, kiosk, hall.queue_by_prefix[queue].zone, needs), taken_at, now)


def not_before_from(
    hall: Hall, start: ZoneId, queue: QueuePrefix, needs: frozenset[Need], now: datetime
) -> datetime | None:
    """As ``not_before``, for somebody who is sent on from a zone."""
    return _later(hall, walk_between_s(hall, start, hall.queue_by_prefix[queue].zone, needs), now, now)


def _later(hall: Hall, seconds: float, since: datetime, now: datetime) -> datetime | None:
    here = since + timedelta(seconds=seconds)
    return here if hall.rules.walk.holds_back and here > now else None


def _reckoned_s(hall: Hall, floors: int) -> float:
    return floors * hall.rules.call.floor_walk_s if floors else hall.rules.walk.zone_s


def _with_needs(hall: Hall, seconds: float, floors: int, needs: frozenset[Need]) -> float:
    if Need.WHEELCHAIR not in needs:
        return seconds
    rules = hall.rules.walk
    return seconds * rules.wheelchair_factor + (rules.lift_s if floors else 0.0)
