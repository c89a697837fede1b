"""``hallcall take``: give a number by hand, as a guide does for somebody who cannot use a kiosk."""

from __future__ import annotations

import json
from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.classes import ClassReason, PriorityClass
from hallcall.core.languages import Language


def take(  # noqa: PLR0913 - one parameter an option of the command
    *,
    item: Annotated[str, Parameter(help=say("cli-option-take-item"))],
    document: Annotated[str, Parameter(name="--id", help=say("cli-option-take-id"))] = "",
    principal: Annotated[str, Parameter(name="--for", help=say("cli-option-take-for"))] = "",
    as_class: Annotated[PriorityClass | None, Parameter(name="--class", help=say("cli-option-take-class"))] = None,
    reason: Annotated[ClassReason | None, Parameter(help=say("cli-option-take-reason"))] = None,
    note: Annotated[str, Parameter(help=say("cli-option-take-note"))] = "",
    quantity: Annotated[int, Parameter(name="--qty", help=say("cli-option-take-qty"))] = 1,
    speak: Annotated[Language, Parameter(help=say("cli-option-take-speak"))] = Language.ZH,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
    data: DataOption = DATA,
) -> None:
    """Ask the running server for a number."""
    from hallcall.client.requests import new_key

    body: dict[str, Any] = {
        "item": item,
        "document": _document(document),
        "as_class": as_class,
        "reason": reason,
        "note": note,
        "language": speak,
        "quantity": quantity,
        "principal": principal or None,
    }
    answer = ask_server(data, "/v1/commands/ticket.issue", body, key=new_key())
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    ticket = answer["ticket"]
    kind = say(f"class-{ticket['priority']}")
    print(say("take-held" if answer["repeated"] else "take-done", number=ticket["number"], kind=kind))
    if answer["ahead"] is not None:
        print(say("take-ahead", count=answer["ahead"]))
    if answer["language_spoken"] is False:
        print(say("take-not-spoken", language=say(f"language-{speak.value}")))


def _document(number: str) -> dict[str, Any] | None:
    """A number that was typed; what card it is on, the server finds out by itself."""
    if not number:
        return None
    return {"kind": "resident", "number": number, "name": "", "verified": False}
