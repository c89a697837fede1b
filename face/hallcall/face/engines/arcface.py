"""``arcface``: YuNet and a model of the ArcFace family that the site brings, with its SHA-256 and its licence.

hallcall ships none: the well-known ones may be used for research only. The site says under which licence it has one.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from hallcall.assets.weights import read_model
from hallcall.core.errors import FaceError
from hallcall.face.engines import yunet
from hallcall.face.engines.aligning import AligningEngine
from hallcall.face.engines.running import load_runner
from hallcall.face.model import Picture, Vector
from hallcall.face.port import EngineFacts
from hallcall.face.quality import CHIP
from hallcall.face.registry import EngineSpec
from hallcall.face.settings import FaceSettings
from hallcall.face.thresholds import ARCFACE

NAME: Final = "arcface"
_MIDDLE: Final = 127.5
"""Source: InsightFace, ``model_zoo/arcface_onnx.py``: input mean and standard deviation."""


class ArcFaceEngine(AligningEngine):
    """Takes aligned faces of 112 x 112 pixels, red, green, blue, from -1 to 1."""

    thresholds = ARCFACE

    def __init__(self, settings: FaceSettings) -> None:
        """Load YuNet and the site's model.

        Raises:
            FaceError: ``face.model_licence``, ``face.weights_missing``, ``face.weights_changed``,
                ``face.engine_missing`` when its runtime is not installed.
        """
        if not settings.model_licence.strip():
            raise FaceError("face.model_licence", engine=NAME)
        if settings.model is None:
            raise FaceError("face.weights_missing", file="[face] model")
        model = read_model(settings.model, settings.model_sha256)
        super().__init__(settings, model.sha256)
        self._run = load_runner(model, settings.model_runtime)
        self.facts = EngineFacts(
            name=NAME,
            detector=yunet.NAME,
            recogniser=model.file,
            licence=settings.model_licence,
            dim=self.numbers(np.full((CHIP, CHIP, 3), 127, np.uint8)).shape[0],
            warning="face-warning-own-model",
        )

    def numbers(self, chip: Picture) -> Vector:
        """As many numbers as the model has."""
        middle = (_MIDDLE, _MIDDLE, _MIDDLE)
        blob = cv2.dnn.blobFromImage(chip, 1 / _MIDDLE, (CHIP, CHIP), middle, swapRB=True, crop=False)
        return self._run(np.asarray(blob, np.float32))


SPEC = EngineSpec(name=NAME, extra="face", make=ArcFaceEngine)
