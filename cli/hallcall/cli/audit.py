"""``hallcall audit``: whether the log is what it was, and a day of it as a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption
from hallcall.core.errors import ConfigError, StorageError

if TYPE_CHECKING:
    from hallcall.server.care.auditing import Verdict

GOOD, BAD, CANNOT_SAY = 0, 1, 2


def verify(
    *,
    data: DataOption = DATA,
    backup: Annotated[Path | None, Parameter(help=say("cli-option-audit-backup"))] = None,
    jsonl: Annotated[Path | None, Parameter(help=say("cli-option-audit-jsonl"))] = None,
    key: Annotated[Path | None, Parameter(help=say("cli-option-audit-key"))] = None,
) -> int:
    """Check every link and every signature. Exit code 0 all is well, 1 something was changed, 2 it cannot be said."""
    from hallcall.server.care.signing import read_public

    trusted = [read_public(key)] if key is not None else []
    verdict = _of_file(jsonl, trusted) if jsonl is not None else _of_database(data, backup, trusted)
    if verdict.flaw is None:
        print(say("audit-good", events=verdict.events, last=verdict.last, head=verdict.head.hex()))
        print(say("audit-signed", signatures=verdict.signatures, signed=verdict.signed))
        return GOOD
    print(say(f"audit-{verdict.flaw.value}", seq=verdict.flaw_seq, last=verdict.last))
    return BAD


def export(
    *,
    day: Annotated[str, Parameter(help=say("cli-option-audit-day"))],
    out: Annotated[Path | None, Parameter(help=say("cli-option-audit-out"))] = None,
    data: DataOption = DATA,
) -> int:
    """Write a business day into a file that can be verified and played again."""
    from hallcall.server.care.dayfile import write_day

    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        print(say("cli-at-wrong", value=day), file=sys.stderr)
        return CANNOT_SAY
    target = out or Path(f"{wanted.isoformat()}.jsonl")
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(target)) from error
    with os.fdopen(descriptor, "wb") as file, _reading(data) as connection:
        events = write_day(connection, wanted, file)
    print(say("audit-exported", file=str(target), events=events))
    return GOOD


def _of_file(path: Path, trusted: list[str]) -> Verdict:
    from hallcall.server.care.dayfile import read_day, verify_day

    try:
        with path.open("rb") as file:
            return verify_day(read_day(file), trusted)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error


def _of_database(data: Path, backup: Path | None, trusted: list[str]) -> Verdict:
    from hallcall.server.care.auditing import verify_log

    with _reading(data, backup) as connection:
        return verify_log(connection, trusted)


@contextmanager
def _reading(data: Path, backup: Path | None = None) -> Generator[Any]:
    """A reader of the hall's database, also while the server runs, or of a backup."""
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
