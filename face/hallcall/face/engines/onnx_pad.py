"""A model of the site's own that tells presented pictures from faces (``PadCheck``); hallcall ships none.

None could be had whose figures could be checked. The defaults of ``[face] pad_...`` fit MiniFASNet.

Source:
    minivision-ai, Silent-Face-Anti-Spoofing: the face and 2.7 times as much around it, 80 x 80 pixels, blue, green, red
    from 0 to 255; of three classes the second is a living face.
"""

from __future__ import annotations

import cv2
import numpy as np

from hallcall.assets.weights import read_model
from hallcall.core.errors import FaceError
from hallcall.face.engines.running import load_runner
from hallcall.face.model import Face, Picture
from hallcall.face.settings import FaceSettings

NAME = "onnx"


class OnnxPad:
    """Implements ``PadCheck``."""

    name = NAME

    def __init__(self, settings: FaceSettings) -> None:
        """Load the site's model.

        Raises:
            FaceError: ``face.model_licence``, ``face.weights_missing``, ``face.weights_changed``,
                ``face.engine_missing``.
        """
        if not settings.pad_licence.strip():
            raise FaceError("face.model_licence", engine=f"pad = {NAME}")
        if settings.pad_model is None:
            raise FaceError("face.weights_missing", file="[face] pad_model")
        self._run = load_runner(read_model(settings.pad_model, settings.pad_sha256), settings.model_runtime)
        self._settings = settings

    def is_live(self, picture: Picture, face: Face) -> bool | None:
        """Whether the class of living faces is likely enough; None when the model gives no numbers."""
        settings = self._settings
        blob = cv2.dnn.blobFromImage(self._around(picture, face), 1.0, (settings.pad_side, settings.pad_side))
        numbers = self._run(np.asarray(blob, np.float32)).astype(np.float64)
        if not np.isfinite(numbers).all() or numbers.size <= settings.pad_live_class:
            return None
        likely = np.exp(numbers - numbers.max())
        return bool(likely[settings.pad_live_class] / likely.sum() >= settings.pad_least)

    def _around(self, picture: Picture, face: Face) -> Picture:
        """The face with what is around it, as much of it as the picture has."""
        height, width, _ = picture.shape
        box = face.box
        half_wide, half_high = (side * self._settings.pad_scale / 2 for side in (box.width, box.height))
        middle_x, middle_y = box.left + box.width / 2, box.top + box.height / 2
        left, right = max(0, round(middle_x - half_wide)), min(width, round(middle_x + half_wide))
        top, bottom = max(0, round(middle_y - half_high)), min(height, round(middle_y + half_high))
        if right <= left or bottom <= top:
            return picture
        return picture[top:bottom, left:right]
