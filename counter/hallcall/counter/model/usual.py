"""How long an item usually takes: the band on the clerk's timer. It offers help; it ranks nobody."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hallcall.core.catalogue import ServiceItem

_Z90 = 1.2815515594
"""90th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class UsualTime:
    """From P50 to P90 of the service time, in whole minutes."""

    low_min: int
    high_min: int


def usual_time(item: ServiceItem, cases: int = 1) -> UsualTime:
    """The usual service time of an item, or of so many cases of it.

    Source:
        Brown et al. 2005, "Statistical Analysis of a Telephone Call Center": service times are close to log-normal.
        With mean m and coefficient of variation c: sigma^2 = ln(1 + c^2), median = m / sqrt(1 + c^2).
    """
    spread = math.sqrt(math.log(1 + item.service_cv**2))
    median = item.service_mean_min / math.sqrt(1 + item.service_cv**2)
    low = max(round(median), 1)
    high = max(math.ceil(median * math.exp(_Z90 * spread)), low + 1)
    return UsualTime(low * cases, high * cases)
