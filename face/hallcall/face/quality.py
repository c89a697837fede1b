"""How good the picture of a face is, and what to say to who stands there so that it becomes better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hallcall.face.model import Face, Picture, Point, Quality

CHIP = 112
"""Pixels a side of the aligned face that sharpness is measured at."""


class Guidance(StrEnum):
    """What helps. The sentence is the message ``face-guide-<word>``."""

    GOOD = "good"
    NOBODY = "nobody"
    ONE_PERSON = "one-person"
    CLOSER = "closer"
    STRAIGHT = "straight"
    MORE_LIGHT = "more-light"
    LESS_LIGHT = "less-light"
    HOLD_STILL = "hold-still"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityLimits:
    """From where on a picture is good enough.

    Source:
        ISO/IEC 19794-5 wants 90 pixels between the eyes of a document's photo; the faces that recognisers see have 35
        (``engines.alignment``), which a live look must reach. The others were chosen by looking at pictures.
    """

    eye_distance: float = 35.0
    yaw_deg: float = 20.0
    sharpness: float = 20.0
    darkest: float = 50.0
    brightest: float = 220.0


def yaw_of(face: Face) -> float:
    """How far a head is turned, in degrees; to the picture's right is more than 0.

    Source:
        Fitted on 299 faces of LFW against the head pose of MediaPipe: r = 0.957, mean error 2.7 degrees. How far a head
        is lowered cannot be told by these points (r = 0.37).
    """
    left, right, nose, *_ = face.points
    along = Point(right.x - left.x, right.y - left.y)
    apart = along.x**2 + along.y**2
    if not apart:
        return 0.0
    beside = (nose.x - (left.x + right.x) / 2) * along.x + (nose.y - (left.y + right.y) / 2) * along.y
    return 79.3 * beside / apart - 0.2


def measure(face: Face, chip: Picture) -> Quality:
    """The quality of a face, with its picture brought to ``CHIP`` x ``CHIP`` pixels."""
    grey = chip.astype(np.float32) @ np.array([0.114, 0.587, 0.299], np.float32)
    inner = grey[1:-1, 1:-1]
    laplacian = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * inner
    return Quality(
        eye_distance=face.eye_distance,
        yaw_deg=yaw_of(face),
        sharpness=float(laplacian.var()),
        brightness=float(grey.mean()),
    )


def guide(seen: Sequence[tuple[Face, Quality]], limits: QualityLimits | None = None) -> Guidance:
    """What to say to who stands before the camera, the most urgent first.

    Args:
        seen: every face in the picture.
        limits: what is good enough.
    """
    if len(seen) != 1:
        return Guidance.ONE_PERSON if seen else Guidance.NOBODY
    (_, quality), limits = seen[0], limits or QualityLimits()
    wanted = [
        (quality.eye_distance >= limits.eye_distance, Guidance.CLOSER),
        (quality.brightness >= limits.darkest, Guidance.MORE_LIGHT),
        (quality.brightness <= limits.brightest, Guidance.LESS_LIGHT),
        (abs(quality.yaw_deg) <= limits.yaw_deg, Guidance.STRAIGHT),
        (quality.sharpness >= limits.sharpness, Guidance.HOLD_STILL),
    ]
    return next((word for is_fine, word in wanted if not is_fine), Guidance.GOOD)
