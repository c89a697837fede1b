"""A report printer: a page comes out once or not at all, and what keeps it from coming is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceFault, DeviceProtocol
from hallcall.hal import Health, Reason
from hallcall.hal.codec.ipp import (
    Attribute,
    Group,
    IppDamage,
    IppStatus,
    Message,
    Operation,
    PageJobState,
    Tag,
    decode,
    encode,
)
from hallcall.sim.devices.ipp import SimIppPrinter
from helpers.device_rigs import PATIENT_S, wait_status
from helpers.device_rigs.printer_ipp import PDF, ReportRig, report_rig

pytestmark = pytest.mark.feature("F210")


def _refusal(rig: ReportRig, document: bytes = PDF) -> str:
    with pytest.raises(DeviceFault) as refused:
        rig.send(document).result(PATIENT_S)
    return str(refused.value.fields["reason"])


def test_copies_and_document_arrive_as_they_were_asked_for(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        rig.send(PDF, copies=2).result(PATIENT_S)
    assert [(job.document, job.copies, job.state) for job in rig.device.jobs] == [(PDF, 2, PageJobState.COMPLETED)]


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("media-empty", Reason.MEDIA_MISSING),
        ("media-jam-error", Reason.JAMMED),
        ("cover-open", Reason.COVER_OPEN),
        ("marker-supply-empty-error", Reason.TONER_OUT),
        ("paused", Reason.PRINTER_OFFLINE),
        ("fuser-over-temp-error", Reason.PRINTER_ERROR),
    ],
)
def test_what_stops_the_printer_is_told_and_nothing_is_sent(tmp_path: Path, word: str, reason: Reason) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.say(word)
        assert _refusal(rig) == reason.value
        wait_status(rig, Health.FAULT, reason)
        before = len(rig.diary.events)
        rig.device.say()
        wait_status(rig, Health.ONLINE, after=before)
        rig.use()
    assert len(rig.device.jobs) == 1


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("media-low-report", Reason.MEDIA_LOW),
        ("toner-low-warning", Reason.TONER_LOW),
        ("media-empty-warning", Reason.MEDIA_MISSING),
    ],
)
def test_what_runs_low_is_told_and_pages_still_come(tmp_path: Path, word: str, reason: Reason) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.say(word)
        wait_status(rig, Health.DEGRADED, reason)
        rig.use()


@pytest.mark.parametrize(("word", "reason"), [("media-empty", Reason.MEDIA_MISSING), ("media-jam", Reason.JAMMED)])
def test_a_page_that_stops_midway_is_cancelled_and_does_not_come_out_later(
    tmp_path: Path, word: str, reason: Reason
) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.say(word, midway=True)
        assert _refusal(rig) == reason.value
        wait_status(rig, Health.FAULT, reason)
        before = len(rig.diary.events)
        rig.device.say()
        wait_status(rig, Health.ONLINE, after=before)
        rig.use()
    assert rig.device.jobs[0].state is PageJobState.CANCELED
    assert PDF not in rig.device.printed


def test_a_page_that_the_printer_gives_up_fails(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.abort_next()
        assert _refusal(rig) == Reason.PRINTER_ERROR.value
        rig.use()


def test_a_page_that_takes_for_ever_is_cancelled(tmp_path: Path) -> None:
    with report_rig(tmp_path, options="job_ms = 500", device=SimIppPrinter(job_s=1e6)) as rig:
        assert _refusal(rig) == Reason.PRINTER_ERROR.value
        assert rig.device.jobs[0].state is PageJobState.CANCELED


def test_a_lost_answer_does_not_print_twice(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        for _ in range(3):
            rig.device.loses_answers = 1
            rig.use()


def test_a_printer_that_lists_a_document_late_does_not_print_it_twice(tmp_path: Path) -> None:
    with report_rig(tmp_path, device=SimIppPrinter(job_s=1.0)) as rig:
        carry_out, looks = rig.device._carry_out, list[float]()

        def list_late(asked: Message) -> object:
            if asked.code == Operation.GET_JOBS:
                looks.append(time.monotonic())
                if time.monotonic() - looks[0] < 0.5:
                    return IppStatus.OK, []
            return carry_out(asked)

        rig.device._carry_out = list_late  # type: ignore[assignment,method-assign]
        rig.device.loses_answers = 1
        rig.send(PDF).result(PATIENT_S)
        assert len(rig.device.jobs) == 1


def test_a_line_that_breaks_when_a_document_was_taken_does_not_fail_it(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        take = rig.device._take

        def take_and_break(asked: Message) -> object:
            rig.device._take = take  # type: ignore[method-assign]
            taken = take(asked)
            rig.wire._hang_up()
            return taken

        rig.device._take = take_and_break  # type: ignore[assignment,method-assign]
        rig.send(PDF).result(PATIENT_S)
        assert len(rig.device.jobs) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (IppStatus.NOT_AUTHORISED, Reason.UNAUTHORISED),
        (IppStatus.NOT_ACCEPTING, Reason.PRINTER_OFFLINE),
        (IppStatus.BUSY, Reason.QUEUE_FULL),
    ],
)
def test_a_refused_job_says_why(tmp_path: Path, status: IppStatus, reason: Reason) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.refuses = status
        assert _refusal(rig) == reason.value


def test_a_status_nobody_knows_is_no_success(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.refuses = IppStatus.BAD_REQUEST
        with pytest.raises(DeviceProtocol):
            rig.send().result(PATIENT_S)


def test_an_address_that_wants_a_password_needs_a_person(tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.http_status = 401
        wait_status(rig, Health.FAULT, Reason.UNAUTHORISED)


def test_an_older_printer_is_spoken_to_in_its_own_version(tmp_path: Path) -> None:
    with report_rig(tmp_path, device=SimIppPrinter(versions=((1, 1),))) as rig:
        rig.use()


def test_a_printer_that_hangs_up_after_each_answer_is_called_again(tmp_path: Path) -> None:
    with report_rig(tmp_path, device=SimIppPrinter(keeps_open=False)) as rig:
        rig.use()
        assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_the_bytes_of_a_question_are_those_of_the_standard() -> None:
    # Source: RFC 8010 appendix A.8 (Get-Jobs), its first attributes and the operation's head.
    charset = Attribute("attributes-charset", Tag.CHARSET, ("us-ascii",))
    language = Attribute("attributes-natural-language", Tag.LANGUAGE, ("en-us",))
    data = encode(Operation.GET_JOBS, 0x123, [(Group.OPERATION, (charset, language))], version=(1, 1))
    assert data == (
        b"\x01\x01\x00\x0a\x00\x00\x01\x23\x01\x47\x00\x12attributes-charset\x00\x08us-ascii"
        b"\x48\x00\x1battributes-natural-language\x00\x05en-us\x03"
    )


def test_a_message_that_is_cut_off_anywhere_is_noticed() -> None:
    words = Attribute("printer-state-reasons", Tag.KEYWORD, ("media-low", "toner-low"))
    state = Attribute("printer-state", Tag.ENUM, (3,))
    data = encode(0, 7, [(Group.PRINTER, (state, words))])
    assert decode(data).of(Group.PRINTER) == [
        {"printer-state": (3,), "printer-state-reasons": ("media-low", "toner-low")}
    ]
    for place in range(len(data)):
        with pytest.raises(IppDamage):
            decode(data[:place])
