"""What the hall decides when its database was replaced by a backup: no number on a slip is given a second time.

When the database that was replaced can still be read, it tells how far the numbers had come. Otherwise each queue jumps
over as many as it could have given in the time that nobody knows of, and on to the next full hundred: a jump that
people at the counters notice and understand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from hallcall.core import events as ev
from hallcall.core.commands import KnownNumbers, LeaseId, RecordRestore
from hallcall.core.days import business_day, local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.numbers import format_number
from hallcall.core.places import Queue
from hallcall.core.situation import Outcome, Situation
from hallcall.core.terms import QueuePrefix

PER_HOUR = 100
"""A queue is taken to have given at least so many numbers an hour."""
_ROUND = 100
_STEP = timedelta(minutes=10)
_BOOK = "restored"


def record_restore(at: Situation, command: RecordRestore) -> Outcome:
    """Say where each queue goes on, and which blocks of numbers kiosks may hold."""
    known = command.known
    if known is not None:
        newest = dict(known.newest) if known.day == at.state.day else {}
        numbers = {queue.prefix: newest.get(queue.prefix, 0) for queue in at.hall.queues}
        blocks = _known_blocks(at, known) if known.day == at.state.day else ()
    else:
        per_hour = dict(command.per_hour)
        numbers = {queue.prefix: _behind(at, queue, command.taken_at, per_hour) for queue in at.hall.queues}
        blocks = tuple(_possible_blocks(at, numbers))
    reached = at.state.last_seq
    jumps = tuple((queue, seq) for queue, seq in sorted(numbers.items()) if seq > reached.get(queue, 0))
    return Outcome(events=(ev.HallRestored(backup=command.backup, taken_at=command.taken_at, numbers=jumps), *blocks))


def _behind(at: Situation, queue: Queue, since: datetime, per_hour: Mapping[QueuePrefix, int]) -> int:
    """The last number that the queue may have given; 0 when it was closed."""
    hours = _hours_open(at.hall, queue.prefix, max(since, _day_start(at.hall, at.now)), at.now)
    if not hours:
        return 0
    given = hours * max(per_hour.get(queue.prefix, 0), PER_HOUR)
    reached = max(at.state.last_seq.get(queue.prefix, 0), queue.first_number - 1)
    return -(-(reached + given) // _ROUND) * _ROUND


def _hours_open(hall: Hall, queue: QueuePrefix, since: datetime, now: datetime) -> int:
    """Begun hours in which the queue gave numbers; a clock that was set back counts as one."""
    since, open_for = min(since, now), timedelta()
    moment = since
    while moment <= now:
        if _is_open(hall, queue, local_time(hall, moment)):
            open_for += _STEP
        moment += _STEP
    return -(-open_for // timedelta(hours=1))


def _is_open(hall: Hall, queue: QueuePrefix, local: datetime) -> bool:
    try:
        return hall.is_queue_open(queue, local.date(), local.time())
    except Refused:
        return True  # a year without holidays: rather a jump too many


def _day_start(hall: Hall, now: datetime) -> datetime:
    starts: time = hall.rules.day_starts_at
    return datetime.combine(business_day(hall, now), starts, local_time(hall, now).tzinfo)


def _known_blocks(at: Situation, known: KnownNumbers) -> tuple[ev.NumbersLeased, ...]:
    return tuple(
        ev.NumbersLeased(
            lease=block.lease,
            kiosk=block.kiosk,
            book=block.book,
            queue=block.queue,
            first=block.first,
            last=block.last,
        )
        for block in known.blocks
        if block.lease not in at.state.leases
    )


def _possible_blocks(at: Situation, numbers: Mapping[QueuePrefix, int]) -> list[ev.NumbersLeased]:
    """One block of nobody's for each queue: as long as those that all kiosks may have got since."""
    size = at.hall.rules.offline.block * len(at.hall.kiosks)
    if not size:
        return []
    return [_nobodys(at, queue, numbers[queue.prefix], size) for queue in at.hall.queues if numbers[queue.prefix]]


def _nobodys(at: Situation, queue: Queue, reached: int, size: int) -> ev.NumbersLeased:
    held = [lease.last for lease in at.state.leases.values() if lease.queue == queue.prefix]
    first = max([at.hall.rules.offline.first_number - 1, reached, *held]) + 1
    return ev.NumbersLeased(
        lease=LeaseId(f"{at.state.day}/{_BOOK}/{format_number(queue, first)}"),
        kiosk="",
        book=_BOOK,
        queue=queue.prefix,
        first=first,
        last=first + size - 1,
    )
