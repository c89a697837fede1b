"""A slip set in the printer's own font.

Works on any printer that knows the standard mode: lines, positions in dots and character sizes; no page mode. What a
ROM font lacks is drawn by somebody else and goes in as a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec import structs

from hallcall.hal.codec import escpos
from hallcall.hal.codec.linebreak import wrap
from hallcall.hal.codec.slipcells import (
    GUTTER,
    HALF,
    INSET,
    TALL,
    Placed,
    Run,
    place,
    place_columns,
    plain,
    run_of,
    runs_of,
    shrunk,
    unbroken,
    width_of,
)
from hallcall.hal.document import (
    BODY,
    Align,
    Bitmap,
    Block,
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
    texts_of,
)

_LEADING = 8
_PAD_ROWS = 8
"""Black rows above and below a reversed block."""
_MARGIN_WIDE, _MARGIN_NARROW = 24, 12
"""About the margins of a drawn slip, on whole half cells."""
_WIDE_PAPER = 480
_QR_MODULES = 49
"""Modules along the edge of a code of some 60 characters, to know about how long the paper gets."""

Draw = Callable[[Block, int], Bitmap]
"""Draws a block at the width of the paper in dots, margins included."""


@dataclass(frozen=True, slots=True)
class Composed:
    """Bytes for the printer."""

    data: bytes
    height_dots: int
    """About how much paper they take."""


def compose_text(slip: Slip, width_dots: int, draw: Draw | None = None) -> Composed:
    """Set ``slip`` for paper of ``width_dots``.

    Args:
        slip: what to print.
        width_dots: printable width, 576 on 80 mm paper.
        draw: draws blocks with characters outside the ROM; without it they print as :data:`escpos.MISSING`.
    """
    composer = _Composer(width_dots, _MARGIN_WIDE if width_dots >= _WIDE_PAPER else _MARGIN_NARROW)
    for block in slip.blocks:
        lacks = not all(escpos.is_in_rom(c) for text in texts_of(block) for c in plain(text))
        if draw and lacks:
            composer.add_drawn(draw(block, width_dots))
        else:
            composer.add(block)
    if not slip.blocks or not isinstance(slip.blocks[-1], Cut):
        composer.add(Cut())
    return Composed(composer.end(), composer.height)


def compose_raster(picture: Bitmap) -> Composed:
    """A slip that was drawn as one picture, and the cut."""
    return Composed(escpos.RESET + escpos.raster(picture) + escpos.CUT, picture.height_px)


class _Composer:
    """Appends block after block; remembers what the printer is set to, so that nothing is said twice."""

    def __init__(self, paper: int, margin: int) -> None:
        self.height = 0
        self._width = paper - 2 * margin
        self._full = escpos.page_setup(paper)
        self._inset = escpos.page_setup(self._width, margin)
        self._out = bytearray(escpos.RESET + self._inset + escpos.KANJI_ON + escpos.SMOOTH_ON)
        self._set: dict[str, bytes] = {}

    def end(self) -> bytes:
        """All bytes so far; the printer is left as it was found."""
        return bytes(self._out + escpos.KANJI_OFF)

    def add_drawn(self, picture: Bitmap) -> None:
        """A picture over the whole paper, with margins of its own."""
        self._out += self._full
        self._picture(picture)
        self._out += self._inset

    def add(self, block: Block) -> None:
        match block:
            case Text():
                self._text(block)
            case Row():
                self._row(block)
            case Columns():
                self._columns(block)
            case Qr():
                self._qr(block)
            case Rule():
                self._rule(block)
            case Bitmap():
                self._picture(block)
            case Gap():
                self._feed(block.dots)
            case Cut():
                self._out += escpos.CUT

    def _text(self, block: Text) -> None:
        indent = _hanging(block.mark)
        run = run_of(Span(text=block.text, size=block.size, bold=block.bold))
        run = unbroken(run, self._width - indent)
        lines = wrap(run.text, lambda line: replace(run, text=line).width <= self._width - indent)
        if block.reverse:
            self._black(_PAD_ROWS)
            for line in lines:
                self._reversed(((replace(run, text=line), self._start(block.align, replace(run, text=line).width)),))
            self._black(_PAD_ROWS)
            self._feed(2 * _LEADING)
            return
        for number, line in enumerate(lines):
            piece = replace(run, text=line)
            if block.mark:
                placed = ((run_of(Span(text=block.mark, bold=True)), 0), (piece, indent))
                self._line(placed if number == 0 else placed[1:])
            else:
                self._line(((piece, self._start(block.align, piece.width)),))

    def _start(self, where: Align, width: int) -> int:
        room = max(0, self._width - width)
        return {Align.LEFT: 0, Align.CENTRE: room // 2, Align.RIGHT: room}[where]

    def _row(self, block: Row) -> None:
        left, right = runs_of(block.left), runs_of(block.right)
        if width_of(left) + GUTTER + width_of(right) <= self._width:
            self._line((*place(left, 0), *place(right, self._width - width_of(right))))
        else:
            self._end(block.left, Align.LEFT)
            self._end(block.right, Align.RIGHT)

    def _end(self, line: Line, where: Align) -> None:
        """One end of a row on a line of its own, or on several if it is as long as that."""
        runs = shrunk(runs_of(line), self._width)
        if width_of(runs) <= self._width:
            self._line(place(runs, self._start(where, width_of(runs))))
        else:
            self._text(Text(text="".join(span.text for span in line), align=where))

    def _columns(self, block: Columns) -> None:
        lines = place_columns(block, self._width)
        if lines is None:
            self._stacked(block)
            return
        if block.reverse:
            self._black(_PAD_ROWS)
        for line in lines:
            (self._reversed if block.reverse else self._line)(line)
        if block.reverse:
            self._black(_PAD_ROWS)
            self._feed(2 * _LEADING)

    def _stacked(self, block: Columns) -> None:
        for cell in block.cells:
            for line in cell.lines:
                size = max((span.size for span in line), default=BODY)
                text = "".join(span.text for span in line)
                self._text(Text(text=text, size=size, bold=any(s.bold for s in line), reverse=block.reverse))

    def _qr(self, block: Qr) -> None:
        self._out += escpos.align(Align.CENTRE) + escpos.qr_code(block.data, block.module_dots)
        self._out += escpos.align(Align.LEFT)
        self.height += _QR_MODULES * block.module_dots
        self._feed(2 * _LEADING)
        for paragraph in _centred(block.beside):
            self._text(paragraph)

    def _rule(self, block: Rule) -> None:
        pattern = b"\xff" if block.style is RuleStyle.SOLID else b"\xfc"
        rows = 3 if block.style is RuleStyle.SOLID else 2
        stride = (self._width + 7) // 8
        self._feed(_LEADING)
        self._picture(Bitmap(width_px=self._width, height_px=rows, rows=pattern * stride * rows))
        self._feed(_LEADING)

    def _picture(self, block: Bitmap) -> None:
        where = escpos.align(Align.CENTRE) if block.width_px < self._width else b""
        self._out += where + escpos.raster(block) + (escpos.align(Align.LEFT) if where else b"")
        self.height += block.height_px

    def _black(self, rows: int) -> None:
        stride = (self._width + 7) // 8
        self._picture(Bitmap(width_px=self._width, height_px=rows, rows=b"\xff" * stride * rows))

    def _feed(self, dots: int) -> None:
        self._out += escpos.feed(dots)
        self.height += dots

    def _line(self, pieces: Placed) -> None:
        """One printed line of runs, each with the dot it begins at."""
        tall = max((run.tall for run, _ in pieces), default=1) * TALL
        self._once("pitch", escpos.line_pitch(tall + _LEADING))
        at = 0
        for run, start in pieces:
            if start != at:
                self._out += escpos.move_to(start)
            self._put(run)
            at = start + run.width
        self._out += b"\n"
        self.height += tall + _LEADING

    def _reversed(self, pieces: Placed) -> None:
        """One line of white on black: no positions here, for between two words must be black cells too."""
        scale = max((run.tall for run, _ in pieces), default=1)
        self._once("pitch", escpos.line_pitch(scale * TALL))
        self._out += escpos.reverse(on=True)
        cells, at = self._width // HALF, 0
        for run, start in pieces:
            # As high as the line, or white would show above it.
            high = replace(run, tall=scale)
            wide = high.width // HALF
            begin = max(at, min(max(start, INSET) // HALF, cells - wide))
            self._blank(begin - at, scale)
            self._put(high)
            at = begin + wide
        self._blank(max(0, cells - at), scale)
        self._out += escpos.reverse(on=False) + b"\n"
        self.height += scale * TALL

    def _blank(self, cells: int, scale: int) -> None:
        if cells:
            self._put(Run(" " * cells, tall=scale))

    def _put(self, run: Run) -> None:
        self._once("bold", escpos.bold(run.bold))
        for is_space, characters in groupby(run.text, lambda character: character == " "):
            self._once("size", escpos.character_size(1 if is_space else run.wide, run.tall))
            self._out += escpos.encode_text("".join(characters))

    def _once(self, what: str, command: bytes) -> None:
        if self._set.get(what) != command:
            self._set[what] = command
            self._out += command


def _hanging(mark: str) -> int:
    return 0 if not mark else (escpos.width_cells(mark) + 1) * HALF


def _centred(paragraphs: tuple[Text, ...]) -> list[Text]:
    """Paragraphs as they stand below a code: in the middle, but a list and its heading at the left."""
    centred: list[Text] = []
    for number, paragraph in enumerate(paragraphs):
        is_list = any(listed.mark for listed in paragraphs[number : number + 2])
        centred.append(paragraph if is_list else structs.replace(paragraph, align=Align.CENTRE))
    return centred
