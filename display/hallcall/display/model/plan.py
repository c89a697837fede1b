"""The fixed part of a wall: which zones stand in which column, how many rows fit, what other screens carry.

Decided once from the hall and the wall's place, so that a row can never change its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hallcall.core.hall import Hall
from hallcall.core.places import Queue, WallPlace, Zone
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.display.model.legibility import font_px

DESIGN_PX = 3840
"""Width of the picture the pages are drawn for; a window shows it scaled."""
ROW_TYPE_PX = 170
"""Numbers in rows, where the reading distance does not ask for more."""
ROWS_HEIGHT_PX = 1477
"""What a column has for its rows."""
_ROW_PER_TYPE = 211 / 170
_MOST_TYPE_PX = 280
"""Beyond this a number of five characters and a counter of three no longer fit side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """One column of the board."""

    floors: tuple[int, ...]
    zones: tuple[Zone, ...]
    """In the order in which they stand, by floor and letter."""
    first_counter: CounterNumber | None
    last_counter: CounterNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPlan:
    """What one wall shows and where."""

    columns: tuple[ColumnPlan, ...]
    """One or two."""
    rows: int
    """Rows of a page."""
    type_px: int
    """Font size of numbers in rows, in pixels of the design."""
    carried: frozenset[ZoneId] = frozenset()
    """Zones that have a display of their own: what this wall has no room for stands there."""
    column_of: dict[ZoneId, int] = field(default_factory=dict[ZoneId, int])
    """Column of each zone shown."""

    @property
    def is_legible(self) -> bool:
        """Whether the numbers are as high as the reading distance asks."""
        return self.type_px <= _MOST_TYPE_PX


def plan_wall(hall: Hall, place: WallPlace) -> WallPlan:
    """The plan of the wall at ``place``."""
    zones = _zones_of(hall, place)
    columns = tuple(_column(hall, part) for part in _halves(hall, zones))
    type_px = max(ROW_TYPE_PX, font_px(place.width_mm, DESIGN_PX, place.viewing_distance_m))
    return WallPlan(
        columns=columns,
        rows=max(1, int(ROWS_HEIGHT_PX / (_ROW_PER_TYPE * min(type_px, _MOST_TYPE_PX)))),
        type_px=type_px,
        carried=_carried(hall, place),
        column_of={zone.id: number for number, column in enumerate(columns) for zone in column.zones},
    )


def queues_of(hall: Hall, plan: WallPlan) -> tuple[Queue, ...]:
    """Queues that a counter of the wall's zones calls from, in letter order."""
    served = {queue for counter in hall.counters if counter.zone in plan.column_of for queue in counter.queues}
    return tuple(sorted((queue for queue in hall.queues if queue.prefix in served), key=lambda queue: queue.prefix))


def _carried(hall: Hall, place: WallPlace) -> frozenset[ZoneId]:
    """Zones with a display of their own. Such a display itself has nobody to leave a call to."""
    if place.zones:
        return frozenset()
    return frozenset(zone for other in hall.walls if other.id != place.id for zone in other.zones)


def _zones_of(hall: Hall, place: WallPlace) -> list[Zone]:
    shown = [
        zone
        for zone in hall.zones
        if (not place.floors or zone.floor in place.floors) and (not place.zones or zone.id in place.zones)
    ]
    return sorted(shown, key=lambda zone: (zone.floor, zone.id))


def _halves(hall: Hall, zones: Sequence[Zone]) -> list[Sequence[Zone]]:
    """One column, or two with about the same number of counters; floors stay whole where there are several."""
    cuts = [place for place, (one, next_one) in enumerate(pairwise(zones), 1) if one.floor != next_one.floor]
    cuts = cuts or list(range(1, len(zones)))
    if not cuts:
        return [zones]
    desks = {zone.id: sum(counter.zone == zone.id for counter in hall.counters) for zone in zones}
    total = sum(desks.values())

    def unevenness(cut: int) -> int:
        return abs(total - 2 * sum(desks[zone.id] for zone in zones[:cut]))

    best = min(cuts, key=unevenness)
    return [zones[:best], zones[best:]]


def _column(hall: Hall, zones: Sequence[Zone]) -> ColumnPlan:
    mine = {zone.id for zone in zones}
    numbers = sorted(counter.number for counter in hall.counters if counter.zone in mine)
    return ColumnPlan(
        floors=tuple(sorted({zone.floor for zone in zones})),
        zones=tuple(zones),
        first_counter=numbers[0] if numbers else None,
        last_counter=numbers[-1] if numbers else None,
    )
