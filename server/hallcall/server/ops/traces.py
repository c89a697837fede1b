"""What is left of a face when somebody kept one: pictures, templates, vectors of numbers, in any bytes.

It errs on the side of finding: a picture of a cat is found too, and a person looks at it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from enum import StrEnum
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


_PICTURES: Final = re.compile(
    rb"\xff\xd8\xff(?:[\xe0\xe1]..(?:JFIF|Exif)\0|\xdb\0[\x43\x84])"
    rb"|\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    rb"|RIFF....WEBPVP8"
    rb"|ftyp(?:heic|heix|mif1|avif)"
    # The same as text, in base64.
    rb"|/9j/(?:4AAQSkZJRg|4[A-Za-z0-9+/]{4}RXhpZg|2wBD|2wCE)|iVBORw0KGgoAAAANSUhEUg",
    re.DOTALL,
)
"""Source: ITU-T T.81 and JFIF 1.02 (JPEG), RFC 2083 (PNG), Google's WebP container, ISO/IEC 23008-12 (HEIF)."""
_TEMPLATE: Final = re.compile(rb'\[\d,"[a-z0-9-]+","[0-9a-f]{12}","[^"\n]{1,64}","\d{4}-\d\d-\d\d"\]\n')
"""As ``face.vault`` writes its head."""
_FLOATS: Final = re.compile(rb"(?:...[\x37-\x41\xb7-\xc1]){%d,}" % LEAST_NUMBERS, re.DOTALL)
"""IEEE 754, 4 bytes, little-endian, from 1e-5 to 16."""
_DOUBLES: Final = re.compile(rb"(?:.......[\x3e-\x40\xbe-\xc0]){%d,}" % LEAST_NUMBERS, re.DOTALL)
_WRITTEN: Final = re.compile(rb"(?:-?\d{1,2}\.\d{3,}(?:[eE][-+]?\d+)?[\s,;]+){%d,}" % (LEAST_NUMBERS - 1))
"""Numbers as text, one after the other."""
_LEAST_SHARE = 0.1
"""A template has numbers of either sign; text and sound levels do not."""


def traces_in(content: bytes) -> frozenset[Trace]:
    """Everything of a face that there may be in some bytes."""
    found = {
        Trace.PICTURE: _PICTURES.search(content) is not None,
        Trace.TEMPLATE: _TEMPLATE.search(content) is not None,
        Trace.VECTOR: any(_is_mixed(numbers) for numbers in _rows(content)),
    }
    return frozenset(trace for trace, is_there in found.items() if is_there)


def _rows(content: bytes) -> Iterator[array[float]]:
    for pattern, code in ((_FLOATS, "f"), (_DOUBLES, "d")):
        for match in pattern.finditer(content):
            yield array(code, match[0])
    for match in _WRITTEN.finditer(content):
        yield array("d", (float(word) for word in re.split(rb"[\s,;]+", match[0]) if word))


def _is_mixed(numbers: array[float]) -> bool:
    """Whether they are of either sign and mostly different."""
    negative = sum(number < 0 for number in numbers) / len(numbers)
    return _LEAST_SHARE < negative < 1 - _LEAST_SHARE and len(set(numbers)) > LEAST_NUMBERS // 2
