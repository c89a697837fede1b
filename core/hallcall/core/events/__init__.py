"""What has happened: one frozen value a fact, never changed and never taken back.

The wire name is the class's ``name``; names are never reused (PROTOCOL_CHANGES.md). ``Recorded`` is an event with
its place in the hall's log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, get_args

from hallcall.core.events._bookings import (
    BookingCancelled,
    BookingEvent,
    BookingMade,
    BookingMissed,
    BookingMoved,
    OfferLapsed,
    PartyArrived,
    PlaceOffered,
    StrikesExcused,
    WaitJoined,
)
from hallcall.core.events._counters import (
    CounterClosed,
    CounterConverted,
    CounterEvent,
    CounterGivenBack,
    CounterOpened,
    CounterPaused,
    CounterPausePlanned,
    CounterResumed,
    VisitorRevealed,
)
from hallcall.core.events._guides import BRINGS_VISITOR, GuideEvent, TaskEscalated, TaskKind, TaskRaised, TaskTaken
from hallcall.core.events._hall import (
    AdviceGiven,
    DayOpened,
    DeliveryReported,
    DeviceReported,
    EmergencyBegun,
    EmergencyEnded,
    HallEvent,
    HallRestored,
    NumbersLeased,
    PaperDayRecorded,
    PeopleCounted,
    RecordsHeld,
)
from hallcall.core.events._pagers import PagerEvent, PagerGiven, PagerReported, PagerTakenBack
from hallcall.core.events._queues import (
    AlarmEnded,
    AlarmId,
    AlarmKind,
    AlarmNoticed,
    AlarmRaised,
    CounterAction,
    DailyCapSet,
    QueueClosed,
    QueueEvent,
    QueueReopened,
)
from hallcall.core.events._ratings import RatingEvent, RatingFollowedUp, VisitRated
from hallcall.core.events._tickets import (
    CallSettled,
    NoticeChosen,
    QuantityCorrected,
    TicketCalled,
    TicketCancelled,
    TicketDeferred,
    TicketEvent,
    TicketExpired,
    TicketFinished,
    TicketGoesOn,
    TicketHeldUp,
    TicketIssued,
    TicketNeared,
    TicketParked,
    TicketPassed,
    TicketPrinted,
    TicketPrintFailed,
    TicketRecalled,
    TicketReclassified,
    TicketReturned,
    TicketServedOnPaper,
    TicketSlipDeclined,
    TicketStarted,
    TicketTransferred,
)

__all__ = [
    "BRINGS_VISITOR",
    "EVENTS",
    "AdviceGiven",
    "AlarmEnded",
    "AlarmId",
    "AlarmKind",
    "AlarmNoticed",
    "AlarmRaised",
    "BookingCancelled",
    "BookingMade",
    "BookingMissed",
    "BookingMoved",
    "CallSettled",
    "CounterAction",
    "CounterClosed",
    "CounterConverted",
    "CounterGivenBack",
    "CounterOpened",
    "CounterPausePlanned",
    "CounterPaused",
    "CounterResumed",
    "DailyCapSet",
    "DayOpened",
    "DeliveryReported",
    "DeviceReported",
    "EmergencyBegun",
    "EmergencyEnded",
    "Event",
    "HallRestored",
    "NoticeChosen",
    "NumbersLeased",
    "OfferLapsed",
    "PagerGiven",
    "PagerReported",
    "PagerTakenBack",
    "PaperDayRecorded",
    "PartyArrived",
    "PeopleCounted",
    "PlaceOffered",
    "QuantityCorrected",
    "QueueClosed",
    "QueueReopened",
    "RatingFollowedUp",
    "Recorded",
    "RecordsHeld",
    "StrikesExcused",
    "TaskEscalated",
    "TaskKind",
    "TaskRaised",
    "TaskTaken",
    "TicketCalled",
    "TicketCancelled",
    "TicketDeferred",
    "TicketExpired",
    "TicketFinished",
    "TicketGoesOn",
    "TicketHeldUp",
    "TicketIssued",
    "TicketNeared",
    "TicketParked",
    "TicketPassed",
    "TicketPrintFailed",
    "TicketPrinted",
    "TicketRecalled",
    "TicketReclassified",
    "TicketReturned",
    "TicketServedOnPaper",
    "TicketSlipDeclined",
    "TicketStarted",
    "TicketTransferred",
    "VisitRated",
    "VisitorRevealed",
    "WaitJoined",
]

Event: TypeAlias = (
    TicketEvent | CounterEvent | GuideEvent | QueueEvent | HallEvent | BookingEvent | PagerEvent | RatingEvent
)

EVENTS: dict[str, type[Event]] = {event.name: event for event in get_args(Event)}
"""Events by their wire name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event in the hall's log."""

    seq: int
    """Place in the log, 1 upwards without a gap."""
    epoch: str
    """Names this log; another one means: take a new snapshot."""
    id: str
    """Unique for ever; the same on the wall, in the window text and in the message outbox."""
    at: datetime
    """UTC."""
    cause: str
    """Idempotency key of the command."""
    event: Event
