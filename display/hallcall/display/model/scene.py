"""The wall as plain values: what QML draws and what ``hallcall show board`` prints.

Numbers, counters, zones, people waiting; nothing of a visitor or an item is in reach here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from hallcall.core.days import local_time
from hallcall.core.hall import Hall
from hallcall.core.terms import CounterNumber, Name, ZoneId
from hallcall.display.model.board import Column
from hallcall.display.model.calls import WallCall
from hallcall.display.model.layout import RECENT, Wall
from hallcall.display.model.plan import ColumnPlan, WallPlan
from hallcall.display.model.waiting import QueueWaiting

Scene: TypeAlias = dict[str, Any]
"""Keys and plain values."""
STALE_ROWS = 4
"""Last calls of each column beside the notice that the data are old."""


def name_values(name: Name) -> Scene:
    """A name in both languages, full and short."""
    return {
        "zh": name.zh,
        "en": name.en or name.zh,
        "zhShort": name.short("zh-CN"),
        "enShort": name.short("en"),
    }


def plate(counter: CounterNumber) -> str:
    """The number as it stands on the plate: two digits, or three."""
    return f"{counter:02d}"


def hero_scene(hall: Hall, wall: Wall, now: int) -> Scene:
    """The large card; empty when nobody has been called yet."""
    if not wall.stack:
        return {}
    return _call_values(hall, wall, wall.stack[0], now)


def recent_scene(hall: Hall, wall: Wall, now: int) -> list[Scene]:
    """The rows beside the large card, from the top."""
    return [_call_values(hall, wall, number, now) for number in wall.stack[1 : 1 + RECENT]]


def columns_scene(hall: Hall, plan: WallPlan, wall: Wall, now: int) -> list[Scene]:
    """The columns of the board; always one for each column of the plan."""
    columns = wall.columns or (Column(),) * len(plan.columns)
    live = set(wall.live(now))
    return [
        {
            **_heading(column_plan),
            "calling": sum(1 for number in (*column.numbers, *column.carried) if number in live),
            "page": column.index + 1,
            "pages": max(1, len(column.pages)),
            "rows": _rows(hall, plan, wall, column, now),
        }
        for column_plan, column in zip(plan.columns, columns, strict=True)
    ]


def carried_scene(wall: Wall) -> list[Scene]:
    """Zones whose displays carry calls that had no room here, and how many."""
    counts: dict[ZoneId, int] = {}
    for column in wall.columns:
        for number in column.carried:
            zone = wall.shown[number].call.zone
            counts[zone] = counts.get(zone, 0) + 1
    return [{"zone": zone, "count": count} for zone, count in sorted(counts.items())]


def last_calls_scene(hall: Hall, plan: WallPlan, wall: Wall) -> list[list[Scene]]:
    """The last calls of each column, newest first, for a page that says how old they are."""
    newest = sorted(wall.calls.values(), key=lambda call: (call.at, call.seq), reverse=True)
    return [
        [_place_values(hall, call) for call in newest if call.column == column][:STALE_ROWS]
        for column in range(len(plan.columns))
    ]


def waiting_scene(hall: Hall, waiting: Sequence[QueueWaiting]) -> list[Scene]:
    """The strip of queues; ``resumes`` is the local time at which calling goes on, empty while somebody calls.

    ``closed``: for now, by a manager; ``closedUntil``: when it should go on, empty where nobody knows.
    """
    return [
        {
            "queue": entry.queue.prefix,
            "name": name_values(entry.queue.name),
            "people": entry.people,
            "low": entry.wait.low_min if entry.wait else -1,
            "high": entry.wait.high_min if entry.wait else -1,
            "resumes": _clock(hall, entry.wait.resumes_at) if entry.wait else "",
            "closed": entry.closure is not None,
            "closedUntil": _clock(hall, entry.closure.until) if entry.closure else "",
        }
        for entry in waiting
    ]


def _clock(hall: Hall, at: datetime | None) -> str:
    return f"{local_time(hall, at):%H:%M}" if at is not None else ""


def _heading(column: ColumnPlan) -> Scene:
    return {
        "floors": _range([str(floor) for floor in column.floors]),
        "zones": _range([zone.id for zone in column.zones]),
        "zoneCount": len(column.zones),
        "counterCount": 1 if column.first_counter == column.last_counter else 2,
        "counters": ""
        if column.first_counter is None or column.last_counter is None
        else _range([plate(column.first_counter), plate(column.last_counter)]),
    }


def _range(parts: Sequence[str]) -> str:
    """First and last, or the only one."""
    return "–".join(dict.fromkeys((parts[0], parts[-1]))) if parts else ""


def _rows(hall: Hall, plan: WallPlan, wall: Wall, column: Column, now: int) -> list[Scene]:
    rows: list[Scene] = []
    zone_above: ZoneId | None = None
    for slot in range(plan.rows):
        number = column.visible[slot] if column.pages else None
        if number is None:
            rows.append({"number": "", "style": "empty", "startsZone": False})
            continue
        values = _call_values(hall, wall, number, now)
        zone = wall.shown[number].call.zone
        rows.append({**values, "startsZone": zone != zone_above})
        zone_above = zone
    return rows


def _call_values(hall: Hall, wall: Wall, number: str, now: int) -> Scene:
    shown = wall.shown.get(number)
    call = shown.call if shown is not None else wall.calls[number]
    return {**_place_values(hall, call), "style": _style(wall, call, now)}


def _place_values(hall: Hall, call: WallCall) -> Scene:
    zone = hall.zone_by_id[call.zone]
    moved = hall.zone_by_id[call.moved_to] if call.moved_to is not None else None
    return {
        "number": call.number,
        "counter": plate(call.counter),
        "zone": zone.id,
        "zoneName": {**name_values(zone.name), "zhShort": _two_lines(zone.name.short("zh-CN"))},
        "floor": zone.floor,
        "movedZone": moved.id if moved else "",
        "movedFloor": moved.floor if moved else 0,
    }


def _two_lines(name: str) -> str:
    """A Chinese name beside the letter of its zone: without 区, which the letter says, and broken in the middle."""
    name = name.removesuffix("区") or name
    half = (len(name) + 1) // 2
    return name if len(name) <= 3 else f"{name[:half]}\n{name[half:]}"


def _style(wall: Wall, call: WallCall, now: int) -> str:
    """``amber`` called now, ``live`` still called, ``done`` answered, ``moved`` to another zone, ``past``."""
    if call.moved_to is not None and not call.is_out:
        return "moved"
    if wall.is_amber(call.number, now):
        return "amber"
    if call.is_answered:
        return "done"
    return "live" if call.number in wall.shown else "past"
