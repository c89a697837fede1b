"""Frames of LED boards. There is no standard, so a frame is a list of parts that a table names (``boards/leds.toml``).

==================  ================================================================================================
``3A``              this byte
``address``         of the board, one byte
``colour``          one byte, by the table's ``colours``; absent colours are the first one
``brightness``      one byte
``number:be16``     the digits of the text as a number, high byte first; ``number:le16`` low byte first
``text``            the text in the table's encoding, padded to the board's width where ``is_padded``
``length:u8``       bytes of the text plus ``length_adds``; also ``be16`` and ``le16``
``sum8`` ``xor8``   check over everything before, from byte ``check_from`` on
``crc16:le``        CRC of Modbus; also ``crc16:be``
==================  ================================================================================================

Source:
    Two documented window boards: ``05 03 E7 EF`` is 999 at board 5, ``3A 00 78 03 01 B6 0A`` is 888.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import xor
from typing import Literal
from unicodedata import east_asian_width

import msgspec

from hallcall.hal.codec.modbus import crc16

SUBSTITUTE = "〓"
"""Stands for what the board's font has not; in GB 2312 itself."""
_BYTE = re.compile(r"[0-9A-F]{2}")
_WORDS = frozenset(
    "address colour brightness text sum8 xor8 number:be16 number:le16 length:u8 length:be16 length:le16 "
    "crc16:be crc16:le".split()
)
_DIGITS = re.compile(r"\d+")


class LedTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a make of boards is spoken to."""

    columns: int
    """Cells of half a Chinese character."""
    show: tuple[str, ...]
    """Parts of the frame that shows something."""
    encoding: Literal["gb2312", "ascii"] = "gb2312"
    is_padded: bool = False
    colours: dict[str, int] = {}
    length_adds: int = 0
    check_from: int = 0
    ask: tuple[str, ...] = ()
    """Frame that only asks whether the board is there; empty when it cannot be asked."""
    answer: tuple[str, ...] = ()
    """What it says to both; empty when it never says anything."""

    def __post_init__(self) -> None:
        """Refuse parts that do not exist."""
        for part in (*self.show, *self.ask, *self.answer):
            if part not in _WORDS and not _BYTE.fullmatch(part):
                raise ValueError(f"`{part}`: {' | '.join(sorted(_WORDS))} | 3A")
        if self.ask and not self.answer:
            raise ValueError("`ask` without `answer`")

    @property
    def shows_text(self) -> bool:
        """Whether it shows more than digits."""
        return "text" in self.show


def cells(text: str) -> int:
    """Width of a text in cells: a Chinese character has two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def fit(text: str, template: LedTemplate) -> str:
    """What a board shows of a text: characters of its font only, no more than it has room for."""
    if not template.shows_text:
        return str(_number(text)) if _DIGITS.search(text) else ""
    shown, room = "", template.columns
    for character in text:
        known = character if _is_in_font(character, template) else _substitute(template)
        room -= cells(known)
        if room < 0:
            break
        shown += known
    return shown


def encode(parts: Sequence[str], template: LedTemplate, *, address: int, text: str, colour: str, level: int) -> bytes:
    """The frame of ``parts``.

    Args:
        parts: ``show``, ``ask`` or ``answer`` of the template.
        template: of the board.
        address: of the board.
        text: as :func:`fit` gave it.
        colour: name of the colour.
        level: brightness.
    """
    data = text.encode(template.encoding)
    if template.is_padded:
        data = data.ljust(template.columns)
    colours = template.colours or {colour: 0}
    values = {
        "address": address,
        "colour": colours.get(colour, next(iter(colours.values()))),
        "brightness": level,
        "number": _number(text),
        "length": len(data) + template.length_adds,
    }
    frame = b""
    for part in parts:
        frame += data if part == "text" else _part(part, values, frame[template.check_from :])
    return frame


def _part(part: str, values: Mapping[str, int], checked: bytes) -> bytes:
    name, _, form = part.partition(":")
    match name:
        case "sum8":
            return bytes((sum(checked) & 0xFF,))
        case "xor8":
            return bytes((reduce(xor, checked, 0),))
        case "crc16":
            return crc16(checked).to_bytes(2, "big" if form == "be" else "little")
        case _ if name in values:
            size = 2 if form.endswith("16") else 1
            return (values[name] % 256**size).to_bytes(size, "little" if form.startswith("le") else "big")
        case _:
            return bytes.fromhex(part)


def _number(text: str) -> int:
    """The last number in a text; 0 when there is none."""
    found = _DIGITS.findall(text)
    return int(found[-1]) % 0x10000 if found else 0


def _is_in_font(character: str, template: LedTemplate) -> bool:
    try:
        return character.isprintable() and len(character.encode(template.encoding)) == cells(character)
    except UnicodeEncodeError:
        return False


def _substitute(template: LedTemplate) -> str:
    return SUBSTITUTE if template.encoding == "gb2312" else "?"
