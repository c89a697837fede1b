"""``sface``: YuNet and SFace, with the weights that hallcall ships. The default."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from hallcall.assets.weights import shipped_model
from hallcall.face.engines import yunet
from hallcall.face.engines.aligning import AligningEngine
from hallcall.face.model import Picture, Vector
from hallcall.face.port import EngineFacts
from hallcall.face.quality import CHIP
from hallcall.face.registry import EngineSpec
from hallcall.face.settings import FaceSettings
from hallcall.face.thresholds import SFACE

_FILE: Final = "face_recognition_sface_2021dec_int8bq.onnx"
_INPUT: Final = "data"
"""Its graph lists its weights as inputs too, so OpenCV 5 must be told which of them is the picture; OpenCV 4 may."""


class SFaceEngine(AligningEngine):
    """Works on OpenCV 4.13 and 5."""

    facts = EngineFacts(
        name="sface",
        detector=yunet.NAME,
        recogniser="SFace 2021dec int8",
        licence="MIT, Apache-2.0",
        dim=128,
    )
    thresholds = SFACE

    def __init__(self, settings: FaceSettings) -> None:
        """Load both models.

        Raises:
            FaceError: ``face.weights_missing``, ``face.weights_changed``.
        """
        model = shipped_model(_FILE)
        super().__init__(settings, model.sha256)
        self._net = cv2.dnn.readNetFromONNX(np.frombuffer(model.content, np.uint8))

    def numbers(self, chip: Picture) -> Vector:
        """128 numbers."""
        blob = cv2.dnn.blobFromImage(chip, 1.0, (CHIP, CHIP), (0, 0, 0), swapRB=True, crop=False)
        self._net.setInput(blob, _INPUT)
        return np.asarray(self._net.forward(), np.float32).ravel()


SPEC = EngineSpec(name="sface", extra="face", make=SFaceEngine)
