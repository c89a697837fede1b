"""What was given and done without the server, and the numbers kept for such times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.languages import Language
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Need, PersonId, TicketId

LeaseId = NewType("LeaseId", str)
"""``2026-11-21/K1/A800``: day, kiosk and first number of a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseNumbers:
    """A kiosk wants to hold numbers for times without the server."""

    name: ClassVar[str] = "numbers.lease"
    kiosk: str
    book: str
    """The book in which it keeps them. A kiosk that has lost its book gets other numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOffline:
    """A number that a kiosk gave from its block while the server was away."""

    name: ClassVar[str] = "ticket.record_offline"
    lease: LeaseId
    seq: int
    item: ItemCode
    kiosk: str
    issued_at: datetime
    person: PersonId | None = None
    verified: bool = False
    needs: frozenset[Need] = frozenset()
    token: str = ""
    has_phone: bool = False
    instead_of: TicketId | None = None
    """A number given to the same wish whose answer never reached the kiosk: it is void."""
    priority: PriorityClass = PriorityClass.NORMAL
    """By the card on the day the number was given, and by what the visitor has asked for."""
    language: Language = Language.ZH
    agent: PersonId | None = None
    """Who came in the place of ``person``."""
    quantity: int = 1
    """Cases that the visitor brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperVisit:
    """A visit that was served from a paper number."""

    counter: CounterNumber
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaper:
    """A number that was given on paper today."""

    name: ClassVar[str] = "ticket.record_paper"
    seq: int
    item: ItemCode
    taken_at: datetime
    served: PaperVisit | None = None
    """None while the visitor still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaperDay:
    """How many numbers of a queue were given and served on paper on a day that is over."""

    name: ClassVar[str] = "paper.record_day"
    day: date
    queue: QueuePrefix
    issued: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Numbers that a kiosk holds."""

    lease: LeaseId
    kiosk: str
    book: str
    queue: QueuePrefix
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNumbers:
    """How far numbers had come in a database that was replaced but could still be read."""

    day: date
    """The newest business day in it."""
    newest: tuple[tuple[QueuePrefix, int], ...]
    """The newest number of each queue that the server gave itself that day."""
    blocks: tuple[Block, ...] = ()
    """What kiosks held that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRestore:
    """The database was replaced by a backup; sent by the server itself when it starts with it."""

    name: ClassVar[str] = "restore.record"
    backup: str
    """Its file."""
    taken_at: datetime
    known: KnownNumbers | None
    """None when what was there could not be read: then the numbers given since can only be guessed."""
    per_hour: tuple[tuple[QueuePrefix, int], ...] = ()
    """More numbers than each queue ever gave in an hour."""


OfflineCommand: TypeAlias = LeaseNumbers | RecordOffline | RecordPaper | RecordPaperDay | RecordRestore
"""Each command of this module."""
