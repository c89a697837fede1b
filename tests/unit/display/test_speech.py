"""What is said in a zone: what the walls show, and nothing else."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from hallcall.assets import load_texts
from hallcall.core.announcing import Priority
from hallcall.core.commands import BeginEmergency, CallNext, EndEmergency, Recall, StartService
from hallcall.core.events import Recorded, TicketCalled, TicketRecalled
from hallcall.core.languages import Language
from hallcall.core.places import WallPlace
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.display.model.calls import wall_calls
from hallcall.display.model.plan import plan_wall
from hallcall.display.model.speech import FRESH_S, Sentence, sentences_at, soon_said
from hallcall.sim.hallday.days import run
from helpers.simulated import plan_of, visited_hall
from helpers.small_hall import Day

ONE, THREE = CounterNumber(1), CounterNumber(3)
A, B = ZoneId("A"), ZoneId("B")
_TEXTS = load_texts("zh-CN")


def said(day: Day, *zones: ZoneId, languages: tuple[Language, ...] = (Language.ZH,)) -> list[Sentence]:
    return sentences_at(day.hall, day.state, _TEXTS, day.now, zones=zones or (A, B), languages=languages)


def called() -> Day:
    day = Day()
    day.open(1)
    day.issue("a1")
    day.do(CallNext(counter=ONE))
    return day


@pytest.mark.feature("F097")
def test_a_call_is_said_where_its_visitors_sit_and_read_by_who_cannot_hear() -> None:
    (sentence,) = said(called())
    assert (sentence.zone, sentence.text) == (A, "请A零零幺号到一号窗口")
    assert sentence.caption == "请 A001 到 1 号窗口"
    assert said(called(), B) == []


@pytest.mark.feature("F097")
def test_a_call_to_another_floor_tells_the_way() -> None:
    day = Day()
    day.open(3)
    day.issue("b1")
    day.do(CallNext(counter=THREE))
    (sentence,) = said(day)
    assert (sentence.zone, sentence.text) == (B, "请B零零幺号到一楼A区三号窗口")


@pytest.mark.feature("F097")
def test_the_same_call_is_the_same_job_and_a_recall_another() -> None:
    day = called()
    first = said(day)
    assert [one.job for one in said(day)] == [one.job for one in first]
    day.later(60)
    day.do(Recall(counter=ONE))
    again = said(day)
    assert [one.text for one in again] == [one.text for one in first]
    assert {one.job for one in again}.isdisjoint(one.job for one in first)


@pytest.mark.feature("F097")
def test_nobody_is_called_who_has_come_or_was_called_long_ago() -> None:
    day = called()
    day.later(FRESH_S)
    assert said(day) == []
    day = called()
    day.do(StartService(counter=ONE))
    assert said(day) == []


@pytest.mark.feature("F097")
def test_each_language_of_the_loudspeaker_is_a_job_of_its_own() -> None:
    sentences = said(called(), languages=(Language.ZH, Language.YUE, Language.EN))
    assert len({one.job for one in sentences}) == 3
    assert sentences[2].text == "number A zero zero one, please go to counter one"


@pytest.mark.feature("F113")
def test_an_emergency_is_said_in_every_zone_before_all_and_again_while_it_lasts() -> None:
    day = called()
    day.do(BeginEmergency(is_drill=True))
    drill = said(day)
    assert {(one.zone, one.priority) for one in drill} == {(A, Priority.EMERGENCY), (B, Priority.EMERGENCY)}
    assert all("演练" in one.text for one in drill)
    day.do(BeginEmergency())
    serious = said(day)
    assert all("演练" not in one.text for one in serious)
    assert {one.job for one in serious}.isdisjoint(one.job for one in drill)
    day.later(20)
    assert {one.job for one in said(day)}.isdisjoint(one.job for one in serious)
    day.do(EndEmergency(reason="over"))
    assert said(day) == []


@pytest.mark.feature("F097")
def test_what_will_be_called_next_is_made_ready_before() -> None:
    day = Day()
    day.open(1, 3)
    day.issue("a1")
    ready = set(soon_said(day.hall, day.state, zones=(A,), languages=(Language.ZH,)))
    assert ready == {("请A零零幺号到一号窗口", Language.ZH), ("请A零零幺号到三号窗口", Language.ZH)}
    day.do(CallNext(counter=ONE))
    assert {(one.text, one.language) for one in said(day)} <= ready


class _Pairs:
    """Watches a day: every job beside the line of the wall that says the same."""

    def __init__(self) -> None:
        self.hall = visited_hall(visits=200, counters=4)
        self.plan = plan_wall(self.hall, WallPlace(id="W1"))
        self.jobs: set[str] = set()
        self.captions: set[tuple[str, int, int]] = set()
        self.calls = 0

    def happened(self, recorded: Recorded, state: HallState) -> None:
        self.calls += isinstance(recorded.event, TicketCalled | TicketRecalled)
        now = recorded.at.astimezone(UTC)
        zones = [zone.id for zone in self.hall.zones]
        sentences = sentences_at(self.hall, state, _TEXTS, now, zones=zones, languages=(Language.ZH,))
        shown = {(call.number, call.counter): call for call in wall_calls(self.hall, state, self.plan) if call.is_out}
        lines = {_TEXTS.text("voice-caption-call", number=number, counter=at): (number, at) for number, at in shown}
        for sentence in sentences:
            call = shown[lines[sentence.caption]]
            self.jobs.add(sentence.job)
            self.captions.add((call.number, *call.round))


@pytest.mark.feature("F111")
def test_over_a_whole_day_there_is_one_line_of_the_wall_for_each_spoken_call() -> None:
    pairs = _Pairs()
    run(plan_of(pairs.hall), 0, date(2026, 11, 23), hall=pairs.hall, observers=[pairs])
    assert pairs.calls > 150
    assert len(pairs.jobs) == len(pairs.captions) == pairs.calls
