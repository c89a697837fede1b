"""A slip set in the printer's own font.

Works on any printer that knows the standard mode: lines, positions in dots and character sizes; no page mode. What a
ROM font lacks is drawn by somebody else and goes in as a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from hallcall.hal.codec import escpos
from hallcall.hal.codec.linebreak import atoms, wrap
from hallcall.hal.document import (
    BODY,
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
    texts_of,
)

_HALF, _TALL = 12, 24
"""One half cell of font A."""
_LEADING = 8
_PAD_ROWS = 8
"""Black rows above and below a reversed block."""
_MARGIN = 12
_WIDE_PAPER = 512
"""Paper narrower than this has no dots to spare for a margin."""
_GUTTER = 24
"""Least distance between the two ends of a row."""
_INSET_CELLS = 2
"""Half cells of black before the first word of a reversed block."""
_QR_MODULES = 49
"""Modules along the edge of a code of some 60 characters, to know about how long the paper gets."""
_NARROW = str.maketrans({"–": "-", "‑": "-"})
"""The ROM has this dash only as wide as a Chinese character."""

Draw = Callable[[Block, int], Bitmap]
"""Draws a block at a width in dots."""


@dataclass(frozen=True, slots=True)
class Composed:
    """Bytes for the printer."""

    data: bytes
    height_dots: int
    """About how much paper they take."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters with the look the printer gives them."""

    text: str
    wide: int = 1
    tall: int = 1
    bold: bool = False

    @property
    def width(self) -> int:
        # Spaces stay narrow in magnified text: the ROM's are far too wide there.
        spaces = self.text.count(" ")
        return (spaces + (escpos.width_cells(self.text) - spaces) * self.wide) * _HALF


def compose_text(slip: Slip, width_dots: int, draw: Draw | None = None) -> Composed:
    """Set ``slip`` for paper of ``width_dots``.

    Args:
        slip: what to print.
        width_dots: printable width, 576 on 80 mm paper.
        draw: draws blocks with characters outside the ROM; without it they print as :data:`escpos.MISSING`.
    """
    margin = _MARGIN if width_dots >= _WIDE_PAPER else 0
    composer = _Composer(width_dots - 2 * margin, margin)
    for block in slip.blocks:
        lacks = not all(escpos.is_in_rom(c) for text in texts_of(block) for c in text.translate(_NARROW))
        composer.add(draw(block, composer.width) if draw and lacks else block)
    if not slip.blocks or not isinstance(slip.blocks[-1], Cut):
        composer.add(Cut())
    return Composed(composer.end(), composer.height)


def compose_raster(picture: Bitmap) -> Composed:
    """A slip that was drawn as one picture, and the cut."""
    return Composed(escpos.RESET + escpos.raster(picture) + escpos.CUT, picture.height_px)


class _Composer:
    """Appends block after block; remembers what the printer is set to, so that nothing is said twice."""

    def __init__(self, width: int, margin: int) -> None:
        self.height = 0
        self.width = width
        self._out = bytearray(escpos.RESET + escpos.page_setup(width, margin) + escpos.KANJI_ON + escpos.SMOOTH_ON)
        self._set: dict[str, bytes] = {}

    def end(self) -> bytes:
        """All bytes so far; the printer is left as it was found."""
        return bytes(self._out + escpos.KANJI_OFF)

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
        run = _run(Span(text=block.text, size=block.size, bold=block.bold))
        run = _shrunk(run, self.width - indent)
        lines = wrap(run.text, lambda line: replace(run, text=line).width <= self.width - indent)
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
                placed = ((_run(Span(text=block.mark, bold=True)), 0), (piece, indent))
                self._line(placed if number == 0 else placed[1:])
            else:
                self._line(((piece, self._start(block.align, piece.width)),))

    def _start(self, where: Align, width: int) -> int:
        room = max(0, self.width - width)
        return {Align.LEFT: 0, Align.CENTRE: room // 2, Align.RIGHT: room}[where]

    def _row(self, block: Row) -> None:
        left, right = _runs(block.left), _runs(block.right)
        left_width, right_width = _width(left), _width(right)
        right_at = max(0, self.width - right_width)
        if left_width + _GUTTER + right_width <= self.width:
            self._line((*_placed(left, 0), *_placed(right, right_at)))
        else:
            self._line(_placed(left, 0))
            self._line(_placed(right, right_at))

    def _columns(self, block: Columns) -> None:
        edges = _edges(block.cells, self.width)
        inset = _INSET_CELLS * _HALF if block.reverse else 0
        tight = [
            _fitted(cell, right - left - inset)
            for cell, left, right in zip(block.cells, edges, edges[1:], strict=False)
        ]
        if any(runs is None for runs in tight):
            self._stacked(block)
            return
        columns = [runs for runs in tight if runs is not None]
        lines = [
            tuple(
                piece
                for runs, left in zip(columns, edges, strict=False)
                if number < len(runs)
                for piece in _placed(runs[number], left)
            )
            for number in range(max((len(runs) for runs in columns), default=0))
        ]
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
        for paragraph in block.beside:
            self._text(paragraph if paragraph.mark else replace(paragraph, align=Align.CENTRE))

    def _rule(self, block: Rule) -> None:
        pattern = b"\xff" if block.style is RuleStyle.SOLID else b"\xfc"
        rows = 3 if block.style is RuleStyle.SOLID else 2
        stride = (self.width + 7) // 8
        self._feed(_LEADING)
        self._picture(Bitmap(width_px=self.width, height_px=rows, rows=pattern * stride * rows))
        self._feed(_LEADING)

    def _picture(self, block: Bitmap) -> None:
        where = escpos.align(Align.CENTRE) if block.width_px < self.width else b""
        self._out += where + escpos.raster(block) + (escpos.align(Align.LEFT) if where else b"")
        self.height += block.height_px

    def _black(self, rows: int) -> None:
        stride = (self.width + 7) // 8
        self._picture(Bitmap(width_px=self.width, height_px=rows, rows=b"\xff" * stride * rows))

    def _feed(self, dots: int) -> None:
        self._out += escpos.feed(dots)
        self.height += dots

    def _line(self, pieces: tuple[tuple[_Run, int], ...]) -> None:
        """One printed line of runs, each with the dot it begins at."""
        tall = max((run.tall for run, _ in pieces), default=1) * _TALL
        self._once("pitch", escpos.line_pitch(tall + _LEADING))
        at = 0
        for run, start in pieces:
            if start != at:
                self._out += escpos.move_to(start)
            self._put(run)
            at = start + run.width
        self._out += b"\n"
        self.height += tall + _LEADING

    def _reversed(self, pieces: tuple[tuple[_Run, int], ...]) -> None:
        """One line of white on black: no positions here, for between two words must be black cells too."""
        scale = max((run.tall for run, _ in pieces), default=1)
        self._once("pitch", escpos.line_pitch(scale * _TALL))
        self._out += escpos.reverse(on=True)
        cells, at = self.width // _HALF, 0
        for run, start in pieces:
            # As high as the line, or white would show above it.
            high = replace(run, tall=scale)
            wide = high.width // _HALF
            begin = max(at, min(max(start // _HALF, _INSET_CELLS), cells - wide))
            self._blank(begin - at, scale)
            self._put(high)
            at = begin + wide
        self._blank(max(0, cells - at), scale)
        self._out += escpos.reverse(on=False) + b"\n"
        self.height += scale * _TALL

    def _blank(self, cells: int, scale: int) -> None:
        if cells:
            self._put(_Run(" " * cells, tall=scale))

    def _put(self, run: _Run) -> None:
        self._once("bold", escpos.bold(run.bold))
        for is_space, characters in groupby(run.text, lambda character: character == " "):
            self._once("size", escpos.character_size(1 if is_space else run.wide, run.tall))
            self._out += escpos.encode_text("".join(characters))

    def _once(self, what: str, command: bytes) -> None:
        if self._set.get(what) != command:
            self._set[what] = command
            self._out += command


def _run(span: Span) -> _Run:
    text = span.text.translate(_NARROW)
    scale = max(1, min(8, (span.size + BODY // 2) // BODY))
    return _Run(text, scale, scale, span.bold)


def _runs(line: Line) -> list[_Run]:
    return [_run(span) for span in line]


def _width(runs: list[_Run]) -> int:
    return sum(run.width for run in runs)


def _placed(runs: list[_Run], start: int) -> tuple[tuple[_Run, int], ...]:
    placed: list[tuple[_Run, int]] = []
    for run in runs:
        placed.append((run, start))
        start += run.width
    return tuple(placed)


def _shrunk(run: _Run, room: int) -> _Run:
    """Smaller, as long as a single word or number is wider than the paper: a number must never be broken."""
    longest = max((escpos.width_cells(atom.strip()) for atom in atoms(run.text)), default=0)
    scale = run.wide
    while scale > 1 and longest * _HALF * scale > room:
        scale -= 1
    return replace(run, wide=scale, tall=scale)


def _fitted(cell: Cell, room: int) -> list[list[_Run]] | None:
    """The lines of ``cell``, magnified less where they need it; None when a line does not fit even so."""
    lines: list[list[_Run]] = []
    for line in cell.lines:
        runs = _runs(line)
        while _width(runs) > room and any(run.wide > 1 for run in runs):
            largest = max(run.wide for run in runs)
            runs = [replace(r, wide=r.wide - 1, tall=r.tall - 1) if r.wide == largest else r for r in runs]
        if _width(runs) > room:
            return None
        lines.append(runs)
    return lines


def _edges(cells: tuple[Cell, ...], width: int) -> list[int]:
    """Left edge of each cell and the right edge of the last, on whole half cells."""
    total = sum(cell.share for cell in cells) or 1
    shares = [sum(cell.share for cell in cells[:number]) for number in range(len(cells) + 1)]
    return [width * share // total // _HALF * _HALF for share in shares]


def _hanging(mark: str) -> int:
    return 0 if not mark else (escpos.width_cells(mark) + 1) * _HALF
