"""An explanation in sentences: names of messages with their values, the words of which are in the catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.reasons import Cause, Compared, Explanation


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the catalogues and what is put into it."""

    message: str
    values: Mapping[str, Value]
    """Words, numbers, and messages whose words are put in."""


Value: TypeAlias = str | int | float | Said


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule in force."""

    said: Said
    decided: bool
    """It decided this choice."""


NOT_USED = ("why-unused-person", "why-unused-clerk", "why-unused-score")
"""What no choice depends on."""
_PASSED = frozenset({Cause.LETS_OTHERS, Cause.NOBODY_ELSE})
_POLICY = frozenset({Cause.LONGEST, Cause.CLAIM, Cause.CLASS, Cause.TURN, Cause.EARLY})


def class_name(kind: PriorityClass) -> Said:
    """A class as those who work in the hall read it."""
    return Said(f"class-{kind.value}", {})


def title_of(why: Explanation) -> Said:
    """What is asked."""
    name = "why-title-called" if why.was_called else "why-title-next"
    values = {"number": why.number, "other": why.instead_of, "counter": why.counter}
    return Said(name if why.instead_of else f"{name}-alone", values)


def sentence_of(why: Explanation) -> Said:
    """The answer."""
    values: dict[str, Value] = {
        "number": why.number,
        "other": why.instead_of,
        "counter": why.counter,
        "clerk": why.clerk or "",
        "reason": Said("why-reason", {"reason": why.reason}),
        "most_overtaken": why.rules.most_overtaken,
        "most_minutes": why.rules.most_beyond_turn_min,
        **_values_of(why.row(why.number), ""),
    }
    if why.instead_of:
        values |= _values_of(why.row(why.instead_of), "other_")
    values["within"] = _within(why, values)
    queues = {row.queue for row in why.rows if row.number in {why.number, why.instead_of}}
    turn = next((one for one in why.express_turns if {one.home, one.express} == queues), None)
    if turn is not None:
        values |= {"home": turn.home, "express": turn.express, "every": turn.every, "queue": why.row(why.number).queue}
    name = f"why-{why.cause.value.replace('_', '-')}"
    return Said(name if why.instead_of or why.cause not in _WITHOUT_OTHER else f"{name}-alone", values)


def rules_of(why: Explanation) -> tuple[RuleSaid, ...]:
    """The rules in force with their numbers, from the first that is asked to the last."""
    rules = why.rules
    has_bound = rules.policy is not PolicyName.FCFS
    said: list[RuleSaid] = [RuleSaid(Said("why-rule-passed", {}), why.cause in _PASSED)]
    if has_bound and rules.most_overtaken:
        decided = why.cause in {Cause.OVERTAKEN, Cause.BEFORE_DUE}
        said.append(RuleSaid(Said("why-rule-overtaken", {"most": rules.most_overtaken}), decided))
    if has_bound and rules.most_beyond_turn_min:
        values = {"minutes": rules.most_beyond_turn_min}
        said.append(RuleSaid(Said("why-rule-beyond-turn", values), why.cause is Cause.BEYOND_TURN))
    for turn in why.express_turns:
        values = {"home": turn.home, "express": turn.express, "every": turn.every}
        said.append(RuleSaid(Said("why-rule-express", values), why.cause is Cause.EXPRESS))
    policy = Said(f"why-rule-{rules.policy.value}", _policy_values(rules))
    return (*said, RuleSaid(policy, why.cause in _POLICY))


def standing_of(why: Explanation, row: Compared) -> Said:
    """How a number stood by the rules."""
    values: dict[str, Value] = {
        "kind": class_name(row.priority),
        "minutes": row.waited_min,
        "rate": row.rate,
        "claim": row.claim_min,
        "count": row.lets_first,
    }
    if row.place == 0:
        return Said("why-standing-elsewhere", values)
    if row.waits_for_end or row.lets_first:
        return Said("why-standing-end" if row.waits_for_end else "why-standing-lets", values)
    if row.is_due:
        return Said("why-standing-due", values)
    if row.waited_s < 0:
        return Said("why-standing-early", values)
    if why.rules.policy is PolicyName.ACCUMULATING:
        return Said("why-standing-claim", values)
    return Said("why-standing-plain", values)


def result_of(why: Explanation, row: Compared) -> Said:
    """What became of a number."""
    if row.number == why.number:
        return Said("why-result-called" if why.was_called else "why-result-first", {})
    return Said("why-result-place", {"place": row.place})


_WITHOUT_OTHER = frozenset({Cause.LONGEST, Cause.OVERTAKEN, Cause.BEYOND_TURN, Cause.OUT_OF_TURN, Cause.RULES_CHANGED})
"""Causes that also stand alone; ``...-alone`` is their sentence then."""


def _values_of(row: Compared, before: str) -> dict[str, Value]:
    return {
        f"{before}kind": class_name(row.priority),
        f"{before}minutes": row.waited_min,
        f"{before}rate": row.rate,
        f"{before}claim": row.claim_min,
        f"{before}overtaken": row.overtaken,
        f"{before}count": row.lets_first,
    }


def _within(why: Explanation, values: Mapping[str, Value]) -> Value:
    """That the other is still within the bound; nothing where there is none."""
    has_bound = why.instead_of and why.rules.most_overtaken and why.rules.policy is not PolicyName.FCFS
    return Said("why-within", dict(values)) if has_bound else ""


def _policy_values(rules: OrderRules) -> dict[str, Value]:
    rates = {kind.value: rules.rates.of(kind) for kind in PriorityClass}
    return {**rates, "favoured": rules.quota_favoured, "ordinary": rules.quota_ordinary}
