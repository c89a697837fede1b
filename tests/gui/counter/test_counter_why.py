"""Why somebody is next, on the screen and on paper."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from hallcall.core import commands as cm
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode
from hallcall.counter.widgets.chosen import ChosenSheet
from hallcall.counter.widgets.parts import Line
from hallcall.counter.widgets.why import WhySheet
from helpers.counter_clerk import K, Start
from helpers.device_rigs import PATIENT_S
from helpers.device_rigs.printer_ipp import ReportRig, report_rig


def shown_cells(sheet: WhySheet) -> list[list[str]]:
    """The words of the comparison, row by row."""
    return [[cell.text() for cell in row.cells] for row in sheet.rows if row.isVisible()]


@pytest.mark.feature("F227")
def test_f1_says_why_somebody_is_next_and_f1_again_why_the_one_here_was_called(start: Start) -> None:
    clerk = start()
    elder = cm.IssueTicket(item=ItemCode("GA-HZ-02"), kiosk="K1", priority=PriorityClass.ELDER)
    clerk.server.do(elder)
    clerk.server.wait(300)
    clerk.press(K.Key_F2, then_wait=10)
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.number == "A005"
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F1)
    sheet = clerk.window.sheet
    assert isinstance(sheet, WhySheet)
    title = sheet.findChildren(Line)[0]
    assert title.text() == "为什么下一位是 A001？"
    assert [row[0] for row in shown_cells(sheet)] == ["A001", "A002", "A003", "A004"]
    clerk.press(K.Key_F1)
    assert title.text() == "为什么叫了 A005，不是 A001？"
    assert shown_cells(sheet)[0][3:] == ["老年：5 × 4 = 20", "已叫"]
    clerk.press(K.Key_F1)
    assert title.text() == "为什么下一位是 A001？"
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is None
    assert [type(command) for command, _ in clerk.server.sent] == [cm.CallNext, cm.StartService]


@pytest.mark.feature("F227")
def test_f5_goes_from_the_reason_to_calling_another_number(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F1)
    clerk.press(K.Key_F5)
    assert isinstance(clerk.window.sheet, ChosenSheet)


@pytest.mark.feature("F227")
def test_f12_prints_why_and_says_where(start: Start, tmp_path: Path) -> None:
    clerk = start()
    clerk.press(K.Key_F1)
    sheet = clerk.window.sheet
    assert isinstance(sheet, WhySheet)
    clerk.press(K.Key_F12)
    (paper,) = (tmp_path / "prints").glob("*.pdf")
    assert str(paper) in sheet.sentence


def put_paper(start: Start, rig: ReportRig, tmp_path: Path) -> tuple[str, list[Path]]:
    """F12 at a desk with a report printer: what the sheet says in the end, and what lies in the folder."""
    clerk = start(devices=rig.hal)
    clerk.press(K.Key_F1)
    sheet = clerk.window.sheet
    assert isinstance(sheet, WhySheet)
    clerk.press(K.Key_F12)
    deadline = time.monotonic() + PATIENT_S
    while sheet.sentence == "正在打印，请稍候" and time.monotonic() < deadline:
        QApplication.processEvents()
    return sheet.sentence, list((tmp_path / "prints").glob("*.pdf"))


@pytest.mark.feature("F227")
def test_f12_prints_on_the_report_printer_of_this_desk_once(start: Start, tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        assert put_paper(start, rig, tmp_path) == ("已打印，请取纸", [])
        assert [paper[:5] for paper in rig.device.printed] == [b"%PDF-"]


@pytest.mark.feature("F227")
def test_a_printer_without_paper_leaves_a_file_and_says_what_it_needs(start: Start, tmp_path: Path) -> None:
    with report_rig(tmp_path) as rig:
        rig.device.say("media-empty")
        sentence, files = put_paper(start, rig, tmp_path)
    assert len(files) == 1
    assert sentence == f"没有打印（没有纸，请放入 A4 纸），已存为 {files[0]}"


@pytest.mark.feature("F227")
def test_a_paper_that_cannot_be_saved_is_told(start: Start, tmp_path: Path) -> None:
    clerk = start()
    (tmp_path / "prints").write_text("no folder")
    clerk.press(K.Key_F1)
    clerk.press(K.Key_F12)
    assert isinstance(clerk.window.sheet, WhySheet)
    assert clerk.window.sheet.sentence.startswith("操作没有保存")
