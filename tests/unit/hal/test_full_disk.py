"""A disk that is full in the middle of a line: the lines before it stay in the book, and so do those after it."""

from __future__ import annotations

import resource
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceFault, DeviceTimeout
from hallcall.core.payments import begin
from hallcall.hal import DeviceId, JobState
from hallcall.hal.document import Slip
from hallcall.hal.jobs import Jobs, JobTask
from hallcall.hal.journal import Journal, Step
from hallcall.hal.model import DeviceEvent
from hallcall.hal.paybook import PayBook
from hallcall.hal.ports.printer import PrintSlip
from hallcall.hal.ports.sms import Sms
from hallcall.hal.sentbook import OnTheWay, SentBook

DEVICE = DeviceId("it")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_PRINT = PrintSlip(slip=Slip(blocks=()))


@contextmanager
def room_in(path: Path, *, left: int) -> Generator[None]:
    """Let a file grow by so many bytes and no more; a write beyond is cut off, as a full disk does it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_book_of_payments_can_be_read_again_and_takes_the_next_order(tmp_path: Path) -> None:
    book = PayBook(DEVICE, tmp_path / "payments.jsonl")
    book.open()
    kept = book.keep(begin("o1", 2500, NOON))
    with room_in(tmp_path / "payments.jsonl", left=20), pytest.raises(DeviceFault, match="disk-full"):
        book.keep(begin("o2", 100, NOON))
    later = book.keep(begin("o3", 700, NOON))
    book.open()
    assert book.all() == [kept, later]
    book.close()


@pytest.mark.feature("F172")
def test_a_message_is_not_sent_twice_because_the_book_was_full_before_it(tmp_path: Path) -> None:
    left: list[str] = []

    def submit(sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        on_the_way("")
        left.append(sms.message_id)
        raise DeviceTimeout("device.timeout", device=DEVICE)

    book = SentBook(DEVICE, tmp_path / "sms.book", "leave")
    book.open()
    with room_in(tmp_path / "sms.book", left=20), pytest.raises(DeviceAbsent):
        book.send(Sms.checked("13812345678", "A001", "E-1"), submit)
    with pytest.raises(DeviceTimeout):
        book.send(Sms.checked("13812345678", "A002", "E-2"), submit)
    book.open()
    with pytest.raises(DeviceFault, match=r"sms\.unsure"):
        book.send(Sms.checked("13812345678", "A002", "E-2"), submit)
    assert left == ["E-2"]
    book.close()


def _journal(path: Path) -> Journal:
    """A journal longer than anything else that a test writes: the limit is one for every file of the process."""
    journal = Journal(path)
    journal.note(Step(device="other", request_id="x" * 100_000, command="slip.print"))
    return journal


class Printer:
    """Prints nothing, counts what it was given."""

    def __init__(self) -> None:
        self.printed = 0

    def print_slip(self, slip: Slip, on_sent: object) -> None:  # noqa: ARG002 - fake
        self.printed += 1


def _nobody(event: DeviceEvent) -> None:
    del event


@pytest.mark.feature("F210")
def test_a_slip_that_cannot_be_written_down_is_not_printed_and_whoever_waits_is_told(tmp_path: Path) -> None:
    journal = _journal(tmp_path / "jobs")
    jobs, printer = Jobs(DEVICE, _nobody, journal), Printer()
    waiting, _ = jobs.admit("r1", _PRINT)
    with room_in(tmp_path / "jobs", left=5):
        JobTask(jobs, "r1", _PRINT, None).run(printer)  # type: ignore[arg-type]
    with pytest.raises(DeviceFault, match="disk-full"):
        waiting.result(0)
    assert printer.printed == 0
    journal.close()


@pytest.mark.feature("F210")
def test_a_slip_whose_end_cannot_be_written_down_is_told_and_not_printed_by_the_next_process(tmp_path: Path) -> None:
    journal = _journal(tmp_path / "jobs")
    jobs = Jobs(DEVICE, _nobody, journal)
    waiting, _ = jobs.admit("r1", _PRINT)
    jobs.begin("r1")
    with room_in(tmp_path / "jobs", left=5):
        jobs.confirm("r1")
    assert waiting.result(0) is None
    jobs.admit("r2", _PRINT)
    jobs.begin("r2")
    journal.close()
    journal = Journal(tmp_path / "jobs")
    again = Jobs(DEVICE, _nobody, journal)
    for request_id in ("r1", "r2"):
        job = again.get(request_id)
        assert job is not None
        assert (job.state, job.reason) == (JobState.FAILED, "device.interrupted")
    journal.close()
