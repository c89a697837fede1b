"""A slip as a list of blocks, before any printer has its say.

Sizes are heights of characters in dots (8 dots are 1 mm), as a slip drawn as a picture will have them. A printer's
own font knows only whole multiples of 24 dots, so text mode takes the nearest one.

Blocks are structs with a tag, so that a slip can be sent to the process that owns the printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

BODY = 24
"""Height of a character of running text, in dots."""


class Align(StrEnum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RuleStyle(StrEnum):
    """How a rule across the paper is drawn."""

    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters of one look."""

    text: str
    size: int = BODY
    bold: bool = False


Line: TypeAlias = tuple[Span, ...]
"""Runs that stand side by side on one base line."""


class Text(Struct, frozen=True, kw_only=True, tag="text"):
    """A paragraph; wraps at the edge of the paper."""

    text: str
    size: int = BODY
    bold: bool = False
    align: Align = Align.LEFT
    reverse: bool = False
    """White on a black bar across the whole width."""
    mark: str = ""
    """``1`` or ``·``: stands at the left, bold, and the text hangs to the right of it."""


class Row(Struct, frozen=True, kw_only=True, tag="row"):
    """One line with something at the left edge and something at the right edge."""

    left: Line
    right: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of a :class:`Columns` block."""

    lines: tuple[Line, ...]
    """From top to bottom; line n of every cell stands on the same height."""
    share: int = 1
    """Width in relation to the other cells."""


class Columns(Struct, frozen=True, kw_only=True, tag="columns"):
    """Cells side by side."""

    cells: tuple[Cell, ...]
    reverse: bool = False
    """White on a black block across the whole width. Keep it under 110 rows: long black prints pale and curls."""
    divided: bool = False
    """A thin line stands between the cells, where the printing allows it."""


class Rule(Struct, frozen=True, kw_only=True, tag="rule"):
    """A line across the paper."""

    style: RuleStyle = RuleStyle.DASHED


class Qr(Struct, frozen=True, kw_only=True, tag="qr"):
    """A QR code, error correction level Q, with text beside it or, where a printer cannot do that, below it."""

    data: str
    module_dots: int = 6
    beside: tuple[Text, ...] = ()


class Bitmap(Struct, frozen=True, kw_only=True, tag="bitmap"):
    """A picture of one bit a dot."""

    width_px: int
    height_px: int
    rows: bytes
    """Row by row from the top, each padded to whole bytes, leftmost dot in the highest bit, 1 is black."""

    def __post_init__(self) -> None:
        if len(self.rows) != self.stride * self.height_px:
            raise ValueError(f"{len(self.rows)} bytes for {self.width_px} x {self.height_px} dots")

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.width_px + 7) // 8


class Gap(Struct, frozen=True, kw_only=True, tag="gap"):
    """Empty paper."""

    dots: int = 12


class Cut(Struct, frozen=True, kw_only=True, tag="cut"):
    """Feed to the knife and cut."""


Block: TypeAlias = Text | Row | Columns | Rule | Qr | Bitmap | Gap | Cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What comes out of the printer in one go. The driver cuts at the end if the slip does not."""

    blocks: tuple[Block, ...]


def texts_of(block: Block) -> tuple[str, ...]:
    """Every string that ``block`` puts on paper as characters."""
    match block:
        case Text():
            return (block.mark, block.text)
        case Row():
            return tuple(span.text for span in (*block.left, *block.right))
        case Columns():
            return tuple(span.text for cell in block.cells for line in cell.lines for span in line)
        case Qr():
            return tuple(text for paragraph in block.beside for text in texts_of(paragraph))
        case _:
            return ()
