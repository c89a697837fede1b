"""Folders of pictures laid out as Labeled Faces in the Wild.

::

    lfw/
      Ann_Example/Ann_Example_0001.jpg, Ann_Example_0002.jpg ...
      pairs.txt            "10 300": ten parts of 300 pairs of one person ("Ann_Example 1 2") and 300 of two
                           ("Ann_Example 1 Bob_Example 3"); in the folder, or beside it

Source:
    Huang, Ramesh, Berg, Learned-Miller: Labeled Faces in the Wild, 2007; README of pairs.txt. Nothing of it is shipped:
    the pictures are of people who were not asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hallcall.core.errors import FaceError

_PAIRS: Final = "pairs.txt"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures, by their places in ``People.pictures``."""

    one: int
    other: int
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whose pictures there are."""

    pictures: Sequence[Path]
    names: Sequence[str]
    """Of each picture: whose it is."""
    folds: Sequence[Sequence[Pair]] = ()
    """The parts of ``pairs.txt``; empty when there is none."""
    group_of: Mapping[str, str]
    """Name and group, for those that are in the table."""


def read_people(folder: Path, groups: Path | None = None) -> People:
    """Everybody in a folder.

    Args:
        folder: as above.
        groups: CSV with ``name,group``, one line a person.

    Raises:
        FaceError: ``face.folder_missing`` when no picture is there, ``face.folder_pairs`` with file and line.
    """
    found = [
        (person.name, picture)
        for person in sorted(folder.iterdir() if folder.is_dir() else ())
        if person.is_dir()
        for picture in sorted(person.glob(f"{person.name}_[0-9]*.*"))
    ]
    if not found:
        raise FaceError("face.folder_missing", folder=str(folder))
    place = {(name, _number(picture)): at for at, (name, picture) in enumerate(found)}
    pairs = next((path for path in (folder / _PAIRS, folder.parent / _PAIRS) if path.is_file()), None)
    return People(
        pictures=[picture for _, picture in found],
        names=[name for name, _ in found],
        folds=_folds(pairs, place) if pairs else (),
        group_of=_groups(groups) if groups else {},
    )


def _number(picture: Path) -> int:
    number = picture.stem.rpartition("_")[2]
    return int(number) if number.isdecimal() else -1


def _folds(path: Path, place: Mapping[tuple[str, int], int]) -> list[list[Pair]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    counts = lines[0].split() if lines else []
    match counts:
        case [folds, half] if folds.isdecimal() and half.isdecimal():
            size = 2 * int(half)
        case _:
            raise FaceError("face.folder_pairs", file=str(path), line=1)
    pairs = list(_pairs(path, lines[1:], place))
    if size == 0 or len(pairs) != int(folds) * size:
        raise FaceError("face.folder_pairs", file=str(path), line=len(lines))
    return [pairs[begin : begin + size] for begin in range(0, len(pairs), size)]


def _pairs(path: Path, lines: Sequence[str], place: Mapping[tuple[str, int], int]) -> Iterator[Pair]:
    for at, line in enumerate(lines, start=2):
        try:
            match line.split():
                case [name, one, other]:
                    yield Pair(place[name, int(one)], place[name, int(other)], is_same=True)
                case [name, one, second, other]:
                    yield Pair(place[name, int(one)], place[second, int(other)], is_same=False)
                case []:
                    continue
                case _:
                    raise FaceError("face.folder_pairs", file=str(path), line=at)
        except (KeyError, ValueError) as error:
            raise FaceError("face.folder_pairs", file=str(path), line=at) from error


def _groups(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    except (OSError, UnicodeDecodeError) as error:
        raise FaceError("face.folder_pairs", file=str(path), line=0) from error
    for at, row in enumerate(rows, start=1):
        if row and len(row) != 2:
            raise FaceError("face.folder_pairs", file=str(path), line=at)
    return {row[0]: row[1] for row in rows if row and row != ["name", "group"]}
