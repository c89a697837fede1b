"""``hallcall queue close | open``: stop a queue for now, or let it go on."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server, hall_zone
from hallcall.core.commands import ClosureReason
from hallcall.core.errors import Refused

DONE, REFUSED, CANNOT_READ = 0, 1, 2
QueueOption = Annotated[str, Parameter(help=say("closure-option-queue"))]


def close(
    *,
    queue: QueueOption,
    reason: Annotated[ClosureReason, Parameter(help=say("closure-option-reason"))],
    note: Annotated[str, Parameter(help=say("closure-option-note"))] = "",
    until: Annotated[str, Parameter(help=say("closure-option-until"))] = "",
    data: DataOption = DATA,
) -> int:
    """Close a queue; whoever waits there keeps their number and is told."""
    moment = _today_at(until, data) if until else None
    if until and moment is None:
        print(say("closure-until-wrong"), file=sys.stderr)
        return CANNOT_READ
    body = {
        "queue": queue.upper(),
        "reason": reason.value,
        "note": note,
        "until": moment.isoformat() if moment is not None else None,
    }
    return _tell("queue.close", body, "closure-closed", data)


def open_(*, queue: QueueOption, data: DataOption = DATA) -> int:
    """Let a closed queue go on; whoever has waited is told."""
    return _tell("queue.reopen", {"queue": queue.upper()}, "closure-opened", data)


def _today_at(clock: str, data: Path) -> datetime | None:
    """The moment of today at which the hall's clocks show that; None when it is no time."""
    try:
        at = time.fromisoformat(clock)
    except ValueError:
        return None
    zone = hall_zone(data)
    return datetime.combine(datetime.now(zone).date(), at.replace(tzinfo=None), zone)


def _tell(command: str, body: dict[str, Any], done: str, data: Path) -> int:
    try:
        answer = ask_server(data, f"/v1/commands/{command}", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    queue = body["queue"]
    tickets = ask_server(data, f"/v1/snapshot?queue={queue}", None, method="GET")["tickets"]
    waiting = sum(ticket["state"] == "waiting" for ticket in tickets)
    told = max(len(answer["events"]) - 1, 0)
    print(say("closure-same" if answer["repeated"] else done, queue=queue, waiting=waiting, told=told))
    return DONE
