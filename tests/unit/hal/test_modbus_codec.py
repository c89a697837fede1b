"""Modbus frames of relay boards, against published ones, against noise and against an independent implementation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymodbus.framer import FramerRTU

from hallcall.hal.codec import modbus
from hallcall.hal.codec.modbus import Answer, Function, Request

pytestmark = pytest.mark.feature("F112")

_REQUESTS = st.builds(
    Request, st.integers(1, 255), st.sampled_from(Function), st.integers(0, 0xFFFF), st.integers(1, 32)
)
_PUBLISHED = [
    (Request(1, Function.WRITE_COIL, 0, 0xFF00), "01050000FF008C3A"),
    (Request(1, Function.WRITE_COIL, 0, 0x0000), "010500000000CDCA"),
    (Request(1, Function.READ_COILS, 0, 8), "0101000000083DCC"),
    (Request(1, Function.READ_INPUTS, 0, 8), "01020000000879CC"),
    (Request(1, Function.WRITE_COIL, 0x0200, 7), "0105020000078DB0"),
    (Request(1, Function.WRITE_COIL, 0x0201, 8), "0105020100089C74"),
]


def _answered(request: Request, data: st.DataObject) -> tuple[bytes, Answer]:
    """What a good board answers, and what that means."""
    if request.function in {Function.WRITE_COIL, Function.WRITE_REGISTER}:
        return modbus.encode(request), Answer(values=(request.value,))
    head = bytes((request.address, request.function))
    if request.function in {Function.READ_COILS, Function.READ_INPUTS}:
        bits = data.draw(st.lists(st.integers(0, 1), min_size=request.value, max_size=request.value))
        packed = sum(bit << at for at, bit in enumerate(bits)).to_bytes((request.value + 7) // 8, "little")
        return modbus.seal(head + bytes((len(packed),)) + packed), Answer(values=tuple(bits))
    words = data.draw(st.lists(st.integers(0, 0xFFFF), min_size=request.value, max_size=request.value))
    body = b"".join(word.to_bytes(2, "big") for word in words)
    return modbus.seal(head + bytes((len(body),)) + body), Answer(values=tuple(words))


@pytest.mark.parametrize(("request_", "frame"), _PUBLISHED)
def test_requests_are_the_published_frames(request_: Request, frame: str) -> None:
    assert modbus.encode(request_) == bytes.fromhex(frame)


@given(st.binary(min_size=1, max_size=64))
def test_the_check_is_that_of_an_independent_implementation(body: bytes) -> None:
    assert modbus.seal(body)[-2:] == FramerRTU.compute_CRC(body).to_bytes(2, "big")


@given(_REQUESTS, st.data())
def test_a_whole_answer_is_found_behind_noise(request: Request, data: st.DataObject) -> None:
    frame, answer = _answered(request, data)
    noise = data.draw(st.binary(max_size=12).filter(lambda noise: request.address not in noise))
    assert modbus.find_answer(noise + frame, request) == (answer, len(noise) + len(frame))
    assert modbus.find_answer(noise + frame[:-1], request) == (None, 0)


@given(_REQUESTS, st.data())
def test_a_damaged_answer_is_never_taken(request: Request, data: st.DataObject) -> None:
    frame, _ = _answered(request, data)
    place, bits = data.draw(st.integers(0, len(frame) - 1)), data.draw(st.integers(1, 255))
    damaged = frame[:place] + bytes((frame[place] ^ bits,)) + frame[place + 1 :]
    assert modbus.find_answer(damaged, request) == (None, 0)


@given(st.binary(max_size=80), _REQUESTS)
def test_any_bytes_at_all_are_no_answer_or_a_sealed_one(noise: bytes, request: Request) -> None:
    answer, end = modbus.find_answer(noise, request)
    assert (answer is None) is (end == 0)
    request_found, done = modbus.find_request(noise)
    assert 0 <= done <= len(noise)
    assert request_found is None or modbus.encode(request_found) == noise[done - modbus.REQUEST_BYTES : done]


@pytest.mark.parametrize("refusal", [1, 2, 3, 4])
def test_a_refusal_says_why(refusal: int) -> None:
    request = Request(1, Function.WRITE_COIL, 9, 0xFF00)
    frame = modbus.seal(bytes((1, 0x85, refusal)))
    assert modbus.find_answer(frame, request) == (Answer(refusal=refusal), len(frame))


def test_an_echo_of_something_else_is_no_answer() -> None:
    asked = Request(1, Function.WRITE_COIL, 0, 0xFF00)
    echoed = modbus.encode(Request(1, Function.WRITE_COIL, 1, 0xFF00))
    assert modbus.find_answer(echoed, asked) == (None, 0)


@given(st.lists(_REQUESTS, max_size=4), st.binary(max_size=6))
def test_a_board_finds_every_request_in_a_stream(requests: list[Request], noise: bytes) -> None:
    stream = noise + b"".join(modbus.encode(request) for request in requests)
    found: list[Request] = []
    while True:
        request, done = modbus.find_request(stream)
        stream = stream[done:]
        if request is None:
            break
        found.append(request)
    assert found[-len(requests) :] == requests if requests else True
