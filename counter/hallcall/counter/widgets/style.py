"""The style sheet of what Qt draws itself: fields, tables, lists, menus, scroll bars, tool tips."""

from __future__ import annotations

from functools import cache

from hallcall.ui.theme import style_sheet

_TEMPLATE = """
QWidget { font-family: @family; }
#counter, #login, #visit, #desk { background: @canvas; }
QLineEdit {
  background: @surface; color: @ink; border: 1px solid @line; border-radius: 8px; padding: 0 16px;
  placeholder-text-color: @inkSoft; selection-background-color: @brand; selection-color: @brandText;
}
QLineEdit:focus { border: 2px solid @brand; padding: 0 15px; }
QLineEdit:disabled { background: @closedTint; color: @disabledInk; }
QTableView, QListView { background: @surface; color: @ink; border: none; outline: none; gridline-color: @surface; }
QHeaderView, QHeaderView::section {
  background: @surface; color: @inkSoft; border: none; border-bottom: 1px solid @hair; font-size: 15px;
}
QHeaderView::section { padding: 0 10px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @ink; color: @surface; border: none; padding: 6px 8px; font-size: 15px; }
QMenu { background: @surface; color: @ink; border: 1px solid @line; padding: 6px; font-size: 16px; }
QMenu::item { padding: 8px 28px 8px 28px; border-radius: 6px; }
QMenu::item:selected { background: @tint; color: @ink; }
QMenu::item:disabled { color: @disabledInk; }
QMenu::separator { height: 1px; background: @hair; margin: 6px 8px; }
"""


@cache
def counter_style() -> str:
    """The style sheet of the counter's windows."""
    return style_sheet(_TEMPLATE)
