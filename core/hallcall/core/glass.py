"""Whether a room of glass should be private or clear now, and why. Private wherever there is a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.places import GlassHours, GlassInEmergency, GlassRoom
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState


class GlassReason(StrEnum):
    """Why a room is as it is, the strongest first."""

    EMERGENCY = "emergency"
    UNHEARD = "unheard"
    """The server was not heard: nobody knows who is served."""
    VISITOR = "visitor"
    """Somebody is served at a counter of the room."""
    NO_CALENDAR = "no-calendar"
    """Nobody has given this year's holidays, or no queue of the zone has hours."""
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class GlassWish:
    """What a room should be."""

    is_private: bool
    reason: GlassReason


def plan_glass(
    hall: Hall, state: HallState, now: datetime, *, is_heard: bool, is_emergency: bool
) -> Mapping[str, GlassWish]:
    """What every room of the hall should be.

    Args:
        hall: with its rooms and hours.
        state: the day so far.
        now: the hall's own time, with its zone.
        is_heard: the server was heard just now, so ``state`` is true.
        is_emergency: people leave the building; as last heard, for the server may burn.
    """
    return {room.id: _wish(hall, state, now, room, is_heard=is_heard, is_emergency=is_emergency) for room in hall.glass}


def _wish(
    hall: Hall, state: HallState, now: datetime, room: GlassRoom, *, is_heard: bool, is_emergency: bool
) -> GlassWish:
    if is_emergency:
        return GlassWish(room.on_emergency is GlassInEmergency.PRIVATE, GlassReason.EMERGENCY)
    if not is_heard:
        return GlassWish(is_private=True, reason=GlassReason.UNHEARD)
    if any(state.counter(number, now).status is CounterStatus.SERVING for number in room.counters):
        return GlassWish(is_private=True, reason=GlassReason.VISITOR)
    is_open = _is_open(hall, room, now)
    if is_open is None:
        return GlassWish(is_private=True, reason=GlassReason.NO_CALENDAR)
    is_private = is_open is (room.hours is GlassHours.PRIVATE)
    return GlassWish(is_private, GlassReason.OPEN if is_open else GlassReason.CLOSED)


def _is_open(hall: Hall, room: GlassRoom, now: datetime) -> bool | None:
    """Whether any queue of the room's zone is open; None when that cannot be known."""
    calendars = {hall.calendar_by_id[queue.calendar] for queue in hall.queues if queue.zone == room.zone}
    try:
        opened = [calendar.is_open(now.date(), now.time(), hall.holidays) for calendar in calendars]
    except Refused:
        return None
    return any(opened) if opened else None
