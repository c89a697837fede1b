"""A table of paper numbers as the commands that enter it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hallcall.cli.language import say
from hallcall.core.days import business_day
from hallcall.core.hall import Hall
from hallcall.core.numbers import format_number
from hallcall.core.terms import ItemCode, QueuePrefix

COLUMNS = ("number", "item", "taken_at", "counter", "started_at", "finished_at")
"""Of the table; the last three are empty while the visitor still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the table."""

    line: int
    queue: QueuePrefix
    day: date
    """Business day on which the number was given."""
    body: dict[str, Any]
    """As ``ticket.record_paper`` takes it."""

    @property
    def is_served(self) -> bool:
        """Whether the visit is over."""
        return self.body["served"] is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCommand:
    """What is sent."""

    line: int
    name: str
    kind: str
    """``waiting``, ``served`` or ``day``."""
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """The same for the same line, so that a table entered twice counts once."""
        said = json.dumps([self.name, self.body], sort_keys=True)
        return f"paper-{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def read_entries(table: str, hall: Hall, today: date) -> tuple[list[Entry], list[str]]:
    """The lines of a table, and what is wrong with it as sentences."""
    rows = list(csv.DictReader(table.splitlines()))
    found = set(rows[0]) if rows else set(next(csv.reader(table.splitlines()), []))
    if not set(COLUMNS) <= found:
        return [], [say("emergency-columns", columns=",".join(COLUMNS))]
    entries: list[Entry] = []
    problems: list[str] = []
    numbers = _numbers(hall)
    for line, row in enumerate(rows, start=2):
        cells = {name: (row[name] or "").strip() for name in COLUMNS}
        try:
            entries.append(_entry(line, cells, hall, numbers, today))
        except _RowError as problem:
            problems.append(say("emergency-row", line=line, problem=str(problem)))
    return entries, problems


def commands_of(entries: Sequence[Entry], today: date) -> Iterator[EntryCommand]:
    """One command for each number of today, one for each queue of an earlier day."""
    for entry in entries:
        if entry.day == today:
            kind = "served" if entry.is_served else "waiting"
            yield EntryCommand(line=entry.line, name="ticket.record_paper", kind=kind, body=entry.body)
    earlier = sorted({(entry.day, entry.queue) for entry in entries if entry.day != today})
    for day, queue in earlier:
        mine = [entry for entry in entries if (entry.day, entry.queue) == (day, queue)]
        body = {
            "day": day.isoformat(),
            "queue": queue,
            "issued": len(mine),
            "served": sum(entry.is_served for entry in mine),
        }
        yield EntryCommand(line=mine[0].line, name="paper.record_day", kind="day", body=body)


class _RowError(Exception):
    """What is wrong with a line, as a sentence."""


def _numbers(hall: Hall) -> dict[str, tuple[QueuePrefix, int]]:
    """Every number that a sheet may have."""
    rules = hall.rules.offline
    return {
        format_number(queue, seq): (queue.prefix, seq)
        for queue in hall.queues
        for seq in range(rules.paper_first, rules.first_number)
    }


def _entry(
    line: int, cells: dict[str, str], hall: Hall, numbers: dict[str, tuple[QueuePrefix, int]], today: date
) -> Entry:
    if cells["number"].upper() not in numbers:
        raise _RowError(say("emergency-no-number", number=cells["number"]))
    queue, seq = numbers[cells["number"].upper()]
    item = hall.item_by_code.get(ItemCode(cells["item"]))
    if item is None or item.queue != queue:
        raise _RowError(say("emergency-other-queue", item=cells["item"], queue=queue))
    taken_at = _moment(cells["taken_at"], hall, today)
    body = {
        "seq": seq,
        "item": item.code,
        "taken_at": taken_at.isoformat(),
        "served": _served(cells, hall, taken_at.date()),
    }
    return Entry(line=line, queue=queue, day=business_day(hall, taken_at), body=body)


def _served(cells: dict[str, str], hall: Hall, day: date) -> dict[str, Any] | None:
    told = [cells[name] for name in ("counter", "started_at", "finished_at")]
    if not any(told):
        return None
    if not all(told) or not cells["counter"].isdecimal():
        raise _RowError(say("emergency-served"))
    return {
        "counter": int(cells["counter"]),
        "started_at": _moment(cells["started_at"], hall, day).isoformat(),
        "finished_at": _moment(cells["finished_at"], hall, day).isoformat(),
    }


def _moment(text: str, hall: Hall, day: date) -> datetime:
    """``09:30`` on ``day``, or with a date; in the hall's own time."""
    zone = ZoneInfo(hall.timezone)
    try:
        if len(text) <= len("09:30:00"):
            return datetime.combine(day, time.fromisoformat(text.zfill(5)), zone)
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        raise _RowError(say("emergency-time", value=text)) from None
