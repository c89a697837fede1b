"""``hallcall sim``: days of simulated visitors in the hall, as it is and as it might be."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say, texts
from hallcall.core.classes import PolicyName, Rates
from hallcall.core.errors import ConfigError
from hallcall.core.hall import PassRule, QueuePrefix
from hallcall.core.opening import Span
from hallcall.sim.hallday import DayProfile, SimPlan, profile_of, read_profile
from hallcall.sim.hallday.report import Outcome, lines, values
from hallcall.sim.hallday.scenarios import Changes, Pooling, Scenario, scenarios, simulate

Policy: TypeAlias = Literal["accumulating", "apq", "fcfs", "quota", "strict"]
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_COUNTERS = re.compile(r"(\w+)=(\d+)")


_STANDARD_OUTPUT = Path("-")
_DAY_MIN = 24 * 60


class _WrongError(Exception):
    """An option is not understood; carries the sentence that says so."""


def sim(  # noqa: PLR0913 - each option is one thing that may be changed
    *,
    days: Annotated[int, Parameter(help=say("cli-option-sim-days"))] = 20,
    policy: Annotated[tuple[Policy, ...], Parameter(help=say("cli-option-sim-policy"), negative="")] = (),
    rates: Annotated[str, Parameter(help=say("cli-option-sim-rates"))] = "",
    load: Annotated[float, Parameter(help=say("cli-option-sim-load"))] = 1.0,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
    counters: Annotated[tuple[str, ...], Parameter(help=say("cli-option-sim-counters"), negative="")] = (),
    staff: Annotated[tuple[float, ...], Parameter(help=say("cli-option-sim-staff"), negative="")] = (),
    hours: Annotated[tuple[str, ...], Parameter(help=say("cli-option-sim-hours"), negative="")] = (),
    pooling: Annotated[tuple[Pooling, ...], Parameter(help=say("cli-option-sim-pooling"), negative="")] = (),
    passing: Annotated[
        tuple[Literal["void", "defer", "tail", "session_end"], ...],
        Parameter(help=say("cli-option-sim-passing"), negative=""),
    ] = (),
    express: Annotated[float | None, Parameter(help=say("cli-option-sim-express"))] = None,
    profile: Annotated[Path | None, Parameter(help=say("cli-option-sim-profile"))] = None,
    processes: Annotated[int | None, Parameter(help=say("cli-option-sim-processes"))] = None,
    json_: Annotated[
        Path | None, Parameter(name="--json", help=say("cli-option-sim-json"), allow_leading_hyphen=True)
    ] = None,
    html: Annotated[Path | None, Parameter(help=say("cli-option-sim-html"))] = None,
    hall: HallOption = SAMPLE,
) -> int:
    """Let days pass and say what visitors met; exit code 2 when an option is not understood."""
    try:
        changes = Changes(
            policies=tuple(PolicyName.ACCUMULATING if name == "apq" else PolicyName(name) for name in policy),
            rates=_rates(rates) if rates else None,
            counters=tuple(_counters(word) for word in counters),
            staff=tuple(_above_zero(share) for share in staff),
            hours=tuple(_span(word) for word in hours),
            pooling=pooling,
            passing=tuple(PassRule(name) for name in passing),
            express_min=express,
        )
        loaded = open_hall(hall)
        plan = SimPlan(
            hall=loaded,
            days=int(_above_zero(days)),
            load=_above_zero(load),
            seed=seed,
            profile=_profile(profile, profile_of(loaded)),
        )
        compared = _compared(plan, changes)
    except _WrongError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    started = time.perf_counter()
    done = simulate(plan, compared, express_min=express, processes=processes or os.cpu_count() or 1)
    outcome = Outcome(plan=plan, simulated=done, seconds=time.perf_counter() - started)
    written = json.dumps(values(outcome), ensure_ascii=False, indent=1)
    if json_ == _STANDARD_OUTPUT:
        print(written)
    else:
        print("\n".join(lines(texts(), outcome)))
    if json_ is not None and json_ != _STANDARD_OUTPUT:
        json_.write_text(written + "\n", encoding="utf-8")
    if html is not None:
        from hallcall.sim.hallday.page import page

        html.write_text(page(texts(), outcome), encoding="utf-8")
    return 0


def _profile(file: Path | None, base: DayProfile) -> DayProfile:
    if file is None:
        return base
    try:
        return read_profile(file.read_text(encoding="utf-8"), base)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file)) from error
    except ValueError as error:
        raise _WrongError(say("sim-profile-wrong", file=str(file), detail=str(error))) from error


def _compared(plan: SimPlan, changes: Changes) -> list[Scenario]:
    if not sum(queue.daily_weight for queue in plan.hall.queues):
        raise _WrongError(say("sim-no-visits"))
    unknown = [queue for queue, _ in changes.counters if queue not in plan.hall.queue_by_prefix]
    if unknown:
        raise _not_understood(unknown[0])
    try:
        return scenarios(plan, changes)
    except ValueError as error:
        raise _WrongError(say("sim-too-few-counters")) from error


def _not_understood(word: object) -> _WrongError:
    return _WrongError(say("sim-value-wrong", value=str(word)))


def _above_zero(value: float) -> float:
    if value <= 0:
        raise _not_understood(f"{value:g}")
    return value


def _rates(word: str) -> Rates:
    """``1:2:4``: normal, booked, elder and whoever is called like elders."""
    try:
        normal, booked, elder = (float(part) for part in word.split(":"))
    except ValueError as error:
        raise _not_understood(word) from error
    if min(normal, booked, elder) < 0:
        raise _not_understood(word)
    return Rates(normal=normal, booked=booked, elder=elder, disabled=elder, infant=elder)


def _counters(word: str) -> tuple[QueuePrefix, int]:
    """``B=21``."""
    found = _COUNTERS.fullmatch(word)
    if found is None:
        raise _not_understood(word)
    return QueuePrefix(found[1].upper()), int(found[2])


def _span(word: str) -> Span:
    """``08:30-12:00``."""
    found = _SPAN.fullmatch(word)
    if found is None:
        raise _not_understood(word)
    from_h, from_min, to_h, to_min = (int(part) for part in found.groups())
    span = Span(60 * from_h + from_min, 60 * to_h + to_min)
    if not (max(from_min, to_min) < 60 and span.start_min < span.end_min <= _DAY_MIN):
        raise _not_understood(word)
    return span
