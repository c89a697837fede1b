"""The theatre's page in windows as people have them: every screen and every device is there without scrolling."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient
from playwright.sync_api import Browser

from hallcall.assets import LANGUAGES
from hallcall.client import Document
from hallcall.core.identity import DocumentKind
from hallcall.sim.theatre.cast import Person
from hallcall.sim.theatre.faults import Fault
from hallcall.sim.theatre.page import page_facts
from hallcall.sim.theatre.web import make_app
from helpers.browser import needs_browser, running_browser

pytestmark = [pytest.mark.feature("F244"), needs_browser]

PORT = 8760
NAMES = ("林*安", "王*明", "陈*", "欧*丽", "Smith")
CARD = Document(kind=DocumentKind.RESIDENT, number="440399199001010011", name="林海安", verified=False)
PEOPLE = [Person(place, name, "resident", CARD) for place, name in enumerate(NAMES)]
FAULTS = (
    "printer.paper-out printer.paper-low printer.cover printer.jam printer.cable reader.cable hald.kill server.kill "
    "server.freeze network.cut led.cable led.kill glass.cable glass.weld glass.kill sms.credit sms.cable "
    "camera.freeze camera.cable door.freeze door.cable door.kill"
).split()
_OUTSIDE = """() => [...document.querySelectorAll("button, h2, img:not([hidden]), time")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth;
}).map(one => one.id || one.textContent)"""
_SCROLLS = """() => [document.documentElement, document.querySelector("section")].map(
    one => one.scrollHeight - one.clientHeight)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


class Nothing:
    """A show in which nothing happens."""

    def news(self, language: str) -> dict[str, Any]:
        return {"language": language}

    def picture(self, name: str) -> tuple[bytes, str] | None:
        del name

    def watch(self, count: int) -> None:
        """Nobody looks."""

    def press(self, kind: str, deed: str) -> None:
        """Nothing breaks."""

    def touch(self, screen: str, at: tuple[float, float], to: tuple[float, float]) -> None:
        """Nobody is there."""


def pages() -> dict[str, str]:
    """The page in each language, with its style and without its script."""
    faults = [Fault(name=name, break_=lambda: None, mend=lambda: None) for name in FAULTS]
    app = make_app(Nothing(), page_facts(12, PEOPLE, faults, "zh-CN"), PORT, threading.Event().is_set)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}") as client:
        style = f"<style>{client.get('/theatre.css').text}</style>"
        found = {language: client.get("/", params={"lang": language}).text for language in LANGUAGES}
    return {
        language: text.replace('<link rel="stylesheet" href="/theatre.css">', style).replace(
            '<script src="/theatre.js" defer></script>', ""
        )
        for language, text in found.items()
    }


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900), (1536, 864), (1920, 1080)])
def test_every_screen_and_every_device_is_there_without_scrolling(chromium: Browser, size: tuple[int, int]) -> None:
    for text in pages().values():
        tab = chromium.new_page(viewport={"width": size[0], "height": size[1]})
        tab.set_content(text)
        tab.evaluate("() => document.querySelectorAll('.state').forEach(one => { one.textContent = 'working'; })")
        assert tab.evaluate(_SCROLLS) == [0, 0]
        assert tab.evaluate(_OUTSIDE) == []
        tab.close()
