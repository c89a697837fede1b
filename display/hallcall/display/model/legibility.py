"""How large a character must be to be read from where people stand.

Source:
    features F109: height of a character at least distance / 200. NUREG-0700 rev. 3: 0.004 of the distance at least,
    0.006 preferred; Chinese characters need the preferred one.
"""

from __future__ import annotations

import math

LEAST_RATIO = 1 / 200
"""Height of a character by reading distance: what every wall keeps."""
PREFERRED_RATIO = 0.006
"""The same, as preferred for Chinese."""
CAP_HEIGHT_EM = 0.733
"""Height of capitals and digits of the shipped face. Source: its OS/2 table."""


def character_px(width_mm: float, width_px: int, distance_m: float, ratio: float = LEAST_RATIO) -> int:
    """Least height of a character in pixels of a picture.

    Args:
        width_mm: width of the lit picture.
        width_px: pixels across it.
        distance_m: from the picture to the farthest reader.
        ratio: height by distance.
    """
    # A hair less than the exact product, so that a whole number of pixels is not rounded up by binary fractions.
    return math.ceil(distance_m * 1000 * ratio * width_px / width_mm - 1e-9)


def font_px(width_mm: float, width_px: int, distance_m: float, ratio: float = LEAST_RATIO) -> int:
    """Font size whose digits are as high as ``character_px`` asks."""
    return math.ceil(character_px(width_mm, width_px, distance_m, ratio) / CAP_HEIGHT_EM)
