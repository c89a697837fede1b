"""The paper in a simulated receipt printer: lines, pictures and codes become dots, a cut makes a ticket of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno
from PIL import Image, ImageOps

from hallcall.hal.document import Align
from hallcall.sim.devices.rom_font import Look, glyph, no_glyph

_ROLL_ROWS = 1024
"""The picture grows by so much when it is full."""
_MARGIN_ROWS = 24
"""Paper above the first line and below the last: the knife stands a little away from the print head."""


@dataclass(slots=True)
class _Piece:
    at: int
    picture: Image.Image
    text: str


@dataclass(slots=True)
class Style:
    """What the commands so far have set."""

    look: Look = field(default_factory=Look)
    is_reverse: bool = False
    align: Align = Align.LEFT
    pitch: int = 30
    margin: int = 0
    """Dots left free at the left edge."""
    width: int = 0
    """Dots printed on from there; 0: all that is left."""


class Paper:
    """The paper behind the last cut.

    Attributes:
        style: how the next characters look.
        lines: what can be read on it, line by line.
        codes: contents of the QR codes on it.
    """

    def __init__(self, width: int) -> None:
        self.style = Style()
        self.lines: list[str] = []
        self.codes: list[str] = []
        self._width = width
        self._roll = Image.new("1", (width, _ROLL_ROWS), 1)
        self._y = 0
        self._x = 0
        self._pieces: list[_Piece] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing was printed since the last cut."""
        return self._y == 0 and not self._pieces

    def put(self, character: str, *, in_rom: bool) -> int:
        """Put a character into the line; returns rows fed when the line was full."""
        style = self.style
        picture = glyph(character, style.look) if in_rom else no_glyph(style.look)
        if style.is_reverse:
            picture = ImageOps.invert(picture)
        fed = self.line_feed() if self._x + picture.width > self._room() else 0
        self._pieces.append(_Piece(self._x, picture, character))
        self._x += picture.width
        return fed

    def move_to(self, dots: int) -> None:
        """Go on at ``dots`` from the left edge."""
        self._x = dots

    def tab(self) -> None:
        """Go on at the next multiple of eight characters."""
        step = 8 * 12
        self._x = (self._x // step + 1) * step

    def line_feed(self) -> int:
        """Print the line; returns the rows fed."""
        rows = max(self.style.pitch, self._flush())
        self._advance(rows)
        return rows

    def feed(self, dots: int) -> int:
        """Print the line if there is one, and feed; returns the rows fed."""
        rows = dots + self._flush()
        self._advance(rows)
        return rows

    def picture(self, stride: int, rows: bytes) -> int:
        """Print a picture; returns the rows fed."""
        height = len(rows) // stride
        self._paste(ImageOps.invert(Image.frombytes("1", (stride * 8, height), rows)))
        return height

    def code(self, text: str, module: int, level: str) -> int:
        """Print a QR code; returns the rows fed."""
        matrix = segno.make_qr(text, error=level, boost_error=False).matrix
        edge = len(matrix)
        small = Image.new("1", (edge, edge), 1)
        small.putdata([0 if dark else 1 for row in matrix for dark in row])
        self._paste(small.resize((edge * module, edge * module), Image.Resampling.NEAREST))
        self.codes.append(text)
        return edge * module

    def cut(self) -> Image.Image:
        """The ticket; the paper begins anew, the style stays."""
        self._advance(self._flush())
        ticket = Image.new("1", (self._width, self._y + 2 * _MARGIN_ROWS), 1)
        ticket.paste(self._roll.crop((0, 0, self._width, self._y)), (0, _MARGIN_ROWS))
        self._roll = Image.new("1", (self._width, _ROLL_ROWS), 1)
        self._y = 0
        self.lines, self.codes = [], []
        return ticket

    def _paste(self, picture: Image.Image) -> None:
        self._advance(self._flush())
        self._make_room(picture.height)
        self._roll.paste(picture, (self._left(picture.width), self._y))
        self._y += picture.height

    def _flush(self) -> int:
        """Bring the line to paper, characters on one base line; returns its height."""
        if not self._pieces:
            self._x = 0
            return 0
        height = max(piece.picture.height for piece in self._pieces)
        self._make_room(height)
        end = max(piece.at + piece.picture.width for piece in self._pieces)
        left = self._left(end)
        for piece in self._pieces:
            ink = ImageOps.invert(piece.picture)
            self._roll.paste(ink, (left + piece.at, self._y + height - piece.picture.height))
        self.lines.append(self._read())
        self._pieces, self._x = [], 0
        return height

    def _room(self) -> int:
        most = self._width - self.style.margin
        return min(self.style.width or most, most)

    def _left(self, width: int) -> int:
        """Where something of that width begins."""
        spare = max(0, self._room() - width)
        return self.style.margin + {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[self.style.align]

    def _read(self) -> str:
        text, at = "", 0
        for piece in sorted(self._pieces, key=lambda piece: piece.at):
            text += "  " if piece.at > at and text else ""
            text += piece.text
            at = piece.at + piece.picture.width
        return text.strip()

    def _advance(self, rows: int) -> None:
        self._make_room(rows)
        self._y += rows

    def _make_room(self, rows: int) -> None:
        need = self._y + rows
        if need > self._roll.height:
            longer = Image.new("1", (self._width, need + _ROLL_ROWS), 1)
            longer.paste(self._roll, (0, 0))
            self._roll = longer
