"""What a visitor says of themselves: never asked, never proved, never shown elsewhere, forgotten with the visit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hallcall.core.errors import Refused
from hallcall.core.languages import Language
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Need
from helpers.kiosk_fakes import FakeServer, card_of

if TYPE_CHECKING:
    from conftest import Stand

OTHER = "11010519491231002X"


def own(stand: Stand) -> Any:
    return stand.kiosk.property("own")


def speaking(server: FakeServer, *languages: Language, on_duty: frozenset[Language] = frozenset()) -> None:
    """Counter 8 speaks these; whoever is on duty speaks the others."""
    counters = tuple(
        replace(one, languages=languages) if one.number == CounterNumber(8) else one for one in server.hall.counters
    )
    server.hall, server.spoken = replace(server.hall, counters=counters), on_duty


@pytest.mark.feature("F075", "F094")
def test_a_need_said_before_the_card_goes_with_the_number(stand: Stand) -> None:
    stand.kiosk.openNeeds()
    assert stand.page == "needs"
    own(stand).toggle("cannot_see")
    own(stand).toggle("wheelchair")
    own(stand).toggle("wheelchair")
    stand.kiosk.closeNeeds()
    assert stand.page == "home"
    stand.take()
    assert stand.server.requests[0][0].needs == {Need.CANNOT_SEE}


@pytest.mark.feature("F075")
def test_nothing_of_it_is_named_outside_of_its_own_page_nor_on_the_slip(stand: Stand) -> None:
    stand.kiosk.openNeeds()
    own(stand).toggle("infant")
    stand.kiosk.closeNeeds()
    assert own(stand).property("chosen") == 1
    stand.take()
    assert "婴幼儿" not in repr(stand.devices.slips)
    assert stand.kiosk.property("canSayNeeds") is False


@pytest.mark.feature("F075")
def test_who_says_nothing_is_asked_nothing(stand: Stand) -> None:
    stand.take()
    request, _ = stand.server.requests[0]
    assert (request.needs, request.quantity, request.principal) == (frozenset(), 1, None)


@pytest.mark.feature("F075")
def test_needs_chosen_at_home_are_forgotten_when_nobody_goes_on(stand: Stand) -> None:
    stand.kiosk.openNeeds()
    own(stand).toggle("cannot_hear")
    stand.kiosk.closeNeeds()
    stand.tick(60)
    assert own(stand).property("chosen") == 0


@pytest.mark.feature("F098")
def test_only_languages_of_those_on_duty_are_offered_and_the_others_named(stand: Stand) -> None:
    speaking(stand.server, Language.YUE, Language.HAK, on_duty=frozenset({Language.YUE}))
    assert [row["id"] for row in own(stand).property("languages")] == ["zh", "yue"]
    assert own(stand).property("languageNote") == "现在没有会说客家话的窗口"
    own(stand).speak("yue")
    stand.take()
    assert stand.server.requests[0][0].language is Language.YUE


@pytest.mark.feature("F098")
def test_when_nobody_on_duty_speaks_another_language_nothing_is_offered(stand: Stand) -> None:
    speaking(stand.server, Language.YUE)
    assert own(stand).property("knowsLanguages") is True
    assert own(stand).property("languages") == []


@pytest.mark.feature("F098")
def test_a_language_nobody_speaks_any_more_is_told_with_the_number(stand: Stand) -> None:
    speaking(stand.server, Language.YUE, on_duty=frozenset({Language.YUE}))
    stand.server.language_spoken = False
    own(stand).speak("yue")
    stand.take()
    assert "现在没有讲粤语的窗口" in stand.kiosk.property("ticket").property("callLine")


@pytest.mark.feature("F072")
def test_cases_are_counted_from_one_to_twenty(stand: Stand) -> None:
    own(stand).addCases(-1)
    assert own(stand).property("cases") == 1
    for _ in range(30):
        own(stand).addCases(1)
    stand.take()
    assert stand.server.requests[0][0].quantity == 20


@pytest.mark.feature("F027")
def test_the_second_card_is_that_of_whom_the_visitor_comes_for(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.openNeeds()
    stand.kiosk.openPrincipal()
    stand.lay()
    assert stand.kiosk.property("card").property("problem").startswith("这是您本人的证件")
    stand.lay(card_of("李雷", OTHER))
    assert stand.page == "needs"
    stand.kiosk.closeNeeds()
    stand.kiosk.chooseItem("SB-01")
    stand.wait(lambda: stand.page == "ticket")
    request, _ = stand.server.requests[0]
    assert request.document is not None
    assert (request.document.number, request.principal) == ("440301199001011234", OTHER)


@pytest.mark.feature("F027")
def test_the_number_of_the_principal_may_be_typed(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.openNeeds()
    stand.kiosk.openPrincipal()
    stand.kiosk.typeNumber()
    for key in OTHER:
        stand.kiosk.property("pad").type(key)
    stand.kiosk.confirmNumber()
    assert stand.page == "needs"
    assert own(stand).property("hasPrincipal") is True
    own(stand).dropPrincipal()
    assert own(stand).property("hasPrincipal") is False


@pytest.mark.feature("F027")
def test_an_item_that_only_the_person_can_do_says_so(stand: Stand) -> None:
    stand.server.refusal = Refused("item.no_agent", item="SB-01")
    stand.take()
    assert stand.page == "trouble"
    assert stand.kiosk.property("trouble").property("title") == "这件事要本人来办"


def test_without_their_own_card_nobody_is_an_agent(stand: Stand) -> None:
    stand.kiosk.openNeeds()
    stand.kiosk.openPrincipal()
    assert stand.page == "card"
