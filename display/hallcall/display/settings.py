"""What a display is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from hallcall.assets import LANGUAGES
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.core.terms import CounterNumber, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSettings:
    """Settings of any display."""

    url: str
    """Of the server, ``http://127.0.0.1:8750``."""
    token: str = field(repr=False)
    """Of this device, from pairing."""
    certificates: Path | None = None
    """Folder of this machine's certificate; None where the server has no TLS."""
    language: str = LANGUAGES[0]
    """The large one; the other stands beside it, smaller."""
    width_px: int = 1920
    height_px: int = 1080
    fullscreen: bool = False
    gpu: bool = False
    """Paint with the graphics processor."""
    keepsake: Path | None = None
    """File in which the way out is kept, for times without the server; None keeps nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings(ScreenSettings):
    """Settings of a display over a counter, a bar as wide as the desk."""

    counter: CounterNumber
    height_px: int = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSettings(ScreenSettings):
    """Settings of a rating tablet."""

    counter: CounterNumber
    width_px: int = 1280
    height_px: int = 800
    scale: float = 1.0
    """Size of the text, 1.0 to 1.5."""
    outbox: Path | None = None
    """File of ratings that the server has not heard yet; None keeps nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaySettings(ScreenSettings):
    """Settings of one wall."""

    wall: str = ""
    """Id of its place in the hall's data, ``W1``; empty: what the next two say."""
    floors: tuple[int, ...] = ()
    """Floors it shows; empty is all."""
    zones: tuple[str, ...] = ()
    """Zones it shows; empty is all of its floors."""
    playlist: Path | None = None
    """Pages to show beside the calls; None shows none."""
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
        place = replace(
            place,
            floors=self.floors or place.floors,
            zones=tuple(ZoneId(zone) for zone in self.zones) or place.zones,
        )
        if not any(_shows(place, floor=zone.floor, zone=zone.id) for zone in hall.zones):
            raise ConfigError("config.invalid", file=f"walls.{self.wall or '?'}")
        return place


def _shows(place: WallPlace, *, floor: int, zone: ZoneId) -> bool:
    return (not place.floors or floor in place.floors) and (not place.zones or zone in place.zones)
