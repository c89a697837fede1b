"""The visitor, masked: what the clerk needs to know and no more."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hallcall.core.languages import Language
from hallcall.core.tickets import Need, Ticket, TicketState
from hallcall.counter.model import FUNCTION_KEYS, Desk, Key, Visitor
from hallcall.counter.model.sentences import hh_mm, last_four
from hallcall.counter.widgets.buttons import ActionButton
from hallcall.counter.widgets.ink import colour, draw_icon, draw_plate, face, open_painter, text_width
from hallcall.counter.widgets.parts import Card, Line, Pill, Prose, Rule

_WORDS_PX = 176
"""Width of the words beside the picture."""
_NAME_PX, _LONG_NAME_PX = 30, 21
"""Size of a name on one line, and on two."""
_ROWS = ("document", "principal", "identity", "issued", "called", "origin", "language", "quantity", "pager")
_NEEDS = (Need.CANNOT_SEE, Need.CANNOT_HEAR, Need.WHEELCHAIR, Need.INFANT)
_NEED_ICONS = {
    Need.CANNOT_SEE: "eye-off",
    Need.CANNOT_HEAR: "message-square",
    Need.WHEELCHAIR: "accessibility",
    Need.INFANT: "baby",
}


class VisitorCard(Card):
    """308 px wide; names are never bold, so that the face that draws every name draws this one."""

    def __init__(self, desk: Desk, visitor: Visitor) -> None:
        super().__init__()
        self.setFixedWidth(308)
        self._desk = desk
        self._visitor = visitor
        self._title = Line(20, bold=True)
        self._pill = Pill()
        self._name = Prose(_NAME_PX)
        self._name.setObjectName("visitor.name")
        self._facts = Line(17, ink="inkSoft")
        self._hint = Prose(15, ink="inkSoft")
        self._labels = {row: Line(16, ink="inkSoft") for row in _ROWS}
        self._values = {row: Line(16, elides=True) for row in _ROWS}
        self._needs_part = QWidget()
        self._needs_title = Line(17, bold=True)
        self._needs = {need: Pill() for need in _NEEDS}
        self._note_title = Line(17, bold=True)
        self._note = Prose(16)
        self.quantity = ActionButton("visitor.quantity", FUNCTION_KEYS[Key.QUANTITY])
        self.quantity.clicked.connect(lambda: desk.press(Key.QUANTITY))
        self.pager = ActionButton("visitor.pager", "")
        self.pager.clicked.connect(desk.take_back_pager)
        self._lay_out()
        desk.changed.connect(self.refresh)
        visitor.changed.connect(self.refresh)
        desk.texts.languageChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known."""
        text, facts = self._desk.texts.text, self._visitor.facts
        ticket = self._desk.ticket
        self._title.show_text(text("counter-visitor"))
        state = self._desk.keys[Key.QUANTITY]
        self.quantity.show_text(text(state.word), text(state.reason, **state.fields) if state.reason else "")
        self.pager.show_text(text("counter-pager-back"), "")
        self.pager.setVisible(self._desk.pager is not None)
        if ticket is None:
            return
        verified = facts.verified if facts is not None else ticket.verified
        if verified:
            self._pill.show_pill(text("counter-verified"), "check", "okInk", "okTint")
        else:
            self._pill.show_pill(text("counter-not-verified"), "triangle-alert", "warnInk", "warnTint")
        self._show_name(self._visitor.name or text("counter-no-name"))
        self._facts.show_text(self._facts_text())
        self._facts.setVisible(bool(self._facts.text()))
        started = ticket.state is TicketState.SERVING
        has_name = facts is not None
        self._hint.show_text(text("counter-reveal-hint" if started else "counter-reveal-later") if has_name else "")
        self._hint.setFixedHeight(max(self._hint.heightForWidth(_WORDS_PX), 0))
        for row in _ROWS:
            value = self._row_text(row, ticket)
            self._labels[row].show_text(text(f"counter-row-{row}"))
            self._values[row].show_text(value)
            for line in (self._labels[row], self._values[row]):
                line.setVisible(bool(value))
        self._refresh_needs(ticket)
        self._note_title.show_text(text("counter-note-title"))
        self._note.show_text(ticket.note)
        for part in (self._note_title, self._note):
            part.setVisible(bool(ticket.note))

    def _show_name(self, name: str) -> None:
        fits = text_width(name, face(_NAME_PX)) <= _WORDS_PX
        self._name.setFont(face(_NAME_PX if fits else _LONG_NAME_PX))
        self._name.show_text(name)
        self._name.setFixedHeight(max(self._name.heightForWidth(_WORDS_PX), 0))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._pill)
        who = QHBoxLayout()
        who.setSpacing(16)
        who.addWidget(_Photo(), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addWidget(self._hint)
        who.addLayout(words, 1)
        who.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnMinimumWidth(0, 72)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(_ROWS):
            grid.addWidget(self._labels[row], place, 0)
            grid.addWidget(self._values[row], place, 1)
        column.addLayout(head)
        column.addSpacing(14)
        column.addLayout(who)
        column.addSpacing(18)
        column.addLayout(grid)
        column.addSpacing(18)
        self._rule = Rule()
        column.addWidget(self._rule)
        column.addSpacing(14)
        needs = QVBoxLayout(self._needs_part)
        needs.setContentsMargins(0, 0, 0, 14)
        needs.setSpacing(6)
        needs.addWidget(self._needs_title)
        for need in _NEEDS:
            needs.addWidget(self._needs[need])
        column.addWidget(self._needs_part)
        column.addWidget(self._note_title)
        column.addSpacing(4)
        column.addWidget(self._note)
        column.addStretch(1)
        column.addSpacing(8)
        column.addWidget(self.pager)
        column.addSpacing(8)
        column.addWidget(self.quantity)

    def _refresh_needs(self, ticket: Ticket) -> None:
        text = self._desk.texts.text
        self._needs_title.show_text(text("counter-needs"))
        self._needs_part.setVisible(bool(ticket.needs))
        self._rule.setVisible(bool(ticket.needs or ticket.note))
        for need, pill in self._needs.items():
            name = f"counter-need-{need.value.replace('_', '-')}"
            pill.show_pill(text(name), _NEED_ICONS[need], "warnInk", "warnTint")
            pill.setVisible(need in ticket.needs)

    def _facts_text(self) -> str:
        """Sex and age; the server tells them only after the visit has started."""
        text, facts = self._desk.texts.text, self._visitor.facts
        if facts is None:
            return ""
        parts: list[str] = []
        if facts.sex is not None:
            parts.append(text(f"counter-sex-{facts.sex.value}"))
        if facts.age is not None:
            parts.append(text("counter-age", age=facts.age))
        return " · ".join(parts)

    def _issued_text(self, ticket: Ticket) -> str:
        """When the number was taken, and where."""
        hall = self._desk.hall
        place = hall.kiosk_by_id.get(ticket.kiosk) if hall is not None else None
        at = hh_mm(self._desk.clock.local(ticket.seniority))
        return f"{at} · {place.label.full(self._desk.language)}" if place is not None else at

    def _row_text(self, row: str, ticket: Ticket) -> str:
        text, facts, clock = self._desk.texts.text, self._visitor.facts, self._desk.clock
        value = ""
        match row:
            case "document" if facts is not None and facts.document_kind is not None:
                kind = text(f"counter-document-{facts.document_kind.value.replace('_', '-')}")
                value = f"{kind} {last_four(facts.document)}"
            case "principal" if facts is not None and facts.principal:
                value = last_four(facts.principal)
            case "identity":
                value = text("counter-identity-card" if ticket.verified else "counter-identity-typed")
            case "issued":
                value = self._issued_text(ticket)
            case "called" if ticket.first_call_at is not None:
                waited = max(int((ticket.first_call_at - ticket.seniority).total_seconds() // 60), 0)
                value = text("counter-called-after", at=hh_mm(clock.local(ticket.first_call_at)), minutes=waited)
            case "language" if ticket.language is not Language.ZH:
                value = text(f"language-{ticket.language.value}")
            case "quantity" if ticket.quantity > 1:
                value = text("counter-quantity-cases", count=ticket.quantity)
            case "pager" if (pager := self._desk.pager) is not None:
                value = text("counter-pager", pager=pager)
            case "origin" if ticket.leg > 1:
                value = text("counter-origin", queue=ticket.origin)
            case _:
                pass
        return value


class _Photo(QWidget):
    """Where a chip photo would be: the normal case is that there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(76, 96)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = open_painter(self)
        draw_plate(painter, QRectF(self.rect()), colour("tint"), colour("sky"), 8)
        draw_icon(painter, QRect(18, 28, 40, 40), "user", colour("inkSoft"), 1.8)
        painter.end()
