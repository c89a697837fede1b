"""The day so far, kept in a file beside the log: a server that starts again folds only what came afterwards.

The log stays the only truth. What is kept is used when it is whole and ours (a keyed hash), of this program, of the
newest day, and when the log holds, at its place, the very hash that it was kept with; else the day is folded from its
beginning. Nothing waits for this file, and what is wrong with it only costs time.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from hallcall.config import program_mark
from hallcall.core.errors import StorageError
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import PersonId, TicketId, TicketState
from hallcall.server.reading import Reads
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, days, log

_log = logging.getLogger(__name__)

EVERY = 1_000
"""Events between two times it is kept; so many are folded in a twentieth of a second."""
FIRST_LOOK_S = 0.5
"""After a start: one that had much to fold is soon followed by another when a server falls again and again."""
LOOK_S = 20.0
"""How often it is asked whether so many have come: writing thousands of tickets takes the processor from who calls."""
MOST_TICKETS = 5_000
"""Live tickets of a state that is kept: each takes some six microseconds from who calls meanwhile. A hall in which more
wait folds its day when it starts."""
_PURPOSE = "kept-state"
_MAC_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What the file holds."""

    program: bytes
    """Of which program: another may fold otherwise."""
    hash: bytes
    """Of the event at ``live.seq``, which vouches for all before it."""
    live: Snapshot
    ended: dict[TicketId, TicketState]
    last_seq: dict[QueuePrefix, int]
    taken: dict[PersonId, int]
    given: dict[QueuePrefix, int]


class KeptState:
    """One file, for one server."""

    def __init__(self, path: Path, vault: Vault) -> None:
        """Know where it is.

        Args:
            path: a file of our own.
            vault: its key tells what we have written from what somebody else has.
        """
        self._path = path
        self._vault = vault
        self._program = program_mark()
        self._seq = 0
        self._day: date | None = None

    def rebuild(self, connection: Connection) -> HallState:
        """As ``log.rebuild``, from what is kept on."""
        kept = self._usable(connection)
        if kept is not None:
            self._seq, self._day = kept.seq, kept.day
        return log.rebuild(connection, kept)

    async def keep_up(self, reads: Reads, state_now: Callable[[], HallState]) -> None:
        """Keep the state for ever, each time enough has happened.

        Args:
            reads: of the log.
            state_now: the state of the event loop.
        """
        wait_s = FIRST_LOOK_S
        while True:
            await asyncio.sleep(wait_s)
            wait_s = LOOK_S
            state = state_now()
            has_enough = state.seq - self._seq >= EVERY or state.day != self._day
            if not has_enough or len(state.tickets) > MOST_TICKETS:
                continue
            self._seq, self._day = state.seq, state.day
            twin = state.copy()
            # Whatever fails: the next time, after as many events again.
            with suppress(StorageError):
                await reads.run(lambda connection, twin=twin: self.keep(connection, twin))

    def keep(self, connection: Connection, state: HallState) -> None:
        """Write a state whose events are all in the log."""
        hash_ = days.hash_at(connection, state.seq)
        if hash_ is None:
            return
        kept = _Kept(
            program=self._program,
            hash=bytes(hash_),
            live=state.snapshot("", datetime.now(UTC), with_bookings=True),
            ended=state.ended,
            last_seq=state.last_seq,
            taken=state.taken,
            given=state.given,
        )
        body = msgspec.msgpack.encode(kept)
        half = self._path.with_suffix(".half")
        try:
            half.unlink(missing_ok=True)
            with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(self._vault.digest(_PURPOSE, body) + body)
            half.replace(self._path)
        except OSError as error:
            _log.info("the day so far could not be kept: %s", error.strerror)
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def _usable(self, connection: Connection) -> HallState | None:
        """The state that is kept, when it is one of this log and this day."""
        kept = self._read()
        if kept is None or kept.program != self._program:
            return None
        day = days.newest(connection)
        if day is None or kept.live.seq < day.opening.seq:
            return None
        hash_ = days.hash_at(connection, kept.live.seq)
        if hash_ is None or bytes(hash_) != kept.hash:
            return None
        return _state_of(kept)

    def _read(self) -> _Kept | None:
        try:
            content = self._path.read_bytes()
            mac, body = content[:_MAC_BYTES], content[_MAC_BYTES:]
            if not hmac.compare_digest(mac, self._vault.digest(_PURPOSE, body)):
                return None
            return msgspec.msgpack.decode(body, type=_Kept)
        except (OSError, msgspec.DecodeError):
            return None


def _state_of(kept: _Kept) -> HallState:
    state = HallState.from_snapshot(kept.live)
    state.ended, state.last_seq = kept.ended, kept.last_seq
    state.taken, state.given = kept.taken, kept.given
    return state
