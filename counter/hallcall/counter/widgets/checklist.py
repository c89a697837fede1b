"""The item and its papers: number keys turn a paper from ready to lacking to not needed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hallcall.core.catalogue import DayUnit, Material, ServiceItem
from hallcall.counter.model import Checklist, Desk, Mark
from hallcall.counter.model.stays import find_stays
from hallcall.counter.widgets.ink import (
    colour,
    draw_icon,
    draw_plate,
    draw_text,
    face,
    fitting_face,
    open_painter,
    text_width,
)
from hallcall.counter.widgets.parts import Card, Line, Picture, Prose, Rule

_LOOKS = {
    Mark.OPEN: ("inkSoft", "surface", ""),
    Mark.READY: ("okInk", "okTint", "check"),
    Mark.LACKING: ("warnInk", "warnTint", "triangle-alert"),
    Mark.NOT_NEEDED: ("disabledInk", "closedTint", "x"),
}
_ROW_PX = 56
_TIGHT_ROW_PX = 44
"""Where more than five papers are asked for: six fit without scrolling."""
_ROOMY_ROWS = 5


class ItemCard(Card):
    """What the visitor came for."""

    def __init__(self, desk: Desk, checklist: Checklist) -> None:
        super().__init__()
        self._desk = desk
        self._checklist = checklist
        self._title = Line(21, bold=True, elides=True, least_px=17)
        self._facts = Line(16, ink="inkSoft", elides=True)
        self._head = Line(19, bold=True)
        self._count = Line(19, bold=True)
        self._hint = Line(16, ink="inkSoft")
        self._none = Prose(17, ink="inkSoft")
        self._rows: list[PaperRow] = []
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addSpacing(10)
        self._column.addWidget(self._hint)
        self._column.addStretch()
        self._scroll = QScrollArea()
        self._summary = _Summary()
        self._lay_out()
        desk.changed.connect(self.refresh)
        checklist.changed.connect(self.refresh)
        checklist.cycled.connect(self._show_row)
        desk.texts.languageChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        text, item = self._desk.texts.text, self._desk.item
        self._head.show_text(text("counter-papers"))
        if item is None:
            return
        self._title.show_text(self._title_text(item))
        self._facts.show_text(self._item_facts(item))
        rows = self._checklist.rows
        self._fit_rows(len(rows))
        for place, (material, mark) in enumerate(rows):
            self._rows[place].show_paper(
                place,
                material.name.full(self._desk.language),
                self._kind_text(material),
                text(f"counter-mark-{mark.value}"),
                mark,
            )
        needed = len(rows) - self._checklist.count(Mark.NOT_NEEDED)
        ready = self._checklist.count(Mark.READY)
        complete = ready == needed
        self._count.show_text(text("counter-papers-count", ready=ready, needed=needed) if rows else "")
        self._count.set_ink("okInk" if complete else "warnInk")
        self._hint.show_text(text("counter-papers-hint", last=len(rows)) if rows else "")
        self._none.show_text("" if rows else text("counter-papers-none"))
        self._none.setVisible(not rows)
        self._refresh_summary(item, complete=complete)

    def _title_text(self, item: ServiceItem) -> str:
        """The item; of several that are done here their short names."""
        stays, language = find_stays(self._desk), self._desk.language
        if stays is None or len(stays.here) == 1:
            return item.name.full(language)
        names = ("、" if language == "zh-CN" else ", ").join(one.name.short(language) for one in stays.here)
        return self._desk.texts.text("counter-items-here", names=names, count=len(stays.here))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch()
        head.addWidget(self._count)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._list)
        for part in (scroll.viewport(), self._list):
            part.setAutoFillBackground(False)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._facts)
        column.addSpacing(18)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(Rule())
        column.addWidget(self._none)
        column.addWidget(scroll, 1)
        column.addSpacing(12)
        column.addWidget(self._summary)

    def _fit_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = PaperRow(f"paper.{len(self._rows) + 1}")
            place = len(self._rows)
            row.clicked.connect(lambda _checked=False, place=place: self._checklist.cycle(place))
            self._rows.append(row)
            self._column.insertWidget(place, row)
        for place, row in enumerate(self._rows):
            row.setFixedHeight(_ROW_PX if count <= _ROOMY_ROWS else _TIGHT_ROW_PX)
            row.setVisible(place < count)

    def _show_row(self, place: int) -> None:
        """A key was pressed for a row that is scrolled away."""
        self._scroll.ensureWidgetVisible(self._rows[place], 0, 0)

    def _refresh_summary(self, item: ServiceItem, *, complete: bool) -> None:
        text, checklist = self._desk.texts.text, self._checklist
        lacking = checklist.lacking
        if lacking:
            names = "、".join(material.name.full(self._desk.language) for material in lacking)
            if self._desk.language != "zh-CN":
                names = names.replace("、", ", ")
            lenient = "accept_lacking" in item.flags
            head = text("counter-lacking-accept" if lenient else "counter-lacking", count=len(lacking))
            advice = text("counter-lacking-later" if lenient else "counter-lacking-park", papers=names)
            self._summary.show_summary(head, advice, "triangle-alert", "warnInk", "warnTint")
        elif complete:
            self._summary.show_summary(
                text("counter-papers-complete"), text("counter-papers-go"), "circle-check", "okInk", "okTint"
            )
        else:
            left = checklist.count(Mark.OPEN)
            self._summary.show_summary(
                text("counter-papers-open", count=left), text("counter-papers-check"), "info", "ink", "tint"
            )

    def _item_facts(self, item: ServiceItem) -> str:
        text = self._desk.texts.text
        parts = [text("counter-item-code", code=item.code)]
        limit = item.promised_limit
        if limit is not None and limit.n == 0:
            parts.append(text("counter-limit-at-once"))
        elif limit is not None:
            unit = "working" if limit.unit is DayUnit.WORKING else "natural"
            parts.append(text(f"counter-limit-{unit}", days=limit.n))
        fee = item.fee_cny
        whole = int(fee) if float(fee).is_integer() else fee
        parts.append(text("counter-fee", fee=whole) if fee else text("counter-fee-none"))
        return " · ".join(parts)

    def _kind_text(self, material: Material) -> str:
        kind = self._desk.texts.text(f"counter-paper-{material.kind.value}")
        if not material.replaceable_by_data:
            return kind
        return f"{kind} · {self._desk.texts.text('counter-paper-shareable')}"


class PaperRow(QAbstractButton):
    """One paper: its number key, name, kind and mark. A click does what the key does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._key = ""
        self._kind = ""
        self._word = ""
        self._mark = Mark.OPEN

    def show_paper(self, place: int, name: str, kind: str, word: str, mark: Mark) -> None:
        """Show a paper with its mark."""
        self._key = str(place + 1) if place < 9 else ""
        self._kind, self._word, self._mark = kind, word, mark
        self.setText(name)
        self.setToolTip(name)
        self.setAccessibleName(f"{self._key} {name}: {word}")
        self.setAccessibleDescription(kind)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the row."""
        ink, ground, icon = _LOOKS[self._mark]
        painter = open_painter(self)
        box = self.rect()
        lacking = self._mark is Mark.LACKING
        if lacking:
            painter.fillRect(box, colour("warnTint"))
            painter.fillRect(0, 0, 4, box.height(), colour("warnInk"))
        painter.fillRect(0, box.height() - 1, box.width(), 1, colour("hair"))
        cap = QRect(14, (box.height() - 26) // 2, 26, 26)
        draw_plate(painter, QRectF(cap), colour("closedTint"), None, 4)
        draw_text(painter, cap, self._key, face(15), colour("inkSoft"), Qt.AlignmentFlag.AlignHCenter)
        pill = self._draw_pill(painter, ink, ground, icon)
        room = pill - 56 - 12
        name_px, kind_px = (18, 14) if box.height() >= _ROW_PX else (16, 13)
        middle = box.height() // 2 + 5
        open_ink = "disabledInk" if self._mark is Mark.NOT_NEEDED else "ink"
        font = fitting_face(self.text(), room, name_px, 14, bold=lacking)
        name = QRect(56, middle - round(name_px * 1.55), room, round(name_px * 1.55))
        kind = QRect(56, middle - 2, room, round(kind_px * 1.45))
        draw_text(painter, name, self.text(), font, colour(open_ink))
        draw_text(painter, kind, self._kind, face(kind_px), colour("inkSoft"))
        painter.end()

    def _draw_pill(self, painter: QPainter, ink: str, ground: str, icon: str) -> int:
        """Draw the mark at the right; its left edge."""
        font = face(16)
        width = text_width(self._word, font) + (22 if icon else 0) + 22
        left = self.width() - 12 - width
        box = QRect(left, (self.height() - 28) // 2, width, 28)
        draw_plate(painter, QRectF(box), colour(ground), colour("line") if self._mark is Mark.OPEN else None, 14)
        start = left + 11
        if icon:
            draw_icon(painter, QRect(start, box.top() + 6, 16, 16), icon, colour(ink), 2.5)
            start += 22
        draw_text(painter, QRect(start, box.top(), width, 28), self._word, font, colour(ink))
        return left


class _Summary(Card):
    """What the papers mean for the visit."""

    def __init__(self) -> None:
        super().__init__(fill="tint", edge=None, radius=10)
        self._icon = Picture("info", 24)
        self._head = Line(18, bold=True, elides=True)
        self._advice = Prose(16)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._head)
        words.addWidget(self._advice)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_summary(self, head: str, advice: str, icon: str, ink: str, ground: str) -> None:
        self.set_look(ground, None)
        self._icon.show_icon(icon, ink)
        self._head.set_ink(ink)
        self._head.show_text(head)
        self._advice.set_ink(ink)
        self._advice.show_text(advice)
