"""``hallcall rating``, ``hallcall report ratings`` and ``hallcall follow-up``: what visitors say of their visits."""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import language, say, texts
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_folder,
    machine_token,
)
from hallcall.cli.own_data import own_data
from hallcall.cli.reading import reading
from hallcall.cli.reports import CANNOT_SAY, WELL, DayOption, JsonOption, chosen_day
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused
from hallcall.core.events import RatingFollowedUp, TicketFinished, VisitRated
from hallcall.core.machine_names import AtCounter, name_at_counter
from hallcall.core.ratings_kept import LOW
from hallcall.core.terms import CounterNumber

if TYPE_CHECKING:
    from hallcall.server.storage.history import Page

REFUSED = 1
LEAST = 10
"""Fewer ratings would tell who said what: their levels are not shown."""


def rating(
    number: Annotated[int, Parameter(help=say("cli-option-counter-number"))],
    *,
    machine: Annotated[Path | None, Parameter(help=say("rating-option-machine"))] = None,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    scale: Annotated[float, Parameter(help=say("cli-option-scale"))] = 1.0,
    fullscreen: Annotated[bool, Parameter(help=say("cli-option-fullscreen"), negative="")] = False,
) -> int:
    """Ask visitors of a counter, on a screen or by a pad with keys."""
    counter = CounterNumber(number)
    name, once = name_at_counter(counter, AtCounter.RATING), name_at_counter(counter, AtCounter.WINDOW)
    kept_in = token_file or str(machine_folder() / f"{name}.token")
    if machine is not None:
        from hallcall.display.rating import RatingKeeper

        given = KeeperOptions(machine=machine, server=server, token_file=kept_in, code=code)
        make = partial(RatingKeeper, counter=counter)
        return keep(name, given, make, nothing="rating-no-pad", once=once)
    token = machine_token(name, kept_in, server=server, code=code, role="display", once=once)
    from hallcall.config.logs import log_to_stderr
    from hallcall.display.rating import run
    from hallcall.display.settings import RatingSettings

    log_to_stderr()
    return run(
        RatingSettings(
            url=server,
            token=token,
            certificates=machine_certificates(name, kept_in, server=server),
            counter=counter,
            outbox=own_data("", kept_in) / f"{name}.outbox.db",
            language=language(),
            scale=min(max(scale, 1.0), 1.5),
            fullscreen=fullscreen,
        )
    )


def report(*, day: DayOption = "", data: DataOption = DATA, as_json: JsonOption = False) -> int:
    """Count the ratings of a day. Those without one stand apart: nobody is counted as content for saying nothing."""
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        done = len(history.of_types(connection, chosen, TicketFinished.name))
        rated = history.of_types(connection, chosen, VisitRated.name)
        closed = {page.data["ticket"] for page in history.of_types(connection, chosen, RatingFollowedUp.name)}
    levels = Counter(int(page.data["level"]) for page in rated)
    low = [page for page in rated if page.data["level"] <= LOW and page.data["ticket"] not in closed]
    counts = {str(level): levels[level] for level in range(5, 0, -1)} if len(rated) >= LEAST else None
    whole = {"done": done, "rated": len(rated), "unrated": done - len(rated)}
    if as_json:
        rows = [_low_document(page) for page in low]
        print(json.dumps({"day": chosen.isoformat(), **whole, "levels": counts, "open": rows}, indent=1))
        return WELL
    print(say("ratings-head", day=chosen.isoformat(), **whole))
    if counts is None:
        print(say("ratings-few", least=LEAST))
    else:
        for level, count in counts.items():
            print(say("ratings-line", level=say(f"rating-level-{level}"), count=count))
    for page in low:
        one = _low_document(page)
        reasons = ", ".join(say(f"rating-reason-{reason.replace('_', '-')}") for reason in one["reasons"])
        level = say(f"rating-level-{one['level']}")
        values = {"number": one["number"], "counter": one["counter"], "level": level}
        print(say("ratings-open", **values, reasons=reasons or say("ratings-no-reason")))
    return WELL


def follow_up(
    ticket: Annotated[str, Parameter(help=say("visits-option-number"))],
    /,
    *,
    note: Annotated[str, Parameter(help=say("rating-option-note"))],
    day: DayOption = "",
    data: DataOption = DATA,
) -> int:
    """Note what came of a low rating."""
    with reading(data) as connection:
        chosen = chosen_day(connection, day)
    if chosen is None:
        return CANNOT_SAY
    body = {"ticket": f"{chosen.isoformat()}/{ticket.upper()}", "note": note}
    try:
        ask_server(data, "/v1/commands/rating.follow_up", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    print(say("ratings-followed-up", number=ticket.upper()))
    return WELL


def _low_document(page: Page) -> dict[str, Any]:
    number = str(page.data["ticket"]).partition("/")[2]
    return {
        "number": number,
        "counter": page.data["counter"],
        "level": page.data["level"],
        "reasons": sorted(page.data["reasons"]),
    }
