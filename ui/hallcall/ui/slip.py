"""Slips and single lines of slips as pictures of one bit a dot, drawn with the shipped fonts.

The ticket driver asks for it when a printer's own font lacks a character, and prints a whole slip as a picture when
the wire is fast. Thermal heads know black and white only, so everything is cut at one threshold: thin strokes break
below 22 dots, and long black blocks print pale.

Source: 8 dots a millimetre, 576 dots on 80 mm and 384 dots on 58 mm paper, as ESC/POS printers print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import segno
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QRawFont, QTextLayout, QTextOption

from hallcall.hal.document import (
    Align,
    Bitmap,
    Block,
    Cell,
    Columns,
    Cut,
    Gap,
    Line,
    Qr,
    Row,
    Rule,
    RuleStyle,
    Slip,
    Span,
    Text,
)
from hallcall.ui.theme import load_tokens

__all__ = ["SlipPainter", "bitmap_image"]

_MARGIN_WIDE = 20
_MARGIN_NARROW = 8
_NARROW_PX = 480
"""Below this width the margins shrink and text stands under a QR code, not beside it."""
_LINE_PITCH = 1.32
"""Distance of two base lines, in em."""
_BASELINE = 0.98
"""From the top of a line to its base line, in em; leaves the same air above hanzi and below."""
_GIANT_PX = 64
"""Numbers from this size on stand closer: they have no strokes below the base line."""
_GIANT_PITCH = 1.0
_GIANT_BASELINE = 0.86
_HANG = 30
"""Indent of a marked paragraph, in dots."""
_QUIET = 24
"""Quiet zone right of a QR code, in dots."""
_BAR_PADDING = 12
_THRESHOLD = 128
_PEN_SOLID = 3
_PEN_DASHED = 2


class SlipPainter:
    """Implements the ``Rasteriser`` port of ``hallcall.hal``. May be used from any thread."""

    def draw_slip(self, slip: Slip, width_px: int) -> Bitmap:
        """A whole slip, without its cut, at the printer's width."""
        return _stack([self.draw_block(block, width_px) for block in slip.blocks], width_px)

    def draw_block(self, block: Block, width_px: int) -> Bitmap:  # noqa: PLR0911 - one a kind of block
        """One block of a slip at the printer's width."""
        match block:
            case Text():
                return _draw_text(block, width_px)
            case Row():
                return _draw_row(block, width_px)
            case Columns():
                return _draw_columns(block, width_px)
            case Rule():
                return _draw_rule(block, width_px)
            case Qr():
                return _draw_qr(block, width_px)
            case Bitmap():
                return block
            case Gap():
                return _empty(width_px, block.dots)
            case Cut():
                return _empty(width_px, 0)


def bitmap_image(bitmap: Bitmap) -> QImage:
    """A bitmap as a picture for the screen."""
    image = QImage(bitmap.rows, bitmap.width_px, bitmap.height_px, bitmap.stride, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    return image.copy()


@dataclass(slots=True)
class _Sheet:
    """A grey picture to paint on before it is cut to black and white."""

    width_px: int
    height_px: int
    reverse: bool = False

    def paint(self) -> tuple[QImage, QPainter]:
        """A fresh picture and a painter with its pen set to the ink."""
        image = QImage(self.width_px, max(self.height_px, 1), QImage.Format.Format_Grayscale8)
        image.fill(QColor("black" if self.reverse else "white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QColor("white" if self.reverse else "black"))
        return image, painter


@lru_cache(maxsize=64)
def _font(size: int, *, bold: bool) -> QFont:
    font = QFont(load_tokens().family)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=256)
def _has_all(text: str, *, bold: bool) -> bool:
    raw = QRawFont.fromFont(_font(24, bold=bold))
    return all(raw.supportsCharacter(ord(character)) for character in text)


def _span_font(span: Span) -> QFont:
    """Bold holds the common characters only: a name with a rarer one is drawn in the complete regular face."""
    return _font(span.size, bold=span.bold and _has_all(span.text, bold=True))


def _margin(width_px: int) -> int:
    return _MARGIN_NARROW if width_px < _NARROW_PX else _MARGIN_WIDE


def _pitch(size: int) -> int:
    return math.ceil(size * (_GIANT_PITCH if size >= _GIANT_PX else _LINE_PITCH))


def _base(size: int) -> float:
    return size * (_GIANT_BASELINE if size >= _GIANT_PX else _BASELINE)


def _wrap(text: str, font: QFont, width_px: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        # Qt counts in UTF-16 units.
        units = text.encode("utf-16-le")[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
        lines.append(units.decode("utf-16-le").strip())
    layout.endLayout()
    return lines or [""]


def _draw_text(block: Text, width_px: int) -> Bitmap:
    margin = _margin(width_px) + (_BAR_PADDING if block.reverse else 0)
    indent = _HANG if block.mark else 0
    font = _span_font(Span(text=block.text, size=block.size, bold=block.bold))
    lines = _wrap(block.text, font, width_px - 2 * margin - indent)
    pad = _BAR_PADDING if block.reverse else 0
    image, painter = _Sheet(width_px, _pitch(block.size) * len(lines) + 2 * pad, block.reverse).paint()
    metrics = QFontMetricsF(font)
    for place, line in enumerate(lines):
        free = width_px - 2 * margin - indent - metrics.horizontalAdvance(line)
        shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[block.align]
        base = pad + place * _pitch(block.size) + _base(block.size)
        painter.setFont(font)
        painter.drawText(QPointF(margin + indent + shift, base), line)
        if block.mark and place == 0:
            painter.setFont(_font(block.size, bold=True))
            painter.drawText(QPointF(margin, base), block.mark)
    painter.end()
    return _cut(image)


def _line_width(line: Line) -> float:
    return sum(QFontMetricsF(_span_font(span)).horizontalAdvance(span.text) for span in line)


def _line_size(line: Line) -> int:
    return max((span.size for span in line), default=0)


def _fit(line: Line, width_px: float) -> Line:
    """The line, its characters made smaller where it would run off."""
    wide = _line_width(line)
    if wide <= width_px:
        return line
    return tuple(replace(span, size=max(math.floor(span.size * width_px / wide), 1)) for span in line)


def _paint_line(painter: QPainter, line: Line, x: float, base: float) -> None:
    for span in line:
        font = _span_font(span)
        painter.setFont(font)
        painter.drawText(QPointF(x, base), span.text)
        x += QFontMetricsF(font).horizontalAdvance(span.text)


def _draw_row(block: Row, width_px: int) -> Bitmap:
    margin = _margin(width_px)
    inner = width_px - 2 * margin
    if _line_width(block.left) + _line_width(block.right) + 8 > inner:
        left, right = _fit(block.left, inner), _fit(block.right, inner)
        lines = [(left, 0.0), (right, inner - _line_width(right))]
        return _draw_lines(lines, width_px, margin)
    size = max(_line_size(block.left), _line_size(block.right))
    image, painter = _Sheet(width_px, _pitch(size)).paint()
    base = _base(size)
    _paint_line(painter, block.left, margin, base)
    _paint_line(painter, block.right, width_px - margin - _line_width(block.right), base)
    painter.end()
    return _cut(image)


def _draw_lines(lines: Sequence[tuple[Line, float]], width_px: int, margin: int) -> Bitmap:
    image, painter = _Sheet(width_px, sum(_pitch(_line_size(line)) for line, _ in lines)).paint()
    top = 0
    for line, shift in lines:
        _paint_line(painter, line, margin + shift, top + _base(_line_size(line)))
        top += _pitch(_line_size(line))
    painter.end()
    return _cut(image)


def _draw_columns(block: Columns, width_px: int) -> Bitmap:
    margin = _margin(width_px)
    pad = _BAR_PADDING if block.reverse else 0
    inner = width_px - 2 * margin - 2 * pad
    total = sum(cell.share for cell in block.cells) or 1
    widths = [inner * cell.share / total for cell in block.cells]
    fitted = [_fit_cell(cell, width) for cell, width in zip(block.cells, widths, strict=True)]
    heights = _row_heights(fitted)
    height = sum(heights) + 2 * pad
    image, painter = _Sheet(width_px, height).paint()
    if block.reverse:
        painter.fillRect(QRect(margin, 0, width_px - 2 * margin, height), QColor("black"))
        painter.setPen(QColor("white"))
    x = float(margin + pad)
    for place, (lines, width) in enumerate(zip(fitted, widths, strict=True)):
        if block.divided and place:
            painter.fillRect(QRect(round(x) - 14, 4, 2, height - 8), QColor("black"))
        top = pad
        for line, row in zip(lines, heights, strict=False):
            _paint_line(painter, line, x, top + _baseline_of(row))
            top += row
        x += width
    painter.end()
    return _cut(image)


def _fit_cell(cell: Cell, width: float) -> list[Line]:
    return [_fit(line, width - 16) for line in cell.lines]


def _row_heights(cells: Iterable[Sequence[Line]]) -> list[int]:
    """Height of row n: that of the largest characters in line n of any cell."""
    cells = list(cells)
    count = max((len(lines) for lines in cells), default=0)
    return [
        max((_pitch(_line_size(lines[row])) for lines in cells if row < len(lines)), default=0) for row in range(count)
    ]


def _baseline_of(row_height: int) -> float:
    return row_height * _BASELINE / _LINE_PITCH


def _draw_rule(block: Rule, width_px: int) -> Bitmap:
    margin = _margin(width_px)
    image, painter = _Sheet(width_px, 16).paint()
    if block.style is RuleStyle.SOLID:
        painter.fillRect(QRect(margin, 6, width_px - 2 * margin, _PEN_SOLID), QColor("black"))
    else:
        pen = QPen(QColor("black"), _PEN_DASHED, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(margin, 8), QPointF(width_px - margin, 8))
    painter.end()
    return _cut(image)


def _draw_qr(block: Qr, width_px: int) -> Bitmap:
    margin = _margin(width_px)
    modules = [[bool(dark) for dark in row] for row in segno.make_qr(block.data, error="q").matrix]
    edge = len(modules) * block.module_dots
    is_beside = width_px >= _NARROW_PX
    room = width_px - margin - edge - _QUIET if is_beside else width_px
    texts = [_draw_text(text, room) for text in block.beside] if is_beside else []
    height = max(edge, sum(text.height_px for text in texts))
    image, painter = _Sheet(width_px, height).paint()
    left = margin if is_beside else (width_px - edge) // 2
    step = block.module_dots
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRect(left + x * step, y * step, step, step), QColor("black"))
    top = 0
    for text in texts:
        painter.drawImage(margin + edge + _QUIET, top, bitmap_image(text))
        top += text.height_px
    painter.end()
    picture = _cut(image)
    if is_beside:
        return picture
    return _stack([picture, _empty(width_px, 8), *(_draw_text(text, width_px) for text in block.beside)], width_px)


def _empty(width_px: int, height_px: int) -> Bitmap:
    return Bitmap(width_px=width_px, height_px=height_px, rows=bytes((width_px + 7) // 8 * height_px))


def _stack(parts: Sequence[Bitmap], width_px: int) -> Bitmap:
    """The parts from top to bottom; a narrower one stands in the middle."""
    rows = b"".join(_widen(part, width_px) for part in parts)
    return Bitmap(width_px=width_px, height_px=sum(part.height_px for part in parts), rows=rows)


def _widen(part: Bitmap, width_px: int) -> bytes:
    if part.width_px == width_px:
        return part.rows
    image, painter = _Sheet(width_px, part.height_px).paint()
    painter.drawImage((width_px - part.width_px) // 2, 0, bitmap_image(part))
    painter.end()
    return _cut(image).rows


def _cut(image: QImage) -> Bitmap:
    """Black and white at one threshold, never a dithered grey."""
    mono = image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
    if QColor(mono.color(1)).value() > _THRESHOLD:
        mono.invertPixels()
    stride = (image.width() + 7) // 8
    data = bytes(mono.constBits())
    step = mono.bytesPerLine()
    mask = 0xFF << (8 * stride - image.width()) & 0xFF
    rows = bytearray()
    for y in range(image.height()):
        row = bytearray(data[y * step : y * step + stride])
        row[-1] &= mask
        rows += row
    return Bitmap(width_px=image.width(), height_px=image.height(), rows=bytes(rows))
