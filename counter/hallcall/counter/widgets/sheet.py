"""A question to the clerk: everything by keyboard, nothing preselected, and a word on why Enter is not yet possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hallcall.core.errors import HallcallError
from hallcall.counter.model import Desk
from hallcall.counter.model.reasons import reason_message
from hallcall.counter.model.sentences import error_sentence
from hallcall.counter.widgets.buttons import ActionButton, Choice, mark_ringed
from hallcall.counter.widgets.ink import colour, face, open_painter
from hallcall.counter.widgets.parts import Line, Picture

_FOOTER_PX = 72
_RADIUS = 12.0


def line_up(*labels: Line) -> None:
    """Give labels one width, so that what stands behind them begins on one line."""
    width = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(width)


class ReasonRow(QWidget):
    """Reasons with Alt+1 and so on; at most one is chosen, none at first.

    Args:
        desk: whose texts they are.
        reasons: their names.
        per_row: so many stand side by side.
        modifier: what is written before the number of a key.
        message: the message that names a reason.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        reasons: Sequence[str],
        *,
        per_row: int = 3,
        modifier: str = "Alt+",
        message: Callable[[str], str] = reason_message,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._message = message
        self._reasons = tuple(reasons)
        self.label = Line(18, bold=True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.choices: list[Choice] = []
        rows = QVBoxLayout()
        rows.setSpacing(10)
        line: QHBoxLayout | None = None
        for place, reason in enumerate(self._reasons):
            if line is None or place % per_row == 0:
                line = QHBoxLayout()
                line.setSpacing(10)
                rows.addLayout(line)
            choice = Choice(f"reason.{reason}", f"{modifier}{place + 1}")
            self._group.addButton(choice, place)
            self.choices.append(choice)
            line.insertWidget(place % per_row, choice)
            if place % per_row == 0:
                line.addStretch()
        self._group.idToggled.connect(self._take_toggle)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(20)
        outer.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(rows, 1)

    def retell(self) -> None:
        """Take the words anew."""
        text = self._desk.texts.text
        self.label.show_text(text("counter-reason"))
        self.label.setMinimumHeight(40)
        for reason, choice in zip(self._reasons, self.choices, strict=True):
            choice.show_text(text(self._message(reason)))

    @property
    def reason(self) -> str:
        """The chosen reason; empty while none is."""
        place = self._group.checkedId()
        return self._reasons[place] if place >= 0 else ""

    def missing(self) -> str:
        """What is said while no reason is chosen."""
        return self._desk.texts.text("counter-missing-reason", last=len(self._reasons)) if not self.reason else ""

    def _take_toggle(self, _place: int, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if on:
            self.changed.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Alt+1 and so on; whether it was one."""
        place = event.key() - Qt.Key.Key_1
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and 0 <= place < len(self.choices):
            self.choices[place].setChecked(True)
            return True
        return False


class Sheet(QFrame):
    """Title, body and the two ends. Subclasses fill ``body`` and say what is missing; more buttons go into ``foot``."""

    closed = Signal()

    def __init__(self, desk: Desk, name: str, width: int, height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedSize(width, height)
        self.desk = desk
        self._is_sent = False
        self._error = ""
        self._title = Line(26, bold=True, elides=True)
        self._aside = Line(17, ink="inkSoft")
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self._sign = Picture("info", 20, "inkSoft")
        self._say = Line(17, ink="inkSoft", elides=True)
        self._say.setObjectName(f"{name}.say")
        self._hint = Line(16, ink="inkSoft")
        self.cancel = ActionButton(f"{name}.cancel", "Esc")
        self.accept = ActionButton(f"{name}.accept", "Enter", primary=True)
        self.cancel.clicked.connect(self.close_sheet)
        self.accept.clicked.connect(self.try_commit)
        self._lay_out()
        desk.texts.languageChanged.connect(self.retell)
        desk.changed.connect(self.update_end)

    # -- for subclasses ----------------------------------------------------------------------------------------------

    def missing(self) -> str:
        """Why Enter does nothing yet, as a sentence; empty when it does."""
        raise NotImplementedError

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Do it."""
        raise NotImplementedError

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint and the word of the accepting button."""
        raise NotImplementedError

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - subclasses take keys
        """A key that the sheet itself does not know; whether it was taken."""
        return False

    def enter(self) -> None:
        """Enter goes on; on a reason it chooses it first, on Cancel it cancels."""
        focused = self.focusWidget()
        if focused is self.cancel:
            self.close_sheet()
        elif isinstance(focused, Choice) and self.missing():
            focused.click()
        else:
            self.try_commit()

    # -- for everybody -----------------------------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        """What the sheet says above its buttons."""
        return self._say.text()

    def retell(self) -> None:
        """Take the words anew."""
        self.update_end()

    def update_end(self) -> None:
        """Show title, buttons and what is missing."""
        title, aside, hint, word = self.words()
        self._title.show_text(title)
        self._aside.show_text(aside)
        self._hint.show_text(hint)
        missing = self.missing()
        said = self._error or missing
        self._say.show_text(said)
        self._say.set_ink("warnInk" if self._error else "inkSoft")
        self._sign.show_icon("triangle-alert" if self._error else "info", "warnInk" if self._error else "inkSoft")
        self._sign.setVisible(bool(said))
        self.cancel.show_text(self.desk.texts.text("counter-cancel"))
        self.accept.show_text(word, missing)

    def say(self, sentence: str, icon: str) -> None:
        """Say something else than what is missing, until the ends are told anew."""
        self._say.show_text(sentence)
        self._say.set_ink("inkSoft")
        self._sign.show_icon(icon, "inkSoft")
        self._sign.show()

    def edited(self) -> None:
        """Something was typed or chosen: what was said of the last try no longer holds."""
        self._error = ""
        self.update_end()

    def try_commit(self) -> None:
        """Enter."""
        if self._is_sent or self.missing():
            return
        self._is_sent = True
        self._error = ""
        self.commit(self._ended)

    def close_sheet(self) -> None:
        """Esc."""
        self.closed.emit()

    def field(self, name: str, px: int = 20, height: int = 52) -> QLineEdit:
        """A field whose arrows, Enter and Alt keys belong to the sheet."""
        field = QLineEdit()
        field.setObjectName(name)
        mark_ringed(field)
        field.setFont(face(px))
        field.setFixedHeight(height)
        field.installEventFilter(self)
        field.textChanged.connect(self.edited)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keys typed into a field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys pressed anywhere else in the sheet; those of the bar do nothing while it is open."""
        self._take(event)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: white, its foot a little darker."""
        painter = open_painter(self)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, self.height() - _FOOTER_PX, self.width(), _FOOTER_PX, colour("canvas"))
        painter.end()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(32, 22, 32, 10)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self._aside)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._sign)
        said.addWidget(self._say, 1)
        self._say.setMinimumHeight(24)
        inner.addLayout(head)
        inner.addSpacing(16)
        inner.addLayout(self.body, 1)
        inner.addSpacing(8)
        inner.addLayout(said)
        foot = QWidget()
        foot.setFixedHeight(_FOOTER_PX)
        self.foot = row = QHBoxLayout(foot)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(12)
        row.addWidget(self._hint)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.accept)
        column.addLayout(inner, 1)
        column.addWidget(foot)

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enter()
            return True
        return self.take_key(event)

    def _ended(self, error: HallcallError | None) -> None:
        self._is_sent = False
        if error is None:
            self.closed.emit()
            return
        self._error = error_sentence(self.desk.texts, error)
        self.update_end()
