"""What can be seen of a hall's server from its data folder, whether it runs or not: for ``hallcall doctor``."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from hallcall.core.errors import StorageError
from hallcall.server.ops.backups import newest_backup
from hallcall.server.ops.checks import BACKUPS_MISSED, disk_findings
from hallcall.server.ops.lines import Line, State, clock_line
from hallcall.server.ops.notices import NOTICE_S
from hallcall.server.ops.timesync import is_synchronised
from hallcall.server.settings import ServerSettings, is_loopback
from hallcall.server.storage.figures import first_expiry, library_version, oldest_notice, tables_version
from hallcall.server.storage.sqlite import NEEDED
from hallcall.server.storage.store import HEAD, Store

CERTIFICATE_SOON_DAYS = 14
"""A certificate that ends so soon should have been renewed."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_GB = 1e9


def inspect(settings: ServerSettings, now: datetime) -> Iterator[Line]:
    """Look at everything; ``now`` is the machine's time."""
    yield clock_line(is_synchronised())
    yield inspect_disk(settings.data)
    if not settings.data.exists():
        return
    yield inspect_backup(settings.backup_folder, settings.backup_every_s, now)
    yield from inspect_database(settings, now)
    yield inspect_library()
    yield from inspect_keys(settings)
    yield from inspect_door(settings)


def inspect_disk(folder: Path) -> Line:
    """How much room the data has."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return Line(subject="disk", state=State.FAULT, message="doctor-data-missing", values={"path": str(folder)})
    values: dict[str, str | int | float] = {
        "free": round(usage.free / _GB, 1),
        "total": round(usage.total / _GB, 1),
        "share": round(100 * usage.free / usage.total),
    }
    code = next(iter(disk_findings(usage.free, usage.total)), "")
    return Line(
        subject="disk", state=State.FAULT if code else State.OK, message="doctor-disk", values=values, code=code
    )


def inspect_backup(folder: Path, every_s: float, now: datetime) -> Line:
    """How old the newest backup is."""
    newest = newest_backup(folder)
    if newest is None:
        return Line(subject="backup", state=State.WARNING, message="doctor-backup-none", values={"folder": str(folder)})
    age_s = now.timestamp() - newest
    values: dict[str, str | int | float] = {"minutes": round(age_s / 60)}
    is_old = age_s > BACKUPS_MISSED * every_s
    return Line(
        subject="backup",
        state=State.WARNING if is_old else State.OK,
        message="doctor-backup",
        values=values,
        code="backup.old" if is_old else "",
    )


def inspect_database(settings: ServerSettings, now: datetime) -> Iterator[Line]:
    """Whether the database answers, which version it has, and when the first certificate ends."""
    store: Store | None = None
    try:
        store = Store(settings.store_target())
        place = {"kind": store.backend.name, "place": store.backend.shown}
        if not store.exists():
            yield Line(subject="database", state=State.FAULT, message="doctor-database-none", values=place)
            return
        with store.reading() as connection:
            found, ending = tables_version(connection) or "?", first_expiry(connection)
            oldest = oldest_notice(connection) if found == HEAD else None
        state = State.OK if found == HEAD else State.WARNING
        values = {**place, "found": found, "needed": HEAD}
        yield Line(
            subject="database",
            state=state,
            message="doctor-database" if state is State.OK else "doctor-database-version",
            values=values,
        )
        yield _certificate(ending, now)
        yield _notices(oldest, now)
    except StorageError as error:
        yield Line(subject="database", state=State.FAULT, message="doctor-database-silent", code=error.code)
    finally:
        if store is not None:
            store.close()


def inspect_door(settings: ServerSettings) -> Iterator[Line]:
    """Whether the running server lets tokens and visitors' facts leave the machine in plain text."""
    try:
        url = urlsplit(settings.address_file.read_text(encoding="utf-8").strip())
    except OSError:
        return
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        yield Line(subject="door", state=State.WARNING, message="doctor-door-plain", values={"url": url.geturl()})


def inspect_library() -> Line:
    """Whether the library of SQLite can be trusted."""
    found = library_version()
    is_good = found >= NEEDED
    return Line(
        subject="sqlite",
        state=State.OK if is_good else State.FAULT,
        message="doctor-sqlite",
        values={"found": ".".join(map(str, found)), "needed": ".".join(map(str, NEEDED))},
        code="" if is_good else "storage.sqlite_too_old",
    )


def inspect_keys(settings: ServerSettings) -> Iterator[Line]:
    """Whether the files that hold secrets are there, and for their owner alone."""
    for path in (settings.vault_key, settings.admin_token):
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except OSError:
            yield Line(
                subject="key",
                state=State.FAULT,
                message="doctor-key-missing",
                values={"path": str(path)},
                code="storage.key_missing" if path == settings.vault_key else "",
            )
            continue
        is_open = bool(mode & _OTHERS)
        yield Line(
            subject="key",
            state=State.FAULT if is_open else State.OK,
            message="doctor-key",
            values={"path": str(path), "mode": f"{mode:04o}"},
            code="storage.key_mode" if is_open else "",
        )


def _notices(oldest: datetime | None, now: datetime) -> Line:
    if oldest is None:
        return Line(subject="notices", state=State.OK, message="doctor-notices-none")
    age_s = max((now - oldest).total_seconds(), 0.0)
    return Line(
        subject="notices",
        state=State.WARNING if age_s > NOTICE_S else State.OK,
        message="doctor-notices",
        values={"seconds": round(age_s)},
    )


def _certificate(ending: tuple[str, datetime] | None, now: datetime) -> Line:
    if ending is None:
        return Line(subject="certificate", state=State.OK, message="doctor-certificate-none")
    name, ends = ending
    days = (ends - now).days
    values: dict[str, str | int | float] = {"name": name, "days": days}
    if days < 0:
        return Line(subject="certificate", state=State.FAULT, message="doctor-certificate-over", values=values)
    state = State.WARNING if days < CERTIFICATE_SOON_DAYS else State.OK
    return Line(subject="certificate", state=state, message="doctor-certificate", values=values)
