"""``hallcall report`` and ``hallcall hot``: what a day or a month was like, for those who lead the hall."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import language, say
from hallcall.cli.reading import has_log, reading, typed_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.commands import AdviceAnswer
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.events import AdviceGiven, AlarmEnded, AlarmKind, AlarmRaised, CounterAction
from hallcall.core.hall import Hall
from hallcall.core.hot import DAYS_NEEDED, ON_FIRST_PAGE, WINDOW_DAYS, demand, hot_items
from hallcall.core.promise import Served, Wait, served_within
from hallcall.core.terms import ItemCode, QueuePrefix

if TYPE_CHECKING:
    from hallcall.server.storage import Connection
    from hallcall.server.storage.history import Page

WELL, CANNOT_SAY = 0, 2
DayOption = Annotated[str, Parameter(help=say("report-option-day"))]
JsonOption = Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative=())]


def waits(
    *,
    day: DayOption = "",
    within: Annotated[float | None, Parameter(help=say("report-option-within"))] = None,
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
    as_json: JsonOption = False,
) -> int:
    """Say for how many visitors of a day the promised wait was kept, queue by queue."""
    loaded = open_hall(hall)
    limit_s = within * 60 if within is not None else loaded.rules.promise.limit_s
    from hallcall.server.storage import history, visits

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        until = history.last_moment(connection, chosen)
        found = visits.waits(connection, chosen, until) if until is not None else []
    whole = served_within(found, limit_s)
    queues = {name: served_within(waits_of, limit_s) for name, waits_of in _by_queue(found).items()}
    if as_json:
        print(json.dumps(_waits_document(chosen, limit_s, whole, queues), ensure_ascii=False, indent=1))
        return WELL
    print(say("report-waits-head", day=chosen.isoformat(), within=f"{limit_s / 60:g}"))
    for name, served in queues.items():
        print(_waits_line(_queue_name(loaded, name), served))
    print(_waits_line(say("report-waits-whole"), whole))
    return WELL


def suggestions(
    *, day: DayOption = "", data: DataOption = DATA, hall: HallOption = SAMPLE, as_json: JsonOption = False
) -> int:
    """List the alarms of a day: when waits grew too long, and which counter would have helped."""
    loaded = open_hall(hall)
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        pages = history.of_types(connection, chosen, AlarmRaised.name, AlarmEnded.name)
    raised = list(_alarms(pages))
    if as_json:
        print(json.dumps([_alarm_document(one) for one in raised], ensure_ascii=False, indent=1))
        return WELL
    promise, tidal = loaded.rules.promise, loaded.rules.tidal
    print(say("report-alarms-head", day=chosen.isoformat(), count=len(raised)))
    print(say("report-rule-long-wait", within=f"{promise.within_min:g}", minutes=f"{promise.alarm_after_min:g}"))
    print(
        say(
            "report-rule-more-counters",
            waiting=tidal.waiting_over,
            wait=f"{tidal.wait_over_min:g}",
            minutes=f"{tidal.for_min:g}",
        )
    )
    for one in raised:
        print(_alarm_line(loaded, one))
    return WELL


def hot(
    *,
    days: Annotated[int, Parameter(name="--days", help=say("report-option-days"))] = WINDOW_DAYS,
    most: Annotated[int, Parameter(help=say("cli-option-limit"))] = ON_FIRST_PAGE,
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
    as_json: JsonOption = False,
) -> int:
    """List what was asked for most in the last days, as the kiosks' first page would show it."""
    loaded = open_hall(hall)
    from hallcall.server.storage import visits

    if has_log(data):
        with reading(data) as connection:
            before = chosen_day(connection, "") or date.max
            found = visits.asked_for(connection, before - timedelta(days=max(days, 1)), before + timedelta(days=1))
    else:
        found = {}
    counts = [*found.values()]
    codes = hot_items(loaded, counts, max(most, 1))
    asked = demand(counts)
    if as_json:
        rows = [{"code": code, "demand": round(asked.get(code, 0.0), 1)} for code in codes]
        print(json.dumps({"days": len(counts), "items": rows}, ensure_ascii=False, indent=1))
        return WELL
    learned = len(counts) >= DAYS_NEEDED
    print(say("report-hot-head", days=len(counts)) if learned else say("report-hot-new", days=len(counts)))
    for place, code in enumerate(codes, start=1):
        name = loaded.item_by_code[code].name.full(language())
        print(say("report-hot-line", place=place, code=code, name=name, demand=f"{asked.get(code, 0.0):.0f}"))
    return WELL


def phone_advice(
    *, day: DayOption = "", data: DataOption = DATA, hall: HallOption = SAMPLE, as_json: JsonOption = False
) -> int:
    """Count how often kiosks said on a day that a phone would do, and what visitors did then, item by item."""
    loaded = open_hall(hall)
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        pages = history.of_types(connection, chosen, AdviceGiven.name)
    items: dict[str, Counter[str]] = {}
    for page in pages:
        items.setdefault(page.data["item"], Counter())[page.data["answer"]] += 1
    whole = sum(items.values(), Counter[str]())
    if as_json:
        rows = {item: _advice_document(answers) for item, answers in sorted(items.items())}
        print(json.dumps({"day": chosen.isoformat(), "whole": _advice_document(whole), "items": rows}, indent=1))
        return WELL
    print(say("report-phone-head", day=chosen.isoformat(), **_advice_document(whole)))
    for code, answers in sorted(items.items(), key=lambda row: (-row[1].total(), row[0])):
        item = loaded.item_by_code.get(ItemCode(code))
        name = item.name.full(language()) if item is not None else code
        print(say("report-phone-line", name=name, **_advice_document(answers)))
    return WELL


def _advice_document(answers: Counter[str]) -> dict[str, int]:
    return {"shown": answers.total(), **{answer.value: answers[answer.value] for answer in AdviceAnswer}}


@dataclass(frozen=True, slots=True)
class _Raised:
    """An alarm that somebody was told of."""

    at: datetime
    event: AlarmRaised
    ended_at: datetime | None


def chosen_day(connection: Connection, text: str) -> date | None:
    """The day that was typed, or the newest of the log; None when it is none, which is said.

    Raises:
        Refused: ``day.unknown``.
    """
    from hallcall.server.storage import days

    known = days.days(connection)
    if not text:
        if not known:
            raise Refused("day.unknown", day=say("report-today"))
        return known[-1]
    day = typed_day(text)
    if day is not None and day not in known:
        raise Refused("day.unknown", day=day.isoformat())
    return day


def _by_queue(found: list[Wait]) -> dict[str, list[Wait]]:
    queues: dict[str, list[Wait]] = {}
    for wait in sorted(found, key=lambda one: one.queue):
        queues.setdefault(wait.queue, []).append(wait)
    return queues


def _queue_name(hall: Hall, letter: str) -> str:
    queue = hall.queue_by_prefix.get(QueuePrefix(letter))
    return f"{letter} {queue.name.short(language())}" if queue is not None else letter


def _waits_document(day: date, limit_s: float, whole: Served, queues: Mapping[str, Served]) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "within_min": round(limit_s / 60, 2),
        "whole": _served_document(whole),
        "queues": {name: _served_document(served) for name, served in queues.items()},
    }


def _served_document(served: Served) -> dict[str, Any]:
    return {
        "called": served.called,
        "within": served.within,
        "overdue": served.overdue,
        "share": round(served.share, 4) if served.share is not None else None,
        "mean_min": round(served.mean_s / 60, 2),
        "p90_min": round(served.p90_s / 60, 2),
    }


def _waits_line(name: str, served: Served) -> str:
    return say(
        "report-waits-line",
        name=name,
        share=f"{served.share:.3f}" if served.share is not None else "-",
        called=served.called,
        within=served.within,
        overdue=served.overdue,
        mean=f"{served.mean_s / 60:.1f}",
        p90=f"{served.p90_s / 60:.1f}",
    )


def _alarms(pages: list[Page]) -> Iterator[_Raised]:
    """Each alarm once: what was suggested anew while it lasted is not another one."""
    import msgspec

    lasting: set[str] = set()
    for place, page in enumerate(pages):
        if page.type == AlarmEnded.name:
            lasting.discard(page.data["alarm"])
        elif page.type == AlarmRaised.name and page.data["alarm"] not in lasting:
            event = msgspec.convert(page.data, AlarmRaised)
            lasting.add(event.alarm)
            ends = (later.at for later in pages[place:] if later.type == AlarmEnded.name and _is_of(later, event))
            yield _Raised(page.at, event, next(ends, None))


def _is_of(page: Page, event: AlarmRaised) -> bool:
    return page.data["alarm"] == event.alarm


def _alarm_document(one: _Raised) -> dict[str, Any]:
    event = one.event
    return {
        "at": one.at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at is not None else None,
        "kind": event.kind.value,
        "queue": event.queue,
        "waiting": event.waiting,
        "longest_min": event.longest_min,
        "predicted_min": event.predicted_min,
        "action": event.action.value if event.action is not None else None,
        "counter": event.counter,
        "from_queue": event.from_queue,
    }


def _alarm_line(hall: Hall, one: _Raised) -> str:
    event = one.event
    values = {
        "at": _clock(hall, one.at),
        "until": _clock(hall, one.ended_at) if one.ended_at is not None else "--:--",
        "queue": _queue_name(hall, event.queue),
        "waiting": event.waiting,
        "longest": f"{event.longest_min:.0f}",
        "predicted": f"{event.predicted_min:.0f}" if event.predicted_min is not None else "-",
        "advice": _advice(event),
    }
    return say(
        "report-alarm-long-wait" if event.kind is AlarmKind.LONG_WAIT else "report-alarm-more-counters", **values
    )


def _advice(event: AlarmRaised) -> str:
    match event.action:
        case CounterAction.OPEN:
            return say("report-advice-open", counter=event.counter or 0)
        case CounterAction.CONVERT:
            return say("report-advice-convert", counter=event.counter or 0, other=event.from_queue or "")
        case CounterAction.RESUME:
            return say("report-advice-resume", counter=event.counter or 0)
        case None:
            return say("report-advice-none")


def _clock(hall: Hall, at: datetime) -> str:
    return local_time(hall, at).strftime("%H:%M")
