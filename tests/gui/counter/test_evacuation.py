"""People must leave: the clerk is told on the bar and over the login, also by a counter that has no server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from hallcall.assets import LANGUAGES, load_texts
from hallcall.client.evacuation import EvacuationMemory
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core import commands as cm
from hallcall.core.state import HallState
from hallcall.counter.model import Desk, DeskStatus, Key
from hallcall.counter.widgets import CounterWindow
from hallcall.ui.fonts import load_fonts
from hallcall.ui.texts import ScreenTexts
from helpers.counter_server import LOST, FakeServer, make_desk

pytestmark = pytest.mark.feature("F113")

Open = Callable[[Desk], CounterWindow]


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Open]:
    """Opens counters, and closes them."""
    load_fonts()
    windows: list[CounterWindow] = []

    def show(desk: Desk) -> CounterWindow:
        window = CounterWindow(desk)
        window.show()
        windows.append(window)
        qapp.processEvents()
        return window

    yield show
    for window in windows:
        window.close()


def words(window: CounterWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]


def picture(window: CounterWindow, name: str) -> None:
    QApplication.processEvents()
    folder = os.environ.get("HALLCALL_PICTURES")
    if folder:
        window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_at_work_is_told_what_to_do_and_calls_nobody(opened: Open, language: str) -> None:
    server = FakeServer()
    desk = make_desk(server, language=language)
    window = opened(desk)
    server.do(cm.BeginEmergency())
    texts = load_texts(language)
    assert desk.status is DeskStatus.EVACUATE
    assert words(window).count(texts.text("counter-evacuate-do")) == 2, "on the bar and on the page"
    assert texts.text("counter-idle-wait") not in words(window)
    assert not desk.keys[Key.PRIMARY].is_enabled
    picture(window, f"counter-evacuate-{language}")
    server.do(cm.EndEmergency(reason="all are out"))
    assert desk.status is DeskStatus.IDLE


@pytest.mark.parametrize("is_drill", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counter_switched_on_without_the_server_says_it_over_the_login(
    opened: Open, tmp_path: Path, language: str, *, is_drill: bool
) -> None:
    keepsake = tmp_path / "C12.evacuation"
    before = FakeServer()
    desk = Desk(before, before.counter, ScreenTexts(language), evacuation=EvacuationMemory(keepsake))
    before.do(cm.BeginEmergency(is_drill=is_drill))
    assert desk.emergency is not None

    lost = FakeServer()
    lost.hall, lost.heard_at, lost.state, lost.status = None, None, HallState(), LOST  # type: ignore[assignment]
    window = opened(Desk(lost, lost.counter, ScreenTexts(language), evacuation=EvacuationMemory(keepsake)))
    wanted = load_texts(language).text("counter-evacuate-drill" if is_drill else "counter-evacuate-do")
    assert wanted in words(window)
    picture(window, f"counter-login-evacuate-{language}-{is_drill}")

    before.do(cm.EndEmergency(reason="all are out"))
    desk = Desk(lost, lost.counter, ScreenTexts(language), evacuation=EvacuationMemory(keepsake))
    again = opened(desk)
    assert wanted not in words(again)
    AlarmFile(tmp_path).write(LocalAlarm(since=before.now(), contacts=("key",), key="K"))
    desk.tick()
    assert load_texts(language).text("counter-evacuate-do") in words(again), "a contact of this machine says so"
