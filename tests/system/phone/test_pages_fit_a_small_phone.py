"""What a visitor's phone shows fits a small one: nothing is cut off, nothing is too small to touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from hallcall.assets import LANGUAGES
from hallcall.server.storage import outbox
from helpers.booking_hall import TUESDAY, at, booking_hall, people
from helpers.browser import needs_browser, running_browser
from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer

SMALLEST = (320, 568)
"""CSS pixels of the smallest phone that is still in use.

Source:
    WCAG 2.2, 1.4.10 Reflow: 320 CSS pixels without scrolling sideways.
"""
LEAST_TOUCH = 44
"""CSS pixels. Source: WCAG 2.2, 2.5.5 Target Size (Enhanced)."""
WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => getComputedStyle(each).display !== 'inline' && each.scrollWidth > each.clientWidth + 1
        || each.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(each => each.textContent.trim())"""
LOW = """least => [...document.querySelectorAll('a, button, label')]
    .filter(each => each.getBoundingClientRect().height < least)
    .map(each => each.textContent.trim())"""
State = Callable[["Visit"], str]

pytestmark = [pytest.mark.system, needs_browser, pytest.mark.feature("F118")]


class Visit:
    """A hall and a kiosk in it."""

    def __init__(self, live: LiveServer) -> None:
        self.live = live
        self.kiosk: Caller = live.pair("kiosk", "K1")

    def ticket(self, **wishes: Any) -> str:
        """A number; the path of its page."""
        ticket = self.kiosk.do("ticket.issue", item="a1", kiosk="K1", document=CARD, **wishes)["ticket"]
        return f"/t/{ticket['token']}"


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with LiveServer(tmp_path / "data", booking_hall(), HandClock(), public_url="https://hall.example") as live:
        yield Visit(live)


@pytest.fixture
def phone() -> Iterator[Page]:
    width, height = SMALLEST
    with running_browser() as browser:
        yield browser.new_page(viewport={"width": width, "height": height})


def waiting(visit: Visit) -> str:
    return visit.ticket()


def far_back(visit: Visit) -> str:
    for _ in range(100):
        last = visit.kiosk.do("ticket.issue", item="a1", kiosk="K1")["ticket"]
    visit.live.clerk(1)
    return f"/t/{last['token']}"


def called(visit: Visit) -> str:
    path = visit.ticket()
    visit.live.clerk(1).do("call.next", counter=1)
    return path


def served(visit: Visit) -> str:
    path, clerk = visit.ticket(), visit.live.clerk(1)
    for command in ("call.next", "service.start", "service.finish"):
        clerk.do(command, counter=1)
    return path


def closed(visit: Visit) -> str:
    path = visit.ticket()
    visit.live.admin.do("queue.close", queue="A", reason="premises", until=at("10:30").isoformat())
    return path


def gone(_: Visit) -> str:
    return "/t/0123456789abcdefghijkl"


def offered(visit: Visit) -> str:
    """A place is given back that somebody of the waiting list may have."""
    slot, live = at("10:00", TUESDAY).isoformat(), visit.live
    codes: list[str] = []
    for card in people():
        answer = visit.kiosk.send("booking.make", item="a1", slot=slot, document=card)
        if not answer.is_success:
            break
        codes.append(answer.json()["booking"]["code"])
    visit.kiosk.do("booking.make", item="a1", slot=slot, document=OTHER_CARD, phone="13800000002", or_wait=True)
    visit.kiosk.do("booking.cancel", code=codes[0])
    live.admin.send("ticket.issue", item="a1")
    with live.parts.store.reading() as connection:
        (row,) = [row for row in outbox.newest(connection, 20) if "/b/" in row.values.get("url", "")]
    return urlsplit(str(row.values["url"])).path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "state", [waiting, far_back, called, served, closed, gone, offered], ids=lambda state: state.__name__
)
def test_nothing_is_cut_off_and_everything_can_be_touched(
    visit: Visit, phone: Page, state: State, language: str
) -> None:
    phone.goto(f"{visit.live.url}{state(visit)}?lang={language}")
    assert phone.locator("header").inner_text()
    assert (phone.evaluate(WIDE), phone.evaluate(LOW, LEAST_TOUCH)) == ([], [])
    if state is offered:
        phone.click("button")
        code = phone.locator(".code").inner_text()
        assert len(code) == 8
        assert (phone.evaluate(WIDE), phone.evaluate(LOW, LEAST_TOUCH)) == ([], [])
