"""Numbers on paper: every one on its own slip, nothing over the edge, a PDF that a printer takes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from hallcall.core.errors import StorageError
from hallcall.core.terms import QueuePrefix
from hallcall.ui.fonts import load_fonts
from hallcall.ui.paper import PAGE_MM, ROWS, PaperSheets
from helpers.sample_halls import sample_hall

pytestmark = [pytest.mark.feature("F221"), pytest.mark.usefixtures("qapp")]

PX = 6
"""Pixels a millimetre."""


def sheets(count: int = 10, *, queue: str = "A", day: date | None = None) -> PaperSheets:
    hall = sample_hall("haibin")
    return PaperSheets(hall=hall, queue=QueuePrefix(queue), first=600, count=count, day=day)


def painted(of: PaperSheets, page: int) -> np.ndarray:
    """The sheet as grey levels."""
    load_fonts()
    image = QImage(round(PAGE_MM[0] * PX), round(PAGE_MM[1] * PX), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.scale(PX, PX)
    of.paint(painter, page)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def slip(picture: np.ndarray, row: int) -> np.ndarray:
    """One number's part of a sheet, without the lines it is torn along."""
    height = (PAGE_MM[1] - 20) / ROWS
    top = 10 + row * height
    start = round((top + 1) * PX)
    return picture[start : start + round((height - 2) * PX), 11 * PX : 199 * PX]


def test_numbers_are_those_kept_for_paper() -> None:
    found = sheets(100).numbers
    assert (found[0], found[-1], len(set(found))) == ("A600", "A699", 100)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (7, 1), (8, 2), (100, 15)])
def test_there_are_as_many_sheets_as_needed(count: int, pages: int) -> None:
    assert sheets(count).pages == pages


def test_every_slip_of_a_sheet_has_its_own_number_and_the_last_sheet_ends_with_the_last_one(
    qapp: QGuiApplication,
) -> None:
    first, last = painted(sheets(), 0), painted(sheets(), 1)
    slips = [slip(first, row) for row in range(ROWS)] + [slip(last, row) for row in range(3)]
    for place, one in enumerate(slips):
        assert (one < 128).mean() > 0.02, f"slip {place} is empty"
        assert all((one != other).any() for other in slips[place + 1 :])
    assert (slip(last, 3) == 255).all()


@pytest.mark.parametrize("queue", [queue.prefix for queue in sample_hall("haibin").queues])
def test_nothing_is_drawn_over_an_edge_whatever_the_queue_is_called(queue: str) -> None:
    picture = painted(sheets(7, queue=queue, day=date(2026, 11, 23)), 0)
    assert (picture[: 9 * PX] == 255).all()
    assert (picture[:, : 9 * PX] == 255).all()
    assert (picture[:, 201 * PX :] == 255).all()
    # Left and right of the line between the two parts there is room to tear.
    for row in range(ROWS):
        beside = slip(picture, row)
        assert (beside[:, round((122 - 11 - 3) * PX) : round((122 - 11 - 1) * PX)] == 255).all()


def test_the_pdf_has_every_sheet_in_a4(tmp_path: Path) -> None:
    load_fonts()
    file = tmp_path / "sheets.pdf"
    sheets(15).write_pdf(file)
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 3
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", content)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    load_fonts()
    with pytest.raises(StorageError):
        sheets().write_pdf(tmp_path / "no" / "sheets.pdf")
