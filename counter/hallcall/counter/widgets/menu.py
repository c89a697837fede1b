"""The menu: language, bar or window, always on top, sign out."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from hallcall.assets import LANGUAGES, load_texts
from hallcall.counter.widgets.ink import colour, draw_icon, draw_plate, open_painter
from hallcall.ui.texts import ScreenTexts


class MenuButton(QAbstractButton):
    """Opens the menu; Alt+M does too."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("menu.open")
        self.setFixedSize(32, 66)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_text(self, text: str) -> None:
        """Name the button for those who cannot see the icon."""
        self.setToolTip(f"{text} Alt+M")
        self.setAccessibleName(f"{text} Alt+M")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the icon."""
        painter = open_painter(self)
        if self.underMouse() or self.isDown():
            draw_plate(painter, QRectF(self.rect()), colour("closedTint"), None, 8)
        draw_icon(painter, QRect(5, self.height() // 2 - 11, 22, 22), "list", colour("inkSoft"))
        painter.end()


def other_language(language: str) -> str:
    """The language that the switch leads to."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


class CounterMenu(QMenu):
    """Actions with their keys; the window connects them."""

    def __init__(self, texts: ScreenTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("menu")
        self._texts = texts
        self.language = self._action("menu.language", "Ctrl+L")
        self.mode = self._action("menu.mode", "Ctrl+B")
        self.on_top = self._action("menu.on_top", "Ctrl+T")
        self.on_top.setCheckable(True)
        self.addSeparator()
        self.sign_out = self._action("menu.sign_out", "Ctrl+Q")

    def retell(self, *, is_bar: bool, can_sign_out: bool) -> None:
        """Show the words for what each action would do now."""
        text = self._texts.text
        self.language.setText(load_texts(other_language(str(self._texts.language))).text("language-name"))
        self.mode.setText(text("counter-menu-window" if is_bar else "counter-menu-bar"))
        self.on_top.setText(text("counter-menu-on-top"))
        self.sign_out.setText(text("counter-menu-sign-out"))
        self.sign_out.setEnabled(can_sign_out)

    def _action(self, name: str, key: str) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        # The window takes the keys itself, so that they work whatever has the focus; here they are only shown.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(action)
        return action
