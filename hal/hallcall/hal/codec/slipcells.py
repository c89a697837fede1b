"""Runs of characters in the cells of a printer's font, and how columns of them share the width of the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from hallcall.hal.codec import escpos
from hallcall.hal.codec.linebreak import atoms
from hallcall.hal.document import BODY, Cell, Columns, Line, Span

HALF, TALL = 12, 24
"""One half cell of font A, in dots."""
GUTTER = 24
"""Least distance between two things on one line."""
INSET = 24
"""Black before the first word of a reversed block."""
_LARGEST = 8
_NARROW = str.maketrans({"–": "-", "‑": "-"})
"""The ROM has this dash only as wide as a Chinese character."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the look the printer gives them."""

    text: str
    wide: int = 1
    """Magnification of the width, 1 to 8."""
    tall: int = 1
    bold: bool = False

    @property
    def width(self) -> int:
        """In dots. Spaces stay narrow in magnified text: the ROM's would be far too wide there."""
        spaces = self.text.count(" ")
        return (spaces + (escpos.width_cells(self.text) - spaces) * self.wide) * HALF

    def scaled(self, scale: int) -> Run:
        """The same characters, magnified by ``scale``."""
        return replace(self, wide=scale, tall=scale)


Placed: TypeAlias = tuple[tuple[Run, int], ...]
"""Runs of one printed line, each with the dot it begins at."""
_Runs: TypeAlias = tuple[Run, ...]
_Column: TypeAlias = tuple[_Runs, ...]


def plain(text: str) -> str:
    """``text`` with the characters it is printed with."""
    return text.translate(_NARROW)


def run_of(span: Span) -> Run:
    """``span`` in the nearest size that the printer has."""
    scale = max(1, min(_LARGEST, (span.size + BODY // 2) // BODY))
    return Run(plain(span.text), scale, scale, span.bold)


def runs_of(line: Line) -> tuple[Run, ...]:
    """All runs of a line."""
    return tuple(run_of(span) for span in line)


def width_of(runs: tuple[Run, ...]) -> int:
    """Width of runs side by side, in dots."""
    return sum(run.width for run in runs)


def place(runs: tuple[Run, ...], start: int) -> Placed:
    """Runs side by side from ``start`` on."""
    placed: list[tuple[Run, int]] = []
    for run in runs:
        placed.append((run, start))
        start += run.width
    return tuple(placed)


def unbroken(run: Run, room: int) -> Run:
    """Smaller, as long as a single word or number is wider than ``room``: a number must never be broken."""
    longest = max((escpos.width_cells(atom.strip()) for atom in atoms(run.text)), default=0)
    scale = run.wide
    while scale > 1 and longest * HALF * scale > room:
        scale -= 1
    return run.scaled(scale)


def place_columns(block: Columns, width: int) -> list[Placed] | None:
    """The printed lines of columns, or None when they cannot stand side by side.

    Tried in this order: full magnification in the widths asked for, full magnification in the widths needed, less
    magnification in the widths asked for. On black, all characters of a line are first tried equally high.
    """
    columns = tuple(tuple(runs_of(line) for line in cell.lines) for cell in block.cells)
    asked = _asked_edges(block.cells, width)
    inset = INSET if block.reverse else 0
    for attempt in (_levelled(columns), columns) if block.reverse else (columns,):
        for edges in (asked, _needed_edges(attempt, width, inset)):
            if edges and _fits(attempt, edges, inset):
                return _lines(attempt, edges)
    smaller = tuple(
        tuple(shrunk(runs, right - left - inset) for runs in column)
        for column, left, right in zip(columns, asked, asked[1:], strict=False)
    )
    return _lines(smaller, asked) if _fits(smaller, asked, inset) else None


def _asked_edges(cells: tuple[Cell, ...], width: int) -> list[int]:
    """Left edge of each cell and the right edge of the last by their shares, on whole half cells."""
    total = sum(cell.share for cell in cells) or 1
    shares = [sum(cell.share for cell in cells[:number]) for number in range(len(cells) + 1)]
    return [width * share // total // HALF * HALF for share in shares]


def _needed_edges(columns: tuple[_Column, ...], width: int, inset: int) -> list[int] | None:
    """The same by what the cells need; None when they need more than there is."""
    needs = [max((width_of(runs) for runs in column), default=0) + inset for column in columns]
    if not needs:
        return None
    gap = max(GUTTER, (width - sum(needs)) // len(needs) // HALF * HALF)
    edges = [sum(needs[:number]) + gap * number for number in range(len(needs))]
    return [*edges, width] if edges[-1] + needs[-1] <= width else None


def _fits(columns: tuple[_Column, ...], edges: list[int], inset: int) -> bool:
    return all(
        width_of(runs) <= right - left - inset
        for column, left, right in zip(columns, edges, edges[1:], strict=False)
        for runs in column
    )


def _levelled(columns: tuple[_Column, ...]) -> tuple[_Column, ...]:
    """Every run as large as the largest on its printed line."""
    count = max((len(column) for column in columns), default=0)
    scales = [
        max((run.wide for column in columns if number < len(column) for run in column[number]), default=1)
        for number in range(count)
    ]
    return tuple(
        tuple(tuple(run.scaled(scale) for run in runs) for runs, scale in zip(column, scales, strict=False))
        for column in columns
    )


def shrunk(runs: tuple[Run, ...], room: int) -> tuple[Run, ...]:
    """Less magnified, the largest first, until they fit or nothing is magnified any more."""
    while width_of(runs) > room and any(run.wide > 1 for run in runs):
        largest = max(run.wide for run in runs)
        runs = tuple(run.scaled(run.wide - 1) if run.wide == largest else run for run in runs)
    return runs


def _lines(columns: tuple[_Column, ...], edges: list[int]) -> list[Placed]:
    return [
        tuple(
            piece
            for column, left in zip(columns, edges, strict=False)
            if number < len(column)
            for piece in place(column[number], left)
        )
        for number in range(max((len(column) for column in columns), default=0))
    ]
