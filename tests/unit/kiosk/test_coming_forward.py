"""Who missed their call lays their card on a kiosk and waits again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hallcall.client import Document, IssueRequest
from hallcall.core.errors import Refused
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import Ticket
from helpers.kiosk_fakes import card_of

if TYPE_CHECKING:
    from conftest import Stand

pytestmark = pytest.mark.feature("F090")


def miss_a_call(stand: Stand) -> Ticket:
    """The holder of the usual card did not come when their number was called."""
    card = card_of()
    document = Document(kind=card.kind, number=card.number, name=card.name, verified=True)
    return stand.server.miss(IssueRequest(item=ItemCode("SB-01"), kiosk="K1", document=document))


def test_touching_the_card_is_enough(stand: Stand) -> None:
    missed = miss_a_call(stand)
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.recalls == [missed.id]
    ticket = stand.kiosk.property("ticket")
    assert (stand.number(), ticket.property("ahead"), ticket.property("isBack")) == (missed.number, "3", True)
    assert missed.token in ticket.property("url")
    assert stand.devices.slips == [], "they have their slip"
    assert stand.server.requests == []


def test_the_next_time_the_card_begins_a_visit_as_always(stand: Stand) -> None:
    miss_a_call(stand)
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    stand.kiosk.leave()
    assert stand.kiosk.property("ticket").property("isBack") is False
    stand.lay()
    assert stand.page == "item"
    stand.bot.wait(20)
    assert stand.page == "item"


def test_asking_for_the_same_item_once_more_is_coming_forward_too(stand: Stand) -> None:
    missed = miss_a_call(stand)
    stand.kiosk.chooseItem("SB-01")
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.recalls == [missed.id]
    assert stand.number() == missed.number


def test_the_third_time_the_visitor_is_sent_to_the_desk(stand: Stand) -> None:
    missed = miss_a_call(stand)
    stand.server.refusal = Refused("passing.see_desk", number=missed.number)
    stand.lay()
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("title") == "请到咨询台"
    assert missed.number in stand.kiosk.property("trouble").property("text")


def test_a_link_that_breaks_meanwhile_can_be_tried_again(stand: Stand) -> None:
    missed = miss_a_call(stand)
    stand.server.silent = True
    stand.lay()
    stand.server.let_go()
    stand.server.down = True
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("again") is True
    stand.server.down = False
    stand.kiosk.tryAgain()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.recalls == [missed.id, missed.id]


def test_an_answer_that_comes_late_does_not_disturb_who_has_gone_on(stand: Stand) -> None:
    miss_a_call(stand)
    stand.server.silent = True
    stand.lay()
    stand.kiosk.openSearch()
    stand.server.let_go()
    stand.bot.wait(20)
    assert stand.page == "search"
    assert stand.server.recalls == []
