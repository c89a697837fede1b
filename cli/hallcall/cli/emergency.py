"""``hallcall emergency``: numbers on paper for a day without power or network, and their entry afterwards."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import ConfigError, Refused
from hallcall.core.terms import QueuePrefix


def paper(
    *,
    hall: HallOption = SAMPLE,
    queue: Annotated[str, Parameter(help=say("cli-option-emergency-queue"))],
    first: Annotated[int, Parameter(name="--from", help=say("cli-option-emergency-from"))] = 1,
    last: Annotated[int, Parameter(name="--to", help=say("cli-option-emergency-to"))] = 35,
    day: Annotated[str, Parameter(help=say("cli-option-emergency-day"))] = "",
    out: Annotated[Path, Parameter(help=say("cli-option-emergency-out"))],
) -> int:
    """Write the sheets of a queue."""
    opened = open_hall(hall)
    rules = opened.rules.offline
    most = rules.first_number - rules.paper_first
    if QueuePrefix(queue) not in opened.queue_by_prefix:
        return _fail(say("emergency-no-queue", queue=queue))
    if not 1 <= first <= last <= most:
        return _fail(say("emergency-range", most=most))
    try:
        printed_day = date.fromisoformat(day) if day else None
    except ValueError:
        return _fail(say("emergency-time", value=day))
    # A sheet needs no screen.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from hallcall.ui.app import create_app
    from hallcall.ui.paper import PaperSheets

    create_app("hallcall-emergency")
    sheets = PaperSheets(
        hall=opened,
        queue=QueuePrefix(queue),
        first=rules.paper_first + first - 1,
        count=last - first + 1,
        day=printed_day,
    )
    sheets.write_pdf(out)
    numbers = sheets.numbers
    print(say("emergency-written", file=str(out), first=numbers[0], last=numbers[-1], pages=sheets.pages))
    return 0


def enter(
    *,
    file: Annotated[Path, Parameter(help=say("cli-option-emergency-file"))],
    data: DataOption = DATA,
) -> int:
    """Enter a table of paper numbers; nothing when a line of it cannot be read."""
    from hallcall.cli.paper_entry import commands_of, read_entries
    from hallcall.config import hall_from_document

    hall = hall_from_document(ask_server(data, "/v1/hall", None, method="GET"))
    snapshot = ask_server(data, "/v1/snapshot", None, method="GET")
    today = date.fromisoformat(snapshot["day"])
    try:
        table = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("config.unreadable", file=str(file)) from error
    entries, problems = read_entries(table, hall, today)
    if problems:
        return _fail(*problems, say("emergency-nothing-entered"))
    entered: Counter[str] = Counter()
    refused: list[str] = []
    for entry in commands_of(entries, today):
        try:
            ask_server(data, f"/v1/commands/{entry.name}", entry.body, key=entry.key)
        except Refused as refusal:
            problem = texts().error(refusal.code, refusal.fields)
            refused.append(say("emergency-row", line=entry.line, problem=problem))
        else:
            entered[entry.kind] += 1
            if entry.kind == "day":
                print(say("emergency-day-entered", **_counts(entry.body)))
    print(say("emergency-entered", waiting=entered["waiting"], served=entered["served"]))
    return _fail(*refused) if refused else 0


def _counts(body: dict[str, Any]) -> dict[str, str | int]:
    return {name: body[name] for name in ("day", "queue", "issued", "served")}


def _fail(*sentences: str) -> int:
    print("\n".join(sentences), file=sys.stderr)
    return 2
