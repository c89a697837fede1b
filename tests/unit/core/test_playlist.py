"""Which page has its turn: nothing before its day, nothing after its last, by the hall's clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.opening import Span
from hallcall.core.playlist import Page, Playlist, Turn, next_page, pages_now, seconds_left, turn_of

pytestmark = pytest.mark.feature("F115")

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, DAY = NOON.date(), timedelta(days=1)


def page(name: str = "p", *, first: date = TODAY, last: date = TODAY, times: tuple[Span, ...] = ()) -> Page:
    return Page(id=name, approver="王", title="居住证", first_day=first, last_day=last, times=times)


def order(*pages: Page, now: datetime = NOON) -> list[str]:
    return [one.id for one in pages_now(Playlist(width_px=1920, height_px=1080, pages=pages), now)]


def test_what_ended_yesterday_is_never_in_the_order() -> None:
    ended = page("ended", first=TODAY - 9 * DAY, last=TODAY - DAY)
    assert turn_of(ended, NOON) is Turn.EXPIRED
    assert order(page("a"), ended, page("b")) == ["a", "b"]


def test_a_page_is_shown_from_its_first_day_to_the_end_of_its_last() -> None:
    one = page(first=TODAY, last=TODAY + DAY)
    midnight = NOON.replace(hour=0)
    assert turn_of(one, midnight - timedelta(seconds=1)) is Turn.LATER
    assert turn_of(one, midnight) is Turn.NOW
    assert turn_of(one, midnight + 2 * DAY - timedelta(seconds=1)) is Turn.NOW
    assert turn_of(one, midnight + 2 * DAY) is Turn.EXPIRED


def test_times_of_day_are_kept_to_the_second() -> None:
    morning = page(times=(Span(9 * 60, 12 * 60),))
    assert turn_of(morning, NOON - timedelta(seconds=1)) is Turn.NOW
    assert turn_of(morning, NOON) is Turn.LATER
    assert seconds_left(morning, NOON - timedelta(seconds=3)) == 3


def test_a_page_leaves_when_its_turn_is_over_not_when_its_time_is() -> None:
    assert seconds_left(page(), NOON) == 12
    assert seconds_left(page(), NOON.replace(hour=23, minute=59, second=55)) == 5


def test_pages_follow_one_another_and_begin_again() -> None:
    pages = [page("a"), page("b")]
    assert [found.id for shown in ("", "a", "b", "gone") if (found := next_page(pages, shown))] == ["a", "b", "a", "a"]
    assert next_page([], "a") is None


@given(first=st.integers(-40, 40), length=st.integers(0, 40), hours=st.floats(-2000, 2000), span=st.integers(0, 1439))
def test_at_any_time_only_pages_with_a_turn_are_shown_and_none_beyond_its_end(
    first: int, length: int, hours: float, span: int
) -> None:
    start = TODAY + first * DAY
    one = page(first=start, last=start + length * DAY, times=(Span(span, 1440),))
    now = NOON + timedelta(hours=hours)
    if order(one, now=now):
        assert one.first_day <= now.date() <= one.last_day
        left = seconds_left(one, now)
        assert 0 < left <= one.seconds
        assert turn_of(one, now + timedelta(seconds=left) - timedelta(milliseconds=1)) is Turn.NOW
