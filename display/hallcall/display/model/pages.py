"""Rows on pages: whole zones in letter order, some rows nailed to their place.

A page is a fixed number of slots. Rows that are nailed down keep their slot; the others are laid around them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

PAGE_LIMIT = 4
"""More pages than these take too long to come round again."""

Page: TypeAlias = tuple[str | None, ...]
"""Numbers by slot; None is an empty slot."""
Spot: TypeAlias = tuple[int, int]
"""Page and slot."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A row to be placed. Entries sort as rows stand: by zone, then by call."""

    zone: str
    order: int
    number: str


def arrange(entries: Sequence[Entry], nailed: Mapping[str, Spot], rows: int) -> tuple[Page, ...]:
    """Lay rows on as few pages as whole zones allow.

    A zone larger than a page starts a page of its own and goes on on the next. If whole zones would need more than
    ``PAGE_LIMIT`` pages, zones are split so that every page is full.

    Args:
        entries: all rows of a column.
        nailed: rows that must keep page and slot.
        rows: slots of a page.
    """
    loose = sorted(entry for entry in entries if entry.number not in nailed)
    zone_of = {entry.number: entry.zone for entry in entries}
    frames = _frames(nailed, rows)
    pages = _whole_zones(loose, frames, zone_of, rows)
    if len(pages) > PAGE_LIMIT:
        pages = _dense(loose, frames, rows)
    return tuple(page for page in pages if any(page))


def insert(page: Page, group: Sequence[Entry], placed: Mapping[str, Entry], fixed: Collection[str]) -> Page | None:
    """The page with the rows of one zone put at the end of their zone's group, or None when they do not fit.

    Rows below make room unless they are ``fixed``; then the newcomers take a free slot elsewhere on the page.
    """
    if page.count(None) < len(group):
        return None
    slots = list(page)
    for entry in group:
        _insert_one(slots, entry, {**placed, **{other.number: other for other in group}}, fixed)
    return tuple(slots)


def spots(pages: Sequence[Page]) -> dict[str, Spot]:
    """Where each number stands."""
    return {
        number: (index, slot)
        for index, page in enumerate(pages)
        for slot, number in enumerate(page)
        if number is not None
    }


def _insert_one(slots: list[str | None], entry: Entry, placed: Mapping[str, Entry], fixed: Collection[str]) -> None:
    want = _place_for(slots, entry, placed)
    below = next((slot for slot in range(want, len(slots)) if slots[slot] is None), None)
    if below is not None and not any(number in fixed for number in slots[want:below]):
        slots[want : below + 1] = [entry.number, *slots[want:below]]
        return
    above = next((slot for slot in range(want - 1, -1, -1) if slots[slot] is None), None)
    if above is not None and not any(number in fixed for number in slots[above + 1 : want]):
        slots[above:want] = [*slots[above + 1 : want], entry.number]
        return
    free = below if below is not None else slots.index(None)
    slots[free] = entry.number


def _place_for(slots: Sequence[str | None], entry: Entry, placed: Mapping[str, Entry]) -> int:
    """The slot after the last row of its zone, or after the last row of an earlier zone."""
    entries = [(slot, placed[number]) for slot, number in enumerate(slots) if number is not None]
    same = [slot for slot, other in entries if other.zone == entry.zone]
    if same:
        return same[-1] + 1
    earlier = [slot for slot, other in entries if other.zone < entry.zone]
    return earlier[-1] + 1 if earlier else 0


def _frames(nailed: Mapping[str, Spot], rows: int) -> list[list[str | None]]:
    count = 1 + max((page for page, _ in nailed.values()), default=-1)
    frames: list[list[str | None]] = [[None] * rows for _ in range(count)]
    for number, (page, slot) in nailed.items():
        frames[page][slot] = number
    return frames


def _whole_zones(
    loose: Sequence[Entry], frames: Sequence[Sequence[str | None]], zone_of: Mapping[str, str], rows: int
) -> list[Page]:
    pages = [list(frame) for frame in frames]
    joining: list[list[Entry]] = [[] for _ in frames]
    room = [frame.count(None) for frame in frames]
    at = 0
    for zone, members in groupby(loose, key=lambda entry: entry.zone):
        homes = [index for index, frame in enumerate(frames) if zone in {zone_of.get(number or "") for number in frame}]
        group = list(members)
        for start in range(0, len(group), rows):
            chunk = group[start : start + rows]
            page = next((page for page in (*homes, *range(at, len(pages))) if room[page] >= len(chunk)), None)
            if page is None:
                page = len(pages)
                pages.append([None] * rows)
                joining.append([])
                room.append(rows)
            at = max(at, page)
            joining[page] += chunk
            room[page] -= len(chunk)
    return [_fill(page, sorted(entries)) for page, entries in zip(pages, joining, strict=True)]


def _dense(loose: Sequence[Entry], frames: Sequence[Sequence[str | None]], rows: int) -> list[Page]:
    rest = list(loose)
    pages: list[Page] = []
    while rest or len(pages) < len(frames):
        frame = frames[len(pages)] if len(pages) < len(frames) else [None] * rows
        room = frame.count(None)
        pages.append(_fill(frame, rest[:room]))
        rest = rest[room:]
    return pages


def _fill(frame: Sequence[str | None], entries: Sequence[Entry]) -> Page:
    """Put the rows, in order, into the free slots from the top."""
    waiting = iter(entries)
    slots: list[str | None] = []
    for number in frame:
        entry = next(waiting, None) if number is None else None
        slots.append(entry.number if entry is not None else number)
    return tuple(slots)
