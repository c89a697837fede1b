"""Pages beside the calls: only when nobody needs the screen, only what has its turn, and nothing that stops it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hallcall.assets import LANGUAGES
from hallcall.core.commands import BeginEmergency, FinishService
from hallcall.core.places import GlassHours, GlassRoom, WallPlace
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.display.app import WallWindow
from hallcall.display.settings import DisplaySettings
from hallcall.ui.fonts import load_fonts
from helpers.sample_halls import open_sample_hall
from helpers.scene import findings, named, written
from helpers.wall_source import FakeSource

pytestmark = pytest.mark.feature("F114")

TWELVE = CounterNumber(12)
WORDS = """
[[pages]]
id = "permit"
approver = "王主任"
first_day = 2026-01-01
last_day = 2026-12-31
heading = "政策速递"
title = "居住证办理只需一次"
text = "12 月 1 日起，居住登记与居住证合并办理，不用再等半年。"
where = "在 C 区办理 25–36 号窗口"
list_heading = "带上三样"
points = [
    {what = "身份证", note = "原件"},
    {what = "住处证明", note = "租房合同也可以"},
    {what = "手机", note = "接收办结短信"},
]
"""
POSTER = """
[[pages]]
id = "poster"
approver = "王主任"
first_day = 2026-01-01
last_day = 2026-12-31
picture = "poster.png"
"""
HEAD = "width_px = 3840\nheight_px = 2160\n"
Make = Callable[..., tuple[FakeSource, WallWindow]]


@pytest.fixture
def playlist(tmp_path: Path) -> Path:
    file = tmp_path / "playlist.toml"
    file.write_text(HEAD + WORDS + POSTER, encoding="utf-8")
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(tmp_path / "poster.png")
    return file


@pytest.fixture
def wall(qapp: QGuiApplication, playlist: Path) -> Iterator[Make]:
    """Opens walls with a playlist over a hall run by hand, and closes them."""
    load_fonts()
    opened: list[WallWindow] = []

    def make(
        *, glass: GlassHours | None = None, seams: tuple[float, ...] = (), language: str = LANGUAGES[0], px: int = 1280
    ) -> tuple[FakeSource, WallWindow]:
        hall = open_sample_hall("haibin")
        if glass is not None:
            room = GlassRoom(id="room", zone=ZoneId("A"), hours=glass, counters=(TWELVE,))
            hall = replace(hall, walls=(WallPlace(id="P1", glass="room", seams=seams),), glass=(room,))
        source = FakeSource(hall)
        settings = DisplaySettings(
            url="",
            token="",
            wall="" if glass is None else "P1",
            language=language,
            width_px=px,
            height_px=px * 9 // 16,
            reduced_motion=True,
            playlist=playlist,
        )
        window = WallWindow(source, settings, monotonic=source.monotonic)
        window.show()
        opened.append(window)
        return source, window

    yield make
    for window in opened:
        window.close()


def root_of(window: WallWindow) -> QQuickItem:
    root = window.view.rootObject()
    assert root is not None
    return root


def shown(window: WallWindow) -> str:
    """Id of the page of the playlist; empty while there is none."""
    return str(window.model.property("content").property("page").get("id", ""))


def until(window: WallWindow, page: str) -> None:
    for _ in range(2000):
        if shown(window) == page:
            break
        QTest.qWait(2)
    assert shown(window) == page
    QTest.qWait(5)


def turn(source: FakeSource, window: WallWindow, seconds: float = 12) -> None:
    """Time goes by, and the screen looks for its next page."""
    source.later(seconds)
    window.model.refresh()
    window.model.property("content")._turn()


def picture(window: WallWindow, name: str) -> None:
    folder = os.environ.get("HALLCALL_PICTURES")
    if folder:
        QTest.qWait(100)
        window.view.grabWindow().save(str(Path(folder) / f"{name}.png"))


def test_a_wall_shows_its_pages_in_turn_while_nobody_is_called(wall: Make) -> None:
    source, window = wall()
    until(window, "permit")
    assert window.model.property("page") == "content"
    turn(source, window)
    until(window, "poster")
    turn(source, window)
    until(window, "permit")


def test_a_call_has_the_whole_wall_at_once(wall: Make) -> None:
    source, window = wall()
    until(window, "permit")
    source.issue("A")
    source.call(TWELVE)
    window.model.refresh()
    assert (window.model.property("page"), shown(window)) == ("hero", "")
    source.start(TWELVE)
    source.day.do(FinishService(counter=TWELVE))
    source.tell()
    source.later(60)
    window.model.refresh()
    until(window, "permit")


def test_on_glass_only_the_pane_of_the_calls_changes_and_a_burst_takes_all_of_it(wall: Make) -> None:
    source, window = wall(glass=GlassHours.PRIVATE)
    until(window, "permit")
    source.issue("A", 4)
    source.call(11)
    window.model.refresh()
    assert window.model.property("page") == "content"
    assert named(root_of(window), "calls.number").property("text") == "A001"
    assert named(root_of(window), "calls.counter").property("text") == "11"
    source.call(12, 10)
    window.model.refresh()
    assert (window.model.property("page"), shown(window)) == ("board", "")


def test_nothing_is_shown_on_clear_glass_and_the_calls_stay(wall: Make) -> None:
    source, window = wall(glass=GlassHours.CLEAR)
    QTest.qWait(50)
    assert (window.model.property("page"), shown(window)) == ("hero", "")
    source.issue("A")
    source.call(TWELVE)
    source.start(TWELVE)
    window.model.refresh()
    until(window, "permit")
    source.day.do(FinishService(counter=TWELVE))
    source.tell()
    window.model.refresh()
    assert shown(window) == "", "the visitor has gone and the glass is clear again"


@pytest.mark.feature("F113")
def test_an_emergency_comes_before_every_page(wall: Make) -> None:
    source, window = wall()
    until(window, "permit")
    source.day.do(BeginEmergency())
    source.tell()
    assert (window.model.property("page"), shown(window)) == ("evacuate", "")


def test_a_screen_without_news_of_the_hall_shows_no_pages(wall: Make) -> None:
    source, window = wall()
    until(window, "permit")
    source.is_cut = True
    source.later(61)
    window.model.refresh()
    assert (window.model.property("page"), shown(window)) == ("stale", "")


@pytest.mark.feature("F115")
def test_what_ends_today_is_gone_at_midnight_by_the_halls_clock_whatever_this_machine_says(
    wall: Make, playlist: Path
) -> None:
    source, window = wall()
    today = source.now().date()
    playlist.write_text((HEAD + WORDS).replace("2026-12-31", today.isoformat()), encoding="utf-8")
    turn(source, window)
    until(window, "permit")
    turn(source, window, timedelta(hours=24 - source.now().astimezone().hour).total_seconds() + 36_000)
    assert shown(window) == ""
    QTest.qWait(50)
    assert shown(window) == ""


@pytest.mark.logs_warnings
def test_a_picture_that_is_missing_cut_or_far_too_large_is_passed_over_and_named(
    wall: Make, playlist: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = (playlist.parent / "poster.png").read_bytes()
    (playlist.parent / "cut.png").write_bytes(whole[: len(whole) // 2])
    (playlist.parent / "huge.png").write_bytes(
        whole[:16] + (12_000).to_bytes(4, "big") + (9_000).to_bytes(4, "big") + whole[24:]
    )
    names = ("lost", "cut", "huge")
    bad = "".join(POSTER.replace("poster", name) for name in names)
    playlist.write_text(HEAD + bad + WORDS, encoding="utf-8")
    source, window = wall()
    until(window, "permit")
    turn(source, window)
    QTest.qWait(50)
    assert shown(window) == "permit"
    assert [sum(f"page {name} " in line for line in caplog.messages) for name in names] == [1, 1, 1], "each once"


@pytest.mark.logs_warnings
def test_a_picture_that_only_looked_whole_is_left_behind_when_it_cannot_be_decoded(
    wall: Make, playlist: Path, qtlog: pytest.FixtureRequest
) -> None:
    file = playlist.parent / "poster.png"
    whole = bytearray(file.read_bytes())
    whole[60:-60] = bytes(len(whole) - 120)
    file.write_bytes(whole)
    playlist.write_text(HEAD + POSTER + WORDS, encoding="utf-8")
    _, window = wall()
    until(window, "permit")


@pytest.mark.logs_warnings
def test_a_playlist_that_was_broken_by_an_edit_leaves_the_last_good_one(wall: Make, playlist: Path) -> None:
    source, window = wall()
    until(window, "permit")
    playlist.write_text("this is no playlist", encoding="utf-8")
    turn(source, window)
    until(window, "poster")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("glass", [None, GlassHours.PRIVATE])
@pytest.mark.parametrize("seams", [(), (0.3, 0.64)])
def test_no_text_is_cut_small_on_another_or_on_a_seam(
    wall: Make, language: str, glass: GlassHours | None, seams: tuple[float, ...]
) -> None:
    source, window = wall(glass=glass, seams=seams, language=language, px=3840)
    for counter in (9, 11):
        source.issue("A")
        source.call(counter)
        source.start(counter)
        source.later(60)
        window.model.refresh()
    if glass is not None:
        source.issue("A")
        source.call(10)
        window.model.refresh()
    until(window, "permit")
    root = root_of(window)
    assert findings(root, root) == []
    picture(window, f"content-{language}-{glass}-{len(seams)}")
    for seam in seams if glass is not None else ():
        inks = [text.ink for text in written(root, root)]
        assert [ink for ink in inks if ink.left() < 3840 * seam < ink.right()] == []
    turn(source, window)
    until(window, "poster")
    for _ in range(1000):
        if named(root, "content.picture").property("progress") == 1:
            break
        QTest.qWait(2)
    picture(window, f"poster-{language}-{glass}-{len(seams)}")
