"""When the queues of the sample hall are open in 2026, day by day."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import pytest

from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from helpers.sample_halls import sample_hall

WEEK_STANDARD = "09:00-12:00 14:00-17:30"
WEEK_NOON = "09:00-17:30"
WEEK_MARRIAGE = "09:00-11:30 14:00-17:30"
SAT_MARRIAGE = "09:00-11:30"
SAT_POLICE = "09:00-12:00 14:00-17:00"
MORNING = "09:00-12:00"
CLOSED = ""

# Weekdays of 2026 were read off a printed calendar: 1 January is a Thursday.
TABLE = [
    # marriage: Saturday mornings and three special days
    ("marriage", "2026-01-01", WEEK_NOON),  # New Year, Thursday: special
    ("marriage", "2026-01-02", CLOSED),
    ("marriage", "2026-01-03", CLOSED),  # Saturday in the holiday
    ("marriage", "2026-01-04", WEEK_MARRIAGE),  # make-up Sunday
    ("marriage", "2026-01-05", WEEK_MARRIAGE),
    ("marriage", "2026-01-10", SAT_MARRIAGE),
    ("marriage", "2026-01-11", CLOSED),
    ("marriage", "2026-02-14", WEEK_MARRIAGE),  # make-up Saturday: a whole working day
    ("marriage", "2026-02-15", CLOSED),
    ("marriage", "2026-02-23", CLOSED),
    ("marriage", "2026-02-24", WEEK_MARRIAGE),
    ("marriage", "2026-05-01", WEEK_NOON),  # Labour Day: special
    ("marriage", "2026-05-02", CLOSED),
    ("marriage", "2026-05-05", CLOSED),
    ("marriage", "2026-05-06", WEEK_MARRIAGE),
    ("marriage", "2026-05-09", WEEK_MARRIAGE),  # make-up Saturday
    ("marriage", "2026-09-20", WEEK_MARRIAGE),  # make-up Sunday
    ("marriage", "2026-10-01", WEEK_NOON),  # National Day: special
    ("marriage", "2026-10-02", CLOSED),
    ("marriage", "2026-10-03", CLOSED),
    ("marriage", "2026-10-07", CLOSED),
    ("marriage", "2026-10-08", WEEK_MARRIAGE),
    ("marriage", "2026-10-10", WEEK_MARRIAGE),  # make-up Saturday
    ("marriage", "2026-10-11", CLOSED),
    ("marriage", "2026-10-17", SAT_MARRIAGE),
    # standard: weekdays, no Saturdays
    ("standard", "2026-01-01", CLOSED),
    ("standard", "2026-01-04", WEEK_STANDARD),
    ("standard", "2026-01-09", WEEK_STANDARD),
    ("standard", "2026-01-10", CLOSED),
    ("standard", "2026-02-13", WEEK_STANDARD),
    ("standard", "2026-02-16", CLOSED),
    ("standard", "2026-02-28", WEEK_STANDARD),  # make-up Saturday
    ("standard", "2026-03-01", CLOSED),  # Sunday
    ("standard", "2026-04-03", WEEK_STANDARD),
    ("standard", "2026-04-06", CLOSED),  # Monday of the Qingming holiday
    ("standard", "2026-04-07", WEEK_STANDARD),
    ("standard", "2026-06-18", WEEK_STANDARD),
    ("standard", "2026-06-19", CLOSED),
    ("standard", "2026-06-22", WEEK_STANDARD),
    ("standard", "2026-09-25", CLOSED),
    ("standard", "2026-09-28", WEEK_STANDARD),
    ("standard", "2026-10-10", WEEK_STANDARD),
    ("standard", "2026-12-31", WEEK_STANDARD),
    # noon: through the day
    ("noon", "2026-01-05", WEEK_NOON),
    ("noon", "2026-01-10", CLOSED),
    ("noon", "2026-05-09", WEEK_NOON),
    ("noon", "2026-10-05", CLOSED),
    ("noon", "2026-10-09", WEEK_NOON),
    ("noon", "2026-10-10", WEEK_NOON),
    # huzheng: five days and one, and the first morning of a holiday
    ("huzheng", "2026-01-01", MORNING),
    ("huzheng", "2026-01-02", CLOSED),
    ("huzheng", "2026-01-10", SAT_POLICE),
    ("huzheng", "2026-01-11", CLOSED),
    ("huzheng", "2026-02-14", WEEK_STANDARD),
    ("huzheng", "2026-02-15", MORNING),  # Sunday, first day of the Spring Festival holiday
    ("huzheng", "2026-04-04", MORNING),  # Saturday, first day of a holiday
    ("huzheng", "2026-04-05", CLOSED),
    ("huzheng", "2026-06-20", CLOSED),  # Saturday in a holiday
    ("huzheng", "2026-10-01", MORNING),
    ("huzheng", "2026-10-10", WEEK_STANDARD),
    # weekends by appointment; a make-up Saturday is a working day and not a weekend
    ("weekend-dg", "2026-01-10", "09:00-12:00 13:00-16:00"),
    ("weekend-dg", "2026-01-12", CLOSED),
    ("weekend-dg", "2026-10-10", CLOSED),
    # never closed
    ("self-service-24h", "2026-10-01", "00:00-24:00"),
    ("self-service-24h", "2026-01-11", "00:00-24:00"),
]


@cache
def hall() -> Hall:
    return sample_hall("haibin")


@pytest.mark.feature("F012")
@pytest.mark.parametrize(("calendar", "day", "hours"), TABLE)
def test_every_day_has_the_hours_of_its_calendar(calendar: str, day: str, hours: str) -> None:
    spans = hall().calendar_by_id[calendar].spans(date.fromisoformat(day), hall().holidays)
    assert " ".join(str(span) for span in spans) == hours


@pytest.mark.feature("F012")
def test_the_table_has_sixty_dates() -> None:
    assert len({(calendar, day) for calendar, day, _ in TABLE}) >= 60


@pytest.mark.feature("F012")
@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01", "2027-03-03", "2027-05-01", "2027-10-01"])
@pytest.mark.parametrize("calendar", ["standard", "noon", "marriage", "huzheng", "weekend-dg"])
def test_a_year_without_a_file_is_refused_even_on_special_days(calendar: str, day: str) -> None:
    with pytest.raises(Refused) as refusal:
        hall().calendar_by_id[calendar].spans(date.fromisoformat(day), hall().holidays)
    assert refusal.value.code == "calendar.year_missing"
    assert refusal.value.fields == {"year": int(day[:4])}


def test_what_never_closes_needs_no_holiday_file() -> None:
    assert hall().calendar_by_id["self-service-24h"].is_open(date(2031, 1, 1), time(3, 0), hall().holidays)


def test_counters_are_open_from_the_first_second_of_a_span_to_before_its_last() -> None:
    calendar = hall().calendar_by_id["standard"]
    day = date(2026, 3, 2)
    opened = [
        calendar.is_open(day, at, hall().holidays) for at in (time(8, 59, 59), time(9), time(11, 59, 59), time(12))
    ]
    assert opened == [False, True, True, False]


def test_tickets_stop_a_quarter_of_an_hour_before_the_last_close_but_not_before_noon() -> None:
    calendar = hall().calendar_by_id["standard"]
    day = date(2026, 3, 2)
    taken = [calendar.takes_tickets(day, at, hall().holidays) for at in (time(11, 59), time(17, 14), time(17, 15))]
    assert taken == [True, True, False]


def test_the_next_opening_skips_the_holiday() -> None:
    calendar = hall().calendar_by_id["standard"]
    assert calendar.next_opening(datetime(2026, 9, 30, 18, 0), hall().holidays) == datetime(2026, 10, 8, 9, 0)  # noqa: DTZ001 - local time of the hall


def test_the_next_opening_is_unknown_when_it_lies_in_a_year_without_a_file() -> None:
    calendar = hall().calendar_by_id["standard"]
    assert calendar.next_opening(datetime(2026, 12, 31, 18, 0), hall().holidays) is None  # noqa: DTZ001 - local time of the hall
