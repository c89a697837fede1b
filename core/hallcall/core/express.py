"""Express queues: short jobs of a queue wait in a line of their own, so that they need not wait for the long ones.

A queue that names another one in ``express_of`` is the express queue of that. Which items wait in it is found from
their mean service time, and found anew whenever the catalogue changes: an item that has grown long goes back. A visit
that grows long is sent on to the home queue (``ticket.transfer``) and keeps its waiting time.

Who calls from the express queue are counters of its own, those that name it among their queues; or, with
``express_every``, all counters of the home queue: while somebody waits in both, each so many-th call of the two goes to
the express queue and the others to the home queue. Who is due by the bound (``hallcall.core.call_policy``) goes first
in any case, and who is alone waits for no turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall
from hallcall.core.places import Counter, ExpressTurn
from hallcall.core.snapshot import Call
from hallcall.core.terms import Minutes, QueuePrefix


def is_short(item: ServiceItem, under_min: Minutes) -> bool:
    """Whether an item is a short job; what is served by appointment only has its own time."""
    return item.service_mean_min < under_min and not item.appointment_only


def with_express_items(hall: Hall) -> Hall:
    """The hall with each item in the queue to which it belongs: the express queue of its own one, or that itself.

    Counters of a queue that takes turns with its express queue serve both.
    """
    express = {queue.express_of: queue.prefix for queue in hall.queues if queue.express_of}
    if not express:
        return hall
    home = {lane: queue for queue, lane in express.items()}

    def queue_of(item: ServiceItem) -> QueuePrefix:
        own = home.get(item.queue, item.queue)
        return express.get(own, own) if is_short(item, hall.rules.express_under_min) else own

    items = tuple(
        item if (queue := queue_of(item)) == item.queue else replace(item, queue=queue) for item in hall.items
    )
    shared = {turn.home: turn.express for turn in hall.express_turns}
    return replace(hall, items=items, counters=tuple(_with_express(counter, shared) for counter in hall.counters))


def _with_express(counter: Counter, shared: Mapping[QueuePrefix, QueuePrefix]) -> Counter:
    queues: list[QueuePrefix] = []
    for queue in counter.queues:
        queues += [queue, *([shared[queue]] if queue in shared and shared[queue] not in counter.queues else [])]
    return counter if len(queues) == len(counter.queues) else replace(counter, queues=tuple(queues))


def part_of_counter(hall: Hall, counter: Counter, queue: QueuePrefix) -> float:
    """How much of a counter is one of its queue's: an equal part, of which an express queue has its share of calls."""
    turn = next((one for one in hall.express_turns if queue in {one.home, one.express}), None)
    pairs = sum({one.home, one.express} <= {*counter.queues} for one in hall.express_turns)
    part = 1 / (len(counter.queues) - pairs)
    if turn is None or not {turn.home, turn.express} <= {*counter.queues}:
        return part
    return part / turn.every if queue == turn.express else part * (turn.every - 1) / turn.every


class ExpressPlay:
    """Whose turn it is between queues and their express queues, while calls are made or played."""

    def __init__(self, turns: Iterable[ExpressTurn], calls: Collection[Call]) -> None:
        """Begin behind the calls so far, oldest first."""
        self._turns = tuple(turns)
        self._since = {turn.express: calls_since(turn, calls) for turn in self._turns}

    @property
    def has_turns(self) -> bool:
        """Whether any queues take turns at all."""
        return bool(self._turns)

    def out_of_turn(self, waiting: Collection[QueuePrefix]) -> frozenset[QueuePrefix]:
        """Of queues in which somebody waits, those that now leave a call to the other of their pair."""
        return frozenset(
            turn.home if self._since[turn.express] >= turn.every - 1 else turn.express
            for turn in self._turns
            if turn.home in waiting and turn.express in waiting
        )

    def note(self, queue: QueuePrefix) -> None:
        """Somebody was called from a queue."""
        for turn in self._turns:
            if queue == turn.express:
                self._since[queue] = 0
            elif queue == turn.home:
                self._since[turn.express] += 1


def calls_since(turn: ExpressTurn, calls: Collection[Call]) -> int:
    """Calls from the home queue since the last one from the express queue; no more are counted than matter.

    Args:
        turn: the pair.
        calls: of the day, oldest first.
    """
    count = 0
    for call in reversed([*calls]):
        if call.queue == turn.express or count >= turn.every:
            break
        count += call.queue == turn.home
    return count
