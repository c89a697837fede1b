"""Values with a form of their own in the files: names, spans of a day, weeks, dates, time limits, ways."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from hallcall.config._limits import SHORT_EN, SHORT_ZH, UNITS, YEARS
from hallcall.config._schema import ABSENT, Absent, Codec, Reader, Writer
from hallcall.config._tree import Kind, Node
from hallcall.core.booking.rules import FestivalDay
from hallcall.core.catalogue import TimeLimit
from hallcall.core.network import HallPlace
from hallcall.core.opening import Calendar, HolidayYear, Span, SpecialDay
from hallcall.core.places import KioskPlace
from hallcall.core.rules import WalkRules
from hallcall.core.terms import Name, Seconds, ZoneId

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LIMIT = re.compile(r"(0|[1-9][0-9]{0,3}) (natural|working)")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_NAME_KEYS = ("zh", "en", "zh_short", "en_short")


def _read_name(reader: Reader, node: Node) -> Name | Absent:
    """A bare text is the Chinese name; a map gives more."""
    if node.kind is not Kind.MAP:
        zh = reader.text(node)
        return ABSENT if isinstance(zh, Absent) else Name(zh=zh)
    reader.only_keys(node, _NAME_KEYS)
    if "zh" not in node.entries:
        return reader.fault(node, "key.missing", name="zh")
    texts = {
        key: reader.text(child, may_be_empty=key != "zh") for key, child in node.entries.items() if key in _NAME_KEYS
    }
    for key, limit in (("zh_short", SHORT_ZH), ("en_short", SHORT_EN)):
        text = texts.get(key, "")
        if isinstance(text, str) and len(text) > limit:
            texts[key] = reader.fault(node.child(key), "value.too_long", max=str(limit))
    if any(isinstance(text, Absent) for text in texts.values()):
        return ABSENT
    return Name(**{key: text for key, text in texts.items() if isinstance(text, str)})


def _write_name(name: Name) -> object:
    more = {key: getattr(name, key) for key in _NAME_KEYS if getattr(name, key)}
    return name.zh if set(more) == {"zh"} else more


def _read_span(reader: Reader, node: Node) -> Span | Absent:
    text = reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    found = _SPAN.fullmatch(text)
    start, end = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
    if not start < end <= 24 * 60:
        return reader.fault(node, "form.span", value=text[:40])
    return Span(start, end)


def _read_time(reader: Reader, node: Node) -> time | Absent:
    text = node.raw if node.kind is Kind.TIME and ":" in node.raw and len(node.raw) == 5 else reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else reader.fault(node, "form.time", value=text[:40])


def _iso_date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day is not None and YEARS[0] <= day <= YEARS[1] else None


def _read_date(reader: Reader, node: Node) -> date | Absent:
    # Where a date is wanted, an unquoted one means the same to every reader.
    text = node.raw if node.kind is Kind.DATE else reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    return _iso_date(text) or reader.fault(node, "form.date", value=text[:40])


def _read_limit(reader: Reader, node: Node) -> TimeLimit | Absent:
    text = reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    found = _LIMIT.fullmatch(text)
    if not found or int(found[1]) > 3650:
        return reader.fault(node, "form.limit", value=text[:40])
    return TimeLimit(n=int(found[1]), unit=UNITS[found[2]])


def _day_numbers(text: str) -> range | None:
    first, _, last = text.partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        return None
    return range(_DAYS.index(first), _DAYS.index(last or first) + 1) or None


def _read_week(reader: Reader, node: Node) -> tuple[tuple[Span, ...], ...] | Absent:
    """``{mon-fri: ["09:00-12:00", "14:00-17:30"], sat: [...]}``; days not named are closed."""
    if not reader.expect(node, Kind.MAP):
        return ABSENT
    week: list[tuple[Span, ...]] = [()] * 7
    sound = True
    named: set[int] = set()
    for key, child in node.entries.items():
        days = _day_numbers(key)
        spans = _read_spans(reader, child)
        if days is None or named & set(days):
            reader.fault(child, "form.days", value=key[:40])
            sound = False
        elif isinstance(spans, Absent):
            sound = False
        else:
            named |= set(days)
            for day in days:
                week[day] = spans
    return tuple(week) if sound else ABSENT


def _read_spans(reader: Reader, node: Node) -> tuple[Span, ...] | Absent:
    """Spans of one day, in order and apart."""
    if not reader.expect(node, Kind.LIST):
        return ABSENT
    read = [_read_span(reader, part) for part in node.parts]
    spans = tuple(span for span in read if isinstance(span, Span))
    if len(spans) != len(read):
        return ABSENT
    for before, after, part in zip(spans, spans[1:], node.parts[1:], strict=False):
        if after.start_min < before.end_min:
            return reader.fault(part, "form.spans_overlap", value=str(after))
    return spans


def _write_week(week: tuple[tuple[Span, ...], ...]) -> object:
    written: dict[str, list[str]] = {}
    start = 0
    for day in range(1, 8):
        if day < 7 and week[day] == week[start]:
            continue
        if week[start]:
            key = _DAYS[start] if day == start + 1 else f"{_DAYS[start]}-{_DAYS[day - 1]}"
            written[key] = [str(span) for span in week[start]]
        start = day
    return written


def _read_month_day(reader: Reader, node: Node) -> tuple[int, int] | Absent | None:
    if node.kind is Kind.NULL:
        return None
    text = reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    found = _MONTH_DAY.fullmatch(text)
    # Year 2000 has a 29 February.
    day = _iso_date(f"2000-{text}") if found else None
    return (day.month, day.day) if day else reader.fault(node, "form.month_day", value=text[:40])


def _read_ways(reader: Reader, node: Node) -> tuple[tuple[ZoneId, Name], ...] | Absent:
    """``{A: {zh: ..., en: ...}}``: the walking order to each zone."""
    if not reader.expect(node, Kind.MAP):
        return ABSENT
    ways = [(ZoneId(zone), _read_name(reader, child)) for zone, child in node.entries.items()]
    good = tuple((zone, way) for zone, way in ways if isinstance(way, Name))
    return good if len(good) == len(ways) else ABSENT


def _read_walks(reader: Reader, node: Node) -> tuple[tuple[ZoneId, Seconds], ...] | Absent:
    """``{A: 20, E: 75}``: seconds of walking to each zone."""
    if not reader.expect(node, Kind.MAP):
        return ABSENT
    walks = [(ZoneId(zone), reader.value(child, float, (WalkRules, "zone_s"))) for zone, child in node.entries.items()]
    return ABSENT if any(seconds is ABSENT for _, seconds in walks) else tuple(walks)


def _read_off(reader: Reader, node: Node) -> tuple[tuple[date, date], ...] | Absent:
    """``["2026-01-01..2026-01-03", "2026-06-19"]``: holidays, first and last day of each."""
    if not reader.expect(node, Kind.LIST):
        return ABSENT
    read = [_read_days(reader, part) for part in node.parts]
    spans = tuple(span for span in read if not isinstance(span, Absent))
    if len(spans) != len(read):
        return ABSENT
    for before, after, part in zip(spans, spans[1:], node.parts[1:], strict=False):
        if after[0] <= before[1]:
            return reader.fault(part, "form.dates_order", value=part.raw)
    return spans


def _read_days(reader: Reader, node: Node) -> tuple[date, date] | Absent:
    text = node.raw if node.kind is Kind.DATE else reader.text(node)
    if isinstance(text, Absent):
        return ABSENT
    first_text, _, last_text = text.partition("..")
    first, last = _iso_date(first_text), _iso_date(last_text or first_text)
    if first is None or last is None or last < first:
        return reader.fault(node, "form.date", value=text[:40])
    return first, last


def _read_work(reader: Reader, node: Node) -> frozenset[date] | Absent:
    days = reader.value(node, tuple[date, ...])
    return ABSENT if isinstance(days, Absent) else frozenset(days)


def _write_off(off: tuple[tuple[date, date], ...]) -> object:
    return [f"{first}..{last}" for first, last in off]


def _write_spans(spans: tuple[Span, ...]) -> object:
    return [str(span) for span in spans]


def _write_walks(walks: tuple[tuple[ZoneId, Seconds], ...]) -> object:
    return {str(zone): seconds for zone, seconds in walks}


def _write_ways(ways: tuple[tuple[ZoneId, Name], ...]) -> object:
    return {str(zone): _write_name(way) for zone, way in ways}


def _write_month_day(month_day: tuple[int, int] | None) -> object:
    return f"{month_day[0]:02}-{month_day[1]:02}" if month_day else None


def _write_work(work: frozenset[date]) -> object:
    return sorted(day.isoformat() for day in work)


def _write_limit(limit: TimeLimit) -> object:
    return f"{limit.n} {limit.unit.value}"


def _write_time(at: time) -> object:
    return at.isoformat("minutes")


TYPES: dict[type, Codec[Any]] = {
    Name: Codec(_read_name, _write_name),
    Span: Codec(_read_span, str),
    TimeLimit: Codec(_read_limit, _write_limit),
    time: Codec(_read_time, _write_time),
    date: Codec(_read_date, str),
}
FIELDS: dict[tuple[type, str], Codec[Any]] = {
    (Calendar, "weekly"): Codec(_read_week, _write_week),
    (HallPlace, "weekly"): Codec(_read_week, _write_week),
    (SpecialDay, "open"): Codec(_read_spans, _write_spans),
    (SpecialDay, "month_day"): Codec(_read_month_day, _write_month_day),
    (FestivalDay, "month_day"): Codec(_read_month_day, _write_month_day),
    (KioskPlace, "ways"): Codec(_read_ways, _write_ways),
    (KioskPlace, "walks_s"): Codec(_read_walks, _write_walks),
    (HolidayYear, "off"): Codec(_read_off, _write_off),
    (HolidayYear, "work"): Codec(_read_work, _write_work),
}


def new_reader() -> Reader:
    """A reader that knows the forms of a hall's files."""
    return Reader(TYPES, FIELDS)


def new_writer() -> Writer:
    """A writer of the forms of a hall's files."""
    return Writer(TYPES, FIELDS)
