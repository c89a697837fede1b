"""The full name of the visitor, for a reason: F11, then the number key of the reason, seen while it is held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from hallcall.core.errors import HallcallError
from hallcall.core.looks import NOTE_MAX, LookReason
from hallcall.counter.model import Desk, Visitor
from hallcall.counter.model.reasons import LOOK_REASONS, look_message
from hallcall.counter.widgets.buttons import Choice
from hallcall.counter.widgets.parts import Line, Prose
from hallcall.counter.widgets.sheet import ReasonRow, Sheet, line_up

_MOUSE = 0
"""Stands for a key while a button is held."""
_OTHER = LOOK_REASONS.index(LookReason.OTHER.value)


class LookSheet(Sheet):
    """Holding a reason opens the name; letting go closes the question, so that each look has a reason of its own."""

    def __init__(self, desk: Desk, visitor: Visitor) -> None:
        super().__init__(desk, "look", 720, 508)
        self._visitor = visitor
        self._ticket = desk.ticket
        self._held: int | None = None
        """The key that is held down."""
        self.name = Line(30, elides=True, least_px=20)
        self.name.setObjectName("look.name")
        self.reasons = ReasonRow(desk, LOOK_REASONS, per_row=2, modifier="", message=look_message)
        self._note_label = Line(18, bold=True)
        self.note = self.field("look.note", px=17, height=42)
        self.note.setMaxLength(NOTE_MAX)
        self._kept = Prose(16, ink="inkSoft")
        note = QHBoxLayout()
        note.setSpacing(20)
        note.addWidget(self._note_label)
        note.addWidget(self.note, 1)
        self.body.addWidget(self.name)
        self.body.addSpacing(12)
        self.body.addWidget(self.reasons)
        self.body.addSpacing(12)
        self.body.addLayout(note)
        self.body.addSpacing(10)
        self.body.addWidget(self._kept)
        self.body.addStretch()
        for place, choice in enumerate(self.reasons.choices):
            choice.pressed.connect(lambda place=place: self._press(place, _MOUSE))
            choice.released.connect(self._let_go)
        self.accept.clicked.disconnect(self.try_commit)
        self.accept.pressed.connect(lambda: self._begin(_MOUSE))
        self.accept.released.connect(self._let_go)
        self.reasons.changed.connect(self.edited)
        visitor.changed.connect(self._show_name)
        self._show_name()
        self.retell()

    def missing(self) -> str:
        """A reason; each but the last opens the name by itself."""
        text = self.desk.texts.text
        if self._ticket is None or self.desk.ticket is None or self.desk.ticket.id != self._ticket.id:
            return text("counter-transfer-gone")
        if self._held is not None or self._is_other:
            return ""
        return text("counter-look-choose", last=_OTHER, other=_OTHER + 1)

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Look, for the reason that is chosen."""
        note = self.note.text() if self._is_other else ""
        self._visitor.reveal(LookReason(self.reasons.reason), note, on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        number = self._ticket.number if self._ticket is not None else ""
        return text("counter-look-title"), number, text("counter-look-hint"), text("counter-look-do")

    def enter(self) -> None:
        """Enter, held down, is the key of the reason it stands on, or goes on with a note."""
        focused = self.focusWidget()
        if focused is self.cancel:
            self.close_sheet()
        elif isinstance(focused, Choice):
            self._press(self.reasons.choices.index(focused), Qt.Key.Key_Return)
        else:
            self._begin(Qt.Key.Key_Return)

    def take_key(self, event: QKeyEvent) -> bool:
        """The number keys of the reasons, unless a note is being written."""
        place = event.key() - Qt.Key.Key_1
        if self.note.hasFocus() or not 0 <= place < len(LOOK_REASONS):
            return False
        if not event.isAutoRepeat():
            self._press(place, event.key())
        return True

    def retell(self) -> None:
        """Take the words anew."""
        text = self.desk.texts.text
        self.reasons.retell()
        self._note_label.show_text(text("counter-note"))
        line_up(self.reasons.label, self._note_label)
        self.note.setPlaceholderText(text("counter-look-note-hint"))
        self.note.setAccessibleName(text("counter-note"))
        self._kept.show_text(text("counter-look-kept"))
        super().retell()

    def update_end(self) -> None:
        """A note belongs to the last reason only."""
        self.note.setEnabled(self._is_other)
        super().update_end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a key that is let go while the note has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            self._release(event)
        return super().eventFilter(watched, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Qt: the name is seen only while its key is held."""
        self._release(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Qt: when another window comes to the front, it gets the release of the key."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._let_go()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: the question is closed, for whatever reason."""
        self._visitor.hide()
        super().hideEvent(event)

    @property
    def _is_other(self) -> bool:
        return self.reasons.reason == LookReason.OTHER

    def _press(self, place: int, key: int) -> None:
        """The key of a reason went down."""
        writes_note = place == _OTHER and not self._is_other
        if self._held is not None:
            return
        self.reasons.choices[place].setChecked(True)
        if writes_note:
            self.note.setFocus()
        else:
            self._begin(key)

    def _begin(self, key: int) -> None:
        if self._held is not None or not self.reasons.reason:
            return
        self._held = key
        self.try_commit()

    def _release(self, event: QKeyEvent) -> None:
        enters = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        same = {event.key()} | (enters if event.key() in enters else set())
        if not event.isAutoRepeat() and self._held in same:
            self._let_go()

    def _let_go(self) -> None:
        if self._held is None:
            return
        self._held = None
        self._visitor.hide()
        if self._is_sent:
            self.close_sheet()
        else:
            self.update_end()

    def _show_name(self) -> None:
        self.name.show_text(self._visitor.full_name or self._visitor.name)
