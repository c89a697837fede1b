"""Signing in: the counter's number large, so that a clerk at the wrong desk sees it; number and password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hallcall.assets import load_texts
from hallcall.counter.model import Desk, Login
from hallcall.counter.model.sentences import hh_mm
from hallcall.counter.widgets.buttons import ActionButton, mark_ringed
from hallcall.counter.widgets.devices import DeviceCards
from hallcall.counter.widgets.ink import colour, face, open_painter, text_width
from hallcall.counter.widgets.menu import other_language
from hallcall.counter.widgets.parts import Line, Picture, Prose, Rule

_LEFT_PX = 480


class Field(QLineEdit):
    """A field that tells Enter from Shift+Enter and notices the caps lock."""

    entered = Signal(bool)
    """Enter was pressed; True with Shift."""
    capsLock = Signal(bool)
    """A letter has told whether the caps lock is on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        mark_ringed(self)
        self.setFixedHeight(56)
        self.setFont(face(22))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a key went down."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(shift)
            return
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            self.capsLock.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


class LoginPage(QWidget):
    """Left the machine's counter, right the clerk."""

    languageWanted = Signal()

    def __init__(self, desk: Desk, login: Login) -> None:
        super().__init__()
        self.setObjectName("login")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._login = login
        self._make_parts()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_left())
        row.addWidget(self._make_right(), 1)
        login.changed.connect(self.refresh)
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self.refresh)
        desk.texts.languageChanged.connect(self.refresh)
        self.refresh()

    def start(self) -> None:
        """Begin with empty fields."""
        self.clerk.clear()
        self.password.clear()
        self.clerk.setFocus()

    def refresh(self) -> None:
        """Show what is."""
        desk, login = self._desk, self._login
        text = desk.texts.text
        self._brand.show_text(text("counter-brand"))
        self._app.show_text(text("counter-app"))
        self._before.show_text(text("counter-number-before"))
        self._before.setVisible(bool(self._before.text().strip()))
        self._plate.show_plate(str(desk.number), text("counter-number-after").strip())
        self._plate.setAccessibleName(text("counter-number", counter=desk.number))
        self._refresh_place()
        left = desk.ticket
        self._fixed.show_text(
            text("counter-login-fixed") if left is None else text("counter-login-handover", number=left.number)
        )
        self._title.show_text(text("counter-login-title"))
        self._clerk_label.show_text(text("counter-login-clerk"))
        self._password_label.show_text(text("counter-login-password"))
        self.clerk.setAccessibleName(self._clerk_label.text())
        self.password.setAccessibleName(self._password_label.text())
        self._show_message()
        busy = text("counter-login-busy") if login.is_busy else ""
        self.open_button.show_text(text("counter-login-open"), busy)
        self.paused_button.show_text(text("counter-login-paused"), busy)
        self.language_button.show_text(load_texts(other_language(desk.language)).text("language-name"))
        self._devices.refresh()

    def _make_parts(self) -> None:
        self._brand = Line(34, bold=True, ink="deepText")
        self._app = Line(20, ink="sky")
        self._before = Line(44, bold=True, ink="deepText")
        self._plate = _Plate()
        self._place = Prose(23, bold=True, ink="deepText")
        self._queues = Prose(18, ink="sky")
        self._hall = Line(18, ink="sky", elides=True)
        self._date = Line(18, ink="sky")
        self._fixed = Prose(16, ink="sky")
        self._title = Line(36, bold=True)
        self._clerk_label = Line(18, bold=True)
        self._password_label = Line(18, bold=True)
        self.clerk = Field("login.clerk")
        self.password = Field("login.password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._sign = Picture("triangle-alert", 20, "warnInk")
        self._message = Prose(16, ink="warnInk")
        self._message.setObjectName("login.message")
        self.open_button = ActionButton("login.open", "Enter", primary=True, height=56)
        self.paused_button = ActionButton("login.paused", "Shift+Enter", height=56)
        self.language_button = ActionButton("login.language", "Ctrl+L", height=40, px=16)
        self._devices = DeviceCards(self._desk)
        for field in (self.clerk, self.password):
            field.entered.connect(self._submit)
            field.textEdited.connect(self._login.edited)
            field.capsLock.connect(self._note_caps_lock)
        self.open_button.clicked.connect(lambda: self._submit(paused=False))
        self.paused_button.clicked.connect(lambda: self._submit(paused=True))
        self.language_button.clicked.connect(self.languageWanted)

    def _make_left(self) -> QWidget:
        left = _Deep()
        left.setFixedWidth(_LEFT_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(56, 44, 40, 36)
        column.setSpacing(0)
        brand = QHBoxLayout()
        brand.setSpacing(16)
        brand.addWidget(self._brand)
        brand.addWidget(self._app)
        brand.addStretch()
        column.addLayout(brand)
        column.addStretch(2)
        column.addWidget(self._before)
        column.addWidget(self._plate)
        column.addSpacing(20)
        column.addWidget(self._place)
        column.addSpacing(8)
        column.addWidget(self._queues)
        column.addSpacing(24)
        column.addWidget(Rule(ink="ringTrack"))
        column.addSpacing(18)
        column.addWidget(self._hall)
        column.addSpacing(8)
        column.addWidget(self._date)
        column.addStretch(3)
        column.addWidget(self._fixed)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(80, 60, 80, 40)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.language_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._clerk_label, 0, 0)
        grid.addWidget(self._password_label, 0, 1)
        grid.addWidget(self.clerk, 1, 0)
        grid.addWidget(self.password, 1, 1)
        message = QHBoxLayout()
        message.setSpacing(8)
        message.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        message.addWidget(self._message, 1)
        self._message.setMinimumHeight(54)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.open_button, 1)
        buttons.addWidget(self.paused_button, 1)
        column.addLayout(head)
        column.addSpacing(64)
        column.addLayout(grid)
        column.addSpacing(14)
        column.addLayout(message)
        column.addSpacing(10)
        column.addLayout(buttons)
        column.addStretch(1)
        column.addWidget(self._devices)
        return right

    def _refresh_place(self) -> None:
        desk = self._desk
        text, hall, place = desk.texts.text, desk.hall, desk.place
        now = desk.clock.local()
        date = text("date-line", month=now.month, day=now.day, weekday=now.isoweekday())
        self._date.show_text(f"{date}　{hh_mm(now)}")
        if hall is None:
            self._place.show_text("")
            self._queues.show_text("")
            self._hall.show_text("")
            return
        self._hall.show_text(hall.name.full(desk.language))
        if place is None:
            self._place.show_text(text("counter-login-unknown-counter"))
            self._queues.show_text("")
            return
        zone = hall.zone_by_id[place.zone]
        where = text("place", floor=zone.floor, zone=zone.id)
        self._place.show_text(f"{where} · {zone.name.short(desk.language)}")
        names = [hall.queue_by_prefix[queue] for queue in place.queues]
        self._queues.show_text(" · ".join(f"{queue.prefix} {queue.name.full(desk.language)}" for queue in names))

    def _show_message(self) -> None:
        """One place for what stands in the way, the weightiest first."""
        login, text = self._login, self._desk.texts.text
        if login.is_busy:
            message = text("counter-login-busy")
        elif not self._desk.is_online:
            message = text("counter-login-offline")
        elif login.problem:
            message = login.problem
        else:
            message = text("counter-login-caps") if login.caps_lock else ""
        self._message.show_text(message)
        self._sign.setVisible(bool(message))

    def _note_caps_lock(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._login.note_caps_lock(on=on)

    def _submit(self, paused: bool) -> None:  # noqa: FBT001 - a Qt slot
        clerk, password = self.clerk.text(), self.password.text()
        if clerk and password:
            self.password.clear()
            self.password.setFocus()
        self._login.sign_in(clerk, password, paused=paused)


class _Plate(QWidget):
    """The counter's number and the word behind it, on one base line."""

    _NUMBER_PX = 196
    _WORD_PX = 48

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._word = ""
        # Round figures reach 0.75 em above the base line and hanzi 0.12 em below it.
        self._base = round(self._NUMBER_PX * 0.8)
        self.setFixedHeight(self._base + round(self._WORD_PX * 0.2))

    def show_plate(self, number: str, word: str) -> None:
        self._number, self._word = number, word
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = open_painter(self)
        painter.setPen(colour("deepText"))
        font = face(self._NUMBER_PX, bold=True)
        painter.setFont(font)
        painter.drawText(0, self._base, self._number)
        painter.setFont(face(self._WORD_PX, bold=True))
        painter.drawText(text_width(self._number, font) + 24, self._base, self._word)
        painter.end()


class _Deep(QWidget):
    """The dark part."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = open_painter(self)
        painter.fillRect(self.rect(), colour("brandDeep"))
        painter.end()
