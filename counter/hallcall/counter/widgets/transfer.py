"""Send the visitor on: F7, type, arrows, Alt+1 to Alt+3, Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from hallcall.core.errors import HallcallError
from hallcall.counter.model import Desk, Target, TransferTargets
from hallcall.counter.model.reasons import TRANSFER_REASONS
from hallcall.counter.model.transfer import TARGET_ROLE
from hallcall.counter.widgets.parts import Line, Rule
from hallcall.counter.widgets.rows import (
    ROW_PX,
    TARGET_PLACES,
    Heads,
    TargetRows,
    add_loupe,
    choose_first,
    make_list,
    step_list,
)
from hallcall.counter.widgets.sheet import ReasonRow, Sheet, line_up

_NOTE_MAX = 60


class TransferSheet(Sheet):
    """Where to, why, and a note for the colleague there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "transfer", 800, 640)
        self._ticket = desk.ticket
        self.targets = TransferTargets(desk, self)
        self.search = self.field("transfer.search", px=22, height=56)
        add_loupe(self.search)
        self.list = make_list("transfer.list")
        self.list.setModel(self.targets)
        self._rows = TargetRows(self.targets, "", self)
        self.list.setItemDelegate(self._rows)
        self.list.setFixedHeight(4 * ROW_PX)
        self._heads = Heads(TARGET_PLACES)
        self.reasons = ReasonRow(desk, TRANSFER_REASONS)
        self._note_label = Line(18, bold=True)
        self.note = self.field("transfer.note", px=17, height=42)
        self.note.setMaxLength(_NOTE_MAX)
        self._tell = Line(16, ink="inkSoft", elides=True)
        note = QHBoxLayout()
        note.setSpacing(20)
        note.addWidget(self._note_label)
        note.addWidget(self.note, 1)
        self.body.addWidget(self.search)
        self.body.addSpacing(8)
        self.body.addWidget(self._heads)
        self.body.addWidget(self.list)
        self.body.addSpacing(8)
        self.body.addWidget(Rule())
        self.body.addSpacing(10)
        self.body.addWidget(self.reasons)
        self.body.addSpacing(10)
        self.body.addLayout(note)
        self.body.addStretch()
        self.body.addWidget(self._tell)
        self.search.textChanged.connect(self._search)
        self.targets.modelAboutToBeReset.connect(self._remember)
        self.targets.modelReset.connect(self._restore)
        self.list.selectionModel().currentChanged.connect(self._take_row)
        self.list.clicked.connect(self._take_click)
        self.reasons.changed.connect(self.edited)
        self._chosen: Target | None = None
        choose_first(self.list)
        self.retell()

    def target(self) -> Target | None:
        """The row that is chosen."""
        found = self.list.currentIndex().data(TARGET_ROLE) if self.list.currentIndex().isValid() else None
        return found if isinstance(found, Target) and found.is_open else None

    def missing(self) -> str:
        """A place first, then a reason."""
        text = self.desk.texts.text
        if self._ticket is None or self.desk.ticket is None or self.desk.ticket.id != self._ticket.id:
            return text("counter-transfer-gone")
        if self.target() is None:
            return text("counter-transfer-pick" if self.targets.rows else "counter-transfer-none")
        return self.reasons.missing()

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Send the visitor on."""
        command = self.targets.command(self.list.currentIndex().row(), self.reasons.reason, self.note.text())
        if command is not None:
            self.desk.transfer(command, on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        target = self.target()
        number = self._ticket.number if self._ticket is not None else ""
        word = text("counter-transfer-to", place=target.badge) if target is not None else text("counter-key-transfer")
        return text("counter-transfer-title", number=number), text("counter-transfer-keeps"), text("counter-keys"), word

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows and Alt keys."""
        return step_list(self.list, event) or self.reasons.take_key(event)

    def retell(self) -> None:
        """Take the words anew."""
        text = self.desk.texts.text
        self.search.setPlaceholderText(text("counter-transfer-search"))
        self.search.setAccessibleName(text("counter-transfer-search"))
        heads = ("to", "where", "place", "wait")
        self._heads.show_words(*(text(f"counter-transfer-head-{head}") for head in heads))
        self._rows.recommended = text("counter-recommended")
        self._note_label.show_text(text("counter-note"))
        self.note.setPlaceholderText(text("counter-note-hint"))
        self.note.setAccessibleName(text("counter-note"))
        self.reasons.retell()
        line_up(self.reasons.label, self._note_label)
        self.targets.refresh()
        super().retell()

    def update_end(self) -> None:
        """Also say what the visitor must be told."""
        super().update_end()
        target = self.target()
        number = self._ticket.number if self._ticket is not None else ""
        text = self.desk.texts.text
        self._tell.show_text(text("counter-transfer-tell", number=number, place=target.where) if target else "")

    def _take_row(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.edited()

    def _take_click(self, _index: QModelIndex) -> None:
        self.search.setFocus()

    def _search(self, query: str) -> None:
        self._chosen = None
        self.targets.search(query)
        choose_first(self.list)
        self.edited()

    def _remember(self) -> None:
        self._chosen = self.target()

    def _restore(self) -> None:
        """Keep the chosen place when waits change."""
        chosen = self._chosen
        for row, target in enumerate(self.targets.rows):
            if chosen is not None and target.place == chosen.place and target.is_open:
                self.list.setCurrentIndex(self.targets.index(row, 0))
                return
        choose_first(self.list)
