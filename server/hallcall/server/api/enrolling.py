"""How a machine gets a certificate of the hall's own authority, and a new one in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from litestar import MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from hallcall.core.errors import Refused
from hallcall.server.api.bodies.access import EnrolAnswer, EnrolRequest, RenewAnswer, RenewRequest
from hallcall.server.api.rights import address_of, caller_of
from hallcall.server.api.strict import strict
from hallcall.server.parts import Parts
from hallcall.server.security.limits import Limit

if TYPE_CHECKING:
    # Late: only a hall with an authority of its own loads what reads certificates.
    from hallcall.server.security.authority import Authority


def enrolling_routes(parts: Parts, tries: Limit) -> Sequence[HTTPRouteHandler]:
    """The routes of the authority; without one they know nothing."""

    @get("/v1/authority", opt={"endpoint": "authority"}, media_type=MediaType.TEXT)
    async def authority() -> Response[str]:
        """The authority's certificate: a machine compares its fingerprint before it sends anything secret."""
        return Response(_authority(parts).pem, media_type=MediaType.TEXT)

    @post("/v1/enrol", dto=strict(EnrolRequest), return_dto=None, status_code=200, opt={"endpoint": "enrol"})
    async def enrol(data: JSONBody[EnrolRequest], request: Request[Any, Any, Any]) -> EnrolAnswer:
        """A token and a certificate for a one-time code and a request that was signed with the machine's new key."""
        with tries.tried(address_of(request)):
            enrolled = await parts.admission.enrol(data.code, data.csr, _authority(parts))
        return EnrolAnswer(
            token=enrolled.pairing.token,
            role=enrolled.pairing.role,
            device=enrolled.pairing.device,
            certificate=enrolled.certificate,
            authority=_authority(parts).pem,
            at=parts.clock(),
        )

    @post("/v1/renew", dto=strict(RenewRequest), return_dto=None, status_code=200, opt={"endpoint": "renew"})
    async def renew(data: JSONBody[RenewRequest], request: Request[Any, Any, Any]) -> RenewAnswer:
        """A new certificate, under the present one."""
        certificate = await parts.admission.renew(caller_of(request.scope), data.csr, _authority(parts))
        return RenewAnswer(certificate=certificate, at=parts.clock())

    return [authority, enrol, renew]


def _authority(parts: Parts) -> Authority:
    if parts.authority is None:
        raise Refused("authority.unknown")
    return parts.authority
