"""A ticket and the states it goes through.

::

    waiting --> called --> serving --> done
       ^          |           |
       |          v           v
       +------- passed      parked
       +----------------------+
    waiting | called | serving --> transferred (a linked ticket waits elsewhere)
    waiting | passed | parked  --> cancelled | expired

``passed`` lasts no time where the hall's rule lets the number wait again or cancels it, both in the same transaction;
else it lasts until the visitor comes forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from hallcall.core.languages import Language
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix

TicketId = NewType("TicketId", str)
"""``2026-11-21/A023``, and ``2026-11-21/A023.2`` for the second leg of a transferred visit."""
PersonId = NewType("PersonId", str)
"""Made by the server's vault; says nothing about the person."""
ClerkId = NewType("ClerkId", str)
"""The clerk's number."""


class TicketState(StrEnum):
    """Where a ticket is in its life."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    PASSED = "passed"
    """It did not come, and its visitor has to come forward."""
    DONE = "done"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


MOST_CASES = 20
"""Cases that one number may stand for."""
LIVE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED, TicketState.PASSED})
"""States in which a ticket still promises service."""
AWAY = frozenset({TicketState.PARKED, TicketState.PASSED})
"""States of a ticket whose visitor is not here and has to come back."""


class Need(StrEnum):
    """What a visitor has asked the hall to consider. Never shown on a public screen."""

    CANNOT_SEE = "cannot_see"
    """Cannot see the screen: a guide fetches them."""
    CANNOT_HEAR = "cannot_hear"
    WHEELCHAIR = "wheelchair"
    INFANT = "infant"
    """Comes with a small child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A stay at one counter, of a visitor who came for several items."""

    queue: QueuePrefix
    items: tuple[ItemCode, ...]
    """Done there, in this order; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One number and everything the rules need to know of it."""

    id: TicketId
    day: date
    number: str
    """As printed: ``A023``. A transferred visit keeps it."""
    origin: QueuePrefix
    """The queue that gave the number."""
    seq: int
    """The number's place in its queue and day."""
    leg: int
    """1, and one more for each transfer."""
    queue: QueuePrefix
    """The queue it waits in."""
    item: ItemCode
    state: TicketState
    since: datetime
    """When it entered its state."""
    issued_at: datetime
    seniority: datetime
    """From when its waiting counts; older is served first."""
    person: PersonId | None = None
    verified: bool = False
    has_phone: bool = False
    needs: frozenset[Need] = frozenset()
    kiosk: str = ""
    token: str = ""
    notify: bool = False
    """The visitor wants messages."""
    near_told: bool = False
    """They were told that their turn is near."""
    prints: int = 0
    """Slips that left the printer."""
    counter: CounterNumber | None = None
    """Where it is called or served."""
    only_counter: CounterNumber | None = None
    """The only counter that may call it, after a transfer to a certain desk."""
    calls: int = 0
    """Calls of the present round, the first included."""
    first_call_at: datetime | None = None
    last_call_at: datetime | None = None
    recall_after_s: float = 0.0
    """Least seconds from the last call to the next."""
    passes: int = 0
    """In a row."""
    defer_left: int = 0
    """So many others of its queue go first."""
    at_end: bool = False
    """Until its seniority begins it waits until nobody else of its queue does."""
    parent: TicketId | None = None
    note: str = ""
    """From the clerk who transferred it."""
    priority: PriorityClass = PriorityClass.NORMAL
    booking: str = ""
    """Code of the booking it came from."""
    booked_for: datetime | None = None
    """When the booked slot begins."""
    not_before: datetime | None = None
    """It is not called earlier: its visitor is still on the way."""
    overtaken: int = 0
    """Visitors of its queue who came later and were called before it, while it waited there."""
    front_at: datetime | None = None
    """Since when nobody in its queue has waited longer."""
    spaced_by: int = 0
    """It came back into the line: so many others go between it and another such number."""
    self_recalls: int = 0
    """Times in a row that its visitor came forward at a kiosk."""
    own_defers: int = 0
    """Times that its holder let others go first."""
    quantity: int = 1
    """Cases that the visitor brings, 1 to ``MOST_CASES``: the visit takes so many times as long."""
    agent: PersonId | None = None
    """Who comes in the place of ``person``; caps and one's own numbers are those of the person."""
    language: Language = Language.ZH
    """Only a counter that speaks it calls the number, as long as one is on duty."""
    given_up: PriorityClass = PriorityClass.NORMAL
    """The class that its visitor does not want to use; they may take it back."""
    together: tuple[ItemCode, ...] = ()
    """Other items that are done with ``item``, at the same counter."""
    then: tuple[Visit, ...] = ()
    """Where the visitor goes on afterwards, in this order."""

    @property
    def items(self) -> tuple[ItemCode, ...]:
        """All that the visitor came for and has not done, in order."""
        return (self.item, *self.together, *(item for visit in self.then for item in visit.items))

    @property
    def visitor(self) -> PersonId | None:
        """Who comes to the counter: the agent, or the person themselves."""
        return self.agent or self.person

    @property
    def is_live(self) -> bool:
        """Whether it still promises service."""
        return self.state in LIVE
