"""Runs a model that the site brings, by OpenCV or, when the site has installed it, by onnxruntime."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from hallcall.assets.weights import Model
from hallcall.core.errors import FaceError
from hallcall.face.model import Vector

Blob: TypeAlias = npt.NDArray[np.float32]
"""1 x channels x height x width."""
Runner: TypeAlias = Callable[[Blob], Vector]
"""The first output of a model, in one row."""


def load_runner(model: Model, runtime: str) -> Runner:
    """A model, ready to run on one thread.

    Args:
        model: with one input and one output.
        runtime: ``opencv`` or ``onnxruntime``.

    Raises:
        FaceError: ``face.weights_changed`` when it is no such model, ``face.engine_missing`` without the runtime.
    """
    return _by_onnxruntime(model) if runtime == "onnxruntime" else _by_opencv(model)


def _by_opencv(model: Model) -> Runner:
    try:
        net = cv2.dnn.readNetFromONNX(np.frombuffer(model.content, np.uint8))
    except cv2.error as error:
        raise FaceError("face.weights_changed", file=model.file) from error

    def run(blob: Blob) -> Vector:
        net.setInput(blob)
        return np.asarray(net.forward(), np.float32).ravel()

    return run


def _by_onnxruntime(model: Model) -> Runner:
    try:
        import onnxruntime  # pyright: ignore[reportMissingImports] - brought by the site
    except ImportError as error:
        raise FaceError("face.engine_missing", engine=model.file, extra="onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.content, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(blob: Blob) -> Vector:
        return np.asarray(session.run(None, {name: blob})[0], np.float32).ravel()

    return run
