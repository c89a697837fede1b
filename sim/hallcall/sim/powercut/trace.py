"""What a database asked of its disk, in order, and what was promised in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Found:
    """The power is back: the folder holds these files, and all of it is on the disk."""

    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """A file was made; its entry in the folder is not on the disk yet."""

    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes were given to the system."""

    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Shortened:
    """A file was cut, or lengthened with zeros, to ``size`` bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All that was written to a file is on the disk when this returns."""

    name: str
    with_folder: bool
    """So are the entries of the folder: SQLite does that with the first sync of a journal it has made."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file's entry was taken out of the folder."""

    name: str
    with_folder: bool
    """And the folder is on the disk when this returns."""


@dataclass(frozen=True, slots=True)
class Promised:
    """Somebody was told that what they asked for is done."""

    key: str


Step: TypeAlias = Found | Made | Written | Shortened | Synced | Deleted | Promised
