"""Live pictures of an application: taken from what stands on the screen, and only when that has changed."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hallcall.sim.stage.camera import Camera, visible_windows, window_at

pytestmark = pytest.mark.feature("F244")


@pytest.fixture
def label(qtbot: QtBot) -> Iterator[QLabel]:
    shown = QLabel("A001", alignment=Qt.AlignmentFlag.AlignCenter)
    qtbot.addWidget(shown)
    shown.setGeometry(50, 40, 400, 200)
    shown.show()
    qtbot.waitExposed(shown)
    QApplication.processEvents()
    yield shown
    shown.close()


def size_of(jpeg: str) -> tuple[int, int]:
    with Image.open(BytesIO(base64.b64decode(jpeg))) as picture:
        return picture.size


def test_a_picture_is_as_wide_as_it_is_wanted_and_tells_how_large_the_screen_is(label: QLabel) -> None:
    seen = Camera().look("", 200)
    assert (seen["width"], seen["height"]) == (400, 200)
    assert size_of(seen["jpeg"]) == (200, 100)


def test_what_is_known_already_is_not_sent_again(label: QLabel, qtbot: QtBot) -> None:
    camera = Camera()
    first = camera.look("", 400)
    assert camera.look(first["mark"], 400) == {"mark": first["mark"]}
    label.setStyleSheet("background: #FFC53D")
    qtbot.waitUntil(lambda: "jpeg" in camera.look(first["mark"], 400))


def test_a_question_beside_the_bar_is_in_the_picture_and_can_be_touched(label: QLabel, qtbot: QtBot) -> None:
    question = QLabel("Pause?")
    qtbot.addWidget(question)
    question.setGeometry(50, 240, 400, 200)
    question.show()
    qtbot.waitExposed(question)
    assert Camera().look("", 400)["height"] == 400
    found = window_at((0.5, 0.75))
    assert found is not None
    assert (found[0], found[1]) == (question.windowHandle(), QPoint(200, 100))
    question.close()


def test_without_a_window_there_is_nothing_to_see(qapp: QApplication) -> None:
    assert visible_windows() == []
    assert Camera().look("", 400) == {"mark": ""}
    assert window_at((0.5, 0.5)) is None
