"""Whether the log is what it was: every link, every signature, no gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.errors import StorageError
from hallcall.server.care.signing import Keys
from hallcall.server.storage import Connection, chain, heads
from hallcall.server.storage.heads import Head, Linked


class Flaw(StrEnum):
    """What is wrong at a place of the log."""

    CHANGED = "changed"
    """The event is not the one that was linked, or the link itself was changed."""
    MISSING = "missing"
    """Events are missing from there on, or were put where none should be."""
    REWRITTEN = "rewritten"
    """The links hold, but at this place another past was signed."""
    CUT = "cut"
    """The end is missing: this place was signed, and the log ends before it."""
    SIGNATURE = "signature"
    """A signature for this place is not of the hall's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What looking through the log has found."""

    events: int
    """That were looked at."""
    after: int
    """The place before the first of them; above 0 when older ones were erased in time."""
    last: int
    """The place of the last good event."""
    head: bytes
    """Its hash."""
    signatures: int
    """That were looked at."""
    signed: int
    """The last place that is signed; 0 for none."""
    flaw: Flaw | None = None
    flaw_seq: int = 0
    """The first place at which something is wrong."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return self.flaw is None


def verify_log(connection: Connection, trusted: Sequence[str] = (), kept: Sequence[Head] = ()) -> Verdict:
    """Look through the log of a database.

    Args:
        connection: a reader's.
        trusted: public keys to believe; those that the database names by default, which finds every change of the log
            but not of log, keys and signatures all together.
        kept: signed ends that were taken off the machine before: who forged all of that cannot forge these.
    """
    begin = heads.anchor(connection)
    keys = Keys(trusted or heads.keys(connection))
    if begin is not None and not keys.has_signed(begin):
        return _bad(Flaw.SIGNATURE, begin.seq, after=begin.seq, head=begin.hash)
    after, head = (begin.seq, begin.hash) if begin is not None else (0, chain.START)
    return verify(heads.linked(connection, after), after, head, together(heads.signed(connection), kept), keys)


def verify(events: Iterable[Linked], after: int, head: bytes, signed: Sequence[Head], keys: Keys) -> Verdict:
    """Look through events.

    Args:
        events: oldest first.
        after: the place before the first.
        head: the hash of what stood there.
        signed: signed ends of the log, oldest first, perhaps several of one place; those before ``after`` are passed
            over.
        keys: whose signatures count.
    """
    waiting = [mark for mark in reversed(signed) if mark.seq >= after]
    first, seen = after, 0
    for mark in waiting:
        if not keys.has_signed(mark):
            return _bad(Flaw.SIGNATURE, mark.seq, after=after, head=head)
    if not _agree(waiting, after, head):
        return _bad(Flaw.REWRITTEN, after, after=after, head=head)
    for event in _readable(events):
        if event is None:
            return _bad(Flaw.CHANGED, after + 1, after=first, head=head, events=seen, last=after)
        seq = event.links[0]
        flaw = _flaw(event, after, head)
        if flaw is None and not _agree(waiting, seq, event.hash):
            flaw = Flaw.REWRITTEN
        if flaw is not None:
            at = after + 1 if flaw is Flaw.MISSING else seq
            return _bad(flaw, at, after=first, head=head, events=seen, last=after)
        after, head, seen = seq, event.hash, seen + 1
    if waiting:
        return _bad(Flaw.CUT, after + 1, after=first, head=head, events=seen, last=after)
    return Verdict(
        events=seen,
        after=first,
        last=after,
        head=head,
        signatures=len(signed),
        signed=signed[-1].seq if signed else 0,
    )


def together(signed: Sequence[Head], kept: Sequence[Head]) -> list[Head]:
    """Both, oldest first; what is the same in both once."""
    found = {(mark.seq, mark.hash, mark.signature): mark for mark in (*signed, *kept)}
    return sorted(found.values(), key=lambda mark: mark.seq)


def _agree(waiting: list[Head], seq: int, found: bytes) -> bool:
    """Take the signed ends of a place from the end of ``waiting``; whether all are of what was found there."""
    is_same = True
    while waiting and waiting[-1].seq == seq:
        is_same = waiting.pop().hash == found and is_same
    return is_same


def _readable(events: Iterable[Linked]) -> Iterator[Linked | None]:
    """None for an event that cannot even be read, which is the last."""
    try:
        yield from events
    except StorageError:
        yield None


def _flaw(event: Linked, after: int, head: bytes) -> Flaw | None:
    if event.links[0] != after + 1:
        return Flaw.MISSING
    return None if chain.link(head, event.links) == event.hash else Flaw.CHANGED


def _bad(flaw: Flaw, seq: int, *, after: int, head: bytes, events: int = 0, last: int = 0) -> Verdict:
    return Verdict(
        events=events, after=after, last=last or after, head=head, signatures=0, signed=0, flaw=flaw, flaw_seq=seq
    )
