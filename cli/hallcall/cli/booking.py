"""``hallcall slots``, ``book``, ``rebook``, ``cancel``, ``checkin``, ``strikes``: appointments at the help desk.

Asked of the running server as its local administrator. A number that is given as ``ask`` is asked for, so that it
stands in no history of a shell.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption, ask_server, hall_zone
from hallcall.core.identity import parse_document_number

_COLOURS = {"free": "\x1b[32m", "part": "\x1b[33m", "full": "\x1b[31m"}
ASK = "ask"
"""Instead of a document number."""
_PLAIN = "\x1b[0m"
IdOption = Annotated[str, Parameter(name="--id", help=say("booking-option-id"))]


def slots(
    *,
    queue: Annotated[str, Parameter(help=say("booking-option-queue"))],
    day: Annotated[str, Parameter(name="--date", help=say("booking-option-date"))] = "",
    data: DataOption = DATA,
) -> int:
    """Show how full the slots of a queue are, and why they have so many places."""
    wanted = _day(day)
    if day and wanted is None:
        return _fail(say("booking-time", value=day))
    path = f"/v1/slots?queue={queue}" + (f"&day={wanted}" if wanted else "")
    answer = ask_server(data, path, None, method="GET")
    if answer["closure"] is not None:
        reason = say("closure-reason", reason=answer["closure"]["reason"])
        print(say("booking-queue-closed", queue=queue, reason=reason))
    if not answer["slots"]:
        print(say("booking-no-slots", queue=queue, day=answer["day"]))
    zone = hall_zone(data)
    for capacity, some in groupby(answer["slots"], key=lambda one: one["slot"]["capacity"]):
        print(_explained(queue, answer["day"], capacity))
        for one in some:
            print(_line(one, zone))
    return 0


def book(
    *,
    item: Annotated[str, Parameter(help=say("booking-option-item"))],
    number: IdOption,
    slot: Annotated[str, Parameter(help=say("booking-option-slot"))] = "",
    now: Annotated[bool, Parameter(help=say("booking-option-now"), negative="")] = False,
    partner: Annotated[str, Parameter(help=say("booking-option-partner"))] = "",
    phone: Annotated[str, Parameter(help=say("booking-option-phone"))] = "",
    wait: Annotated[bool, Parameter(help=say("booking-option-wait"), negative="")] = False,
    data: DataOption = DATA,
) -> int:
    """Book a slot, or with ``--now`` the next one that is free."""
    if bool(slot) == now:
        return _fail(say("booking-slot-or-now"))
    start = _moment(slot, hall_zone(data)) if slot else None
    if slot and start is None:
        return _fail(say("booking-time", value=slot))
    body = {
        "item": item,
        "document": document_body(number),
        "partner": document_body(partner) if partner else None,
        "phone": phone or None,
        "slot": start.isoformat() if start is not None else None,
        "or_wait": wait,
    }
    booking = _do(data, "booking.make", body)["booking"]
    print(_told("booking-made", booking, hall_zone(data)) if booking is not None else say("booking-waits"))
    return 0


def rebook(
    code: Annotated[str, Parameter(help=say("booking-option-code"))],
    *,
    slot: Annotated[str, Parameter(help=say("booking-option-slot"))],
    data: DataOption = DATA,
) -> int:
    """Move a booking to another slot."""
    zone = hall_zone(data)
    start = _moment(slot, zone)
    if start is None:
        return _fail(say("booking-time", value=slot))
    booking = _do(data, "booking.change", {"code": code, "slot": start.isoformat()})["booking"]
    print(_told("booking-made", booking, zone))
    return 0


def cancel(
    code: Annotated[str, Parameter(help=say("booking-option-code"))],
    *,
    by_hall: Annotated[bool, Parameter(help=say("booking-option-by-hall"), negative="")] = False,
    data: DataOption = DATA,
) -> int:
    """Give a booking up; its place is free at once."""
    booking = _do(data, "booking.cancel", {"code": code, "by_hall": by_hall})["booking"]
    print(_told("booking-cancelled", booking, hall_zone(data)))
    return 0


def check_in(
    code: Annotated[str, Parameter(help=say("booking-option-code"))] = "",
    *,
    number: IdOption = "",
    override: Annotated[str, Parameter(help=say("booking-option-override"))] = "",
    data: DataOption = DATA,
) -> int:
    """Somebody with a booking is here: give the number, or wait for the partner."""
    body = {"code": code, "document": document_body(number) if number else None, "override": override}
    answer = _do(data, "booking.check_in", body)
    if answer["ticket"] is None:
        print(say("booking-partner"))
    else:
        kind = "booked" if answer["ticket"]["booked_for"] else "walk_in"
        print(say("booking-number", number=answer["ticket"]["number"], kind=kind))
    return 0


def strikes(
    *,
    number: IdOption,
    excuse: Annotated[str, Parameter(help=say("booking-option-excuse"))] = "",
    data: DataOption = DATA,
) -> int:
    """Show what is held against somebody, or take it back with a reason."""
    document = document_body(number)
    if excuse:
        _do(data, "booking.excuse", {"reason": excuse, "document": document})
    answer = ask_server(data, "/v1/visitor/strikes", {"document": document})
    zone = hall_zone(data)
    for strike in answer["strikes"]:
        print(say("booking-strike", day=_local(strike["at"], zone)[:10], kind=strike["kind"], code=strike["code"]))
    until = answer["blocked_until"]
    print(
        say("booking-blocked", count=len(answer["strikes"]), until=_local(until, zone)[:10])
        if until
        else say("booking-not-blocked", count=len(answer["strikes"]))
    )
    return 0


def _do(data: Path, name: str, body: dict[str, Any]) -> Any:
    return ask_server(data, f"/v1/commands/{name}", body, key=str(ULID()))


def document_body(number: str) -> dict[str, Any]:
    """A typed number as the server takes it; ``ask`` asks for it.

    Raises:
        Refused: ``identity...``.
    """
    typed = input(say("booking-id-ask")).strip() if number == ASK else number
    parsed = parse_document_number(typed, datetime.now(UTC).date())
    return {"kind": parsed.kind.value, "number": parsed.number, "name": "", "verified": False}


def _local(moment: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(moment).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _explained(queue: str, day: str, capacity: dict[str, Any]) -> str:
    return say(
        "booking-capacity",
        queue=queue,
        day=day,
        places=capacity["places"],
        counters=f"{capacity['counters']:g}",
        slot=f"{capacity['slot_min']:g}",
        mean=f"{capacity['mean_min']:.1f}",
        share=f"{capacity['share']:.0%}",
        kind="ordinary" if capacity["factor"] == 1 else "festival",
        factor=f"{capacity['factor']:g}",
    )


def _line(one: dict[str, Any], zone: ZoneInfo) -> str:
    slot = one["slot"]
    text = say(
        "booking-slot",
        start=_local(slot["start"], zone)[11:],
        end=_local(slot["end"], zone)[11:],
        fill=one["fill"],
        free=one["free"],
        places=slot["capacity"]["places"],
    )
    return f"{_COLOURS[one['fill']]}{text}{_PLAIN}" if sys.stdout.isatty() else text


def _told(message: str, booking: dict[str, Any], zone: ZoneInfo) -> str:
    return say(
        message,
        code=booking["code"],
        start=_local(booking["start"], zone),
        since=_local(booking["check_in_from"], zone)[11:],
        until=_local(booking["check_in_until"], zone)[11:],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A local time, ``2026-11-23T09:30``."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        return None


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
