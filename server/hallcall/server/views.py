"""What each kind of machine is told: pure functions from the log's facts to what may leave the server.

*public* is for screens that everybody sees, and kiosks; *counter* for the people who work here. Neither ever holds
a person id, and a token goes only to the kiosk that printed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallcall.core import events as ev
from hallcall.core.booking import folding
from hallcall.core.hall import Hall
from hallcall.core.languages import Language
from hallcall.core.priority import PriorityClass
from hallcall.core.snapshot import Call, CounterState, Snapshot, Task
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket
from hallcall.core.values import changed
from hallcall.server.storage import Entry


class View(StrEnum):
    """How much a machine is told."""

    PUBLIC = "public"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks."""

    view: View
    kiosk: str = ""
    """The kiosk that looks; it is told of its own calls for help."""
    owner: object = None
    """Whose token it looks with, for ``Feed.cut``."""
    revision: str = ""
    """Of the hall by which it works; empty when it has not told."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a machine shows; ``None`` is everything."""

    queues: frozenset[QueuePrefix] | None = None
    places: frozenset[CounterNumber] = frozenset()
    """Counters that stand in the shown zones: what happens there is told whatever the queue."""
    servers: frozenset[CounterNumber] = frozenset()
    """Counters that serve a shown queue: told when they open, close and pause."""

    def has(self, queue: str | None, counter: int | None) -> bool:
        """Whether something about this queue at this counter is shown; about neither, it is."""
        if self.queues is None or (queue is None and counter is None):
            return True
        return queue in self.queues or counter in self.places or (queue is None and counter in self.servers)


EVERYTHING = Shown()
_HIDDEN_ITEM = ItemCode("")
_STAFF_ONLY = (
    ev.VisitorRevealed,
    ev.NoticeChosen,
    ev.TicketNeared,
    ev.TicketSlipDeclined,
    ev.TicketHeldUp,
    ev.TicketGoesOn,
    ev.DeviceReported,
    ev.HallRestored,
    ev.RecordsHeld,
    ev.AlarmNoticed,
    ev.AlarmRaised,
    ev.AlarmEnded,
    ev.AdviceGiven,
    ev.DailyCapSet,
    ev.CounterConverted,
    ev.CounterGivenBack,
    ev.TicketReclassified,
    ev.CallSettled,
    ev.DeliveryReported,
    ev.PagerGiven,
    ev.PagerTakenBack,
    ev.PagerReported,
)
_NOBODYS = (*folding.HANDLERS, ev.VisitRated, ev.RatingFollowedUp)
"""Appointments and ratings stay in the server: whoever may know of one asks for it."""
_TASKS = (ev.TaskRaised, ev.TaskTaken, ev.TaskEscalated)


def choose_shown(hall: Hall, floors: frozenset[int], zones: frozenset[str], queues: frozenset[str]) -> Shown:
    """The part of a hall that lies on these floors, in these zones and has these queues; empty means all."""
    if not (floors or zones or queues):
        return EVERYTHING
    in_zones = {
        zone.id for zone in hall.zones if (not floors or zone.floor in floors) and (not zones or zone.id in zones)
    }
    chosen = frozenset(
        queue.prefix for queue in hall.queues if queue.zone in in_zones and (not queues or queue.prefix in queues)
    )
    places = () if queues else (counter.number for counter in hall.counters if counter.zone in in_zones)
    servers = (counter.number for counter in hall.counters if chosen.intersection(counter.queues))
    return Shown(chosen, frozenset(places), frozenset(servers))


def view_ticket(hall: Hall, ticket: Ticket, view: View, *, is_own: bool = False) -> Ticket:
    """A ticket as it may be told; ``is_own`` to the machine at which its visitor stands: with what the slip says."""
    token = ticket.token if is_own else ""
    if view is View.COUNTER:
        return changed(ticket, person=None, agent=None, token=token)
    return changed(
        ticket,
        person=None,
        agent=None,
        token=token,
        needs=frozenset(),
        has_phone=False,
        notify=False,
        near_told=False,
        note="",
        item=ticket.item if is_own else _public_item(hall, ticket.item),
        priority=PriorityClass.NORMAL,
        given_up=PriorityClass.NORMAL,
        language=Language.ZH,
        booking="",
        booked_for=None,
        not_before=None,
        together=ticket.together if is_own else (),
        then=ticket.then if is_own else (),
    )


def may_see(entry: Entry, viewer: Viewer) -> bool:
    """Whether the viewer may know of an event at all."""
    event = entry.recorded.event
    if isinstance(event, _NOBODYS):
        return False
    if viewer.view is View.COUNTER:
        return True
    if isinstance(event, _TASKS):
        return bool(viewer.kiosk) and entry.kiosk == viewer.kiosk
    if isinstance(event, ev.NumbersLeased):
        return event.kiosk == viewer.kiosk
    return not isinstance(event, _STAFF_ONLY)


def view_event(hall: Hall, event: ev.Event, view: View) -> ev.Event:
    """An event as it may be told to those who may see it."""
    if view is View.PUBLIC:
        return _public_event(hall, event)
    if isinstance(event, ev.TicketIssued):
        return changed(event, person=None, agent=None, token="", stated=None)
    return event


def view_snapshot(hall: Hall, snapshot: Snapshot, viewer: Viewer, shown: Shown) -> Snapshot:
    """A snapshot as it may be told, of what is shown."""
    is_staff = viewer.view is View.COUNTER
    return changed(
        snapshot,
        tickets=tuple(
            view_ticket(hall, ticket, viewer.view)
            for ticket in snapshot.tickets
            if shown.has(ticket.queue, ticket.counter)
        ),
        counters=tuple(counter for counter in snapshot.counters if _shows_counter(shown, counter)),
        calls=tuple(call for call in snapshot.calls if _shows_call(shown, call)),
        tasks=tuple(task for task in snapshot.tasks if is_staff or _is_own(task, viewer)),
        devices=snapshot.devices if is_staff else (),
        leases=tuple(lease for lease in snapshot.leases if is_staff or lease.kiosk == viewer.kiosk),
        runs=snapshot.runs if is_staff else (),
        alarms=snapshot.alarms if is_staff else (),
        caps=snapshot.caps if is_staff else (),
        conversions=snapshot.conversions if is_staff else (),
        pagers=snapshot.pagers if is_staff else (),
    )


def shows_entry(shown: Shown, entry: Entry) -> bool:
    """Whether an event belongs to what is shown; guides see every task."""
    return isinstance(entry.recorded.event, _TASKS) or shown.has(entry.queue, entry.counter)


def _public_event(hall: Hall, event: ev.Event) -> ev.Event:
    """Without what tells of the person; reasons typed by clerks may."""
    match event:
        case ev.TicketIssued():
            return changed(
                event,
                person=None,
                agent=None,
                token="",
                needs=frozenset(),
                has_phone=False,
                notify=False,
                note="",
                stated=None,
                item=_public_item(hall, event.item),
                priority=PriorityClass.NORMAL,
                language=Language.ZH,
                booking="",
                booked_for=None,
                not_before=None,
                together=(),
                then=(),
            )
        case ev.TicketCalled():
            return changed(event, chosen_reason="")
        case ev.QueueClosed():
            return changed(event, note="")
        case ev.EmergencyBegun() | ev.EmergencyEnded():
            return changed(event, reason="")
        case ev.TicketParked() | ev.TicketTransferred() | ev.TicketCancelled():
            return changed(event, reason="")
        case _:
            return event


def _public_item(hall: Hall, code: ItemCode) -> ItemCode:
    item = hall.item_by_code.get(code)
    return _HIDDEN_ITEM if item is None or item.private else code


def _shows_counter(shown: Shown, counter: CounterState) -> bool:
    return shown.has(None, counter.number)


def _shows_call(shown: Shown, call: Call) -> bool:
    return shown.has(call.queue, call.counter)


def _is_own(task: Task, viewer: Viewer) -> bool:
    return bool(viewer.kiosk) and task.kiosk == viewer.kiosk
