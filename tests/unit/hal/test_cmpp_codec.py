"""Frames of CMPP 2.0, against values reckoned by hand and against noise."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec import cmpp
from hallcall.hal.codec.cmpp import Command, Frame, Framer, Report, Submit
from hallcall.hal.ports.sms import SmsTrouble

pytestmark = pytest.mark.feature("F168")

_FRAMES = st.builds(Frame, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.binary(max_size=200))


def test_a_test_of_the_line_is_twelve_bytes() -> None:
    assert cmpp.encode(Frame(Command.ACTIVE_TEST, 7)).hex() == "0000000c0000000800000007"


def test_a_connect_is_thirty_nine_bytes_with_the_proof_of_the_document() -> None:
    body = cmpp.encode_connect("901234", "1234", "1127090000")
    proof = hashlib.md5(b"901234" + b"\0" * 9 + b"1234" + b"1127090000", usedforsecurity=False).digest()
    assert body == b"901234" + proof + b"\x20" + (1127090000).to_bytes(4, "big")
    assert len(cmpp.encode(Frame(Command.CONNECT, 1, body))) == 39
    assert cmpp.decode_connect(body) == ("901234", proof, "1127090000")


def test_a_timestamp_keeps_its_zeros() -> None:
    assert cmpp.decode_connect(cmpp.encode_connect("901234", "1234", "0101000000"))[2] == "0101000000"


def test_the_gateway_proves_itself_too() -> None:
    proof = bytes(range(16))
    answer = cmpp.encode_connect_answer(0, proof, "1234")
    assert cmpp.read_connect_answer(answer, proof, "1234") == (0, True)
    assert cmpp.read_connect_answer(answer, proof, "other") == (0, False)


def test_a_submit_has_its_fields_where_the_document_puts_them() -> None:
    body = cmpp.encode_submit(Submit("901234", "HALL", "10690001", "13812345678", "你好"))
    assert len(body) == 126 + 21 + 4
    assert body[8:12] == bytes((1, 1, 1, 1))
    assert body[12:22] == b"HALL" + bytes(6)
    assert body[46] == cmpp.UCS2
    assert body[47:53] == b"901234"
    assert body[95:116] == b"10690001" + bytes(13)
    assert body[116:138] == b"\x01" + b"13812345678" + bytes(10)
    assert body[138:143] == b"\x04" + "你好".encode("utf-16-be")


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=67),
    st.from_regex(r"[0-9]{3,20}", fullmatch=True),
    st.integers(0, 255),
    st.integers(1, 6),
)
def test_what_was_encoded_is_decoded(text: str, number: str, reference: int, parts: int) -> None:
    submit = Submit("901234", "HALL", "10690001", number, text, parts, parts, reference if parts > 1 else 0)
    assert cmpp.decode_submit(cmpp.encode_submit(submit)) == submit


@given(st.lists(_FRAMES, max_size=5), st.integers(1, 40))
def test_frames_are_found_however_the_stream_is_cut(frames: list[Frame], size: int) -> None:
    stream = b"".join(map(cmpp.encode, frames))
    framer = Framer()
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert [frame for piece in pieces for frame in framer.feed(piece)] == frames


@given(st.binary(max_size=300))
def test_rubbish_is_nothing(data: bytes) -> None:
    readers = (cmpp.decode_connect, cmpp.decode_submit, cmpp.decode_answer, cmpp.decode_deliver, Framer().feed)
    for read in readers:
        try:
            read(data)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("state", "is_final", "trouble"),
    [
        ("DELIVRD", True, None),
        ("ACCEPTD", False, SmsTrouble.REFUSED),
        ("EXPIRED", True, SmsTrouble.EXPIRED),
        ("UNDELIV", True, SmsTrouble.UNREACHABLE),
        ("REJECTD", True, SmsTrouble.BLACKLISTED),
        ("MK:0001", True, SmsTrouble.REFUSED),
    ],
)
def test_a_report_says_what_became_of_a_part(state: str, is_final: bool, trouble: SmsTrouble | None) -> None:
    report = Report("0000000000000001", state, "13812345678", "2611270900")
    _, decoded = cmpp.decode_deliver(cmpp.encode_report(report, "10690001"))
    assert decoded == report
    assert (report.is_final, report.trouble) == (is_final, trouble)
