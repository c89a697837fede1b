"""The rating tablet in its window: five equal cards, nothing chosen beforehand, nobody rated by saying nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hallcall.client import Answer
from hallcall.core.commands import Command
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.events import VisitRated
from hallcall.core.terms import CounterNumber
from hallcall.display.rating import RatingTablet
from hallcall.display.settings import RatingSettings
from hallcall.ui.fonts import load_fonts
from helpers.scene import findings, named, touch
from helpers.wall_source import FakeSource

pytestmark = [pytest.mark.feature("F159"), pytest.mark.feature("F162")]
COUNTER = 2
Make = Callable[..., tuple[FakeSource, RatingTablet]]


@pytest.fixture
def tablet(qapp: QGuiApplication) -> Iterator[Make]:
    """Opens tablets of counter 2, at which a visit was just done."""
    load_fonts()
    opened: list[RatingTablet] = []

    def make(
        language: str = "zh-CN", scale: float = 1.0, outbox: Path | None = None, source: FakeSource | None = None
    ) -> tuple[FakeSource, RatingTablet]:
        source = source or FakeSource()
        settings = RatingSettings(
            url="", token="", counter=CounterNumber(COUNTER), language=language, scale=scale, outbox=outbox
        )
        shown = RatingTablet(source, settings, second_ms=3_600_000)
        shown.show()
        opened.append(shown)
        source.issue("A")
        source.call(COUNTER)
        source.start(COUNTER)
        source.finish(COUNTER)
        settle()
        return source, shown

    yield make
    for shown in opened:
        shown.close()


def settle() -> None:
    for _ in range(4):
        QTest.qWait(1)


def see(shown: RatingTablet, name: str) -> QQuickItem:
    root = shown.view.rootObject()
    assert root is not None
    return named(root, name)


def press(shown: RatingTablet, name: str) -> None:
    touch(shown.view, see(shown, name))
    settle()


def page(shown: RatingTablet) -> str:
    return str(shown.model.property("page"))


def rated(source: FakeSource) -> list[VisitRated]:
    return [one.event for one in source.day.log if isinstance(one.event, VisitRated)]


def test_it_asks_when_a_visit_is_done_and_one_touch_is_a_rating(tablet: Make) -> None:
    source, shown = tablet()
    assert page(shown) == "ask"
    assert [see(shown, f"rate.level.{level}").property("chosen") for level in range(1, 6)] == [False] * 5
    press(shown, "rate.level.4")
    assert [(one.level, one.counter, sorted(one.reasons)) for one in rated(source)] == [(4, COUNTER, [])]
    assert page(shown) == "thanks"


def test_a_low_level_asks_what_went_wrong_and_may_be_sent_without_a_reason(tablet: Make) -> None:
    source, shown = tablet()
    press(shown, "rate.level.2")
    assert (page(shown), rated(source)) == ("reasons", [])
    press(shown, "rate.reason.not_explained")
    press(shown, "rate.reason.long_wait")
    press(shown, "rate.reason.long_wait")
    press(shown, "rate.send")
    assert [(one.level, sorted(one.reasons)) for one in rated(source)] == [(2, ["not_explained"])]


def test_a_choice_can_be_changed_before_it_is_sent(tablet: Make) -> None:
    source, shown = tablet()
    press(shown, "rate.level.1")
    press(shown, "rate.change")
    assert page(shown) == "ask"
    press(shown, "rate.level.5")
    assert [one.level for one in rated(source)] == [5]


@pytest.mark.feature("F161")
@pytest.mark.parametrize("leaves", ["skip", "time"])
def test_who_says_nothing_has_not_rated(tablet: Make, leaves: str) -> None:
    source, shown = tablet()
    if leaves == "skip":
        press(shown, "rate.skip")
    else:
        for _ in range(60):
            shown.model.tick()
    assert (page(shown), rated(source)) == ("idle", [])


class LostSource(FakeSource):
    """A hall whose server goes away after the visit."""

    is_away = False

    def send(
        self, command: Command, on_answer: Callable[[Answer], None], on_error: Callable[[HallcallError], None]
    ) -> None:
        if self.is_away:
            on_error(LinkError("link.down"))
        else:
            super().send(command, on_answer, on_error)


@pytest.mark.feature("F172")
def test_a_rating_given_without_the_server_is_told_later_also_by_the_next_start(tablet: Make, tmp_path: Path) -> None:
    source = LostSource()
    _, shown = tablet(source=source, outbox=tmp_path / "C2-rating.db")
    source.is_away = True
    press(shown, "rate.level.3")
    assert (page(shown), rated(source)) == ("thanks", [])
    shown.close()

    source.is_away = False
    settings = RatingSettings(url="", token="", counter=CounterNumber(COUNTER), outbox=tmp_path / "C2-rating.db")
    again = RatingTablet(source, settings)
    for _ in range(2):
        source.linkChanged.emit(source.status)
    again.close()
    assert [one.level for one in rated(source)] == [3]


def test_a_rating_that_nobody_can_keep_is_said_to_be_lost(tablet: Make) -> None:
    source = LostSource()
    _, shown = tablet(source=source)
    source.is_away = True
    press(shown, "rate.level.3")
    assert page(shown) == "failed"


def test_another_counters_visit_is_not_asked_about(tablet: Make) -> None:
    source, shown = tablet()
    press(shown, "rate.skip")
    source.issue("A")
    source.call(3)
    source.start(3)
    source.finish(3)
    assert page(shown) == "idle"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_nothing_collides_and_nothing_is_cut(tablet: Make, language: str, scale: float) -> None:
    _, shown = tablet(language, scale)
    wrong: list[Any] = [*findings(see(shown, "stage"), see(shown, "stage"))]
    sizes = {(see(shown, f"rate.level.{n}").width(), see(shown, f"rate.level.{n}").height()) for n in range(1, 6)}
    assert len(sizes) == 1
    press(shown, "rate.level.2")
    press(shown, "rate.reason.unkind")
    wrong += findings(see(shown, "stage"), see(shown, "stage"))
    assert wrong == []
