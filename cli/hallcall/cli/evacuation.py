"""``hallcall emergency on | drill | off | status``: have people leave the building, or let them come back."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server, hall_zone
from hallcall.core.errors import Refused

DONE, REFUSED, RUNNING = 0, 1, 3


def on(
    *,
    reason: Annotated[str, Parameter(help=say("emergency-option-reason"))] = "",
    data: DataOption = DATA,
) -> int:
    """Every screen and every pane of glass goes to its agreed state."""
    return _tell("emergency.begin", {"is_drill": False, "reason": reason}, "emergency-is-on", data)


def drill(
    *,
    reason: Annotated[str, Parameter(help=say("emergency-option-reason"))] = "",
    data: DataOption = DATA,
) -> int:
    """As ``on``, and every screen says that it is a drill."""
    return _tell("emergency.begin", {"is_drill": True, "reason": reason}, "emergency-is-drill", data)


def off(
    *,
    reason: Annotated[str, Parameter(help=say("emergency-option-end-reason"))],
    data: DataOption = DATA,
) -> int:
    """The hall goes on where it was."""
    return _tell("emergency.end", {"reason": reason}, "emergency-is-off", data)


def status(*, data: DataOption = DATA) -> int:
    """Say whether people leave the building; the exit code is 0 when they do not, else 3."""
    found = ask_server(data, "/v1/snapshot", None, method="GET").get("emergency")
    if found is None:
        print(say("emergency-none"))
        return DONE
    since = datetime.fromisoformat(found["since"]).astimezone(hall_zone(data))
    message = "emergency-drill-since" if found["is_drill"] else "emergency-since"
    print(say(message, since=f"{since:%Y-%m-%d %H:%M}"))
    return RUNNING


def _tell(command: str, body: dict[str, Any], done: str, data: Path) -> int:
    try:
        ask_server(data, f"/v1/commands/{command}", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    print(say(done))
    return DONE
