"""Machines that are let in, and people who sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.server.api.bodies.common import Password, Short, SigningRequest
from hallcall.server.security.register import Role


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
class EnrolRequest:
    """Body of ``POST /v1/enrol``."""

    code: Short
    csr: SigningRequest
    """PKCS #10, PEM; signed with the machine's new key."""

    def __repr__(self) -> str:
        return "EnrolRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolAnswer:
    """A token and a certificate for a machine."""

    token: str
    role: Role
    device: str
    certificate: str
    """PEM, ninety days."""
    authority: str
    """The authority's certificate, PEM."""
    at: datetime
    """The server's time: what the machine's own clock says does not matter."""

    def __repr__(self) -> str:
        return f"EnrolAnswer({self.role.value}, {self.device})"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewRequest:
    """Body of ``POST /v1/renew``."""

    csr: SigningRequest

    def __repr__(self) -> str:
        return "RenewRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewAnswer:
    """A new certificate."""

    certificate: str
    at: datetime

    def __repr__(self) -> str:
        return f"RenewAnswer({self.at})"


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
class PairingCodeRequest:
    """Body of ``POST /v1/admin/pairing-codes``."""

    role: Role
    device: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCodeAnswer:
    """A one-time code."""

    code: str
    expires_at: datetime
    fingerprint: str
    """Of the hall's authority, to be typed in with the code; empty when there is none."""

    def __repr__(self) -> str:
        return f"PairingCodeAnswer(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkRequest:
    """Body of ``POST /v1/admin/clerks``."""

    clerk: Short
    name: Short
    password: Annotated[str, Meta(min_length=8, max_length=200), Body(min_length=8, max_length=200)]

    def __repr__(self) -> str:
        return f"ClerkRequest({self.clerk})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedMachine:
    """A machine that was paired."""

    role: Role
    device: str
    paired_at: datetime
    certificate_until: datetime | None
    """End of its newest certificate; None when it holds none."""
    revoked: bool
    revision: str | None
    """Of the hall by which it works; None when it is not connected, empty when it does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachinesAnswer:
    """Answer of ``GET /v1/admin/devices``."""

    revision: str
    """Of the hall by which the server works."""
    devices: tuple[PairedMachine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRequest:
    """Body of ``POST /v1/admin/devices/revoke``."""

    role: Role
    device: Short
