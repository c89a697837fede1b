"""The class of a visitor as the server finds it: by card, needs or guide; told to nobody who need not know."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from typing import Any

import pytest
from stdnum.cn import ric

from hallcall.cli import main
from hallcall.core.days import local_time
from hallcall.core.priority import PriorityClass
from hallcall.core.tickets import Ticket
from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer

Captured = pytest.CaptureFixture[str]


def card_of(birth: date, *, verified: bool = True) -> dict[str, Any]:
    """A card of somebody born on a day."""
    first = f"440303{birth:%Y%m%d}001"
    number = first + ric.calc_check_digit(f"{first}0")
    return {"kind": "resident", "number": number, "name": "陈一", "verified": verified}


def issue(server: LiveServer, caller: Caller, **fields: Any) -> tuple[dict[str, Any], Ticket]:
    """The answer, and the ticket as the server has it."""
    answer = caller.do("ticket.issue", **{"item": "a1", **fields})
    return answer, server.parts.feed.state.tickets[answer["ticket"]["id"]]


@pytest.mark.feature("F074")
@pytest.mark.parametrize(
    ("birth", "kind"), [(date(1961, 11, 23), "elder"), (date(1961, 11, 24), "normal")], ids=["65 today", "64 y 364 d"]
)
@pytest.mark.parametrize("verified", [True, False])
def test_the_card_makes_an_elder_on_the_65th_birthday(
    server: LiveServer, birth: date, kind: str, *, verified: bool
) -> None:
    kiosk = server.pair("kiosk", "K1")
    answer, ticket = issue(server, kiosk, document=card_of(birth, verified=verified))
    assert ticket.priority == kind
    assert answer["goes_first"] is (kind == "elder")
    assert answer["ticket"]["priority"] == "normal"
    assert "elder" not in json.dumps(answer)


@pytest.mark.feature("F074")
@pytest.mark.parametrize(("days_ago", "kind"), [(0, "elder"), (1, "normal")])
def test_a_number_given_without_the_server_has_the_class_of_the_day_it_was_given(
    server: LiveServer, clock: HandClock, days_ago: int, kind: str
) -> None:
    """The birthday is on the day of the number, or the day after."""
    kiosk = server.pair("kiosk", "K1")
    kiosk.do("numbers.lease", kiosk="K1", book="b")
    lease = next(lease for lease in server.parts.feed.state.leases.values() if lease.queue == "A")
    given = clock()
    clock.turn(3600)
    birth = date(1961, 11, 23) + timedelta(days=days_ago)
    body = {"lease": lease.id, "seq": lease.first, "item": "a1", "issued_at": given.isoformat()}
    answer = kiosk.do("ticket.record_offline", **body, document=card_of(birth))
    assert server.parts.feed.state.tickets[answer["ticket"]["id"]].priority == kind


@pytest.mark.feature("F074")
def test_a_visitor_may_refuse_the_priority_at_the_kiosk(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    _, ticket = issue(server, kiosk, document=CARD)
    assert ticket.priority is PriorityClass.ELDER
    assert kiosk.do("ticket.choose_priority", ticket=ticket.id, on=False)["goes_first"] is False
    assert server.parts.feed.state.tickets[ticket.id].priority is PriorityClass.NORMAL
    assert kiosk.do("ticket.choose_priority", ticket=ticket.id, on=True)["goes_first"] is True


@pytest.mark.feature("F075")
@pytest.mark.parametrize(("need", "kind"), [("wheelchair", "disabled"), ("infant", "infant")])
def test_a_need_gives_a_class_that_no_public_answer_names(server: LiveServer, need: str, kind: str) -> None:
    kiosk, wall = server.pair("kiosk", "K1"), server.pair("display", "W1")
    answer, ticket = issue(server, kiosk, document=OTHER_CARD, needs=[need])
    assert ticket.priority == kind
    page = server.caller().get(f"/t/{ticket.token}").text
    for told in (json.dumps(answer), wall.get("/v1/snapshot").text, kiosk.get("/v1/snapshot").text, page):
        assert ticket.number in told
        assert not {word for word in (need, kind, "elder", "urgent", "残障", "婴") if word in told}


@pytest.mark.feature("F073")
def test_the_report_lists_both_levels_of_urgency_with_reason_and_name(server: LiveServer, capsys: Captured) -> None:
    guide, clerk = server.pair("guide", "G1"), server.clerk(1, "1027")
    _, ticket = issue(server, guide, as_class="urgent", reason="lost_document", note="flies at noon")
    assert ticket.priority is PriorityClass.URGENT
    _, other = issue(server, guide)
    clerk.do("ticket.reclassify", ticket=other.id, priority="pressing", reason="exam")
    clerk.do("ticket.reclassify", ticket=other.id, priority="normal", reason="correction")
    where = ["--data", str(server.settings.data), "--lang", "en"]
    assert main(["report", "urgent", *where]) == 0
    printed = capsys.readouterr().out
    assert "lost a document  by G1  flies at noon" in printed
    assert "1027 窗口人员1" in printed
    assert printed.splitlines()[-1].endswith("made urgent 1 times, pressing 1 times")
    assert main(["report", "urgent", "--json", *where]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["priority"], row["reason"], row["by"]) for row in rows] == [
        ("urgent", "lost_document", "G1"),
        ("pressing", "exam", "1027"),
        ("normal", "correction", "1027"),
    ]
    assert main(["report", "urgent", "--day", "2020-01-01", *where]) == 2


@pytest.mark.feature("F073")
@pytest.mark.parametrize("machine", ["UTC", "America/New_York"])
def test_the_report_tells_the_time_on_the_wall_of_the_hall(
    server: LiveServer, clock: HandClock, capsys: Captured, monkeypatch: pytest.MonkeyPatch, machine: str
) -> None:
    issue(server, server.pair("guide", "G1"), as_class="urgent", reason="lost_document")
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        assert main(["report", "urgent", "--data", str(server.settings.data), "--lang", "en"]) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    line, _ = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{local_time(server.hall, clock()):%H:%M:%S}  ")


@pytest.mark.feature("F073")
def test_a_kiosk_gives_no_class(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    _, ticket = issue(server, kiosk)
    assert kiosk.send("ticket.issue", item="a1", as_class="urgent", reason="ill").json()["code"] == "access.denied"
    assert kiosk.send("ticket.reclassify", ticket=ticket.id, priority="urgent").json()["code"] == "access.denied"


@pytest.mark.feature("F073")
def test_the_name_in_the_log_is_the_callers_own(server: LiveServer, capsys: Captured) -> None:
    guide = server.pair("guide", "G1")
    _, ticket = issue(server, guide)
    guide.do("ticket.reclassify", ticket=ticket.id, priority="infant", reason="care", by="somebody else")
    assert main(["report", "urgent", "--all", "--json", "--data", str(server.settings.data)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["by"], row["before"], row["priority"]) == ("G1", "normal", "infant")
