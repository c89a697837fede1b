"""A hall that worked on paper, and what is entered when the server is back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from hallcall.core.commands import OpenDay, PaperVisit, RecordPaper, RecordPaperDay
from hallcall.core.errors import Refused
from hallcall.core.events import PaperDayRecorded, TicketServedOnPaper
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import TicketState
from helpers.small_hall import Day

HOUR = timedelta(hours=1)


def enter(day: Day, seq: int = 600, *, taken_at: datetime, **more: Any) -> Any:
    command: dict[str, Any] = {"seq": seq, "item": ItemCode("a1"), "taken_at": taken_at, **more}
    return day.do(RecordPaper(**command))


@pytest.mark.feature("F221")
def test_a_paper_number_that_still_waits_waits_from_when_it_was_taken() -> None:
    day = Day()
    day.later(3600)
    online = day.issue().number
    enter(day, 601, taken_at=day.now - HOUR / 2)
    enter(day, 600, taken_at=day.now - HOUR / 4)
    assert day.line() == ["A601", "A600", online]
    assert day.ticket("2026-11-23/A601").kiosk == "PAPER"  # type: ignore[arg-type]


@pytest.mark.feature("F221")
def test_a_visit_that_was_served_on_paper_is_done_with_its_times() -> None:
    day = Day()
    start = day.now
    day.later(3600)
    visit = PaperVisit(counter=CounterNumber(1), started_at=start + HOUR / 4, finished_at=start + HOUR / 2)
    outcome = enter(day, taken_at=start, served=visit)
    served = outcome.events[-1]
    assert served == TicketServedOnPaper(
        ticket=outcome.ticket, counter=CounterNumber(1), started_at=start + HOUR / 4, finished_at=start + HOUR / 2
    )
    assert day.state.ended[outcome.ticket] is TicketState.DONE
    assert day.line() == []
    assert CounterNumber(1) not in day.state.counters


@pytest.mark.feature("F221")
def test_times_on_paper_that_cannot_be_are_put_in_order() -> None:
    day = Day()
    start = day.now
    day.later(3600)
    visit = PaperVisit(counter=CounterNumber(1), started_at=start - HOUR, finished_at=start + 9 * HOUR)
    served = enter(day, taken_at=start + HOUR / 4, served=visit).events[-1]
    assert (served.started_at, served.finished_at) == (start + HOUR / 4, day.now)


@pytest.mark.feature("F221")
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"seq": 599}, "paper.number"),
        ({"seq": 800}, "paper.number"),
        ({"item": ItemCode("z")}, "item.unknown"),
        ({"back": timedelta(days=1)}, "paper.other_day"),
        ({"back": timedelta(days=4000)}, "paper.other_day"),
        ({"counter": 4}, "queue.not_served"),
        ({"counter": 99}, "counter.unknown"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any], code: str) -> None:
    day = Day()
    back, counter = fields.pop("back", timedelta(0)), fields.pop("counter", None)
    if counter is not None:
        fields["served"] = PaperVisit(counter=counter, started_at=day.now, finished_at=day.now)
    with pytest.raises(Refused) as refused:
        enter(day, **{"taken_at": day.now - back, **fields})
    assert refused.value.code == code


@pytest.mark.feature("F221")
def test_a_sheet_entered_twice_is_refused() -> None:
    day = Day()
    enter(day, taken_at=day.now)
    with pytest.raises(Refused, match=r"number\.used \(number=A600\)"):
        enter(day, taken_at=day.now)


@pytest.mark.feature("F221")
def test_of_a_whole_day_on_paper_the_counts_are_kept() -> None:
    day = Day()
    yesterday = day.state.day
    assert yesterday is not None
    day.later(24 * 3600)
    day.do(OpenDay())
    day.do(RecordPaperDay(day=yesterday, queue=QueuePrefix("A"), issued=212, served=190))
    assert day.events(PaperDayRecorded) == [
        PaperDayRecorded(day=yesterday, queue=QueuePrefix("A"), issued=212, served=190)
    ]
    assert day.line() == []


@pytest.mark.feature("F221")
@pytest.mark.parametrize(
    ("days_back", "queue", "issued", "served", "code"),
    [
        (0, "A", 10, 5, "paper.not_past"),
        (1, "Z", 10, 5, "queue.unknown"),
        (1, "A", 5, 10, "number.impossible"),
        (1, "A", 5, -1, "number.impossible"),
    ],
)
def test_counts_that_cannot_be_are_refused(days_back: int, queue: str, issued: int, served: int, code: str) -> None:
    day = Day()
    assert day.state.day is not None
    of_day = day.state.day - timedelta(days=days_back)
    with pytest.raises(Refused) as refused:
        day.do(RecordPaperDay(day=of_day, queue=QueuePrefix(queue), issued=issued, served=served))
    assert refused.value.code == code
