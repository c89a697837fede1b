"""Getting in and out: pairing, signing in and out, and what only the administrator may."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from hallcall.server.api.bodies import (
    ClerkRequest,
    LoginAnswer,
    LoginRequest,
    Nothing,
    PairAnswer,
    PairingCodeAnswer,
    PairingCodeRequest,
    PairRequest,
    PurgeAnswer,
    PurgeRequest,
)
from hallcall.server.api.rights import caller_of
from hallcall.server.api.strict import strict
from hallcall.server.parts import Parts
from hallcall.server.purge import purge


def access_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of pairing and signing in."""

    @post("/v1/pair", dto=strict(PairRequest), return_dto=None, status_code=200, opt={"endpoint": "pair"})
    async def pair(data: JSONBody[PairRequest]) -> PairAnswer:
        """A token for a one-time code."""
        paired = await parts.admission.pair(data.code)
        return PairAnswer(token=paired.token, role=paired.role, device=paired.device)

    @post("/v1/login", dto=strict(LoginRequest), return_dto=None, status_code=200, opt={"endpoint": "login"})
    async def login(data: JSONBody[LoginRequest], request: Request[Any, Any, Any]) -> LoginAnswer:
        """Sign a clerk in at this machine's counter, and open it."""
        signed_in = await parts.admission.sign_in(caller_of(request), data.clerk, data.password, paused=data.paused)
        return LoginAnswer(token=signed_in.token, clerk=signed_in.clerk, name=signed_in.name, counter=signed_in.counter)

    @post("/v1/logout", status_code=200, opt={"endpoint": "logout"})
    async def logout(request: Request[Any, Any, Any]) -> Nothing:
        """Close the counter and end the session."""
        await parts.admission.sign_out(caller_of(request))
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
        return PairingCodeAnswer(code=made.code, expires_at=made.expires_at)

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
        days = parts.settings.phone_days
        done = await asyncio.wrap_future(parts.writer.write(lambda connection, _: purge(connection, data.now, days)))
        return PurgeAnswer(phones=done.phones, notices=done.notices, answers=done.answers)

    return [make_pairing_code, put_clerk, purge_now]
