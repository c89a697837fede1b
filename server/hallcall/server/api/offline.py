"""``ticket.record_offline``: from a number that a kiosk gave by itself to the command of core."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

import msgspec

from hallcall.core.classifying import class_of_visitor
from hallcall.core.commands import Command, RecordOffline
from hallcall.core.days import business_day
from hallcall.core.errors import Refused
from hallcall.core.tickets import PersonId, TicketId
from hallcall.server.api.bodies.visits import OfflineRequest
from hallcall.server.api.own import own_kiosk
from hallcall.server.engine import Done
from hallcall.server.parts import Parts
from hallcall.server.people import Known
from hallcall.server.security.register import Caller
from hallcall.server.security.tokens import new_ticket_token
from hallcall.server.storage import Connection, idempotency

_log = logging.getLogger(__name__)


def recording(parts: Parts, data: OfflineRequest, caller: Caller) -> Callable[[Connection, datetime], Command]:
    """Makes the command inside the transaction."""
    kiosk = own_kiosk(data.kiosk, caller)
    token = new_ticket_token()

    def build(connection: Connection, now: datetime) -> Command:
        known = _known(parts, data, connection, now)
        visitor = known.id if known is not None else None
        principal = _principal(parts, data, connection, now)
        return RecordOffline(
            lease=data.lease,
            seq=data.seq,
            item=data.item,
            kiosk=kiosk,
            issued_at=data.issued_at,
            person=principal or visitor,
            agent=visitor if principal is not None and principal != visitor else None,
            verified=known is not None and data.document is not None and data.document.verified,
            needs=data.needs,
            language=data.language,
            quantity=data.quantity,
            token=token,
            has_phone=known is not None and known.phone is not None,
            instead_of=_unseen(connection, data.instead_of, caller, now),
            priority=class_of_visitor(
                parts.hall.rules.order,
                known.birth if known is not None else None,
                data.needs,
                business_day(parts.hall, data.issued_at),
            ),
        )

    return build


def _known(parts: Parts, data: OfflineRequest, connection: Connection, now: datetime) -> Known | None:
    """The person; a card that no rule accepts does not take the number away that somebody holds."""
    try:
        return parts.people.register(connection, data.document, data.phone, parts.today(), now)
    except Refused as refusal:
        _log.info("a number given without the server keeps nobody's name: %s", refusal.code)
        return None


def _principal(parts: Parts, data: OfflineRequest, connection: Connection, now: datetime) -> PersonId | None:
    """In whose place the holder of the card came; nobody's, when that number cannot be."""
    if data.principal is None:
        return None
    try:
        return parts.people.register_principal(connection, data.principal, parts.today(), now)
    except Refused as refusal:
        _log.info("a number given without the server keeps nobody's principal: %s", refusal.code)
        return None


def _unseen(connection: Connection, key: str | None, caller: Caller, now: datetime) -> TicketId | None:
    """The ticket that the same wish got before, if it got one; a wish still on its way gets none any more."""
    answer = idempotency.settle(connection, key, caller.actor, now) if key is not None else None
    ticket = msgspec.json.decode(answer, type=Done).ticket if answer is not None else None
    return ticket.id if ticket is not None else None
