"""The theatre's page: who may look and press, what it is made of, and that no request reaches a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from hallcall.assets import LANGUAGES
from hallcall.client import Document
from hallcall.core.identity import DocumentKind
from hallcall.sim.actor import ActorError
from hallcall.sim.theatre.cast import Person
from hallcall.sim.theatre.faults import DEVICES, Fault
from hallcall.sim.theatre.guard import is_welcome
from hallcall.sim.theatre.page import page, page_facts
from hallcall.sim.theatre.web import make_app

pytestmark = pytest.mark.feature("F244")

PORT = 8760
HOST = f"127.0.0.1:{PORT}"
OWN = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}
CARD = Document(kind=DocumentKind.RESIDENT, number="440399199001010011", name="林海安", verified=False)
PEOPLE = [Person(0, "林*安", "resident", CARD)]
FAULTS = [
    Fault(name="printer.paper-out", break_=lambda: None, mend=lambda: None),
    Fault(name="hald.kill", break_=lambda: None, mend=None),
]


class Hall:
    """A show with one picture that notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[tuple[Any, ...]] = []
        self.looking = 0

    def news(self, language: str) -> dict[str, Any]:
        return {"language": language}

    def picture(self, name: str) -> tuple[bytes, str] | None:
        return (b"picture of a wall", "image/jpeg") if name == "wall" else None

    def watch(self, count: int) -> None:
        self.looking += count

    def press(self, kind: str, deed: str) -> None:
        if deed == "nothing":
            raise KeyError(deed)
        if deed == "broken":
            raise ActorError("the devices are gone")
        self.done.append((kind, deed))

    def touch(self, screen: str, at: tuple[float, float], to: tuple[float, float]) -> None:
        self.done.append((screen, at, to))


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def browser(hall: Hall) -> Iterator[TestClient[Any]]:
    is_over = threading.Event()
    app = make_app(hall, page_facts(12, PEOPLE, FAULTS, "zh-CN"), PORT, is_over.is_set)
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield client
        is_over.set()


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"host": HOST}),
        ("GET", {"host": f"localhost:{PORT}", "sec-fetch-site": "none"}),
        ("GET", {"host": HOST, "sec-fetch-site": "same-origin"}),
        (
            "GET",
            {"host": HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        ),
        ("POST", OWN),
        ("POST", {**OWN, "sec-fetch-site": "same-origin"}),
    ],
)
def test_the_page_itself_and_who_opens_it_are_welcome(method: str, headers: dict[str, str]) -> None:
    assert is_welcome(method, headers, PORT)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {}),
        ("GET", {"host": f"theatre.example:{PORT}"}),
        ("GET", {"host": "127.0.0.1:80"}),
        ("GET", {"host": HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}),
        (
            "GET",
            {"host": HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        ),
        ("GET", {"host": HOST, "origin": "http://theatre.example"}),
        ("POST", {"host": HOST, "content-type": "application/json"}),
        ("POST", {**OWN, "origin": "http://theatre.example"}),
        ("POST", {**OWN, "origin": "null"}),
        ("POST", {**OWN, "content-type": "text/plain"}),
        ("POST", {**OWN, "sec-fetch-site": "cross-site"}),
        (
            "POST",
            {**OWN, "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        ),
    ],
)
def test_a_foreign_page_and_a_foreign_name_are_not(method: str, headers: dict[str, str]) -> None:
    assert not is_welcome(method, headers, PORT)


def test_a_foreign_page_presses_no_button(browser: TestClient[Any], hall: Hall) -> None:
    body = {"kind": "fault", "deed": "printer.paper-out"}
    assert browser.post("/press", json=body, headers={"Origin": "http://theatre.example"}).status_code == 403
    assert browser.post("/press", json=body).status_code == 403
    assert hall.done == []
    answer = browser.post("/press", json=body, headers={"Origin": f"http://{HOST}"})
    assert (answer.status_code, hall.done) == (200, [("fault", "printer.paper-out")])
    assert "access-control-allow-origin" not in answer.headers


def test_buttons_that_are_not_there_and_bodies_that_make_no_sense_are_refused(browser: TestClient[Any]) -> None:
    own = {"Origin": f"http://{HOST}"}
    assert browser.post("/press", json={"kind": "fault", "deed": "nothing"}, headers=own).status_code == 404
    assert browser.post("/press", json={"kind": "fault", "deed": "broken"}, headers=own).status_code == 409
    assert browser.post("/press", json={"kind": 3}, headers=own).status_code == 400
    assert browser.post("/touch", json={"screen": "kiosk", "at": [0.5], "to": [1, 1]}, headers=own).status_code == 400


def test_a_touch_is_told_as_shares_of_the_picture(browser: TestClient[Any], hall: Hall) -> None:
    body = {"screen": "kiosk", "at": [0.25, 0.5], "to": [0.25, 0.1]}
    assert browser.post("/touch", json=body, headers={"Origin": f"http://{HOST}"}).is_success
    assert hall.done == [("kiosk", (0.25, 0.5), (0.25, 0.1))]


def test_pictures_have_names_and_no_paths(browser: TestClient[Any]) -> None:
    found = browser.get("/picture/wall?1234")
    assert (found.content, found.headers["content-type"]) == (b"picture of a wall", "image/jpeg")
    for address in (
        "/picture/nothing",
        "/picture/..%2f..%2fetc%2fpasswd",
        "/picture/%2e%2e/theatre.py",
        "/theatre.py",
        "/font/..%2fpage.py",
        "/font/NotoSansSC-Regular.otf",
        "/schema",
    ):
        assert browser.get(address).status_code == 404, address


def test_the_page_brings_its_own_style_script_and_fonts_and_nothing_from_elsewhere(browser: TestClient[Any]) -> None:
    index = browser.get("/")
    assert "http://" not in index.text
    assert "https://" not in index.text
    for answer in (index, browser.get("/theatre.css"), browser.get("/theatre.js"), browser.get("/font/bold")):
        assert answer.is_success
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_card_for_each_device_and_a_button_for_each_fault(language: str) -> None:
    made = page(page_facts(12, PEOPLE, FAULTS, "zh-CN"), language)
    assert f'<html lang="{language}">' in made
    for device in DEVICES:
        assert f'id="state.{device}"' in made
    assert 'data-deed="printer.paper-out" aria-pressed="false"' in made
    assert 'data-deed="hald.kill">' in made
    assert "林*安" in made
    assert "440399" not in made
