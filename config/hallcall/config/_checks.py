"""What must hold between the parts of a hall: every name that is used exists, and none exists twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from hallcall.config._draft import SECTIONS, Draft
from hallcall.config._schema import Record, nearest
from hallcall.config._tree import Node
from hallcall.core.errors import Finding
from hallcall.core.hot import ON_FIRST_PAGE

_REFERENCES = (
    ("queues", "zone", "zones"),
    ("queues", "calendar", "calendars"),
    ("queues", "express_of", "queues"),
    ("counters", "zone", "zones"),
    ("counters", "queues", "queues"),
    ("items", "department", "departments"),
    ("items", "queue", "queues"),
    ("items", "materials", "materials"),
    ("items", "after", "items"),
    ("packages", "items", "items"),
    ("packages", "conditional", "items"),
    ("walls", "zones", "zones"),
    ("walls", "glass", "glass"),
    ("glass", "zone", "zones"),
    ("glass", "counters", "counters"),
)
"""Section and field that name something, and the section that must have it."""


def check(draft: Draft) -> list[Finding]:
    """Everything that is wrong between the parts that could be read."""
    findings = [*_twice(draft), *_unknown(draft), *_profile(draft), *_unserved(draft), *_places(draft)]
    findings += [*_circles(draft), *_express(draft), *_packages(draft), *_festivals(draft)]
    return [*findings, *_offline(draft), *_holidays(draft), *_special_days(draft)]


def _express(draft: Draft) -> Iterator[Finding]:
    """A queue has one express queue at most, and an express queue has none. Only an express queue takes turns."""
    home = {record.value.prefix: record.value.express_of for record in draft.sections["queues"]}
    taken: set[str] = set()
    for record in draft.sections["queues"]:
        of = record.value.express_of
        if of and (of == record.value.prefix or home.get(of) or of in taken):
            yield record.node.child("express_of").finding("queue.express", id=record.value.prefix, of=of)
        taken.add(of)
        if record.value.express_every == 1 or (record.value.express_every and not of):
            yield record.node.child("express_every").finding("queue.express_every", id=record.value.prefix)


def _twice(draft: Draft) -> Iterator[Finding]:
    for name, (_, identity) in SECTIONS.items():
        first: dict[object, Node] = {}
        for record in draft.sections[name]:
            value = getattr(record.value, identity)
            here = record.node.child(identity)
            if value in first:
                yield here.finding("id.twice", kind=name, id=str(value), first=first[value].place(here))
            first.setdefault(value, here)


def _unknown(draft: Draft) -> Iterator[Finding]:
    for section, attribute, target in _REFERENCES:
        for record in draft.sections[section]:
            used = getattr(record.value, attribute)
            node = record.node.child(attribute)
            for index, name in enumerate(used if isinstance(used, tuple) else (used,) * bool(used)):
                place = node.parts[index] if index < len(node.parts) else node
                yield from _reference(draft, place, target, str(name))
    for record in draft.sections["kiosks"]:
        for key in ("ways", "walks_s"):
            for zone, _ in getattr(record.value, key):
                place = record.node.child(key).child(str(zone))
                yield from _reference(draft, place, "zones", str(zone))


def _reference(draft: Draft, place: Node, target: str, name: str) -> Iterator[Finding]:
    known = draft.declared[target]
    if name not in known:
        suggestion = nearest(name, sorted(known))
        yield place.finding("ref.unknown", kind=target, id=name[:80], suggestion=suggestion)


def _profile(draft: Draft) -> Iterator[Finding]:
    node = draft.root.child("hall")
    timezone = draft.profile.get("timezone")
    if isinstance(timezone, str) and timezone not in available_timezones():
        yield node.child("timezone").finding("hall.timezone", value=timezone[:80])
    hot = draft.profile.get("hot_items")
    if not isinstance(hot, tuple):
        return
    place = node.child("hot_items")
    if len(hot) > ON_FIRST_PAGE:
        yield place.finding("hall.hot_items", found=str(len(hot)), max=str(ON_FIRST_PAGE))
    for index, code in enumerate(hot):
        yield from _reference(draft, place.parts[index], "items", str(code))


def _unserved(draft: Draft) -> Iterator[Finding]:
    served = {prefix for record in draft.sections["counters"] for prefix in record.value.queues}
    for record in draft.sections["queues"]:
        if record.value.prefix not in served:
            yield record.node.child("prefix").finding("queue.unserved", id=record.value.prefix)


def _circles(draft: Draft) -> Iterator[Finding]:
    """No item comes before itself, also not by way of others."""
    after = {record.value.code: record.value.after for record in draft.sections["items"]}
    for record in draft.sections["items"]:
        reached, ahead = set[str](), [*record.value.after]
        while ahead:
            code = ahead.pop()
            if code not in reached:
                reached.add(code)
                ahead += after.get(code, ())
        if record.value.code in reached:
            yield record.node.child("after").finding("item.circle", id=record.value.code)


def _packages(draft: Draft) -> Iterator[Finding]:
    """What is conditional in a package is in it."""
    for record in draft.sections["packages"]:
        for index, code in enumerate(record.value.conditional):
            if code not in record.value.items:
                place = record.node.child("conditional").parts[index]
                yield place.finding("package.conditional", id=record.value.code, item=code)


def _offline(draft: Draft) -> Iterator[Finding]:
    """Ordinary numbers, those of printed sheets and those of kiosks stand in this order."""
    rules = draft.rules.offline
    if rules.paper_first > rules.first_number:
        place = draft.root.child("rules").child("offline").child("paper_first")
        yield place.finding("offline.order", paper=str(rules.paper_first), kiosks=str(rules.first_number))
    for record in draft.sections["queues"]:
        first = record.value.first_number
        if first >= rules.paper_first:
            place = record.node.child("first_number")
            yield place.finding("queue.first_number", first=str(first), paper=str(rules.paper_first))


def _places(draft: Draft) -> Iterator[Finding]:
    """Kiosks and walls stand on floors that exist; a queue's counters stand on the floor of its zone."""
    floor_of = {record.value.id: record.value.floor for record in draft.sections["zones"]}
    floors = set(floor_of.values())
    zone_of = {record.value.prefix: record.value.zone for record in draft.sections["queues"]}
    for record in draft.sections["kiosks"]:
        if floors and record.value.floor not in floors:
            yield record.node.child("floor").finding("floor.unknown", floor=str(record.value.floor))
    for record in draft.sections["walls"]:
        for floor in record.value.floors:
            if floors and floor not in floors:
                yield record.node.child("floors").finding("floor.unknown", floor=str(floor))
        seams = record.value.seams
        if seams and (len(seams) != 2 or seams[0] >= seams[1]):
            yield record.node.child("seams").finding("wall.seams")
    for record in draft.sections["counters"]:
        yield from _counter_floor(record, floor_of, zone_of)


def _counter_floor(record: Record[Any], floor_of: dict[str, int], zone_of: dict[str, str]) -> Iterator[Finding]:
    own = floor_of.get(record.value.zone)
    for prefix in record.value.queues:
        other = floor_of.get(zone_of.get(prefix, ""))
        if own is not None and other is not None and own != other:
            place = record.node.child("zone")
            yield place.finding(
                "counter.floor", id=str(record.value.number), queue=prefix, own=str(own), other=str(other)
            )


def _holidays(draft: Draft) -> Iterator[Finding]:
    for record in draft.sections["holidays"]:
        year = record.value
        off = {first + timedelta(days=n) for first, last in year.off for n in range((last - first).days + 1)}
        for day in sorted(off | year.work):
            if day.year != year.year:
                yield record.node.finding("holiday.year", day=day.isoformat(), year=str(year.year))
        for day in sorted(year.work):
            place = record.node.child("work")
            if day in off:
                yield place.finding("holiday.both", day=day.isoformat())
            elif day.weekday() < 5:
                yield place.finding("holiday.weekday", day=day.isoformat())


def _special_days(draft: Draft) -> Iterator[Finding]:
    """A special day says exactly once which day it means."""
    for record in draft.sections["calendars"]:
        for index, day in enumerate(record.value.special):
            if sum(one is not None for one in (day.month_day, day.day, day.rule)) != 1:
                yield record.node.child("special").parts[index].finding("calendar.special", name=day.name)


def _festivals(draft: Draft) -> Iterator[Finding]:
    """A festival says exactly once which day it means, and names queues that exist."""
    place = draft.root.child("rules").child("booking").child("festivals")
    for index, day in enumerate(draft.rules.booking.festivals):
        node = place.parts[index]
        if (day.month_day is None) == (day.day is None):
            yield node.finding("booking.festival", name=day.name)
        for at, queue in enumerate(day.queues):
            yield from _reference(draft, node.child("queues").parts[at], "queues", queue)
