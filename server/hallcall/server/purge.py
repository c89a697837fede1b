"""What may be kept no longer is erased, and what must be kept is not.

Each day when a business day begins, and by ``hallcall purge``. A legal hold stops all of it but what is only technical:
one-time codes, sessions, answers to commands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, access, days, idempotency, outbox, people, retention
from hallcall.server.storage.heads import Head
from hallcall.server.storage.retention import Limits

_log = logging.getLogger(__name__)

ANSWERS_KEPT = timedelta(days=7)
"""A sender that was cut off for longer starts over."""
LONG_CLOSED = timedelta(days=40)
"""A hall that was closed for longer, or a clock that is wrong."""
HEADS_KEPT = timedelta(days=7)
"""All signatures under the log; of older days the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """For how many days things are kept.

    Source:
        Cybersecurity Law of the People's Republic of China, article 21: logs are kept for at least six months. Personal
        Information Protection Law, article 19: personal information no longer than its purpose needs.
    """

    phones: int = 30
    """Phone numbers, of people and of messages."""
    events: int = 1095
    tickets: int = 1095
    """With their intervals: the statistics of past years."""
    people: int = 365
    """Since they were last seen."""
    messages: int = 180

    @classmethod
    def of(cls, settings: ServerSettings) -> Self:
        """As the server was told."""
        return cls(
            phones=settings.phone_days,
            events=settings.event_days,
            tickets=settings.ticket_days,
            people=settings.person_days,
            messages=settings.message_days,
        )

    def limits(self, now: datetime) -> Limits:
        """What is over at ``now``."""
        return Limits(
            events=(now - timedelta(days=self.events)).date(),
            tickets=(now - timedelta(days=self.tickets)).date(),
            people=now - timedelta(days=self.people),
            messages=now - timedelta(days=self.messages),
            answers=now - ANSWERS_KEPT,
            heads=now - HEADS_KEPT,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was erased."""

    phones: int
    """Numbers of people."""
    notices: int
    """Numbers on messages already sent or given up."""
    answers: int
    """Answers to commands."""
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    """By table."""
    left: Mapping[str, int] = field(default_factory=dict[str, int])
    """By table, rows that should be gone and are not, at a second look."""
    held_until: datetime | None = None
    """A legal hold kept them."""


class Purge:
    """Erases by the rules of one hall."""

    def __init__(self, kept: Days, signature_of: Callable[[Head], bytes]) -> None:
        """Know the rules.

        Args:
            kept: for how long things are kept.
            signature_of: signs where the log begins afterwards.
        """
        self._days = kept
        self._signature_of = signature_of

    def daily(self, connection: Connection, now: datetime) -> None:
        """Erase, unless the day that begins is so far from the one before that the clock may be wrong."""
        begun = days.days(connection)
        if len(begun) > 1 and begun[-1] - begun[-2] > LONG_CLOSED:
            _log.warning("%s follows %s: nothing is erased before hallcall purge is run", begun[-1], begun[-2])
            return
        self(connection, now, today=now)

    def __call__(self, connection: Connection, now: datetime, *, today: datetime) -> Purged:
        """Erase, and look again.

        Args:
            connection: inside a transaction.
            now: erase phone numbers as if it were then.
            today: the real time; nothing else is erased before its time.
        """
        access.forget_expired(connection, now)
        limits = self._days.limits(min(now, today))
        hold = retention.hold(connection)
        if hold is not None and now < hold.until:
            answers = idempotency.forget(connection, limits.answers)
            left = retention.due(connection, limits)
            return Purged(phones=0, notices=0, answers=answers, left=left, held_until=hold.until)
        phones = people.erase_phones(connection, now)
        notices = outbox.erase_phones(connection, now - timedelta(days=self._days.phones))
        rows = retention.erase(connection, limits, self._signature_of, now)
        return Purged(
            phones=phones,
            notices=notices,
            answers=rows["idempotency"],
            rows=rows,
            left=retention.due(connection, limits),
        )
