"""Decisions about numbers for times without the server: blocks that kiosks hold, and what they gave from them.

::

    1 ........ paper_first ....... first_number ........................
    the server's own   printed sheets      blocks of kiosks, and the server's own between and behind them
"""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import LeaseId, LeaseNumbers, RecordOffline
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.numbers import format_number, ticket_id
from hallcall.core.places import Queue
from hallcall.core.situation import Outcome, Situation
from hallcall.core.snapshot import Lease
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import MOST_CASES, TicketId, TicketState
from hallcall.core.walking import not_before

UNSEEN = "unseen"
"""Why a number is void that its visitor never saw: the answer was lost, and they got another one."""


def own_number(hall: Hall, state: HallState, queue: Queue) -> int:
    """The next number that the server itself gives: none of a sheet's, none of a kiosk's block."""
    rules = hall.rules.offline
    seq = max(state.last_seq.get(queue.prefix, 0) + 1, queue.first_number)
    if seq < rules.paper_first:
        return seq
    seq = max(seq, rules.first_number)
    for lease in sorted(_leases_of(state, queue.prefix), key=lambda lease: lease.first):
        if lease.first <= seq <= lease.last:
            seq = lease.last + 1
    return seq


def lease_numbers(at: Situation, command: LeaseNumbers) -> Outcome:
    """Give a kiosk a block of each queue of which it holds too few unused numbers: less than half a block.

    Asking again is harmless: what it holds it keeps.
    """
    block = at.hall.rules.offline.block
    events: list[ev.Event] = []
    for queue in at.hall.queues:
        if not at.hall.items_by_queue[queue.prefix] or 2 * _unused(at, command, queue) >= block:
            continue
        first = _next_block(at, queue.prefix)
        lease = LeaseId(f"{at.state.day}/{command.kiosk}/{format_number(queue, first)}")
        events.append(
            ev.NumbersLeased(
                lease=lease,
                kiosk=command.kiosk,
                book=command.book,
                queue=queue.prefix,
                first=first,
                last=first + block - 1,
            )
        )
    return Outcome(events=tuple(events), repeated=not events)


def record_offline(at: Situation, command: RecordOffline) -> Outcome:
    """Take in a number that a kiosk gave from its block: it waits from the moment it was given.

    Hours and caps do not matter any more: somebody holds the number. Nor does a catalogue that was changed meanwhile:
    the number waits in the queue whose letter it bears, also when its item is gone or has moved.

    Raises:
        Refused: ``lease.expired`` when the block is not of today, ``lease.foreign`` when the number is not of a block
            of this kiosk, ``queue.unknown`` when the hall has its queue no more, ``number.used``.
    """
    lease = at.state.leases.get(command.lease)
    if lease is None:
        raise Refused("lease.expired")
    if lease.kiosk != command.kiosk or not lease.first <= command.seq <= lease.last:
        raise Refused("lease.foreign")
    queue = at.hall.queue_by_prefix.get(lease.queue)
    if queue is None:
        raise Refused("queue.unknown", queue=lease.queue)
    taken_at = at.told(command.issued_at, lease.granted_at)
    event = ev.TicketIssued(
        ticket=unused_ticket(at, queue, command.seq),
        number=format_number(queue, command.seq),
        origin=queue.prefix,
        seq=command.seq,
        leg=1,
        queue=queue.prefix,
        item=command.item,
        seniority=taken_at,
        person=command.person,
        verified=command.verified,
        has_phone=command.has_phone,
        needs=command.needs,
        kiosk=command.kiosk,
        token=command.token,
        priority=command.priority,
        language=at.hall.language_for(command.language, queue.prefix),
        agent=command.agent,
        quantity=min(max(command.quantity, 1), MOST_CASES),
        offline=True,
        not_before=not_before(at.hall, command.kiosk, queue.prefix, command.needs, taken_at, at.now),
    )
    return Outcome(events=(*_void_unseen(at, command.instead_of), event), ticket=event.ticket)


def known_item(hall: Hall, code: ItemCode) -> ServiceItem:
    """The item.

    Raises:
        Refused: ``item.unknown``.
    """
    item = hall.item_by_code.get(code)
    if item is None:
        raise Refused("item.unknown", item=code)
    return item


def unused_ticket(at: Situation, queue: Queue, seq: int) -> TicketId:
    """The id of a number that nobody holds or held today.

    Raises:
        Refused: ``number.used``.
    """
    ticket, number = _ticket_of(at, queue.prefix, seq)
    if _is_used(at.state, ticket):
        raise Refused("number.used", number=number)
    return ticket


def _void_unseen(at: Situation, unseen: TicketId | None) -> tuple[ev.Event, ...]:
    ticket = at.state.tickets.get(unseen) if unseen is not None else None
    if ticket is None or ticket.state is not TicketState.WAITING:
        return ()
    return (ev.TicketCancelled(ticket=ticket.id, reason=UNSEEN),)


def _unused(at: Situation, command: LeaseNumbers, queue: Queue) -> int:
    return sum(
        not _is_used(at.state, _ticket_of(at, queue.prefix, seq)[0])
        for lease in _leases_of(at.state, queue.prefix)
        if (lease.kiosk, lease.book) == (command.kiosk, command.book)
        for seq in range(lease.first, lease.last + 1)
    )


def _next_block(at: Situation, queue: QueuePrefix) -> int:
    """The first number behind all blocks, and behind the server's own where it has come that far."""
    behind_blocks = (lease.last + 1 for lease in _leases_of(at.state, queue))
    return max(at.hall.rules.offline.first_number, at.state.last_seq.get(queue, 0) + 1, *behind_blocks)


def _leases_of(state: HallState, queue: QueuePrefix) -> list[Lease]:
    return [lease for lease in state.leases.values() if lease.queue == queue]


def _ticket_of(at: Situation, queue: QueuePrefix, seq: int) -> tuple[TicketId, str]:
    day = at.state.day
    assert day is not None
    number = format_number(at.hall.queue_by_prefix[queue], seq)
    return ticket_id(day, number, 1), number


def _is_used(state: HallState, ticket: TicketId) -> bool:
    return ticket in state.tickets or ticket in state.ended
