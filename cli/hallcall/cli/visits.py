"""``hallcall recall-me``, ``defer``, ``change``: what the hall does for a visitor who stands there."""

from __future__ import annotations

import sys
from typing import Annotated, Any, TypeAlias

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.terms import ItemCode

NumberArgument: TypeAlias = "Annotated[str, Parameter(help=say('visits-option-number'))]"


def recall_me(number: NumberArgument, /, *, data: DataOption = DATA) -> int:
    """Let a visitor back into the line whose number was passed."""
    return _do(data, number, "ticket.recall_me", {}, done="visits-back", again="visits-waits")


def defer(
    number: NumberArgument,
    /,
    *,
    by: Annotated[int, Parameter(help=say("visits-option-by"))],
    data: DataOption = DATA,
) -> int:
    """Let others go before a waiting number."""
    return _do(data, number, "ticket.defer", {"by": by}, done="visits-deferred", again="visits-deferred")


def change(
    number: NumberArgument,
    /,
    *,
    item: Annotated[str, Parameter(help=say("visits-option-item"))],
    reason: Annotated[str, Parameter(help=say("visits-option-reason"))],
    data: DataOption = DATA,
) -> int:
    """Change the item of a number that was taken for the wrong one."""
    from hallcall.config import hall_from_document

    hall = hall_from_document(ask_server(data, "/v1/hall", None, method="GET"))
    found = hall.item_by_code.get(ItemCode(item.upper())) or hall.item_by_code.get(ItemCode(item))
    if found is None:
        print(say("cli-item-unknown", code=item), file=sys.stderr)
        return 2
    fields = {"to_queue": found.queue, "to_item": found.code, "reason": reason}
    return _do(data, number, "ticket.transfer", fields, done="visits-changed", again="visits-changed")


def _do(data: DataOption, number: str, command: str, fields: dict[str, Any], *, done: str, again: str) -> int:
    try:
        answer = _send(data, command, {"ticket": ticket_of(data, number.upper()), **fields})
    except Refused as refusal:
        return _refused(refusal)
    ticket = answer["ticket"]
    print(say(again if answer["repeated"] else done, number=ticket["number"], ahead=answer["ahead"] or 0))
    return 0


def _send(data: DataOption, command: str, body: dict[str, Any]) -> dict[str, Any]:
    from ulid import ULID

    return ask_server(data, f"/v1/commands/{command}", body, key=str(ULID()))


def _refused(refusal: Refused) -> int:
    print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
    return 1


def ticket_of(data: DataOption, number: str) -> str:
    """The id of a number that is there; of one sent on, that of its present stay.

    Raises:
        Refused: ``ticket.unknown``.
    """
    snapshot = ask_server(data, "/v1/snapshot", None, method="GET")
    found = next((ticket["id"] for ticket in snapshot["tickets"] if ticket["number"] == number), None)
    if found is None:
        raise Refused("ticket.unknown", ticket=number)
    return found
