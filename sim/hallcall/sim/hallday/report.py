"""What was simulated, as lines of text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import east_asian_width

from hallcall.assets import Texts
from hallcall.core.hall import Hall
from hallcall.sim.hallday.days import SimPlan
from hallcall.sim.hallday.results import Waits
from hallcall.sim.hallday.scenarios import Change, Scenario, Simulated

Row = tuple[str, ...]
COLUMNS = ("a-day", "mean", "p50", "p90", "p95", "longest", "within", "overtaken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that a report tells."""

    plan: SimPlan
    simulated: Sequence[Simulated]
    """At least one."""
    seconds: float
    """How long it took."""

    @property
    def visits(self) -> int:
        """Simulated visits, over all halls."""
        return round(sum(one.results.days * one.results.endings.came for one in self.simulated))


def label(texts: Texts, scenario: Scenario) -> str:
    """What is changed in a hall, in words."""
    changes = scenario.changes or (Change("none"),)
    return ", ".join(texts.text(f"sim-change-{change.kind}", value=change.value) for change in changes)


def headline(texts: Texts, outcome: Outcome) -> str:
    """Hall, days, visits, load and seed."""
    return texts.text(
        "sim-head",
        hall=outcome.plan.hall.name.full(texts.language),
        days=outcome.plan.days,
        visits=round(outcome.simulated[0].results.endings.came),
        load=f"{outcome.plan.load:g}",
        seed=outcome.plan.seed,
    )


def class_rows(texts: Texts, one: Simulated) -> list[Row]:
    """Waits of all visitors, of each class and of short and other jobs."""
    rows = [("sim-class-all", one.results.all)]
    rows += [(f"sim-class-{kind.value}", waits) for kind, waits in one.results.classes.items()]
    if one.short is not None and one.long is not None:
        rows += [("sim-lane-short", one.short), ("sim-lane-long", one.long)]
    return [waits_row(texts.text(name), waits) for name, waits in rows]


def queue_rows(texts: Texts, hall: Hall, one: Simulated) -> list[Row]:
    """Waits of each queue."""
    rows: list[Row] = []
    for prefix, waits in one.results.queues.items():
        name = hall.queue_by_prefix[prefix].name.short(texts.language)
        rows.append(waits_row(f"{prefix} {name}", waits))
    return rows


def waits_row(name: str, waits: Waits) -> Row:
    """One line of a table."""
    return (
        name,
        f"{waits.a_day:.0f}",
        *(f"{minutes:.1f}" for minutes in (waits.mean, waits.p50, waits.p90, waits.p95, waits.longest)),
        f"{waits.within_target:.1%}",
        str(waits.most_overtaken),
    )


def header(texts: Texts, first: str) -> Row:
    """Names of the columns."""
    return (texts.text(f"sim-column-{first}"), *(texts.text(f"sim-column-{column}") for column in COLUMNS))


def endings_line(texts: Texts, one: Simulated) -> str:
    """How visits ended."""
    ends = one.results.endings
    shown = {"came": ends.came, "served": ends.served, "left": ends.left, "expired": ends.expired}
    values = {name: f"{count:.0f}" for name, count in {**shown, "away": ends.turned_away}.items()}
    return texts.text("sim-endings", values)


def bookings_line(texts: Texts, one: Simulated) -> str | None:
    """What became of bookings; None where all came in time."""
    ends = one.results.endings
    if not (ends.late or ends.missed):
        return None
    return texts.text("sim-bookings", late=f"{ends.late:.0f}", missed=f"{ends.missed:.0f}")


def staff_line(texts: Texts, one: Simulated) -> str:
    """What the waits cost."""
    staff = one.results.staff
    line = texts.text("sim-staff", hours=f"{staff.counter_hours:.0f}")
    if not one.scenario.roster.follows_alarms:
        return line
    helped = texts.text("sim-staff-tidal", opened=f"{staff.opened:.1f}", converted=f"{staff.converted:.1f}")
    return f"{line}{helped}"


def on_time_line(texts: Texts, one: Simulated) -> str | None:
    """How many booked visitors were called on time; None without any."""
    share = one.results.booked_on_time
    return None if share is None else texts.text("sim-on-time", share=f"{share:.1%}")


def lines(texts: Texts, outcome: Outcome) -> Iterator[str]:
    """The whole report as text: classes of each hall, and the queues of the last."""
    yield headline(texts, outcome)
    yield texts.text("sim-waits-unit")
    for one in outcome.simulated:
        yield ""
        yield f"{label(texts, one.scenario)} ({texts.text('sim-counters', count=len(one.scenario.hall.counters))})"
        yield from table([header(texts, "visitors"), *class_rows(texts, one)])
        yield endings_line(texts, one)
        told = (bookings_line(texts, one), on_time_line(texts, one), staff_line(texts, one))
        yield from (line for line in told if line is not None)
    last = outcome.simulated[-1]
    yield ""
    yield from table([header(texts, "queue"), *queue_rows(texts, last.scenario.hall, last)])
    yield ""
    yield texts.text("sim-took", seconds=f"{outcome.seconds:.1f}", visits=outcome.visits)


def values(outcome: Outcome) -> dict[str, Any]:
    """The whole report as plain values, for JSON. Waits are minutes, moments seconds after midnight."""
    plan = outcome.plan
    return {
        "hall": plan.hall.code,
        "days": plan.days,
        "load": plan.load,
        "seed": plan.seed,
        "seconds": round(outcome.seconds, 2),
        "visits": outcome.visits,
        "halls": [
            {
                "changes": [asdict(change) for change in one.scenario.changes],
                "policy": one.scenario.hall.rules.order.policy.value,
                "counters": len(one.scenario.hall.counters),
                **_rounded(asdict(one.results)),
                "short_jobs": _rounded(asdict(one.short)) if one.short else None,
                "other_jobs": _rounded(asdict(one.long)) if one.long else None,
            }
            for one in outcome.simulated
        ],
    }


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Columns under one another, also where Chinese characters are twice as wide; numbers to the right."""
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join(cells)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {str(key): _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
