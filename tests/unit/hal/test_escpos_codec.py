"""Bytes for receipt printers and what they answer."""

from __future__ import annotations

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hallcall.hal.codec import escpos
from hallcall.hal.codec.escpos import Automatic, Complaint, Listener, Marked, RealTime, StatusQuestion
from hallcall.hal.document import Align, Bitmap

pytestmark = pytest.mark.feature("F064")

_FINE = Complaint.FINE


def test_status_questions_are_the_published_bytes() -> None:
    assert [escpos.status_request(question).hex() for question in StatusQuestion] == [
        "100401",
        "100402",
        "100403",
        "100404",
    ]


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ("12 12 12 12", _FINE),
        ("12 12 12 1E", Complaint.PAPER_LOW),
        ("1A 32 12 7E", Complaint.OFFLINE | Complaint.PAPER_OUT | Complaint.PAPER_LOW),
        ("1A 16 12 12", Complaint.OFFLINE | Complaint.COVER_OPEN),
        ("1A 52 1A 12", Complaint.OFFLINE | Complaint.CUTTER_JAM | Complaint.ERROR),
    ],
)
def test_measured_answers_are_understood(answers: str, complaint: Complaint) -> None:
    found = _FINE
    for question, byte in zip(StatusQuestion, bytes.fromhex(answers), strict=True):
        found |= escpos.decode_status(question, byte)
    assert found == complaint


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("10 00 00 00", _FINE),
        ("10 00 03 00", Complaint.PAPER_LOW),
        ("18 00 0F 00", Complaint.OFFLINE | Complaint.PAPER_OUT | Complaint.PAPER_LOW),
        ("38 00 00 00", Complaint.OFFLINE | Complaint.COVER_OPEN),
        ("18 08 00 00", Complaint.OFFLINE | Complaint.CUTTER_JAM),
    ],
)
def test_automatic_status_is_understood(data: str, complaint: Complaint) -> None:
    assert escpos.decode_asb(bytes.fromhex(data)) == complaint


def test_answers_that_arrive_mixed_are_told_apart() -> None:
    stream = bytes.fromhex("12 10 00 12 03 00 00 1A 0F")
    assert Listener().feed(stream) == [
        RealTime(0x12),
        RealTime(0x12),
        Automatic(Complaint.PAPER_LOW),
        Marked(),
        RealTime(0x1A),
        Marked(),
    ]


def test_bytes_that_are_no_answer_are_counted() -> None:
    listener = Listener()
    assert listener.feed(b"\xff\x80\x93") == []
    assert listener.rejected == 3


@given(st.binary(max_size=200), st.integers(1, 50))
def test_a_stream_means_the_same_however_it_is_cut(stream: bytes, step: int) -> None:
    whole, parts = Listener(), Listener()
    pieces = [said for at in range(0, len(stream), step) for said in parts.feed(stream[at : at + step])]
    assert whole.feed(stream) == pieces
    assert whole.rejected == parts.rejected


def test_chinese_goes_out_in_two_bytes_each_and_rare_characters_as_a_geta() -> None:
    assert escpos.encode_text("请A：①") == bytes.fromhex("C7EB 41 A3BA A2D9")
    assert escpos.encode_text("𠮷䶮㐂€") == "〓〓〓〓".encode("gb18030")


def test_control_characters_never_reach_the_printer() -> None:
    assert escpos.encode_text("a\x1b@b\n\x7f") == b"a @b  "


@given(st.text(max_size=50))
def test_no_text_can_smuggle_a_command_or_a_four_byte_character(text: str) -> None:
    data = escpos.encode_text(text)
    assert all(byte >= 0x20 for byte in data)
    assert len(data) <= 2 * len(text)
    assert len(data.decode("gb18030")) == len(text)


@given(st.characters())
def test_a_character_in_the_rom_has_at_most_two_bytes(character: str) -> None:
    if escpos.is_in_rom(character):
        assert len(character.encode("gb18030")) <= 2


@pytest.mark.parametrize(
    ("made", "published"),
    [
        (escpos.KANJI_ON, "1C26"),
        (escpos.KANJI_OFF, "1C2E"),
        (escpos.CUT, "1D564200"),
        (escpos.MARKER, "1D7201"),
        (escpos.ASB_ON, "1D61FF"),
        (escpos.character_size(6, 5), "1D2154"),
        (escpos.bold(on=True), "1B4501"),
        (escpos.reverse(on=False), "1D4200"),
        (escpos.align(Align.CENTRE), "1B6101"),
        (escpos.line_pitch(32), "1B3320"),
        (escpos.line_pitch(999), "1B33FF"),
        (escpos.feed(300), "1B4AFF1B4A2D"),
        (escpos.feed(0), ""),
        (escpos.move_to(300), "1B242C01"),
        (escpos.page_setup(576), "1D50CBCB1D4C00001D574002"),
    ],
)
def test_commands_are_the_bytes_of_the_reference(made: bytes, published: str) -> None:
    assert made.hex().upper() == published


def test_a_code_is_asked_for_as_an_independent_library_asks_for_it() -> None:
    peer = Dummy()
    peer.qr("https://hall.example/t/1", ec=2, size=6, model=2, native=True)
    assert escpos.qr_code("https://hall.example/t/1", 6) in peer.output


def test_a_picture_is_sent_as_an_independent_library_sends_it() -> None:
    image = Image.new("1", (16, 3), 1)
    image.putpixel((0, 0), 0)
    image.putpixel((15, 2), 0)
    peer = Dummy()
    peer.image(image, impl="bitImageRaster")
    picture = Bitmap(width_px=16, height_px=3, rows=bytes.fromhex("8000 0000 0001"))
    assert escpos.raster(picture) in peer.output


def test_a_tall_picture_goes_out_in_bands() -> None:
    rows = bytes(index % 251 for index in range(300))
    data = escpos.raster(Bitmap(width_px=8, height_px=300, rows=rows))
    heads = [bytes.fromhex("1D763000 0100") + height.to_bytes(2, "little") for height in (128, 128, 44)]
    assert data == heads[0] + rows[:128] + heads[1] + rows[128:256] + heads[2] + rows[256:]


def test_a_picture_with_too_few_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="9 x 2"):
        Bitmap(width_px=9, height_px=2, rows=b"abc")
