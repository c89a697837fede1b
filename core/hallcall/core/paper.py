"""Decisions about a hall that worked on paper: numbers of printed sheets, entered when the server is back."""

from __future__ import annotations

from datetime import timedelta

from hallcall.core import events as ev
from hallcall.core.commands import PaperVisit, RecordPaper, RecordPaperDay
from hallcall.core.days import business_day
from hallcall.core.errors import Refused
from hallcall.core.leasing import known_item, unused_ticket
from hallcall.core.numbers import format_number
from hallcall.core.situation import Outcome, Situation

PAPER = "PAPER"
"""Stands for the kiosk on a number that was given on paper."""
_FAR_BACK = timedelta(days=2)
"""Certainly not today any more."""


def record_paper(at: Situation, command: RecordPaper) -> Outcome:
    """Take in a number that was given on paper today: it waits from then on, or was served already.

    Raises:
        Refused: ``item.unknown``, ``paper.number`` when no sheet holds that number, ``paper.other_day``,
            ``number.used``, ``counter.unknown``, ``queue.not_served``.
    """
    item = known_item(at.hall, command.item)
    rules = at.hall.rules.offline
    number = format_number(at.hall.queue_by_prefix[item.queue], command.seq)
    if not rules.paper_first <= command.seq < rules.first_number:
        raise Refused("paper.number", number=number)
    taken_at = at.told(command.taken_at, at.now - _FAR_BACK)
    if business_day(at.hall, taken_at) != at.state.day:
        raise Refused("paper.other_day", number=number)
    issued = ev.TicketIssued(
        ticket=unused_ticket(at, at.hall.queue_by_prefix[item.queue], command.seq),
        number=number,
        origin=item.queue,
        seq=command.seq,
        leg=1,
        queue=item.queue,
        item=item.code,
        seniority=taken_at,
        kiosk=PAPER,
        offline=True,
    )
    served = () if command.served is None else (_served(at, issued, command.served),)
    return Outcome(events=(issued, *served), ticket=issued.ticket)


def record_paper_day(at: Situation, command: RecordPaperDay) -> Outcome:
    """Note how many visitors a queue had on paper on a day that is over; none of its numbers waits any more.

    Raises:
        Refused: ``queue.unknown``, ``paper.not_past``, ``number.impossible`` for counts that cannot be.
    """
    if command.queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.queue)
    if at.state.day is None or command.day >= at.state.day:
        raise Refused("paper.not_past")
    if not 0 <= command.served <= command.issued:
        raise Refused("number.impossible", what="served")
    event = ev.PaperDayRecorded(day=command.day, queue=command.queue, issued=command.issued, served=command.served)
    return Outcome(events=(event,))


def _served(at: Situation, issued: ev.TicketIssued, visit: PaperVisit) -> ev.Event:
    if issued.queue not in at.desk(visit.counter).queues:
        raise Refused("queue.not_served", queue=issued.queue)
    started_at = at.told(visit.started_at, issued.seniority)
    return ev.TicketServedOnPaper(
        ticket=issued.ticket,
        counter=visit.counter,
        started_at=started_at,
        finished_at=at.told(visit.finished_at, started_at),
    )
