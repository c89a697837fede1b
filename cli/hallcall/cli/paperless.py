"""``hallcall report paper``: slips that came out on a day, and those that nobody needed."""

from __future__ import annotations

import json
from collections import Counter

from hallcall.cli.language import say
from hallcall.cli.reading import reading
from hallcall.cli.reports import CANNOT_SAY, WELL, DayOption, JsonOption, chosen_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.events import TicketPrinted, TicketSlipDeclined


def report(*, day: DayOption = "", data: DataOption = DATA, as_json: JsonOption = False) -> int:
    """Count the slips of a day: printed, printed again, and saved because the visitor went without to the end."""
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        pages = history.of_types(connection, chosen, TicketPrinted.name, TicketSlipDeclined.name)
    slips = Counter(page.data["ticket"] for page in pages if page.type == TicketPrinted.name)
    declined = {page.data["ticket"] for page in pages if page.type == TicketSlipDeclined.name}
    counts = {
        "printed": len(slips),
        "reprinted": slips.total() - len(slips),
        "saved": len(declined - slips.keys()),
    }
    if as_json:
        print(json.dumps({"day": chosen.isoformat(), **counts}, indent=1))
    else:
        print(say("report-paper", day=chosen.isoformat(), **counts))
    return WELL
