"""The stays of a visit as the screen and the slip tell them: where, what is done there, how far the walk is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hallcall.core.hall import Hall
from hallcall.core.tickets import Need, Ticket, Visit
from hallcall.core.walking import walk_between_s, walk_from_kiosk_s
from hallcall.kiosk.model.places import place_of
from hallcall.ui.texts import ScreenTexts

__all__ = ["leg_rows", "stays_of", "walks_s"]


def stays_of(ticket: Ticket) -> tuple[Visit, ...]:
    """Where the visitor of a ticket goes, the present stay first."""
    return (Visit(queue=ticket.queue, items=(ticket.item, *ticket.together)), *ticket.then)


def walks_s(hall: Hall, stays: Sequence[Visit], kiosk: str, needs: frozenset[Need]) -> list[float]:
    """Seconds of the walk to each stay, the first from the kiosk."""
    zones = [hall.queue_by_prefix[stay.queue].zone for stay in stays]
    between = (walk_between_s(hall, start, end, needs) for start, end in pairwise(zones))
    return [*(walk_from_kiosk_s(hall, kiosk, zone, needs) for zone in zones[:1]), *between]


def leg_rows(
    hall: Hall,
    texts: ScreenTexts,
    stays: Sequence[Visit],
    kiosk: str,
    needs: frozenset[Need] = frozenset(),
    *,
    first: int = 1,
) -> list[dict[str, Any]]:
    """Rows for QML.

    Args:
        hall: the hall.
        texts: of the screen.
        stays: in order.
        kiosk: where the walk begins.
        needs: of who walks.
        first: number of the first stay.
    """
    language = texts.get_language()
    separator = ", " if language == "en" else "、"
    rows: list[dict[str, Any]] = []
    floors = [hall.floor_of_queue(stay.queue) for stay in stays]
    for place, (stay, walk_s) in enumerate(zip(stays, walks_s(hall, stays, kiosk, needs), strict=True)):
        where = place_of(hall, stay.queue, kiosk)
        names = [hall.item_by_code[code].name.short(language) for code in stay.items if code in hall.item_by_code]
        counters = where.counters(language)
        changes_floor = floors[place] != floors[place - 1] if place else where.other_floor
        minutes = math.ceil(walk_s / 60)
        walk = "route-floor" if changes_floor else "route-walk"
        rows.append(
            {
                "number": str(first + place),
                "place": texts.text("place", floor=where.floor, zone=where.zone),
                "counters": texts.text("route-counters", counters=counters) if counters else "",
                "items": separator.join(names),
                "walk": texts.text(walk, minutes=minutes) if minutes else "",
            }
        )
    return rows
