"""Appointments on the command line, as the help desk makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.booking.rules import BookingRules, FestivalDay
from hallcall.core.hall import Hall
from helpers.booking_hall import TUESDAY, at, booking_hall
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer
from helpers.server_process import logging_put_back

ONE, OTHER = str(CARD["number"]), str(OTHER_CARD["number"])


def hall() -> Hall:
    """Tuesday is a festival in queue B, which nobody enters without a booking then."""
    return booking_hall(BookingRules(festivals=(FestivalDay(name="节", day=TUESDAY, queues=("B",)),)))


class HelpDesk:
    """A server, and somebody at its command line."""

    def __init__(self, server: LiveServer, captured: pytest.CaptureFixture[str]) -> None:
        self.server = server
        self._captured = captured

    def say(self, *words: str, lang: str = "en") -> tuple[int, str]:
        """Exit code, and what was printed on both."""
        with logging_put_back():
            code = main(["--lang", lang, *words, "--data", str(self.server.settings.data)])
        said = self._captured.readouterr()
        return code, (said.out + said.err).strip()

    def book(self, *words: str) -> str:
        """The code of a new booking."""
        code, said = self.say("book", *words)
        assert code == 0, said
        found = re.search(r"Code (\d{8})", said)
        assert found is not None
        return found[1]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[HelpDesk]:
    with LiveServer(tmp_path / "data", hall(), HandClock()) as server:
        server.settings.address_file.write_text(server.url, encoding="utf-8")
        yield HelpDesk(server, capsys)


@pytest.mark.feature("F045", "F046")
def test_the_number_of_places_is_explained_and_each_slot_says_how_full_it_is(desk: HelpDesk) -> None:
    for person in (ONE, OTHER):
        desk.book("--item", "a1", "--slot", "2026-11-24T09:00", "--id", person)
    code, said = desk.say("slots", "--queue", "A", "--date", "2026-11-24")
    lines = said.splitlines()
    assert code == 0
    assert lines[0] == "A 2026-11-24: 2.5 counters x 30 min / 10.0 min a visit x 50% for bookings = 3 a slot"
    assert lines[1:3] == ["09:00-09:30  part  1 of 3 left", "09:30-10:00  free  3 of 3 left"]
    chinese = desk.say("slots", "--queue", "B", "--date", "2026-11-24", lang="zh-CN")[1].splitlines()
    assert "× 1.5（节日） = 每时段 3 个" in chinese[0]
    assert chinese[1] == "09:00-09:30  空闲  余 3/3"
    assert desk.say("slots", "--queue", "A", "--date", "2026-11-28")[1] == "Queue A has no slots on 2026-11-28."


@pytest.mark.feature("F171")
def test_a_closed_queue_says_why_nothing_of_today_can_be_booked(desk: HelpDesk) -> None:
    desk.server.admin.do("queue.close", queue="A", reason="system")
    lines = desk.say("slots", "--queue", "A", "--date", "2026-11-23")[1].splitlines()
    assert lines == [
        "Queue A is closed for now: a system is down. Nothing can be booked for today.",
        "Queue A has no slots on 2026-11-23.",
    ]


@pytest.mark.feature("F038", "F047")
def test_a_booking_is_made_moved_and_becomes_a_number(desk: HelpDesk) -> None:
    code = desk.book("--item", "a1", "--slot", "2026-11-24T09:30", "--id", ONE)
    assert desk.say("rebook", code, "--slot", "2026-11-24T10:00") == (
        0,
        f"Booked. Code {code}, 2026-11-24 10:00. Check-in from 09:30 to 10:15.",
    )
    desk.server.clock.now = at("08:00", TUESDAY)
    early = desk.say("checkin", code)
    assert early == (2, "Too early to check in. Please come after 09:30 on 2026-11-24.")
    desk.server.clock.now = at("09:50", TUESDAY)
    assert desk.say("checkin", code) == (0, "Number A001, booked.")


@pytest.mark.feature("F047")
def test_who_is_late_gets_a_number_as_without_a_booking_unless_a_clerk_says_why_not(desk: HelpDesk) -> None:
    one = desk.book("--item", "a1", "--slot", "2026-11-24T09:00", "--id", ONE)
    other = desk.book("--item", "a1", "--slot", "2026-11-24T09:00", "--id", OTHER)
    desk.server.clock.now = at("09:16", TUESDAY)
    assert desk.say("checkin", one) == (0, "Number A001 as without a booking: too late.")
    assert desk.say("checkin", other, "--override", "a long line") == (0, "Number A002, booked.")


@pytest.mark.feature("F049")
def test_on_the_spot_the_next_free_slot_is_given(desk: HelpDesk) -> None:
    code, said = desk.say("book", "--now", "--item", "b1", "--id", ONE)
    assert code == 0
    assert "2026-11-23 09:30" in said
    assert desk.say("book", "--item", "b1", "--id", ONE) == (2, "Give either --slot or --now.")


@pytest.mark.feature("F050", "F051")
def test_cancels_are_free_until_two_hours_before_and_then_on_record(desk: HelpDesk) -> None:
    desk.say("cancel", desk.book("--item", "b1", "--now", "--id", ONE))
    early = desk.book("--item", "a1", "--slot", "2026-11-24T10:00", "--id", ONE)
    desk.server.clock.turn(600)
    assert desk.say("cancel", early) == (0, f"Cancelled: {early}, 2026-11-24 10:00.")
    late = desk.book("--item", "a1", "--now", "--id", ONE)
    desk.server.clock.turn(600)
    desk.say("cancel", late)
    assert desk.say("strikes", "--id", ONE)[1].splitlines() == [
        f"2026-11-23  cancelled  {early}",
        f"2026-11-23  cancelled late  {late}",
        "2 on record; may book.",
    ]
    late = desk.book("--item", "a1", "--now", "--id", ONE)
    desk.server.clock.turn(600)
    desk.say("cancel", late)
    blocked = desk.say("strikes", "--id", ONE)[1]
    assert blocked.endswith("3 on record; no bookings until 2026-12-23. Numbers can still be taken.")
    assert desk.say("strikes", "--id", ONE, "--excuse", "in hospital")[1] == "0 on record; may book."


@pytest.mark.feature("F054")
def test_the_first_of_a_couple_waits_for_the_partner(desk: HelpDesk) -> None:
    code = desk.book("--item", "marry", "--slot", "2026-11-24T10:00", "--id", ONE, "--partner", OTHER)
    desk.server.clock.now = at("10:00", TUESDAY)
    assert desk.say("checkin", code, "--id", ONE) == (0, "Checked in; waiting for partner.")
    assert desk.say("checkin", code, "--id", OTHER, lang="zh-CN") == (0, "号码 B001，预约。")


@pytest.mark.feature("F055")
def test_on_a_festival_a_walk_in_is_told_to_book_on_the_spot(desk: HelpDesk) -> None:
    desk.server.clock.now = at("09:05", TUESDAY)
    answer = desk.server.admin.send("ticket.issue", item="b1")
    assert answer.json()["code"] == "booking.on_the_spot"
    assert "2026-11-24 09:30" in desk.say("book", "--now", "--item", "b1", "--id", ONE)[1]


@pytest.mark.feature("F049", "F058")
def test_a_full_book_leads_to_the_waiting_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = booking_hall()
    full = replace(full, counters=full.counters[3:])
    with LiveServer(tmp_path / "data", full, HandClock()) as server:
        server.settings.address_file.write_text(server.url, encoding="utf-8")
        desk = HelpDesk(server, capsys)
        desk.book("--item", "b1", "--slot", "2026-11-24T10:00", "--id", ONE)
        words = ("book", "--item", "b1", "--slot", "2026-11-24T10:00", "--id", OTHER, "--phone", "13812345678")
        code, said = desk.say(*words)
        assert (code, said) == (2, "This time is fully booked. Please choose another, or join the waiting list.")
        assert desk.say(*words, "--wait")[1].startswith("Everything is full. They are on the waiting list")


def test_a_number_may_be_asked_for(desk: HelpDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(_question: str) -> str:
        return ONE

    monkeypatch.setattr("builtins.input", typed)
    assert desk.book("--item", "a1", "--slot", "2026-11-24T09:30", "--id", "ask")


@pytest.mark.parametrize("words", [("book", "--item", "a1", "--id", ONE, "--slot"), ("rebook", "1", "--slot")])
def test_a_time_that_is_none_is_named(desk: HelpDesk, words: tuple[str, ...]) -> None:
    assert desk.say(*words, "tomorrow") == (2, "“tomorrow” is no time or day.")
    assert desk.say("slots", "--queue", "A", "--date", "soon") == (2, "“soon” is no time or day.")
