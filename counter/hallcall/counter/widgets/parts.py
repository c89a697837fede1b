"""Small parts of the counter's pages: lines of text, cards, pills."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from hallcall.counter.widgets.ink import (
    LINE,
    colour,
    draw_icon,
    draw_plate,
    draw_text,
    face,
    fitting_face,
    open_painter,
    text_width,
)
from hallcall.ui.icons import icon_image


class Line(QLabel):
    """One line of text. Names from the hall's data may be cut with …; sentences of the catalogues never are.

    A line that may be cut is first written smaller, down to ``least_px``.
    """

    def __init__(
        self,
        px: int,
        *,
        bold: bool = False,
        ink: str = "ink",
        elides: bool = False,
        least_px: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__()
        self._ink = ink
        self.elides = elides
        self._least_px = least_px or px
        self._align = align
        self.setFont(face(px, bold=bold))
        self.setTextFormat(Qt.TextFormat.PlainText)
        wide = QSizePolicy.Policy.Ignored if elides else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def set_ink(self, role: str) -> None:
        """Write in another colour from now on."""
        if role != self._ink:
            self._ink = role
            self.update()

    def show_text(self, text: str) -> None:
        """Show ``text``; a cut line tells the whole in its tool tip."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            if self.elides:
                self.setToolTip(text)

    def sizeHint(self) -> QSize:
        """Qt: the text and no more."""
        return QSize(text_width(self.text(), self.font()) + 1, round(self.font().pixelSize() * LINE))

    def minimumSizeHint(self) -> QSize:
        """Qt: a line that may be cut may be short."""
        hint = self.sizeHint()
        return QSize(24, hint.height()) if self.elides else hint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the line."""
        painter = open_painter(self)
        font = self.font()
        if self.elides:
            font = fitting_face(self.text(), self.width(), font.pixelSize(), self._least_px, bold=font.bold())
        draw_text(painter, self.rect(), self.text(), font, colour(self._ink), self._align)
        painter.end()


class Prose(QLabel):
    """Text that runs over as many lines as it needs."""

    def __init__(self, px: int, *, bold: bool = False, ink: str = "ink") -> None:
        super().__init__()
        self.setFont(face(px, bold=bold))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.set_ink(ink)

    def set_ink(self, role: str) -> None:
        """Write in another colour from now on."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colour(role))
        self.setPalette(palette)

    def show_text(self, text: str) -> None:
        """Show ``text``."""
        if text != self.text():
            self.setText(text)


class Picture(QLabel):
    """An icon."""

    def __init__(self, name: str, px: int, ink: str = "ink", stroke: float = 2.0) -> None:
        super().__init__()
        self._px = px
        self._stroke = stroke
        self.setFixedSize(px, px)
        self.show_icon(name, ink)

    def show_icon(self, name: str, ink: str) -> None:
        """Show another icon."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(icon_image(name, round(self._px * ratio), colour(ink).name(), self._stroke))
        picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)


class Card(QFrame):
    """A white card on the canvas."""

    def __init__(self, *, fill: str = "surface", edge: str | None = "hair", radius: float = 12.0) -> None:
        super().__init__()
        self._fill = fill
        self._edge = edge
        self._radius = radius

    def set_look(self, fill: str, edge: str | None) -> None:
        """Paint in other colours from now on."""
        if (fill, edge) != (self._fill, self._edge):
            self._fill, self._edge = fill, edge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the ground."""
        painter = open_painter(self)
        edge = colour(self._edge) if self._edge is not None else None
        draw_plate(painter, QRectF(self.rect()), colour(self._fill), edge, self._radius)
        painter.end()


class Rule(QWidget):
    """A hair line, lying or standing."""

    def __init__(self, *, standing: bool = False, ink: str = "hair") -> None:
        super().__init__()
        self._ink = ink
        if standing:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._ink))
        painter.end()


class Pill(QLabel):
    """A word on a tinted ground, with an icon: never colour alone."""

    def __init__(self, px: int = 16) -> None:
        super().__init__()
        self.setFont(face(px))
        self._icon = ""
        self._look = ("ink", "tint")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pill(self, text: str, icon: str, ink: str, ground: str) -> None:
        """Show a word, an icon name (empty for none) and the roles of ink and ground."""
        self._icon = icon
        self._look = (ink, ground)
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: icon and word."""
        icon = 22 if self._icon else 0
        return QSize(text_width(self.text(), self.font()) + icon + 22, round(self.font().pixelSize() * 1.75))

    def minimumSizeHint(self) -> QSize:
        """Qt: never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the pill."""
        ink, ground = self._look
        painter = open_painter(self)
        draw_plate(painter, QRectF(self.rect()), colour(ground), None, self.height() / 2)
        left = 11
        if self._icon:
            draw_icon(painter, QRect(left, (self.height() - 16) // 2, 16, 16), self._icon, colour(ink), 2.5)
            left += 22
        draw_text(painter, self.rect().adjusted(left, 0, -4, 0), self.text(), self.font(), colour(ink))
        painter.end()
