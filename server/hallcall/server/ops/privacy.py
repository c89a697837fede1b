"""Is anything of a face where none may be? Looks through the database, the data folder, temporary files, logs, dumps.

At a machine with a camera it also looks through the folder of its faces, where the templates of today may lie and
nothing else: no picture, no numbers in plain, nothing of a day that is over.

What others have mounted below temporary folders, logs and dumps is not looked through, which is said.

Compressed files and compressed entries of systemd's journal cannot be looked into; dumps of crashed programs are
reported for being there, for they hold whatever the program had in its memory.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from hallcall.core.errors import StorageError
from hallcall.server.ops.files import Looking, files_below
from hallcall.server.ops.lines import Line, State
from hallcall.server.ops.traces import Trace, traces_in
from hallcall.server.settings import ServerSettings
from hallcall.server.storage.scanning import columns, values
from hallcall.server.storage.store import Store

Tell: TypeAlias = Callable[[Path, int, int], None]
"""Told again and again what is being looked through, and how many files and bytes of it are done."""
_COLUMN: Final = re.compile(r"face|photo|picture|portrait|image|embedding|biometr|人脸|照片", re.IGNORECASE)


class Place(StrEnum):
    """Where it is looked."""

    DATABASE = "database"
    DATA = "data"
    TEMPORARY = "temporary"
    LOGS = "logs"
    DUMPS = "dumps"
    FACES = "faces"


_OWN: Final = frozenset({Place.DATA, Place.FACES})
"""Folders of the hall's own: what is mounted there, as for backups, is the hall's as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesPlace:
    """Where a machine with a camera keeps what people have agreed to."""

    folder: Path
    """``[face] folder`` of its file."""
    today: date


def _temporary() -> tuple[Path, ...]:
    return tuple(dict.fromkeys((Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"))))  # noqa: S108 - looked through


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of a machine; those that are not there are left out."""

    data: Path | None
    """Of the server; None: this machine has none."""
    faces: FacesPlace | None = None
    """None: this machine looks at nobody."""
    temporary: tuple[Path, ...] = field(default_factory=_temporary)
    logs: tuple[Path, ...] = (Path("/var/log/hallcall"), Path("/var/log/journal"))
    dumps: tuple[Path, ...] = (Path("/var/lib/systemd/coredump"), Path("/var/crash"))


def inspect_privacy(settings: ServerSettings, places: Places, tell: Tell | None = None) -> Iterator[Line]:
    """What was looked at, and everything of a face that was found."""
    tell = tell or _tell_nobody
    if places.data is not None:
        if not places.data.is_dir():
            yield _not_there(places.data)
        yield from _database(settings)
        yield from _folder(tell, Place.DATA, places.data)
    if places.faces is not None:
        yield from _faces(tell, places.faces)
    named = ((Place.TEMPORARY, places.temporary), (Place.LOGS, places.logs), (Place.DUMPS, places.dumps))
    for place, folders in named:
        for folder in folders:
            yield from _folder(tell, place, folder)


def _tell_nobody(_folder: Path, _count: int, _size: int) -> None:
    """Nobody wants to know how far it is."""


def _not_there(path: Path) -> Line:
    """What was not looked at is not clean."""
    return Line(subject="privacy", state=State.FAULT, message="doctor-data-missing", values={"path": str(path)})


def _faces(tell: Tell, faces: FacesPlace) -> Iterator[Line]:
    """The templates of today are where they belong; whatever is of another day should have ended with it."""
    if not faces.folder.is_dir():
        yield _not_there(faces.folder)
        return
    today = faces.folder / "templates" / faces.today.isoformat()
    yield from _folder(tell, Place.FACES, faces.folder, home=today)
    for path in sorted((*faces.folder.glob("templates/????-??-??"), *faces.folder.glob("days/????-??-??.key"))):
        if path.stem < faces.today.isoformat():
            yield _fault("doctor-privacy-over", str(path))


def _database(settings: ServerSettings) -> Iterator[Line]:
    store: Store | None = None
    began = time.monotonic()
    try:
        store = Store(settings.store_target())
        if not store.exists():
            return
        where = store.backend.shown
        count = size = 0
        with store.reading() as connection:
            for table, column in columns(connection):
                if _COLUMN.search(f"{table}.{column}"):
                    yield _fault("doctor-privacy-column", f"{where}: {table}.{column}")
            seen: set[tuple[str, str, Trace]] = set()
            for table, column, content in values(connection):
                count, size = count + 1, size + len(content)
                seen.update((table, column, trace) for trace in traces_in(content))
        for table, column, trace in sorted(seen):
            yield _fault(f"doctor-privacy-{trace}", f"{where}: {table}.{column}")
        yield _looked(Place.DATABASE, where, count, size, began)
    except StorageError as error:
        yield Line(subject="privacy", state=State.FAULT, message="doctor-database-silent", code=error.code)
    finally:
        if store is not None:
            store.close()


def _folder(tell: Tell, place: Place, folder: Path, home: Path | None = None) -> Iterator[Line]:
    """Look through a folder; templates in ``home`` are where they belong."""
    if not folder.is_dir():
        return
    began = time.monotonic()
    looking = Looking(partial(tell, folder))
    for path in files_below(folder, looking, crosses=place in _OWN):
        try:
            found = set(looking.read(path))
        except FileNotFoundError:
            continue  # somebody's temporary file, gone meanwhile
        except OSError:
            looking.shut.append(path)
            continue
        if home is not None and path.parent == home:
            found.discard(Trace.TEMPLATE.value)
        for what in sorted(found):
            yield _fault(f"doctor-privacy-{what}", str(path))
    for message, paths in (("unreadable", looking.shut), ("elsewhere", looking.elsewhere)):
        for path in paths:
            values: dict[str, str | int | float] = {"where": str(path)}
            yield Line(subject="privacy", state=State.WARNING, message=f"doctor-privacy-{message}", values=values)
    yield _looked(place, str(folder), looking.count, looking.size, began)


def _fault(message: str, where: str) -> Line:
    return Line(subject="privacy", state=State.FAULT, message=message, values={"where": where})


def _looked(place: Place, where: str, count: int, size: int, began: float) -> Line:
    values: dict[str, str | int | float] = {"place": place.value, "where": where, "count": count}
    values["seconds"] = f"{time.monotonic() - began:.1f}"
    return Line(
        subject="privacy",
        state=State.OK,
        message="doctor-privacy-looked",
        values=values | {"mb": f"{size / 1e6:.1f}"},
    )
