"""From a tree to a hall: reads every section, keeps the lines for the checks, raises all findings at once."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from hallcall.config._forms import new_reader
from hallcall.config._schema import ABSENT, Reader, Record, shape_of
from hallcall.config._tree import Kind, Node, joined
from hallcall.core.catalogue import Department, Material, Package, ServiceItem
from hallcall.core.errors import ConfigError, Finding
from hallcall.core.express import with_express_items
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Holidays, HolidayYear
from hallcall.core.places import Counter, GlassRoom, KioskPlace, Queue, WallPlace, Zone
from hallcall.core.rules import TicketRules

SECTIONS: dict[str, tuple[type, str]] = {
    "zones": (Zone, "id"),
    "departments": (Department, "id"),
    "materials": (Material, "id"),
    "queues": (Queue, "prefix"),
    "counters": (Counter, "number"),
    "items": (ServiceItem, "code"),
    "packages": (Package, "code"),
    "calendars": (Calendar, "id"),
    "kiosks": (KioskPlace, "id"),
    "walls": (WallPlace, "id"),
    "glass": (GlassRoom, "id"),
    "holidays": (HolidayYear, "year"),
}
"""Lists of a hall, what they hold, and the field that names one of them."""
REQUIRED_SECTIONS = ("zones", "departments", "queues", "counters", "items", "calendars")
MAPS = ("hall", "rules")
PROFILE = tuple(name for name in shape_of(Hall).hints if name not in {*SECTIONS, "rules"})
"""Keys of the map ``hall``: whatever the hall is besides its lists and rules."""


@dataclass(slots=True)
class Draft:
    """Everything that could be read, with its lines."""

    root: Node
    profile: dict[str, Any] = field(default_factory=dict[str, Any])
    rules: TicketRules = field(default_factory=TicketRules)
    sections: dict[str, list[Record[Any]]] = field(default_factory=dict[str, "list[Record[Any]]"])
    declared: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Names written in each section, also those of entries that could not be read: they are not unknown."""


def merge(trees: Iterable[Node]) -> tuple[Node, list[Finding]]:
    """One tree of the trees of several files: lists follow each other, a map may be written once."""
    findings: list[Finding] = []
    root: Node | None = None
    for tree in trees:
        if root is None:
            root = Node(kind=Kind.MAP, file=tree.file, line=tree.line, key="")
        if tree.kind is not Kind.MAP:
            findings.append(tree.finding("type.wanted", wanted=Kind.MAP.value, found=tree.kind.value))
            continue
        for name, child in tree.entries.items():
            first = root.entries.get(name)
            if first is None:
                root.entries[name] = copy(child)
            elif first.kind is Kind.LIST and child.kind is Kind.LIST:
                first.parts = [*first.parts, *child.parts]
            else:
                findings.append(child.finding("key.duplicate", name=name, first=first.place(child)))
    return root or Node(kind=Kind.MAP, file="", line=0, key=""), findings


def read_draft(root: Node) -> tuple[Draft, list[Finding]]:
    """Read every section of ``root``."""
    reader = new_reader()
    reader.only_keys(root, [*SECTIONS, *MAPS])
    draft = Draft(root=root, profile=_profile(reader, root))
    if (rules := root.entries.get("rules")) is not None:
        read = reader.value(rules, TicketRules)
        draft.rules = TicketRules() if read is ABSENT else read
    for name, (cls, identity) in SECTIONS.items():
        node = root.entries.get(name)
        if node is None and name in REQUIRED_SECTIONS:
            reader.fault(root, "key.missing", name=name)
        if node is not None and name == "counters":
            node = _expand_counters(reader, node)
        draft.sections[name] = reader.records(node, cls) if node is not None else []
        draft.declared[name] = {part.child(identity).raw.strip() for part in node.parts} if node is not None else set()
    return draft, reader.findings


def build(draft: Draft) -> Hall:
    """The hall of a draft without findings."""
    lists: dict[str, Any] = {
        name: tuple(record.value for record in records) for name, records in draft.sections.items()
    }
    years: tuple[HolidayYear, ...] = lists.pop("holidays")
    holidays = Holidays({year.year: year for year in years})
    return with_express_items(Hall(**draft.profile, **lists, rules=draft.rules, holidays=holidays))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise all findings, in the order of files and lines, if there are any.

    Raises:
        ConfigError: ``config.invalid``.
    """
    ordered = tuple(sorted(set(findings), key=lambda one: (one.file, one.line, one.key, one.code)))
    if ordered:
        raise ConfigError("config.invalid", findings=ordered, count=len(ordered))


def _profile(reader: Reader, root: Node) -> dict[str, Any]:
    node = root.entries.get("hall")
    if node is None:
        reader.fault(root, "key.missing", name="hall")
        return {}
    if not reader.expect(node, Kind.MAP):
        return {}
    shape = shape_of(Hall)
    reader.only_keys(node, PROFILE)
    values: dict[str, Any] = {}
    for name in PROFILE:
        child = node.entries.get(name)
        if child is not None:
            values[name] = reader.value(child, shape.hints[name], (Hall, name))
        elif name not in shape.defaults:
            reader.fault(node, "key.missing", name=name)
    return values


def _expand_counters(reader: Reader, node: Node) -> Node:
    """``numbers: "1-12"`` stands for twelve counters that differ by their number only."""
    if node.kind is not Kind.LIST:
        return node
    wide = copy(node)
    wide.parts = [one for part in node.parts for one in _counters_of(reader, part)]
    return wide


def _counters_of(reader: Reader, part: Node) -> list[Node]:
    span = part.entries.get("numbers")
    if part.kind is not Kind.MAP or span is None:
        return [part]
    first, _, last = span.raw.partition("-")
    numbers = range(0)
    if all(end.isascii() and end.isdigit() and len(end) <= 3 for end in (first, last)) and span.kind is Kind.TEXT:
        numbers = range(int(first), int(last) + 1)
    if not numbers or "number" in part.entries:
        reader.fault(span, "form.numbers", value=span.raw[:40])
        return []
    return [_with_number(part, span, number) for number in numbers]


def _with_number(part: Node, span: Node, number: int) -> Node:
    one = copy(part)
    place = Node(
        kind=Kind.INT, file=span.file, line=span.line, key=joined(part.key, "numbers"), raw=str(number), scalar=number
    )
    one.entries = {name: child for name, child in part.entries.items() if name != "numbers"} | {"number": place}
    return one
