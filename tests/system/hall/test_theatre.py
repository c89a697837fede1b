"""The theatre as a newcomer meets it: one command, one page in a real browser, all of it real but the devices."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.browser import needs_browser, running_browser

PATIENT_MS = 60_000
FIRST_TILE = (0.27, 0.317)
"""Of the page that a visitor sees whose card was read: an item of the counter on the page."""

BEST_CARD = (0.12, 0.5)
"""Of the tablet that asks: the first of its five cards."""

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(400),
    needs_browser,
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is; people stand still at first."""
    folder = tmp_path_factory.mktemp("theatre")
    command = [sys.executable, "-m", "hallcall.cli", "--lang", "en", "sim", "theatre", "--port", "0", "--still"]
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with (folder / "log").open("wb") as log:
        theatre = subprocess.Popen(
            [*command, "--folder", str(folder / "data")], stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        )
    assert theatre.stdout is not None
    try:
        said = ""
        while (found := re.search(r"http://\S+", said)) is None:
            line = theatre.stdout.readline()
            assert line, (folder / "log").read_text()
            said += line
        yield found.group()
    finally:
        theatre.send_signal(signal.SIGTERM)
        assert theatre.wait(60) == 0
        theatre.stdout.close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with running_browser() as browser:
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.set_default_timeout(PATIENT_MS)
        expect.set_options(timeout=PATIENT_MS)
        tab.goto(address)
        for screen in ("kiosk", "wall", "bar"):
            expect(named(tab, f"screen.{screen}")).to_have_attribute("src", re.compile("/picture/"))
        yield tab


def named(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}"]')


def touch(screen: Locator, place: tuple[float, float]) -> None:
    box = screen.bounding_box()
    assert box is not None
    screen.click(position={"x": place[0] * box["width"], "y": place[1] * box["height"]})


def another_picture(screen: Locator) -> re.Pattern[str]:
    """What the address of the next picture looks like."""
    return re.compile(f"^(?!{re.escape(screen.get_attribute('src') or '')}$)")


@pytest.mark.feature("F244", "F210")
def test_the_whole_hall_is_seen_and_played_with_on_a_machine_without_a_display(page: Page) -> None:
    kiosk, wall, slip = (named(page, name) for name in ("screen.kiosk", "screen.wall", "slip"))
    expect(page.locator("body")).to_have_attribute("data-still", "true")
    expect(named(page, "state.printer")).to_have_text("Working")

    # A card is laid, and a tile is touched on the kiosk's picture: a slip falls out.
    before = another_picture(kiosk)
    page.get_by_role("button", name="Lay card of").first.click()
    expect(named(page, "state.reader")).to_have_text("card present")
    expect(kiosk).to_have_attribute("src", before)
    while not slip.is_visible():
        touch(kiosk, FIRST_TILE)
        page.wait_for_timeout(1500)
    news = page.locator("#happened li").first
    expect(news).to_contain_text("issued")
    number = (news.text_content() or "").split()[1]
    named(page, "card.lift").click()

    # Without paper the printer says so, to the server and on the page; the hall goes on.
    page.get_by_role("button", name="No paper", exact=True).and_(page.locator("[data-kind=fault]")).click()
    expect(named(page, "device.printer")).to_have_class("bad")
    expect(named(page, "told")).to_contain_text("new numbers stand on the screen")
    page.locator('[data-deed="printer.paper-out"]').click()
    expect(named(page, "device.printer")).not_to_have_class("bad")

    # The clerk calls by the real key: the wall, the board of light and the glass follow.
    before = another_picture(wall)
    named(page, "screen.bar").press("F2")
    expect(wall).to_have_attribute("src", before)
    expect(named(page, "led.text")).to_contain_text(number)
    expect(named(page, "took.wall")).to_contain_text(f"{number}: ")
    expect(named(page, "took.window")).to_contain_text("ms after the call")
    page.wait_for_timeout(1500)  # a key is dead for a moment after each change
    named(page, "screen.bar").press("F2")
    expect(named(page, "glass")).to_have_class("pane private")

    # The visit is done: the tablet of the counter asks, and a finger on its picture rates.
    rating = named(page, "screen.rating")
    before = another_picture(rating)
    page.wait_for_timeout(1500)
    named(page, "screen.bar").press("F4")
    expect(rating).to_have_attribute("src", before)
    before = another_picture(rating)
    touch(rating, BEST_CARD)
    expect(rating).to_have_attribute("src", before)

    # The daemon of the devices and the server are killed, and come back by themselves.
    page.get_by_role("button", name="Kill hald").click()
    expect(named(page, "state.hald")).to_have_text("gone, coming back")
    expect(named(page, "state.hald")).to_contain_text("started again")
    page.get_by_role("button", name="Kill server").click()
    expect(named(page, "state.server")).to_contain_text("started again")
    expect(named(page, "state.printer")).to_have_text("Working")


@pytest.mark.feature("F244")
def test_people_evacuate_when_the_scene_says_so_and_come_back(page: Page) -> None:
    page.get_by_role("button", name="Evacuation").click()
    expect(named(page, "told")).to_contain_text("leave the building")
    expect(named(page, "led.text")).to_have_text(re.compile("离开|疏散|leave", re.IGNORECASE))
    page.get_by_role("button", name="Ordinary morning").click()
    expect(named(page, "told")).to_have_text("All is well")


@pytest.mark.feature("F066")
def test_a_guest_walks_through_the_door_and_their_phone_rings_once(page: Page) -> None:
    numbers = page.locator("#messages li", has_text="已取号成功")
    walk = page.locator('[data-kind="door"]')
    walk.and_(page.get_by_role("button", name="Stranger")).click()
    walk.and_(page.get_by_role("button", name="Booked guest")).click()
    expect(numbers).to_have_count(1)
    expect(named(page, "state.door")).to_have_text("closed, nobody expected")
    walk.and_(page.get_by_role("button", name="Same again")).click()
    walk.and_(page.get_by_role("button", name="Both")).click()
    expect(numbers).to_have_count(2)
    expect(named(page, "state.door")).to_have_text("closed, nobody expected")


AGREE, BY_FACE = (0.5, 0.575), (0.68, 0.27)
"""On the kiosk's pages: the way by face, and the yes."""


@pytest.mark.feature("F029", "F032")
def test_the_way_by_face_can_be_gone_with_a_drawn_face(page: Page) -> None:
    kiosk, camera = named(page, "screen.kiosk"), named(page, "state.camera")
    # Whatever the kiosk showed before, an evacuation ends it.
    for scene, told in (("Evacuation", "leave the building"), ("Ordinary morning", "All is well")):
        page.get_by_role("button", name=scene).click()
        expect(named(page, "told")).to_contain_text(told)
        page.wait_for_timeout(1500)
    for place in (BY_FACE, AGREE):
        expect(camera).to_have_text("closed")
        before = another_picture(kiosk)
        touch(kiosk, place)
        expect(kiosk).to_have_attribute("src", before)
        page.wait_for_timeout(1500)
    page.get_by_role("button", name="Lay card of").first.click()
    expect(camera).to_have_text("open")
    page.get_by_role("button", name="Show the face of").first.click()
    expect(camera).to_have_text("closed")
    page.locator('[data-kind="face"][data-deed="nobody"]').click()
    named(page, "card.lift").click()

    page.locator('[data-deed="camera.cable"]').click()
    expect(named(page, "device.camera")).to_have_class("bad")
    expect(named(page, "told")).to_contain_text("speaks of cards only")
    page.locator('[data-deed="camera.cable"]').click()
    expect(named(page, "device.camera")).not_to_have_class("bad")
