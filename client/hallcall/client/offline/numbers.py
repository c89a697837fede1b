"""A kiosk's numbers for times without the server: held while it is there, given while it is not, told afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import msgspec
import structlog

from hallcall.client.answers import Answer
from hallcall.client.offline.leases import Given, LeaseBook, Wish
from hallcall.client.offline.outbox import Outbox, Pending
from hallcall.client.offline.store import OfflineStore
from hallcall.client.offline.uploads import Uploads
from hallcall.client.requests import IssueRequest, OfflineRequest, new_key
from hallcall.core.classifying import class_of_visitor
from hallcall.core.commands import LeaseNumbers
from hallcall.core.days import business_day
from hallcall.core.errors import LinkError, Refused
from hallcall.core.hall import Hall
from hallcall.core.identity import parse_document_number
from hallcall.core.issuing import check_agent, check_offered, check_quantity
from hallcall.core.leasing import known_item
from hallcall.core.numbers import format_number, ticket_id
from hallcall.core.priority import PriorityClass
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import Ticket, TicketState

_log = structlog.get_logger("hallcall.client")

Send: TypeAlias = Callable[[LeaseNumbers | OfflineRequest, str], Future[Answer]]
"""Sends a command under a key."""
_Left: TypeAlias = tuple[date | None, dict[QueuePrefix, int]]
"""A day, and numbers left for it."""
_PERSONAL = ("document", "needs", "phone", "principal")
"""What of a wish tells of a person: sealed on the disk."""
_SAID = ("language", "quantity")
_KEPT = timedelta(days=2)
"""What the server has answered is forgotten after so long."""


class OfflineNumbers:
    """One kiosk's blocks, and what it owes the server: ``hear`` and ``go_on`` with a live link, ``take`` without."""

    def __init__(
        self, store: OfflineStore, kiosk: str, send: Send, on_drained: Callable[[], None] | None = None
    ) -> None:
        """Take the file into use.

        Args:
            store: the kiosk's file.
            kiosk: its name, ``K1``.
            send: sends a command under a key.
            on_drained: told in the link's thread when the server has heard of everything.
        """
        self._store = store
        self._kiosk = kiosk
        self._send = send
        self._on_drained = on_drained
        self.outbox = Outbox(store)
        self._book = LeaseBook(store, self.outbox)
        self._uploads = Uploads(self.outbox, self._upload, on_drained=self._drained)
        self._lock = threading.Lock()
        self._hall: Hall | None = None
        self._day: date | None = None
        self._known: frozenset[str] = frozenset()
        self._asked_with: _Left | None = None
        """What was left when the server was asked for more."""
        self._is_asking = False

    def hear(self, hall: Hall, state: HallState, now: datetime) -> None:
        """What the server tells: the hall, the day, the blocks. Costs nothing while nothing has changed."""
        self._hall = hall
        if state.day is None:
            return
        mine = [
            lease for lease in state.leases.values() if (lease.kiosk, lease.book) == (self._kiosk, self._store.book)
        ]
        known = frozenset(lease.id for lease in mine)
        if (state.day, known) != (self._day, self._known):
            self._book.take_in(mine, state.day)
            if state.day != self._day:
                self.outbox.forget(now - _KEPT)
            self._day, self._known = state.day, known

    def go_on(self) -> None:
        """The link is live: tell what was given, then ask for numbers if few are left. May be said at any time."""
        self._uploads.start()

    def left(self, day: date | None = None) -> dict[QueuePrefix, int]:
        """Numbers left for a day, by queue; without one, for the day that the server told."""
        asked = day or self._day
        return self._book.left(asked) if asked is not None else {}

    def take(self, hall: Hall, request: IssueRequest, now: datetime, instead_of: str | None = None) -> Answer:
        """Give a number without the server; it is on the disk when this returns.

        Args:
            hall: the hall.
            request: what the visitor wants.
            now: the hall's time.
            instead_of: key of the same wish, if it was sent and nobody knows whether it arrived.

        Raises:
            Refused: ``item.unknown``, ``item.appointment_only``, ``item.no_agent``, ``quantity.range``,
                ``calendar.*``, ``ticket.daily_cap``.
            LinkError: ``link.down`` when no number is left, and for what only the server can give: one number for
                several items.
            StorageError: the disk cannot keep it.
        """
        if request.more:
            raise LinkError("link.down")
        item = known_item(hall, request.item)
        check_offered(hall, item, now)
        check_agent(item, is_agent=request.principal is not None)
        check_quantity(request.quantity, item.most_cases)
        day = business_day(hall, now)
        who = request.principal or (request.document.number if request.document is not None else None)
        if who is not None:
            held = self._book.held(day, who, item.code)
            if held is not None:
                return _answer(hall, request, day, held, now, repeated=True)
            cap = hall.rules.daily_cap_per_person
            if cap and self._book.count(day, who) >= cap:
                raise Refused("ticket.daily_cap", cap=cap)
        given = self._book.give(day, self._wish(item.queue, request, who, now, instead_of))
        if given is None:
            raise LinkError("link.down")
        return _answer(hall, request, day, given, now)

    def close(self) -> None:
        """Hear no answers any more. The file stays open: it is its owner's."""
        self._uploads.close()

    def _wish(
        self, queue: QueuePrefix, request: IssueRequest, who: str | None, now: datetime, instead_of: str | None
    ) -> Wish:
        body: dict[str, Any] = {"item": request.item, "kiosk": self._kiosk, "issued_at": now.isoformat()}
        if instead_of is not None:
            body["instead_of"] = instead_of
        said: dict[str, Any] = msgspec.to_builtins(request)
        body |= {name: said[name] for name in _SAID}
        entry = Pending(key=new_key(), command=OfflineRequest.name, owner="", at=now, body=body)
        personal = {name: said[name] for name in _PERSONAL if said[name]}
        return Wish(queue=queue, item=request.item, who=who, entry=entry, personal=personal)

    # -- in the link's thread --------------------------------------------------------------------------------------

    def _upload(self, entry: Pending) -> Future[Answer]:
        return self._send(msgspec.convert(entry.body, OfflineRequest), entry.key)

    def _drained(self) -> None:
        self._ask_for_more()
        if self._on_drained is not None:
            self._on_drained()

    def _ask_for_more(self) -> None:
        counts = self.left()
        left = (self._day, counts)
        with self._lock:
            if self._is_asking or left == self._asked_with or not self._needs(counts):
                return
            self._is_asking = True
        asked = self._send(LeaseNumbers(kiosk=self._kiosk, book=self._store.book), new_key())
        asked.add_done_callback(lambda ended: self._take_answer(ended, left))

    def _needs(self, left: dict[QueuePrefix, int]) -> bool:
        if self._hall is None or self._day is None:
            return False
        block = self._hall.rules.offline.block
        queues = (queue.prefix for queue in self._hall.queues if self._hall.items_by_queue[queue.prefix])
        return any(2 * left.get(queue, 0) < block for queue in queues)

    def _take_answer(self, ended: Future[Answer], left: _Left) -> None:
        has_failed = ended.cancelled() or ended.exception() is not None
        with self._lock:
            self._is_asking = False
            # The blocks themselves come as events. A server that gives no more is not asked until some are gone.
            self._asked_with = None if has_failed else left


def _answer(
    hall: Hall, request: IssueRequest, day: date, given: Given, now: datetime, *, repeated: bool = False
) -> Answer:
    """The number as the server would tell it, without what only the server knows."""
    queue = hall.queue_by_prefix[hall.item_by_code[request.item].queue]
    number = format_number(queue, given.seq)
    ticket = Ticket(
        id=ticket_id(day, number, 1),
        day=day,
        number=number,
        origin=queue.prefix,
        seq=given.seq,
        leg=1,
        queue=queue.prefix,
        item=request.item,
        state=TicketState.WAITING,
        since=now,
        issued_at=now,
        seniority=now,
        verified=request.document is not None and request.document.verified,
        kiosk=request.kiosk,
        quantity=request.quantity,
    )
    goes_first = hall.rules.order.favours(_class_of(hall, request, day))
    return Answer(seq=0, repeated=repeated, events=(), ticket=ticket, goes_first=goes_first, offline=True)


def _class_of(hall: Hall, request: IssueRequest, day: date) -> PriorityClass:
    """The class that the server will find once it hears of the number."""
    birth = None
    if request.document is not None:
        # A number that tells no birth gives no class; whether it can be at all is for the server to say.
        with suppress(Refused):
            birth = parse_document_number(request.document.number, day).birth
    return class_of_visitor(hall.rules.order, birth, request.needs, day)
