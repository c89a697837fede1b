"""Finding a place to send a visitor to: by counter number, queue letter, pinyin initials or a part of its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from hallcall.core.hall import Counter, CounterNumber, Hall, Queue, QueuePrefix


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
    queues = sorted(
        (queue for queue in hall.queues if ranks[queue.prefix] is not None and queue.prefix != own),
        key=lambda queue: ranks[queue.prefix] or 0,
    )
    counters = sorted(
        (counter for counter in hall.counters if _meant(counter, text, ranks)),
        key=lambda counter: (not _starts(counter, text), counter.number),
    )
    places = [Place(queue.prefix) for queue in queues]
    places += [Place(own if own in counter.queues else counter.queues[0], counter.number) for counter in counters]
    if text.isdigit():
        places.sort(key=lambda place: place.counter is None)
    return places


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


def _meant(counter: Counter, text: str, ranks: dict[QueuePrefix, int | None]) -> bool:
    if _starts(counter, text):
        return True
    label = counter.label
    if label is not None and (text in label.zh.lower() or text in label.en.lower() or text in initials(label.zh)):
        return True
    return any(ranks[queue] is not None for queue in counter.queues)


def _starts(counter: Counter, text: str) -> bool:
    return text.isdigit() and str(counter.number).startswith(text)
