"""``hallcall purge``: erase what may be kept no longer, and prove it; ``hallcall purge hold`` stops that for a time."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from hallcall.cli.language import say
from hallcall.cli.reading import shown_moment
from hallcall.cli.server import DATA, DataOption, address_of_server, ask_server
from hallcall.core.errors import StorageError

if TYPE_CHECKING:
    from hallcall.server.settings import ServerSettings

PURGE = App(name="purge", help=say("cli-help-purge"), help_format="plaintext")
"""``hallcall purge`` and its part."""

_DURATIONS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PURGE_S = 600.0
ALL_GONE, SOME_LEFT, WRONG = 0, 1, 2


@PURGE.default
def purge(
    *,
    data: DataOption = DATA,
    now: Annotated[str, Parameter(help=say("cli-option-purge-now"), allow_leading_hyphen=True)] = "+0d",
) -> int:
    """Erase: by the running server, or directly when none runs. Exit code 1 when something is left."""
    at = _moment(now)
    if at is None:
        print(say("cli-at-wrong", value=now), file=sys.stderr)
        return WRONG
    done = _purge(data, at)
    print(say("server-purged", phones=done["phones"], notices=done["notices"], answers=done["answers"]))
    for table, rows in sorted(done["rows"].items()):
        print(f"  {table:<16} {rows:>9}")
    if done["held_until"] is not None:
        print(say("purge-held", until=str(done["held_until"])))
    left = {table: rows for table, rows in done["left"].items() if rows}
    if not left:
        print(say("purge-all-gone"))
        return ALL_GONE
    print(say("purge-left", tables=", ".join(f"{table} {rows}" for table, rows in sorted(left.items()))))
    return SOME_LEFT


@PURGE.command(help=say("cli-help-purge-hold"))
def hold(
    *,
    reason: Annotated[str, Parameter(help=say("cli-option-purge-reason"))],
    until: Annotated[str, Parameter(help=say("cli-option-purge-until"), allow_leading_hyphen=True)] = "",
    lift: Annotated[bool, Parameter(help=say("cli-option-purge-lift"), negative="")] = False,
    data: DataOption = DATA,
    hall: Annotated[str, Parameter(help=say("cli-option-server-hall"))] = "sample",
) -> int:
    """Keep everything for a time, or erase again."""
    at = _moment(until) if until else None
    if (at is None) != lift:
        print(say("cli-at-wrong", value=until), file=sys.stderr)
        return WRONG
    if address_of_server(data) is not None:
        ask_server(data, "/v1/admin/purge/hold", {"reason": reason, "until": at.isoformat() if at else None})
    else:
        from hallcall.server.settings import ServerSettings

        asyncio.run(_hold(ServerSettings(data=data, hall=hall), reason, at))
    print(say("purge-hold-lifted") if at is None else say("purge-held", until=shown_moment(at)))
    return ALL_GONE


def _purge(data: Path, at: datetime) -> dict[str, Any]:
    from hallcall.server.care.signing import Signer
    from hallcall.server.opening import locked, opened_store
    from hallcall.server.purge import Days, Purge
    from hallcall.server.settings import ServerSettings

    if address_of_server(data) is not None:
        return ask_server(data, "/v1/admin/purge", {"now": at.isoformat()}, timeout_s=_PURGE_S)
    settings = ServerSettings(data=data)
    if not data.is_dir():
        raise StorageError("storage.failed", detail=str(data))
    with locked(settings), opened_store(settings, may_create=False) as (store, _):
        erase = Purge(Days.of(settings), Signer.open(settings.audit_key, settings.audit_public).sign)
        done = store.write(lambda connection: erase(connection, at, today=datetime.now(UTC)))
    return {
        "phones": done.phones,
        "notices": done.notices,
        "answers": done.answers,
        "rows": done.rows,
        "left": done.left,
        "held_until": done.held_until,
    }


async def _hold(settings: ServerSettings, reason: str, until: datetime | None) -> None:
    """With the parts of a server, but no door."""
    from hallcall.server.care.holding import hold_records
    from hallcall.server.opening import choose_hall, running

    async with running(settings, choose_hall(settings)) as parts:
        await hold_records(parts.writer, "admin:local", reason, until)


def _moment(text: str) -> datetime | None:
    """``+31d`` from now, or an instant."""
    try:
        if text[:1] in {"+", "-"} and text[-1] in _DURATIONS:
            return datetime.now(UTC) + timedelta(seconds=float(text[:-1]) * _DURATIONS[text[-1]])
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None
