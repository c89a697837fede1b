"""Getting in and out: pairing, signing in and out, and what only the administrator may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from hallcall.server.api.bodies.access import (
    ClerkRequest,
    LoginAnswer,
    LoginRequest,
    MachinesAnswer,
    PairAnswer,
    PairedMachine,
    PairingCodeAnswer,
    PairingCodeRequest,
    PairRequest,
    RevokeRequest,
)
from hallcall.server.api.bodies.care import PurgeAnswer, PurgeRequest
from hallcall.server.api.bodies.common import Nothing
from hallcall.server.api.rights import address_of, caller_of
from hallcall.server.api.strict import strict
from hallcall.server.parts import Parts
from hallcall.server.security.limits import Limit
from hallcall.server.security.register import Role, machine_of
from hallcall.server.storage import Connection, access, certificates


def access_routes(parts: Parts, tries: Limit) -> Sequence[HTTPRouteHandler]:
    """The routes of pairing and signing in."""

    @post("/v1/pair", dto=strict(PairRequest), return_dto=None, status_code=200, opt={"endpoint": "pair"})
    async def pair(data: JSONBody[PairRequest], request: Request[Any, Any, Any]) -> PairAnswer:
        """A token for a one-time code."""
        with tries.tried(address_of(request)):
            paired = await parts.admission.pair(data.code)
        return PairAnswer(token=paired.token, role=paired.role, device=paired.device)

    @post("/v1/login", dto=strict(LoginRequest), return_dto=None, status_code=200, opt={"endpoint": "login"})
    async def login(data: JSONBody[LoginRequest], request: Request[Any, Any, Any]) -> LoginAnswer:
        """Sign a clerk in at this machine's counter, and open it."""
        machine = caller_of(request.scope)
        with tries.tried(machine):
            signed_in = await parts.admission.sign_in(machine, data.clerk, data.password, paused=data.paused)
        return LoginAnswer(token=signed_in.token, clerk=signed_in.clerk, name=signed_in.name, counter=signed_in.counter)

    @post("/v1/logout", status_code=200, opt={"endpoint": "logout"})
    async def logout(request: Request[Any, Any, Any]) -> Nothing:
        """Close the counter and end the session."""
        await parts.admission.sign_out(caller_of(request.scope))
        return Nothing()

    return [pair, login, logout]


def admin_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of the administrator."""

    @post(
        "/v1/admin/pairing-codes",
        dto=strict(PairingCodeRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "make-pairing-code"},
    )
    async def make_pairing_code(data: JSONBody[PairingCodeRequest]) -> PairingCodeAnswer:
        """A one-time code for a machine."""
        made = await parts.admission.make_code(data.role, data.device)
        fingerprint = parts.authority.fingerprint if parts.authority is not None else ""
        return PairingCodeAnswer(code=made.code, expires_at=made.expires_at, fingerprint=fingerprint)

    @get("/v1/admin/devices", opt={"endpoint": "devices"})
    async def devices() -> MachinesAnswer:
        """The machines that were paired, and how they stand."""
        now = parts.clock()
        connected = parts.feed.revisions()
        found = await parts.reads.run(lambda connection: _machines(connection, now, connected))
        return MachinesAnswer(revision=parts.feed.revision, devices=tuple(found))

    @post(
        "/v1/admin/devices/revoke",
        dto=strict(RevokeRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "revoke-device"},
    )
    async def revoke_device(data: JSONBody[RevokeRequest], request: Request[Any, Any, Any]) -> Nothing:
        """A machine was lost: it may do nothing from now on."""
        await parts.admission.revoke(data.role, data.device, caller_of(request.scope))
        return Nothing()

    @post(
        "/v1/admin/clerks",
        dto=strict(ClerkRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "put-clerk"},
    )
    async def put_clerk(data: JSONBody[ClerkRequest]) -> Nothing:
        """Add a clerk, or give one a new name and password."""
        await parts.admission.put_clerk(data.clerk, data.name, data.password)
        return Nothing()

    @post("/v1/admin/purge", dto=strict(PurgeRequest), return_dto=None, status_code=200, opt={"endpoint": "purge"})
    async def purge_now(data: JSONBody[PurgeRequest]) -> PurgeAnswer:
        """Erase what may be kept no longer."""
        done = await parts.writer.change(lambda connection, now: parts.purge(connection, data.now, today=now))
        return PurgeAnswer(
            phones=done.phones,
            notices=done.notices,
            answers=done.answers,
            rows=dict(done.rows),
            left=dict(done.left),
            held_until=done.held_until,
        )

    return [make_pairing_code, devices, revoke_device, put_clerk, purge_now]


def _machines(connection: Connection, now: datetime, connected: Mapping[object, str]) -> list[PairedMachine]:
    until = {(row.role, row.name): row.expires_at for row in certificates.valid(connection, now)}
    return [
        PairedMachine(
            role=Role(row.role),
            device=row.name,
            paired_at=row.paired_at,
            certificate_until=until.get((row.role, row.name)),
            revoked=row.revoked,
            revision=connected.get(machine_of(Role(row.role), row.name)),
        )
        for row in access.paired(connection)
    ]
