"""``hallcall recall-me``: what somebody of the hall does for a visitor, by the number on their slip."""

from __future__ import annotations

import sys
from typing import Annotated, Any, TypeAlias

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused

NumberArgument: TypeAlias = "Annotated[str, Parameter(help=say('visits-option-number'))]"


def recall_me(number: NumberArgument, /, *, data: DataOption = DATA) -> int:
    """Let a visitor back into the line whose number was passed."""
    return _do(data, number, "ticket.recall_me", {}, done="visits-back", again="visits-waits")


def _do(data: DataOption, number: str, command: str, fields: dict[str, Any], *, done: str, again: str) -> int:
    from ulid import ULID

    try:
        body = {"ticket": _ticket_of(data, number.upper()), **fields}
        answer = ask_server(data, f"/v1/commands/{command}", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return 1
    ticket = answer["ticket"]
    print(say(again if answer["repeated"] else done, number=ticket["number"], ahead=answer["ahead"] or 0))
    return 0


def _ticket_of(data: DataOption, number: str) -> str:
    """The id of a number that is there; of one sent on, that of its present stay.

    Raises:
        Refused: ``ticket.unknown``.
    """
    snapshot = ask_server(data, "/v1/snapshot", None, method="GET")
    found = next((ticket["id"] for ticket in snapshot["tickets"] if ticket["number"] == number), None)
    if found is None:
        raise Refused("ticket.unknown", ticket=number)
    return found
