"""Who speaks: the tokens in use, kept in memory and equal to what is stored. Lives in the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hallcall.core.errors import Refused
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.server.security.tokens import hash_token
from hallcall.server.storage.access import DeviceRow, SessionRow


class Role(StrEnum):
    """What a token is for."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    COUNTER = "counter"
    """The machine at a counter, with nobody signed in."""
    CLERK = "clerk"
    """Somebody signed in at a counter."""
    GUIDE = "guide"
    MANAGER = "manager"
    """Leads the hall: sees what counters see, does what guides do, looks after the data."""
    AUDITOR = "auditor"
    """Reads the log, changes nothing."""
    DEVICE = "device"
    """The program that watches a machine's devices; it has the machine's name."""
    GATE = "gate"
    """The camera at a door, which checks in who has agreed to it; it has the name of its place, as a kiosk has."""
    ADMIN = "admin"


PAIRED = frozenset(Role) - {Role.CLERK}
"""Roles a machine can be paired for; a clerk signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who sent a request."""

    role: Role
    name: str
    """``K1``, ``C12``, or the clerk's number."""
    counter: CounterNumber | None = None
    """Where a counter machine stands or a clerk sits."""
    clerk: ClerkId | None = None

    @property
    def actor(self) -> str:
        """As it stands in the log: ``kiosk:K1``, ``clerk:1027``."""
        return f"{self.role.value}:{self.name}"


class Register:
    """Tokens by their hash."""

    def __init__(self) -> None:
        self._devices: dict[bytes, Caller] = {}
        self._sessions: dict[bytes, SessionRow] = {}
        self.on_gone: Callable[[Caller], None] | None = None
        """Told whose token is worth nothing any more, at once."""

    def load(self, devices: Iterable[DeviceRow], sessions: Iterable[SessionRow]) -> None:
        """Begin with what is stored."""
        for device in devices:
            self.pair(device)
        for session in sessions:
            self.sign_in(session)

    def pair(self, device: DeviceRow) -> None:
        """A machine got its token; the one it had before is worth nothing now."""
        caller = machine_of(Role(device.role), device.name)
        self._forget(caller)
        self._devices[device.token_hash] = caller

    def revoke(self, role: Role, name: str) -> None:
        """A machine may speak no more, and neither may who is signed in at it."""
        machine = machine_of(role, name)
        self._forget(machine)
        if machine.counter is not None:
            for session in [session for session in self._sessions.values() if session.counter == machine.counter]:
                self.sign_out(session.clerk)

    def sign_in(self, session: SessionRow) -> None:
        """A clerk signed in; where they were before ends."""
        self.sign_out(session.clerk)
        self._sessions[session.token_hash] = session

    def sign_out(self, clerk: ClerkId) -> None:
        """End a clerk's session."""
        gone = [session for session in self._sessions.values() if session.clerk == clerk]
        self._sessions = {key: other for key, other in self._sessions.items() if other.clerk != clerk}
        for session in gone:
            self._tell_gone(_signed_in(session))

    def knows(self, token_hash: bytes) -> bool:
        """Whether a machine holds the token of this hash."""
        return token_hash in self._devices

    def caller(self, token: str, now: datetime) -> Caller:
        """Who holds a token.

        Raises:
            Refused: ``access.token_unknown``.
        """
        # How long looking up takes tells of the hash only, and nobody can choose what a token is hashed to.
        found = hash_token(token)
        if (device := self._devices.get(found)) is not None:
            return device
        session = self._sessions.get(found)
        if session is None or now >= session.expires_at:
            raise Refused("access.token_unknown")
        return _signed_in(session)

    def _forget(self, caller: Caller) -> None:
        kept = {key: other for key, other in self._devices.items() if other != caller}
        if len(kept) < len(self._devices):
            self._devices = kept
            self._tell_gone(caller)

    def _tell_gone(self, caller: Caller) -> None:
        if self.on_gone is not None:
            self.on_gone(caller)


def _signed_in(session: SessionRow) -> Caller:
    return Caller(role=Role.CLERK, name=session.clerk, counter=session.counter, clerk=session.clerk)


def machine_of(role: Role, name: str) -> Caller:
    """A machine as a caller."""
    return Caller(role=role, name=name, counter=counter_of(role, name))


def counter_of(role: str, name: str) -> CounterNumber | None:
    """The counter a machine called ``C12`` stands at."""
    digits = name[1:]
    if role != Role.COUNTER or name[:1] != "C" or not (digits.isascii() and digits.isdecimal()):
        return None
    return CounterNumber(int(digits))
