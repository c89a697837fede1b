"""Numbers on sheets of paper, for days on which nothing electric works: printed in advance, torn apart by hand.

A number is drawn twice: the left part goes to the visitor, the right one stays in the hall and is what is entered
afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from hallcall.assets import load_texts
from hallcall.core.errors import StorageError
from hallcall.core.hall import Hall
from hallcall.core.numbers import format_number
from hallcall.core.places import Queue
from hallcall.core.terms import QueuePrefix
from hallcall.ui.qr import QUIET_MODULES, qr_modules
from hallcall.ui.theme import load_tokens

__all__ = ["PAGE_MM", "ROWS", "PaperSheets"]

PAGE_MM = (210.0, 297.0)
"""A4. Source: ISO 216."""
ROWS = 7
"""Numbers on a sheet."""
_MARGIN = 10.0
_STUB = 122.0
"""Where the hall's part begins, from the left edge."""
_PAD = 4.0
_INK = QColor("black")
_SOFT = QColor("#555555")
_LINE = QColor("#888888")
_DPI = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheets:
    """Numbers of one queue, from the first to the last of ``count``."""

    hall: Hall
    queue: QueuePrefix
    first: int
    """Place of the first number in its queue."""
    count: int
    day: date | None = None
    """Printed on each number; None leaves a line to write it on."""

    @property
    def pages(self) -> int:
        """Sheets of paper."""
        return -(-self.count // ROWS)

    @property
    def numbers(self) -> list[str]:
        """As they are printed."""
        queue = self.hall.queue_by_prefix[self.queue]
        return [format_number(queue, self.first + place) for place in range(self.count)]

    def write_pdf(self, path: Path) -> None:
        """Write all sheets.

        Raises:
            StorageError: ``storage.failed`` when the file cannot be written.
        """
        content = QBuffer()
        content.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(content)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        writer.setResolution(_DPI)
        writer.setTitle(f"{self.numbers[0]}-{self.numbers[-1]}")
        writer.setCreator("hallcall")
        painter = QPainter(writer)
        painter.scale(_DPI / 25.4, _DPI / 25.4)
        for page in range(self.pages):
            if page:
                writer.newPage()
            self.paint(painter, page)
        painter.end()
        try:
            path.write_bytes(content.data().data())
        except OSError as error:
            raise StorageError("storage.failed", path=str(path)) from error

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one sheet; one unit of the painter is a millimetre."""
        row_mm = (PAGE_MM[1] - 2 * _MARGIN) / ROWS
        numbers = self.numbers[page * ROWS : (page + 1) * ROWS]
        for row, number in enumerate(numbers):
            top = _MARGIN + row * row_mm
            box = QRectF(_MARGIN, top, PAGE_MM[0] - 2 * _MARGIN, row_mm)
            _Slip(painter, self.hall, self.hall.queue_by_prefix[self.queue], number, self.day).paint(box)
        painter.setPen(_dashes())
        for row in range(len(numbers) + 1):
            y = _MARGIN + row * row_mm
            painter.drawLine(QPointF(_MARGIN, y), QPointF(PAGE_MM[0] - _MARGIN, y))
        bottom = _MARGIN + len(numbers) * row_mm
        painter.drawLine(QPointF(_STUB, _MARGIN), QPointF(_STUB, bottom))


class _Slip:
    """One number: the visitor's part and the hall's."""

    def __init__(self, painter: QPainter, hall: Hall, queue: Queue, number: str, day: date | None) -> None:
        self._painter = painter
        self._hall = hall
        self._queue = queue
        self._number = number
        self._day = day.isoformat() if day is not None else ""
        self._zh, self._en = load_texts("zh-CN"), load_texts("en")

    def paint(self, box: QRectF) -> None:
        """Paint both parts."""
        self._visitors(QRectF(box.left(), box.top(), _STUB - box.left(), box.height()).adjusted(_PAD, 3, -_PAD, -3))
        self._halls(QRectF(_STUB, box.top(), box.right() - _STUB, box.height()).adjusted(_PAD, 3, -_PAD, -3))

    def _visitors(self, box: QRectF) -> None:
        zone = self._hall.zone_by_id[self._queue.zone]
        hall = f"{self._hall.name.zh}  {self._hall.name.en}"
        self._text(box.left(), box.top() - 1, box.width(), hall, 3.2, ink=_SOFT)
        self._text(box.left(), box.top() + 4.2, 50, self._number, 17, bold=True)
        right, width = box.left() + 54, box.width() - 54
        self._text(right, box.top() + 4, width, self._queue.name.zh, 5.2, bold=True)
        self._text(right, box.top() + 10.5, width, self._queue.name.en, 3.2, ink=_SOFT)
        place = {"floor": zone.floor, "zone": zone.id}
        self._text(right, box.top() + 15, width, self._zh.text("sheet-place", place), 4.6, bold=True)
        self._text(right, box.top() + 20.8, width, self._en.text("sheet-place", place), 3.2, ink=_SOFT)
        self._field(box.left(), box.top() + 26, 50, "sheet-day", self._day)
        self._field(right, box.top() + 26, width, "sheet-taken")
        self._text(box.left(), box.top() + 31, box.width(), self._both("sheet-listen"), 2.8, ink=_SOFT)

    def _halls(self, box: QRectF) -> None:
        self._text(box.left(), box.top() - 1.5, 36, self._number, 9, bold=True)
        self._code(box.right() - 17, box.top() - 1, 17)
        labels = ("sheet-item", "sheet-taken", "sheet-counter", "sheet-started", "sheet-finished")
        for place, label in enumerate(labels):
            self._field(box.left(), box.top() + 11 + place * 4.7, box.width() - (19 if place < 2 else 0), label)

    def _both(self, message: str) -> str:
        return f"{self._zh.text(message)}  {self._en.text(message)}"

    def _field(self, x: float, y: float, width: float, message: str, value: str = "") -> None:
        """A word, and what is known or a line to write it on."""
        label = self._both(message)
        used = self._text(x, y, width, label, 3) + 1.5
        if value:
            self._text(x + used, y, width - used, value, 3.6, bold=True)
        else:
            self._painter.setPen(QPen(_LINE, 0.15))
            self._painter.drawLine(QPointF(x + used, y + 3.6), QPointF(x + width, y + 3.6))

    def _text(
        self, x: float, y: float, width: float, text: str, size: float, *, bold: bool = False, ink: QColor = _INK
    ) -> float:
        """One line, as large as it may be within its width; the width it takes."""
        fitted = min(size, size * width / max(_width(text, size, bold=bold), 0.1))
        painter = self._painter
        painter.save()
        # Faces have whole pixel sizes: a hundred to the millimetre.
        painter.translate(x, y)
        painter.scale(0.01, 0.01)
        painter.setFont(_face(fitted, bold=bold))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(QRectF(0, 0, width * 100, size * 130), flags, text)
        painter.restore()
        return _width(text, fitted, bold=bold)

    def _code(self, x: float, y: float, edge: float) -> None:
        rows = qr_modules(self._number)
        module = edge / (len(rows) + 2 * QUIET_MODULES)
        for row, modules in enumerate(rows):
            for column, is_dark in enumerate(modules):
                if is_dark:
                    at = (x + (column + QUIET_MODULES) * module, y + (row + QUIET_MODULES) * module)
                    self._painter.fillRect(QRectF(*at, module, module), _INK)


def _face(size: float, *, bold: bool) -> QFont:
    face = QFont(load_tokens().family)
    face.setPixelSize(max(round(size * 100), 1))
    face.setBold(bold)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def _width(text: str, size: float, *, bold: bool) -> float:
    return QFontMetricsF(_face(size, bold=bold)).horizontalAdvance(text) / 100


def _dashes() -> QPen:
    pen = QPen(_LINE, 0.2)
    pen.setDashPattern([6, 6])
    return pen
