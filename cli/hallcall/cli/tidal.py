"""``hallcall tidal convert | back | accept``: let a counter serve another queue for a time (潮汐窗口)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.events import CounterAction

DONE, REFUSED, NOTHING = 0, 1, 2
CounterArgument = Annotated[int, Parameter(help=say("tidal-option-counter"))]
MinutesOption = Annotated[float, Parameter(name="--for", help=say("tidal-option-for"))]
_MINUTES = 60.0


def convert(
    counter: CounterArgument,
    *,
    to: Annotated[str, Parameter(help=say("tidal-option-to"))],
    minutes: MinutesOption = _MINUTES,
    data: DataOption = DATA,
) -> int:
    """Let a counter serve another queue; it goes back by itself."""
    return _convert(counter, to.upper(), minutes, data)


def back(counter: CounterArgument, *, data: DataOption = DATA) -> int:
    """Let a counter serve its own queues again now."""
    answer = _ask(data, "counter.give_back", {"counter": counter})
    if answer is None:
        return REFUSED
    print(say("tidal-same" if answer["repeated"] else "tidal-back", counter=counter))
    return DONE


def accept(
    queue: Annotated[str, Parameter(help=say("tidal-option-queue"))],
    *,
    minutes: MinutesOption = _MINUTES,
    data: DataOption = DATA,
) -> int:
    """Do what is suggested for a queue now; whom to ask, where only its clerk can do it."""
    letter = queue.upper()
    report = ask_server(data, "/v1/report/live", None, method="GET")
    found = next((one for one in report["queues"] if one["queue"] == letter), None)
    suggestion = found["suggestion"] if found is not None else None
    if suggestion is None:
        print(say("tidal-nothing", queue=letter), file=sys.stderr)
        return NOTHING
    if suggestion["action"] == CounterAction.CONVERT:
        return _convert(suggestion["counter"], letter, minutes, data)
    print(say(f"report-advice-{suggestion['action']}", counter=suggestion["counter"]))
    return DONE


def _convert(counter: int, queue: str, minutes: float, data: Path) -> int:
    answer = _ask(data, "counter.convert", {"counter": counter, "queue": queue, "minutes": minutes})
    if answer is None:
        return REFUSED
    print(say("tidal-converted", counter=counter, queue=queue, minutes=f"{minutes:g}"))
    return DONE


def _ask(data: Path, command: str, body: dict[str, Any]) -> Any:
    """The answer; None when it was refused, which is said."""
    try:
        return ask_server(data, f"/v1/commands/{command}", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return None
