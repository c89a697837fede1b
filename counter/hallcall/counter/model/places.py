"""Finding a place to send a visitor to: by counter number, queue letter, pinyin initials or a part of its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from hallcall.core.hall import Hall
from hallcall.core.places import Counter, Queue
from hallcall.core.terms import CounterNumber, QueuePrefix


@dataclass(frozen=True, slots=True)
class Place:
    """A queue, or one counter of it."""

    queue: QueuePrefix
    counter: CounterNumber | None = None


@lru_cache(maxsize=1024)
def initials(name: str) -> str:
    """Pinyin initials of a name: 社保医保 -> ``sbyb``."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def find_places(hall: Hall, query: str, own: QueuePrefix) -> list[Place]:
    """Places that ``query`` may mean, best first: queues, then their counters.

    Args:
        hall: the hall's own data.
        query: as typed; empty finds every place.
        own: the queue the visitor comes from, whose counters can be meant but which itself is no new place.
    """
    text = query.strip().lower()
    ranks = {queue.prefix: _rank(hall, queue, text) for queue in hall.queues}
    found: list[tuple[int, Place]] = [
        (rank, Place(queue)) for queue, rank in ranks.items() if rank is not None and queue != own
    ]
    for counter in hall.counters:
        rank = _counter_rank(counter, text, ranks)
        if rank is not None:
            queue = own if own in counter.queues else counter.queues[0]
            found.append((rank, Place(queue, counter.number)))
    # Sorting keeps the order of equals: queues before counters, each by letter or number as in the hall's files.
    return [place for _, place in sorted(found, key=lambda entry: entry[0])]


def _rank(hall: Hall, queue: Queue, text: str) -> int | None:
    """0 is the best match of a queue, None is no match."""
    if not text or text == queue.prefix.lower():
        return 0
    names = (queue.name, hall.zone_by_id[queue.zone].name)
    chinese = [initials(name.zh) for name in names]
    if any(letters.startswith(text) for letters in chinese):
        return 1
    if any(text in letters for letters in chinese):
        return 2
    if any(text in name.zh.lower() or text in name.en.lower() for name in names):
        return 3
    return None


def _counter_rank(counter: Counter, text: str, ranks: dict[QueuePrefix, int | None]) -> int | None:
    if text.isdigit():
        number = str(counter.number)
        return None if not number.startswith(text) else int(number != text)
    label = counter.label
    if label is not None and (text in label.zh.lower() or text in label.en.lower() or text in initials(label.zh)):
        return 2
    return min((rank for queue in counter.queues if (rank := ranks[queue]) is not None), default=None)
