"""Brings a face to the place and size that recognisers were trained on."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from hallcall.face.model import Face, Picture
from hallcall.face.quality import CHIP

_PLACES: Final = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""Where the five points lie in a face of 112 x 112 pixels.

Source:
    InsightFace, ``arcface_dst``; OpenCV, ``FaceRecognizerSF::alignCrop`` has the same.
"""


def aligned(picture: Picture, face: Face) -> Picture:
    """The face of 112 x 112 pixels, turned and scaled so that its points lie nearest to their places."""
    points = np.array([(point.x, point.y) for point in face.points])
    chip = cv2.warpAffine(picture, _similarity(points), (CHIP, CHIP), flags=cv2.INTER_LINEAR)
    return np.asarray(chip, np.uint8)


def _similarity(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The turn, scale and shift (2 x 3) that brings ``points`` (5 x 2) nearest to their places.

    Source:
        S. Umeyama, Least-squares estimation of transformation parameters between two point patterns, 1991.
    """
    from_middle, to_middle = points.mean(axis=0), _PLACES.mean(axis=0)
    here, there = points - from_middle, _PLACES - to_middle
    turn, sizes, back = np.linalg.svd(there.T @ here)
    signs = np.array([1.0, np.sign(np.linalg.det(turn @ back))])
    rotation = turn @ np.diag(signs) @ back
    scale = (sizes * signs).sum() / max((here**2).sum(), 1e-9)
    return np.column_stack([scale * rotation, to_middle - scale * rotation @ from_middle])
