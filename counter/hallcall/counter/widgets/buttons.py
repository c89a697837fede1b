"""Buttons with their key drawn in them, choices, and the two focus rings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hallcall.counter.widgets.ink import (
    colour,
    draw_icon,
    draw_key,
    draw_plate,
    draw_text,
    face,
    fitting_face,
    key_size,
    open_painter,
    text_width,
)

_PRESSED = QColor(15, 27, 45, 26)
_RING_PX = 5
_RINGED = "ringed"


def mark_ringed(widget: QWidget) -> None:
    """Let the focus rings go around a widget that is no button."""
    widget.setProperty(_RINGED, True)  # noqa: FBT003 - Qt's signature


class KeyButton(QAbstractButton):
    """A key of the bar: its word above, its function key below. Grey when it can do nothing, but always in its place.

    A grey key can still be reached and pressed: the desk then says why it does nothing.
    """

    def __init__(self, name: str, function_key: str, width: int, *, primary: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.function_key = function_key
        self._primary = primary
        self._grey = True
        self.setFixedSize(width, 66)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, word: str, reason: str) -> None:
        """Show the word, and grey with the reason when there is one."""
        self._grey = bool(reason)
        self.setText(word)
        self.setAccessibleName(f"{word} {self.function_key}")
        self.setAccessibleDescription(reason)
        self.setToolTip(reason)
        self.update()

    @property
    def is_grey(self) -> bool:
        """Whether pressing it does nothing now."""
        return self._grey

    def word_face(self) -> QFont:
        """The face at the largest size at which the word fits."""
        return fitting_face(self.text(), self.width() - 12, 19, 14, bold=self._primary)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the key."""
        painter = open_painter(self)
        if self._grey:
            fill, edge, ink, cap, cap_ink = "closedTint", None, "closedInk", "hair", "disabledInk"
        elif self._primary:
            fill, edge, ink, cap, cap_ink = "brand", None, "brandText", "", "brandText"
        else:
            fill, edge, ink, cap, cap_ink = "surface", "line", "ink", "closedTint", "inkSoft"
        box = QRectF(self.rect())
        draw_plate(painter, box, colour(fill), colour(edge) if edge is not None else None, 8)
        if self.isDown():
            draw_plate(painter, box, _PRESSED, None, 8)
        word = QRect(0, 8, self.width(), 26)
        draw_text(painter, word, self.text(), self.word_face(), colour(ink), Qt.AlignmentFlag.AlignHCenter)
        ground = QColor(255, 255, 255, 46) if cap == "" else colour(cap)
        draw_key(painter, QPointF(self.width() / 2, 48), self.function_key, ground, colour(cap_ink), 14)
        painter.end()


class ActionButton(QAbstractButton):
    """A button with its key beside the word."""

    def __init__(self, name: str, key: str, *, primary: bool = False, height: int = 48, px: int = 18) -> None:
        super().__init__()
        self.setObjectName(name)
        self._key = key
        self._primary = primary
        self._px = px
        self._grey = False
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, reason: str = "") -> None:
        """Show the word, and grey with the reason when there is one."""
        self._grey = bool(reason)
        self.setText(text)
        self.setAccessibleName(f"{text} {self._key}".strip())
        self.setAccessibleDescription(reason)
        self.setToolTip(reason)
        self.updateGeometry()
        self.update()

    @property
    def is_grey(self) -> bool:
        """Whether pressing it does nothing now."""
        return self._grey

    def sizeHint(self) -> QSize:
        """Qt: word, key and air."""
        key = key_size(self._key).width() + 10 if self._key else 0
        return QSize(text_width(self.text(), face(self._px, bold=self._primary)) + key + 34, self.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the button."""
        painter = open_painter(self)
        fill, edge, ink, cap = "surface", "line", "ink", colour("closedTint")
        if self._grey:
            fill, edge, ink, cap = "closedTint", None, "closedInk", colour("hair")
        elif self._primary:
            fill, edge, ink, cap = "brand", None, "brandText", QColor(255, 255, 255, 46)
        draw_plate(painter, QRectF(self.rect()), colour(fill), colour(edge) if edge is not None else None, 8)
        if self.isDown():
            draw_plate(painter, QRectF(self.rect()), _PRESSED, None, 8)
        font = face(self._px, bold=self._primary)
        word = text_width(self.text(), font)
        key = key_size(self._key).width() if self._key else 0
        left = (self.width() - word - (key + 10 if key else 0)) // 2
        draw_text(painter, QRect(left, 0, word + 2, self.height()), self.text(), font, colour(ink))
        if key:
            middle = QPointF(left + word + 10 + key / 2, self.height() / 2)
            draw_key(painter, middle, self._key, cap, colour("inkSoft" if ink == "ink" else ink))
        painter.end()


class Choice(QAbstractButton):
    """One of several reasons; nothing is chosen before the clerk does."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._key = key
        self.setCheckable(True)
        self.setFixedHeight(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show the reason."""
        self.setText(text)
        self.setAccessibleName(f"{text} {self._key}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Qt: room for the tick is kept, so that nothing moves when it appears."""
        return QSize(text_width(self.text(), face(17, bold=True)) + text_width(self._key, face(14)) + 8 + 46, 40)

    def minimumSizeHint(self) -> QSize:
        """Qt: never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the choice."""
        painter = open_painter(self)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ready = self.isEnabled()
        painter.setBrush(colour("tint" if on else "surface" if ready else "closedTint"))
        painter.setPen(QPen(colour("brand" if on else "line" if ready else "hair"), 2.0 if on else 1.0))
        painter.drawRoundedRect(box, 19, 19)
        left = 12
        if on:
            draw_icon(painter, QRect(left, 11, 18, 18), "check", colour("brand"), 2.6)
        left += 22 if on else 11
        font = face(17, bold=on)
        word = text_width(self.text(), font)
        draw_text(
            painter, QRect(left, 0, word + 2, self.height()), self.text(), font, colour("ink" if ready else "closedInk")
        )
        key = QRect(left + word + 8, 0, self.width() - left - word - 10, self.height())
        draw_text(painter, key, self._key, face(14), colour("inkSoft"))
        painter.end()


class FocusRings(QWidget):
    """Two rings around whatever has the focus: amber outside, ink inside, seen on every ground."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._window = window
        self._target: QWidget | None = None

    def follow_again(self) -> None:
        """The layout has changed."""
        self.follow(self._target)

    def follow(self, new: QWidget | None) -> None:
        """The focus is somewhere else; the window tells, so that nothing is heard while it is taken apart."""
        window = self._window
        ringed = isinstance(new, QAbstractButton) or (new is not None and bool(new.property(_RINGED)))
        if new is None or not ringed or new.window() is not window or not new.isVisibleTo(window):
            self._target = None
            self.hide()
            return
        self._target = new
        box = QRect(new.mapTo(window, new.rect().topLeft()), new.size())
        self.setGeometry(box.adjusted(-_RING_PX, -_RING_PX, _RING_PX, _RING_PX))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the rings."""
        painter = open_painter(self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect())
        for inset, width, role in ((1.5, 3.0, "focusOuter"), (4.0, 2.0, "focusInner")):
            painter.setPen(QPen(colour(role), width))
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 10, 10)
        painter.end()
