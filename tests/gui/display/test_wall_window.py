"""The wall in its window: every page drawn, quiet when idle, nothing that should not be read by everybody."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QAbstractAnimation, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hallcall.assets import LANGUAGES, load_texts
from hallcall.client import LinkState, LinkStatus
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.commands import BeginEmergency, EndEmergency, IssueTicket
from hallcall.core.days import local_time
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, Metres
from hallcall.core.tickets import PersonId
from hallcall.display.app import WallWindow
from hallcall.display.model.wall import STRIP_AFTER_MS, WallModel
from hallcall.display.settings import DisplaySettings
from hallcall.ui.fonts import load_fonts
from helpers.pictures import looks_as_agreed, pixels
from helpers.sample_halls import open_sample_hall
from helpers.scene import findings, giants, named
from helpers.small_hall import small_hall
from helpers.wall_source import FakeSource

GOLDEN = Path(__file__).parent / "golden"
Make = Callable[..., tuple[FakeSource, WallWindow]]


@pytest.fixture
def wall(qapp: QGuiApplication) -> Iterator[Make]:
    """Opens walls over a hall run by hand, and closes them."""
    load_fonts()
    opened: list[WallWindow] = []

    def make(
        hall: Hall | None = None, *, width: int = 1280, height: int = 720, **more: object
    ) -> tuple[FakeSource, WallWindow]:
        source = FakeSource(hall)
        settings = DisplaySettings(
            url="",
            token="",
            width_px=width,
            height_px=height,
            reduced_motion=True,
            **more,  # type: ignore[arg-type]
        )
        window = WallWindow(source, settings, monotonic=source.monotonic)
        window.show()
        QTest.qWait(1)
        opened.append(window)
        return source, window

    yield make
    for window in opened:
        window.close()


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    for child in root.childItems():
        yield child
        yield from items(child)


def root_of(window: WallWindow) -> QQuickItem:
    root = window.view.rootObject()
    assert root is not None
    return root


def seen(window: WallWindow) -> dict[str, str]:
    """Every text in the picture, by object name; nameless ones under their text."""
    found: dict[str, str] = {}
    for item in items(root_of(window)):
        text = item.property("text")
        if isinstance(text, str) and text and item.isVisible():
            found[item.objectName() or text] = text
    return found


def run_nothing(source: FakeSource, window: WallWindow) -> None:
    """Before the first visitor."""


def run_morning(source: FakeSource, window: WallWindow) -> None:
    """Some minutes of an ordinary morning; ends with one fresh call."""
    for queue, count in (("A", 9), ("B", 6), ("D", 12), ("K", 3)):
        source.issue(queue, count)
    for counter in (100, 36, 2, 40, 16, 17):
        source.call(counter)
        source.later(1)
        source.start(counter)
        window.model.refresh()
        source.later(12)
    window.model.refresh()
    source.call(12)
    source.tell_waits()
    window.model.refresh()
    QTest.qWait(STRIP_AFTER_MS + 50)


def run_burst(source: FakeSource, window: WallWindow) -> None:
    """Twelve calls, the last five of them new."""
    for queue, count in (("A", 5), ("B", 5), ("D", 5), ("K", 5)):
        source.issue(queue, count)
    source.call(1, 2, 13, 14, 36, 37, 100)
    window.model.refresh()
    source.later(11)
    window.model.refresh()
    source.call(3, 15, 38, 101)
    window.model.refresh()


def run_silence(source: FakeSource, window: WallWindow) -> None:
    """The server is gone for six minutes."""
    run_morning(source, window)
    source.is_cut = True
    source.status = FakeSource.LOST
    source.later(370)
    window.model.refresh()


def picture(window: WallWindow) -> np.ndarray:
    return pixels(window.view.grabWindow())


@pytest.mark.feature("F014")
@pytest.mark.parametrize(("language", "line"), [("zh-CN", "14:00 起叫号"), ("en", "calls from 14:00")])
def test_while_nobody_calls_at_noon_the_strip_says_when_it_goes_on(wall: Make, language: str, line: str) -> None:
    source, window = wall(language=language)
    run_morning(source, window)
    goes_on = local_time(source.day.hall, source.now()).replace(hour=14, minute=0, second=0, microsecond=0)
    source.waits = {queue: WaitRange(35, 50, goes_on) for queue in source.waits}
    source.waitsChanged.emit()
    window.model.refresh()
    QTest.qWait(STRIP_AFTER_MS + 50)
    told = [text for name, text in seen(window).items() if name.startswith("waiting.") and name.endswith(".minutes")]
    assert told
    assert set(told) == {line}


@pytest.mark.feature("F106")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [run_morning, run_burst, run_silence])
def test_every_page_looks_as_agreed(wall: Make, page: Callable[..., None], language: str) -> None:
    """Set HALLCALL_GOLDEN=write to accept the present look."""
    source, window = wall(language=language)
    page(source, window)
    agreed = GOLDEN / f"{page.__name__.removeprefix('run_')}-{language}.png"
    looks_as_agreed(window.view.grabWindow(), agreed, giants(window.view.rootObject()))


@pytest.mark.feature("F093", "F106")
def test_number_counter_floor_and_zone_stand_on_the_large_card(wall: Make) -> None:
    source, window = wall()
    run_morning(source, window)
    texts = seen(window)
    assert texts["hero.number"] == "A002"
    assert texts["hero.counter"] == "12"
    assert "1 层 A 区" in texts["hero.place"]
    assert texts["row.0.number"] == "B002"
    assert texts["row.0.counter"] == "17"


@pytest.mark.feature("F106")
def test_a_burst_stands_in_rows_by_zone(wall: Make) -> None:
    source, window = wall()
    run_burst(source, window)
    texts = seen(window)
    assert [texts[f"row.{row}.number"] for row in range(6)] == ["A001", "A002", "A003", "B001", "B002", "B003"]
    assert [texts[f"row.{row}.counter"] for row in range(7, 12)] == ["36", "37", "38", "100", "101"]


@pytest.mark.feature("F117")
def test_the_notice_of_old_data_comes_and_goes(wall: Make) -> None:
    source, window = wall()
    run_morning(source, window)
    source.is_cut = True
    source.later(11)
    window.model.refresh()
    assert seen(window)["head.late"] == "更新于 09:01"
    source.later(60)
    window.model.refresh()
    assert "1 分钟未更新" in seen(window)["stale.headline"]
    source.reconnect()
    assert "head.late" not in seen(window)
    assert "stale.headline" not in seen(window)


def test_nothing_is_amber_while_the_data_are_old(wall: Make) -> None:
    source, window = wall()
    run_silence(source, window)
    pixels = picture(window)
    amber = (np.abs(pixels - np.array([0xFF, 0xC5, 0x3D])).max(axis=2) < 24).sum()
    assert amber == 0


def test_the_language_swaps_live(wall: Make) -> None:
    source, window = wall()
    run_morning(source, window)
    window.texts.setProperty("language", "en")
    texts = seen(window)
    assert texts["hero.top"] == "Now calling"
    assert "正在呼叫" in texts.values()
    assert texts["head.hall"] == "Haibin District Government Service Hall"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [run_nothing, run_morning, run_burst, run_silence])
@pytest.mark.parametrize("far", [False, True])
def test_no_text_is_cut_small_or_on_another(wall: Make, page: Callable[..., None], language: str, *, far: bool) -> None:
    hall = open_sample_hall("haibin")
    place = WallPlace(id="W", width_mm=1218, viewing_distance_m=Metres(10 if far else 5))
    source, window = wall(replace(hall, walls=(place,)), language=language, wall="W", width=3840, height=2160)
    page(source, window)
    QTest.qWait(1)
    assert findings(root_of(window), root_of(window)) == []


@pytest.mark.feature("F116")
def test_no_name_and_no_item_is_in_the_scene(wall: Make) -> None:
    hall = small_hall()
    source, window = wall(hall)
    item = hall.item_by_code[ItemCode("b2")]
    source.day.do(IssueTicket(item=item.code, kiosk="K1", person=PersonId("person-secret")))
    source.call(4)
    window.model.refresh()
    texts = " ".join(seen(window).values())
    assert "B001" in texts
    for secret in (item.name.zh, item.name.en, "person-secret"):
        assert secret not in texts


@pytest.mark.feature("F106")
def test_an_idle_wall_draws_nothing_and_runs_no_animation(wall: Make, qtbot: QtBot) -> None:
    source, window = wall()
    run_morning(source, window)
    source.later(60)
    window.model.refresh()
    frames: list[float] = []
    window.view.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    still_from = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() - max([still_from, *frames]) > 0.3, timeout=20_000)
    frames.clear()
    qtbot.wait(2000)
    assert len(frames) <= 1
    running = [
        animation
        for animation in window.view.findChildren(QObject)
        if isinstance(animation, QAbstractAnimation) and animation.state() is QAbstractAnimation.State.Running
    ]
    assert running == []
    names = {item.metaObject().className() for item in items(root_of(window))}
    assert not [name for name in names if "Animat" in name]


@pytest.mark.feature("F106")
def test_a_new_wall_is_filled_from_a_snapshot_in_less_than_two_seconds(wall: Make) -> None:
    source, first = wall()
    run_burst(source, first)
    started = time.monotonic()
    window = WallWindow(source, DisplaySettings(url="", token=""), monotonic=source.monotonic)
    window.show()
    window.view.grabWindow()
    took = time.monotonic() - started
    numbers = {text for name, text in seen(window).items() if name.endswith(".number")}
    window.close()
    assert len(numbers) == 11
    assert took < 2


def test_the_picture_stays_in_proportion_in_a_window_of_another_shape(wall: Make) -> None:
    source, window = wall(width=1280, height=1000)
    run_morning(source, window)
    pixels = picture(window)
    assert (pixels[:138] == np.array([0x0A, 0x1A, 0x30])).all()
    assert (pixels[-138:] == np.array([0x0A, 0x1A, 0x30])).all()


def test_both_languages_have_every_message_of_the_wall() -> None:
    names = [
        line.split(" =")[0]
        for line in (Path(__file__).parents[3] / "assets/hallcall/assets/messages/en/display.ftl")
        .read_text(encoding="utf-8")
        .splitlines()
        if line[:1].islower()
    ]
    assert len(names) > 40
    assert all(name in load_texts(language) for name in names for language in LANGUAGES)


def test_the_window_is_painted_in_software(wall: Make) -> None:
    _, window = wall()
    assert QQuickWindow.sceneGraphBackend() == "software"
    assert window.view.rootObject() is not None


@pytest.mark.feature("F020")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wall_with_old_hall_data_says_so_in_its_head(wall: Make, language: str) -> None:
    source, window = wall(language=language, width=1920, height=1080)
    source.issue("A", 3)
    source.call(12)
    source.status = LinkStatus(LinkState.LIVE, 0, is_outdated=True)
    source.linkChanged.emit(source.status)
    QTest.qWait(20)
    shown = named(root_of(window), "head.late")
    assert shown.isVisible()
    assert shown.property("text") == load_texts(language).text("display-outdated")
    assert findings(root_of(window), root_of(window)) == []


@pytest.mark.feature("F113")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_out_is_shown_before_everything_else_and_outlasts_a_restart(
    wall: Make, tmp_path: Path, language: str, qtbot: QtBot
) -> None:
    keepsake = tmp_path / "W-1F.evacuation"
    source, window = wall(wall="W-1F", language=language, keepsake=keepsake)
    source.issue("A")
    source.call(1)
    source.day.do(BeginEmergency())
    source.tell()
    texts = load_texts(language)
    assert seen(window)["evacuate.headline"] == texts.text("evacuate-headline")
    assert seen(window)["evacuate.kind"] == texts.text("evacuate-real")
    assert {"exit.0.name", "exit.1.name"} <= seen(window).keys()
    assert "A001" not in seen(window).values(), "nobody stays for their number"
    source.later(120, heard=False)
    assert window.model.property("page") == "evacuate", "the server may burn"

    lost = FakeSource()
    lost.hall, lost.heard_at, lost.state = None, None, HallState()
    settings = DisplaySettings(url="", token="", wall="W-1F", keepsake=keepsake)
    again = WallModel(lost, settings.place, keepsake=keepsake)
    assert again.property("page") == "evacuate"
    assert len(again.property("evacuation")["exits"]) == 2

    source.day.do(EndEmergency(reason="all are out"))
    source.tell()
    assert window.model.property("page") != "evacuate"
    AlarmFile(tmp_path).write(LocalAlarm(since=source.day.now, contacts=("key",), key="K"))
    qtbot.waitUntil(lambda: window.model.property("page") == "evacuate")
    assert len(window.model.property("evacuation")["exits"]) == 2, "a contact of this machine; the ways are known"
    AlarmFile(tmp_path).write(None)
    qtbot.waitUntil(lambda: window.model.property("page") != "evacuate")
    assert WallModel(lost, settings.place, keepsake=keepsake).property("page") == "connecting"


@pytest.mark.feature("F113")
def test_a_wall_whose_ways_out_nobody_has_told_shows_no_arrow(wall: Make) -> None:
    source, window = wall(wall="W1")
    source.day.do(BeginEmergency(is_drill=True))
    source.tell()
    texts = load_texts(LANGUAGES[0])
    assert seen(window)["exit.0.name"] == texts.text("evacuate-signs")
    assert seen(window)["evacuate.headline"] == texts.text("evacuate-drill-headline")
