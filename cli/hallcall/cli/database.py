"""``hallcall db copy``: a hall moves to another database."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.language import say

if TYPE_CHECKING:
    from hallcall.server.storage.moving import Part

_SHOWN = 16
"""Digits of a hash that people compare."""


def copy(
    *,
    source: Annotated[str, Parameter(name="--from", help=say("cli-option-db-from"))],
    target: Annotated[str, Parameter(name="--to", help=say("cli-option-db-to"))],
) -> int:
    """Copy everything, compare everything, say what was compared."""
    from hallcall.server.storage import Store
    from hallcall.server.storage.moving import is_equal, move

    old, new = _place(source), _place(target)
    with _alone(old, new), closing(Store(old)) as from_, closing(Store(new)) as to:
        parts = move(from_, to)
    for part in parts:
        print(_line(part))
    if not is_equal(parts):
        print(say("db-not-copied", target=to.backend.shown), file=sys.stderr)
        return 1
    print(say("db-copied", source=from_.backend.shown, target=to.backend.shown))
    print(_how_to_go_on(new, to.backend.shown))
    return 0


def _place(text: str) -> Path | str:
    """A file, the file in a data folder, or an address."""
    from hallcall.server.settings import ServerSettings
    from hallcall.server.storage.backend import POSTGRESQL

    if text.startswith(POSTGRESQL):
        return text
    path = Path(text)
    return ServerSettings(data=path).database if path.is_dir() else path


@contextmanager
def _alone(*places: Path | str) -> Generator[None]:
    """No server works on these data folders meanwhile; a PostgreSQL database is locked by whoever writes to it."""
    from hallcall.server.opening import locked
    from hallcall.server.settings import ServerSettings

    with ExitStack() as held:
        for folder in sorted({place.resolve().parent for place in places if isinstance(place, Path)}):
            held.enter_context(locked(ServerSettings(data=folder)))
        yield


def _line(part: Part) -> str:
    if not part.is_equal:
        return say("db-copied-differs", what=part.name, source=part.source[:_SHOWN], target=part.target[:_SHOWN])
    match part.name:
        case "chain":
            return say("db-copied-chain", digest=part.source[:_SHOWN])
        case "state":
            return say("db-copied-state", digest=part.source[:_SHOWN])
        case table:
            return say("db-copied-table", table=table, rows=part.rows, digest=part.source[:_SHOWN])


def _how_to_go_on(target: Path | str, shown: str) -> str:
    from hallcall.server.settings import ServerSettings

    if isinstance(target, Path):
        return say("db-copied-file", note=ServerSettings(data=target.parent).database_note.name)
    return say("db-copied-server", target=shown)
