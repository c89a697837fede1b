"""A board as plain values for programs and terminals: the calls a wall at that place would show, without layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.display.model.calls import WallCall, wall_calls
from hallcall.display.model.plan import plan_wall, queues_of
from hallcall.display.model.scene import plate
from hallcall.display.model.waiting import queues_waiting

_RECENT = 12
"""Calls that are over, newest first."""


def board_listing(
    hall: Hall, state: HallState, place: WallPlace, waits: Mapping[QueuePrefix, WaitRange]
) -> dict[str, Any]:
    """What stands on the board of these floors and zones.

    Returns:
        ``calling``: numbers called now, oldest first. ``recent``: numbers whose call is over, newest first.
        ``waiting``: people by queue, and the range of minutes for somebody who comes now. Numbers only.
    """
    plan = plan_wall(hall, place)
    calls = sorted(wall_calls(hall, state, plan), key=lambda call: (call.at, call.seq))
    over = [call for call in reversed(calls) if not call.is_out]
    return {
        "hall": hall.name.zh,
        "floors": sorted({floor for column in plan.columns for floor in column.floors}),
        "zones": sorted(plan.column_of),
        "calling": [_call(hall, call) for call in calls if call.is_out],
        "recent": [_call(hall, call) for call in over[:_RECENT]],
        "waiting": [
            {
                "queue": entry.queue.prefix,
                "name": entry.queue.name.zh,
                "people": entry.people,
                "minutes": [entry.wait.low_min, entry.wait.high_min] if entry.wait else None,
            }
            for entry in queues_waiting(state, queues_of(hall, plan), waits)
        ],
    }


def _call(hall: Hall, call: WallCall) -> dict[str, Any]:
    return {
        "number": call.number,
        "counter": plate(call.counter),
        "floor": hall.zone_by_id[call.zone].floor,
        "zone": call.zone,
        "calls": call.call,
        "moved_to": call.moved_to,
    }
