"""``hallcall take``: give a number by hand, as a guide does for somebody who cannot use a kiosk."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.language import language, say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.languages import Language
from hallcall.core.priority import ClassReason, PriorityClass

GIVEN, AT_THE_CAP = 0, 4
_CAPS = frozenset({"queue.daily_cap", "ticket.daily_cap"})


def take(  # noqa: PLR0913 - one parameter an option of the command
    *,
    items: Annotated[str, Parameter(name=["--item", "--items"], help=say("cli-option-take-items"))],
    document: Annotated[str, Parameter(name="--id", help=say("cli-option-take-id"))] = "",
    principal: Annotated[str, Parameter(name="--for", help=say("cli-option-take-for"))] = "",
    as_class: Annotated[PriorityClass | None, Parameter(name="--class", help=say("cli-option-take-class"))] = None,
    reason: Annotated[ClassReason | None, Parameter(help=say("cli-option-take-reason"))] = None,
    note: Annotated[str, Parameter(help=say("cli-option-take-note"))] = "",
    quantity: Annotated[int, Parameter(name="--qty", help=say("cli-option-take-qty"))] = 1,
    speak: Annotated[Language, Parameter(help=say("cli-option-take-speak"))] = Language.ZH,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
    data: DataOption = DATA,
) -> int:
    """Ask the running server for a number. Exit code 4 when all numbers of the day are given."""
    from hallcall.client.requests import new_key

    item, *more = [part.strip() for part in items.split(",")]
    body: dict[str, Any] = {
        "item": item,
        "more": more,
        "document": _document(document),
        "as_class": as_class,
        "reason": reason,
        "note": note,
        "language": speak,
        "quantity": quantity,
        "principal": principal or None,
    }
    try:
        answer = ask_server(data, "/v1/commands/ticket.issue", body, key=new_key())
    except Refused as refusal:
        if refusal.code not in _CAPS:
            raise
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return AT_THE_CAP
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _tell(answer, speak)
        _print_route(data, answer["ticket"])
    return GIVEN


def _tell(answer: dict[str, Any], speak: Language) -> None:
    ticket = answer["ticket"]
    kind = say(f"class-{ticket['priority']}")
    print(say("take-held" if answer["repeated"] else "take-done", number=ticket["number"], kind=kind))
    if answer["ahead"] is not None:
        print(say("take-ahead", count=answer["ahead"]))
    if (wait := answer["wait"]) is not None:
        print(say("take-wait", low=wait["low_min"], high=wait["high_min"]))
    if answer["language_spoken"] is False:
        print(say("take-not-spoken", language=say(f"language-{speak.value}")))


def _print_route(data: Path, ticket: dict[str, Any]) -> None:
    """Where one number for several items leads, stay by stay."""
    if not (ticket["together"] or ticket["then"]):
        return
    from hallcall.config import hall_from_document

    hall = hall_from_document(ask_server(data, "/v1/hall", None, method="GET"))
    first = (ticket["queue"], [ticket["item"], *ticket["together"]])
    stays = [first, *((stay["queue"], stay["items"]) for stay in ticket["then"])]
    for place, (queue, codes) in enumerate(stays, start=1):
        zone = hall.zone_by_id[hall.queue_by_prefix[queue].zone]
        names = ", ".join(hall.item_by_code[code].name.full(language()) for code in codes)
        print(say("visits-stay", place=place, floor=zone.floor, zone=zone.id, items=names))


def _document(number: str) -> dict[str, Any] | None:
    """A number that was typed; what card it is on, the server finds out by itself."""
    if not number:
        return None
    return {"kind": "resident", "number": number, "name": "", "verified": False}
