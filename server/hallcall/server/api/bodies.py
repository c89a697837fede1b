"""What requests carry and answers hold, beside the types of core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from hallcall.core.estimate import WaitRange
from hallcall.core.hall import CounterNumber, ItemCode
from hallcall.core.tickets import ClerkId, Need, Ticket
from hallcall.server.people import Document, VisitorFacts
from hallcall.server.security.register import Role

Short = Annotated[str, Meta(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """Body of ``ticket.issue``: the card instead of a person."""

    item: ItemCode
    kiosk: str = ""
    document: Document | None = None
    needs: frozenset[Need] = frozenset()
    phone: str | None = None

    def __repr__(self) -> str:
        return f"IssueRequest({self.item})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer to a command."""

    seq: int
    """Place of its last event in the log; 0 when nothing changed."""
    repeated: bool
    events: tuple[str, ...] = ()
    """Ids of its events."""
    ticket: Ticket | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    phone: str | None = None
    """Masked number that messages go to."""
    visitor: VisitorFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRequest:
    """Body of ``POST /v1/pair``."""

    code: Short

    def __repr__(self) -> str:
        return "PairRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnswer:
    """A token for a machine."""

    token: str
    role: Role
    device: str

    def __repr__(self) -> str:
        return f"PairAnswer({self.role.value}, {self.device})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """Body of ``POST /v1/login``."""

    clerk: Short
    password: Password
    paused: bool = False

    def __repr__(self) -> str:
        return f"LoginRequest({self.clerk})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginAnswer:
    """A session."""

    token: str
    clerk: ClerkId
    name: str
    counter: CounterNumber

    def __repr__(self) -> str:
        return f"LoginAnswer({self.clerk}, {self.counter})"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorRequest:
    """Body of ``POST /v1/visitor/tickets``."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorTickets:
    """Live tickets of a card."""

    tickets: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCodeRequest:
    """Body of ``POST /v1/admin/pairing-codes``."""

    role: Role
    device: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCodeAnswer:
    """A one-time code."""

    code: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"PairingCodeAnswer(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkRequest:
    """Body of ``POST /v1/admin/clerks``."""

    clerk: Short
    name: Short
    password: Annotated[str, Meta(min_length=8, max_length=200)]

    def __repr__(self) -> str:
        return f"ClerkRequest({self.clerk})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeRequest:
    """Body of ``POST /v1/admin/purge``."""

    now: datetime
    """Erase what may be kept no longer at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeAnswer:
    """What was erased."""

    phones: int
    notices: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """``{}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answer of ``/livez`` and ``/readyz``."""

    reasons: tuple[str, ...] = ()
    """Codes of what is wrong; none when all is well."""
