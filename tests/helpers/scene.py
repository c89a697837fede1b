"""Looking at a Qt Quick scene as a tester does: what can be touched, what can be read, what collides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

_LINE_BOX_EM = 1.448
_AIR_ABOVE_EM = 0.28
_AIR_BELOW_EM = 0.17
_GLYPHS_PX = 64
"""Larger glyphs are drawn as outlines."""
_GIANT_PX = 150
_GIANT_ABOVE_EM = 0.42
_GIANT_BELOW_EM = 0.28
"""The line box of the shipped face is taller than its ink. Source: tokens.toml, measured on the drawn face."""


@dataclass(frozen=True)
class Written:
    """A visible text and the box of its ink, in the coordinates of the stage."""

    text: str
    ink: QRectF
    em: float
    truncated: bool
    item: QQuickItem


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and everything visible below it. Finds delegates of repeaters, which ``findChild`` misses."""
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from walk(child)


def targets(root: QQuickItem) -> list[QQuickItem]:
    """Everything that can be touched."""
    return [item for item in walk(root) if item.inherits("QQuickAbstractButton") and item.isEnabled()]


def named(root: QQuickItem, name: str) -> QQuickItem:
    """The visible item of that ``objectName``."""
    found = [item for item in walk(root) if item.objectName() == name]
    assert found, f"no visible {name!r}; there are {sorted({i.objectName() for i in walk(root) if i.objectName()})}"
    return found[0]


def box(item: QQuickItem, stage: QQuickItem) -> QRectF:
    """The item's rectangle on the stage."""
    return item.mapRectToItem(stage, QRectF(0, 0, item.width(), item.height()))


def written(root: QQuickItem, stage: QQuickItem) -> list[Written]:
    """Everything that can be read."""
    found = [_written(item, stage) for item in walk(root) if item.inherits("QQuickText") and item.property("text")]
    return [text for text in found if not text.ink.isEmpty()]


def giants(root: QQuickItem) -> list[QRectF]:
    """The boxes of giant numbers, in the coordinates of the scene's root."""
    return [text.ink for text in written(root, root) if text.em >= _GLYPHS_PX]


def all_texts(root: QQuickItem) -> list[str]:
    """Every string of the scene, visible or not."""
    found = [str(root.property("text"))] if root.inherits("QQuickText") else []
    for child in root.childItems():
        found += all_texts(child)
    return found


def touch(view: QQuickView, item: QQuickItem) -> None:
    """A finger on the middle of an item."""
    device = _finger()
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.touchEvent(view, device).press(0, middle, view)
    QTest.touchEvent(view, device).release(0, middle, view)
    QTest.qWait(1)


def click(view: QQuickView, item: QQuickItem) -> None:
    """A mouse on the middle of an item."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(middle))


def press_accessibly(item: QQuickItem) -> None:
    """What a screen reader's activate does."""
    interface = QAccessible.queryAccessibleInterface(item)
    assert interface is not None, item.objectName()
    interface.actionInterface().doAction(QAccessibleActionInterface.pressAction())


def findings(root: QQuickItem, stage: QQuickItem, *, least_target: float = 96) -> list[str]:
    """What is wrong with a page, in words; empty when nothing is."""
    page = QRectF(0, 0, stage.width(), stage.height())
    found: list[str] = []
    boxes = [(item, box(item, stage)) for item in targets(root)]
    for item, rect in boxes:
        name = item.objectName() or "?"
        if min(rect.width(), rect.height()) < least_target - 0.01:
            found.append(f"target {name} is {rect.width():.0f}x{rect.height():.0f}")
        if not page.contains(rect):
            found.append(f"target {name} leaves the page")
    for (one, a), (other, b) in combinations(boxes, 2):
        if _meets(a, b):
            found.append(f"targets {one.objectName()} and {other.objectName()} overlap")
    texts = written(root, stage)
    for text in texts:
        found += _about(text, page, boxes)
    for one, other in combinations(texts, 2):
        if _meets(one.ink, other.ink):
            found.append(f"texts {one.text!r} and {other.text!r} overlap")
    return found


def _about(text: Written, page: QRectF, boxes: list[tuple[QQuickItem, QRectF]]) -> list[str]:
    found: list[str] = []
    if text.truncated:
        found.append(f"text {text.text!r} is cut")
    if text.em < 19:
        found.append(f"text {text.text!r} is {text.em:.0f} px small")
    if not page.contains(text.ink):
        found.append(f"text {text.text!r} leaves the page")
    holder = next((rect for item, rect in boxes if item.isAncestorOf(text.item)), None)
    if holder is not None and not holder.contains(text.ink):
        found.append(f"text {text.text!r} leaves its control: {text.ink} in {holder}")
    return found


def _written(item: QQuickItem, stage: QQuickItem) -> Written:
    lines = max(int(item.property("lineCount")), 1)
    wide, high = float(item.property("contentWidth")), float(item.property("contentHeight"))
    spread = float(item.property("lineHeight"))
    em = high / (lines * _LINE_BOX_EM * spread)
    align, valign = _number(item, "effectiveHorizontalAlignment"), _number(item, "verticalAlignment")
    pad = float(item.property("leftPadding"))
    free_x = item.width() - pad - float(item.property("rightPadding")) - wide
    free_y = item.height() - float(item.property("topPadding")) - float(item.property("bottomPadding")) - high
    x = pad + {1: 0.0, 2: free_x, 4: free_x / 2}.get(align, 0.0)
    y = float(item.property("topPadding")) + {32: 0.0, 64: free_y, 128: free_y / 2}.get(valign, 0.0)
    # A line box squeezed by lineHeight loses its air first.
    squeezed = _LINE_BOX_EM * (1 - spread) * em
    above = max(_AIR_ABOVE_EM * em - squeezed, 0)
    below = _AIR_BELOW_EM * em
    if em > _GIANT_PX:
        above, below = _GIANT_ABOVE_EM * em, _GIANT_BELOW_EM * em
    ink = item.mapRectToItem(stage, QRectF(x, y + above, wide, high - above - below))
    return Written(str(item.property("text")), _clipped(item, ink, stage), em, bool(item.property("truncated")), item)


def _clipped(item: QQuickItem, ink: QRectF, stage: QQuickItem) -> QRectF:
    """What of the ink its ancestors let through."""
    parent = item.parentItem()
    while parent is not None and parent is not stage:
        if parent.clip():
            ink = ink.intersected(box(parent, stage))
        parent = parent.parentItem()
    return ink


def _number(item: QQuickItem, name: str) -> int:
    """An enum property, which PySide does not convert: asked in QML."""
    value, undefined = QQmlExpression(QQmlEngine.contextForObject(item), item, f"Number({name})").evaluate()
    assert not undefined
    return int(value)


def _meets(one: QRectF, other: QRectF) -> bool:
    common = one.intersected(other)
    return common.width() > 1 and common.height() > 1


_FINGERS: list[object] = []


def _finger():  # noqa: ANN202 - Qt does not export the class
    if not _FINGERS:
        _FINGERS.append(QTest.createTouchDevice())
    return _FINGERS[0]
