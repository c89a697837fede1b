"""Somebody comes for another person or a company: two identities, and the caps are those of whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc

from hallcall.cli import main
from hallcall.core.tickets import Ticket
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer
from helpers.small_hall import small_hall

pytestmark = pytest.mark.feature("F027")


def company(seq: int) -> str:
    """A unified social credit code that could be one."""
    first = f"91440300{seq:09d}"
    return next(code for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if uscc.is_valid(code := first + last))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A hall in which item a2 is for the person alone."""
    hall = small_hall()
    items = tuple(replace(item, agent_allowed=item.code != "a2") for item in hall.items)
    with LiveServer(tmp_path / "data", replace(hall, items=items), HandClock()) as live:
        yield live


def take(server: LiveServer, **fields: Any) -> Ticket:
    guide = server.pair("guide", "G1")
    answer = guide.do("ticket.issue", **{"item": "a1", "document": CARD, **fields})
    return server.parts.feed.state.tickets[answer["ticket"]["id"]]


def test_a_ticket_carries_principal_and_agent(server: LiveServer) -> None:
    own = take(server)
    ticket = take(server, principal=OTHER_CARD["number"])
    assert ticket.agent == own.person == ticket.visitor
    assert ticket.person not in {None, own.person}
    assert own.agent is None
    assert take(server, item="b1", principal=CARD["number"]).agent is None


def test_one_agent_takes_numbers_for_twenty_companies_and_each_company_has_its_cap(server: LiveServer) -> None:
    tickets = [take(server, principal=company(seq)) for seq in range(20)]
    assert len({ticket.id for ticket in tickets}) == len({ticket.person for ticket in tickets}) == 20
    assert len({ticket.agent for ticket in tickets}) == 1
    assert take(server, principal=company(3)).id == tickets[3].id
    guide = server.pair("guide", "G2")
    for _ in range(2):
        guide.do("ticket.cancel", ticket=take(server, principal=company(3)).id, reason="again")
    guide.do("ticket.cancel", ticket=take(server, principal=company(3)).id, reason="again")
    refused = guide.send("ticket.issue", item="a1", document=CARD, principal=company(3))
    assert refused.json()["code"] == "ticket.daily_cap"
    assert take(server, principal=company(21)).agent == tickets[0].agent


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"item": "a2", "principal": OTHER_CARD["number"]}, "item.no_agent"),
        ({"document": None, "principal": OTHER_CARD["number"]}, "identity.agent"),
        ({"principal": "123"}, "identity.length"),
        ({"principal": "110105194912310021"}, "identity.check_digit"),
    ],
)
def test_an_agent_who_may_not_or_tells_no_number_that_can_be_is_refused(
    server: LiveServer, fields: dict[str, Any], code: str
) -> None:
    guide = server.pair("guide", "G1")
    answer = guide.send("ticket.issue", **{"item": "a1", "document": CARD, **fields})
    assert answer.json()["code"] == code


def test_the_clerk_sees_the_agent_and_four_characters_of_whom_they_come_for(server: LiveServer) -> None:
    take(server, principal=company(7))
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    facts = clerk.get("/v1/counters/1/visitor").json()
    assert facts["name"] == "王*明"
    assert facts["principal"] == "*" * 14 + company(7)[-4:]


def test_no_screen_is_told_who_comes_for_whom(server: LiveServer) -> None:
    ticket = take(server, principal=company(7))
    for caller in (server.pair("display", "W1"), server.pair("kiosk", "K1"), server.clerk(1)):
        told = caller.get("/v1/snapshot").text
        assert str(ticket.agent) not in told
        assert str(ticket.person) not in told


def test_the_command_line_takes_a_number_for_a_company(server: LiveServer, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--data", str(server.settings.data), "--lang", "en"]
    assert main(["take", "--item", "a1", "--id", CARD["number"], "--for", company(1), *where]) == 0
    assert "A001 (elder)" in capsys.readouterr().out
    assert main(["take", "--item", "a2", "--id", CARD["number"], "--for", company(2), *where]) == 2
    assert "must come themselves" in capsys.readouterr().err
