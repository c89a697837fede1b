"""Packets of fingerprint modules, against published ones and against noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec import r307
from hallcall.hal.codec.r307 import Confirmation, Framer, Instruction, Kind, Packet

_CONTENTS = st.binary(min_size=1, max_size=64)
_PUBLISHED = [
    (Instruction.GET_IMAGE, "", "EF01FFFFFFFF010003010005"),
    (Instruction.IMAGE_TO_FEATURES, "01", "EF01FFFFFFFF01000402010008"),
    (Instruction.IMAGE_TO_FEATURES, "02", "EF01FFFFFFFF01000402020009"),
    (Instruction.MATCH, "", "EF01FFFFFFFF010003030007"),
    (Instruction.MAKE_MODEL, "", "EF01FFFFFFFF010003050009"),
    (Instruction.STORE, "010001", "EF01FFFFFFFF010006060100 01000F"),
    (Instruction.VERIFY_PASSWORD, "00000000", "EF01FFFFFFFF0100071300000000001B"),
]


@pytest.mark.parametrize(("instruction", "parameters", "packet"), _PUBLISHED)
def test_commands_are_the_published_packets(instruction: Instruction, parameters: str, packet: str) -> None:
    assert r307.command(instruction, bytes.fromhex(parameters)) == bytes.fromhex(packet)


def test_published_answers_are_understood() -> None:
    found = Framer().feed(bytes.fromhex("EF01FFFFFFFF07000300000A EF01FFFFFFFF07000302000C"))
    assert found == [Packet(Kind.ANSWER, b"\x00"), Packet(Kind.ANSWER, b"\x02")]


@given(st.lists(_CONTENTS, max_size=5), st.data())
def test_packets_are_found_however_the_stream_is_cut(contents: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(r307.encode(Packet(Kind.ANSWER, content)) for content in contents)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    framer, found = Framer(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += [packet.content for packet in framer.feed(stream[begin:end])]
    assert found == contents


@given(st.binary(max_size=300))
def test_any_bytes_at_all_leave_the_framer_able_to_go_on(noise: bytes) -> None:
    framer = Framer()
    framer.feed(noise)
    assert framer.needed >= 1
    framer.feed(bytes(400))
    assert framer.feed(r307.encode(Packet(Kind.ANSWER, b"\x00"))) == [Packet(Kind.ANSWER, b"\x00")]


@given(st.integers(6, 11), st.integers(1, 255))
def test_a_damaged_packet_is_never_taken(place: int, bits: int) -> None:
    packet = bytearray(bytes.fromhex("EF01FFFFFFFF07000300000A"))
    packet[place] ^= bits
    assert Framer().feed(bytes(packet)) == []


@given(st.lists(_CONTENTS, min_size=1, max_size=3))
def test_reading_what_is_needed_never_reads_into_the_next_packet(contents: list[bytes]) -> None:
    stream = b"".join(r307.encode(Packet(Kind.ANSWER, content)) for content in contents)
    framer, at, found = Framer(), 0, []
    while len(found) < len(contents):
        portion = stream[at : at + framer.needed]
        at += len(portion)
        found += framer.feed(portion)
    assert at == len(stream)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_system_parameters_of_the_wrong_length_are_refused(length: int) -> None:
    assert r307.decode_system(bytes(length)) is None


def test_an_answer_of_another_length_is_not_taken_for_that_to_a_search_or_a_comparison() -> None:
    done, found, compared = b"\x00", b"\x00\x00\x07\x00\x78", b"\x00\x00\x78"
    assert r307.can_answer(Instruction.SEARCH, found)
    assert r307.can_answer(Instruction.MATCH, compared)
    assert r307.can_answer(Instruction.GET_IMAGE, done)
    for instruction, other in (
        (Instruction.SEARCH, done),
        (Instruction.SEARCH, compared),
        (Instruction.MATCH, done),
        (Instruction.GET_IMAGE, found),
        (Instruction.READ_SYSTEM, done),
    ):
        assert not r307.can_answer(instruction, other)
    assert r307.can_answer(Instruction.SEARCH, bytes((Confirmation.NOT_FOUND,)))
