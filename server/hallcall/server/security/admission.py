"""How machines and clerks get in: pairing by one-time code, signing in by password.

Source:
    The lock: five failures, fifteen minutes, counted before the password is looked at, so that many tries at once
    are not more than five either (OWASP Authentication Cheat Sheet, account lockout).
"""

from __future__ import annotations

import contextlib
import logging
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ulid import ULID

from hallcall.core.commands import CloseCounter, OpenCounter
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.machine_names import DOORS, PAGER_BASE, at_counter, is_alarm
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.server.engine import Writer
from hallcall.server.security.certificates import Certificates, identity_of, machine_of
from hallcall.server.security.codes import LIFETIME, new_code, plain_code
from hallcall.server.security.passwords import Passwords
from hallcall.server.security.register import PAIRED, Caller, Register, Role, counter_of
from hallcall.server.security.tokens import hash_token, new_token
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, Once, access, certificates
from hallcall.server.storage.certificates import CertificateRow

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

    # Late: only a hall with an authority of its own loads what reads certificates.
    from hallcall.server.security.authority import Authority, Issued

_log = logging.getLogger(__name__)

LOCAL_ADMIN = (Role.ADMIN, "local")
"""Role and name of whoever may read the data folder."""
TRIES = 5
LOCK = timedelta(minutes=15)
SESSION = timedelta(hours=16)
"""Longer than any working day, shorter than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What a machine gets for its code."""

    token: str
    role: Role
    device: str

    def __repr__(self) -> str:
        return f"Pairing({self.role.value}, {self.device})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a machine gets for its code and its request."""

    pairing: Pairing
    certificate: str
    """PEM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCode:
    """A code to be typed into a machine."""

    code: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"PairingCode(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A clerk at a counter."""

    token: str
    clerk: ClerkId
    name: str
    counter: CounterNumber

    def __repr__(self) -> str:
        return f"SignedIn({self.clerk}, {self.counter})"


class Admission:
    """Lets machines and clerks in, and clerks out."""

    def __init__(
        self,
        hall: Hall,
        writer: Writer,
        register: Register,
        vault: Vault,
        passwords: Passwords,
        certificates: Certificates,
    ) -> None:
        self._hall = hall
        self._certificates = certificates
        self._writer = writer
        self._register = register
        self._vault = vault
        self._passwords = passwords

    async def make_code(self, role: Role, device: str) -> PairingCode:
        """A one-time code for a machine.

        Raises:
            Refused: ``access.denied`` for a role that is not paired, ``device.unknown`` for a machine that the hall's
                files do not name.
        """
        if role not in PAIRED:
            raise Refused("access.denied")
        self._check_device(role, device)
        code = new_code()

        def store(connection: Connection, now: datetime) -> datetime:
            expires_at = now + LIFETIME
            access.add_code(connection, self._code_hash(code), role.value, device, expires_at)
            return expires_at

        return PairingCode(code=code, expires_at=await self._writer.change(store))

    async def pair(self, code: str) -> Pairing:
        """A token for a code; the code is used up.

        Raises:
            Refused: ``access.pairing_code_invalid``.
        """
        token = new_token()
        row = await self._writer.change(lambda connection, now: self._use_code(connection, code, token, now))
        self._register.pair(row)
        return Pairing(token=token, role=Role(row.role), device=row.name)

    async def enrol(self, code: str, csr: str, authority: Authority) -> Enrolment:
        """A token and a certificate for a code; the code is used up, and certificates the machine had are revoked.

        Raises:
            Refused: ``access.pairing_code_invalid``, ``command.malformed`` (the code stays good then).
        """
        key = authority.requested_key(csr)
        token = new_token()

        def store(connection: Connection, now: datetime) -> tuple[access.DeviceRow, Issued, CertificateRow]:
            row = self._use_code(connection, code, token, now)
            certificates.revoke(connection, row.role, row.name, now)
            return row, *self._certify(connection, authority, key, (Role(row.role), row.name), now)

        row, issued, certificate = await self._writer.change(store)
        role = Role(row.role)
        self._register.pair(row)
        self._certificates.revoke(role, row.name)
        self._certificates.add(certificate)
        _log.info("%s was enrolled", f"{row.role}:{row.name}")
        return Enrolment(pairing=Pairing(token=token, role=role, device=row.name), certificate=issued.pem)

    async def renew(self, caller: Caller, csr: str, authority: Authority) -> str:
        """A new certificate for a machine that has one; the old one is good until it ends.

        Raises:
            Refused: ``command.malformed``.
        """
        key = authority.requested_key(csr)
        machine = machine_of(caller)

        def store(connection: Connection, now: datetime) -> tuple[Issued, CertificateRow]:
            return self._certify(connection, authority, key, machine, now)

        issued, certificate = await self._writer.change(store)
        self._certificates.add(certificate)
        _log.info("the certificate of %s was renewed", caller.actor)
        return issued.pem

    async def certify_local_admin(self, authority: Authority, now: datetime) -> None:
        """See that whoever may read the data folder finds a certificate there beside the token."""
        serial = authority.own(now)
        if serial is not None and self._certificates.knows(serial):
            return
        role, name = LOCAL_ADMIN
        issued = authority.issue_own(identity_of(self._hall.code, role, name), now)
        row = _row_of(issued, LOCAL_ADMIN, now)
        await self._writer.change(lambda connection, _: certificates.add(connection, row))
        self._certificates.add(row)

    async def revoke(self, role: Role, device: str, by: Caller) -> None:
        """A machine was lost: its token and its certificates are worth nothing from now on, its streams end.

        Whoever is signed in at it is signed out, and the counter is closed unless a visitor is there.

        Raises:
            Refused: ``device.unknown`` for a machine that holds no token, ``access.denied`` for the caller itself and
                for the administrator of the data folder.
        """
        if (role, device) in {(by.role, by.name), LOCAL_ADMIN}:
            raise Refused("access.denied")
        counter = counter_of(role, device)

        def store(connection: Connection, now: datetime) -> list[ClerkId]:
            if not access.revoke_device(connection, role.value, device):
                raise Refused("device.unknown", device=device)
            certificates.revoke(connection, role.value, device, now)
            return access.end_sessions_at(connection, counter) if counter is not None else []

        ended = await self._writer.change(store)
        self._register.revoke(role, device)
        self._certificates.revoke(role, device)
        _log.info("%s was revoked by %s", f"{role.value}:{device}", by.actor)
        if counter is not None and ended:
            # A counter with a visitor stays as it is: the clerk goes on there with the next machine.
            with contextlib.suppress(Refused):
                await self._writer.ask(_own(by.actor), lambda _, __: CloseCounter(counter=counter))

    async def put_clerk(self, clerk: str, name: str, password: str) -> None:
        """Add a clerk, or give one a new name and password."""
        stored = await self._passwords.hash(password)
        await self._writer.change(lambda connection, _: access.put_clerk(connection, clerk, name, stored))

    async def sign_in(self, machine: Caller, clerk: str, password: str, *, paused: bool) -> SignedIn:
        """Sign a clerk in at the counter of ``machine`` and open it.

        A clerk who is signed in here already (the machine was started again) goes on with the visitor they have.

        Raises:
            Refused: ``access.login_failed``, ``access.locked`` with the seconds left, ``counter.occupied``,
                ``counter.unknown``, ``clerk.elsewhere``.
        """
        counter = machine.counter
        if counter is None:
            raise Refused("counter.unknown", counter=machine.name)
        known = await self._check_password(clerk, password)
        token = new_token()
        session: list[access.SessionRow] = []

        def open_counter(connection: Connection, now: datetime) -> OpenCounter:
            row = access.SessionRow(
                token_hash=hash_token(token), clerk=known.id, counter=counter, expires_at=now + SESSION
            )
            access.begin_session(connection, row)
            session.append(row)
            return OpenCounter(counter=counter, clerk=known.id, paused=paused)

        await self._writer.ask(_own(f"clerk:{known.id}"), open_counter)
        self._register.sign_in(session[-1])
        return SignedIn(token=token, clerk=known.id, name=known.name, counter=counter)

    async def sign_out(self, caller: Caller) -> None:
        """Close the clerk's counter and end the session.

        Raises:
            Refused: ``counter.busy`` while a number is out and nobody has come yet.
        """
        clerk, counter = caller.clerk, caller.counter
        if clerk is None or counter is None:
            raise Refused("access.denied")

        def close_counter(connection: Connection, _: datetime) -> CloseCounter:
            access.end_sessions(connection, clerk)
            return CloseCounter(counter=counter)

        try:
            await self._writer.ask(_own(caller.actor), close_counter)
        except Refused as refusal:
            if refusal.code != "counter.not_open":
                raise
            # The counter was closed before: only the session is left to end.
            await self._writer.change(lambda connection, _: access.end_sessions(connection, clerk))
        self._register.sign_out(clerk)

    def _use_code(self, connection: Connection, code: str, token: str, now: datetime) -> access.DeviceRow:
        found = access.use_code(connection, self._code_hash(code), now)
        if found is None:
            raise Refused("access.pairing_code_invalid")
        row = access.DeviceRow(token_hash=hash_token(token), role=found[0], name=found[1])
        access.add_device(connection, row, now)
        return row

    def _certify(
        self,
        connection: Connection,
        authority: Authority,
        key: EllipticCurvePublicKey,
        machine: tuple[Role, str],
        now: datetime,
    ) -> tuple[Issued, CertificateRow]:
        issued = authority.issue(key, identity_of(self._hall.code, *machine), now)
        row = _row_of(issued, machine, now)
        certificates.add(connection, row)
        return issued, row

    async def _check_password(self, clerk: str, password: str) -> access.ClerkRow:
        known = await self._writer.change(lambda connection, now: _count_try(connection, clerk, now))
        is_right = await self._passwords.verify(known.password_hash if known is not None else None, password)
        if known is None or not is_right:
            raise Refused("access.login_failed")
        await self._writer.change(lambda connection, _: access.set_tries(connection, clerk, 0, None))
        return known

    def _check_device(self, role: Role, device: str) -> None:
        known: dict[Role, frozenset[str]] = {
            Role.KIOSK: frozenset(self._hall.kiosk_by_id),
            Role.DISPLAY: frozenset(self._hall.wall_by_id),
        }
        counter = counter_of(Role.COUNTER, device)
        is_counter = counter is not None and counter in self._hall.counter_by_number
        match role:
            case Role.COUNTER:
                is_known = is_counter
            case Role.DISPLAY:
                # A display at a counter has the counter's name, a machine with glass that of one of its rooms, one
                # with loudspeakers that of one of its zones.
                shown = at_counter(device)
                over_counter = shown is not None and shown[0] in self._hall.counter_by_number
                in_room = any(room.id == device for room in self._hall.glass)
                in_zone = device in self._hall.zone_by_id
                is_known = over_counter or in_room or in_zone or device in known[role] or not known[role]
            case Role.KIOSK | Role.GATE:
                is_known = device in known[Role.KIOSK] or not known[Role.KIOSK]
            case Role.DEVICE:
                # Pagers, counters of people and alarm contacts belong to no screen that has a name.
                is_base = device == PAGER_BASE and self._hall.rules.pagers > 0
                has_own_name = is_base or device == DOORS or is_alarm(device)
                is_known = is_counter or has_own_name or any(device in names or not names for names in known.values())
            case _:
                is_known = bool(device.strip())
        if not is_known:
            raise Refused("device.unknown", device=device)

    def _code_hash(self, code: str) -> bytes:
        return self._vault.digest("pairing-code", plain_code(code).encode())


def _row_of(issued: Issued, machine: tuple[Role, str], now: datetime) -> CertificateRow:
    role, name = machine
    return CertificateRow(serial=issued.serial, role=role.value, name=name, issued_at=now, expires_at=issued.expires_at)


def _own(actor: str) -> Once:
    """A command of the server's own making is never sent twice."""
    key = str(ULID())
    return Once(key=key, actor=actor, body_hash=key.encode())


def _count_try(connection: Connection, clerk: str, now: datetime) -> access.ClerkRow | None:
    """Count a try before its password is looked at; a good one clears the count afterwards."""
    row = access.clerk(connection, clerk)
    if row is None:
        return None
    if row.locked_until is not None and now < row.locked_until:
        raise Refused("access.locked", wait_s=math.ceil((row.locked_until - now).total_seconds()))
    failed = 1 if row.locked_until is not None else row.failed + 1
    access.set_tries(connection, clerk, failed, now + LOCK if failed >= TRIES else None)
    return row
