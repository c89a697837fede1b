"""YuNet: finds faces and their five points, by OpenCV."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from hallcall.assets.weights import Model, shipped_model
from hallcall.face.model import Box, Face, Picture, Point

NAME: Final = "YuNet 2023mar int8"
_FILE: Final = "face_detection_yunet_2023mar_int8bq.onnx"
_WIDTH: Final = 320
"""Faces are looked for in a picture shrunk to this width: a quarter of the time, and none at a kiosk is too small."""
_SURE: Final = 0.7
_OVERLAP: Final = 0.3
_MOST: Final = 50


class YuNet:
    """The detector. Keeps nothing of a picture."""

    def __init__(self, model: Model | None = None) -> None:
        """Load it.

        Raises:
            FaceError: ``face.weights_missing``, ``face.weights_changed``.
        """
        # A screen shares the machine: one thread is fast enough.
        cv2.setNumThreads(1)
        # OpenCV 5 warns with every start that its new engine has no targets.
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
        self.model = model or shipped_model(_FILE)
        self._net = cv2.FaceDetectorYN.create(
            "onnx",
            np.frombuffer(self.model.content, np.uint8),
            np.empty(0, np.uint8),
            (_WIDTH, _WIDTH),
            _SURE,
            _OVERLAP,
            _MOST,
        )
        self._size = (_WIDTH, _WIDTH)

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The faces in a picture, the largest first."""
        height, width, _ = picture.shape
        scale = min(1.0, _WIDTH / width)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
        if size != self._size:
            self._net.setInputSize(size)
            self._size = size
        found: Any = self._net.detect(small)[1]
        rows = [] if found is None else [[float(number) for number in row] for row in found]
        back = (width / size[0], height / size[1])
        return tuple(sorted((_face(row, back) for row in rows), key=lambda face: -face.box.area))


def _face(row: list[float], back: tuple[float, float]) -> Face:
    """A row of the detector: box, points, score.

    Source:
        OpenCV, ``FaceDetectorYN::detect``: x, y, width, height, then x and y of right eye, left eye, nose, right and
        left corner of the mouth, then the score.
    """
    wide, high = back
    eye, other_eye, nose, corner, other_corner = (
        Point(row[place] * wide, row[place + 1] * high) for place in range(4, 14, 2)
    )
    return Face(
        box=Box(row[0] * wide, row[1] * high, row[2] * wide, row[3] * high),
        points=(eye, other_eye, nose, corner, other_corner),
        score=row[14],
    )
