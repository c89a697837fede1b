"""``dlib``: the models of the package face-recognition, called without it. One to one only, and never the default.

At its usual distance of 0.6 it takes 38 % of random pairs of East Asian people for one person, SFace 0.15 % at its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from hallcall.assets.weights import read_model
from hallcall.core.errors import FaceError
from hallcall.face.engines.aligning import engine_id
from hallcall.face.engines.alignment import aligned
from hallcall.face.matching import check_engine
from hallcall.face.model import Box, Face, Metric, Mode, Picture, Point, Quality, Template, Threshold
from hallcall.face.port import EngineFacts
from hallcall.face.quality import measure
from hallcall.face.registry import EngineSpec
from hallcall.face.settings import FaceSettings
from hallcall.face.thresholds import DLIB

_NAME: Final = "dlib"
_PACKAGE: Final = "face_recognition_models"
_POINTS: Final = (
    "shape_predictor_5_face_landmarks.dat",
    "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
)
_NUMBERS: Final = (
    "dlib_face_recognition_resnet_model_v1.dat",
    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
)
"""Files of face-recognition-models 0.3.0. Its model of 68 points was trained on pictures that forbid such use."""
_DOUBLED: Final = 1
"""How often a picture is doubled before faces are looked for, as face-recognition does."""
_WIDEST: Final = 1280
"""Larger pictures are shrunk to this width first: the detector's time grows with every pixel."""


class DlibEngine:
    """HOG detector, five points, residual network. Implements ``FaceEngine``."""

    facts = EngineFacts(
        name=_NAME,
        detector="dlib HOG",
        recogniser="dlib resnet v1",
        licence="CC0-1.0",
        dim=128,
        metric=Metric.DISTANCE,
        is_for_many=False,
        warning="face-warning-dlib",
    )

    def __init__(self, settings: FaceSettings) -> None:
        """Load the models.

        Raises:
            FaceError: ``face.engine_missing``, ``face.weights_missing``, ``face.weights_changed``.
        """
        folder = _models_folder()
        try:
            dlib: Any = importlib.import_module("dlib")
        except ImportError as error:
            raise FaceError("face.engine_missing", engine=_NAME, extra=_NAME) from error
        points, numbers = folder / _POINTS[0], folder / _NUMBERS[0]
        self._id = engine_id(*(read_model(folder / file, sha256).sha256 for file, sha256 in (_POINTS, _NUMBERS)))
        self._settings = settings
        self._rectangle = dlib.rectangle
        self._detector = dlib.get_frontal_face_detector()
        self._points = dlib.shape_predictor(str(points))
        self._net = dlib.face_recognition_model_v1(str(numbers))

    @property
    def id(self) -> str:
        """Of the models of points and numbers; the detector is part of dlib itself."""
        return self._id

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The faces in a picture, the largest first."""
        width = picture.shape[1]
        scale = max(1.0, width / _WIDEST)
        looked_at = cv2.resize(picture, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
        boxes, scores, _ = self._detector.run(_rgb(np.asarray(looked_at, np.uint8)), _DOUBLED, 0.0)
        whole = _rgb(picture)
        faces = (self._face(whole, _scaled(box, scale), float(score)) for box, score in zip(boxes, scores, strict=True))
        return tuple(sorted(faces, key=lambda face: -face.box.area))

    def quality(self, picture: Picture, face: Face) -> Quality:
        """How good the picture of that face is."""
        return measure(face, aligned(picture, face))

    def embed(self, picture: Picture, face: Face) -> Template:
        """128 numbers, of no special length."""
        whole = _rgb(picture)
        shape = self._points(whole, self._rectangle_of(face.box))
        return Template(self._id, np.array(self._net.compute_face_descriptor(whole, shape), np.float32))

    def compare(self, one: Template, other: Template) -> float:
        """1 - Euclidean distance, as dlib measures."""
        check_engine(self._id, one, other)
        if one.dim != other.dim:
            raise FaceError("face.vector")
        return 1.0 - float(np.linalg.norm(one.vector - other.vector))

    def threshold(self, mode: Mode, gallery: int = 1) -> Threshold:
        """The score to reach, 1:1 only."""
        found = DLIB.find(mode, gallery, self._settings.strictness, self._settings.one_to_one)
        if found is None:
            raise FaceError("face.one_to_many", engine=_NAME)
        return found

    def _rectangle_of(self, box: Box) -> Any:
        right, bottom = box.left + box.width, box.top + box.height
        return self._rectangle(round(box.left), round(box.top), round(right), round(bottom))

    def _face(self, whole: Picture, box: Box, score: float) -> Face:
        """A face with its points: dlib has the corners of the eyes and the nose, the mouth is where it should be."""
        shape = self._points(whole, self._rectangle_of(box))
        parts = [Point(shape.part(place).x, shape.part(place).y) for place in range(5)]
        left, right = sorted((_middle(*parts[:2]), _middle(*parts[2:4])), key=lambda eye: eye.x)
        nose, between = parts[4], _middle(left, right)
        mouth = Point(nose.x + 0.6 * (nose.x - between.x), nose.y + 0.6 * (nose.y - between.y))
        along = Point(0.4 * (right.x - left.x), 0.4 * (right.y - left.y))
        corners = (Point(mouth.x - along.x, mouth.y - along.y), Point(mouth.x + along.x, mouth.y + along.y))
        return Face(box=box, points=(left, right, nose, *corners), score=1 / (1 + math.exp(-score)))


def _models_folder() -> Path:
    """Where the models lie. Their package is not imported: it needs a setuptools that is no longer made.

    Raises:
        FaceError: ``face.engine_missing``.
    """
    found = importlib.util.find_spec(_PACKAGE)
    places = found.submodule_search_locations if found else None
    if not places:
        raise FaceError("face.engine_missing", engine=_NAME, extra=_NAME)
    return Path(next(iter(places))) / "models"


def _scaled(box: Any, scale: float) -> Box:
    return Box(box.left() * scale, box.top() * scale, box.width() * scale, box.height() * scale)


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)


def _rgb(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, :, ::-1])


SPEC = EngineSpec(name=_NAME, extra=_NAME, make=DlibEngine)
