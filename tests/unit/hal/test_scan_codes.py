"""Scanned codes: told apart by their look, cut from hostile streams, typed by keyboards."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec.inputevents import EV_KEY, SIZE, InputEvent, Typist, decode_events, encode_event
from hallcall.hal.codec.scancode import CodeKind, CodeLines, recognise
from hallcall.sim.devices.scanner import SimTypingScanner

pytestmark = pytest.mark.feature("F118")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("http://10.1.2.3:8520/t/abcdefghijklmnop_-Q", CodeKind.TICKET, "abcdefghijklmnop_-Q"),
        ("https://hall.example/t/AAAAAAAAAAAAAAAAAAAAAA?lang=en", CodeKind.TICKET, "AAAAAAAAAAAAAAAAAAAAAA"),
        ("12345678", CodeKind.BOOKING, "12345678"),
        ("1234 5678", CodeKind.BOOKING, "12345678"),
        ("134567890123456789", CodeKind.PAYMENT, "134567890123456789"),
        ("1345 6789 0123 4567 89", CodeKind.PAYMENT, "134567890123456789"),
        ("2812345678901234", CodeKind.PAYMENT, "2812345678901234"),
        ("3012345678901234567890ab", CodeKind.OTHER, "3012345678901234567890ab"),
        ("6212345678901234567", CodeKind.PAYMENT, "6212345678901234567"),
        ("162345678901234567", CodeKind.OTHER, "162345678901234567"),
        ("１２３４５６７８", CodeKind.OTHER, "１２３４５６７８"),
        ("https://evil.example/t/../../x", CodeKind.OTHER, "https://evil.example/t/../../x"),
        ("javascript:alert(1)//t/abcdefghijklmnop", CodeKind.OTHER, "javascript:alert(1)//t/abcdefghijklmnop"),
        ("https://evil.example/t/short", CodeKind.OTHER, "https://evil.example/t/short"),
    ],
)
def test_a_code_is_told_apart_by_its_look(text: str, kind: CodeKind, value: str) -> None:
    found = recognise(text)
    assert (found.kind, found.value) == (kind, value)


def test_a_code_shows_itself_to_no_log() -> None:
    assert "134567890123456789" not in repr(recognise("134567890123456789"))


@given(st.text())
def test_whatever_is_scanned_is_something(text: str) -> None:
    found = recognise(text)
    assert found.kind is CodeKind.OTHER or found.value in text.replace(" ", "").replace("-", "") or found.value in text


_CODE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)


@given(st.lists(_CODE, max_size=5), st.sampled_from([b"\r", b"\n", b"\r\n"]), st.data())
def test_codes_are_cut_however_they_arrive(codes: list[str], ending: bytes, data: st.DataObject) -> None:
    stream = b"".join(code.encode() + ending for code in codes)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    lines, found = CodeLines(1024), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += lines.feed(stream[begin:end])
    assert found == codes


@given(st.binary(max_size=3000))
def test_hostile_bytes_never_grow_the_line_or_stop_the_next_code(noise: bytes) -> None:
    lines = CodeLines(64)
    assert all(code is None or len(code.encode()) <= 64 for code in lines.feed(noise))
    lines.feed(b"\n")
    assert lines.feed(b"12345678\r\n") == ["12345678"]


@pytest.mark.parametrize("line", [b"\xff\xfe\xfd", b"a\x00b", b"a\x1b[2Jb", b"x" * 65, "a\u202eb".encode()])
def test_what_is_no_readable_text_is_told_as_unreadable(line: bytes) -> None:
    assert CodeLines(64).feed(line + b"\r") == [None]


_TYPED = st.text(st.sampled_from(string.ascii_letters + string.digits + "".join(set(string.punctuation))), max_size=30)


@given(_TYPED)
def test_what_a_keyboard_types_is_read_off_its_keys(text: str) -> None:
    scanner = SimTypingScanner()
    scanner.scan(text)
    (data,) = scanner.work(0.0)[0]
    events, rest = decode_events(data)
    typist = Typist()
    assert "".join(map(typist.take, events)) == text + "\n"
    assert rest == b""


def test_a_held_key_types_once_and_other_events_type_nothing() -> None:
    typist = Typist()
    events = [InputEvent(EV_KEY, 30, 1), InputEvent(EV_KEY, 30, 2), InputEvent(2, 30, 1), InputEvent(EV_KEY, 999, 1)]
    assert "".join(map(typist.take, events)) == "a"


def test_an_event_is_twenty_four_bytes_and_half_of_one_waits() -> None:
    data = encode_event(InputEvent(EV_KEY, 28, 1))
    assert len(data) == SIZE == 24
    assert decode_events(data[:10]) == ([], data[:10])
