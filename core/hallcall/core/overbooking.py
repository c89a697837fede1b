"""How many bookings more than there are slots a hall may accept, so that seldom more people come than can be served.

Who has booked comes or stays away independently of the others, so the number who come is binomial. Small slots are
never overbooked by this rule: a buffer for walk-in visitors is the better way there.

Source:
    Binomial tail. No figure of no-shows for Chinese halls is known; Dantas et al. 2018 (Health Policy 122:412-421)
    found a mean of 23 % in health care. A hall should use its own.
"""

from __future__ import annotations

import math

RISK = 0.05
"""Most probability that more people come than there are slots."""


def too_many_come(bookings: int, slots: int, no_show: float) -> float:
    """The probability that more than ``slots`` of ``bookings`` people come.

    Args:
        bookings: accepted, not negative.
        slots: that can be served, not negative.
        no_show: share who stay away, from 0 to 1.
    """
    if no_show >= 1:
        return 0.0
    if no_show <= 0:
        return float(bookings > slots)
    come, stay = math.log1p(-no_show), math.log(no_show)
    return math.fsum(
        math.exp(_log_ways(bookings, number) + number * come + (bookings - number) * stay)
        for number in range(slots + 1, bookings + 1)
    )


def extra_bookings(slots: int, no_show: float, risk: float = RISK, parties: int = 1) -> int:
    """How many bookings beyond the slots may be accepted.

    Args:
        slots: that can be served, not negative.
        no_show: share of bookings whose visitors stay away, from 0 to below 1.
        risk: most probability that more come than can be served, from 0 to below 1.
        parties: people who must be present for the item. With more than one it is none: whoever of a couple is turned
            away has wasted the other's day too.

    Raises:
        ValueError: ``no_show`` or ``risk`` is not a share below 1; with one no number would be too many.
    """
    if not (0 <= no_show < 1 and 0 <= risk < 1):
        raise ValueError("a share below 1 is wanted")
    if parties > 1 or not slots:
        return 0
    extra = 0
    while too_many_come(slots + extra + 1, slots, no_show) <= risk:
        extra += 1
    return extra


def _log_ways(of: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return math.lgamma(of + 1) - math.lgamma(chosen + 1) - math.lgamma(of - chosen + 1)
