"""No picture that somebody hands over takes the machine's memory or its time."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hallcall.core.errors import FaceError
from hallcall.face.images import card_photo, picture_of, read_picture
from hallcall.hal.frames import Frame

pytestmark = pytest.mark.feature("F032")


def encoded(width: int, height: int, form: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), (200, 100, 50)).save(content, form)
    return content.getvalue()


def header_only(width: int, height: int) -> bytes:
    """A PNG that says it is that large, and has nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(encoded(1, 1), "face.picture_too_small", id="one pixel"),
        pytest.param(header_only(12_000, 9_000), "face.picture_too_large", id="108 million pixels"),
        pytest.param(header_only(60_000, 60_000), "face.picture_too_large", id="3.6 thousand million pixels"),
        pytest.param(encoded(300, 300, "JPEG")[:400], "face.picture_unreadable", id="JPEG cut off"),
        pytest.param(b"", "face.picture_unreadable", id="empty"),
        pytest.param(b"hello", "face.picture_unreadable", id="a word"),
        pytest.param(encoded(100, 100, "TIFF"), "face.picture_unreadable", id="a kind that is not taken"),
    ],
)
def test_a_picture_that_cannot_be_used_says_why(content: bytes, code: str) -> None:
    with pytest.raises(FaceError) as refused:
        read_picture(content, "a.png")
    assert refused.value.code == code


@given(form=st.sampled_from(["JPEG", "PNG", "BMP", "WEBP"]), at=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_picture_with_a_wrong_byte_is_read_or_refused_and_nothing_else(form: str, at: int, byte: int) -> None:
    content = bytearray(encoded(60, 60, form))
    content[at % len(content)] = byte
    with suppress(FaceError):
        assert read_picture(bytes(content)).shape[2] == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaceError) as refused:
        read_picture(tmp_path / "none.jpg")
    assert refused.value.fields == {"file": str(tmp_path / "none.jpg")}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "WEBP"])
def test_blue_comes_first_as_from_a_camera(form: str) -> None:
    picture = read_picture(encoded(64, 50, form))
    assert picture.shape == (50, 64, 3)
    assert picture[10, 10].tolist() == pytest.approx([50, 100, 200], abs=4)


def test_a_photo_taken_sideways_is_turned() -> None:
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (100, 60)).save(content, "JPEG", exif=exif)
    assert read_picture(content.getvalue()).shape == (100, 60, 3)


def test_the_photo_of_a_card_is_doubled_with_room_around() -> None:
    assert card_photo(np.zeros((126, 102, 3), np.uint8)).shape == (332, 284, 3)


def test_a_cameras_frame_is_a_picture_without_a_copy() -> None:
    frame = Frame(number=1, at=0.0, width=4, height=2, pixels=bytes(range(24)))
    assert picture_of(frame)[1, 0].tolist() == [12, 13, 14]
