"""What an application asks of the server beside the plain commands of core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, TypeAlias

from ulid import ULID

from hallcall.core.commands import Command, LeaseId
from hallcall.core.hall import ItemCode
from hallcall.core.identity import DocumentKind
from hallcall.core.languages import Language
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
    instead_of: str | None = None
    """Key of the ``IssueRequest`` whose answer never came."""


Request: TypeAlias = Command | IssueRequest | OfflineRequest
"""What is sent as a command."""


def new_key() -> str:
    """A fresh idempotency key: make one for each touch or key press, and send it again with each retry."""
    return str(ULID())
