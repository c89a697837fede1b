"""The check that every page must pass finds what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from hallcall.ui.app import make_view
from hallcall.ui.fonts import load_fonts
from hallcall.ui.texts import ScreenTexts
from helpers.scene import findings

_HEAD = "import QtQuick\nimport Hallcall\nRectangle { width: 1080; height: 1920; %s }\n"


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("BigButton { objectName: 'a'; width: 200; height: 90; text: '好' }", "target a is 200x90"),
        ("BigButton { objectName: 'a'; x: 1000; width: 200; text: '好' }", "target a leaves the page"),
        (
            "Repeater { model: 2; BigButton { objectName: 'ab'[index]; x: 190 * index; width: 200; text: '好' } }",
            "targets a and b overlap",
        ),
        ("Label { text: '很长很长很长很长'; width: 100; elide: Text.ElideRight }", "is cut"),
        ("Label { text: '小'; size: 14 }", "px small"),
        ("Label { text: '很长很长很长很长'; x: 1000 }", "leaves the page"),
        ("Label { text: '上面一行' } Label { text: '下面一行'; y: 20 }", "overlap"),
        ("Touch { width: 200; height: 112; Label { text: '很长很长很长很长' } }", "leaves its control"),
    ],
)
def test_a_fault_is_found(qtbot: object, tmp_path: Path, body: str, finding: str) -> None:
    assert any(finding in found for found in _found(tmp_path, body)), finding


def test_nothing_is_found_where_nothing_is_wrong(qtbot: object, tmp_path: Path) -> None:
    button = "BigButton { x: 40; y: 40; width: 300; text: '好' }"
    lines = "Label { text: '一行'; y: 400 } Label { text: '两行'; y: 460 }"
    assert _found(tmp_path, f"{button} {lines}") == []


def _found(folder: Path, body: str) -> list[str]:
    load_fonts()
    path = folder / "Scene.qml"
    path.write_text(_HEAD % body, encoding="utf-8")
    view: QQuickView = make_view(path, ScreenTexts(), {})
    view.show()
    QTest.qWait(5)
    root = view.rootObject()
    try:
        return findings(root, root)
    finally:
        view.close()
        view.deleteLater()
