"""The counter's window: login, or bar alone, or bar with its pages; keys work whatever has the focus."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from hallcall.counter.model import (
    FUNCTION_KEYS,
    Checklist,
    Desk,
    DeskStatus,
    Key,
    Login,
    Papers,
    QueueTable,
    Visitor,
    Why,
)
from hallcall.counter.model.old_hall import OldHallNotice
from hallcall.counter.widgets.bar import BAR_HEIGHT, Bar
from hallcall.counter.widgets.buttons import FocusRings
from hallcall.counter.widgets.chosen import ChosenSheet
from hallcall.counter.widgets.evacuation import EvacuationBanner
from hallcall.counter.widgets.footer import Footer
from hallcall.counter.widgets.ink import open_painter
from hallcall.counter.widgets.leave import ParkSheet, PauseSheet
from hallcall.counter.widgets.login import LoginPage
from hallcall.counter.widgets.look import LookSheet
from hallcall.counter.widgets.menu import CounterMenu, other_language
from hallcall.counter.widgets.pages import DeskPage, VisitPage
from hallcall.counter.widgets.quantity import QuantitySheet
from hallcall.counter.widgets.sheet import Sheet
from hallcall.counter.widgets.style import counter_style
from hallcall.counter.widgets.transfer import TransferSheet
from hallcall.counter.widgets.why import WhySheet

WIDTH, HEIGHT = 1280, 720
_LEAST = (1180, 660)
_SCRIM = QColor(15, 27, 45, 150)
_KEYS = {Qt.Key[f"Key_{name}"]: key for key, name in FUNCTION_KEYS.items()}


class Mode(StrEnum):
    """How much of the screen the counter takes."""

    BAR = "bar"
    WINDOW = "window"


class CounterWindow(QWidget):
    """Everything the clerk sees.

    Attributes:
        mode: bar or window; the login is always a window.
        sheet: the question that is open, or None.
    """

    def __init__(
        self, desk: Desk, mode: Mode = Mode.WINDOW, *, on_top: bool = False, papers: Papers | None = None
    ) -> None:
        """Make the window.

        Args:
            desk: what it shows.
            mode: bar or window.
            on_top: above other windows.
            papers: takes what is printed; None keeps it as files.
        """
        super().__init__()
        self._papers = papers or Papers(parent=self)
        self.setObjectName("counter")
        self.setStyleSheet(counter_style())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.desk = desk
        self.mode = mode
        self.sheet: Sheet | None = None
        self._on_top = on_top
        self._place: QPoint | None = None
        self.visitor = Visitor(desk, self)
        self.checklist = Checklist(desk, self)
        self.queue = QueueTable(desk, self)
        self.login_model = Login(desk, self)
        self.login = LoginPage(desk, self.login_model)
        self.bar = Bar(desk, self.visitor, self.queue)
        self._visit = VisitPage(desk, self.visitor, self.checklist, self.queue)
        self._desk_page = DeskPage(desk, self.queue)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._visit)
        self._pages.addWidget(self._desk_page)
        self._footer = Footer(desk)
        self._old_hall = OldHallNotice(desk, self)
        self._menu = CounterMenu(desk.texts, self)
        self._scrim: _Scrim | None = None
        self._sheet_window: _SheetWindow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (EvacuationBanner(desk, self), self.login, self.bar, self._pages, self._footer):
            column.addWidget(part)
        self._rings = FocusRings(self)
        self._hears_focus = False
        self._connect()
        self._arrange()

    # -- what the outside does ---------------------------------------------------------------------------------------

    def place_at(self, position: QPoint) -> None:
        """Put the window's corner there, now and after it changes its size."""
        self._place = position
        self.move(position)

    def set_mode(self, mode: Mode) -> None:
        """Bar or window."""
        if mode is not self.mode:
            self.close_sheet()
            self.mode = mode
            self._arrange()

    def switch_language(self) -> None:
        """To the other language, at once."""
        texts = self.desk.texts
        texts.setProperty("language", other_language(self.desk.language))

    def set_on_top(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Stay above other windows, or not."""
        self._on_top = on
        self._arrange()

    def close_sheet(self) -> None:
        """Close the open question."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        for holder in (self._scrim, self._sheet_window):
            if holder is not None:
                holder.hide()
                holder.deleteLater()
        self._scrim = self._sheet_window = None
        self.setFocus()

    def open_menu(self) -> None:
        """Open the menu at its button."""
        self._menu.retell(is_bar=self.mode is Mode.BAR, can_sign_out=self._can_sign_out())
        self._menu.on_top.setChecked(self._on_top)
        button = self.bar.menu_button if self.mode is Mode.BAR else self._footer.menu_button
        size = self._menu.sizeHint()
        corner = button.mapToGlobal(button.rect().bottomRight())
        top = corner.y() if self.mode is Mode.BAR else corner.y() - button.height() - size.height()
        self._menu.popup(QPoint(corner.x() - size.width(), top))

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: function keys, number keys, the menu's keys."""
        if event.isAutoRepeat():
            return
        if self._take_menu_key(event) or self.sheet is not None or self.desk.session is None:
            return
        key = _KEYS.get(Qt.Key(event.key()))
        if key is not None:
            self.desk.press(key)
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and event.text() in "123456789":
            self._take_digit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what lies above everything covers everything."""
        super().resizeEvent(event)
        if self._scrim is not None:
            self._scrim.setGeometry(self.rect())
        self._rings.follow_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the window is there; from now on the rings follow the focus."""
        super().showEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication) and not self._hears_focus:
            self._hears_focus = True
            app.focusChanged.connect(self._move_rings)
            self._move_rings(None, app.focusWidget())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the window goes, its question with it."""
        self.close_sheet()
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._hears_focus:
            self._hears_focus = False
            app.focusChanged.disconnect(self._move_rings)
        super().closeEvent(event)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.desk.sessionChanged.connect(self._arrange)
        self.desk.changed.connect(self._turn_page)
        self.desk.wanted.connect(self._ask)
        self.login.languageWanted.connect(self.switch_language)
        self.bar.menu_button.clicked.connect(self.open_menu)
        self._footer.menu_button.clicked.connect(self.open_menu)
        self._menu.language.triggered.connect(self.switch_language)
        self._menu.mode.triggered.connect(self._toggle_mode)
        self._menu.on_top.triggered.connect(self.set_on_top)
        self._menu.sign_out.triggered.connect(self.desk.sign_out)
        self.desk.texts.languageChanged.connect(self._name_window)
        self._name_window()

    def _move_rings(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._rings.follow(new)
        if self._sheet_window is not None:
            self._sheet_window.rings.follow(new)

    def _name_window(self) -> None:
        self.setWindowTitle(self.desk.texts.text("counter-window-title", counter=self.desk.number))

    def _toggle_mode(self) -> None:
        self.set_mode(Mode.WINDOW if self.mode is Mode.BAR else Mode.BAR)

    def _can_sign_out(self) -> bool:
        return self.desk.session is not None and self.desk.is_online and self.desk.state.ticket is None

    def _arrange(self) -> None:
        """Show what belongs to the session and the mode."""
        signed_in = self.desk.session is not None
        bar_only = signed_in and self.mode is Mode.BAR
        self.close_sheet()
        self.login.setVisible(not signed_in)
        self.bar.setVisible(signed_in)
        self._pages.setVisible(signed_in and not bar_only)
        self._footer.setVisible(signed_in and not bar_only)
        was_shown = self.isVisible()
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, bar_only)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self._on_top)
        if bar_only:
            self.setMinimumSize(_LEAST[0], BAR_HEIGHT)
            self.setMaximumHeight(BAR_HEIGHT)
            self.resize(WIDTH, BAR_HEIGHT)
        else:
            self.setMaximumHeight(16777215)
            self.setMinimumSize(*_LEAST)
            self.resize(max(self.width(), WIDTH), max(self.height(), HEIGHT))
        if self._place is not None:
            self.move(self._place)
        if was_shown:
            self.show()
        self._turn_page()
        if signed_in:
            self.setFocus()
        else:
            self.login.start()

    def _turn_page(self) -> None:
        engaged = self.desk.ticket is not None and self.desk.status is not DeskStatus.NOT_SIGNED_IN
        self._pages.setCurrentWidget(self._visit if engaged else self._desk_page)

    def _ask(self, key: Key) -> None:
        """Open the question that a key asks."""
        match key:
            case Key.TRANSFER:
                sheet: Sheet = TransferSheet(self.desk)
                first: QWidget = sheet.search
            case Key.CHOSEN:
                sheet = ChosenSheet(self.desk, self.queue)
                first = sheet.search
            case Key.WHY:
                sheet = WhySheet(self.desk, Why(self.desk, self), self._papers)
                first = sheet.accept
            case Key.REVEAL:
                sheet = LookSheet(self.desk, self.visitor)
                first = sheet
            case Key.QUANTITY:
                sheet = QuantitySheet(self.desk)
                first = sheet.count
            case Key.PAUSE:
                sheet = PauseSheet(self.desk)
                first = sheet.minutes
            case _:
                sheet = ParkSheet(self.desk)
                first = sheet.reasons.choices[0]
        self.close_sheet()
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        if self.mode is Mode.BAR:
            self._sheet_window = _SheetWindow(self, sheet)
            self._sheet_window.show()
            self._sheet_window.activateWindow()
        else:
            self._scrim = _Scrim(self, sheet)
            self._scrim.setGeometry(self.rect())
            self._scrim.show()
            self._rings.raise_()
        first.setFocus()

    def _take_menu_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers()
        if modifiers == Qt.KeyboardModifier.AltModifier and event.key() == Qt.Key.Key_M:
            if self.desk.session is not None and self.sheet is None:
                self.open_menu()
            return True
        if modifiers != Qt.KeyboardModifier.ControlModifier:
            return False
        match event.key():
            case Qt.Key.Key_L:
                self.switch_language()
            case Qt.Key.Key_B if self.desk.session is not None:
                self._toggle_mode()
            case Qt.Key.Key_T:
                self.set_on_top(not self._on_top)
            case Qt.Key.Key_Q if self._can_sign_out():
                self.desk.sign_out()
            case _:
                return False
        return True

    def _take_digit(self, digit: str) -> None:
        if digit and self.mode is Mode.WINDOW and self.desk.status in {DeskStatus.SERVING, DeskStatus.CALLING}:
            self.checklist.cycle(int(digit) - 1)


class _Scrim(QWidget):
    """Darkens the window under a question and takes its clicks."""

    def __init__(self, window: QWidget, sheet: Sheet) -> None:
        super().__init__(window)
        sheet.setParent(self)
        column = QVBoxLayout(self)
        column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = open_painter(self)
        painter.fillRect(self.rect(), _SCRIM)
        painter.end()


class _SheetWindow(QWidget):
    """Holds a question under the bar, or above it where the screen ends below."""

    def __init__(self, window: QWidget, sheet: Sheet) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setStyleSheet(counter_style())
        sheet.setParent(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)
        self.rings = FocusRings(self)
        corner = window.mapToGlobal(QPoint((window.width() - sheet.width()) // 2, window.height() + 8))
        screen = window.screen().availableGeometry()
        if corner.y() + sheet.height() > screen.bottom():
            corner.setY(corner.y() - window.height() - sheet.height() - 16)
        self.setFixedSize(sheet.size())
        self.move(corner)
