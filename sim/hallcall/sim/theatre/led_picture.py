"""What a board of light looks like that shows a text: its dots, lit and dark."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from hallcall.assets import asset_path
from hallcall.hal.codec.ledframe import cells

LED_COLOURS = {1: "red", 2: "green", 3: "amber"}
"""By the number on the wire. Source: docs/reference/led.md, ``text-8``."""
_LIGHT = {"red": "#FF4B3E", "green": "#5BE36A", "amber": "#FFB02E"}
_DARK, _GROUND = "#2A2320", "#0D0A09"
_COLUMNS, _CELL = 16, 16
"""Half characters of a board, and dots of a whole one."""
_DOT = 6
"""Px from one dot to the next."""
_INK_AT = 96


@lru_cache(maxsize=64)
def led_picture(text: str, colour: str) -> bytes:
    """The board as PNG: eight characters of 16 x 16 dots.

    Args:
        text: what it shows; empty is dark.
        colour: one of ``LED_COLOURS``.
    """
    width, height = _COLUMNS * _CELL // 2, _CELL
    dots = _dots(text, width, height)
    board = Image.new("RGB", (width * _DOT, height * _DOT), _GROUND)
    draw = ImageDraw.Draw(board)
    for y in range(height):
        for x in range(width):
            left, top = x * _DOT + 1, y * _DOT + 1
            lit = dots.getpixel((x, y))
            draw.ellipse((left, top, left + _DOT - 2, top + _DOT - 2), fill=_LIGHT[colour] if lit else _DARK)
    content = BytesIO()
    board.save(content, "PNG")
    return content.getvalue()


def _dots(text: str, width: int, height: int) -> Image.Image:
    """The text in the middle of the board, each character in its cell."""
    grey = Image.new("L", (width, height))
    draw = ImageDraw.Draw(grey)
    font = ImageFont.truetype(asset_path("fonts", "NotoSansSC-Bold.otf"), _CELL - 1)
    x = max(0, (_COLUMNS - cells(text)) // 2) * _CELL // 2
    for character in text:
        room = cells(character) * _CELL // 2
        draw.text((x + room / 2, height * 0.86), character, fill=255, font=font, anchor="ms")
        x += room
    return grey.point([255 * (level >= _INK_AT) for level in range(256)], mode="1")
