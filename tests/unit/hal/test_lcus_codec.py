"""Frames of small USB relay boards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec import lcus

pytestmark = pytest.mark.feature("F112")

_STATES = st.lists(st.booleans(), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("relay", "is_on", "frame"), [(1, True, "A00101A2"), (1, False, "A00100A1"), (8, True, "A00801A9")]
)
def test_switching_is_the_published_frame(relay: int, is_on: bool, frame: str) -> None:
    assert lcus.encode_set(relay, is_on=is_on) == bytes.fromhex(frame)


def test_both_published_answers_are_understood() -> None:
    assert lcus.find_states(bytes.fromhex("0100000000000001"), 8) == (True, *(False,) * 6, True)
    assert lcus.find_states(b"CH1:OFF \r\nCH2:ON \r\n", 2) == (False, True)


@given(_STATES, st.booleans())
def test_what_a_board_answers_is_read_back(states: list[bool], in_words: bool) -> None:
    data = lcus.encode_states(states, in_words=in_words)
    assert lcus.find_states(b"\xff\xaa" + data, len(states)) == tuple(states)


@given(st.lists(st.booleans(), min_size=2, max_size=8))
def test_half_an_answer_in_words_is_none(states: list[bool]) -> None:
    data = lcus.encode_states(states, in_words=True)
    assert lcus.find_states(data[:-1], len(states)) is None


@given(st.binary(max_size=64), st.integers(1, 8))
def test_any_bytes_at_all_do_no_harm(noise: bytes, relays: int) -> None:
    states = lcus.find_states(noise, relays)
    assert states is None or len(states) == relays
    found, done = lcus.find_sets(noise)
    assert 0 <= done <= len(noise)
    assert all(one is None or 0 <= one[0] <= 255 for one in found)


@given(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=6))
def test_a_board_finds_what_it_is_told_however_the_stream_is_cut(told: list[tuple[int, bool]]) -> None:
    stream = b"".join(lcus.encode_set(relay, is_on=is_on) for relay, is_on in told) + lcus.QUERY
    found, rest = [], b""
    for at in range(0, len(stream), 3):
        rest += stream[at : at + 3]
        fresh, done = lcus.find_sets(rest)
        found += fresh
        rest = rest[done:]
    assert found == [*told, None]
