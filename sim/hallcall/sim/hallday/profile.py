"""Who comes to a hall on a day, and when: shares and times that a hall replaces by those of its own log."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from itertools import accumulate

import msgspec

from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix

HALF_HOUR_S = 1800.0
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProfile:
    """Arrivals over a day, classes and habits of visitors. Times are seconds of the hall's own clock.

    Source:
        All numbers are estimates; none is published for a Chinese hall. Lognormal service times: Brown et al. 2005,
        JASA 100:36-50 (call centres).
    """

    opens_s: float = 8.5 * 3600
    """When the first half hour of ``by_half_hour`` begins: people stand before the doors at half past eight."""
    by_half_hour: tuple[float, ...] = (4, 11, 12, 12, 10, 7, 4, 1.5, 1.5, 1.5, 1.5, 9, 9, 7.5, 5.5, 4, 2.5, 0.5)
    """Shares of the day's visits, normalised when used."""
    elder: float = 0.12
    """Share of visitors of 65 and more."""
    booked: float = 0.35
    """Share of visitors with an appointment."""
    booked_early_s: float = 600.0
    """Booked visitors come up to so long before the beginning of their slot, evenly spread,"""
    booked_late: float = 0.06
    """but for this share of them,"""
    booked_late_s: float = 3600.0
    """who come up to so long after it, evenly spread."""
    no_show: float = 0.0
    """Share of the booked visitors who do not come at all."""
    no_answer: float = 0.04
    """Share of visitors who do not answer their first call."""
    comes_back: float = 0.60
    """Share of those who are there at the second."""
    walk_s: float = 45.0
    """From the call to the counter."""
    rare: float = 0.15
    """Share of visits for the many items that are seldom wanted (``ServiceItem.synthetic``)."""
    service_mean_min: Mapping[QueuePrefix, float] = field(default_factory=dict[QueuePrefix, float])
    """Mean service time by queue: items of the queue are wanted so often that their own means give this one. Without
    an entry its items are wanted equally often."""

    def time_of(self, share: float) -> float:
        """When so large a share of the day's visitors (0 to 1) has come, in seconds after midnight."""
        ends = (0.0, *accumulate(self.by_half_hour))
        wanted = min(max(share, 0.0), 1.0) * ends[-1]
        at = min(bisect_right(ends, wanted) - 1, len(self.by_half_hour) - 1)
        return self.opens_s + HALF_HOUR_S * (at + (wanted - ends[at]) / self.by_half_hour[at])


_LARGE_HALL_CODE = "HB-H01"
_MEANS = {
    "A": 12.0,
    "B": 9.8,
    "C": 24.5,
    "D": 11.1,
    "E": 14.2,
    "F": 8.2,
    "G": 8.3,
    "H": 15.9,
    "L": 7.0,
    "J": 11.0,
    "K": 3.0,
}
LARGE_HALL = DayProfile(service_mean_min={QueuePrefix(queue): mean for queue, mean in _MEANS.items()})
"""Of the sample hall haibin. At the peak half hour its queues then need 21, 21, 11, 28, 18, 10, 14, 9, 3, 4 and 2
counters for 80 % within 15 minutes (Erlang C), of which it has 12, 14, 9, 22, 12, 8, 10, 6, 3, 3 and 2."""


class ProfileError(ValueError):
    """A file of a profile is wrong; the text says where."""


def read_profile(written: str, base: DayProfile) -> DayProfile:
    """A profile from a TOML file whose keys are fields of ``DayProfile``; what it does not say stays as in ``base``.

    Raises:
        ProfileError: it is no TOML, has an unknown key, or a value that cannot be.
    """
    try:
        given = tomllib.loads(written)
        known = {one.name for one in fields(DayProfile)}
        unknown = sorted(given.keys() - known)
        if unknown:
            raise ProfileError(unknown[0])
        profile = msgspec.convert({**asdict(base), **given}, DayProfile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileError(str(error)) from error
    _check(profile)
    return profile


def _check(profile: DayProfile) -> None:
    shares = (
        profile.elder,
        profile.booked,
        profile.elder + profile.booked,
        profile.no_answer,
        profile.comes_back,
        profile.rare,
        profile.booked_late,
        profile.no_show,
    )
    if not all(0.0 <= share <= 1.0 for share in shares):
        raise ProfileError("elder, booked, no_answer, comes_back, rare, booked_late, no_show: 0..1")
    if not profile.by_half_hour or min(profile.by_half_hour) <= 0.0:
        raise ProfileError("by_half_hour > 0")
    ends_s = profile.opens_s + HALF_HOUR_S * len(profile.by_half_hour)
    if not 0.0 <= profile.opens_s < ends_s <= _DAY_S:
        raise ProfileError("opens_s, by_half_hour: 24 h")
    times = (profile.walk_s, profile.booked_early_s, profile.booked_late_s, *profile.service_mean_min.values())
    if min(times) < 0.0:
        raise ProfileError("walk_s, booked_early_s, booked_late_s, service_mean_min >= 0")


def profile_of(hall: Hall) -> DayProfile:
    """What is known of a hall's visitors: the service times of its queues for the sample hall, else only estimates."""
    return LARGE_HALL if hall.code == _LARGE_HALL_CODE else DayProfile()
