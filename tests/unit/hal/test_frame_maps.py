"""Frame maps: small devices as data, against the published frames of the pad protocol and against noise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import ConfigError
from hallcall.hal import parse_machine
from hallcall.hal.codec.checks import CHECKS
from hallcall.hal.codec.framemap import MapError, Told, load_map, parse_map
from hallcall.sim.devices.pads import crc16

pytestmark = pytest.mark.feature("F210")

PAD = load_map("hallcall-pad")
OLD = parse_map(
    'schema = 1\n[frame]\nstart = "68"\nlength = false\ncheck = "sum8"\nend = "16"\n[asks]\npoll = "{address} 10"\n'
    '[tells]\nidle = "{address} 90 00"\nkey = "{address} 90 {key} {seq}"\n[values.key]\nnext = 0x31\n'
)
_PUBLISHED = "A5 5A 05 01 81 01 01 FF 05 A2"


def test_the_check_is_the_published_one_and_the_simulator_agrees() -> None:
    assert CHECKS["crc16-modbus"].of(b"123456789") == bytes.fromhex("374B")
    assert crc16(b"123456789") == bytes.fromhex("374B")


@given(st.binary(max_size=60))
def test_two_ways_to_the_same_check_agree(data: bytes) -> None:
    assert crc16(data) == CHECKS["crc16-modbus"].of(data)


def test_a_poll_is_the_frame_of_the_protocols_page() -> None:
    assert PAD.encode("poll", address=1, ack=0) == bytes.fromhex("A5 5A 03 01 01 00 50 30")


def test_a_key_is_understood_from_the_frame_of_the_protocols_page() -> None:
    told = PAD.framer().feed(bytes.fromhex(_PUBLISHED))
    assert told == [Told("key", {"address": 1, "seq": 1, "key": "next", "battery": 255})]


@pytest.mark.parametrize("frame", ["A5 5A 03 01 01 00 50 30", _PUBLISHED])
def test_the_protocols_page_shows_these_frames(frame: str) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "pad-protocol.md"
    assert f"`{frame}`" in page.read_text(encoding="utf-8")


def test_a_key_that_the_map_does_not_name_is_not_understood() -> None:
    body = bytes.fromhex("05 01 81 01 77 FF")
    assert PAD.framer().feed(b"\xa5\x5a" + body + crc16(body)) == []


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.data())
def test_frames_are_found_however_the_stream_is_cut(states: list[int], data: st.DataObject) -> None:
    frames = [PAD.encode("lamp", address=7, lamp=1, light=light % 3) for light in states]
    twin = parse_map(
        'schema = 1\n[frame]\nstart = "A5 5A"\ncheck = "crc16-modbus"\n[tells]\nlamp = "{address} 02 {lamp} {light}"\n'
    )
    stream = b"".join(frames)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    framer, found = twin.framer(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += framer.feed(stream[begin:end])
    assert [told.number("light") for told in found] == [light % 3 for light in states]


@given(st.binary(max_size=200))
def test_any_bytes_leave_the_framer_able_to_go_on(noise: bytes) -> None:
    framer = PAD.framer()
    framer.feed(noise)
    assert framer.needed >= 1
    framer.feed(bytes(400))
    assert [told.name for told in framer.feed(bytes.fromhex(_PUBLISHED))] == ["key"]


@given(st.integers(3, 9), st.integers(1, 255))
def test_a_damaged_frame_is_never_a_key(place: int, bits: int) -> None:
    frame = bytearray(bytes.fromhex(_PUBLISHED))
    frame[place] ^= bits
    assert PAD.framer().feed(bytes(frame)) == []


def test_another_makers_protocol_needs_a_map_and_no_code() -> None:
    assert OLD.encode("poll", address=2) == bytes.fromhex("68 02 10 12 16")
    framer = OLD.framer()
    told = framer.feed(bytes.fromhex("68 02 90 00 92 16 68 02 90 31 05 C8 16"))
    assert [(one.name, one.values.get("key")) for one in told] == [("idle", None), ("key", "next")]


@given(st.binary(max_size=80))
def test_noise_before_a_frame_without_a_length_is_overheard(noise: bytes) -> None:
    framer = OLD.framer()
    framer.feed(noise)
    framer.feed(bytes(8))
    assert [told.name for told in framer.feed(bytes.fromhex("68 02 90 31 05 C8 16"))] == ["key"]


def test_a_line_of_json_is_understood_behind_noise() -> None:
    counter = load_map("people-json")
    assert counter.encode("count", address=1) == b'{"cmd":"count"}\n'
    framer = counter.framer()
    told = framer.feed(b'\xff{noise {"serial": "CAM", "in": 12, "out": 5}\n{"in": true, "out": 1}\n[1]\nrubbish\n')
    assert told == [Told("counted", {"entered": 12, "left": 5})]
    assert framer.rejected == 2


def test_an_endless_line_is_dropped() -> None:
    framer = load_map("people-json").framer()
    framer.feed(b"x" * 5000)
    assert framer.rejected == 1
    assert framer.feed(b'{"in": 1, "out": 0}\n')


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2",
        "schema = 1\n[tells]",
        'schema = 1\n[frame]\nstart = "A5"\ncheck = "crc99"\n[tells]\nkey = "01"',
        'schema = 1\n[frame]\nstart = ""\n[tells]\nkey = "01"',
        'schema = 1\n[frame]\nstart = "A5"\n[tells]\nkey = "01 {Key}"',
        'schema = 1\n[frame]\nstart = "A5"\n[tells]\nkey = ""',
        'schema = 1\n[frame]\nstart = "XY"\n[tells]\nkey = "01"',
        'schema = 1\n[frame]\nkind = "json"\n[tells]\nkey = "01"',
        'schema = 1\n[frame]\nkind = "json"\n[asks]\ncount = 7\n[tells]\nkey = {}',
        'schema = 1\nvalues = { key = 7 }\n[tells]\nkey = "01"',
        'schema = 1\nframe = 7\n[tells]\nkey = "01"',
        "not toml at all",
    ],
)
def test_a_wrong_map_is_refused(text: str) -> None:
    with pytest.raises(MapError):
        parse_map(text)


@pytest.mark.parametrize("named", ["no-such-map", "/nowhere/pad.toml"])
def test_a_map_that_is_missing_is_a_finding_of_the_machines_file(named: str) -> None:
    text = (
        'schema = 1\n[machine]\nid = "m"\n[[device]]\nid = "pad"\ndriver = "keypad.frames"\n'
        f'transport = {{ kind = "serial", port = "/dev/ttyS1" }}\nmap = "{named}"\n'
    )
    with pytest.raises(ConfigError) as refused:
        parse_machine(text)
    assert [(found.line, found.key) for found in refused.value.findings] == [(8, "device[0].map")]


def test_a_value_that_does_not_fit_its_field_is_not_sent() -> None:
    with pytest.raises(ValueError, match="ack"):
        PAD.encode("poll", address=1, ack=256)
