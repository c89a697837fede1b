"""``hallcall why``: why a number was called, or why it is not next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlencode

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server, hall_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from hallcall.core.reasons import Compared, Explanation

_GAP = "  "


def why(
    number: Annotated[str, Parameter(help=say("cli-option-why-number"))],
    *,
    counter: Annotated[int | None, Parameter(help=say("cli-option-why-counter"))] = None,
    day: Annotated[str, Parameter(help=say("cli-option-why-day"))] = "",
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
    data: DataOption = DATA,
) -> None:
    """Ask the running server."""
    import msgspec

    from hallcall.core.reasons import Explanation

    query = {name: value for name, value in (("counter", counter), ("day", day)) if value}
    answer = ask_server(data, f"/v1/why/{quote(number, safe='')}?{urlencode(query)}", None, method="GET")
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    print("\n".join(_lines(msgspec.convert(answer, Explanation), hall_zone(data))))


def _lines(found: Explanation, zone: ZoneInfo) -> list[str]:
    """Title, sentence, table, rules, and what was not used."""
    from hallcall.core.because import NOT_USED, rules_of, sentence_of, title_of

    said = texts().said
    time = found.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    rules = [
        f"{'*' if rule.decided else ' '} {place}  {said(rule.said)}" for place, rule in enumerate(rules_of(found), 1)
    ]
    return [
        said(title_of(found)),
        say("why-at", time=time, counter=found.counter, count=found.waiting),
        "",
        said(sentence_of(found)),
        "",
        *_table([_heads(), *(_cells(found, row, zone) for row in found.rows)]),
        "",
        say("why-rules-title"),
        *rules,
        "",
        say("why-unused-title"),
        *(f"  {say(name)}" for name in NOT_USED),
    ]


def _heads() -> list[str]:
    return [say(f"why-column-{column}") for column in ("number", "came", "waited", "standing", "result")]


def _cells(found: Explanation, row: Compared, zone: ZoneInfo) -> list[str]:
    from hallcall.core.because import result_of, standing_of

    said = texts().said
    return [
        row.number,
        row.came_at.astimezone(zone).strftime("%H:%M"),
        say("why-minutes", minutes=max(int(row.waited_s // 60), 0)),
        said(standing_of(found, row)),
        said(result_of(found, row)),
    ]


def _table(rows: list[list[str]]) -> list[str]:
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns of a terminal; a Chinese character takes two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
