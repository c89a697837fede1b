"""What an application asks of the server beside the plain commands of core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, TypeAlias

from ulid import ULID

from hallcall.core.booking.book import BookingCode
from hallcall.core.commands import Command, LeaseId
from hallcall.core.identity import DocumentKind
from hallcall.core.languages import Language
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A card as the server needs it. Kept only for the time of the request; its text form hides it."""

    kind: DocumentKind
    number: str
    name: str
    verified: bool
    """Read by a device, not typed."""

    def __repr__(self) -> str:
        return f"Document({self.kind.value}, verified={self.verified})"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """Take a number: ``ticket.issue`` with the card instead of a person id."""

    name: ClassVar[str] = "ticket.issue"
    item: ItemCode
    kiosk: str = ""
    document: Document | None = field(default=None, repr=False)
    needs: frozenset[Need] = frozenset()
    phone: str | None = field(default=None, repr=False)
    language: Language = Language.ZH
    """In which the visitor wants to be served."""
    more: tuple[ItemCode, ...] = ()
    """Other items for the same number."""
    quantity: int = 1
    """Cases that the visitor brings."""
    principal: str | None = field(default=None, repr=False)
    """Number of the person in whose place the holder of the card comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRequest:
    """A number that a kiosk gave by itself: ``ticket.record_offline`` with the card instead of a person id."""

    name: ClassVar[str] = "ticket.record_offline"
    lease: LeaseId
    seq: int
    item: ItemCode
    kiosk: str
    issued_at: datetime
    document: Document | None = field(default=None, repr=False)
    needs: frozenset[Need] = frozenset()
    phone: str | None = field(default=None, repr=False)
    language: Language = Language.ZH
    quantity: int = 1
    principal: str | None = field(default=None, repr=False)
    """Number of the person in whose place the holder of the card comes."""
    instead_of: str | None = None
    """Key of the ``IssueRequest`` whose answer never came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRequest:
    """Somebody with a booking is here: ``booking.check_in`` with the card instead of a person id."""

    name: ClassVar[str] = "booking.check_in"
    code: BookingCode = field(repr=False)
    kiosk: str = ""
    document: Document | None = field(default=None, repr=False)
    needs: frozenset[Need] = frozenset()
    digits: str = field(default="", repr=False)
    """Last four places of the document's number, where no card is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """Somebody wants an appointment: ``booking.make`` with the card instead of a person id."""

    name: ClassVar[str] = "booking.make"
    item: ItemCode
    document: Document | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    slot: datetime | None = None
    """Beginning of a slot; None is the next free one."""
    partner: Document | None = field(default=None, repr=False)
    """Where both parties must come."""
    or_wait: bool = False
    """When it is full, wait for a place that is given back."""


Request: TypeAlias = Command | IssueRequest | OfflineRequest | CheckInRequest | BookingRequest
"""What is sent as a command."""


def new_key() -> str:
    """A fresh idempotency key: make one for each touch or key press, and send it again with each retry."""
    return str(ULID())
