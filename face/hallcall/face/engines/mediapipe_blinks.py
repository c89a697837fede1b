"""Closed eyes, by MediaPipe's model of a face (``BlinkSource``), which the site brings.

Source:
    On ordinary photos ``eyeBlink`` is 0.12 in the middle, at most 0.43 in 95 % and 0.59 in 99 %. How many blinks it
    sees was not measured: no recordings could be had.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

import numpy as np

from hallcall.assets.weights import read_model
from hallcall.core.errors import FaceError
from hallcall.face.model import Face, Picture
from hallcall.face.settings import FaceSettings

_EYES: Final = ("eyeBlinkLeft", "eyeBlinkRight")
_AROUND: Final = 0.3
"""So much of the face's sides is looked at besides."""


class MediaPipeBlinks:
    """Implements ``BlinkSource``."""

    def __init__(self, settings: FaceSettings) -> None:
        """Load the model.

        Raises:
            FaceError: ``face.engine_missing``, ``face.weights_missing``, ``face.weights_changed``.
        """
        if settings.landmarker is None:
            raise FaceError("face.weights_missing", file="[face] landmarker")
        model = read_model(settings.landmarker, settings.landmarker_sha256)
        try:
            mediapipe: Any = importlib.import_module("mediapipe")
        except ImportError as error:
            raise FaceError("face.engine_missing", engine="mediapipe", extra="blink") from error
        tasks = mediapipe.tasks
        options = tasks.vision.FaceLandmarkerOptions(
            base_options=tasks.BaseOptions(model_asset_buffer=model.content), output_face_blendshapes=True, num_faces=1
        )
        self._image = mediapipe.Image
        self._format = mediapipe.ImageFormat.SRGB
        self._landmarker = tasks.vision.FaceLandmarker.create_from_options(options)

    def eyes_closed(self, picture: Picture, face: Face) -> float | None:
        """How closed the more open eye is: who winks has not blinked."""
        height, width, _ = picture.shape
        box, beside = face.box, face.box.width * _AROUND
        left, right = max(0, round(box.left - beside)), min(width, round(box.left + box.width + beside))
        top, bottom = max(0, round(box.top - beside)), min(height, round(box.top + box.height + beside))
        if right <= left or bottom <= top:
            return None
        part = np.ascontiguousarray(picture[top:bottom, left:right, ::-1])
        found = self._landmarker.detect(self._image(image_format=self._format, data=part)).face_blendshapes
        if not found:
            return None
        scores = {shape.category_name: float(shape.score) for shape in found[0]}
        return min(scores[eye] for eye in _EYES)

    def close(self) -> None:
        """Let go of the model."""
        self._landmarker.close()
