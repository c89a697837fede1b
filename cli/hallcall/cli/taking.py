"""``hallcall take`` and ``hallcall cap``: give a number at the desk, and change how many a queue gives today."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.identity import parse_document_number

GIVEN, REFUSED, AT_THE_CAP = 0, 1, 4
_CAPS = frozenset({"queue.daily_cap", "ticket.daily_cap"})


def take(
    *,
    item: Annotated[str, Parameter(help=say("take-option-item"))],
    person: Annotated[str, Parameter(name="--id", help=say("take-option-id"))] = "",
    data: DataOption = DATA,
) -> int:
    """Take a number for somebody at the desk. Exit code 1 when a rule says no, 4 when a day's numbers are all given."""
    body: dict[str, Any] = {"item": item}
    if person:
        found = parse_document_number(person, datetime.now().astimezone().date())
        body["document"] = {"kind": found.kind.value, "number": found.number}
    try:
        answer = ask_server(data, "/v1/commands/ticket.issue", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return AT_THE_CAP if refusal.code in _CAPS else REFUSED
    ahead, wait = answer["ahead"], answer["wait"]
    print(say("take-number", number=answer["ticket"]["number"], ahead=ahead if ahead is not None else 0))
    if wait is not None:
        print(say("take-wait", low=wait["low_min"], high=wait["high_min"]))
    return GIVEN


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
