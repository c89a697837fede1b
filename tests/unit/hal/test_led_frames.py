"""Frames of LED boards: the documented ones, golden ones of eight characters, and whatever text comes."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.boards import shipped_boards
from hallcall.hal.codec import ledframe
from hallcall.hal.codec.ledframe import LedTemplate
from hallcall.hal.codec.modbus import seal

pytestmark = pytest.mark.feature("F108")

BOARDS = shipped_boards("leds", LedTemplate)


def _show(board: str, text: str, *, address: int = 1, colour: str = "red") -> str:
    template = BOARDS[board]
    shown = ledframe.fit(text, template)
    frame = ledframe.encode(template.show, template, address=address, text=shown, colour=colour, level=8)
    return frame.hex().upper()


def test_the_documented_frames_of_number_boards() -> None:
    assert _show("number-sum", "999", address=5) == "0503E7EF"
    assert _show("number-colour", "888") == "3A00780301B60A"


@pytest.mark.parametrize(
    ("text", "golden"),
    [
        ("A012", "A50C01120108413031322020202020202020202020204D925A"),
        ("暂停服务", "A50C01120108D4DDCDA3B7FECEF12020202020202020AF5B5A"),
        ("社会保险", "A50C01120108C9E7BBE1B1A3CFD520202020202020209A445A"),
        ("Counter closed", "A50C01120108436F756E74657220636C6F736564202087515A"),
    ],
    ids=["number", "paused", "name", "language"],
)
def test_golden_frames_of_a_board_of_eight_characters(text: str, golden: str) -> None:
    assert _show("text-8", text, address=12) == golden


@given(st.text(max_size=40), st.sampled_from(sorted(BOARDS)), st.integers(0, 255))
def test_whatever_text_comes_fits_the_board_and_its_frame(text: str, board: str, address: int) -> None:
    template = BOARDS[board]
    shown = ledframe.fit(text, template)
    if template.shows_text:
        assert ledframe.cells(shown) <= template.columns
        assert len(shown.encode(template.encoding)) == ledframe.cells(shown)
        assert ledframe.fit(shown, template) == shown
    frame = ledframe.encode(template.show, template, address=address, text=shown, colour="amber", level=8)
    assert len(frame) == len(ledframe.encode(template.show, template, address=0, text="", colour="red", level=0)), (
        "every frame of these boards has the same length"
    )


def test_a_character_that_the_board_has_not_is_shown_as_a_substitute() -> None:
    assert ledframe.fit("𠮷A1", BOARDS["text-8"]) == "〓A1"


def test_a_text_that_is_too_long_is_cut_between_characters() -> None:
    assert ledframe.fit("一二三四五六七八九", BOARDS["text-8"]) == "一二三四五六七八"
    assert ledframe.fit("A一二三四五六七八", BOARDS["text-8"]) == "A一二三四五六七"


def test_a_board_of_digits_shows_the_last_number_of_a_text() -> None:
    assert ledframe.fit("请A012到3号", BOARDS["number-sum"]) == "3"
    assert ledframe.fit("暂停", BOARDS["number-sum"]) == ""


@pytest.mark.parametrize(
    "table",
    [
        {"columns": 3, "show": ["address", "nonsense"]},
        {"columns": 3, "show": ["3a"]},
        {"columns": 3, "show": ["text"], "ask": ["05"]},
        {"columns": 3, "show": ["text"], "colour": 1},
        {"show": ["text"]},
    ],
)
def test_a_table_that_is_wrong_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, LedTemplate)


def test_checks_of_every_kind_cover_what_stands_before_them() -> None:
    def frame(part: str) -> bytes:
        template = msgspec.convert({"columns": 3, "show": ["01", "03", "05", part], "check_from": 1}, LedTemplate)
        return ledframe.encode(template.show, template, address=0, text="", colour="red", level=0)

    assert frame("sum8").hex() == "01030508"
    assert frame("xor8").hex() == "01030506"
    assert frame("crc16:le") == b"\x01" + seal(b"\x03\x05")
    assert frame("crc16:be")[3:] == frame("crc16:le")[:2:-1]
