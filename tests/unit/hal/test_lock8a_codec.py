"""Frames of lock boards, against published ones and against noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec import lock8a
from hallcall.hal.codec.lock8a import Doors, Framer, Opened

pytestmark = pytest.mark.feature("F152")

_ANSWERS = st.one_of(
    st.builds(Opened, st.integers(0, 255), st.integers(0, 255), st.booleans()),
    st.builds(Doors, st.integers(0, 255), st.integers(0, 2**24 - 1)),
)


def _encoded(answer: Opened | Doors) -> bytes:
    return lock8a.encode_opened(answer) if isinstance(answer, Opened) else lock8a.encode_doors(answer)


def test_the_questions_are_the_published_frames() -> None:
    assert lock8a.encode_open(1, 1) == bytes.fromhex("8A0101119B")
    assert lock8a.encode_look(1) == bytes.fromhex("80010033B2")


def test_the_second_lock_is_the_second_bit() -> None:
    assert Framer().feed(bytes.fromhex("8001000002 33 B0")) == [Doors(1, 0b10)]


@given(st.lists(_ANSWERS, max_size=5), st.data())
def test_answers_are_found_however_the_stream_is_cut(answers: list[Opened | Doors], data: st.DataObject) -> None:
    stream = b"".join(map(_encoded, answers))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    framer, found = Framer(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += framer.feed(stream[begin:end])
    assert found == answers


@given(_ANSWERS, st.data())
def test_a_damaged_answer_is_never_the_one_that_was_sent(answer: Opened | Doors, data: st.DataObject) -> None:
    frame = bytearray(_encoded(answer))
    frame[data.draw(st.integers(0, len(frame) - 1))] ^= data.draw(st.integers(1, 255))
    assert answer not in Framer().feed(bytes(frame))


@given(st.binary(max_size=100))
def test_any_bytes_leave_the_framer_able_to_go_on(noise: bytes) -> None:
    framer = Framer()
    framer.feed(noise)
    framer.feed(bytes(8))
    assert framer.feed(lock8a.encode_doors(Doors(3, 5)))[-1:] == [Doors(3, 5)]
