"""A visitor with several items at the counter: what is done here, where they go on, how many cases they bring."""

from __future__ import annotations

import pytest

from hallcall.core import commands as cm
from hallcall.core.languages import Language
from hallcall.core.terms import ItemCode
from hallcall.counter.model import Checklist, Desk, Key, Why
from hallcall.counter.model.stays import find_stays
from hallcall.counter.widgets.why_paper import why_lines, why_paper
from helpers.counter_server import FakeServer, make_desk

pytestmark = pytest.mark.usefixtures("qapp")


def serve(*items: str, quantity: int = 1, language: Language = Language.ZH) -> tuple[FakeServer, Desk]:
    """Somebody with these items is served at counter 2."""
    server = FakeServer()
    first, *more = (ItemCode(code) for code in items)
    server.do(cm.IssueTicket(item=first, more=tuple(more), kiosk="K1", quantity=quantity, language=language))
    desk = make_desk(server)
    server.wait(300)
    desk.press(Key.PRIMARY)
    server.wait(30)
    desk.press(Key.PRIMARY)
    server.wait(30)
    return server, desk


@pytest.mark.feature("F071")
def test_the_route_says_which_stay_this_is_and_where_it_goes_on() -> None:
    _, desk = serve("GA-HZ-06", "YB-02", "RS-04")
    stays = find_stays(desk)
    assert stays is not None
    assert (stays.leg, stays.legs) == (1, 2)
    assert [item.code for item in stays.here] == ["GA-HZ-06"]
    assert (stays.floor, stays.zone) == (2, "G")
    assert {code for visit in stays.then for code in visit.items} == {"YB-02", "RS-04"}


@pytest.mark.feature("F071")
def test_finishing_sends_the_number_on_by_itself() -> None:
    server, desk = serve("GA-HZ-06", "YB-02")
    desk.press(Key.FINISH)
    (further,) = server.state.tickets.values()
    assert (further.queue, further.leg) == ("G", 2)
    assert find_stays(desk) is None


@pytest.mark.feature("F071")
def test_papers_of_all_that_is_done_here_are_listed_once() -> None:
    _, desk = serve("GA-HZ-02", "GA-HZ-06")
    stays = find_stays(desk)
    assert stays is not None
    assert (len(stays.here), stays.legs) == (2, 1)
    hall = desk.hall
    assert hall is not None
    wanted = {paper for item in stays.here for paper in item.materials}
    names = [material.id for material, _ in Checklist(desk).rows]
    assert len(names) == len(set(names))
    assert set(names) == wanted


def test_who_came_for_one_item_has_no_route() -> None:
    _, desk = serve("GA-HZ-02")
    assert find_stays(desk) is None


@pytest.mark.feature("F072")
def test_the_clerk_corrects_the_cases() -> None:
    server, desk = serve("GA-HZ-06", quantity=10)
    ended: list[object] = []
    desk.correct_quantity(3, ended.append)
    assert ended == [None]
    assert desk.ticket is not None
    assert desk.ticket.quantity == 3
    assert server.keys_of(cm.CorrectQuantity)[0]


@pytest.mark.feature("F227")
def test_the_printed_why_holds_the_own_row_and_counts_only() -> None:
    server = FakeServer()
    numbers = [server.issue().number for _ in range(5)]
    desk = make_desk(server)
    server.wait(600)
    why = Why(desk)
    why.begin()
    assert why.found is not None
    said = " ".join(value for _, value in why_lines(desk, why.found))
    assert numbers[0] in said
    assert "5 人在等" in said
    assert not [number for number in numbers[1:] if number in said]
    content, name = why_paper(desk, why.found)
    assert content.startswith(b"%PDF")
    assert name.endswith(".pdf")
