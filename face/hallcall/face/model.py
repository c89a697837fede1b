"""What is known of a face: where it is, how good its picture is, and the template that it is compared by."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from hallcall.core.errors import FaceError

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Height x width x 3 bytes: blue, green, red, as cameras give them (``hal.frames.Frame.pixels``)."""
Vector: TypeAlias = npt.NDArray[np.float32]
"""One dimension."""


class Mode(StrEnum):
    """What a comparison is for."""

    ONE_TO_ONE = "one-to-one"
    """Is this the person of that card?"""
    ONE_TO_MANY = "one-to-many"
    """Which of today's consenting bookings is this, if any?"""


class Strictness(StrEnum):
    """How sure 1:1 must be."""

    NORMAL = "normal"
    STRICT = "strict"


class Metric(StrEnum):
    """How an engine measures likeness."""

    COSINE = "cosine"
    DISTANCE = "distance"
    """1 - Euclidean distance."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a picture, in pixels from its top left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a picture, in pixels; it may reach over the edges."""

    left: float
    top: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """In square pixels."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a picture."""

    box: Box
    points: tuple[Point, Point, Point, Point, Point]
    """Eye, eye, tip of the nose, corner, corner of the mouth; of each pair the one at the picture's left first."""
    score: float
    """How sure the detector is, 0 to 1."""

    @property
    def eye_distance(self) -> float:
        """Between the eyes, in pixels."""
        left, right, *_ = self.points
        return math.hypot(right.x - left.x, right.y - left.y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the picture of a face is."""

    eye_distance: float
    """In pixels."""
    yaw_deg: float
    """Turned to the picture's right is more than 0."""
    sharpness: float
    """Variance of the Laplacian over a face of 112 pixels: below some 20 it is blurred."""
    brightness: float
    """Mean of the face, 0 to 255."""


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """What an engine makes of a face. Personal data: it stays on the machine, encrypted where it is kept.

    Raises:
        FaceError: ``face.vector``: not one row of finite numbers, or all of them are 0.
    """

    engine_id: str
    """``FaceEngine.id`` of who made it."""
    vector: Vector = field(repr=False)
    """Cannot be written to."""

    def __post_init__(self) -> None:
        vector = np.array(self.vector, dtype=np.float32)
        if vector.ndim != 1 or not np.isfinite(vector).all() or not vector.any():
            raise FaceError("face.vector")
        vector.flags.writeable = False
        object.__setattr__(self, "vector", vector)

    @property
    def dim(self) -> int:
        """How many numbers it is."""
        return self.vector.shape[0]

    def to_bytes(self) -> bytes:
        """The numbers, 4 bytes each (IEEE 754, little-endian)."""
        return self.vector.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, engine_id: str, data: bytes) -> Template:
        """The template that ``to_bytes`` wrote.

        Raises:
            FaceError: ``face.vector``.
        """
        if len(data) % 4:
            raise FaceError("face.vector")
        return cls(engine_id, np.frombuffer(data, "<f4"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """From which score on two templates are taken for one person's."""

    accept: float
    """From here on: yes."""
    unsure: float
    """From here on, below ``accept``: look again or ask staff. Below it: no."""
    margin: float = 0.0
    """1:N only: so much better than the next best must the best be."""
    source: str
    """Where the figures come from."""
