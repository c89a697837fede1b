"""What was simulated, as one page that works without a network."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from hallcall.assets import Texts, asset_path
from hallcall.core.priority import PriorityClass
from hallcall.sim.hallday.charts import Line, greatest, line_chart
from hallcall.sim.hallday.profile import HALF_HOUR_S
from hallcall.sim.hallday.report import (
    Outcome,
    Row,
    class_rows,
    endings_line,
    header,
    headline,
    label,
    on_time_line,
    queue_rows,
)
from hallcall.sim.hallday.scenarios import Simulated

_COLOURS = ("#0B4EA2", "#C2410C", "#0E6E63", "#7A3E9D", "#8A6D00", "#46556B")
"""Each at least 4.5 on white."""
_DASHES = ("", "9 4", "3 3", "12 4 3 4", "2 5", "16 5")
_OF_CLASS = {PriorityClass.NORMAL: 0, PriorityClass.BOOKED: 1, PriorityClass.ELDER: 2}


_Fact: TypeAlias = tuple[str, str, str, str]
"""What, its value, its unit, and its difference to the first hall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Legend:
    name: str
    colour: str
    dash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    title: str
    unit: str
    svg: str
    legend: tuple[_Legend, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One hall of those that are compared."""

    title: str
    counters: str
    facts: tuple[_Fact, ...]
    classes: tuple[Row, ...]
    queues: tuple[Row, ...]
    endings: str
    on_time: str | None
    chart: _Chart


def page(texts: Texts, outcome: Outcome) -> str:
    """The page, as HTML."""
    environment = Environment(
        loader=PackageLoader("hallcall.sim.hallday", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    tokens = tomllib.loads(asset_path("theme", "tokens.toml").read_text(encoding="utf-8"))["color"]
    profile = outcome.plan.profile
    return environment.get_template("page.html.jinja").render(
        say=texts.text,
        language=texts.language,
        colour={name: values[0] for name, values in tokens.items()},
        headline=headline(texts, outcome),
        cards=_cards(texts, outcome),
        charts=[_waiting(texts, outcome.simulated), _within(texts, outcome.simulated)],
        class_header=header(texts, "visitors"),
        queue_header=header(texts, "queue"),
        assumptions=texts.text(
            "sim-page-assumptions-text",
            elder=f"{profile.elder:.0%}",
            booked=f"{profile.booked:.0%}",
            absent=f"{profile.no_answer:.0%}",
            back=f"{profile.comes_back:.0%}",
            walk=f"{profile.walk_s:.0f}",
        ),
        took=texts.text("sim-took", seconds=f"{outcome.seconds:.1f}", visits=outcome.visits),
        version=version("hallcall"),
    )


def _cards(texts: Texts, outcome: Outcome) -> list[_Card]:
    lines = [_lines_by_class(texts, one) for one in outcome.simulated]
    top = max(greatest(of_one) for of_one in lines)
    first = outcome.simulated[0]
    return [
        _Card(
            title=label(texts, one.scenario),
            counters=texts.text("sim-counters", count=len(one.scenario.hall.counters)),
            facts=_facts(texts, one, None if one is first else first),
            classes=tuple(class_rows(texts, one)),
            queues=tuple(queue_rows(texts, one.scenario.hall, one)),
            endings=endings_line(texts, one),
            on_time=on_time_line(texts, one),
            chart=_chart(texts, "waits", of_one, top),
        )
        for one, of_one in zip(outcome.simulated, lines, strict=True)
    ]


def _facts(texts: Texts, one: Simulated, first: Simulated | None) -> tuple[_Fact, ...]:
    """The few figures that matter most, and how far they are from those of the first hall."""
    unit = texts.text("sim-page-waits-unit")
    figures = [("sim-fact-mean", unit, _mean), ("sim-fact-p90", unit, _p90), ("sim-page-within", "%", _within_target)]
    if PriorityClass.ELDER in one.results.classes:
        figures.insert(2, ("sim-fact-elder", unit, _elder))
    return tuple(
        (texts.text(name), f"{figure(one):.1f}", unit_, "" if first is None else _signed(figure(one) - figure(first)))
        for name, unit_, figure in figures
    )


def _mean(one: Simulated) -> float:
    return one.results.all.mean


def _p90(one: Simulated) -> float:
    return one.results.all.p90


def _elder(one: Simulated) -> float:
    waits = one.results.classes.get(PriorityClass.ELDER)
    return 0.0 if waits is None else waits.mean


def _within_target(one: Simulated) -> float:
    return 100 * one.results.all.within_target


def _signed(change: float) -> str:
    return f"{change:+.1f}".replace("-", "\N{MINUS SIGN}")


def _lines_by_class(texts: Texts, one: Simulated) -> list[Line]:
    return [
        Line(
            name=texts.text(f"sim-class-{kind.value}"),
            colour=_COLOURS[_OF_CLASS.get(kind, 3)],
            dash=_DASHES[_OF_CLASS.get(kind, 3)],
            points=tuple(
                (half_hour.from_s + HALF_HOUR_S / 2, half_hour.mean[kind])
                for half_hour in one.results.half_hours
                if kind in half_hour.mean
            ),
        )
        for kind in one.results.classes
    ]


def _waiting(texts: Texts, simulated: Sequence[Simulated]) -> _Chart:
    return _chart(texts, "waiting", [_line(texts, at, one, one.results.waiting) for at, one in enumerate(simulated)])


def _within(texts: Texts, simulated: Sequence[Simulated]) -> _Chart:
    lines = [
        _line(
            texts,
            at,
            one,
            tuple((half.from_s + HALF_HOUR_S / 2, 100 * half.within_target) for half in one.results.half_hours),
        )
        for at, one in enumerate(simulated)
    ]
    return _chart(texts, "within", lines, 100.0)


def _line(texts: Texts, at: int, one: Simulated, points: tuple[tuple[float, float], ...]) -> Line:
    at %= len(_COLOURS)
    return Line(name=label(texts, one.scenario), colour=_COLOURS[at], dash=_DASHES[at], points=points)


def _chart(texts: Texts, kind: str, lines: Sequence[Line], top: float | None = None) -> _Chart:
    title, unit = texts.text(f"sim-page-{kind}"), texts.text(f"sim-page-{kind}-unit")
    return _Chart(
        title=title,
        unit=unit,
        svg=line_chart(lines, title=title, unit=unit, top=top),
        legend=tuple(_Legend(name=line.name, colour=line.colour, dash=line.dash) for line in lines),
    )
