"""Where a visitor can be sent on to, with the place they would get and how long they would wait there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from hallcall.client import TransferWaits
from hallcall.core.commands import TransferTicket
from hallcall.core.estimate import WaitRange
from hallcall.core.expected import moved
from hallcall.core.hall import Hall
from hallcall.core.order import people_ahead
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Ticket
from hallcall.counter.model.desk import Desk
from hallcall.counter.model.places import Place, find_places

_Index = QModelIndex | QPersistentModelIndex
TARGET_ROLE = Qt.ItemDataRole.UserRole
_FRESHEN_MS = 500
"""Places are told anew at most this often."""
_ASK_MS = 3000
"""Waits are asked for anew this often while the list is open."""
_COUNTERS_ASKED = 12
"""Of so many counters, the first of the list, the wait is told."""
_WORKING = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A row of the transfer list."""

    place: Place
    badge: str
    """Queue letter or counter number."""
    name: str
    where: str
    ahead: int | None
    """People who will be called first; None where nobody can be sent now."""
    wait: WaitRange | None
    blocked: str = ""
    """Message why it cannot be chosen; empty when it can."""
    is_recommended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen."""
        return not self.blocked


class TransferTargets(QAbstractListModel):
    """Rows for the present ticket and what was typed; those that cannot be chosen stand last, grey."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = ""
        self._waits = TransferWaits(queues={}, counters={})
        self.rows: list[Target] = []
        self._soon = QTimer(self, singleShot=True, interval=_FRESHEN_MS)
        self._soon.timeout.connect(self.refresh)
        self._again = QTimer(self, interval=_ASK_MS)
        self._again.timeout.connect(self._ask)
        self._again.start()
        desk.changed.connect(self._soon.start)
        self.refresh()
        self._ask()

    def search(self, query: str) -> None:
        """Show the places that ``query`` may mean."""
        self._query = query
        self.refresh()
        self._ask()

    def refresh(self) -> None:
        """Take places, order and waits anew."""
        rows = self._find()
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def command(self, row: int, reason: str, note: str) -> TransferTicket | None:
        """The command that sends the present visitor to a row; None when it cannot."""
        ticket = self._desk.ticket
        if ticket is None or not 0 <= row < len(self.rows) or not self.rows[row].is_open:
            return None
        place = self.rows[row].place
        return TransferTicket(
            ticket=ticket.id, to_queue=place.queue, to_counter=place.counter, reason=reason, note=note.strip()
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: how many places."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a row, as value or as one sentence."""
        if not index.isValid():
            return None
        target = self.rows[index.row()]
        if role == TARGET_ROLE:
            return target
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            parts = (target.badge, target.name, target.where, self.place_text(target), self.wait_text(target))
            return " ".join(part for part in parts if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt: paused and closed counters are seen, but not chosen."""
        flags = super().flags(index)
        if index.isValid() and not self.rows[index.row()].is_open:
            return flags & ~(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
        return flags

    def place_text(self, target: Target) -> str:
        """The place the visitor would get, or why there is none."""
        texts = self._desk.texts
        if target.ahead is None:
            return texts.text(target.blocked)
        return texts.text("counter-place-nth", place=target.ahead + 1)

    def wait_text(self, target: Target) -> str:
        """How long they would wait."""
        if target.wait is None:
            return self._desk.texts.text("counter-wait-unknown") if target.is_open else ""
        return self._desk.texts.text("minutes-range", low=target.wait.low_min, high=target.wait.high_min)

    def _ask(self) -> None:
        """Let the server estimate: it knows how long visits take here, and this counter does not."""
        if not self._desk.is_online or self._desk.ticket is None:
            return
        counters = [row.place.counter for row in self.rows if row.is_open and row.place.counter is not None]
        about = self._desk.ticket.id

        def take(waits: TransferWaits) -> None:
            if self._desk.ticket is not None and self._desk.ticket.id == about:
                self._waits = waits
                self.refresh()

        # Without an answer the list says that the wait is not known.
        self._desk.server.transfer_waits(self._desk.number, counters[:_COUNTERS_ASKED], take, lambda _error: None)

    def _find(self) -> list[Target]:
        hall, ticket = self._desk.hall, self._desk.ticket
        if hall is None or ticket is None:
            return []
        places = find_places(hall, self._query, ticket.queue)
        rows = [
            self._queue_row(hall, ticket, place)
            if place.counter is None
            else self._counter_row(hall, ticket, place, place.counter)
            for place in places
            if place.counter != self._desk.number
        ]
        if not self._query.strip():
            rows.sort(key=lambda row: _unasked_key(row, is_free=self._has_free(hall, row.place.queue)))
        rows.sort(key=lambda row: not row.is_open)
        if rows and rows[0].is_open and rows[0].place.counter is None:
            rows[0] = replace(rows[0], is_recommended=True)
        return rows

    def _queue_row(self, hall: Hall, ticket: Ticket, place: Place) -> Target:
        language = self._desk.language
        queue = hall.queue_by_prefix[place.queue]
        state = self._desk.server.state
        is_closed = place.queue in state.closed
        is_open = not is_closed and any(
            self._status(counter.number) in _WORKING for counter in hall.counters_by_queue[place.queue]
        )
        ahead = self._ahead_in_queue(state, moved(ticket, place.queue))
        return Target(
            place=place,
            badge=place.queue,
            name=self._desk.texts.text("counter-any-counter", queue=queue.name.short(language)),
            where=self._where(hall, queue.zone),
            ahead=ahead if is_open else None,
            wait=self._waits.queues.get(place.queue) if is_open else None,
            blocked="" if is_open else "counter-blocked-queue" if is_closed else "counter-blocked-no-counter",
        )

    def _counter_row(self, hall: Hall, ticket: Ticket, place: Place, number: CounterNumber) -> Target:
        language = self._desk.language
        counter = hall.counter_by_number[number]
        name = counter.label or hall.queue_by_prefix[place.queue].name
        status = self._status(number)
        row = Target(
            place=place,
            badge=str(number),
            name=name.short(language),
            where=self._where(hall, counter.zone),
            ahead=None,
            wait=None,
        )
        if place.queue in self._desk.server.state.closed:
            return replace(row, blocked="counter-blocked-queue")
        if status is CounterStatus.PAUSED:
            return replace(row, blocked="counter-blocked-paused")
        if status not in _WORKING:
            return replace(row, blocked="counter-blocked-closed")
        ahead = self._ahead_at_counter(hall, moved(ticket, place.queue, number), number)
        return replace(row, ahead=ahead, wait=self._waits.counters.get(str(number)))

    def _ahead_in_queue(self, state: HallState, there: Ticket) -> int:
        trial = _with_moved(state, (there.queue,), there)
        return people_ahead(trial, there.id, self._desk.policy, self._desk.clock.now()) or 0

    def _ahead_at_counter(self, hall: Hall, there: Ticket, number: CounterNumber) -> int:
        counter = hall.counter_by_number[number]
        trial = _with_moved(self._desk.server.state, counter.queues, there)
        order = self._desk.order(trial, counter, self._desk.clock.now())
        return next(before for before, ticket in enumerate(order) if ticket.id == there.id)

    def _has_free(self, hall: Hall, queue: QueuePrefix) -> bool:
        return any(self._status(counter.number) is CounterStatus.IDLE for counter in hall.counters_by_queue[queue])

    def _status(self, number: CounterNumber) -> CounterStatus:
        known = self._desk.server.state.counters.get(number)
        return known.status if known is not None else CounterStatus.CLOSED

    def _where(self, hall: Hall, zone: Any) -> str:
        return self._desk.texts.text("place", floor=hall.zone_by_id[zone].floor, zone=zone)


def _with_moved(state: HallState, queues: tuple[QueuePrefix, ...], there: Ticket) -> HallState:
    """The lines of these queues, and one more ticket."""
    trial = HallState()
    for ticket in state.waiting_in(queues):
        trial.put(ticket)
    trial.put(there)
    trial.runs = state.runs
    return trial


def _unasked_key(row: Target, *, is_free: bool) -> tuple[bool, bool, int]:
    """Before anything is typed: queues with a free counter first, then by the wait; counters as in the hall's files."""
    if row.place.counter is not None:
        return (True, False, 0)
    return (False, not is_free, row.wait.high_min if row.wait is not None else 10_000)
