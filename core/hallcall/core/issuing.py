"""Decisions about numbers before and after they are called: issue, messages, slips, cancel, return."""

from __future__ import annotations

from datetime import datetime

from hallcall.core import events as ev
from hallcall.core.caps import check_caps
from hallcall.core.catalogue import ServiceItem
from hallcall.core.classifying import check_class
from hallcall.core.closures import check_not_closed
from hallcall.core.commands import (
    CancelTicket,
    ChooseNotice,
    CorrectQuantity,
    DeferTicket,
    IssueTicket,
    RecordPrint,
    ReturnTicket,
)
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.leasing import known_item, own_number
from hallcall.core.numbers import format_number, ticket_id
from hallcall.core.order import people_ahead
from hallcall.core.pagers import asked_for
from hallcall.core.passing import back_in_line
from hallcall.core.places import Queue
from hallcall.core.priority import PriorityClass
from hallcall.core.route import MOST_ITEMS, Start, plan_route, roughly_waits_s
from hallcall.core.rules import LivePerPerson
from hallcall.core.situation import Outcome, Situation
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import MOST_CASES, PersonId, Ticket, TicketId, TicketState, Visit
from hallcall.core.walking import not_before


def issue_ticket(at: Situation, command: IssueTicket) -> Outcome:
    """Give the next number of the item's queue, or the person's live ticket once more.

    One number for several items begins in the queue of the first stay of its route.

    Raises:
        Refused: ``item.unknown``, ``item.appointment_only``, ``calendar.closed``, ``calendar.year_missing``,
            ``queue.closed``, ``ticket.daily_cap``, ``queue.daily_cap``, ``class.*``, ``reason.missing``, ``note.*``,
            ``route.too_many``, ``item.no_agent``, ``quantity.range``.
    """
    items = [known_item(at.hall, code) for code in dict.fromkeys((command.item, *command.more))]
    if len(items) > MOST_ITEMS:
        raise Refused("route.too_many", most=MOST_ITEMS)
    before = _live_ticket(at, items, command.person) if command.person is not None else None
    if before is not None:
        return Outcome(events=(), ticket=before.id, repeated=True)
    for item in items:
        check_offered(at.hall, item, at.now)
        check_not_closed(at, item.queue)
        check_agent(item, is_agent=command.agent is not None)
    check_quantity(command.quantity, min(item.most_cases for item in items))
    visit, *then = _route(at, command, items)
    for stay in (visit, *then):
        check_caps(at, stay.queue, command)
    item_code, *together = visit.items
    queue = at.hall.queue_by_prefix[visit.queue]
    seq, number, ticket = new_number(at, queue)
    event = ev.TicketIssued(
        ticket=ticket,
        number=number,
        origin=queue.prefix,
        seq=seq,
        leg=1,
        queue=queue.prefix,
        item=item_code,
        together=tuple(together),
        then=tuple(then),
        seniority=behind(at, queue.prefix, command.priority),
        person=command.person,
        verified=command.verified,
        has_phone=command.has_phone,
        needs=command.needs,
        kiosk=command.kiosk,
        token=command.token,
        priority=command.priority,
        not_before=not_before(at.hall, command.kiosk, queue.prefix, command.needs, at.now, at.now),
        language=at.hall.language_for(command.language, queue.prefix),
        agent=command.agent,
        quantity=command.quantity,
        note=command.override,
    )
    return Outcome(events=(event, *_given_class(command, event), *asked_for(at, event)), ticket=event.ticket)


def _given_class(command: IssueTicket, issued: ev.TicketIssued) -> tuple[ev.Event, ...]:
    """The class that a guide gives with the number, as an event of its own: its reason is found like every other."""
    if command.as_class is None:
        return ()
    check_class(command.as_class, command.reason, command.note)
    if command.as_class is issued.priority:
        return ()
    assert command.reason is not None
    return (
        ev.TicketReclassified(
            ticket=issued.ticket,
            priority=command.as_class,
            before=issued.priority,
            reason=command.reason,
            note=command.note,
            by=command.by,
        ),
    )


def _route(at: Situation, command: IssueTicket, items: list[ServiceItem]) -> tuple[Visit, ...]:
    if len(items) == 1:
        return (Visit(queue=items[0].queue, items=(items[0].code,)),)
    start = Start(kiosk=command.kiosk, needs=command.needs)
    return plan_route(at.hall, [item.code for item in items], start, roughly_waits_s(at.hall, at.state))


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
    """Note that a slip came out, why not, or that none was wanted. The number is valid either way.

    Raises:
        Refused: ``ticket.unknown``.
    """
    ticket = at.ticket(command.ticket)
    if not command.wanted:
        return Outcome(events=(ev.TicketSlipDeclined(ticket=ticket.id),), ticket=ticket.id)
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
    if ticket.state not in {TicketState.WAITING, TicketState.PARKED, TicketState.PASSED}:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    return Outcome(events=(ev.TicketCancelled(ticket=ticket.id, reason=command.reason),), ticket=ticket.id)


def return_ticket(at: Situation, command: ReturnTicket) -> Outcome:
    """Let a parked visitor wait again where their time had brought them, a passed one where the hall's rule puts them.

    Raises:
        Refused: ``ticket.unknown``, ``ticket.wrong_state`` when it is neither.
    """
    ticket = at.ticket(command.ticket)
    if ticket.state is TicketState.PASSED:
        return Outcome(events=(back_in_line(at, ticket),), ticket=ticket.id)
    if ticket.state is not TicketState.PARKED:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    return Outcome(events=(ev.TicketReturned(ticket=ticket.id, seniority=ticket.seniority),), ticket=ticket.id)


def defer_ticket(at: Situation, command: DeferTicket) -> Outcome:
    """Let others go first, by the wish of the holder; it moves as many places down as they say.

    Raises:
        Refused: ``ticket.unknown``, ``ticket.wrong_state``, ``defer.range``, ``defer.used``, ``defer.nobody`` when
            nobody else of the queue waits.
    """
    ticket = at.ticket(command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    rules = at.hall.rules.passing
    if not 1 <= command.by <= rules.own_defer_most:
        raise Refused("defer.range", most=rules.own_defer_most)
    if ticket.own_defers >= rules.own_defers:
        raise Refused("defer.used", most=rules.own_defers)
    ahead = people_ahead(at.state, ticket.id, at.policy, at.now)
    assert ahead is not None
    if len(at.state.waiting[ticket.queue]) == 1:
        raise Refused("defer.nobody")
    event = ev.TicketDeferred(ticket=ticket.id, by=command.by, behind=ahead + command.by)
    return Outcome(events=(event,), ticket=ticket.id)


def check_agent(item: ServiceItem, *, is_agent: bool) -> None:
    """Whether somebody may come for an item in the place of another person.

    Raises:
        Refused: ``item.no_agent``.
    """
    if is_agent and not item.agent_allowed:
        raise Refused("item.no_agent", item=item.code)


def check_quantity(quantity: int, most: int = MOST_CASES) -> None:
    """Whether one number may stand for so many cases, of an item that allows ``most``.

    Raises:
        Refused: ``quantity.range``.
    """
    if not 1 <= quantity <= min(most, MOST_CASES):
        raise Refused("quantity.range", most=min(most, MOST_CASES))


def correct_quantity(at: Situation, command: CorrectQuantity) -> Outcome:
    """Correct how many cases a visitor brings, before or while they are served.

    Raises:
        Refused: ``quantity.range``, ``ticket.unknown``, ``ticket.wrong_state`` when the visit is over.
    """
    check_quantity(command.quantity)
    ticket = at.ticket(command.ticket)
    if ticket.quantity == command.quantity:
        return Outcome(events=(), ticket=ticket.id, repeated=True)
    event = ev.QuantityCorrected(ticket=ticket.id, quantity=command.quantity)
    return Outcome(events=(event,), ticket=ticket.id)


def _live_ticket(at: Situation, items: list[ServiceItem], person: PersonId) -> Ticket | None:
    rule = at.hall.rules.live_per_person
    if rule is LivePerPerson.NONE:
        return None
    for ticket in at.state.live_of(person):
        same_item = any(item.code in ticket.items for item in items)
        same_queue = any(item.queue == ticket.queue for item in items)
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
