"""Rows of the lists in the sheets: drawn on fixed columns, so that heads and rows line up."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hallcall.core.tickets import AWAY, Ticket
from hallcall.counter.model import ChosenTickets, Target, TransferTargets
from hallcall.counter.model.queue_table import TICKET_ROLE
from hallcall.counter.model.transfer import TARGET_ROLE
from hallcall.counter.widgets.ink import colour, draw_plate, draw_text, face, text_width
from hallcall.counter.widgets.parts import Picture

_Index = QModelIndex | QPersistentModelIndex
ROW_PX = 54
_LOUPE_PX = 24
_KEYS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -4,
    Qt.Key.Key_PageDown: 4,
}


def add_loupe(field: QLineEdit) -> None:
    """Show that a field searches."""
    loupe = Picture("search", _LOUPE_PX, "inkSoft")
    loupe.setParent(field)
    loupe.move(16, (field.height() - _LOUPE_PX) // 2)
    field.setTextMargins(_LOUPE_PX + 8, 0, 0, 0)


def make_list(name: str) -> QListView:
    """A list that the field above it steers with the arrows."""
    view = QListView()
    view.setObjectName(name)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setUniformItemSizes(True)
    return view


def step_list(view: QListView, event: QKeyEvent) -> bool:
    """Move the selection of a list; whether the key was one that does."""
    step = _KEYS.get(Qt.Key(event.key()))
    if step is None:
        return False
    rows = [row for row in range(view.model().rowCount()) if _can_choose(view, row)]
    if rows:
        here = view.currentIndex().row()
        place = rows.index(here) if here in rows else -1
        place = min(max(place + step, 0), len(rows) - 1)
        view.setCurrentIndex(view.model().index(rows[place], 0))
    return True


def choose_first(view: QListView) -> None:
    """Select the first row that can be chosen."""
    for row in range(view.model().rowCount()):
        if _can_choose(view, row):
            view.setCurrentIndex(view.model().index(row, 0))
            return


def _can_choose(view: QListView, row: int) -> bool:
    return bool(view.model().flags(view.model().index(row, 0)) & Qt.ItemFlag.ItemIsSelectable)


class Heads(QWidget):
    """The heads above a list."""

    def __init__(self, places: tuple[int, ...]) -> None:
        super().__init__()
        self._places = places
        self._words: tuple[str, ...] = ("",) * len(places)
        self.setFixedHeight(30)

    def show_words(self, *words: str) -> None:
        """Show the heads."""
        self._words = words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the heads."""
        painter = QPainter(self)
        for place, word in zip(self._places, self._words, strict=True):
            box = QRect(place, 0, self.width() - place, self.height())
            draw_text(painter, box, word, face(16), colour("inkSoft"))
        painter.end()


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """Qt: every row is as high."""
        return QSize(200, ROW_PX)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Draw the ground; whether the row is selected."""
        box = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue] - Qt's stubs leave the fields out
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        if chosen:
            painter.fillRect(box, colour("tint"))
            painter.fillRect(box.left(), box.top(), 5, box.height(), colour("brand"))
        else:
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("hair"))
        return chosen


TARGET_PLACES = (20, 350, 482, 620)


class TargetRows(_Rows):
    """Badge, name, place on the floor, place in the queue, wait."""

    def __init__(self, targets: TransferTargets, recommended: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._targets = targets
        self.recommended = recommended

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        target = index.data(TARGET_ROLE)
        if not isinstance(target, Target):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._ground(painter, option)
        box = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue] - as above
        ink = colour("ink" if target.is_open else "closedInk")
        badge = QRect(box.left() + 18, box.top() + 9, 46, 36)
        draw_plate(painter, QRectF(badge), colour("brand" if chosen else "closedTint"), None, 6)
        badge_ink = colour("brandText") if chosen else ink
        draw_text(painter, badge, target.badge, face(18, bold=True), badge_ink, Qt.AlignmentFlag.AlignHCenter)
        tag = text_width(self.recommended, face(15)) + 16 if target.is_recommended else 0
        start = box.left() + 80
        room = box.left() + TARGET_PLACES[1] - 16 - start - (tag + 10 if tag else 0)
        name_font = face(18, bold=chosen)
        draw_text(painter, QRect(start, box.top(), room, box.height()), target.name, name_font, ink)
        if tag:
            left = min(start + text_width(target.name, name_font) + 10, start + room + 10)
            plate = QRect(left, box.top() + 15, tag, 25)
            draw_plate(painter, QRectF(plate), colour("okTint"), None, 12)
            draw_text(painter, plate, self.recommended, face(15), colour("okInk"), Qt.AlignmentFlag.AlignHCenter)
        soft = colour("ink" if target.is_open else "closedInk")
        texts = (target.where, self._targets.place_text(target), self._targets.wait_text(target))
        ends = (*TARGET_PLACES[2:], box.width())
        for place, end, text, bold in zip(TARGET_PLACES[1:], ends, texts, (False, target.is_open, False), strict=True):
            column = QRect(box.left() + place, box.top(), end - place - 4, box.height())
            draw_text(painter, column, text, face(17, bold=bold), soft)
        painter.restore()


TICKET_PLACES = (20, 130, 430, 580)


class TicketRows(_Rows):
    """Number, item, what is special, minutes."""

    def __init__(self, tickets: ChosenTickets, parent: QWidget) -> None:
        super().__init__(parent)
        self._tickets = tickets

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        ticket = index.data(TICKET_ROLE)
        if not isinstance(ticket, Ticket):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        box = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue] - as above
        parked = ticket.state in AWAY
        texts = (ticket.number, *self._tickets.cells(ticket))
        ends = (*TICKET_PLACES[1:], box.width())
        inks = ("ink", "ink", "warnInk" if parked else "inkSoft", "inkSoft")
        for place, end, text, ink, bold in zip(
            TICKET_PLACES, ends, texts, inks, (True, False, parked, False), strict=True
        ):
            column = QRect(box.left() + place, box.top(), end - place - 10, box.height())
            draw_text(painter, column, text, face(18, bold=bold), colour(ink))
        painter.restore()
