"""Whoever is asked why somebody else is first can say it: from the present state, and from the log for a past call."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallcall.cli import main
from helpers.live_server import CARD, OTHER_CARD, LiveServer

pytestmark = pytest.mark.feature("F227")
Captured = pytest.CaptureFixture[str]


def issue(server: LiveServer, item: str = "a1", *, times: int = 1, minutes: float = 1.0) -> list[str]:
    """Numbers for visitors without a card, so many minutes apart."""
    kiosk = server.pair("kiosk", "K1")
    numbers: list[str] = []
    for _ in range(times):
        numbers.append(kiosk.do("ticket.issue", item=item)["ticket"]["number"])
        server.clock.turn(60 * minutes)
    return numbers


def test_a_number_that_waits_is_compared_with_the_next_of_the_callers_own_counter(server: LiveServer) -> None:
    first, second = issue(server, times=2)
    found = server.clerk(2).get(f"/v1/why/{second.lower()}").json()
    assert (found["counter"], found["number"], found["instead_of"], found["cause"]) == (2, first, second, "longest")
    assert [(row["number"], row["place"]) for row in found["rows"]] == [(first, 1), (second, 2)]
    assert found["was_called"] is False
    assert found["rules"]["most_overtaken"] == 20


def test_without_a_counter_of_ones_own_the_first_open_one_answers(server: LiveServer) -> None:
    issue(server, "b1")
    manager = server.pair("manager", "M1")
    assert manager.get("/v1/why/B001").json()["counter"] == 3
    server.clerk(4)
    assert manager.get("/v1/why/B001").json()["counter"] == 4
    assert manager.get("/v1/why/B001", counter=3).json()["counter"] == 3
    assert manager.get("/v1/why/B001", counter=9).json()["code"] == "counter.unknown"


def test_a_call_is_explained_as_it_was_when_it_happened(server: LiveServer) -> None:
    first, second = issue(server, times=2, minutes=5)
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    server.clock.turn(3600)
    issue(server, times=3)
    found = server.pair("auditor", "A1").get(f"/v1/why/{first}").json()
    assert (found["number"], found["was_called"], found["clerk"]) == (first, True, "1001")
    assert [(row["number"], round(row["waited_s"])) for row in found["rows"]] == [(first, 600), (second, 300)]


def test_a_call_out_of_turn_gives_the_clerks_reason(server: LiveServer) -> None:
    first, second = issue(server, times=2)
    clerk = server.clerk(1)
    waiting = next(one.id for one in server.parts.feed.state.tickets.values() if one.number == second)
    clerk.do("call.chosen", counter=1, ticket=waiting, reason="needs_care")
    found = clerk.get(f"/v1/why/{second}").json()
    assert (found["cause"], found["reason"]) == ("out_of_turn", "needs_care")
    assert found["instead_of"] == first


def test_a_call_of_an_earlier_day_can_still_be_explained(server: LiveServer) -> None:
    (number,) = issue(server)
    server.clerk(1).do("call.next", counter=1)
    day = server.parts.feed.state.day
    assert day is not None
    server.clock.turn(timedelta(days=1).total_seconds())
    issue(server)
    auditor = server.pair("auditor", "A1")
    assert auditor.get(f"/v1/why/{number}", day=day.isoformat()).json()["was_called"] is True
    assert auditor.get(f"/v1/why/{number}").json()["was_called"] is False


@pytest.mark.parametrize(
    ("number", "code"), [("Z999", "call.none"), ("A%22001", "ticket.unknown"), ("A" * 17, "ticket.unknown")]
)
def test_what_cannot_be_explained_is_refused(server: LiveServer, number: str, code: str) -> None:
    issue(server)
    assert server.admin.get(f"/v1/why/{number}").json()["code"] == code
    assert server.admin.get(f"/v1/why/{number}", day="2020-01-01").json()["code"] in {"day.unknown", "ticket.unknown"}


def test_nothing_of_a_person_is_told(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    for card in (CARD, OTHER_CARD):
        kiosk.do("ticket.issue", item="a1", document=card, phone="13812345678")
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    people = {ticket.person for ticket in server.parts.feed.state.tickets.values()}
    for number in ("A001", "A002"):
        told = clerk.get(f"/v1/why/{number}").text
        assert '"cause"' in told
        assert not any(str(person) in told for person in people)
        assert CARD["name"] not in told


@pytest.fixture
def utc_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock shows another time than the hall's."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_comparison_has_the_hours_of_the_hall_also_on_a_machine_of_another_zone(
    server: LiveServer, capsys: Captured, utc_machine: None
) -> None:
    issue(server, times=1)
    server.clerk(1)
    asked = ["why", "A001", "--data", str(server.settings.data)]
    assert main([*asked, "--json"]) == 0
    came = datetime.fromisoformat(json.loads(capsys.readouterr().out)["rows"][0]["came_at"])
    assert main(asked) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("A001  "))
    assert row.split()[1] == came.astimezone(ZoneInfo(server.hall.timezone)).strftime("%H:%M")


@pytest.mark.parametrize(("lang", "title"), [("en", "Why was A001 called?"), ("zh-CN", "为什么叫了 A001？")])
def test_the_command_prints_a_sentence_and_the_comparison(
    server: LiveServer, capsys: Captured, lang: str, title: str
) -> None:
    issue(server, times=3)
    clerk = server.clerk(1)
    where = ["--data", str(server.settings.data), "--lang", lang]
    assert main(["why", "A002", *where]) == 0
    assert "A001" in capsys.readouterr().out
    clerk.do("call.next", counter=1)
    assert main(["why", "A001", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["cause"] == "longest"
    assert main(["why", "A001", *where]) == 0
    printed = capsys.readouterr().out
    assert title in printed
    assert all(number in printed for number in ("A001", "A002", "A003"))
    assert main(["why", "Z001", *where]) == 2
