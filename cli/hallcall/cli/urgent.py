"""``hallcall report urgent``: every use of the two levels of urgency on a day, with its reason and who did it."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say
from hallcall.cli.reading import reading
from hallcall.cli.server import DATA, DataOption
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.priority import URGENCIES, ClassReason, PriorityClass

if TYPE_CHECKING:
    from hallcall.server.storage.history import ClassChange

DONE, WRONG = 0, 2
_REASONS = frozenset(reason.value for reason in ClassReason)


def urgent(
    *,
    day: Annotated[str, Parameter(help=say("cli-option-urgent-day"))] = "",
    every_class: Annotated[bool, Parameter(name="--all", help=say("cli-option-urgent-all"), negative="")] = False,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
) -> int:
    """List who made a visitor urgent or pressing, when and why; with --all every class that was given by hand."""
    loaded = open_hall(hall)
    from hallcall.server.storage import days, history

    try:
        wanted = date.fromisoformat(day) if day else None
    except ValueError:
        print(say("cli-at-wrong", value=day), file=sys.stderr)
        return WRONG
    with reading(data) as connection:
        newest = days.newest(connection)
        chosen = wanted or (newest.day if newest is not None else None)
        if chosen is None or days.find(connection, chosen) is None:
            raise Refused("day.unknown", day=day)
        changes = history.class_changes(connection, chosen)
    levels = {kind.value for kind in URGENCIES}
    found = [change for change in changes if every_class or levels & {change.priority, change.before}]
    if as_json:
        print(json.dumps([dataclasses.asdict(change) for change in found], ensure_ascii=False, indent=2, default=str))
        return DONE
    for change in found:
        print(_line(loaded, change))
    given = Counter(change.priority for change in found)
    counts = {kind.value: given[kind.value] for kind in URGENCIES}
    print(say("urgent-count", day=chosen.isoformat(), **counts))
    return DONE


def _line(hall: Hall, change: ClassChange) -> str:
    """A use for people. The log may be a forged one: nothing of it may steer the terminal."""
    reason = f"class-reason-{change.reason.replace('_', '-')}"
    line = say(
        "urgent-line",
        at=f"{local_time(hall, change.at):%H:%M:%S}",
        ticket=change.ticket.rpartition("/")[2],
        before=_class(change.before),
        now=_class(change.priority),
        reason=say(reason) if change.reason in _REASONS else change.reason,
        by=f"{change.by} {change.name}".strip() or say("urgent-by-visitor"),
    )
    line = f"{line}  {change.note}" if change.note else line
    return "".join(character if character.isprintable() else "?" for character in line)


def _class(kind: str) -> str:
    return say(f"class-{kind}") if kind in {known.value for known in PriorityClass} else kind
