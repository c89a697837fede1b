"""The rules a hall has chosen: numbers, calls, who missed a call or came late, kiosks without a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from hallcall.core.booking.rules import BookingRules
from hallcall.core.priority import OrderRules
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.terms import Minutes, Seconds


class HotItems(StrEnum):
    """Where the kiosk's first page has its items from."""

    CHOSEN = "chosen"
    """From the hall's files."""
    LEARNED = "learned"
    """From what was asked for most in the last weeks; from the files until there are enough days."""


class LivePerPerson(StrEnum):
    """How many live tickets one person may hold."""

    NONE = "none"
    PER_ITEM = "per_item"
    PER_QUEUE = "per_queue"
    PER_HALL = "per_hall"


class Paperless(StrEnum):
    """Whether a number needs a slip."""

    OFF = "off"
    """Each number has its slip."""
    OFFERED = "offered"
    """The visitor may go without; who says nothing gets a slip."""
    DEFAULT = "default"
    """Whoever has left a phone number gets messages instead, and a slip on wish; others as ``OFFERED``."""


class NewItemRule(StrEnum):
    """From when somebody waits whose number was for the wrong item, when a guide changes it."""

    KEEP = "keep"
    """As before: choosing the wrong item costs nobody their time."""
    NEW = "new"
    """From now on."""


class PassRule(StrEnum):
    """What happens to a number that did not answer its call."""

    VOID = "void"
    """It is cancelled."""
    DEFER = "defer"
    """It waits behind the next ``defer_by`` of its queue."""
    TAIL = "tail"
    """It goes to the end of its queue."""
    SESSION_END = "session_end"
    """It is called when nobody else of its queue waits, or before all who come after the present opening span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRules:
    """How a number is called."""

    repeats: int = 2
    """Recalls after the first call before a clerk may pass the number at once."""
    repeat_gap_s: Seconds = Seconds(20.0)
    """Least time between two calls of one number, without the walk."""
    floor_walk_s: Seconds = Seconds(60.0)
    """Walk between two floors, added to the gap when the visitor has to change floors."""
    no_show_after_s: Seconds = Seconds(90.0)
    """After this time without an answer the number may be passed."""
    next_finishes_current: bool = True
    """Calling the next finishes the visit at the counter."""
    double_press_s: Seconds = Seconds(0.6)
    """Two presses of call-next closer than this are one."""
    confirm_s: Seconds = Seconds(0.0)
    """A call that no screen, phone or pager has confirmed after this time is told by a guide; 0 leaves it."""
    near_ahead: int = 3
    """A visitor with this many people before them is told that their turn is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRules:
    """What happens to numbers that do not answer."""

    rule: PassRule = PassRule.DEFER
    defer_by: int = 3
    max_passes: int = 3
    """At this many passes in a row the number is cancelled."""
    spaced_by: int = 1
    """With ``defer``: so many others are called between two numbers that came back; 0 lets them follow one another."""
    aside_from_pass: int = 0
    """From this pass on a number comes back only when its visitor comes forward; 0 lets all come back by themselves."""
    self_recalls: int = 2
    """So often in a row a visitor may come forward at a kiosk; after that, at the help desk."""
    own_defers: int = 1
    """So often the holder of a waiting number may let others go first by their own wish."""
    own_defer_most: int = 10
    """Others that they may let go at a time."""
    return_within_min: Minutes = Minutes(30.0)
    """The promise printed on the slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRules:
    """How long visitors walk through the hall."""

    holds_back: bool = False
    """A number is not called before its visitor can have come from where they took it."""
    zone_s: Seconds = Seconds(20.0)
    """To another zone of a floor, where nobody has measured it. Between floors ``CallRules.floor_walk_s`` holds."""
    wheelchair_factor: float = 2.0
    """So many times as long takes who comes in a wheelchair,"""
    lift_s: Seconds = Seconds(60.0)
    """and so much longer when they have to wait for the lift."""


class LateMode(StrEnum):
    """Where somebody waits who checks in too late for their booking (``hallcall.core.lateness``)."""

    INSERT = "insert"
    """They let ``insert_after`` others go first, and so do the next late ones."""
    SLOT_END = "slot_end"
    """As the last of their own slot."""
    HALF_DAY_END = "half_day_end"
    """When nobody else waits, or before all who come after the present half of the day."""
    NORMAL = "normal"
    """As somebody who comes without a booking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRules:
    """What happens to booked visitors who come too late."""

    mode: LateMode = LateMode.NORMAL
    insert_after: int = 3
    """Others before a late visitor, and between two of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRules:
    """Numbers for times without the server; every queue keeps the same ones back."""

    first_number: int = 800
    """Kiosks hold blocks of numbers from here upwards; the server gives none of them itself."""
    block: int = 20
    """Numbers a kiosk holds for each queue; 0 leaves kiosks without any."""
    paper_first: int = 600
    """From here to ``first_number`` the numbers belong to sheets that are printed for a day without power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRules:
    """The rules a hall has chosen."""

    live_per_person: LivePerPerson = LivePerPerson.PER_ITEM
    daily_cap_per_person: int = 3
    """Tickets a day and person; 0 is no cap."""
    day_starts_at: time = time(0, 0)
    """Local time at which numbers start again."""
    refuses_too_late: bool = True
    """Nobody gets a number who would probably be called after the last close."""
    last_call_before_close_min: Minutes = Minutes(0.0)
    """Whoever would be called later than this before the day's last close gets no number any more."""
    order: OrderRules = field(default_factory=OrderRules)
    call: CallRules = field(default_factory=CallRules)
    passing: PassRules = field(default_factory=PassRules)
    late: LateRules = field(default_factory=LateRules)
    new_item: NewItemRule = NewItemRule.KEEP
    express_under_min: Minutes = Minutes(5.0)
    """Items with a shorter mean service time wait in the express queue of their queue, where there is one."""
    walk: WalkRules = field(default_factory=WalkRules)
    offline: OfflineRules = field(default_factory=OfflineRules)
    booking: BookingRules = field(default_factory=BookingRules)
    paperless: Paperless = Paperless.OFF
    pagers: int = 0
    """Vibrating pagers that the hall hands out, numbered from 1; 0 is none."""
    guide_ack_s: Seconds = Seconds(60.0)
    """A guide task that nobody has taken after this time is escalated."""
    promise: PromiseRules = field(default_factory=PromiseRules)
    tidal: TidalRules = field(default_factory=TidalRules)
