"""Looks into the hall's database from a command, also while the server runs."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hallcall.cli.language import say
from hallcall.core.errors import StorageError


def typed_day(text: str) -> date | None:
    """A day as it was typed; None when it is none, which is said."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        print(say("cli-at-wrong", value=text), file=sys.stderr)
        return None


def shown_moment(at: datetime) -> str:
    """A moment by the machine's clock, and how far that is from UTC: without a server nobody tells the hall's zone."""
    return at.astimezone().isoformat(" ", "seconds")


def has_log(data: Path) -> bool:
    """Whether a hall has worked with this data."""
    from hallcall.server.settings import ServerSettings
    from hallcall.server.storage import Store

    store = Store(ServerSettings(data=data).store_target())
    try:
        return store.exists()
    finally:
        store.close()


@contextmanager
def reading(data: Path, backup: Path | None = None) -> Generator[Any]:
    """A reader of the hall's database, or of a backup.

    Raises:
        StorageError: ``storage.missing`` when there is none.
    """
    from hallcall.server.settings import ServerSettings
    from hallcall.server.storage import Store, copies

    with ExitStack() as closing:
        target = ServerSettings(data=data).store_target()
        if backup is not None:
            # A copy: looking must not leave anything beside a backup.
            folder = Path(closing.enter_context(TemporaryDirectory()))
            target = folder / "hall.db"
            copies.copy_online(backup, target)
        store = Store(target)
        closing.callback(store.close)
        if not store.exists():
            raise StorageError("storage.missing", path=store.backend.shown)
        yield closing.enter_context(store.reading())
