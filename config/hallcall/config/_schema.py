"""Reads and writes the values of a hall (``hallcall.core.hall`` and what it is made of) by their own type declarations.

A field of the dataclass is a key of the file, so a new field of the hall needs nothing here. Every fault becomes a
:class:`~hallcall.core.errors.Finding`; reading goes on with the next value.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Generic, NewType, TypeVar, cast, get_args, get_origin, get_type_hints

from rapidfuzz import fuzz, process

from hallcall.config._limits import CHOICES, GUIDE_FIELDS, MAX_TEXT, NOT_EMPTY, PATTERNS, RANGES
from hallcall.config._tree import Kind, Node
from hallcall.core.catalogue import ServiceItem
from hallcall.core.errors import Finding

T = TypeVar("T")


class Absent:
    """Stands for a value that could not be read; the finding is already written."""


ABSENT = Absent()

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TRAPS = {
    Kind.BOOL: "trap.bool",
    Kind.INT: "trap.number",
    Kind.FLOAT: "trap.number",
    Kind.ODD_NUMBER: "trap.odd_number",
    Kind.DATE: "trap.date",
    Kind.TIME: "trap.time",
}
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How a value that has a form of its own is read and written."""

    read: Callable[[Reader, Node], T | Absent]
    write: Callable[[T], object]


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """A value with the node it was read from, for checks that must name lines."""

    value: T
    node: Node


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a dataclass in a file."""

    hints: Mapping[str, Any]
    defaults: Mapping[str, object]
    """Fields that may be left out, with their values then."""


@cache
def shape_of(cls: type) -> Shape:
    """The keys of ``cls``; the fields of a service guide are never optional."""
    defaults: dict[str, object] = {}
    for field in dataclasses.fields(cls):
        if cls is ServiceItem and field.name in GUIDE_FIELDS:
            continue
        if field.default is not NO_DEFAULT:
            defaults[field.name] = field.default
        elif field.default_factory is not NO_DEFAULT:
            defaults[field.name] = field.default_factory()
    return Shape(hints=get_type_hints(cls), defaults=defaults)


def nearest(word: str, known: object) -> str:
    """The known word that ``word`` was probably meant to be, or ``none``."""
    found = process.extractOne(word, [str(one) for one in cast("list[str]", known)], scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else "none"


class Reader:
    """Reads nodes into values and collects what is wrong."""

    def __init__(self, types_: Mapping[type, Codec[Any]], fields: Mapping[tuple[type, str], Codec[Any]]) -> None:
        self.findings: list[Finding] = []
        self._types = types_
        self._fields = fields

    def fault(self, node: Node, code: str, **fields: str) -> Absent:
        """Write a finding about ``node``."""
        self.findings.append(node.finding(code, **fields))
        return ABSENT

    def records(self, node: Node, cls: type[T]) -> list[Record[T]]:
        """The values of a list, those that cannot be read left out."""
        if not self.expect(node, Kind.LIST):
            return []
        values = [(self.value(part, cls), part) for part in node.parts]
        return [Record(value, part) for value, part in values if not isinstance(value, Absent)]

    def expect(self, node: Node, kind: Kind) -> bool:
        """Whether ``node`` is of that kind; a finding otherwise."""
        if node.kind is not kind:
            self.fault(node, "type.wanted", wanted=kind.value, found=node.kind.value)
        return node.kind is kind

    def only_keys(self, node: Node, known: object) -> None:
        """A finding for every key that nobody reads, with the key that was probably meant."""
        names = [str(name) for name in cast("list[str]", known)]
        for name, value in node.entries.items():
            if name not in names:
                self.fault(value, "key.unknown", name=name[:80], suggestion=nearest(name[:80], names))

    def value(self, node: Node, tp: Any, owner: tuple[type, str] | None = None) -> Any:
        """The value of ``node`` as ``tp``, or :data:`ABSENT`."""
        if owner is not None and (codec := self._fields.get(owner)) is not None:
            return codec.read(self, node)
        tp = tp.__supertype__ if isinstance(tp, NewType) else tp
        if (codec := self._types.get(tp)) is not None:
            return codec.read(self, node)
        if get_origin(tp) is not None:
            return self._generic(node, tp, owner)
        if isinstance(tp, type) and issubclass(tp, Enum):
            return self._choice(node, tp)
        if dataclasses.is_dataclass(tp):
            return self._dataclass(node, cast("type", tp))
        return self._scalar(node, tp, owner)

    def _generic(self, node: Node, tp: Any, owner: tuple[type, str] | None) -> Any:
        """``X | None``, ``tuple[X, ...]`` or ``frozenset[X]``."""
        origin = get_origin(tp)
        if origin in {tuple, frozenset}:
            return self._many(node, origin, get_args(tp)[0], owner)
        inner = next(arg for arg in get_args(tp) if arg is not type(None))
        return None if node.kind is Kind.NULL else self.value(node, inner, owner)

    def _many(self, node: Node, origin: Any, tp: Any, owner: tuple[type, str] | None) -> Any:
        if not self.expect(node, Kind.LIST):
            return ABSENT
        values = [self.value(part, tp, owner) for part in node.parts]
        if any(value is ABSENT for value in values):
            return ABSENT
        if owner in NOT_EMPTY and not values:
            return self.fault(node, "value.empty")
        if isinstance(tp, NewType) or tp in {str, int}:
            for index, value in enumerate(values):
                if value in values[:index]:
                    return self.fault(node.parts[index], "value.twice", value=str(value))
        return origin(values)

    def _choice(self, node: Node, tp: type[Enum]) -> Any:
        text = self.text(node)
        if isinstance(text, Absent):
            return ABSENT
        choices = [str(one.value) for one in tp]
        if text not in choices:
            return self.fault(node, "value.choice", value=text[:80], choices=", ".join(choices))
        return tp(text)

    def _dataclass(self, node: Node, cls: type) -> Any:
        if not self.expect(node, Kind.MAP):
            return ABSENT
        shape = shape_of(cls)
        self.only_keys(node, list(shape.hints))
        values: dict[str, Any] = {}
        for name, tp in shape.hints.items():
            child = node.entries.get(name)
            if child is not None:
                values[name] = self.value(child, tp, (cls, name))
            elif name not in shape.defaults:
                guide = cls is ServiceItem and name in GUIDE_FIELDS
                values[name] = self.fault(node, "guide.missing" if guide else "key.missing", name=name)
        if any(value is ABSENT for value in values.values()):
            return ABSENT
        return cls(**values)

    def _scalar(self, node: Node, tp: Any, owner: tuple[type, str] | None) -> Any:
        if tp is str:
            may_be_empty = owner is not None and owner[1] in shape_of(owner[0]).defaults and owner not in NOT_EMPTY
            return self.text(node, owner, may_be_empty=may_be_empty)
        if tp is bool:
            return self._truth(node)
        return self._number(node, tp, owner)

    def text(self, node: Node, owner: tuple[type, str] | None = None, *, may_be_empty: bool = False) -> str | Absent:
        """A text that no careless reader could take for anything else."""
        if node.kind not in {Kind.TEXT, Kind.CELL}:
            if code := _TRAPS.get(node.kind):
                return self.fault(node, code, raw=node.raw[:80])
            return self.fault(node, "type.wanted", wanted=Kind.TEXT.value, found=node.kind.value)
        text = node.raw.strip()
        if not text and not may_be_empty:
            guide = owner is not None and owner[0] is ServiceItem and owner[1] in GUIDE_FIELDS
            return (
                self.fault(node, "guide.missing", name=owner[1]) if guide and owner else self.fault(node, "value.empty")
            )
        if len(text) > MAX_TEXT:
            return self.fault(node, "value.too_long", max=str(MAX_TEXT))
        if _CONTROL.search(text):
            return self.fault(node, "value.control")
        return self._formed(node, text, owner)

    def _formed(self, node: Node, text: str, owner: tuple[type, str] | None) -> str | Absent:
        if owner in PATTERNS:
            pattern, form = PATTERNS[owner]
            if not pattern.fullmatch(text):
                return self.fault(node, "value.pattern", value=text[:80], form=form)
        if owner in CHOICES and text not in CHOICES[owner]:
            return self.fault(node, "value.choice", value=text[:80], choices=", ".join(CHOICES[owner]))
        if "|" in text and owner is not None and owner[0] is ServiceItem and owner[1] == "keywords":
            return self.fault(node, "value.list_mark")
        return text

    def _truth(self, node: Node) -> bool | Absent:
        if node.kind is Kind.BOOL and isinstance(node.scalar, bool):
            return node.scalar
        if node.kind is Kind.BOOL:
            return self.fault(node, "trap.truth", raw=node.raw)
        if node.kind is Kind.CELL and node.raw.strip().lower() in {"true", "false"}:
            return node.raw.strip().lower() == "true"
        return self.fault(node, "type.wanted", wanted=Kind.BOOL.value, found=node.kind.value)

    def _number(self, node: Node, tp: Any, owner: tuple[type, str] | None) -> Any:
        raw = node.raw.strip()
        if node.kind in {Kind.ODD_NUMBER, Kind.TIME}:
            return self.fault(node, "trap.odd_number", raw=raw[:80])
        number = _plain_number(node, tp)
        if number is None:
            wanted = Kind.INT if tp is int else Kind.FLOAT
            return self.fault(node, "type.wanted", wanted=wanted.value, found=node.kind.value)
        low, high = RANGES.get(owner, (-math.inf, math.inf)) if owner else (-math.inf, math.inf)
        if not (math.isfinite(number) and low <= number <= high):
            return self.fault(node, "value.range", value=raw[:40], low=f"{low:g}", high=f"{high:g}")
        return number if tp is int else float(number)


def _plain_number(node: Node, tp: Any) -> float | None:
    """The number as it was written, None when there is none of that type."""
    if node.kind is Kind.CELL:
        raw = node.raw.strip()
        pattern = _INT if tp is int else _FLOAT
        return (int(raw) if tp is int else float(raw)) if pattern.fullmatch(raw) else None
    if node.kind is Kind.INT or (node.kind is Kind.FLOAT and tp is float):
        return cast("float", node.scalar)
    return None


class Writer:
    """Writes values in document form: plain maps, lists, texts, numbers and truth values."""

    def __init__(self, types_: Mapping[type, Codec[Any]], fields: Mapping[tuple[type, str], Codec[Any]]) -> None:
        self._types = types_
        self._fields = fields

    def plain(self, value: Any, owner: tuple[type, str] | None = None) -> Any:
        """``value`` in document form; fields that hold their default are left out."""
        if owner is not None and (codec := self._fields.get(owner)) is not None:
            return codec.write(value)
        if (codec := self._types.get(type(value))) is not None:
            return codec.write(value)
        match value:
            case tuple():
                return [self.plain(one) for one in cast("tuple[Any, ...]", value)]
            case frozenset():
                return sorted(cast("frozenset[str]", value))
            case _ if dataclasses.is_dataclass(value):
                return self._dataclass(value)
            case _:
                return value.value if isinstance(value, StrEnum) else value

    def _dataclass(self, value: Any) -> dict[str, Any]:
        cls = type(value)
        shape = shape_of(cls)
        return {
            name: self.plain(getattr(value, name), (cls, name))
            for name in shape.hints
            if name not in shape.defaults or getattr(value, name) != shape.defaults[name]
        }
