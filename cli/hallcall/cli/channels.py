"""``hallcall report channels`` and ``hallcall notify test``: whether calls and messages arrive."""

from __future__ import annotations

import json
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.cli.reading import reading
from hallcall.cli.reports import CANNOT_SAY, WELL, DayOption, JsonOption, chosen_day
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.commands import Channel
from hallcall.core.errors import HallcallError
from hallcall.core.events import CallSettled, DeliveryReported

if TYPE_CHECKING:
    from hallcall.server.storage.history import Page

REFUSED = 1


def report(*, day: DayOption = "", data: DataOption = DATA, as_json: JsonOption = False) -> int:
    """Say of the calls of a day which channels confirmed them, how soon, and how many nobody confirmed."""
    from hallcall.server.storage import history

    with reading(data) as connection:
        chosen = chosen_day(connection, day)
        if chosen is None:
            return CANNOT_SAY
        settled = history.of_types(connection, chosen, CallSettled.name)
        reports = history.of_types(connection, chosen, DeliveryReported.name)
    found = _summary(settled, reports)
    if as_json:
        print(json.dumps({"day": chosen.isoformat(), **found}, indent=1))
        return WELL
    print(say("channels-head", day=chosen.isoformat(), calls=found["calls"], nobody=found["nobody"]))
    for channel, one in found["channels"].items():
        name = say(f"channel-{channel}")
        print(say("channels-line", channel=name, confirmed=one["confirmed"], p50=one["p50_s"], p95=one["p95_s"]))
    if sum(found["messages"].values()):
        print(say("channels-messages", **found["messages"]))
    return WELL


def notify_test(
    phone: Annotated[str, Parameter(help=say("channels-option-phone"))], /, *, data: DataOption = DATA
) -> int:
    """Send a message to a phone, by the way that all messages go."""
    try:
        ask_server(data, "/v1/admin/notices/test", {"phone": phone})
    except HallcallError as error:
        print(texts().error(error.code, error.fields), file=sys.stderr)
        return REFUSED
    print(say("channels-test-sent"))
    return WELL


def _summary(settled: Sequence[Page], reports: Sequence[Page]) -> dict[str, Any]:
    after_s: dict[str, list[float]] = {channel.value: [] for channel in Channel}
    for page in settled:
        for one in page.data["reached"]:
            after_s[one["channel"]].append(one["after_s"])
    delivered = Counter(page.data["delivered"] for page in reports)
    return {
        "calls": len(settled),
        "nobody": sum(not page.data["reached"] for page in settled),
        "channels": {name: _channel(times) for name, times in after_s.items() if times},
        "messages": {"delivered": delivered[True], "failed": delivered[False]},
    }


def _channel(after_s: list[float]) -> dict[str, float]:
    ordered = sorted(after_s)
    return {
        "confirmed": len(ordered),
        "p50_s": round(statistics.median(ordered), 1),
        "p95_s": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
    }
