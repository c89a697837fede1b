"""What is left of a face when somebody kept one: pictures, templates, vectors of numbers, in any bytes.

It errs on the side of finding: a picture of a cat is found too, and a person looks at it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Final

LEAST_NUMBERS = 128
"""No engine's template is shorter."""


class Trace(StrEnum):
    """What was found."""

    PICTURE = "picture"
    TEMPLATE = "template"
    """One of hallcall's own, encrypted."""
    VECTOR = "vector"
    """So many numbers around 0 in a row that they may be a template in plain."""


_PICTURES: Final = (
    (b"\xff\xd8\xff", 0, re.compile(rb"...(?:[\xe0\xe1]..(?:JFIF|Exif)\0|\xdb\0[\x43\x84])", re.DOTALL)),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, re.compile(b"")),
    (b"WEBPVP8", 8, re.compile(rb"RIFF....", re.DOTALL)),
    (b"ftyp", 0, re.compile(rb"....(?:heic|heix|mif1|avif)")),
    # The same as text, in base64.
    (b"/9j/", 0, re.compile(rb"....(?:4AAQSkZJRg|4[A-Za-z0-9+/]{4}RXhpZg|2wBD|2wCE)")),
    (b"iVBORw0KGgoAAAANSUhEUg", 0, re.compile(b"")),
)
"""Rare bytes, which are looked for much faster than a pattern; how far before them it begins; the whole of it.

Source: ITU-T T.81 and JFIF 1.02 (JPEG), RFC 2083 (PNG), Google's WebP container, ISO/IEC 23008-12 (HEIF).
"""
_TEMPLATE: Final = re.compile(rb'\[\d,"[a-z0-9-]+","[0-9a-f]{12}","[^"\n]{1,64}","\d{4}-\d\d-\d\d"\]\n')
"""As ``face.vault`` writes its head."""
_NUMBER: Final = re.compile(rb"-?\d{1,2}\.\d{3,}(?:[eE][-+]?\d+)?[\s,;]+")
_WRITTEN: Final = re.compile(rb"(?:%b){%d,}" % (_NUMBER.pattern, LEAST_NUMBERS - 1))
"""Numbers as text, one after the other."""
_SHORTEST_WRITTEN: Final = len("0.000 ")
_LEAST_SHARE = 0.1
"""A template has numbers of either sign; text and sound levels do not."""


def _marked(wanted: Iterable[int]) -> bytes:
    """For ``bytes.translate``: 1 for the bytes that are wanted, else 0."""
    chosen = frozenset(wanted)
    return bytes(byte in chosen for byte in range(256))


_WRITTEN_BYTES: Final = _marked(b"0123456789.eE+-,; \t\n\r\f\v")
_BINARY: Final = (
    # IEEE 754, little-endian, from 1e-5 to 16: what the last byte of a number is, and how many bytes it has.
    ("f", 4, _marked((*range(0x37, 0x42), *range(0xB7, 0xC2)))),
    ("d", 8, _marked((*range(0x3E, 0x41), *range(0xBE, 0xC1)))),
)


def traces_in(content: bytes, besides: Collection[Trace] = ()) -> frozenset[Trace]:
    """Everything of a face that there may be in some bytes.

    Args:
        content: the bytes.
        besides: what need not be looked for any more.
    """
    looks = {Trace.PICTURE: _has_picture, Trace.TEMPLATE: _has_template, Trace.VECTOR: _has_vector}
    return frozenset(trace for trace, is_there in looks.items() if trace not in besides and is_there(content))


def _has_picture(content: bytes) -> bool:
    for mark, before, whole in _PICTURES:
        at = content.find(mark)
        while at >= 0:
            if at >= before and whole.match(content, at - before):
                return True
            at = content.find(mark, at + 1)
    return False


def _has_template(content: bytes) -> bool:
    return _TEMPLATE.search(content) is not None


def _has_vector(content: bytes) -> bool:
    return any(_is_mixed(numbers) for numbers in chain(_binary_rows(content), _written_rows(content)))


def _binary_rows(content: bytes) -> Iterator[array[float]]:
    """Whatever may be numbers in a row, wherever they begin."""
    for code, width, lasts in _BINARY:
        marked = content.translate(lasts)
        for offset in range(width):
            for first, end in _runs(marked[offset::width], LEAST_NUMBERS):
                start = offset + first * width - (width - 1)
                # The first one may have begun before these bytes.
                yield array(code, content[start if start >= 0 else start + width : offset + (end - 1) * width + 1])


def _written_rows(content: bytes) -> Iterator[array[float]]:
    for start, end in _runs(content.translate(_WRITTEN_BYTES), (LEAST_NUMBERS - 1) * _SHORTEST_WRITTEN):
        for match in _WRITTEN.finditer(content, start, end):
            yield array("d", (float(word) for word in re.split(rb"[\s,;]+", match[0]) if word))


def _runs(marked: bytes, least: int) -> Iterator[tuple[int, int]]:
    """Beginnings and ends of at least so many ones in a row; ``bytes.find`` leaps over what is too short."""
    wanted = b"\1" * least
    start = marked.find(wanted)
    while start >= 0:
        end = marked.find(b"\0", start + least)
        yield start, end if end >= 0 else len(marked)
        start = marked.find(wanted, end) if end >= 0 else -1


def _is_mixed(numbers: array[float]) -> bool:
    """Whether they are of either sign and mostly different."""
    if len(numbers) < LEAST_NUMBERS - 1:
        return False
    negative = sum(number < 0 for number in numbers) / len(numbers)
    return _LEAST_SHARE < negative < 1 - _LEAST_SHARE and len(set(numbers)) > LEAST_NUMBERS // 2
