"""``/b/<token>``: a place that is kept for somebody of the waiting list, and the one button that takes it.

Looking takes nothing: programs that look at the addresses in messages must not book. Whoever presses twice, or loads
the answer again, gets the same booking. Nothing on the page says whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from hallcall.assets import load_texts
from hallcall.core.booking.book import Booking, Waiter
from hallcall.core.commands import Command, MakeBooking
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode
from hallcall.server.api.booking import new_code, view_booking
from hallcall.server.offers import find_offer
from hallcall.server.parts import Parts
from hallcall.server.storage import Connection, Once

_ACTOR = "page"
"""Who took the place, in the log."""


class OfferStage(StrEnum):
    """What became of the offer."""

    OPEN = "open"
    BOOKED = "booked"
    REFUSED = "refused"
    """A rule speaks against it: they have booked that day meanwhile."""
    GONE = "gone"
    """Taken, run out, or never made: the page does not tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """One page. Local times."""

    stage: OfferStage
    hall: str
    item: str = ""
    start: datetime | None = None
    since: datetime | None = None
    """Check-in begins."""
    until: datetime | None = None
    """How long the place is kept; once it is booked, the last minute in time."""
    code: str = ""
    floor: int = 0
    zone: str = ""
    materials: tuple[str, ...] = ()
    why: str = ""


def look_at_offer(parts: Parts, token: str, language: str) -> OfferFacts:
    """The page before anybody has pressed."""
    waiter, hall = find_offer(parts.vault, parts.feed.state.bookings, token, parts.clock()), parts.hall
    if waiter is None or waiter.offer is None or waiter.until is None:
        return _gone(hall, language)
    return OfferFacts(
        stage=OfferStage.OPEN,
        hall=hall.name.full(language),
        item=_item_name(hall, waiter.item, language),
        start=local_time(hall, waiter.offer),
        until=local_time(hall, waiter.until),
    )


async def take_offer(parts: Parts, token: str, language: str) -> OfferFacts:
    """Book the place; the same token again gives the same booking."""
    waiter = find_offer(parts.vault, parts.feed.state.bookings, token, parts.clock())
    known = sha256(token.encode()).hexdigest()
    once = Once(key=f"offer-{known[:32]}", actor=_ACTOR, body_hash=parts.vault.digest("offer", token.encode()))
    wish = _wish(waiter) if waiter is not None else None

    def build(_: Connection, __: datetime) -> Command:
        # A key that is known is answered before this is asked: only then may the offer be gone.
        if wish is None:
            raise Refused("booking.unknown")
        return wish

    try:
        done = await parts.writer.ask(once, build)
    except Refused as refusal:
        if refusal.code == "booking.unknown":
            return _gone(parts.hall, language)
        why = load_texts(language).error(refusal.code, refusal.fields)
        return OfferFacts(stage=OfferStage.REFUSED, hall=parts.hall.name.full(language), why=why)
    return _gone(parts.hall, language) if done.booking is None else _booked(parts.hall, done.booking, language)


def _wish(waiter: Waiter) -> MakeBooking:
    return MakeBooking(
        item=waiter.item, people=waiter.people, slot=waiter.offer, code=new_code(), has_phone=waiter.has_phone
    )


def _booked(hall: Hall, booking: Booking, language: str) -> OfferFacts:
    view, item = view_booking(hall, booking), hall.item_by_code.get(booking.item)
    zone = hall.zone_by_id[hall.queue_by_prefix[booking.queue].zone]
    named = () if item is None else (hall.material_by_id[material] for material in item.materials)
    return OfferFacts(
        stage=OfferStage.BOOKED,
        hall=hall.name.full(language),
        item=_item_name(hall, booking.item, language),
        start=local_time(hall, view.start),
        since=local_time(hall, view.check_in_from),
        until=local_time(hall, view.check_in_until),
        code=view.code,
        floor=zone.floor,
        zone=zone.id,
        materials=tuple(material.name.full(language) for material in named),
    )


def _gone(hall: Hall, language: str) -> OfferFacts:
    return OfferFacts(stage=OfferStage.GONE, hall=hall.name.full(language))


def _item_name(hall: Hall, code: ItemCode, language: str) -> str:
    item = hall.item_by_code.get(code)
    return "" if item is None or item.private else item.name.full(language)
