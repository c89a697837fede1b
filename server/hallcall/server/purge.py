"""What may be kept no longer is erased: phone numbers, old answers, codes and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hallcall.server.storage import Connection, access, idempotency, outbox, people

ANSWERS_KEPT = timedelta(days=7)
"""A sender that was cut off for longer starts over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was erased."""

    phones: int
    """Numbers of people."""
    notices: int
    """Numbers on messages already sent or given up."""
    answers: int
    """Answers to commands."""


def purge(connection: Connection, now: datetime, phone_days: int) -> Purged:
    """Erase all whose time is over at ``now``."""
    access.forget_expired(connection, now)
    return Purged(
        phones=people.erase_phones(connection, now),
        notices=outbox.erase_phones(connection, now - timedelta(days=phone_days)),
        answers=idempotency.forget(connection, now - ANSWERS_KEPT),
    )
