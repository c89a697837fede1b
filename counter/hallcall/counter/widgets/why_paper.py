"""An explanation on paper for the visitor: their own row and counts, nothing of anybody else."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from hallcall.core.because import NOT_USED, result_of, rules_of, standing_of
from hallcall.core.reasons import Explanation
from hallcall.counter.model import Desk
from hallcall.counter.model.sentences import hh_mm
from hallcall.counter.widgets.ink import face

_DPI = 192
_FACE_PX = 26
"""3.4 mm."""


def why_lines(desk: Desk, found: Explanation) -> list[tuple[str, str]]:
    """What the paper says: name and value of each line, the rules last. No other number than the one it is about."""
    text, said = desk.texts.text, desk.texts.said
    row, clock = found.row(found.number), desk.clock
    return [
        (text("why-column-number"), found.number),
        (text("why-column-came"), hh_mm(clock.local(row.came_at))),
        (text("why-column-waited"), text("why-minutes", minutes=max(int(row.waited_s // 60), 0))),
        (text("why-column-standing"), said(standing_of(found, row))),
        (text("why-column-result"), said(result_of(found, row))),
        (text("why-paper-when"), text("why-at", time=_moment(desk, found), counter=found.counter, count=found.waiting)),
        (text("why-rules-title"), "\n".join(said(rule.said) for rule in rules_of(found))),
        (text("why-unused-title"), "\n".join(text(name) for name in NOT_USED)),
    ]


def why_paper(desk: Desk, found: Explanation) -> tuple[bytes, str]:
    """The paper as PDF (A5), and the name it is kept under."""
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    writer.setTitle(found.number)
    writer.setCreator("hallcall")
    writer.setResolution(_DPI)
    document = QTextDocument()
    document.setDefaultFont(face(_FACE_PX))
    document.setHtml(_html(desk, found))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    painter = QPainter(writer)
    document.drawContents(painter)
    painter.end()
    return bytes(content.data().data()), f"why-{found.number}-{desk.clock.local(found.at):%Y%m%d-%H%M%S}.pdf"


def _moment(desk: Desk, found: Explanation) -> str:
    return f"{desk.clock.local(found.at):%Y-%m-%d %H:%M}"


def _html(desk: Desk, found: Explanation) -> str:
    title = desk.texts.text(
        "why-title-called-alone" if found.was_called else "why-title-next-alone", number=found.number
    )
    hall = desk.hall.name.full(desk.language) if desk.hall is not None else ""
    rows = "".join(
        f"<tr><td><b>{escape(name)}</b></td><td>{'<br>'.join(map(escape, value.splitlines()))}</td></tr>"
        for name, value in why_lines(desk, found)
    )
    return f"<p>{escape(hall)}</p><h2>{escape(title)}</h2><table cellpadding='8'>{rows}</table>"
