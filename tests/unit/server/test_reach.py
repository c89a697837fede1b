"""Calls are confirmed by what shows and delivers them; one that nobody confirms is told by a guide."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from hallcall.core.commands import Channel
from helpers.live_server import CARD, Caller, HandClock, LiveServer
from helpers.small_hall import small_hall

pytestmark = pytest.mark.feature("F229")
PHONE = "13812345678"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A hall in which a call has ten seconds to arrive."""
    hall = small_hall()
    calls = replace(hall.rules.call, confirm_s=10.0)
    hall = replace(hall, rules=replace(hall.rules, call=calls))
    with LiveServer(tmp_path / "hall", hall, HandClock()) as running:
        yield running


def soon(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def settled(server: LiveServer) -> list[dict[str, Any]]:
    entries = server.admin.get("/v1/audit", most=1000).json()["entries"]
    return [entry["data"] for entry in entries if entry["type"] == "call.settled"]


def tasks(server: LiveServer) -> list[str]:
    return [task["kind"] for task in server.admin.get("/v1/snapshot").json()["tasks"]]


def reached_by(server: LiveServer, ticket: dict[str, Any]) -> set[Channel]:
    """Channels that have confirmed the first call of a ticket, which is not settled yet."""
    return set(server.parts.reach._calls[ticket["id"], 1].reached)


def call(server: LiveServer) -> tuple[dict[str, Any], Caller]:
    """A visitor with a phone is called; their ticket, and the clerk."""
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    ticket = kiosk.do("ticket.issue", item="a1", kiosk="K1", document=CARD, phone=PHONE)["ticket"]
    kiosk.do("ticket.choose_notice", ticket=ticket["id"], on=True)
    clerk.do("call.next", counter=1)
    return ticket, clerk


def test_each_channel_confirms_once_and_the_report_tells_how_soon(
    server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket, _ = call(server)
    shown = {"channel": "wall", "calls": [{"ticket": ticket["id"], "call": 1}]}
    wall = server.pair("display", "W1")
    server.clock.turn(2)
    for _ in range(2):
        assert wall.post("/v1/reached", shown).status_code == 200
        server.clock.turn(1)
    assert server.caller().get(f"/t/{ticket['token']}").status_code == 200
    soon(lambda: Channel.SMS in reached_by(server, ticket))
    server.clock.turn(20)
    soon(lambda: len(settled(server)) == 1)
    (one,) = settled(server)
    after_s = {reached["channel"]: reached["after_s"] for reached in one["reached"]}
    assert after_s["wall"] == 2.0
    assert set(after_s) == {"wall", "page", "sms"}
    assert tasks(server) == []
    assert main(["--lang", "en", "report", "channels", "--data", str(server.settings.data)]) == 0
    said = capsys.readouterr().out
    assert ": 1 calls, 0 confirmed by no channel" in said
    assert "walls: 1 confirmed, half within 2 s" in said


def test_a_call_that_no_channel_confirmed_sends_a_guide(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1", kiosk="K1")
    clerk.do("call.next", counter=1)
    server.clock.turn(11)
    soon(lambda: tasks(server) == ["tell_visitor"])
    assert settled(server)[0]["reached"] == []


def test_what_was_never_called_confirms_nothing(server: LiveServer) -> None:
    wall = server.pair("display", "W1")
    unknown = {"channel": "wall", "calls": [{"ticket": "2026-11-23/A009", "call": 1}]}
    assert wall.post("/v1/reached", unknown).status_code == 200
    assert wall.post("/v1/reached", {"channel": "smoke", "calls": []}).status_code == 422


def test_a_message_is_sent_to_a_phone_to_see_that_messages_go(
    server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(server.settings.data))
    assert main(["--lang", "en", "notify", "test", PHONE, *data]) == 0
    assert "这是一条测试短信" in server.settings.notices.read_text(encoding="utf-8")
    assert main(["--lang", "en", "notify", "test", "12", *data]) == 1
    assert capsys.readouterr().err.strip()
