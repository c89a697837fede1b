"""What a daemon remembers over its own end."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from hallcall.core.errors import DeviceFault
from hallcall.hal import DeviceEvent, DeviceId, JobState
from hallcall.hal.document import Slip
from hallcall.hal.failing import error_of
from hallcall.hal.jobs import Jobs
from hallcall.hal.journal import Journal, Step
from hallcall.hal.ports.printer import PrintSlip

pytestmark = pytest.mark.feature("F210")

_PRINTER = DeviceId("ticket")
_PRINT = PrintSlip(slip=Slip(blocks=()))


def _nobody(event: DeviceEvent) -> None:
    del event


def _jobs(path: Path) -> tuple[Jobs, Journal]:
    journal = Journal(path)
    return Jobs(_PRINTER, _nobody, journal), journal


def test_a_job_that_ended_has_the_same_end_for_the_next_process(tmp_path: Path) -> None:
    jobs, journal = _jobs(tmp_path / "jobs")
    for request_id in ("done", "failed"):
        jobs.admit(request_id, _PRINT)
        jobs.begin(request_id)
    jobs.confirm("done")
    jobs.fail("failed", error_of("printer.paper_out"))
    journal.close()

    jobs, journal = _jobs(tmp_path / "jobs")
    done, is_new = jobs.admit("done", _PRINT)
    assert not is_new
    assert done.result(0) is None
    failed, is_new = jobs.admit("failed", _PRINT)
    assert not is_new
    with pytest.raises(DeviceFault, match=r"printer\.paper_out"):
        failed.result(0)
    journal.close()


def test_a_job_that_was_begun_and_not_ended_is_interrupted_not_repeated(tmp_path: Path) -> None:
    jobs, journal = _jobs(tmp_path / "jobs")
    jobs.admit("begun", _PRINT)
    jobs.begin("begun")
    jobs.admit("queued", _PRINT)
    journal.close()

    jobs, journal = _jobs(tmp_path / "jobs")
    begun, is_new = jobs.admit("begun", _PRINT)
    assert not is_new
    with pytest.raises(DeviceFault, match=r"device\.interrupted"):
        begun.result(0)
    job = jobs.get("begun")
    assert job is not None
    assert job.state is JobState.FAILED
    assert jobs.admit("queued", _PRINT)[1]
    journal.close()


def test_half_a_line_at_the_end_is_what_a_killed_process_leaves(tmp_path: Path) -> None:
    path = tmp_path / "jobs"
    journal = Journal(path)
    journal.note(Step(device=_PRINTER, request_id="r1", command="printer.print_slip", result=msgspec.Raw(b"null")))
    journal.close()
    path.write_bytes(path.read_bytes() + b'{"device":"ticket","requ')
    journal = Journal(path)
    assert list(journal.past(_PRINTER)) == ["r1"]
    assert journal.past(DeviceId("other")) == {}
    journal.close()


def test_the_file_is_tidied_at_each_start_and_for_its_own_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs"
    journal = Journal(path)
    for number in range(1500):
        journal.note(Step(device=_PRINTER, request_id=f"r{number}", command="printer.print_slip", code="device.absent"))
    journal.close()
    journal = Journal(path)
    journal.close()
    assert path.read_bytes().count(b"\n") == 1024
    assert b"r1499" in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
