"""Looks at the file of a picture without decoding it: its kind, its size, and whether it is whole.

A screen must not stop for a picture: one that was cut off while it was copied, or one of a hundred million pixels, is
found here, by reading some hundred bytes.

Source:
    ISO/IEC 10918-1 annex B, markers of JPEG: SOI, segments with a length, frame headers SOFn, SOS, EOI.
    PNG specification, third edition: signature, IHDR first, IEND last.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

MOST_PIXELS = 40_000_000
"""More than any screen has: 8K is 33 million."""
_PNG = b"\x89PNG\r\n\x1a\n"
_IEND = b"IEND\xaeB`\x82"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN = 0xDA
_END = b"\xff\xd9"
_TAIL = 65_536


class PictureFault(StrEnum):
    """Why a picture cannot be shown."""

    MISSING = "missing"
    KIND = "kind"
    """Neither JPEG nor PNG."""
    CUT = "cut"
    """Its end is missing, or it is no whole file of its kind."""
    LARGE = "large"
    """More than ``MOST_PIXELS``."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Size of a picture in pixels."""

    width: int
    height: int


def look_at_picture(file: Path) -> Picture | PictureFault:
    """The size of a picture that can be shown, or why it cannot."""
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
            if start == _PNG:
                found = _png(stream)
            elif start[:2] == b"\xff\xd8":
                found = _jpeg(stream)
            else:
                return PictureFault.KIND
    except OSError:
        return PictureFault.MISSING
    if found is None or min(found.width, found.height) < 1:
        return PictureFault.CUT
    return PictureFault.LARGE if found.width * found.height > MOST_PIXELS else found


def _png(stream: BinaryIO) -> Picture | None:
    head = stream.read(16)
    if len(head) < 16 or head[4:8] != b"IHDR" or not _ending(stream, 8).rstrip(b"\0").endswith(_IEND):
        return None
    return Picture(int.from_bytes(head[8:12], "big"), int.from_bytes(head[12:16], "big"))


def _jpeg(stream: BinaryIO) -> Picture | None:
    """Walk over the segments up to the first scan; behind it the end must stand, and cannot stand by chance."""
    stream.seek(2)
    size: Picture | None = None
    while True:
        marker = stream.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            return None
        if marker[1] == 0xFF:
            stream.seek(-1, 1)
            continue
        length = int.from_bytes(stream.read(2), "big")
        if length < 2:
            return None
        body = stream.read(length - 2)
        if len(body) < length - 2:
            return None
        if marker[1] in _FRAMES and len(body) >= 5:
            size = Picture(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
        if marker[1] == _SCAN:
            return size if _END in _ending(stream, stream.tell()) else None


def _ending(stream: BinaryIO, after: int) -> bytes:
    """The end of the file, nothing of it before ``after``."""
    stream.seek(0, 2)
    stream.seek(max(after, stream.tell() - _TAIL))
    return stream.read()
