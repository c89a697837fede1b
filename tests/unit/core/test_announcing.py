"""Who is heard first, who twice, and who not at all."""

from __future__ import annotations

import pytest

from hallcall.core.announcing import Announcement, Priority, ZoneQueue
from hallcall.core.languages import Language

pytestmark = pytest.mark.feature("F096")


def _say(job: str, *, priority: Priority = Priority.CALL, fresh_until: float = 20.0, text: str = "") -> Announcement:
    return Announcement(
        job=job,
        zone="A",
        language=Language.ZH,
        text=text or job,
        caption=job,
        priority=priority,
        fresh_until=fresh_until,
    )


def _queue(*announcements: Announcement, most_calls: int = 3) -> ZoneQueue:
    queue = ZoneQueue(most_calls=most_calls)
    for announcement in announcements:
        queue.add(announcement)
    return queue


def _jobs(queue: ZoneQueue) -> tuple[str, ...]:
    utterance = queue.take()
    assert utterance is not None
    return tuple(job.job for job in utterance.jobs)


def test_calls_are_said_in_their_order_and_nothing_when_nobody_waits() -> None:
    queue = _queue(_say("1"), _say("2"))
    assert (_jobs(queue), _jobs(queue), queue.take()) == (("1",), ("2",), None)


def test_an_emergency_is_said_before_a_needed_call_before_all_others() -> None:
    queue = _queue(_say("1"), _say("2", priority=Priority.NEEDED), _say("3", priority=Priority.EMERGENCY))
    assert [_jobs(queue) for _ in range(3)] == [("3",), ("2",), ("1",)]


def test_a_call_is_said_twice_only_while_nobody_else_waits() -> None:
    queue = _queue(_say("1"), _say("2"))
    first, second = queue.take(), queue.take()
    assert first is not None
    assert second is not None
    assert (first.times, second.times) == (1, 2)


def test_the_same_sentence_twice_in_the_queue_is_said_once_for_both() -> None:
    queue = _queue(_say("1", text="请"), _say("2"), _say("3", text="请"))
    assert _jobs(queue) == ("1", "3")


def test_ninety_seven_calls_of_the_opening_minute_are_one_sentence() -> None:
    queue = _queue(*(_say(str(number)) for number in range(97)))
    utterance = queue.take()
    assert utterance is not None
    assert (utterance.text, utterance.times, len(utterance.jobs)) == ("现在同时叫九十七个号，请看屏幕", 1, 97)
    assert utterance.is_crowd
    assert not len(queue)


def test_who_cannot_see_the_screens_is_never_sent_to_them() -> None:
    needed = _say("n", priority=Priority.NEEDED, fresh_until=0.0)
    queue = _queue(*(_say(str(number)) for number in range(5)), needed)
    assert queue.drop_stale(10.0) == ()
    assert _jobs(queue) == ("n",)


def test_a_call_that_came_too_late_is_left_out() -> None:
    queue = _queue(_say("old", fresh_until=5.0), _say("new"))
    assert [one.job for one in queue.drop_stale(5.0)] == ["old"]
    assert _jobs(queue) == ("new",)


def test_what_was_taken_and_not_begun_is_first_again() -> None:
    queue = _queue(_say("1"), _say("2"))
    utterance = queue.take()
    assert utterance is not None
    queue.put_back(utterance)
    assert _jobs(queue) == ("1",)


@pytest.mark.feature("F113")
def test_a_drill_that_becomes_serious_is_cut_off_and_not_said_any_more() -> None:
    drill = _say("drill", priority=Priority.EMERGENCY)
    queue = _queue(drill)
    saying = queue.take()
    assert saying is not None
    queue.add(_say("drill-2", priority=Priority.EMERGENCY, text="drill"))
    assert not queue.overrules(saying)
    queue.add(_say("fire", priority=Priority.EMERGENCY))
    assert queue.overrules(saying)
    assert [one.job for one in queue.drop_stale(0.0)] == ["drill-2"]
    assert _jobs(queue) == ("fire",)


def test_an_emergency_that_is_over_is_not_said_behind_it() -> None:
    queue = _queue(_say("fire", priority=Priority.EMERGENCY, fresh_until=15.0))
    assert [one.job for one in queue.drop_stale(15.0)] == ["fire"]


def test_a_call_is_cut_off_by_an_emergency_only() -> None:
    queue = _queue(_say("1"))
    saying = queue.take()
    assert saying is not None
    queue.add(_say("2", priority=Priority.NEEDED))
    assert not queue.overrules(saying)
    queue.add(_say("fire", priority=Priority.EMERGENCY))
    assert queue.overrules(saying)


def test_what_is_read_to_one_person_is_said_once_and_cut_off_by_the_next() -> None:
    queue = _queue(_say("1", priority=Priority.PERSONAL))
    saying = queue.take()
    assert saying is not None
    assert saying.times == 1
    queue.add(_say("2", priority=Priority.PERSONAL))
    assert queue.overrules(saying)
    queue.add(_say("3", priority=Priority.PERSONAL))
    assert [one.job for one in queue.drop_stale(0.0)] == ["2"], "who has walked on hears of the last only"
    assert _jobs(queue) == ("3",)


def test_an_emergency_cuts_off_what_is_read_to_one_person() -> None:
    queue = _queue(_say("1", priority=Priority.PERSONAL))
    saying = queue.take()
    assert saying is not None
    queue.add(_say("2", priority=Priority.EMERGENCY))
    assert queue.overrules(saying)
    queue.add(_say("3", priority=Priority.PERSONAL))
    assert _jobs(queue) == ("2",)
