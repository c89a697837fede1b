"""The ticket printer: what comes out, and what the visitor is told when nothing does."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import pytest

from hallcall.hal import Hal, Health, JobChanged, JobState, Reason, parse_machine
from hallcall.hal.codec import escpos
from hallcall.hal.document import Bitmap, Block, Slip, Text
from hallcall.hal.drivers.printer_escpos import EscposPrinter
from hallcall.sim.devices import SimTicketPrinter
from helpers.device_rigs import HASTY, PATIENT_S, PRINTER, PrinterRig, printer_rig, wait_status
from helpers.sample_slip import sample_slip


class BarDrawer:
    """Draws every block as a black bar of 16 rows."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.slips = 0

    def draw_block(self, block: Block, width_px: int) -> Bitmap:
        self.blocks.append(block)
        return _bar(width_px)

    def draw_slip(self, slip: Slip, width_px: int) -> Bitmap:  # noqa: ARG002 - fake
        self.slips += 1
        return _bar(width_px)


class LostPencil(BarDrawer):
    """Cannot draw."""

    def draw_block(self, block: Block, width_px: int) -> Bitmap:  # noqa: ARG002 - fake
        raise RuntimeError("the pencil broke")


def _bar(width_px: int) -> Bitmap:
    return Bitmap(width_px=width_px, height_px=16, rows=b"\xff" * (16 * ((width_px + 7) // 8)))


def _states(rig: PrinterRig) -> list[JobState]:
    return [event.job.state for event in rig.diary.of(JobChanged)]


@pytest.mark.feature("F064")
def test_a_slip_is_queued_sent_and_confirmed_and_says_what_it_should(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        job = rig.print(sample_slip())
        ticket = rig.device.tickets[0]
    assert job.state is JobState.CONFIRMED
    assert _states(rig) == [JobState.QUEUED, JobState.SENT, JobState.CONFIRMED]
    assert rig.device.unknown == []
    assert "A024" in ticket.lines
    assert "前面还有 11 人  大约 15-22 分" in ticket.lines
    assert any(line.startswith("1 层 A 区 ") and line.endswith(" 01-14 号窗口") for line in ticket.lines)
    assert "证件 33**************34  取号 09:23:08" in ticket.lines
    assert ticket.codes == ("https://hall.example/t/7Q2M9KX4B1C8D3EF5GHJ",)
    assert 1100 < ticket.image.height < 1700


@pytest.mark.feature("F064")
def test_a_printed_ticket_is_left_as_a_one_bit_picture(tmp_path: Path) -> None:
    device = SimTicketPrinter(out=tmp_path / "tickets")
    with printer_rig(tmp_path, device=device) as rig:
        rig.use()
    assert device.tickets[0].path == tmp_path / "tickets" / "ticket-0001.png"
    assert device.tickets[0].image.mode == "1"
    assert (tmp_path / "tickets" / "ticket-0001.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_request_prints_once_however_often_it_is_sent(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        first = rig.hal.print_slip(PRINTER, sample_slip(), "request-1")
        rig.diary.wait(JobChanged, lambda event: event.job.is_over)
        again = rig.hal.print_slip(PRINTER, sample_slip(), "request-1")
        rig.use()
        assert rig.hal.job(PRINTER, "request-1") == again
        assert rig.hal.job(PRINTER, "never-asked") is None
    assert first.request_id == again.request_id
    assert again.state is JobState.CONFIRMED
    assert len(rig.device.tickets) == 2


def test_slips_asked_for_together_come_out_in_order(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        for number in range(4):
            rig.hal.print_slip(PRINTER, Slip(blocks=(Text(text=f"A{number:03}"),)), f"request-{number}")
        rig.diary.wait(JobChanged, lambda event: event.job.request_id == "request-3" and event.job.is_over)
    assert [ticket.lines for ticket in rig.device.tickets] == [(f"A{number:03}",) for number in range(4)]


def test_no_paper_before_the_slip_fails_at_once_and_sends_nothing(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        rig.device.run_out()
        job = rig.print(sample_slip())
        wait_status(rig, Health.FAULT, Reason.PAPER_OUT)
        before = len(rig.diary.events)
        rig.device.refill()
        wait_status(rig, Health.ONLINE, after=before)
        rig.use()
    assert (job.state, job.reason) == (JobState.FAILED, "printer.paper_out")
    assert _states(rig)[:2] == [JobState.QUEUED, JobState.FAILED]
    assert len(rig.device.tickets) == 1


@pytest.mark.parametrize("speed_mm_s", [None, 400.0])
def test_paper_that_ends_in_the_middle_of_a_slip_is_noticed(tmp_path: Path, speed_mm_s: float | None) -> None:
    # So slow a printer is given more time than this test has: the end of the paper must be noticed before that.
    with printer_rig(tmp_path, options="paper_speed_mm_s = 20", device=SimTicketPrinter(speed_mm_s=speed_mm_s)) as rig:
        rig.device.run_out(after_lines=8)
        job = rig.print(sample_slip())
        assert rig.device.tickets == ()
        time.sleep(1.0)  # nobody puts a roll in before the rest of the slip has come and vanished
        rig.device.refill()
        wait_status(rig, Health.ONLINE)
        while (again := rig.print(sample_slip())).reason == "printer.paper_out":
            pass
    assert (job.state, job.reason) == (JobState.FAILED, "printer.paper_out")
    assert _states(rig)[:3] == [JobState.QUEUED, JobState.SENT, JobState.FAILED]
    assert again.state is JobState.CONFIRMED
    assert rig.device.tickets[0].lines[0] == "海滨区政务服务大厅"


def test_an_open_cover_is_told(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        rig.device.open_cover()
        job = rig.print(sample_slip())
        wait_status(rig, Health.FAULT, Reason.COVER_OPEN)
        before = len(rig.diary.events)
        rig.device.close_cover()
        wait_status(rig, Health.ONLINE, after=before)
    assert (job.state, job.reason) == (JobState.FAILED, "printer.cover_open")


@pytest.mark.feature("F076")
def test_a_knife_that_sticks_at_the_cut_fails_the_slip_and_a_reprint_comes_out_whole(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        rig.device.jam_cutter()
        job = rig.print(sample_slip())
        wait_status(rig, Health.FAULT, Reason.CUTTER_JAM)
        before = len(rig.diary.events)
        rig.device.repair_cutter()
        wait_status(rig, Health.ONLINE, after=before)
        assert rig.print(sample_slip(copy=2)).state is JobState.CONFIRMED
    assert (job.state, job.reason) == (JobState.FAILED, "printer.cutter_jam")
    assert "补打 2" in rig.device.tickets[0].lines


@pytest.mark.parametrize("answers_marker", [True, False], ids=["answers the marker", "answers none"])
@pytest.mark.parametrize("rows", [0, 1, 127])
def test_a_picture_that_a_killed_program_left_unfinished_eats_nothing_of_the_next_slip(
    tmp_path: Path, rows: int, *, answers_marker: bool
) -> None:
    device = SimTicketPrinter(answers_marker=answers_marker)
    with printer_rig(tmp_path, device=device) as rig:
        left = escpos.RESET + escpos.raster(Bitmap(width_px=576, height_px=128, rows=b"\xff" * (72 * 128)))
        device.receive(left[: len(escpos.RESET) + 8 + rows * 72])
        job = rig.print(sample_slip())
    assert job.state is JobState.CONFIRMED
    ticket = device.tickets[-1]
    assert ("A024" in ticket.lines, ticket.codes) == (True, ("https://hall.example/t/7Q2M9KX4B1C8D3EF5GHJ",))
    assert device.unknown == []
    if answers_marker and rows:
        assert [bool(one.lines) for one in device.tickets] == [False, True], "what had come out was cut off"


def test_a_printer_taken_off_line_by_hand_is_told(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        rig.device.set_online(is_online=False)
        job = rig.print(sample_slip())
        wait_status(rig, Health.FAULT, Reason.PRINTER_OFFLINE)
    assert (job.state, job.reason) == (JobState.FAILED, "printer.offline")


@pytest.mark.parametrize("status", ["poll", "asb"])
def test_paper_that_runs_low_is_told_and_still_prints(tmp_path: Path, status: str) -> None:
    with printer_rig(tmp_path, options=f'status = "{status}"') as rig:
        rig.device.run_low()
        wait_status(rig, Health.DEGRADED, Reason.PAPER_LOW)
        rig.use()
        assert rig.hal.get(PRINTER).status.is_usable


def test_a_printer_that_tells_by_itself_is_heard_between_two_questions(tmp_path: Path) -> None:
    with printer_rig(tmp_path, options='status = "asb"\npoll_ms = 5000') as rig:
        rig.use()
        rig.device.open_cover()
        opened = wait_status(rig, Health.FAULT, Reason.COVER_OPEN)
        before = len(rig.diary.events)
        rig.device.close_cover()
        closed = wait_status(rig, Health.ONLINE, after=before)
        assert rig.hal.get(PRINTER).capabilities.asb
    assert (closed.since - opened.since).total_seconds() < 4


def test_a_model_that_knows_no_marker_is_given_the_time_it_needs(tmp_path: Path) -> None:
    with printer_rig(tmp_path, device=SimTicketPrinter(answers_marker=False)) as rig:
        for _ in range(2):
            rig.use()


def test_the_first_slip_after_a_quiet_moment_waits_for_no_answer_of_an_older_one(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        heard = bytearray()
        receive = rig.device.receive

        def hear(data: bytes) -> list[bytes]:
            heard.extend(data)
            return receive(data)

        driver = rig.hal._drivers[PRINTER]
        assert isinstance(driver, EscposPrinter)
        deadline = time.monotonic() + PATIENT_S
        while driver._owes_marker:  # that of the opening is answered, and looked at some time later
            assert time.monotonic() < deadline
            time.sleep(0.01)
        rig.device.receive = hear  # type: ignore[method-assign]
        rig.use()
    before_the_slip, _, slip = bytes(heard).partition(escpos.RESET)
    assert escpos.MARKER not in before_the_slip
    assert escpos.MARKER in slip


def test_a_slip_for_a_printer_that_is_unplugged_fails_at_once(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE)
        job = rig.print(sample_slip())
    assert job.state is JobState.FAILED
    assert job.reason in {"device.unplugged", "device.absent"}


def test_a_cable_pulled_during_a_slip_fails_it(tmp_path: Path) -> None:
    with printer_rig(tmp_path, device=SimTicketPrinter(speed_mm_s=100)) as rig:
        rig.hal.print_slip(PRINTER, sample_slip(), "request-1")
        rig.diary.wait(JobChanged, lambda event: event.job.state is JobState.SENT)
        rig.wire.unplug()
        ended = rig.diary.wait(JobChanged, lambda event: event.job.is_over).job
    assert (ended.state, ended.reason) == (JobState.FAILED, "device.unplugged")


def test_a_switched_off_device_is_left_alone_and_its_slips_fail(tmp_path: Path) -> None:
    with printer_rig(tmp_path) as rig:
        text = rig.text + "enabled = false\n"
    with Hal(parse_machine(text), patience=HASTY) as hal:
        assert hal.status()[PRINTER].health is Health.DISABLED
        assert hal.print_slip(PRINTER, sample_slip(), "request-1").reason == "device.absent"


def test_a_character_outside_the_printers_font_is_drawn_and_the_rest_is_text(tmp_path: Path) -> None:
    drawer = BarDrawer()
    with printer_rig(tmp_path, rasteriser=drawer) as rig:
        rare = Text(text="事项 䶮𠮷")
        rig.print(Slip(blocks=(Text(text="普通"), rare, Text(text="结束"))))
    ticket = rig.device.tickets[0]
    assert drawer.blocks == [rare]
    assert ticket.lines == ("普通", "结束")
    # The drawn bar reaches both edges of the paper, below one line of text.
    assert [ticket.image.getpixel((x, 24 + 32 + 8)) for x in (0, 288, 575)] == [0, 0, 0]


def test_text_mode_prints_a_geta_where_the_font_lacks(tmp_path: Path) -> None:
    with printer_rig(tmp_path, options='mode = "text"', rasteriser=BarDrawer()) as rig:
        rig.print(Slip(blocks=(Text(text="吉𠮷"),)))
    assert rig.device.tickets[0].lines == ("吉〓",)


def test_raster_mode_prints_the_whole_slip_as_one_picture(tmp_path: Path) -> None:
    drawer = BarDrawer()
    with printer_rig(tmp_path, options='mode = "raster"', rasteriser=drawer) as rig:
        assert rig.print(sample_slip()).state is JobState.CONFIRMED
    assert drawer.slips == 1
    assert rig.device.tickets[0].lines == ()
    assert rig.device.tickets[0].image.height == 16 + 48


@pytest.mark.parametrize(("kind", "slips"), [("serial", 0), ("tcp", 1), ("usb-file", 1)])
def test_a_slip_is_a_picture_where_the_line_is_fast_and_text_where_it_is_slow(
    tmp_path: Path, kind: Literal["serial", "tcp", "usb-file"], slips: int
) -> None:
    drawer = BarDrawer()
    with printer_rig(tmp_path, rasteriser=drawer, kind=kind) as rig:
        assert rig.print(sample_slip()).state is JobState.CONFIRMED
    assert drawer.slips == slips


@pytest.mark.parametrize("kind", ["tcp", "usb-file"])
@pytest.mark.parametrize("status", ["poll", "asb"])
def test_paper_that_runs_low_is_told_on_every_line(
    tmp_path: Path, kind: Literal["tcp", "usb-file"], status: str
) -> None:
    with printer_rig(tmp_path, options=f'status = "{status}"', kind=kind) as rig:
        rig.device.run_low()
        wait_status(rig, Health.DEGRADED, Reason.PAPER_LOW)
        rig.use()


def test_a_slip_that_cannot_be_drawn_fails_and_the_printer_goes_on(tmp_path: Path) -> None:
    with printer_rig(tmp_path, rasteriser=LostPencil()) as rig:
        job = rig.print(Slip(blocks=(Text(text="𠮷"),)))
        wait_status(rig, Health.FAULT, Reason.INTERNAL)
        before = len(rig.diary.events)
        wait_status(rig, Health.ONLINE, after=before - 1)
        rig.use()
    assert (job.state, job.reason) == (JobState.FAILED, "printer.error")
