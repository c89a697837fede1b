"""The revision of a hall: what it says, not how it is written down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hallcall.config import files_mark, hall_from_document, hall_to_document, hall_version, load_hall
from helpers.hall_folders import CATALOGUE, HALL_TOML, write_hall

pytestmark = pytest.mark.feature("F020")


def revision(folder: Path, catalogue: str = CATALOGUE, toml: str = HALL_TOML) -> str:
    return hall_version(load_hall(write_hall(folder, toml=toml, catalogue=catalogue)))


def test_comments_times_and_the_place_of_a_list_change_nothing(tmp_path: Path) -> None:
    first = revision(tmp_path / "one")
    assert revision(tmp_path / "two", f"# 注释\n{CATALOGUE}", f"# a note\n{HALL_TOML}") == first
    cut = CATALOGUE.index("items:")
    folder = tmp_path / "three"
    write_hall(folder, catalogue=CATALOGUE[:cut])
    (folder / "items.yaml").write_text(CATALOGUE[cut:], encoding="utf-8")
    os.utime(folder / "hall.toml", (1, 1))
    assert hall_version(load_hall(folder)) == first


def test_whoever_is_told_the_hall_works_by_the_same_revision(tmp_path: Path) -> None:
    hall = load_hall(write_hall(tmp_path))
    assert hall_version(hall_from_document(hall_to_document(hall))) == hall_version(hall)


@pytest.mark.parametrize(
    ("old", "new"), [("高龄津贴", "高龄补贴"), ("number: 2", "number: 3"), ('"09:00-12:00"', '"09:00-12:30"')]
)
def test_every_change_of_content_is_another_revision(tmp_path: Path, old: str, new: str) -> None:
    assert revision(tmp_path / "b", CATALOGUE.replace(old, new)) != revision(tmp_path / "a")


def test_a_touched_file_is_seen_without_reading_it(tmp_path: Path) -> None:
    folder = write_hall(tmp_path)
    mark = files_mark(folder)
    assert files_mark(folder) == mark
    os.utime(folder / "hall.toml", (1, 1))
    assert files_mark(folder) != mark
