"""A hall whose kiosks are paired and whose clerks sit at their counters, made in the database before the server starts.

Pairing and signing in through the server costs some 40 ms a clerk, on purpose; here that would only be waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ulid import ULID

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.commands import Command, OpenCounter
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.server.engine import Writer
from hallcall.server.opening import locked, opened_store
from hallcall.server.security.tokens import hash_token, new_token
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, Once, access


@dataclass(frozen=True)
class Staff:
    """Tokens."""

    kiosks: dict[str, str]
    clerks: dict[CounterNumber, str]


def staff(settings: ServerSettings, hall: Hall, now: datetime) -> Staff:
    """Pair every kiosk and open every counter."""
    staffed = Staff(
        kiosks={kiosk.id: new_token() for kiosk in hall.kiosks},
        clerks={counter.number: new_token() for counter in hall.counters},
    )
    with locked(settings), opened_store(settings) as (store, _):
        writer = Writer(
            store,
            Estimator.without_history(hall, FirstComeFirstServed()),
            lambda: now,
            on_commit=lambda _: None,
        )
        writer.start()
        try:
            waiting: list[Future[Any]] = [writer.write(_pairing(name, token)) for name, token in staffed.kiosks.items()]
            for counter in hall.counters:
                once = Once(key=str(ULID()), actor="test", body_hash=b"")
                waiting.append(writer.submit(once, _signing_in(counter, staffed.clerks[counter.number])))
            for future in waiting:
                future.result(timeout=30)
        finally:
            writer.stop()
    return staffed


def _pairing(name: str, token: str) -> Callable[[Connection, datetime], None]:
    row = access.DeviceRow(token_hash=hash_token(token), role="kiosk", name=name)
    return lambda connection, now: access.add_device(connection, row, now)


def _signing_in(counter: Counter, token: str) -> Callable[[Connection, datetime], Command]:
    clerk = ClerkId(f"{counter.number:04}")

    def build(connection: Connection, now: datetime) -> Command:
        access.put_clerk(connection, clerk, f"窗口人员{counter.number}", "-")
        row = access.SessionRow(
            token_hash=hash_token(token), clerk=clerk, counter=counter.number, expires_at=now + timedelta(hours=16)
        )
        access.begin_session(connection, row)
        return OpenCounter(counter=counter.number, clerk=clerk)

    return build
