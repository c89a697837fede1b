"""Commands and answers of receipt printers (ESC/POS), with Chinese text that real printers print.

Text goes out as GB18030 with the Chinese mode switched on (``FS &``); characters that need four bytes there are not
in the ROM of a usual printer and have to be drawn.

Source:
    Epson ESC/POS command reference; the status bytes are cross-checked against a published capture (paper out:
    ``1A 32 7E``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import lru_cache

from hallcall.hal.document import Align, Bitmap

ESC, FS, GS, DLE = b"\x1b", b"\x1c", b"\x1d", b"\x10"

RESET = ESC + b"@"
KANJI_ON = FS + b"&"
KANJI_OFF = FS + b"."
SMOOTH_ON = GS + b"b\x01"
CUT = GS + b"VB\x00"
"""Feed to the knife, cut and leave a bridge."""
ASB_ON = GS + b"a\xff"
MARKER = GS + b"r\x01"
"""Answered only when everything before it has been worked off."""
MISSING = "〓"
"""What Chinese typesetting prints for a character that is not at hand."""

_BAND_ROWS = 128
"""Rows of a picture in one command: small enough for the buffer of a cheap printer."""


def encode_text(text: str) -> bytes:
    """GB18030 bytes; control characters become spaces, characters no printer has become :data:`MISSING`."""
    return "".join(c if is_in_rom(c) else MISSING for c in text.translate(_NO_CONTROLS)).encode("gb18030")


@lru_cache(maxsize=4096)
def is_in_rom(character: str) -> bool:
    """Whether a usual Chinese printer has a glyph: ASCII and the two-byte characters of GBK."""
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


_NO_CONTROLS = dict.fromkeys((*range(32), 127), " ")


def width_cells(text: str) -> int:
    """Width in half cells: ASCII one, everything else two."""
    return sum(1 if " " <= character <= "~" else 2 for character in text)


def character_size(width: int, height: int) -> bytes:
    """``GS !``: magnify Latin and Chinese alike, each 1 to 8 times."""
    return GS + bytes((0x21, (width - 1) << 4 | (height - 1)))


def bold(on: bool) -> bytes:  # noqa: FBT001 - the command's own argument
    """``ESC E``."""
    return ESC + bytes((0x45, on))


def reverse(on: bool) -> bytes:  # noqa: FBT001 - the command's own argument
    """``GS B``: white on black."""
    return GS + bytes((0x42, on))


def align(where: Align) -> bytes:
    """``ESC a``; only at the beginning of a line."""
    return ESC + bytes((0x61, (Align.LEFT, Align.CENTRE, Align.RIGHT).index(where)))


def line_pitch(dots: int) -> bytes:
    """``ESC 3``: distance of two lines."""
    return ESC + bytes((0x33, min(dots, 255)))


def feed(dots: int) -> bytes:
    """``ESC J``: print the line and feed."""
    full, rest = divmod(dots, 255)
    return (ESC + b"J\xff") * full + (ESC + bytes((0x4A, rest)) if rest else b"")


def move_to(dots: int) -> bytes:
    """``ESC $``: go on printing at this distance from the left edge."""
    return ESC + b"$" + dots.to_bytes(2, "little")


def page_setup(width_dots: int, margin_dots: int = 0) -> bytes:
    """Make one dot the unit of motion (``GS P``), set left margin (``GS L``) and printable width (``GS W``)."""
    margin, width = margin_dots.to_bytes(2, "little"), width_dots.to_bytes(2, "little")
    return GS + b"P\xcb\xcb" + GS + b"L" + margin + GS + b"W" + width


def qr_code(data: str, module_dots: int) -> bytes:
    """``GS ( k``: model 2, error correction level Q, drawn by the printer itself."""
    payload = data.encode()
    return b"".join(
        GS + b"(k" + (len(body) + 1).to_bytes(2, "little") + b"\x31" + body
        for body in (
            b"\x41\x32\x00",
            b"\x43" + bytes((module_dots,)),
            b"\x45\x32",
            b"\x50\x30" + payload,
            b"\x51\x30",
        )
    )


def raster(picture: Bitmap) -> bytes:
    """``GS v 0``, in bands that join without a gap."""
    stride = picture.stride
    bands: list[bytes] = []
    for top in range(0, picture.height_px, _BAND_ROWS):
        height = min(_BAND_ROWS, picture.height_px - top)
        head = GS + b"v0\x00" + stride.to_bytes(2, "little") + height.to_bytes(2, "little")
        bands.append(head + picture.rows[top * stride : (top + height) * stride])
    return b"".join(bands)


def longest_band(width_dots: int) -> bytes:
    """White dots, as many as the longest picture command of :func:`raster` can still wait for."""
    return bytes((width_dots + 7) // 8 * _BAND_ROWS)


class StatusQuestion(IntEnum):
    """``DLE EOT n``: what is asked; answered at once, even in the middle of a job."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


def status_request(question: StatusQuestion) -> bytes:
    """The three bytes of the question; the answer is one byte."""
    return DLE + bytes((0x04, question))


class Complaint(IntFlag):
    """What a printer complains of."""

    FINE = 0
    OFFLINE = 1
    COVER_OPEN = 2
    PAPER_OUT = 4
    PAPER_LOW = 8
    CUTTER_JAM = 16
    ERROR = 32


_MEANING: dict[StatusQuestion, tuple[tuple[int, Complaint], ...]] = {
    StatusQuestion.PRINTER: ((0x08, Complaint.OFFLINE),),
    StatusQuestion.OFFLINE_CAUSE: ((0x04, Complaint.COVER_OPEN), (0x20, Complaint.PAPER_OUT), (0x40, Complaint.ERROR)),
    StatusQuestion.ERROR_CAUSE: ((0x08, Complaint.CUTTER_JAM), (0x20, Complaint.ERROR), (0x40, Complaint.ERROR)),
    StatusQuestion.PAPER: ((0x0C, Complaint.PAPER_LOW), (0x60, Complaint.PAPER_OUT)),
}


def decode_status(question: StatusQuestion, answer: int) -> Complaint:
    """What the answer to ``question`` says."""
    found = Complaint.FINE
    for bits, meaning in _MEANING[question]:
        if answer & bits:
            found |= meaning
    return found


def decode_asb(data: bytes) -> Complaint:
    """What the four bytes of an automatic status say."""
    found = Complaint.FINE
    for byte, bits, meaning in (
        (0, 0x08, Complaint.OFFLINE),
        (0, 0x20, Complaint.COVER_OPEN),
        (1, 0x08, Complaint.CUTTER_JAM),
        (1, 0x60, Complaint.ERROR),
        (2, 0x03, Complaint.PAPER_LOW),
        (2, 0x0C, Complaint.PAPER_OUT),
    ):
        if data[byte] & bits:
            found |= meaning
    return found


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to a ``DLE EOT``; which one, only the order tells."""

    value: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """An automatic status (ASB): the printer tells of a change by itself."""

    complaint: Complaint


@dataclass(frozen=True, slots=True)
class Marked:
    """The answer to :data:`MARKER`."""


Said = RealTime | Automatic | Marked


class Listener:
    """Sorts what a printer says by the fixed bits of its bytes.

    ::

        DLE EOT     0xx1xx10
        ASB         0xx1xx00  0xx0xxxx  0xx0xxxx  0xx0xxxx
        marker      0xx0xxxx, not after the first byte of an ASB

    Attributes:
        rejected: how many bytes were none of these.
    """

    def __init__(self) -> None:
        self.rejected = 0
        self._asb = bytearray()

    def feed(self, data: bytes) -> list[Said]:
        """Take what came; what it says."""
        said: list[Said] = []
        for byte in data:
            if byte & 0x93 == 0x12:
                said.append(RealTime(byte))
            elif byte & 0x93 == 0x10:
                self._asb = bytearray((byte,))
            elif byte & 0x90 == 0:
                if not self._asb:
                    said.append(Marked())
                    continue
                self._asb.append(byte)
                if len(self._asb) == 4:
                    said.append(Automatic(decode_asb(bytes(self._asb))))
                    self._asb.clear()
            else:
                self.rejected += 1
        return said
