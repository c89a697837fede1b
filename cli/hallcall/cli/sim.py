"""``hallcall sim``: days of simulated visitors in the hall, as it is and as it might be."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from cyclopts import App, Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say, texts
from hallcall.core.errors import ConfigError
from hallcall.core.opening import Span
from hallcall.core.priority import PolicyName, Rates
from hallcall.core.promise import TidalRules
from hallcall.core.rules import LateMode, PassRule
from hallcall.core.terms import QueuePrefix
from hallcall.sim.hallday import DayProfile, SimPlan, profile_of, read_profile
from hallcall.sim.hallday.report import Outcome, lines, values
from hallcall.sim.hallday.scenarios import Changes, Pooling, Scenario, scenarios, simulate

SIM = App(name="sim", help=say("cli-help-sim"), help_format="plaintext")
"""``hallcall sim`` and its theatre."""
SIM.command("hallcall.cli.theatre:theatre", name="theatre", help=say("cli-help-sim-theatre"))

Policy: TypeAlias = Literal["accumulating", "apq", "fcfs", "quota", "strict"]
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_COUNTERS = re.compile(r"(\w+)=(\d+)")


_STANDARD_OUTPUT = Path("-")
_DAY_MIN = 24 * 60
_OWN_RULE = "own"


class _WrongError(Exception):
    """An option is not understood; carries the sentence that says so."""


@SIM.default
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
    late_mode: Annotated[
        tuple[Literal["normal", "insert", "slot_end", "half_day_end"], ...],
        Parameter(help=say("cli-option-sim-late-mode"), negative=""),
    ] = (),
    no_show: Annotated[float | None, Parameter(help=say("cli-option-sim-no-show"))] = None,
    rule: Annotated[tuple[str, ...], Parameter(help=say("cli-option-sim-rule"), negative="")] = (),
    express: Annotated[float | None, Parameter(help=say("cli-option-sim-express"))] = None,
    express_every: Annotated[int, Parameter(help=say("cli-option-sim-express-every"))] = 0,
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
        loaded = open_hall(hall)
        changes = Changes(
            policies=tuple(PolicyName.ACCUMULATING if name == "apq" else PolicyName(name) for name in policy),
            rates=_rates(rates) if rates else None,
            counters=tuple(_counters(word) for word in counters),
            staff=tuple(_above_zero(share) for share in staff),
            hours=tuple(_span(word) for word in hours),
            pooling=pooling,
            passing=tuple(PassRule(name) for name in passing),
            late_modes=tuple(LateMode(name) for name in late_mode),
            tidal=tuple(_tidal(word, loaded.rules.tidal) for word in rule),
            express_min=express,
            express_every=_turns(express_every, express),
        )
        plan = SimPlan(
            hall=loaded,
            days=int(_above_zero(days)),
            load=_above_zero(load),
            seed=seed,
            profile=_with_no_show(_profile(profile, profile_of(loaded)), no_show),
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


def _with_no_show(profile: DayProfile, share: float | None) -> DayProfile:
    if share is None:
        return profile
    if not 0 <= share < 1:
        raise _not_understood(f"{share:g}")
    return replace(profile, no_show=share)


def _tidal(word: str, own: TidalRules) -> TidalRules:
    """``own``, or ``20:30:5``: so many wait, so many minutes, for so many minutes."""
    if word == _OWN_RULE:
        return own
    try:
        waiting, wait_min, for_min = (float(part) for part in word.split(":"))
    except ValueError as error:
        raise _not_understood(word) from error
    if min(waiting, wait_min, for_min) < 0 or not waiting + wait_min or waiting != int(waiting):
        raise _not_understood(word)
    return replace(own, waiting_over=int(waiting), wait_over_min=wait_min, for_min=for_min)


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


def _turns(every: int, express: float | None) -> int:
    """One of so many calls; 0 for counters of its own."""
    if every and (every < 2 or express is None):
        raise _not_understood(str(every))
    return every


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
