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


def test_a_number_that_has_ended_or_never_was_looks_the_same(server: LiveServer) -> None:
    ticket = take_number(server)
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    clerk.do("service.finish", counter=1)
    ended, never = (server.caller().get(f"/t/{token}") for token in (ticket["token"], "nonsense"))
    assert ended.status_code == never.status_code == 404
    told = re.compile(r"\d\d:\d\d:\d\d")
    assert told.sub("", ended.text) == told.sub("", never.text)
    assert "A001" not in ended.text
