"""Frames of card readers, against published ones and against noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec import sdt
from hallcall.hal.codec.sdt import Answer, Command, Framer, Reply, Request

pytestmark = pytest.mark.feature("F021")

_BODIES = st.binary(min_size=2, max_size=64)
_PUBLISHED_REQUESTS = [
    (Command.RESET, "", "AAAAAA9669000310FFEC"),
    (Command.STATUS, "", "AAAAAA9669000311FFED"),
    (Command.SAM_ID, "", "AAAAAA9669000312FFEE"),
    (Command.FIND, "", "AAAAAA96690003200122"),
    (Command.SELECT, "", "AAAAAA96690003200221"),
    (Command.READ, "", "AAAAAA96690003300132"),
    (Command.READ_FINGERPRINT, "", "AAAAAA96690003301023"),
    (0x61FF, "50", "AAAAAA9669000461FF50CA"),
]
_FOUND = bytes.fromhex("AAAAAA9669000800009F0000000097")
_SELECTED = bytes.fromhex("AAAAAA9669000C00009000000000000000009C")


@pytest.mark.parametrize(("command", "data", "frame"), _PUBLISHED_REQUESTS)
def test_requests_are_the_published_frames(command: int, data: str, frame: str) -> None:
    assert sdt.encode_request(Request(command, bytes.fromhex(data))) == bytes.fromhex(frame)


def test_published_replies_are_understood() -> None:
    bodies = Framer().feed(_FOUND + _SELECTED)
    assert [sdt.decode_reply(body) for body in bodies] == [
        Reply(Answer.FOUND, bytes(4)),
        Reply(Answer.OK, bytes(8)),
    ]


def test_a_read_reply_has_the_published_length_and_is_cut_in_text_and_photo() -> None:
    data = bytes.fromhex("01000400") + b"t" * 256 + b"p" * 1024
    frame = sdt.encode_reply(Reply(Answer.OK, data))
    assert len(frame) == 1295
    card = sdt.decode_card_data(data)
    assert card is not None
    assert (card.text, card.photo) == (b"t" * 256, b"p" * 1024)


@pytest.mark.parametrize("data", ["", "0100", "01000400", "00020001AABBCCDD"])
def test_card_data_of_the_wrong_length_is_refused(data: str) -> None:
    assert sdt.decode_card_data(bytes.fromhex(data)) is None


@pytest.mark.parametrize("body", [b"", b"\x00", b"\x00\x00"])
def test_a_body_without_an_answer_is_none(body: bytes) -> None:
    assert sdt.decode_reply(body) is None


@given(st.lists(_BODIES, max_size=5), st.data())
def test_frames_are_found_however_the_stream_is_cut(bodies: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(sdt.encode_frame(body) for body in bodies)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    framer, found = Framer(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += framer.feed(stream[begin:end])
    assert found == bodies


@given(_BODIES, st.binary(max_size=40).filter(lambda noise: b"\xaa" not in noise))
def test_a_frame_behind_noise_is_found(body: bytes, noise: bytes) -> None:
    assert Framer().feed(noise + sdt.encode_frame(body)) == [body]


@given(_BODIES, st.integers(0, 6))
def test_more_than_three_leading_marks_do_no_harm(body: bytes, marks: int) -> None:
    assert Framer().feed(b"\xaa" * marks + sdt.encode_frame(body)) == [body]


@given(st.binary(min_size=2, max_size=64).filter(lambda body: b"\xaa" not in body), st.data())
def test_a_damaged_frame_is_never_taken_and_the_next_one_is(body: bytes, data: st.DataObject) -> None:
    good = sdt.encode_frame(body)
    place = data.draw(st.integers(len(sdt.PREAMBLE) + 2, len(good) - 1))
    bits = data.draw(st.integers(1, 255).filter(lambda bits: good[place] ^ bits != 0xAA))
    bad = good[:place] + bytes((good[place] ^ bits,)) + good[place + 1 :]
    framer = Framer()
    assert framer.feed(bad + good) == [body]
    assert framer.rejected == 1


@given(st.binary(max_size=300))
def test_any_bytes_at_all_leave_the_framer_able_to_go_on(noise: bytes) -> None:
    framer = Framer()
    framer.feed(noise)
    assert framer.needed >= 1
    framer.feed(bytes(5000))
    assert framer.feed(_FOUND) == [_FOUND[7:-1]]


@given(st.lists(_BODIES, min_size=1, max_size=3))
def test_reading_what_is_needed_never_reads_into_the_next_frame(bodies: list[bytes]) -> None:
    stream = b"".join(sdt.encode_frame(body) for body in bodies)
    framer, at, found = Framer(), 0, []
    while len(found) < len(bodies):
        portion = stream[at : at + framer.needed]
        assert portion
        at += len(portion)
        fresh = framer.feed(portion)
        assert len(fresh) <= 1
        found += fresh
    assert found == bodies
    assert at == len(stream)


_CARD = Reply(Answer.OK, bytes.fromhex("01000400") + b"t" * 256 + b"p" * 1024)
_STATUS, _FOUND_ONE, _SELECTED_ONE = Reply(Answer.OK), Reply(Answer.FOUND, bytes(4)), Reply(Answer.OK, bytes(8))


@pytest.mark.parametrize(
    ("command", "own"),
    [
        (Command.STATUS, _STATUS),
        (Command.FIND, _FOUND_ONE),
        (Command.SELECT, _SELECTED_ONE),
        (Command.READ, _CARD),
    ],
)
def test_nobodys_card_is_taken_for_the_reply_to_something_else(command: Command, own: Reply) -> None:
    assert sdt.can_answer(command, own)
    assert sdt.can_answer(command, Reply(Answer.SAM_UNAUTHORISED))
    assert sdt.can_answer(command, _CARD) is (command is Command.READ)
    assert sdt.can_answer(command, _FOUND_ONE) is (command is Command.FIND)
    assert sdt.can_answer(Command.READ, own) is (own is _CARD)
