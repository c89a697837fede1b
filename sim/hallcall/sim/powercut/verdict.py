"""What a database says after its power was cut, held against what was promised and what really happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from hallcall.core.errors import StorageError
from hallcall.server.storage import Connection, Store, log
from hallcall.sim.plain import first_of, rows_of

_QUICK = "PRAGMA quick_check(1)"
_EVENTS = "SELECT * FROM event ORDER BY seq"
_ANSWERS = "SELECT key, answer FROM idempotency"
_NOTES = "SELECT name FROM meta"
_TICKETS = "SELECT id FROM ticket"
_ISSUED = "SELECT json_extract(data, '$.ticket') FROM event WHERE type = 'ticket.issued'"
_OPEN = "SELECT ticket, state FROM ticket_interval WHERE ended_at IS NULL"
_MESSAGES = "SELECT event_id FROM outbox"


class _Seq(msgspec.Struct):
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that a hall has done, from its database at the end."""

    events: Sequence[tuple[Any, ...]]
    answers: Mapping[str, tuple[int, str]]
    """Place of the last event and the answer, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found in one image."""

    lost: Sequence[str] = ()
    """Keys that were promised and are not there."""
    corrupt: str = ""
    """What is wrong with the database; empty when it is sound."""


def read_truth(path: Path) -> Truth:
    """Read a database that was closed in peace."""
    store = Store(path)
    try:
        with store.reading() as connection:
            answers = {key: (_seq(text), text) for key, text in rows_of(connection, _ANSWERS)}
            return Truth(events=rows_of(connection, _EVENTS), answers=answers)
    finally:
        store.close()


class Judge:
    """Opens one image after the other, as the server opens its database after a power cut."""

    def __init__(self, path: Path, truth: Truth) -> None:
        self._truth = truth
        # One store for all: what SQLAlchemy has prepared once serves every image that stands in the same place.
        self._store = Store(path)

    def judge(self, promised: Collection[str]) -> Verdict:
        """Look at everything in the database that is there now."""
        try:
            self._store.open()
            with self._store.reading() as connection:
                return _look(connection, self._truth, promised)
        except StorageError as error:
            return Verdict(corrupt=error.code)
        finally:
            self._store.close()


def _look(connection: Connection, truth: Truth, promised: Collection[str]) -> Verdict:
    events = rows_of(connection, _EVENTS)
    answers = dict(rows_of(connection, _ANSWERS))
    kept = answers.keys() | first_of(connection, _NOTES)
    return Verdict(
        lost=[key for key in promised if key not in kept], corrupt=_contradiction(connection, truth, events, answers)
    )


def _contradiction(
    connection: Connection, truth: Truth, events: Sequence[tuple[Any, ...]], answers: Mapping[str, str]
) -> str:
    """What does not fit together; empty when everything does: the hall as it was at one moment, nothing half done."""
    state = log.rebuild(connection)
    due = {key: text for key, (seq, text) in truth.answers.items() if seq <= len(events)}
    unseen = {key for key in due.keys() - answers.keys() if not truth.answers[key][0]}
    live = {(ticket.id, ticket.state.value) for ticket in state.tickets.values()}
    ids = {f"{row[1]}-{row[0]}" for row in events}
    fits = {
        "the file is damaged": rows_of(connection, _QUICK) == [("ok",)],
        "the log is another": events == truth.events[: len(events)],
        # Where in time an answer lies that changed nothing cannot be told.
        "log and answers differ": answers == {key: text for key, text in due.items() if key not in unseen},
        "log and tickets differ": first_of(connection, _TICKETS) == first_of(connection, _ISSUED),
        "log and state differ": state.seq == len(events),
        "log and intervals differ": live == set(rows_of(connection, _OPEN)),
        "a message about nothing": first_of(connection, _MESSAGES) <= ids,
    }
    return next((what for what, does_fit in fits.items() if not does_fit), "")


def _seq(answer: str) -> int:
    return msgspec.json.decode(answer, type=_Seq).seq
