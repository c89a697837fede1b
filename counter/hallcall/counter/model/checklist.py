"""The papers of an item, ticked off by the clerk. Lives as long as the visit; never leaves the desk."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from hallcall.core.catalogue import Material
from hallcall.core.route import merged_materials
from hallcall.core.tickets import TicketId
from hallcall.counter.model.desk import Desk
from hallcall.counter.model.stays import find_stays


class Mark(StrEnum):
    """How a paper is. Its word is the message ``counter-mark-...``."""

    OPEN = "open"
    """Not looked at yet."""
    READY = "ready"
    LACKING = "lacking"
    NOT_NEEDED = "not-needed"


_NEXT = {
    Mark.OPEN: Mark.READY,
    Mark.READY: Mark.LACKING,
    Mark.LACKING: Mark.NOT_NEEDED,
    Mark.NOT_NEEDED: Mark.READY,
}


class Checklist(QObject):
    """Marks of the present visit's papers. A parked visit finds its marks again."""

    changed = Signal()
    cycled = Signal(int)
    """The mark of this place was changed by its key."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._marks: dict[TicketId, dict[str, Mark]] = {}
        desk.changed.connect(self._forget_ended)

    @property
    def rows(self) -> list[tuple[Material, Mark]]:
        """The papers in the order of the guides of all that is done here, each once."""
        item, ticket, hall = self._desk.item, self._desk.ticket, self._desk.hall
        if item is None or ticket is None or hall is None:
            return []
        stays = find_stays(self._desk)
        here = [one.code for one in stays.here] if stays is not None else []
        marks = self._marks.get(ticket.id, {})
        return [
            (hall.material_by_id[name], marks.get(name, Mark.OPEN))
            for name in merged_materials(hall, here or [item.code])
        ]

    def cycle(self, place: int) -> None:
        """The key of a row was pressed.

        Args:
            place: 0 for the first paper; a place without one does nothing.
        """
        rows, ticket = self.rows, self._desk.ticket
        if ticket is None or place >= len(rows):
            return
        material, mark = rows[place]
        self._marks.setdefault(ticket.id, {})[material.id] = _NEXT[mark]
        self.changed.emit()
        self.cycled.emit(place)

    def count(self, mark: Mark) -> int:
        """Papers with this mark."""
        return sum(found is mark for _, found in self.rows)

    @property
    def lacking(self) -> list[Material]:
        """What the visitor still has to bring."""
        return [material for material, mark in self.rows if mark is Mark.LACKING]

    def _forget_ended(self) -> None:
        live = self._desk.server.state.tickets
        if any(ticket not in live for ticket in self._marks):
            self._marks = {ticket: marks for ticket, marks in self._marks.items() if ticket in live}
