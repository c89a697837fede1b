"""Draws a face that is no person's: a magenta frame, 8 x 8 shades of grey that tell who it is, eyes and a nose.

::

    +--------+   frame: where the face is            shades: who it is, different by a little in each look
    |▒█░ ▓░▒█|   cyan:  eyes
    |░ o▒█o ▒|   yellow: nose, beside its place when the head is turned
    |█▒ ░^▒ ▓|
    +--------+
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from hallcall.face import Picture

CELLS: Final = 8
FRAME: Final = (255, 0, 255)
EYE: Final = (255, 255, 0)
NOSE: Final = (0, 255, 255)
EYES_AT: Final = ((0.30, 0.40), (0.70, 0.40))
MOUTH_AT: Final = ((0.35, 0.80), (0.65, 0.80))
NOSE_AT: Final = (0.5, 0.62)
FRAME_SHARE: Final = 1 / 16
"""Width of the frame, of the face's side."""
_DOT_SHARE: Final = 1 / 24
_BACKGROUND: Final = 128
_MIDDLE, _SPREAD = 128.0, 48.0


def shades_of(person: int) -> npt.NDArray[np.float64]:
    """Who it is: 8 x 8 shades around 0."""
    return np.random.default_rng(person).standard_normal((CELLS, CELLS))


def draw_face(person: int, *, side: int = 160, yaw_deg: float = 0.0, noise: float = 0.2, look: int = 0) -> Picture:
    """One face.

    Args:
        person: who it is.
        side: pixels.
        yaw_deg: how far the head is turned to the picture's right.
        noise: how much this look differs from others of the person, in spreads of the shades.
        look: which look.
    """
    other = np.random.default_rng((person, look, 1)).standard_normal((CELLS, CELLS))
    shades = np.clip(_MIDDLE + _SPREAD * (shades_of(person) + noise * other), 10, 245)
    frame = max(2, round(side * FRAME_SHARE))
    inner = side - 2 * frame
    cells = (np.arange(inner) * CELLS) // inner
    face = np.full((side, side, 3), FRAME, np.uint8)
    face[frame:-frame, frame:-frame] = shades[np.ix_(cells, cells)].astype(np.uint8)[:, :, None]
    beside = (EYES_AT[1][0] - EYES_AT[0][0]) * (yaw_deg + 0.2) / 79.3
    for at, colour in ((EYES_AT[0], EYE), (EYES_AT[1], EYE), ((NOSE_AT[0] + beside, NOSE_AT[1]), NOSE)):
        _dot(face, at, colour)
    return face


def draw_people(
    faces: Sequence[Picture], *, width: int = 640, height: int = 480, background: int = _BACKGROUND
) -> Picture:
    """A camera's picture with faces side by side, each in the middle of its share; nobody is a picture too."""
    picture = np.full((height, width, 3), background, np.uint8)
    for place, face in enumerate(faces):
        side = face.shape[0]
        left = round((place + 0.5) * width / len(faces) - side / 2)
        top = (height - side) // 2
        picture[top : top + side, left : left + side] = face
    return picture


def _dot(face: Picture, at: tuple[float, float], colour: tuple[int, int, int]) -> None:
    side = face.shape[0]
    half = max(1, round(side * _DOT_SHARE))
    x, y = (round(share * side) for share in at)
    face[y - half : y + half, x - half : x + half] = colour
