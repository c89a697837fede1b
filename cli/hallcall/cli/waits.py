"""``hallcall estimate``, ``hallcall report estimate`` and ``hallcall report times``: what waits are told from."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import language, say
from hallcall.cli.reading import reading, typed_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.builtin_policies import policy_of
from hallcall.core.days import local_time
from hallcall.core.estimate import Estimator
from hallcall.core.expected import newcomer
from hallcall.core.hall import Hall
from hallcall.core.history import History, learn
from hallcall.core.past_days import SLOT_MIN, Told
from hallcall.core.priority import PriorityClass
from hallcall.core.service_times import ServiceTime
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketId
from hallcall.core.told_waits import Accuracy, accuracy, accuracy_by, had_to_wait
from hallcall.core.values import changed

WELL, CANNOT_SAY = 0, 2
JsonOption = Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")]


def report(
    *,
    day: Annotated[str, Parameter(help=say("cli-option-report-estimate-day"))] = "",
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
    as_json: JsonOption = False,
) -> int:
    """Compare what visitors of a day were told with how long they waited."""
    loaded = open_hall(hall)
    wanted = typed_day(day) if day else local_time(loaded, datetime.now().astimezone()).date()
    if wanted is None:
        return CANNOT_SAY
    from hallcall.server.learning import facts_of

    with reading(data) as connection:
        told = facts_of(connection, loaded, wanted).told
    if as_json:
        print(json.dumps(document(wanted, told), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(loaded, wanted, told)))
    return WELL


def times(
    *,
    queue: Annotated[str, Parameter(help=say("cli-option-report-times-queue"))] = "",
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
    as_json: JsonOption = False,
) -> int:
    """Say how long visits take, by queue and item, as learned from the newest days of the log."""
    loaded = open_hall(hall)
    prefix = QueuePrefix(queue.upper())
    if queue and prefix not in loaded.queue_by_prefix:
        print(say("cli-queue-unknown-here", queue=queue, queues=", ".join(loaded.queue_by_prefix)), file=sys.stderr)
        return CANNOT_SAY
    history = _history(loaded, data, local_time(loaded, datetime.now().astimezone()).date())
    service = history.service
    queues = [one for one in loaded.queues if prefix in {one.prefix, ""}]
    shown = {one.prefix for one in queues}
    items = [one for one in loaded.items if one.queue in shown and service.items[one.code].n]
    if as_json:
        found = {
            "days": history.days,
            "queues": {one.prefix: _minutes(service.queues[one.prefix]) for one in queues},
            "items": {one.code: _minutes(service.items[one.code]) for one in items},
        }
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return WELL
    print(say("report-times-head", days=history.days) if history.days else say("report-times-catalogue"))
    for one in queues:
        print(_times_line(f"{one.prefix} {one.name.short(language())}", service.queues[one.prefix]))
        for item in (item for item in items if item.queue == one.prefix):
            print("  " + _times_line(f"{item.code} {item.name.short(language())}", service.items[item.code]))
    return WELL


def estimate(
    *,
    queue: Annotated[str, Parameter(help=say("cli-option-estimate-queue"))],
    waiting: Annotated[int, Parameter(help=say("cli-option-estimate-waiting"))] = 0,
    counters: Annotated[int | None, Parameter(help=say("cli-option-estimate-counters"))] = None,
    at: Annotated[str, Parameter(help=say("cli-option-estimate-at"))] = "",
    kind: Annotated[PriorityClass, Parameter(name="--class", help=say("cli-option-estimate-class"))] = (
        PriorityClass.NORMAL
    ),
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
) -> int:
    """Say what somebody would be told who takes a number at a time of today."""
    loaded = open_hall(hall)
    prefix = QueuePrefix(queue.upper())
    if prefix not in loaded.queue_by_prefix:
        print(say("cli-queue-unknown-here", queue=queue, queues=", ".join(loaded.queue_by_prefix)), file=sys.stderr)
        return CANNOT_SAY
    now = _moment(loaded, at)
    if now is None:
        print(say("cli-at-wrong", value=at), file=sys.stderr)
        return CANNOT_SAY
    history = _history(loaded, data, now.date())
    state = _imagined(loaded, prefix, waiting, counters, now)
    found = Estimator(loaded, policy_of(loaded.rules.order), history).of_newcomer(state, prefix, now, kind)
    told = found.range
    if told is None:
        print(say("estimate-nobody", ahead=found.ahead))
        return WELL
    print(say("estimate-range", ahead=found.ahead, low=told.low_min, high=told.high_min))
    if told.resumes_at is not None:
        print(say("estimate-resumes", at=f"{local_time(loaded, told.resumes_at):%H:%M}"))
    return WELL


def document(day: date, told: Sequence[Told]) -> dict[str, Any]:
    """The report for programs."""
    return {
        "day": day.isoformat(),
        "all": _values(accuracy(told)),
        "had_to_wait": _values(accuracy(had_to_wait(told))),
        "by_queue": {queue: _values(found) for queue, found in sorted(_by_queue(told).items())},
        "by_half_hour": {_clock(slot): _values(found) for slot, found in sorted(_by_slot(told).items())},
    }


def lines(hall: Hall, day: date, told: Sequence[Told]) -> list[str]:
    """The report for people."""
    whole = accuracy(told)
    if whole is None:
        return [say("report-estimate-nobody", day=day.isoformat())]
    waited = accuracy(had_to_wait(told))
    rows = [say("report-estimate-head", day=day.isoformat()), _line(say("report-estimate-all"), whole)]
    if waited is not None:
        rows.append(_line(say("report-estimate-waited"), waited))
    names = {queue.prefix: f"{queue.prefix} {queue.name.short(language())}" for queue in hall.queues}
    rows += [_line(names.get(queue, queue), found) for queue, found in sorted(_by_queue(told).items())]
    rows += [_line(_clock(slot), found) for slot, found in sorted(_by_slot(told).items())]
    return rows


def _minutes(time: ServiceTime) -> dict[str, float]:
    return {
        "n": time.n,
        "mean_min": round(time.mean_s / 60, 1),
        "p50_min": round(time.p50_s / 60, 1),
        "p90_min": round(time.p90_s / 60, 1),
        "sd_min": round(time.sd_s / 60, 1),
    }


def _times_line(name: str, time: ServiceTime) -> str:
    found = _minutes(time)
    return say(
        "report-times-line",
        name=name,
        n=time.n,
        mean=f"{found['mean_min']:.1f}",
        half=f"{found['p50_min']:.1f}",
        ninety=f"{found['p90_min']:.1f}",
    )


def _by_queue(told: Sequence[Told]) -> dict[QueuePrefix, Accuracy]:
    return accuracy_by(told, lambda one: one.queue)


def _by_slot(told: Sequence[Told]) -> dict[int, Accuracy]:
    return accuracy_by(told, lambda one: one.slot)


def _values(found: Accuracy | None) -> dict[str, float] | None:
    return None if found is None else {name: round(value, 3) for name, value in asdict(found).items()}


def _line(name: str, found: Accuracy) -> str:
    return say(
        "report-estimate-line",
        name=name,
        visitors=found.visitors,
        waited=f"{found.waited_min:.1f}",
        bias=f"{found.bias_min:+.1f}",
        mae=f"{found.mae_min:.1f}",
        half=f"{found.under_p50:.0%}",
        ninety=f"{found.under_p90:.0%}",
        near=f"{found.near:.0%}",
    )


def _clock(slot: int) -> str:
    return f"{slot * SLOT_MIN // 60:02}:{slot * SLOT_MIN % 60:02}"


def _moment(hall: Hall, typed: str) -> datetime | None:
    """Now, or a time of today or of a day, on the hall's clock."""
    now = local_time(hall, datetime.now().astimezone())
    if not typed:
        return now
    zone = ZoneInfo(hall.timezone)
    try:
        if "T" in typed or " " in typed:
            return datetime.fromisoformat(typed).replace(tzinfo=zone)
        return datetime.combine(now.date(), time.fromisoformat(typed), zone)
    except ValueError:
        return None


def _history(hall: Hall, data: DataOption, today: date) -> History:
    """From the newest days of the log; from the hall's files where there is none."""
    from hallcall.core.errors import StorageError
    from hallcall.core.history import DAYS
    from hallcall.server.learning import facts_of
    from hallcall.server.storage import days

    try:
        with reading(data) as connection:
            over = [day for day in days.days(connection) if day < today]
            return learn(hall, [facts_of(connection, hall, day) for day in over[-DAYS:]])
    except StorageError as error:
        if error.code != "storage.missing":
            raise
        return learn(hall, ())


def _imagined(hall: Hall, queue: QueuePrefix, waiting: int, counters: int | None, now: datetime) -> HallState:
    """So many people in line, and so many counters free a moment ago."""
    state = HallState()
    known = hall.counters_by_queue[queue]
    for counter in known[: len(known) if counters is None else counters]:
        state.counters[counter.number] = CounterState(number=counter.number, status=CounterStatus.IDLE, since=now)
    items = hall.items_by_queue[queue]
    for seq in range(waiting):
        item = items[seq % len(items)].code
        ticket = newcomer(queue, PriorityClass.NORMAL, item, now)
        state.put(changed(ticket, id=TicketId(f"{queue}/{seq}"), seq=seq))
    return state
