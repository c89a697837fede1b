"""How a place in the hall is said to somebody who stands at this kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.hall import Hall
from hallcall.core.numbers import counter_ranges
from hallcall.core.terms import QueuePrefix, ZoneId

__all__ = ["Place", "help_desk_of", "place_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the counters of a queue are."""

    floor: int
    zone: ZoneId
    other_floor: bool
    """The visitor has to change floors; unknown kiosks never say so."""
    way_zh: str
    """Walking order from this kiosk, empty when nobody has written one."""
    way_en: str
    counter_numbers: tuple[int, ...]
    """Its counters."""

    def way(self, language: str) -> str:
        """The walking order in a language; empty when nobody has written it there: half a page is no help."""
        return self.way_en[:1].upper() + self.way_en[1:] if language == "en" else self.way_zh

    def counters(self, language: str) -> str:
        """``8–14`` or ``3、5–7`` (``3, 5–7``); empty when the queue has no counter."""
        return counter_ranges(self.counter_numbers, separator=", " if language == "en" else "、")


def place_of(hall: Hall, queue: QueuePrefix, kiosk_id: str) -> Place:
    """The place of a queue, as told at one kiosk."""
    zone = hall.zone_by_id[hall.queue_by_prefix[queue].zone]
    kiosk = hall.kiosk_by_id.get(kiosk_id)
    way = kiosk.way(zone.id) if kiosk is not None else None
    return Place(
        floor=zone.floor,
        zone=zone.id,
        other_floor=kiosk is not None and kiosk.floor != zone.floor,
        way_zh=way.zh if way is not None else "",
        way_en=way.en if way is not None else "",
        counter_numbers=tuple(counter.number for counter in hall.counters_by_queue[queue]),
    )


def help_desk_of(hall: Hall, language: str) -> str:
    """The help desk as it stands within a sentence: Chinese keeps a space to digits and Latin letters."""
    name = hall.help_desk.full(language)
    return f" {name}" if language != "en" and name[:1].isascii() else name
