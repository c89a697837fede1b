"""The font in the ROM of a simulated receipt printer: fixed cells, whole magnifications, one bit a dot.

The shapes are the shipped Noto Sans SC, squeezed into the cells that such printers have: 24 x 24 dots for Chinese,
12 x 24 for Latin (font A), 9 x 17 for small Latin (font B).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from hallcall.assets import asset_path

CELL = 24
_SMALL = (9, 17)
_BASELINE = 0.86
"""Of the height of a cell, from its top."""
_FILL = 0.96
"""Height of the em square in a cell: a little air between two lines."""
_INK_AT = 118
"""Grey above which a dot is heated."""


_THRESHOLD = [255 * (level >= _INK_AT) for level in range(256)]


@dataclass(frozen=True, slots=True)
class Look:
    """How characters are printed at present."""

    wide: int = 1
    tall: int = 1
    bold: bool = False
    small: bool = False
    smooth: bool = False
    """Magnified characters are drawn anew instead of being made of larger squares."""


@lru_cache(maxsize=2048)
def glyph(character: str, look: Look) -> Image.Image:
    """The picture of a character, white on black: what is white gets ink."""
    if look.small and character.isascii():
        return _draw(character, *_SMALL, bold=look.bold)
    base = CELL // 2 if character.isascii() else CELL
    if look.smooth:
        return _draw(character, base * look.wide, CELL * look.tall, bold=look.bold)
    plain = _draw(character, base, CELL, bold=look.bold)
    return plain.resize((base * look.wide, CELL * look.tall), Image.Resampling.NEAREST)


def load_rom() -> None:
    """Have the fonts at hand: a real printer has them when it is switched on, and answers while it prints."""
    for bold in (False, True):
        glyph("静", Look(bold=bold))


@lru_cache(maxsize=64)
def no_glyph(look: Look) -> Image.Image:
    """What a printer prints for a character it has not: an empty box."""
    width, height = CELL * look.wide, CELL * look.tall
    box = Image.new("1", (width, height))
    ImageDraw.Draw(box).rectangle((2, 2, width - 4, height - 4), outline=1, width=look.tall)
    return box


def _draw(character: str, width: int, height: int, *, bold: bool) -> Image.Image:
    font = _font(round(height * _FILL), bold=bold)
    advance = max(1, round(font.getlength(character)))
    room = max(advance, width)
    grey = Image.new("L", (room, height))
    ImageDraw.Draw(grey).text(((room - advance) / 2, height * _BASELINE), character, fill=255, font=font, anchor="ls")
    if room > width:
        grey = grey.resize((width, height), Image.Resampling.LANCZOS)
    return grey.point(_THRESHOLD, mode="1")


@lru_cache(maxsize=32)
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(asset_path("fonts", f"NotoSansSC-{'Bold' if bold else 'Regular'}.otf"), size)
