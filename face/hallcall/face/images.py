"""Pictures from files, card readers and cameras, each bounded before anything is decoded."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from hallcall.core.errors import FaceError
from hallcall.face.model import Picture
from hallcall.hal.frames import Frame

MOST_PIXELS = 25_000_000
"""A picture of 12,000 x 9,000 would take 324 MB; what cameras of phones take fits."""
MOST_BYTES = 30_000_000
LEAST_SIDE = 48
"""The photo of an ID card's chip is 102 x 126."""
CARD_PADDING = 40
"""Pixels around a card's photo, after it was doubled: so the detector found all of 500 simulated ones."""
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
_READING = "RGB"


def read_picture(source: Path | bytes, name: str = "") -> Picture:
    """A picture from a file or from memory, upright.

    Args:
        source: JPEG, PNG, BMP or WebP.
        name: told when it cannot be read; of a file its path.

    Raises:
        FaceError: ``face.picture_unreadable``, ``face.picture_too_large``, ``face.picture_too_small``.
    """
    name = name or (str(source) if isinstance(source, Path) else "")
    try:
        content = _content(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=_FORMATS)
        _check_size(*image.size)
        upright = ImageOps.exif_transpose(image)
        return _picture(upright.convert(_READING))
    except FaceError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # what a decoder raises over torn bytes is not to be foreseen
        raise FaceError("face.picture_unreadable", file=name) from error


def picture_of(frame: Frame) -> Picture:
    """A camera's frame as a picture; the bytes are shared, not copied."""
    return np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 3)


def card_photo(picture: Picture) -> Picture:
    """The small photo of an ID card, made fit for a detector: twice the size, with a border."""
    height, width, _ = picture.shape
    doubled = Image.fromarray(picture).resize((2 * width, 2 * height), Image.Resampling.BICUBIC)
    return np.asarray(ImageOps.expand(doubled, CARD_PADDING, (127, 127, 127)))


def _content(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        with source.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large()
    return content


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_large()
    if min(width, height) < LEAST_SIDE:
        raise FaceError("face.picture_too_small", least=LEAST_SIDE)


def _too_large() -> FaceError:
    return FaceError("face.picture_too_large", most=MOST_PIXELS // 1_000_000)


def _picture(image: Image.Image) -> Picture:
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
