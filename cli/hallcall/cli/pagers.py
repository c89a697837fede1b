"""``hallcall pagers`` keeps the base; ``hallcall pager give | back | list`` is what the help desk does with pagers."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.cli.visits import ticket_of
from hallcall.core.errors import Refused

DONE, REFUSED = 0, 1
PagerArgument = Annotated[int, Parameter(help=say("pager-option-pager"))]


def pagers(
    name: Annotated[str, Parameter(help=say("cli-option-pagers"))],
    *,
    given: KeeperOptions,
) -> int:
    """Have pagers vibrate until told to end."""
    from hallcall.display.pagers import PagerKeeper

    return keep(name, given, PagerKeeper, nothing="pager-no-base", role="device")


def give(
    pager: PagerArgument,
    /,
    *,
    number: Annotated[str, Parameter(help=say("visits-option-number"))],
    data: DataOption = DATA,
) -> int:
    """Hand a pager to the holder of a number."""
    try:
        body = {"ticket": ticket_of(data, number.upper()), "pager": pager}
        ask_server(data, "/v1/commands/pager.give", body, key=str(ULID()))
    except Refused as refusal:
        return _refused(refusal)
    print(say("pager-given", pager=pager, number=number.upper()))
    return DONE


def back(pager: PagerArgument, /, *, data: DataOption = DATA) -> int:
    """Take a pager back."""
    try:
        answer = ask_server(data, "/v1/commands/pager.take_back", {"pager": pager}, key=str(ULID()))
    except Refused as refusal:
        return _refused(refusal)
    print(say("pager-not-out" if answer["repeated"] else "pager-back", pager=pager))
    return DONE


def list_(*, data: DataOption = DATA) -> int:
    """Say where every pager of the hall is."""
    from hallcall.config import hall_from_document

    most = hall_from_document(ask_server(data, "/v1/hall", None, method="GET")).rules.pagers
    snapshot = ask_server(data, "/v1/snapshot", None, method="GET")
    numbers = {ticket["id"]: ticket["number"] for ticket in snapshot["tickets"]}
    known = {one["pager"]: one for one in snapshot["pagers"]}
    for pager in range(1, most + 1):
        one = known.get(pager, {"condition": "well", "ticket": None, "given_at": None})
        place = "pager-place-here"
        if one["given_at"] is not None:
            place = "pager-place-out" if one["ticket"] in numbers else "pager-place-gone"
        where = say(place, number=numbers.get(one["ticket"], ""))
        print(say("pager-line", pager=pager, where=where, condition=say(f"pager-condition-{one['condition']}")))
    return DONE


def _refused(refusal: Refused) -> int:
    print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
    return REFUSED
