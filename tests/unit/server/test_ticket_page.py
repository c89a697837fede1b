"""The page behind the code on the slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.core.days import local_time
from helpers.live_server import CARD, LiveServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "hall") as running:
        yield running


def words(html: str) -> str:
    """What can be read on a page."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL))


def take_number(server: LiveServer) -> dict[str, Any]:
    kiosk = server.pair("kiosk", "K1")
    return kiosk.do("ticket.issue", item="a1", kiosk="K1", document=CARD)["ticket"]


@pytest.mark.feature("F064")
def test_the_code_on_the_slip_shows_the_number_the_people_before_and_where_to_wait(server: LiveServer) -> None:
    ticket = take_number(server)
    page = server.caller().get(f"/t/{ticket['token']}")
    assert page.status_code == 200
    said = words(page.text)
    for part in ("A001", "事项a1", "前面还有 0 人", "到 1 层 A 区等", "1–3 号窗口"):
        assert part in said
    assert words(server.caller().get(f"/t/{ticket['token']}", lang="en").text).count("Wait on Floor 1, Zone A") == 1


@pytest.mark.feature("F036")
def test_the_page_names_nobody_and_is_kept_nowhere(server: LiveServer) -> None:
    ticket = take_number(server)
    page = server.caller().get(f"/t/{ticket['token']}")
    for secret in (CARD["name"], CARD["number"], "1231", "王"):
        assert secret not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "script" not in page.text


def test_a_called_number_is_told_its_counter(server: LiveServer) -> None:
    ticket = take_number(server)
    server.clerk(1).do("call.next", counter=1)
    said = words(server.caller().get(f"/t/{ticket['token']}").text)
    assert "请到 1 号窗口" in said
    assert "1 号窗口在 1 层 A 区" in said
    assert "1–3 号窗口" not in said


@pytest.mark.parametrize(("counter", "place"), [(3, "3 号窗口在 1 层 A 区"), (4, "4 号窗口在 2 层 B 区")])
def test_a_queue_served_on_both_floors_sends_the_visitor_to_the_floor_of_the_counter(
    server: LiveServer, counter: int, place: str
) -> None:
    kiosk = server.pair("kiosk", "K1")
    ticket = kiosk.do("ticket.issue", item="b1", kiosk="K1", document=CARD)["ticket"]
    server.clerk(counter).do("call.next", counter=counter)
    assert place in words(server.caller().get(f"/t/{ticket['token']}").text)


@pytest.mark.feature("F014")
def test_while_nobody_calls_the_page_says_from_when_on(server: LiveServer) -> None:
    clerk, ticket = server.clerk(1), take_number(server)
    until = server.clock.now + timedelta(minutes=30)
    clerk.do("counter.pause", counter=1, reason="meal", until=until.isoformat())
    page = server.caller().get(f"/t/{ticket['token']}").text
    assert f"{local_time(server.hall, until):%H:%M} 恢复" in page


def test_a_number_that_was_given_up_or_never_was_looks_the_same(server: LiveServer) -> None:
    ticket = take_number(server)
    server.admin.do("ticket.cancel", ticket=ticket["id"], reason="left")
    ended, never = (server.caller().get(f"/t/{token}") for token in (ticket["token"], "nonsense"))
    assert ended.status_code == never.status_code == 404
    told = re.compile(r"\d\d:\d\d:\d\d")
    assert told.sub("", ended.text) == told.sub("", never.text)
    assert "A001" not in ended.text


@pytest.mark.feature("F071")
def test_the_page_shows_the_stays_of_a_number_for_several_items_and_which_is_next(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    ticket = kiosk.do("ticket.issue", item="a1", more=["b1"], kiosk="K1", document=CARD)["ticket"]
    assert [stay["queue"] for stay in ticket["then"]] == ["B"]
    said = words(server.caller().get(f"/t/{ticket['token']}").text)
    assert "一个号，办 2 件事" in said
    assert said.index("· 现在 事项a1") < said.index("事项b1")
    clerk = server.clerk(1)
    for command in ("call.next", "service.start", "service.finish"):
        clerk.do(command, counter=1)
    said = words(server.caller().get(f"/t/{ticket['token']}").text)
    assert "事项b1" in said
    assert "事项a1" not in said


@pytest.mark.feature("F171")
def test_the_page_of_a_held_up_number_says_why_and_what_its_holder_can_do(server: LiveServer) -> None:
    ticket = take_number(server)
    until = (server.clock() + timedelta(minutes=30)).isoformat()
    server.admin.do("queue.close", queue="A", reason="system", until=until)
    page = words(server.caller().get(f"/t/{ticket['token']}").text)
    for part in (
        "您的队列暂停办理（业务系统故障）",
        "恢复",
        "号码和等候时间都保留",
        "到1 层总服务台，换到别的窗口",
        "预约其他日子",
    ):
        assert part in page
    assert "a system is down" in server.caller().get(f"/t/{ticket['token']}", lang="en").text
    server.admin.do("queue.reopen", queue="A")
    assert "暂停" not in words(server.caller().get(f"/t/{ticket['token']}").text)


@pytest.mark.feature("F159", "F160")
def test_a_visit_that_is_done_is_rated_once_on_its_own_page_and_nobody_here_sees_by_whom(server: LiveServer) -> None:
    ticket = take_number(server)
    clerk = server.clerk(1)
    for step in ("call.next", "service.start", "service.finish"):
        clerk.do(step, counter=1)
    page, visitor = f"/t/{ticket['token']}", server.caller()
    said = visitor.get(page).text
    assert all(level in said for level in ("非常满意", "基本满意", "非常不满意"))
    assert "checked" not in said
    assert "这次办得怎么样" in visitor.http.post(page, content="level=best").text
    assert "谢谢您的评价" in visitor.http.post(page, content="level=2&reason=unkind").text
    assert visitor.http.post(page, content="level=5").status_code == 404
    entries = server.admin.get("/v1/audit", most=1000).json()["entries"]
    rated = [entry["data"] for entry in entries if entry["type"] == "visit.rated"]
    assert [(one["level"], one["reasons"], one["own_page"]) for one in rated] == [(2, ["unkind"], True)]
    assert "rating" not in str(clerk.get("/v1/snapshot").json()["tasks"])
    assert clerk.get("/v1/snapshot").json()["ratings"] is None


@pytest.mark.feature("F163")
def test_a_clerk_cannot_rate_and_a_tablet_only_its_own_counter(server: LiveServer) -> None:
    ticket = take_number(server)
    clerk = server.clerk(1)
    for step in ("call.next", "service.start", "service.finish"):
        clerk.do(step, counter=1)
    wish = {"ticket": ticket["id"], "level": 5, "counter": 1}
    assert clerk.send("visit.rate", **wish).status_code == 403
    assert server.pair("display", "C2").send("visit.rate", **wish).status_code == 403
    assert server.pair("display", "C1-led").send("visit.rate", **wish).status_code == 403
    assert server.pair("display", "C1").send("visit.rate", **wish).status_code == 200
    assert server.admin.send("rating.follow_up", ticket=ticket["id"], note="x").json()["code"] == "rating.unknown"
