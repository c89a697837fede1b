"""``hallcall take`` and ``hallcall cap``: give a number at the desk, and change how many a queue gives today."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import language, say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.identity import parse_document_number

GIVEN, REFUSED, AT_THE_CAP = 0, 1, 4
_CAPS = frozenset({"queue.daily_cap", "ticket.daily_cap"})


def take(
    *,
    items: Annotated[str, Parameter(name=["--item", "--items"], help=say("take-option-items"))],
    person: Annotated[str, Parameter(name="--id", help=say("take-option-id"))] = "",
    data: DataOption = DATA,
) -> int:
    """Take one number at the desk. Exit code 1 when a rule says no, 4 when a day's numbers are all given."""
    item, *more = [part.strip() for part in items.split(",")]
    body: dict[str, Any] = {"item": item, "more": more}
    if person:
        found = parse_document_number(person, datetime.now().astimezone().date())
        body["document"] = {"kind": found.kind.value, "number": found.number}
    try:
        answer = ask_server(data, "/v1/commands/ticket.issue", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return AT_THE_CAP if refusal.code in _CAPS else REFUSED
    ticket, ahead, wait = answer["ticket"], answer["ahead"], answer["wait"]
    said = "visits-held" if answer["repeated"] else "take-number"
    print(say(said, number=ticket["number"], ahead=ahead if ahead is not None else 0))
    if wait is not None:
        print(say("take-wait", low=wait["low_min"], high=wait["high_min"]))
    if ticket["together"] or ticket["then"]:
        _print_route(data, ticket)
    return GIVEN


def _print_route(data: Path, ticket: dict[str, Any]) -> None:
    """Where one number for several items leads, stay by stay."""
    from hallcall.config import hall_from_document

    hall = hall_from_document(ask_server(data, "/v1/hall", None, method="GET"))
    first = (ticket["queue"], [ticket["item"], *ticket["together"]])
    stays = [first, *((stay["queue"], stay["items"]) for stay in ticket["then"])]
    for place, (queue, codes) in enumerate(stays, start=1):
        zone = hall.zone_by_id[hall.queue_by_prefix[queue].zone]
        names = ", ".join(hall.item_by_code[code].name.full(language()) for code in codes)
        print(say("visits-stay", place=place, floor=zone.floor, zone=zone.id, items=names))


def cap(
    *,
    queue: Annotated[str, Parameter(help=say("cap-option-queue"))],
    to: Annotated[int, Parameter(help=say("cap-option-to"))],
    reason: Annotated[str, Parameter(help=say("cap-option-reason"))],
    data: DataOption = DATA,
) -> int:
    """Change for today how many numbers a queue gives to visitors without an appointment."""
    letter = queue.upper()
    body = {"queue": letter, "cap": to, "reason": reason}
    try:
        answer = ask_server(data, "/v1/commands/queue.set_cap", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    print(say("cap-same" if answer["repeated"] else "cap-set", queue=letter, cap=to))
    return GIVEN
