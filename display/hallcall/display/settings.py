"""What a wall display is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hallcall.assets import LANGUAGES
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall, WallPlace, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaySettings:
    """Settings of one wall."""

    url: str
    """Of the server, ``http://127.0.0.1:8750``."""
    token: str = field(repr=False)
    """Of this device, from pairing."""
    certificates: Path | None = None
    """Folder of this machine's certificate; None where the server has no TLS."""
    wall: str = ""
    """Id of its place in the hall's data, ``W1``; empty: what the next two say."""
    floors: tuple[int, ...] = ()
    """Floors it shows; empty is all."""
    zones: tuple[str, ...] = ()
    """Zones it shows; empty is all of its floors."""
    language: str = LANGUAGES[0]
    """The large one; the other stands beside it, smaller."""
    width_px: int = 1920
    height_px: int = 1080
    fullscreen: bool = False
    gpu: bool = False
    """Paint with the graphics processor."""
    reduced_motion: bool = False
    """No pulses: a new call only changes colour."""

    def place(self, hall: Hall) -> WallPlace:
        """The wall's place in this hall; floors and zones of the settings narrow it.

        Raises:
            ConfigError: ``config.invalid`` when the hall has no such wall, or none of the zones.
        """
        place = hall.wall_by_id.get(self.wall) if self.wall else WallPlace(id="")
        if place is None:
            raise ConfigError("config.invalid", file=f"walls.{self.wall}")
        place = WallPlace(
            id=place.id,
            floors=self.floors or place.floors,
            zones=tuple(ZoneId(zone) for zone in self.zones) or place.zones,
            width_mm=place.width_mm,
            viewing_distance_m=place.viewing_distance_m,
        )
        if not any(_shows(place, floor=zone.floor, zone=zone.id) for zone in hall.zones):
            raise ConfigError("config.invalid", file=f"walls.{self.wall or '?'}")
        return place


def _shows(place: WallPlace, *, floor: int, zone: ZoneId) -> bool:
    return (not place.floors or floor in place.floors) and (not place.zones or zone in place.zones)
