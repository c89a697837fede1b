"""Decisions about numbers before and after they are called: issue, messages, slips, cancel, return."""

from __future__ import annotations

from datetime import datetime

from hallcall.core import events as ev
from hallcall.core.classes import PriorityClass
from hallcall.core.commands import CancelTicket, ChooseNotice, IssueTicket, RecordPrint, ReturnTicket
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall, LivePerPerson, Queue, QueuePrefix, ServiceItem
from hallcall.core.leasing import known_item, own_number
from hallcall.core.numbers import format_number, ticket_id
from hallcall.core.situation import Outcome, Situation
from hallcall.core.tickets import PersonId, Ticket, TicketId, TicketState


def issue_ticket(at: Situation, command: IssueTicket) -> Outcome:
    """Give the next number of the item's queue, or the person's live ticket once more.

    Raises:
        Refused: ``item.unknown``, ``item.appointment_only``, ``calendar.closed``, ``calendar.year_missing``,
            ``ticket.daily_cap``.
    """
    item = known_item(at.hall, command.item)
    if command.person is not None:
        before = _live_ticket(at, item, command.person)
        if before is not None:
            return Outcome(events=(), ticket=before.id, repeated=True)
    check_offered(at.hall, item, at.now)
    cap = at.hall.rules.daily_cap_per_person
    if command.person is not None and cap and at.state.taken.get(command.person, 0) >= cap:
        raise Refused("ticket.daily_cap", cap=cap)
    queue = at.hall.queue_by_prefix[item.queue]
    seq, number, ticket = new_number(at, queue)
    event = ev.TicketIssued(
        ticket=ticket,
        number=number,
        origin=queue.prefix,
        seq=seq,
        leg=1,
        queue=queue.prefix,
        item=item.code,
        seniority=behind(at, queue.prefix, command.priority),
        person=command.person,
        verified=command.verified,
        has_phone=command.has_phone,
        needs=command.needs,
        kiosk=command.kiosk,
        token=command.token,
        priority=command.priority,
        note=command.override,
    )
    return Outcome(events=(event,), ticket=event.ticket)


def choose_notice(at: Situation, command: ChooseNotice) -> Outcome:
    """Turn messages on or off.

    Raises:
        Refused: ``ticket.unknown``, ``phone.unknown`` when there is nowhere to send them.
    """
    ticket = at.ticket(command.ticket)
    if command.on and not ticket.has_phone:
        raise Refused("phone.unknown")
    if ticket.notify == command.on:
        return Outcome(events=(), ticket=ticket.id, repeated=True)
    return Outcome(events=(ev.NoticeChosen(ticket=ticket.id, on=command.on),), ticket=ticket.id)


def record_print(at: Situation, command: RecordPrint) -> Outcome:
    """Note that a slip came out, or why not. The number is valid either way.

    Raises:
        Refused: ``ticket.unknown``.
    """
    ticket = at.ticket(command.ticket)
    event = (
        ev.TicketPrinted(ticket=ticket.id, copy=ticket.prints + 1)
        if command.ok
        else ev.TicketPrintFailed(ticket=ticket.id, reason=command.reason)
    )
    return Outcome(events=(event,), ticket=ticket.id)


def cancel_ticket(at: Situation, command: CancelTicket) -> Outcome:
    """Give a number up.

    Raises:
        Refused: ``reason.missing``, ``ticket.unknown``, ``ticket.wrong_state`` while it is called or served.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    ticket = at.ticket(command.ticket)
    if ticket.state not in {TicketState.WAITING, TicketState.PARKED}:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    return Outcome(events=(ev.TicketCancelled(ticket=ticket.id, reason=command.reason),), ticket=ticket.id)


def return_ticket(at: Situation, command: ReturnTicket) -> Outcome:
    """Let a parked visitor wait again where their time had brought them.

    Raises:
        Refused: ``ticket.unknown``, ``ticket.wrong_state`` when it is not parked.
    """
    ticket = at.ticket(command.ticket)
    if ticket.state is not TicketState.PARKED:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    return Outcome(events=(ev.TicketReturned(ticket=ticket.id, seniority=ticket.seniority),), ticket=ticket.id)


def _live_ticket(at: Situation, item: ServiceItem, person: PersonId) -> Ticket | None:
    rule = at.hall.rules.live_per_person
    if rule is LivePerPerson.NONE:
        return None
    for ticket in at.state.live_of(person):
        same_item = ticket.item == item.code
        same_queue = ticket.queue == item.queue
        if same_item or rule is LivePerPerson.PER_HALL or (rule is LivePerPerson.PER_QUEUE and same_queue):
            return ticket
    return None


def new_number(at: Situation, queue: Queue) -> tuple[int, str, TicketId]:
    """The next number of a queue: its place, as printed, and the ticket's id."""
    seq = own_number(at.hall, at.state, queue)
    number = format_number(queue, seq)
    day = at.state.day
    assert day is not None
    return seq, number, ticket_id(day, number, 1)


def check_offered(hall: Hall, item: ServiceItem, now: datetime) -> None:
    """Whether numbers for an item are given now.

    Raises:
        Refused: ``item.appointment_only``, ``booking.on_the_spot``, ``calendar.closed``, ``calendar.year_missing``.
    """
    queue = hall.queue_by_prefix[item.queue]
    calendar = hall.calendar_by_id[queue.calendar]
    if item.appointment_only or calendar.appointment_only:
        raise Refused("item.appointment_only", item=item.code)
    local = local_time(hall, now)
    festival = hall.rules.booking.festival(local.date(), item.queue)
    if festival is not None and festival.walk_in_books:
        raise Refused("booking.on_the_spot", item=item.code)
    if not hall.is_queue_open(queue.prefix, local.date(), local.time()):
        opens = calendar.next_opening(local, hall.holidays)
        when = opens.isoformat(timespec="minutes") if opens is not None else ""
        raise Refused("calendar.closed", queue=queue.prefix, opens=when)


def behind(at: Situation, queue: QueuePrefix, kind: PriorityClass) -> datetime:
    """From when a new number counts: now, or as the last of its class does when the clock was set back meanwhile."""
    line = at.state.waiting.get(queue)
    last = line.newest(kind) if line is not None else None
    return at.now if last is None else max(at.now, last.seniority)
