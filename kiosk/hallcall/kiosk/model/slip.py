"""The slip: what it says and in which order. Chinese first, English where the visitor has to act on it.

It never carries a name, and of the document number only two characters at each end, so that a lost slip tells
nobody whose it was. What stands here is text: drivers decide how to put it on paper.

Source: content of hall tickets as vendors print it; sizes in dots of 1/8 mm from the design of the 80 mm slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallcall.assets import Texts, load_texts
from hallcall.core.catalogue import ServiceItem
from hallcall.core.days import local_time
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.masking import mask_number
from hallcall.core.route import merged_materials
from hallcall.core.rules import PassRule
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import Visit
from hallcall.hal.document import (
    BODY,
    Align,
    Block,
    Cell,
    Columns,
    Cut,
    Gap,
    Line,
    Qr,
    Row,
    Rule,
    RuleStyle,
    Slip,
    Span,
    Text,
)
from hallcall.kiosk.model.places import Place, place_of

__all__ = ["PAPER_58_DOTS", "PAPER_80_DOTS", "SlipFacts", "build_slip", "slip_number_mask"]

PAPER_80_DOTS = 576
"""Printable width of 80 mm paper."""
PAPER_58_DOTS = 384
"""Printable width of 58 mm paper."""
_SMALL = 22
_TITLE = 30
_ITEM = 36
_NUMBER = 156
_BIG = 40
_MATERIALS_SHOWN = 4
_NUMBER_FITS = 4
"""Characters of a number that fit at full size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """Everything a slip says."""

    hall: Hall
    item: ServiceItem
    stays: tuple[Visit, ...]
    """Where the visitor goes, the present stay first; never empty."""
    leg: int = 1
    """Number of the present stay."""
    number: str
    ahead: int | None
    wait: WaitRange | None
    issued_at: datetime
    """Local time of the hall."""
    serial: int
    """Place in the hall's log; 0 when this kiosk does not know it."""
    kiosk_id: str
    url: str
    """The visitor's own page; empty leaves the code out."""
    masked_document: str
    """Two characters at each end; empty when the visitor showed no document."""
    verified: bool = True
    offline: bool = False
    """Given without the server: nobody knows yet how many are before it."""
    goes_first: bool = False
    """The hall calls this visitor sooner than others who come now."""
    copy: int = 1
    """1 for the first slip; from 2 on it is marked as a reprint."""


def slip_number_mask(document_number: str) -> str:
    """A document number as the slip shows it: ``33**************34``."""
    return mask_number(document_number, head=2, tail=2)


def build_slip(facts: SlipFacts, paper_dots: int = PAPER_80_DOTS) -> Slip:
    """The slip for a ticket.

    Args:
        facts: what it says.
        paper_dots: printable width of the paper.
    """
    zh, en = load_texts("zh-CN"), load_texts("en")
    place = place_of(facts.hall, facts.stays[0].queue, facts.kiosk_id)
    is_narrow = paper_dots < PAPER_80_DOTS
    blocks: list[Block] = [
        *_head(facts, is_narrow=is_narrow),
        *_place(place, zh, en, is_narrow=is_narrow),
        Gap(dots=14),
        *_waiting(facts, zh, en, is_narrow=is_narrow),
        *_route(facts, zh, en),
        Rule(),
        Text(text=zh.text("slip-silent"), size=28, bold=True),
        Text(text=en.text("slip-silent"), size=_SMALL),
        Rule(),
        *_pass_rules(facts.hall, zh, en),
        Gap(dots=16),
        *_scan_and_bring(facts, zh, en),
        Rule(),
        *_foot(facts, zh),
        Gap(dots=24),
        Cut(),
    ]
    return Slip(blocks=tuple(blocks))


def _head(facts: SlipFacts, *, is_narrow: bool) -> list[Block]:
    zh = load_texts("zh-CN")
    base = 112 if is_narrow else _NUMBER
    size = base * min(_NUMBER_FITS, len(facts.number)) // len(facts.number)
    hall_en = facts.hall.name.en
    item, item_en = _subject(facts)
    blocks: list[Block] = []
    if facts.offline:
        blocks.append(Text(text=zh.text("slip-offline"), size=28, bold=True, align=Align.RIGHT))
    if facts.copy > 1:
        blocks.append(Text(text=zh.text("slip-copy", copy=facts.copy), size=28, bold=True, align=Align.RIGHT))
    blocks.append(Text(text=facts.hall.name.zh, size=_TITLE, bold=True, align=Align.CENTRE))
    if hall_en:
        blocks.append(Text(text=hall_en, size=_SMALL, align=Align.CENTRE))
    blocks += [
        Rule(style=RuleStyle.SOLID),
        Text(text=facts.number, size=size, bold=True, align=Align.CENTRE),
        Text(text=item, size=_ITEM, bold=True, align=Align.CENTRE),
    ]
    if item_en:
        blocks.append(Text(text=item_en, size=_SMALL + 2, align=Align.CENTRE))
    blocks.append(Gap(dots=12))
    return blocks


def _subject(facts: SlipFacts) -> tuple[str, str]:
    """What the number is for, in Chinese and English: the item, or how many there are."""
    count = len(_items(facts))
    if count == 1:
        return facts.item.name.zh, facts.item.name.en
    return load_texts("zh-CN").text("plan-title", count=count), load_texts("en").text("plan-title", count=count)


def _items(facts: SlipFacts) -> tuple[ItemCode, ...]:
    return tuple(code for stay in facts.stays for code in stay.items)


def _route(facts: SlipFacts, zh: Texts, en: Texts) -> list[Block]:
    """The stays of a number for several items, with what is done at each."""
    if len(_items(facts)) == 1:
        return []
    last = facts.leg + len(facts.stays) - 1
    blocks: list[Block] = [Rule(), Text(text=zh.text("slip-route", legs=last), size=28, bold=True)]
    for leg, stay in enumerate(facts.stays, start=facts.leg):
        place = place_of(facts.hall, stay.queue, facts.kiosk_id)
        counters = place.counters("zh-CN")
        where = [zh.text("slip-route-stay", floor=place.floor, zone=place.zone)]
        where += [zh.text("slip-counters", counters=counters)] if counters else []
        names = (facts.hall.item_by_code[code].name.zh for code in stay.items if code in facts.hall.item_by_code)
        blocks.append(Text(text=" ".join(where), size=28, bold=True, mark=str(leg)))
        blocks += [Text(text=name, size=26, mark="·") for name in names]
    if len(facts.stays) > 1:
        blocks += [
            Text(text=zh.text("slip-route-after"), size=26),
            Text(text=en.text("slip-route-after"), size=_SMALL),
        ]
    return blocks


def _place(place: Place, zh: Texts, en: Texts, *, is_narrow: bool) -> list[Block]:
    go = (Span(text=zh.text("slip-go"), size=28, bold=True),)
    where = (Span(text=zh.text("slip-place", floor=place.floor, zone=place.zone), size=_BIG, bold=True),)
    where_en = (Span(text=en.text("slip-place", floor=place.floor, zone=place.zone), size=_SMALL + 2),)
    numbers = place.counters("zh-CN")
    counters = (Span(text=zh.text("slip-counters", counters=numbers), size=34, bold=True),) if numbers else ()
    if is_narrow:
        lines = tuple(line for line in (go, where, where_en, counters) if line)
        return [Columns(cells=(Cell(lines=lines),), reverse=True)]
    cells = (Cell(lines=(go, where)), Cell(lines=(where_en, counters)))
    return [Columns(cells=cells, reverse=True)]


def _waiting(facts: SlipFacts, zh: Texts, en: Texts, *, is_narrow: bool) -> list[Block]:
    if facts.offline:
        valid = "slip-offline-valid-first" if facts.goes_first else "slip-offline-valid"
        return [Text(text=zh.text(valid), size=28, bold=True), Text(text=en.text(valid), size=_SMALL)]
    ahead = str(facts.ahead) if facts.ahead is not None else "—"
    people = (Span(text=ahead, size=44, bold=True), Span(text=zh.text("slip-people"), size=28, bold=True))
    if facts.wait is None:
        wait: Line = (Span(text=zh.text("slip-wait-unknown"), size=28, bold=True),)
    else:
        minutes = f"{facts.wait.low_min}–{facts.wait.high_min}"
        wait = (Span(text=minutes, size=44, bold=True), Span(text=zh.text("slip-minutes"), size=28, bold=True))
    resumes = _resumes(facts, zh, en)
    if is_narrow:
        return [
            Row(left=(Span(text=zh.text("slip-ahead"), size=BODY),), right=people),
            Row(left=(Span(text=zh.text("slip-wait"), size=BODY),), right=wait),
            *resumes,
        ]
    return [
        Columns(
            cells=(
                Cell(lines=(_label(zh, en, "slip-ahead"), people), share=5),
                Cell(lines=(_label(zh, en, "slip-wait"), wait), share=6),
            ),
            divided=True,
        ),
        *resumes,
    ]


def _resumes(facts: SlipFacts, zh: Texts, en: Texts) -> list[Block]:
    """When calling goes on, for who takes a number while nobody calls."""
    resumes_at = facts.wait.resumes_at if facts.wait is not None else None
    if resumes_at is None:
        return []
    at = f"{local_time(facts.hall, resumes_at):%H:%M}"
    both = f"{zh.text('slip-resumes', at=at)}  {en.text('slip-resumes', at=at)}"
    return [Text(text=both, size=28, bold=True)]


def _label(zh: Texts, en: Texts, name: str) -> Line:
    return (Span(text=f"{zh.text(name)}  ", size=26), Span(text=en.text(name), size=_SMALL))


def _pass_rules(hall: Hall, zh: Texts, en: Texts) -> list[Block]:
    passing = hall.rules.passing
    minutes = round(passing.return_within_min)
    lines = [zh.text("slip-pass-when", calls=1 + hall.rules.call.repeats)]
    if passing.rule is PassRule.VOID:
        lines.append(zh.text("slip-pass-void"))
        note = en.text("slip-pass-void")
    else:
        lines.append(
            zh.text(f"slip-pass-{passing.rule.value.replace('_', '-')}", minutes=minutes, places=passing.defer_by)
        )
        if 0 < passing.aside_from_pass < passing.max_passes:
            lines.append(zh.text("slip-pass-aside", from_pass=passing.aside_from_pass))
        lines.append(zh.text("slip-pass-limit", passes=passing.max_passes))
        note = en.text("slip-pass-return", minutes=minutes)
    blocks: list[Block] = [Text(text=zh.text("slip-pass-title"), size=28, bold=True)]
    blocks += [Text(text=line, size=26, mark=str(place)) for place, line in enumerate(lines, start=1)]
    blocks.append(Text(text=note, size=_SMALL))
    return blocks


def _scan_and_bring(facts: SlipFacts, zh: Texts, en: Texts) -> list[Block]:
    bring = _materials(facts, zh)
    if not facts.url:
        return list(bring)
    scan = (
        Text(text=zh.text("slip-scan"), size=28, bold=True),
        Text(text=en.text("slip-scan"), size=_SMALL),
        *((Text(text="", size=8),) if bring else ()),
    )
    return [Qr(data=facts.url, beside=(*scan, *bring))]


def _materials(facts: SlipFacts, zh: Texts) -> tuple[Text, ...]:
    known = [code for code in _items(facts) if code in facts.hall.item_by_code]
    materials = [facts.hall.material_by_id[material] for material in merged_materials(facts.hall, known)]
    if not materials:
        return ()
    # What data sharing cannot replace comes first: without it the visit is in vain.
    materials.sort(key=lambda material: material.replaceable_by_data)
    shown = [material.name.zh for material in materials[:_MATERIALS_SHOWN]]
    if len(materials) > len(shown):
        shown[-1] = zh.text("slip-materials-more", name=shown[-1], count=len(materials))
    return (
        Text(text=zh.text("slip-materials"), size=28, bold=True),
        *(Text(text=name, size=26, mark="·") for name in shown),
    )


def _foot(facts: SlipFacts, zh: Texts) -> list[Block]:
    at = facts.issued_at
    kiosk = facts.hall.kiosk_by_id.get(facts.kiosk_id)
    if not facts.masked_document:
        document = zh.text("slip-document-none")
    elif facts.verified:
        document = zh.text("slip-document", number=facts.masked_document)
    else:
        document = zh.text("slip-document-typed", number=facts.masked_document)
    where = [kiosk.label.zh] if kiosk is not None else []
    serial = [zh.text("slip-serial", serial=f"{facts.serial:06d}")] if facts.serial else []
    day = zh.text("slip-day", date=f"{at:%Y-%m-%d}", weekday=at.isoweekday())
    return [
        _foot_row(document, zh.text("slip-time", time=f"{at:%H:%M:%S}")),
        _foot_row(day, " · ".join([*where, *serial])),
        Text(text=zh.text("slip-foot"), size=_SMALL, align=Align.CENTRE),
    ]


def _foot_row(start: str, end: str) -> Row:
    return Row(left=(Span(text=start, size=BODY),), right=(Span(text=end, size=BODY),))
