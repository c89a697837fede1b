"""The display over a counter: every state drawn in both languages, legible, and nothing that should not be read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.commands import (
    BeginEmergency,
    CloseCounter,
    EndEmergency,
    OpenCounter,
    PauseCounter,
    TransferTicket,
)
from hallcall.core.hall import Hall
from hallcall.core.places import ExitSide, ExitWay
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, Metres, Name, QueuePrefix
from hallcall.core.tickets import ClerkId
from hallcall.display.model.legibility import font_px
from hallcall.display.model.window_screen import WindowModel
from hallcall.display.settings import WindowSettings
from hallcall.display.window import WindowDisplay
from hallcall.ui.fonts import load_fonts
from helpers.pictures import looks_as_agreed
from helpers.sample_halls import open_sample_hall
from helpers.scene import findings, giants, named, walk, written
from helpers.wall_source import FakeSource

pytestmark = pytest.mark.feature("F108")

GOLDEN = Path(__file__).parent / "golden"
TWELVE = CounterNumber(12)
BAR_MM = 698
"""Width of the picture of a stretched 28-inch display of 1920 x 360."""
Make = Callable[..., tuple[FakeSource, WindowDisplay]]


@pytest.fixture
def bar(qapp: QGuiApplication) -> Iterator[Make]:
    """Opens the display over a counter in a hall run by hand, and closes it."""
    load_fonts()
    opened: list[WindowDisplay] = []

    def make(
        hall: Hall | None = None, *, counter: int = TWELVE, language: str = LANGUAGES[0], keepsake: Path | None = None
    ) -> tuple[FakeSource, WindowDisplay]:
        source = FakeSource(hall)
        settings = WindowSettings(
            url="", token="", counter=CounterNumber(counter), language=language, keepsake=keepsake
        )
        display = WindowDisplay(source, settings, monotonic=source.monotonic)
        display.show()
        QTest.qWait(1)
        opened.append(display)
        return source, display

    yield make
    for display in opened:
        display.close()


def root_of(display: WindowDisplay) -> QQuickItem:
    root = display.view.rootObject()
    assert root is not None
    return root


def seen(display: WindowDisplay) -> dict[str, str]:
    """Every text in the picture, by object name."""
    texts = ((item.objectName(), item.property("text")) for item in walk(root_of(display)))
    return {name: text for name, text in texts if name and isinstance(text, str) and text}


def with_exit(side: ExitSide) -> Hall:
    """The large hall with one way out told for the display over counter 12."""
    hall = open_sample_hall("haibin")
    way = ExitWay(name=Name(zh="1 号出口", en="Exit 1"), side=side, metres=Metres(30))
    counters = [replace(one, exits=(way,)) if one.number == TWELVE else one for one in hall.counters]
    return replace(hall, counters=tuple(counters))


def be_closed(source: FakeSource) -> None:
    """Nobody has opened the counter."""


def be_free(source: FakeSource) -> None:
    source.day.do(OpenCounter(counter=TWELVE, clerk=ClerkId("c12")))
    source.tell()


def call(source: FakeSource) -> None:
    source.issue("A", 24)
    source.call(TWELVE)


def serve(source: FakeSource) -> None:
    call(source)
    source.start(TWELVE)


def pause(source: FakeSource, minutes: int | None = 20, reason: str = "handover") -> None:
    for colleague in (11, 13):
        source.day.do(OpenCounter(counter=CounterNumber(colleague), clerk=ClerkId(f"c{colleague}")))
    be_free(source)
    until = None if minutes is None else source.day.now + timedelta(minutes=minutes)
    source.day.do(PauseCounter(counter=TWELVE, reason=reason, until=until))
    source.tell()


def move(source: FakeSource) -> None:
    call(source)
    ticket = source.state.counter(TWELVE, source.now()).ticket
    assert ticket is not None
    source.day.do(TransferTicket(ticket=ticket, to_queue=QueuePrefix("D"), reason="not_here"))
    source.tell()


def lose_the_server(source: FakeSource) -> None:
    call(source)
    source.is_cut = True
    source.later(10)


def leave(source: FakeSource) -> None:
    call(source)
    source.day.do(BeginEmergency())
    source.tell()


def practise(source: FakeSource) -> None:
    source.day.do(BeginEmergency(is_drill=True))
    source.tell()


STATES = [be_closed, be_free, call, serve, pause, move, lose_the_server, leave, practise]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [call, serve, pause])
def test_every_agreed_picture_is_the_one_that_is_drawn(
    bar: Make, state: Callable[[FakeSource], None], language: str
) -> None:
    """Set HALLCALL_GOLDEN=write to accept the present look."""
    source, display = bar(language=language)
    state(source)
    display.model.refresh()
    agreed = GOLDEN / f"window-{state.__name__}-{language}.png"
    looks_as_agreed(display.view.grabWindow(), agreed, giants(display.view.rootObject()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_no_text_is_cut_small_or_on_another(bar: Make, state: Callable[[FakeSource], None], language: str) -> None:
    source, display = bar(language=language)
    state(source)
    display.model.refresh()
    QTest.qWait(1)
    assert findings(root_of(display), root_of(display)) == []


def test_a_counter_with_three_figures_keeps_them_on_its_plate(bar: Make) -> None:
    _, display = bar(counter=101)
    plate = named(root_of(display), "plate")
    assert plate.property("text") == "101"
    assert plate.x() > 0
    assert plate.x() + plate.width() < 396
    assert findings(root_of(display), root_of(display)) == []


def test_a_visit_as_the_bar_tells_it(bar: Make) -> None:
    source, display = bar()
    assert seen(display)["window.title"] == "本窗暂不办理"
    be_free(source)
    assert seen(display)["window.title"] == "请先取号"
    call(source)
    assert seen(display)["window.number"] == "A001"
    assert (seen(display)["window.come"], seen(display)["window.second"]) == ("到这里办理", "Please come here")
    source.start(TWELVE)
    assert seen(display)["window.word"] == "正在办理"
    assert seen(display)["place.people"] == "等候 23 人"


def test_a_transferred_number_is_told_where_to_go(bar: Make) -> None:
    source, display = bar()
    move(source)
    zone = source.day.hall.zone_by_id[source.day.hall.queue_by_prefix[QueuePrefix("D")].zone]
    assert seen(display)["window.number"] == "A001"
    assert seen(display)["window.goal"] == f"请到 {zone.floor} 层 {zone.id} 区"
    source.later(21)
    display.model.refresh()
    assert seen(display)["window.title"] == "请先取号"


def test_a_pause_names_its_reason_its_end_and_an_open_counter_until_the_time_is_over(bar: Make) -> None:
    source, display = bar()
    pause(source)
    texts = seen(display)
    assert texts["window.because"] == "交接班"
    assert texts["window.until"] == "预计 09:20 恢复"
    assert texts["window.counters"] == "11 号窗口"
    source.later(21 * 60)
    display.model.refresh()
    assert seen(display)["window.until"] == "稍后恢复"
    source.day.do(CloseCounter(counter=CounterNumber(11)))
    source.tell()
    assert "window.counters" not in seen(display), "nobody is sent to a counter that is closed"


def test_what_a_clerk_wrote_as_the_reason_is_not_for_everybody(bar: Make) -> None:
    source, display = bar()
    pause(source, None, "看牙医")
    assert "看牙医" not in " ".join(seen(display).values())
    assert "window.because" not in seen(display)


def test_old_news_are_never_shown_as_live_and_new_ones_at_once(bar: Make) -> None:
    source, display = bar()
    lose_the_server(source)
    display.model.refresh()
    assert seen(display)["window.title"] == "请听工作人员叫号"
    assert "A001" not in seen(display).values()
    source.reconnect()
    assert seen(display)["window.number"] == "A001"


def test_a_display_over_a_counter_that_the_hall_does_not_have_sends_nobody_anywhere(bar: Make) -> None:
    source, display = bar(counter=999)
    call(source)
    assert seen(display)["window.title"] == "请听工作人员叫号"


@pytest.mark.feature("F113")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_out_comes_before_everything_and_outlasts_a_restart(bar: Make, tmp_path: Path, language: str) -> None:
    keepsake = tmp_path / "C12.evacuation"
    source, display = bar(with_exit(ExitSide.LEFT), language=language, keepsake=keepsake)
    leave(source)
    assert seen(display)["window.title"] == load_texts(language).text("evacuate-headline")
    assert seen(display)["window.exit"] == ("Exit 1" if language == "en" else "1 号出口")
    assert named(root_of(display), "window.arrow").property("mirror") is True
    assert "A001" not in seen(display).values(), "nobody stays for their number"
    assert findings(root_of(display), root_of(display)) == []
    source.later(120, heard=False)
    display.model.refresh()
    assert display.model.window.state == "evacuate", "the server may burn"

    lost = FakeSource()
    lost.hall, lost.heard_at, lost.state = None, None, HallState()
    again = WindowModel(lost, TWELVE, keepsake=keepsake)
    assert again.window.state == "evacuate"
    assert len(again.evacuation["exits"]) == 1

    source.day.do(EndEmergency(reason="all are out"))
    source.tell()
    assert seen(display)["window.number"] == "A001"
    assert WindowModel(lost, TWELVE, keepsake=keepsake).window.state == "unheard"
    AlarmFile(tmp_path).write(LocalAlarm(since=source.day.now, contacts=("key",), key="K"))
    display.model.refresh()
    assert seen(display)["window.exit"] == ("Exit 1" if language == "en" else "1 号出口"), "a contact of this machine"
    assert WindowModel(lost, TWELVE, keepsake=keepsake).window.state == "evacuate"


@pytest.mark.feature("F113")
def test_a_display_whose_way_out_nobody_has_told_shows_no_arrow(bar: Make) -> None:
    source, display = bar()
    practise(source)
    assert seen(display)["window.exit"] == "跟随绿色疏散标志"
    assert seen(display)["window.title"] == "演练：请离开大厅"
    assert not [item for item in walk(root_of(display)) if item.objectName() == "window.arrow"]


@pytest.mark.feature("F109")
def test_the_number_is_read_from_ten_metres_and_the_words_from_three(bar: Make) -> None:
    source, display = bar()
    call(source)
    number = named(root_of(display), "window.number")
    assert number.property("shownSize") >= font_px(BAR_MM, 1920, 10)
    assert named(root_of(display), "plate").property("shownSize") >= font_px(BAR_MM, 1920, 10)
    words = [text for text in written(root_of(display), root_of(display)) if text.item.objectName() != ""]
    assert {text.item.objectName() for text in words} >= {"window.come", "window.second"}
    assert min(text.em for text in words) >= font_px(BAR_MM, 1920, 3) - 1


@pytest.mark.feature("F116")
def test_no_name_of_a_person_or_an_item_is_in_the_picture(bar: Make) -> None:
    source, display = bar()
    serve(source)
    texts = " ".join(seen(display).values())
    hall = source.day.hall
    assert "c12" not in texts
    assert not [item.name.zh for item in hall.items if item.queue == "A" and item.name.zh in texts]


def test_a_bar_that_stands_still_draws_nothing(bar: Make) -> None:
    source, display = bar()
    serve(source)
    QTest.qWait(100)
    drawn: list[QObject] = []
    display.view.frameSwapped.connect(lambda: drawn.append(display))
    for _ in range(5):
        source.later(2)
        display.model.refresh()
        QTest.qWait(20)
    assert drawn == []
