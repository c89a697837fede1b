"""The slip of an appointment: when, where, its code, what late means, and what to bring, with boxes to tick.

Like the slip of a number it names nobody: the code and the card say whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallcall.assets import Texts, load_texts
from hallcall.client import BookingFacts
from hallcall.core.catalogue import ServiceItem
from hallcall.core.days import local_time
from hallcall.core.hall import Hall
from hallcall.core.positions import geo_uri
from hallcall.hal.document import Align, Block, Cell, Columns, Cut, Gap, Qr, Rule, RuleStyle, Slip, Span, Text
from hallcall.kiosk.model.places import place_of

__all__ = ["BookingSlipFacts", "build_booking_slip"]

_FULL_DOTS = 576
_SMALL = 22
_QUIET = 24
"""Four modules of a printed code. Source: ISO/IEC 18004, quiet zone."""
_BOX = "\u25a1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingSlipFacts:
    """Everything the slip says."""

    hall: Hall
    item: ServiceItem
    booking: BookingFacts
    made_at: datetime
    """Local time."""
    kiosk_id: str
    late_rule: str
    """Name of the sentence that says what happens to who comes late."""


def build_booking_slip(facts: BookingSlipFacts, paper_dots: int = _FULL_DOTS) -> Slip:
    """The slip for an appointment.

    Args:
        facts: what it says.
        paper_dots: printable width of the paper.
    """
    zh, en = load_texts("zh-CN"), load_texts("en")
    is_narrow = paper_dots < _FULL_DOTS
    booking, hall = facts.booking, facts.hall
    since, until = (f"{local_time(hall, at):%H:%M}" for at in (booking.check_in_from, booking.check_in_until))
    blocks: list[Block] = [
        *_head(facts, zh, en, is_narrow=is_narrow),
        *_place(facts, zh, en),
        Gap(dots=14),
        Text(text=zh.text("booked-rule", {"since": since, "until": until}), size=28, bold=True),
        Text(text=zh.text(facts.late_rule, {"since": since, "until": until}), size=26),
        Text(text=en.text("booked-rule", {"since": since, "until": until}), size=_SMALL),
        Rule(),
        *_way(facts, zh, en),
        *_materials(facts, zh),
        Text(
            text=zh.text("booking-slip-change", minutes=hall.rules.booking.cancel_before_min, phone=hall.help_phone),
            size=26,
        ),
        Rule(),
        Text(text=zh.text("booking-slip-made", at=f"{facts.made_at:%Y-%m-%d %H:%M}"), size=_SMALL),
        Gap(dots=24),
        Cut(),
    ]
    return Slip(blocks=tuple(blocks))


def _head(facts: BookingSlipFacts, zh: Texts, en: Texts, *, is_narrow: bool) -> list[Block]:
    start = local_time(facts.hall, facts.booking.start)
    day = zh.text("booking-slip-day", month=start.month, day=start.day, weekday=start.isoweekday())
    blocks: list[Block] = [
        Text(text=facts.hall.name.zh, size=30, bold=True, align=Align.CENTRE),
        Text(text=f"{zh.text('booking-slip-title')}  {en.text('booking-slip-title')}", size=26, align=Align.CENTRE),
        Rule(style=RuleStyle.SOLID),
        Text(text=day, size=44, bold=True, align=Align.CENTRE),
        Text(text=f"{start:%H:%M}", size=96 if is_narrow else 120, bold=True, align=Align.CENTRE),
        Text(text=facts.item.name.zh, size=36, bold=True, align=Align.CENTRE),
    ]
    if facts.item.name.en:
        blocks.append(Text(text=facts.item.name.en, size=_SMALL + 2, align=Align.CENTRE))
    code = zh.text("booked-code", code=facts.booking.code)
    beside = (
        Text(text=code, size=36, bold=True),
        Text(text=zh.text("booking-slip-scan"), size=26),
        Text(text=en.text("booking-slip-scan"), size=_SMALL),
    )
    return [*blocks, _quiet(), Qr(data=facts.booking.code, beside=beside), _quiet()]


def _place(facts: BookingSlipFacts, zh: Texts, en: Texts) -> list[Block]:
    place = place_of(facts.hall, facts.booking.queue, facts.kiosk_id)
    where = {"floor": place.floor, "zone": place.zone}
    lines = (
        (Span(text=zh.text("slip-place", where), size=40, bold=True),),
        (Span(text=en.text("slip-place", where), size=_SMALL + 2),),
    )
    return [Columns(cells=(Cell(lines=lines),), reverse=True)]


def _way(facts: BookingSlipFacts, zh: Texts, en: Texts) -> list[Block]:
    """The hall on the map of a phone; nothing where nobody has said where it is."""
    position = facts.hall.position
    if position is None:
        return []
    beside = (
        Text(text=zh.text("booking-slip-way"), size=28, bold=True),
        Text(text=en.text("booking-slip-way"), size=_SMALL),
    )
    return [_quiet(), Qr(data=geo_uri(position), beside=beside), _quiet(), Rule()]


def _quiet() -> Gap:
    """White above and below a code, so that a camera finds its edge."""
    return Gap(dots=_QUIET)


def _materials(facts: BookingSlipFacts, zh: Texts) -> list[Block]:
    materials = [facts.hall.material_by_id[material] for material in facts.item.materials]
    if not materials:
        return []
    # What data sharing cannot replace comes first: without it the visit is in vain.
    materials.sort(key=lambda material: material.replaceable_by_data)
    return [
        Text(text=zh.text("slip-materials"), size=28, bold=True),
        *(Text(text=material.name.zh, size=26, mark=_BOX) for material in materials),
        Rule(),
    ]
