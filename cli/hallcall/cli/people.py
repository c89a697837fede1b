"""``hallcall people`` tells what doors count; ``hallcall report people`` says how full the hall was."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import say
from hallcall.cli.reading import reading
from hallcall.cli.reports import CANNOT_SAY, WELL, DayOption, JsonOption, chosen_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.days import local_time
from hallcall.core.events import PeopleCounted
from hallcall.core.snapshot import Occupancy


def people(
    name: Annotated[str, Parameter(help=say("cli-option-doors"))],
    *,
    given: KeeperOptions,
) -> int:
    """Count until told to end."""
    from hallcall.display.people import PeopleKeeper

    return keep(name, given, PeopleKeeper, nothing="people-no-door", role="device")


def report(
    *, day: DayOption = "", data: DataOption = DATA, hall: HallOption = SAMPLE, as_json: JsonOption = False
) -> int:
    """Say how many came and went on a day, hour by hour, and how full the hall was at most."""
    loaded = open_hall(hall)
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        pages = history.of_types(connection, chosen, PeopleCounted.name)
    entered, left, most = Counter[int](), Counter[int](), Counter[int]()
    inside = Occupancy()
    for page in pages:
        hour = local_time(loaded, page.at).hour
        inside = inside.after(page.data["entered"], page.data["left"])
        entered[hour] += page.data["entered"]
        left[hour] += page.data["left"]
        most[hour] = max(most[hour], inside.now)
    rows = [{"hour": hour, "entered": entered[hour], "left": left[hour], "most": most[hour]} for hour in sorted(most)]
    whole = {"entered": inside.entered, "left": inside.left, "most": max(most.values(), default=0)}
    drift = {"inside": inside.now, "unseen": inside.unseen}
    if as_json:
        print(json.dumps({"day": chosen.isoformat(), **whole, **drift, "hours": rows}, indent=1))
        return WELL
    print(say("people-head", day=chosen.isoformat(), **whole))
    for row in rows:
        print(say("people-line", hour=f"{row['hour']:02d}", entered=row["entered"], left=row["left"], most=row["most"]))
    print(say("people-drift", **drift))
    return WELL
