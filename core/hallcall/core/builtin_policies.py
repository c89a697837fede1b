"""The four policies a hall can choose from. What all of them keep to is in ``hallcall.core.call_policy``."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.call_policy import NO_BOUND, Bound, CallPolicy, OrderKey
from hallcall.core.line import Seniority
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass, Rates


@dataclass(frozen=True, slots=True)
class FirstComeFirstServed:
    """Whoever has waited longest; at the same instant by queue letter, then number, then leg of the visit."""

    bound: Bound = NO_BOUND
    name: str = PolicyName.FCFS.value

    def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:  # noqa: ARG002 - the port
        """Seniority, then number."""
        return (0.0, *place)


@dataclass(frozen=True, slots=True)
class AccumulatingPriority:
    """Everybody's claim grows while they wait, by the rate of their class; the greatest claim is next.

    Somebody of a higher class overtakes those who came before only by waiting too: with rates 4 and 1 who came after
    ten minutes has caught up after three and a third. Before a booked slot has begun the claim is below nothing, so its
    visitor is called early only when nobody else waits.

    Source:
        Kleinrock 1964; Stanford, Taylor and Ziedins 2014, Queueing Systems 77:297-330.
    """

    rates: Rates
    bound: Bound
    name: str = PolicyName.ACCUMULATING.value

    def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:  # noqa: ARG002 - the port
        """The claim with its sign turned, then seniority and number."""
        return (self.rates.of(kind) * (place[0] - at_s), *place)


@dataclass(frozen=True, slots=True)
class StrictPriority:
    """A class with a higher rate always first, however long others have waited: only the bound protects them."""

    rates: Rates
    bound: Bound
    name: str = PolicyName.STRICT.value

    def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:  # noqa: ARG002 - the port
        """Class, then seniority and number."""
        return (-self.rates.of(kind), *place)


@dataclass(frozen=True, slots=True)
class Quota:
    """So many of the favoured classes, then so many normal visitors, in each queue; who is not there loses the turn."""

    favoured: int
    ordinary: int
    bound: Bound
    name: str = PolicyName.QUOTA.value

    def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:  # noqa: ARG002 - the port
        """Whose turn it is, then seniority and number."""
        is_favoured_turn = run < self.favoured if run > 0 else run == 0 or -run >= self.ordinary
        is_favoured = kind is not PriorityClass.NORMAL
        return (float(is_favoured != is_favoured_turn), *place)


def policy_of(rules: OrderRules) -> CallPolicy:
    """The policy that a hall has chosen."""
    bound = Bound(rules.most_overtaken, 60.0 * rules.most_beyond_turn_min)
    match rules.policy:
        case PolicyName.ACCUMULATING:
            return AccumulatingPriority(rules.rates, bound)
        case PolicyName.FCFS:
            return FirstComeFirstServed()
        case PolicyName.STRICT:
            return StrictPriority(rules.rates, bound)
        case PolicyName.QUOTA:
            return Quota(rules.quota_favoured, rules.quota_ordinary, bound)
