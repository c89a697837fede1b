"""What a server finds wrong with itself, and how it says so."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.server.ops.backups import newest_backup
from hallcall.server.ops.checks import (
    BACKUPS_MISSED,
    FULL_BYTES,
    LOW_BYTES,
    Check,
    Checks,
    Severity,
    backup_check,
    disk_check,
    disk_findings,
)
from helpers.live_server import LiveServer

pytestmark = pytest.mark.feature("F241")

OWN_CODES = (
    "backup.old",
    "clock.jumped",
    "disk.full",
    "disk.low",
    "revision.files",
    "revision.machines",
    "storage.checking",
    "storage.unreadable",
    "writer.silent",
)


@pytest.mark.parametrize(
    ("free", "total", "codes"),
    [
        (100 * LOW_BYTES, 200 * LOW_BYTES, ()),
        (LOW_BYTES - 1, 2 * LOW_BYTES, ("disk.low",)),
        (LOW_BYTES + 1, 100 * LOW_BYTES, ("disk.low",)),
        (FULL_BYTES - 1, 2 * LOW_BYTES, ("disk.full",)),
    ],
)
def test_a_disk_is_low_by_bytes_or_by_share_and_full_before_nothing_is_left(
    free: int, total: int, codes: tuple[str, ...]
) -> None:
    assert disk_findings(free, total) == codes


def test_a_disk_that_is_gone_is_said(tmp_path: Path) -> None:
    assert list(disk_check(tmp_path / "gone").run()) == ["storage.unreadable"]


def test_a_backup_is_old_after_two_hours_and_a_new_server_has_two_hours_for_its_first(tmp_path: Path) -> None:
    now = [time.time()]
    check, old_s = backup_check(tmp_path, 3600.0, lambda: now[0]), BACKUPS_MISSED * 3600.0
    assert check.severity is Severity.WARNING
    now[0] += old_s - 1
    assert list(check.run()) == []
    now[0] += 2
    assert list(check.run()) == ["backup.old"]
    backup = tmp_path / "hall.db"
    backup.touch()
    os.utime(backup, (now[0], now[0]))
    assert list(check.run()) == []
    now[0] += old_s + 1
    assert list(check.run()) == ["backup.old"]


def test_a_backup_that_is_still_being_written_is_none_yet(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "none") is None
    for name in (".hall.db", "hall.db.part"):
        (tmp_path / name).touch()
    assert newest_backup(tmp_path) is None


def test_faults_and_warnings_are_told_apart_each_code_once() -> None:
    checks = Checks(
        Check(name="one", run=lambda: ("disk.low",)),
        Check(name="two", run=lambda: ("disk.low", "writer.silent")),
    )
    checks.add(Check(name="three", run=lambda: ("backup.old",), severity=Severity.WARNING))
    found = checks.look()
    assert (found.reasons, found.warnings) == (("disk.low", "writer.silent"), ("backup.old",))


def test_a_warning_leaves_the_server_ready_and_a_fault_does_not(server: LiveServer) -> None:
    caller, checks = server.caller(), server.parts.ops.checks
    checks.add(Check(name="backup", run=lambda: ("backup.old",), severity=Severity.WARNING))
    answer = caller.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"], answer.json()["warnings"]) == (200, [], ["backup.old"])
    checks.add(Check(name="disk", run=lambda: ("disk.low",)))
    answer = caller.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["disk.low"])
    assert caller.get("/livez").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    """Those of ``StorageError``, which are reasons too, have one as errors."""
    for code in OWN_CODES:
        assert load_texts(language).text(f"reason-{code.replace('.', '-')}")
