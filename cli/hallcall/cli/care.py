"""``hallcall backup``, ``hallcall restore`` and ``hallcall db rollback``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.reading import shown_moment
from hallcall.cli.server import DATA, DataOption, address_of_server, ask_server
from hallcall.core.errors import StorageError

if TYPE_CHECKING:
    from hallcall.server.settings import ServerSettings

_BACKUP_S = 600.0
BackupsOption = Annotated[Path | None, Parameter(help=say("cli-option-care-backups"))]


def backup(*, data: DataOption = DATA, backups: BackupsOption = None) -> None:
    """Back up now: by the running server, or directly when none runs."""
    if address_of_server(data) is not None:
        made = ask_server(data, "/v1/admin/backups", {}, timeout_s=_BACKUP_S)
        print(say("care-backed-up", file=made["file"], size_mb=_mb(made["size"]), seq=made["seq"]))
        return
    from hallcall.core.errors import Refused
    from hallcall.server.care.backup import Occasion, take
    from hallcall.server.opening import locked

    settings = _settings(data, backups)
    if isinstance(settings.store_target(), str):
        raise Refused("backup.by_pg_dump")
    if not settings.database.exists():
        raise StorageError("storage.missing", path=str(settings.database))
    with locked(settings):
        done = take(settings.database, settings.backup_folder, datetime.now(UTC), Occasion.BY_HAND)
    manifest = done.manifest
    print(say("care-backed-up", file=str(done.path), size_mb=_mb(manifest.size), seq=manifest.seq))


def restore(
    file: Annotated[Path | None, Parameter(help=say("cli-option-care-file"))] = None,
    *,
    data: DataOption = DATA,
    backups: BackupsOption = None,
    list_: Annotated[bool, Parameter(name="--list", help=say("cli-option-care-list"), negative="")] = False,
) -> int:
    """Put a backup in the place of the hall's database; no server may run."""
    settings = _settings(data, backups)
    if list_:
        return _list(settings)
    if file is None:
        print(say("care-restore-which"), file=sys.stderr)
        return 2
    from hallcall.server.care.backup import find
    from hallcall.server.care.restore import restore as put_in_place
    from hallcall.server.opening import locked

    chosen = find(file if file.exists() else settings.backup_folder / file.name)
    with locked(settings):
        done = put_in_place(settings, chosen, datetime.now(UTC))
    taken = shown_moment(chosen.manifest.taken_at)
    print(say("care-restored", taken=taken, seq=chosen.manifest.seq))
    if done.kept is not None:
        print(say("care-restored-kept", file=str(done.kept)))
    print(say("care-restored-lost-unknown") if done.lost is None else say("care-restored-lost", count=done.lost))
    print(say("care-restored-next"))
    return 0


def roll_back(
    *,
    data: DataOption = DATA,
    lose_events: Annotated[bool, Parameter(help=say("cli-option-care-lose-events"), negative="")] = False,
) -> None:
    """Put the database of before the last upgrade back; no server may run."""
    from hallcall.server.care.upgrading import roll_back as put_back
    from hallcall.server.opening import locked

    settings = _settings(data, None)
    with locked(settings):
        done = put_back(settings, datetime.now(UTC), lose_events=lose_events)
    print(say("care-rolled-back", schema=done.schema, file=str(done.kept)))
    if done.lost:
        print(say("care-rolled-back-lost", count=done.lost))


def _list(settings: ServerSettings) -> int:
    from hallcall.server.care.backup import listed

    found = listed(settings.backup_folder)
    for one in found:
        manifest = one.manifest
        taken = shown_moment(manifest.taken_at)
        print(f"{taken}  {_mb(manifest.size):>8} MB  {manifest.seq:>9}  {one.path}")
    if not found:
        print(say("care-no-backups", folder=str(settings.backup_folder)))
    return 0


def _settings(data: Path, backups: Path | None) -> ServerSettings:
    from hallcall.server.settings import ServerSettings

    return ServerSettings(data=data, backups=backups)


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
