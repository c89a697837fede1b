"""Where a hall is, and by which datum: coordinates without one may be half a kilometre aside.

Maps sold in China show GCJ-02, which shifts every point by some hundred metres; receivers, and a ``geo:`` URI, speak
WGS 84 (CGCS2000 is the same to a few centimetres). So a position always says which it is, and nothing is guessed.

Source:
    RFC 5870, 3.4.2: a ``geo:`` URI is WGS 84. GCJ-02 is published by its effect only: the formula is that of the open
    implementations (googollee/eviltransform), whose test points are those of the tests here; good to a metre.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, radians, sin, sqrt

_RADIUS_M = 6378137.0
_ECCENTRICITY_2 = 0.00669342162296594323
_LAT, _LON = 35.0, 105.0
"""The point from which the shift is reckoned."""
_CLOSE = 1e-9
"""Degrees; a tenth of a millimetre."""
_STEPS = 30


class Datum(StrEnum):
    """What coordinates refer to."""

    WGS84 = "wgs84"
    """Satellite receivers and surveys; CGCS2000 is the same for a map."""
    GCJ02 = "gcj02"
    """Maps and map services of the Chinese mainland."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point on the map."""

    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""
    datum: Datum


def as_wgs84(position: Position) -> Position:
    """The same point by WGS 84."""
    if position.datum is Datum.WGS84:
        return position
    lat, lon = position.lat, position.lon
    for _ in range(_STEPS):
        north, east = _shift(lat, lon)
        before = (lat, lon)
        lat, lon = position.lat - north, position.lon - east
        if max(abs(lat - before[0]), abs(lon - before[1])) < _CLOSE:
            break
    return Position(lat=lat, lon=lon, datum=Datum.WGS84)


def as_gcj02(position: Position) -> Position:
    """The same point as Chinese maps show it; within the mainland only."""
    if position.datum is Datum.GCJ02:
        return position
    north, east = _shift(position.lat, position.lon)
    return Position(lat=position.lat + north, lon=position.lon + east, datum=Datum.GCJ02)


def geo_uri(position: Position) -> str:
    """The position as a phone opens it on its map: ``geo:22.551000,114.118000``."""
    point = as_wgs84(position)
    return f"geo:{point.lat:.6f},{point.lon:.6f}"


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """Degrees by which GCJ-02 lies north and east of WGS 84 there."""
    x, y = lon - _LON, lat - _LAT
    both = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_waves = both + _waves(y, 160, 320)
    east_waves = both + _waves(x, 150, 300)
    root = sqrt(abs(x))
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + 2 / 3 * north_waves
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + 2 / 3 * east_waves
    flat = 1 - _ECCENTRICITY_2 * sin(radians(lat)) ** 2
    metres_north = radians(_RADIUS_M * (1 - _ECCENTRICITY_2) / flat**1.5)
    metres_east = radians(_RADIUS_M / sqrt(flat) * cos(radians(lat)))
    return north_m / metres_north, east_m / metres_east


def _waves(along: float, short: float, long: float) -> float:
    turn = pi * along
    return 20 * sin(turn) + 40 * sin(turn / 3) + short * sin(turn / 12) + long * sin(turn / 30)
