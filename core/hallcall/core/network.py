"""The halls of a district: one of its own, one in each street, one in each community.

Source:
    Published network of an urban district: 1 district hall, 10 street halls, 83 community halls.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.opening import Span
from hallcall.core.positions import Datum, Position
from hallcall.core.terms import ItemCode, Name


class HallLevel(StrEnum):
    """For whom a hall is."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlace:
    """One hall of a network."""

    id: str
    name: Name
    level: HallLevel
    lat: float
    """Degrees north, as ``lon`` by the datum of the network."""
    lon: float
    """Degrees east."""
    weekly: tuple[tuple[Span, ...], ...]
    """Opening spans from Monday to Sunday."""
    items: tuple[ItemCode, ...] = ()
    """What can be done there; empty where nobody has said."""
    parent: str = ""
    """The hall above it: that of the street, or of the district."""
    merged_into: str = ""
    """It has been closed, and this one does its work."""
    live: bool = True
    """It tells how long its lines are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HallCount:
    """How many halls a district has of each level; those that were merged into others do not count."""

    district: int
    street: int
    community: int

    def __str__(self) -> str:
        """As it is written: ``1/10/83``."""
        return f"{self.district}/{self.street}/{self.community}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All halls of a district."""

    name: Name
    expected: HallCount
    """As the district says; a list that has others is not complete."""
    datum: Datum
    """What the coordinates of all halls refer to; a list that does not say is refused."""
    halls: tuple[HallPlace, ...]

    def position(self, hall: HallPlace) -> Position:
        """Where a hall is."""
        return Position(lat=hall.lat, lon=hall.lon, datum=self.datum)

    @property
    def working(self) -> tuple[HallPlace, ...]:
        """Those that people can go to."""
        return tuple(hall for hall in self.halls if not hall.merged_into)

    @property
    def count(self) -> HallCount:
        """How many work."""
        levels = Counter(hall.level for hall in self.working)
        return HallCount(
            district=levels[HallLevel.DISTRICT],
            street=levels[HallLevel.STREET],
            community=levels[HallLevel.COMMUNITY],
        )

    def serving(self, hall_id: str) -> HallPlace:
        """The hall that does the work of one: itself, or the one it was merged into.

        Raises:
            KeyError: there is no such hall.
        """
        by_id = {hall.id: hall for hall in self.halls}
        found = by_id[hall_id]
        return by_id[found.merged_into] if found.merged_into else found
