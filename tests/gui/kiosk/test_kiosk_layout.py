"""Every page, in both languages, three sizes and two contrasts: nothing collides, nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from hallcall.client import Document, IssueRequest
from hallcall.core.catalogue import Package
from hallcall.core.commands import ClosureReason
from hallcall.core.errors import Refused
from hallcall.core.estimate import WaitRange
from hallcall.core.languages import Language
from hallcall.core.masking import mask_name
from hallcall.core.snapshot import Closure
from hallcall.core.terms import ItemCode, Name, QueuePrefix
from hallcall.core.tickets import Ticket
from hallcall.hal import Health, Reason, Status
from hallcall.hal.codec.scancode import recognise
from hallcall.kiosk.model.server import QueueFacts
from hallcall.ui.qr import QUIET_MODULES, qr_modules
from helpers.kiosk_fakes import NOW, booking_of, card_of
from helpers.kiosk_looks import wrong_in_any_look
from helpers.scene import box, findings, written

if TYPE_CHECKING:
    from conftest import Screen


def _home_with_faults(screen: Screen) -> None:
    screen.server.is_connected = False
    screen.server.facts["C"] = QueueFacts(
        waiting=0,
        wait=None,
        is_open=False,
        opens=datetime(2026, 11, 24, 9, 0),  # noqa: DTZ001 - a wall clock
    )
    screen.server.facts["A"] = QueueFacts(waiting=80, wait=WaitRange(55, 120), is_open=True)
    screen.devices.set_printer(Health.FAULT, Reason.PAPER_OUT)
    screen.kiosk._refresh()


def _card(screen: Screen) -> None:
    screen.kiosk.chooseItem("SJ-07")


def _card_problem(screen: Screen) -> None:
    screen.kiosk.chooseCard()
    screen.devices.cardProblem.emit("card.unreadable")


def _home_with_scanner(screen: Screen) -> None:
    screen.devices.scanner = Status(health=Health.ONLINE, since=NOW)
    screen.devices.statusChanged.emit("scanner", screen.devices.scanner)


def _card_with_scanner(screen: Screen) -> None:
    _home_with_scanner(screen)
    screen.kiosk.chooseCard()


def _code(screen: Screen) -> None:
    _card_with_scanner(screen)
    screen.part("codes").begin()
    for key in "48291":
        screen.part("codes").property("pad").type(key)


def _code_typed_only(screen: Screen) -> None:
    screen.kiosk.chooseCard()
    screen.part("codes").begin()


def _code_with_broken_scanner(screen: Screen) -> None:
    _code(screen)
    screen.devices.scanner = Status(health=Health.OFFLINE, since=NOW)
    screen.devices.statusChanged.emit("scanner", screen.devices.scanner)


def _code_of_elsewhere(screen: Screen) -> None:
    screen.devices.codeScanned.emit(recognise("https://elsewhere.example/pay"))


def _code_too_early(screen: Screen) -> None:
    screen.server.refusal = Refused("booking.too_early", day="2026-11-24", time="09:30")
    screen.devices.codeScanned.emit(recognise("49192208"))
    screen.wait(lambda: screen.page == "trouble")


def _typing(screen: Screen) -> None:
    screen.kiosk.typeNumber()
    for key in "4403011990":
        screen.part("pad").type(key)
    screen.kiosk.confirmNumber()


def _item(screen: Screen) -> None:
    screen.lay(card_of("欧阳明珠"))


def _item_with_booking(screen: Screen) -> None:
    booking_of(screen.server, card_of(), 20)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 1)


def _item_with_bookings(screen: Screen) -> None:
    """One is late, one too early, and both have long names."""
    long = max(screen.server.hall.items, key=lambda item: len(item.name.zh))
    booking_of(screen.server, card_of(), -40, item=long.code, parties=2, arrived=1)
    booking_of(screen.server, card_of(), 200, item=long.code)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 2)


def _booked(screen: Screen) -> None:
    screen.server.refusal = Refused("booking.on_the_spot")
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "trouble")
    screen.touch("trouble.book")
    screen.wait(lambda: screen.page == "booked")


def _offers_booking(screen: Screen) -> None:
    screen.server.refusal = Refused("ticket.too_late", closes="17:00", opens="2026-11-24 09:00")
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "trouble")


def _departments(screen: Screen) -> None:
    screen.kiosk.openDepartments()


def _department(screen: Screen) -> None:
    screen.kiosk.openDepartments()
    screen.kiosk.openDepartment("D04")


def _search_empty(screen: Screen) -> None:
    screen.kiosk.openSearch()


def _search(screen: Screen) -> None:
    screen.kiosk.openSearch()
    screen.part("items").type("S")
    screen.part("items").nextPage()


def _search_none(screen: Screen) -> None:
    screen.kiosk.openSearch()
    for letter in "SPJYQQQQ":
        screen.part("items").type(letter)


def _ticket(screen: Screen) -> None:
    screen.server.phone = "138****5678"
    screen.server.goes_first = True
    screen.server.next_number = 1001
    screen.server.ahead = 128
    screen.server.wait = WaitRange(105, 140)
    screen.lay()
    screen.kiosk.chooseItem("SJ-06")
    screen.wait(lambda: screen.page == "ticket")


def _ticket_ready(screen: Screen) -> None:
    screen.server.wait = None
    screen.server.language_spoken = False
    screen.lay()
    screen.kiosk.chooseItem("SJ-07")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()


def _ticket_held(screen: Screen) -> None:
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()
    screen.kiosk.leave()
    screen.unlock()
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "ticket")


def _ticket_held_with_phone(screen: Screen) -> None:
    screen.server.phone = "138****5678"
    _ticket_held(screen)


def _miss_a_call(screen: Screen) -> Ticket:
    card = card_of()
    document = Document(kind=card.kind, number=card.number, name=card.name, verified=True)
    return screen.server.miss(IssueRequest(item=ItemCode("SJ-06"), kiosk="K1", document=document))


def _ticket_back(screen: Screen) -> None:
    _miss_a_call(screen)
    screen.lay()
    screen.wait(lambda: screen.page == "ticket")


def _sent_to_desk(screen: Screen) -> None:
    screen.server.refusal = Refused("passing.see_desk", number=_miss_a_call(screen).number)
    screen.lay()
    screen.wait(lambda: screen.page == "trouble")


def _paper_out(screen: Screen) -> None:
    screen.server.phone = "138****5678"
    screen.lay()
    screen.kiosk.chooseItem("SJ-06")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish("printer.cover_open")


def _no_link(screen: Screen) -> None:
    screen.server.down = True
    screen.server.is_connected = False
    screen.kiosk._refresh()
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "trouble")


def _offline(screen: Screen) -> None:
    screen.server.is_connected = False
    screen.server.holds_numbers = True
    screen.server.next_number = 1003
    screen.kiosk._refresh()


def _home_offline(screen: Screen) -> None:
    _offline(screen)


def _ticket_offline(screen: Screen) -> None:
    _offline(screen)
    screen.lay()
    screen.kiosk.chooseItem("SJ-06")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()


def _paper_out_offline(screen: Screen) -> None:
    _offline(screen)
    screen.lay()
    screen.kiosk.chooseItem("SJ-06")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish("printer.paper_out")


def _advice(screen: Screen) -> None:
    screen.server.hall = replace(screen.server.hall, online_address="https://haibin.example/online")
    screen.lay()
    screen.kiosk.chooseItem("SJ-06")


def _cap(screen: Screen) -> None:
    screen.server.refusal = Refused("ticket.daily_cap", cap=3)
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "trouble")


def _outdated(screen: Screen) -> None:
    screen.server.is_outdated = True
    screen.kiosk._refresh()


def _gone(screen: Screen) -> None:
    _outdated(screen)
    screen.server.refusal = Refused("item.unknown", item="SB-01")
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "trouble")


def _timeout(screen: Screen) -> None:
    screen.lay()
    screen.tick(63)


def _help_called(screen: Screen) -> None:
    screen.touch("dock.staff")
    screen.wait(lambda: screen.part("dock").property("help") == "called")


def _home(screen: Screen) -> None:
    """The page as it is."""


def _talkative(screen: Screen) -> None:
    """The hall knows languages and packages."""
    hall = screen.server.hall
    counters = tuple(replace(one, languages=tuple(Language)) for one in hall.counters)
    names = (("开饭店", "Open a restaurant"), ("新生儿出生一件事", "A child is born"), ("企业开办", "Start a company"))
    packages = tuple(
        Package(code=f"P{place}", name=Name(zh=zh, en=en), items=tuple(ItemCode(code) for code in _WANTED[:4]))
        for place, (zh, en) in enumerate((*names, *names))
    )
    screen.server.hall = replace(hall, counters=counters, packages=packages)
    screen.server.spoken = frozenset({Language.YUE, Language.EN, Language.NAN})


_WANTED = ("SJ-06", "SB-01", "YB-01", "GJ-01", "GA-01", "GA-02")


def _needs(screen: Screen) -> None:
    _talkative(screen)
    screen.touch("dock.needs")


def _needs_said(screen: Screen) -> None:
    _talkative(screen)
    screen.lay()
    screen.touch("dock.needs")
    screen.part("own").take_principal("11010519491231002X")
    for name in ("need.cannot_see", "need.wheelchair", "speak.yue", "cases.more"):
        screen.touch(name)


def _principal(screen: Screen) -> None:
    screen.lay()
    screen.touch("dock.needs")
    screen.touch("needs.agent")
    screen.lay()


def _several(screen: Screen, *wanted: str) -> None:
    _talkative(screen)
    screen.lay()
    screen.touch("several")
    for code in wanted:
        screen.kiosk.chooseItem(code)


def _plan(screen: Screen, *wanted: str) -> None:
    _several(screen, *wanted)
    screen.touch("several.plan")


def _plan_with_closed(screen: Screen) -> None:
    _several(screen, *_WANTED[:3])
    screen.server.facts["A"] = QueueFacts(waiting=0, wait=None, is_open=False)
    screen.touch("several.plan")


def _ticket_of_several(screen: Screen, *, phone: str | None = None) -> None:
    screen.server.phone = phone
    _plan(screen, *_WANTED)
    screen.touch("plan.take")
    screen.wait(lambda: screen.page == "ticket")


_PAGES: dict[str, Callable[[Screen], None]] = {
    "home": _home,
    "home with faults": _home_with_faults,
    "help called": _help_called,
    "card": _card,
    "card problem": _card_problem,
    "typing": _typing,
    "item": _item,
    "booked on the spot": _booked,
    "a booking is offered": _offers_booking,
    "item, one booking": _item_with_booking,
    "item, two bookings": _item_with_bookings,
    "departments": _departments,
    "department": _department,
    "search, nothing typed": _search_empty,
    "search, second page": _search,
    "search, nothing found": _search_none,
    "ticket": _ticket,
    "ticket printed": _ticket_ready,
    "ticket held": _ticket_held,
    "ticket held, with phone": _ticket_held_with_phone,
    "ticket back in line": _ticket_back,
    "sent to the desk": _sent_to_desk,
    "paper out": _paper_out,
    "no link": _no_link,
    "home, own numbers": _home_offline,
    "ticket, own number": _ticket_offline,
    "advice": _advice,
    "paper out, own number": _paper_out_offline,
    "daily cap": _cap,
    "home, old hall data": _outdated,
    "item gone": _gone,
    "timeout": _timeout,
    "home with a scanner": _home_with_scanner,
    "card with a scanner": _card_with_scanner,
    "code": _code,
    "code, scanner broken": _code_with_broken_scanner,
    "code, no scanner": _code_typed_only,
    "code of elsewhere": _code_of_elsewhere,
    "code too early": _code_too_early,
    "needs": _needs,
    "needs said": _needs_said,
    "card of the principal": _principal,
    "several, none yet": _several,
    "several, six": lambda screen: _several(screen, *_WANTED),
    "plan of two": lambda screen: _plan(screen, *_WANTED[:2]),
    "plan of six": lambda screen: _plan(screen, *_WANTED),
    "plan, one closed": _plan_with_closed,
    "ticket of several": _ticket_of_several,
    "ticket of several, with phone": lambda screen: _ticket_of_several(screen, phone="138****5678"),
}


@pytest.mark.feature("F062")
@pytest.mark.parametrize("page", list(_PAGES))
def test_nothing_collides_and_nothing_is_cut(screen: Screen, page: str) -> None:
    _PAGES[page](screen)
    screen.settle()
    shown = screen.page
    wrong: list[str] = []
    for language in ("zh-CN", "en"):
        for scale in (1.0, 1.25, 1.5):
            for high_contrast in (False, True):
                screen.texts.set_language(language)
                screen.part("dock").set_look(scale, high_contrast=high_contrast)
                if shown == "timeout":
                    _warn(screen)
                screen.settle()
                assert screen.page == shown
                look = f"{language} {scale} {'contrast' if high_contrast else 'normal'}"
                wrong += [f"{look}: {finding}" for finding in findings(screen.stage, screen.stage)]
                if language == "en":
                    wrong += [f"{look}: Chinese in {text!r}" for text in _chinese(screen)]
    assert not wrong, "\n".join(wrong)


def _chinese(screen: Screen) -> list[str]:
    """What an English page says in Chinese beside names of visitors, untranslated items and the language."""
    names = (
        "中文",
        mask_name("王小明"),
        mask_name("欧阳明珠"),
        screen.server.hall.item_by_code[ItemCode("SJ-07")].name.zh,
    )
    said = [text.text for text in written(screen.stage, screen.stage)]
    without = [(text, re.sub("|".join(map(re.escape, names)), "", text)) for text in said]
    return [text for text, rest in without if re.search("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]", rest)]


def test_an_item_that_nobody_has_translated_leads_to_staff(screen: Screen) -> None:
    screen.texts.set_language("en")
    _department(screen)
    screen.settle()
    texts = [text.text for text in written(screen.stage, screen.stage)]
    assert texts.count("F2 Zone C · Ask staff") == 1
    assert "F2 Zone C · 12 waiting" in texts


@pytest.mark.parametrize(
    ("phone", "first"), [(None, False), ("138****5678", False), (None, True), ("138****5678", True)]
)
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_the_code_of_a_ticket_has_modules_of_seven_pixels(
    screen: Screen, scale: float, phone: str | None, *, first: bool
) -> None:
    screen.server.phone = phone
    screen.server.goes_first = first
    screen.lay()
    screen.kiosk.chooseItem("SB-01")
    screen.wait(lambda: screen.page == "ticket")
    screen.part("dock").set_look(scale, high_contrast=True)
    screen.settle()
    modules = len(qr_modules(screen.part("ticket").property("url"))) + 2 * QUIET_MODULES
    assert screen.see("ticket.code").width() == 7 * modules


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_words_beside_slip_and_code_begin_at_the_same_height(screen: Screen, language: str) -> None:
    screen.texts.set_language(language)
    _ticket_ready(screen)
    screen.settle()
    tops = [box(screen.see(name), screen.stage).top() for name in ("slip.state", "ticket.code.name")]
    assert tops[0] == tops[1]


def _warn(screen: Screen) -> None:
    while not screen.part("idle").property("warning"):
        screen.part("idle").tick()


@pytest.mark.feature("F171")
def test_a_queue_closed_for_now_is_told_whole_in_every_look(screen: Screen) -> None:
    closure = Closure(
        queue=QueuePrefix("A"), reason=ClosureReason.SYSTEM, since=NOW, until=NOW.replace(hour=14, minute=0)
    )
    screen.server.facts["A"] = QueueFacts(waiting=5, wait=None, is_open=False, closure=closure)
    screen.server.change()
    screen.lay()
    screen.settle()
    assert wrong_in_any_look(screen) == []
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "trouble")
    assert wrong_in_any_look(screen) == []
