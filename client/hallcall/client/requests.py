"""What an application asks of the server beside the plain commands of core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ulid import ULID

from hallcall.core.hall import ItemCode
from hallcall.core.identity import DocumentKind
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
    document: Document | None = None
    needs: frozenset[Need] = frozenset()
    phone: str | None = None


def new_key() -> str:
    """A fresh idempotency key: make one for each touch or key press, and send it again with each retry."""
    return str(ULID())
