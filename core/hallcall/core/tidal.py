"""Decisions about counters that serve another queue for a time (潮汐窗口), and go back by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hallcall.core import events as ev
from hallcall.core.commands import ConvertCounter, GiveBackCounter
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation
from hallcall.core.terms import CounterNumber, QueuePrefix

MOST_MINUTES = 480
"""A working day; who sits elsewhere for longer changes the hall's files."""


def convert_counter(at: Situation, command: ConvertCounter) -> Outcome:
    """Let a counter serve another queue from its next visitor on, or change for how long.

    Raises:
        Refused: ``counter.unknown``, ``queue.unknown``, ``number.impossible`` for minutes that cannot be,
            ``counter.serves_it`` when the queue is one of its own, ``counter.awaited`` while a number waits that only
            this counter may call.
    """
    own = at.hall.counter_by_number.get(command.counter)
    if own is None:
        raise Refused("counter.unknown", counter=command.counter)
    if command.queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.queue)
    if not 0 < command.minutes <= MOST_MINUTES:
        raise Refused("number.impossible", what="minutes")
    if command.queue in own.queues:
        raise Refused("counter.serves_it", counter=command.counter, queue=command.queue)
    if any(ticket.only_counter == command.counter for ticket in at.state.waiting_in(own.queues)):
        raise Refused("counter.awaited", counter=command.counter)
    until = at.now + timedelta(minutes=command.minutes)
    express = tuple(turn.express for turn in at.hall.express_turns if turn.home == command.queue)
    event = ev.CounterConverted(
        counter=command.counter, queue=command.queue, queues=(command.queue, *express), until=until
    )
    return Outcome(events=(event,))


def give_back_counter(at: Situation, command: GiveBackCounter) -> Outcome:
    """Let a counter serve its own queues again; harmless when it does.

    Raises:
        Refused: ``counter.unknown``.
    """
    at.desk(command.counter)
    if command.counter not in at.state.conversions:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(_given_back(at, command.counter),))


def over(at: Situation) -> Iterator[ev.CounterGivenBack]:
    """Counters whose time is over."""
    for number, conversion in sorted(at.state.conversions.items()):
        if at.now >= conversion.until:
            yield _given_back(at, number)


def _given_back(at: Situation, number: CounterNumber) -> ev.CounterGivenBack:
    own = at.hall.counter_by_number.get(number)
    queues: tuple[QueuePrefix, ...] = own.queues if own is not None else ()
    return ev.CounterGivenBack(counter=number, queues=queues)
