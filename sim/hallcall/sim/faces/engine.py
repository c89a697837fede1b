"""``drawn``: finds and compares the faces of ``drawing``. The same picture always gives the same template."""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
import numpy.typing as npt

from hallcall.core.errors import FaceError
from hallcall.face import (
    Box,
    EngineFacts,
    Face,
    Mode,
    Picture,
    Point,
    Quality,
    Strictness,
    Template,
    Threshold,
)
from hallcall.face.matching import check_engine, cosine
from hallcall.face.quality import CHIP, measure
from hallcall.face.registry import EngineSpec
from hallcall.face.settings import FaceSettings
from hallcall.face.thresholds import Thresholds
from hallcall.sim.faces.drawing import CELLS, EYES_AT, FRAME_SHARE, MOUTH_AT, NOSE_AT

_GAP: Final = 3
"""So many columns without a frame are between two faces."""
_SMALLEST: Final = 24
_ALIKE: Final = 0.6
_COLOURED: Final = 60
"""Brightest minus darkest channel: a dot, not a shade."""
_SOURCE: Final = "drawn faces: five spreads of the scores of two people"
_THRESHOLDS: Final = Thresholds(
    one_to_one={
        Strictness.NORMAL: Threshold(accept=_ALIKE, unsure=0.5, source=_SOURCE),
        Strictness.STRICT: Threshold(accept=0.7, unsure=_ALIKE, source=_SOURCE),
    },
    one_to_many=((1_000, 0.65), (10_000, 0.70)),
    many_source=_SOURCE,
)

Mask = npt.NDArray[np.bool_]


class DrawnFaceEngine:
    """Implements ``FaceEngine``."""

    facts = EngineFacts(
        name="drawn",
        detector="drawn frames",
        recogniser="drawn shades",
        licence="Apache-2.0",
        dim=CELLS * CELLS,
    )
    id: str = hashlib.sha256(b"drawn:drawn").hexdigest()[:12]

    def __init__(self, settings: FaceSettings | None = None) -> None:
        self._settings = settings or FaceSettings(engine="drawn")

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The drawn faces in a picture, the largest first."""
        blue, green, red = (picture[:, :, channel].astype(np.int16) for channel in range(3))
        frames = (np.minimum(red, blue) - green) > 2 * _COLOURED
        faces = [
            _face(picture, Box(left, top, right - left, bottom - top))
            for left, right in _runs(np.asarray(frames.any(axis=0)))
            for top, bottom in _runs(np.asarray(frames[:, left:right].any(axis=1)))
            if min(right - left, bottom - top) >= _SMALLEST
        ]
        return tuple(sorted(faces, key=lambda face: -face.box.area))

    def quality(self, picture: Picture, face: Face) -> Quality:
        """How good the picture of that face is."""
        return measure(face, _sampled(picture, face.box, CHIP))

    def embed(self, picture: Picture, face: Face) -> Template:
        """The shades, around their mean."""
        frame = face.box.width * FRAME_SHARE
        inner = Box(
            face.box.left + frame, face.box.top + frame, face.box.width - 2 * frame, face.box.height - 2 * frame
        )
        chip = _sampled(picture, inner, CHIP).astype(np.float32)
        is_shade = (chip.max(axis=2) - chip.min(axis=2)) < _COLOURED
        shape = (CELLS, CHIP // CELLS, CELLS, CHIP // CELLS)
        many = np.maximum(is_shade.reshape(shape).sum(axis=(1, 3)), 1)
        shades = (chip.mean(axis=2) * is_shade).reshape(shape).sum(axis=(1, 3)) / many
        return Template(self.id, (shades - shades.mean()).ravel().astype(np.float32))

    def compare(self, one: Template, other: Template) -> float:
        """The cosine."""
        check_engine(self.id, one, other)
        return cosine(one, other)

    def threshold(self, mode: Mode, gallery: int = 1) -> Threshold:
        """The score to reach."""
        found = _THRESHOLDS.find(mode, gallery, self._settings.strictness, self._settings.one_to_one)
        if found is None:
            raise FaceError("face.one_to_many", engine=self.facts.name)
        return found


def _runs(is_set: Mask) -> list[tuple[int, int]]:
    """Where it is set without a gap: beginnings and ends."""
    places = np.flatnonzero(is_set)
    if not places.size:
        return []
    breaks = np.flatnonzero(np.diff(places) > _GAP)
    begins = places[np.concatenate([[0], breaks + 1])]
    ends = places[np.concatenate([breaks, [places.size - 1]])] + 1
    return [(int(begin), int(end)) for begin, end in zip(begins, ends, strict=True)]


def _face(picture: Picture, box: Box) -> Face:
    """A face with its points; only the nose moves."""

    def at(share: tuple[float, float]) -> Point:
        return Point(box.left + share[0] * box.width, box.top + share[1] * box.height)

    part = picture[int(box.top) : int(box.top + box.height), int(box.left) : int(box.left + box.width)].astype(np.int16)
    is_nose = (np.minimum(part[:, :, 1], part[:, :, 2]) - part[:, :, 0]) > _COLOURED
    columns = np.flatnonzero(is_nose.any(axis=0))
    nose = at(NOSE_AT)
    if columns.size:
        nose = Point(box.left + float(columns.mean()) + 0.5, nose.y)
    return Face(box, (at(EYES_AT[0]), at(EYES_AT[1]), nose, at(MOUTH_AT[0]), at(MOUTH_AT[1])), score=1.0)


def _sampled(picture: Picture, box: Box, side: int) -> Picture:
    """The part of a picture, brought to ``side`` x ``side`` pixels by the nearest ones."""
    height, width, _ = picture.shape
    steps = (np.arange(side) + 0.5) / side
    rows = np.clip((box.top + steps * box.height).astype(int), 0, height - 1)
    columns = np.clip((box.left + steps * box.width).astype(int), 0, width - 1)
    return picture[np.ix_(rows, columns)]


SPEC = EngineSpec(name="drawn", extra="sim", make=DrawnFaceEngine)
