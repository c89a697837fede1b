"""The disk whose power fails: what is synced stays, of the rest anything may be left."""

from __future__ import annotations

import random

from hallcall.sim.powercut import Disk
from hallcall.sim.powercut.trace import Deleted, Found, Made, Shortened, Step, Synced, Written

PAGE = 4096


def disk_after(*steps: Step) -> Disk:
    disk = Disk()
    for step in steps:
        disk.follow(step)
    return disk


def outcomes(*steps: Step, times: int = 300) -> list[dict[str, bytes]]:
    """What may be found after the power has failed."""
    disk, dice = disk_after(*steps), random.Random(1)
    return [disk.cut(dice) for _ in range(times)]


MADE = (Made("db"), Written("db", 0, b"old."), Synced("db", with_folder=True))


def test_what_was_synced_is_always_there() -> None:
    assert {files["db"] for files in outcomes(*MADE)} == {b"old."}


def test_what_was_not_synced_may_be_there_or_not() -> None:
    found = {files["db"] for files in outcomes(*MADE, Written("db", 0, b"new."))}
    assert {b"old.", b"new."} <= found


def test_writes_may_arrive_in_another_order() -> None:
    found = {files["db"][:1] for files in outcomes(*MADE, Written("db", 0, b"1"), Written("db", 0, b"2"))}
    assert {b"1", b"2", b"o"} <= found
    later_only = [
        files["db"]
        for files in outcomes(*MADE, Written("db", 4, b"a"), Written("db", 5, b"b"))
        if files["db"].endswith(b"b") and files["db"][4:5] != b"a"
    ]
    assert later_only


def test_a_write_may_be_torn_at_the_borders_of_sectors_and_nowhere_else() -> None:
    steps = (Made("db"), Written("db", 0, b"o" * PAGE), Synced("db", with_folder=True), Written("db", 0, b"n" * PAGE))
    torn = [content for files in outcomes(*steps) if len(set(content := files["db"])) == 2]
    assert torn
    for content in torn:
        assert all(len(set(content[start : start + 512])) == 1 for start in range(0, PAGE, 512))


def test_a_torn_sector_may_hold_garbage_but_bytes_beside_a_write_stay() -> None:
    steps = (Made("db"), Written("db", 0, b"o" * PAGE), Synced("db", with_folder=True), Written("db", 100, b"n" * 50))
    contents = [files["db"] for files in outcomes(*steps)]
    assert any(set(content) - set(b"on") for content in contents)
    assert all(set(content[:100] + content[150:]) == set(b"o") for content in contents)


def test_a_shortening_may_get_lost() -> None:
    assert {files["db"] for files in outcomes(*MADE, Shortened("db", 1))} == {b"old.", b"o"}


def test_a_new_file_may_be_missing_until_its_folder_is_synced() -> None:
    unsure = (Made("wal"), Written("wal", 0, b"w"), Synced("wal", with_folder=False))
    assert {"wal" in files for files in outcomes(*MADE, *unsure)} == {True, False}
    assert {files["wal"] for files in outcomes(*MADE, *unsure) if "wal" in files} == {b"w"}
    assert all("wal" in files for files in outcomes(*MADE, *unsure, Synced("wal", with_folder=True)))


def test_a_deleted_file_may_be_back_with_what_it_held() -> None:
    wal = (Made("wal"), Written("wal", 0, b"w"), Synced("wal", with_folder=True))
    found = outcomes(*MADE, *wal, Deleted("wal", with_folder=False))
    assert {files.get("wal") for files in found} == {b"w", None}
    assert all("wal" not in files for files in outcomes(*MADE, *wal, Deleted("wal", with_folder=True)))


def test_after_the_power_is_back_all_that_was_found_is_on_the_disk() -> None:
    assert outcomes(Found({"db": b"left"}), times=3) == [{"db": b"left"}] * 3
