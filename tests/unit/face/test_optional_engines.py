"""Engines whose parts are not installed by default: ``make check-faces`` brings them, elsewhere these are skipped."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from structlog.testing import capture_logs

from hallcall.core.errors import FaceError
from hallcall.face import Box, Face, FaceEngine, Mode, Picture, Point
from hallcall.face.liveness import ChallengeRules
from hallcall.face.liveness.pads import open_blinks, open_pads
from hallcall.face.looking import template_of
from hallcall.face.matching import Verdict, compare_one
from hallcall.face.registry import open_engine, start_engine
from hallcall.face.settings import FaceSettings

pytestmark = pytest.mark.feature("F032")


@pytest.mark.skipif(importlib.util.find_spec("dlib") is not None, reason="dlib is installed")
def test_an_engine_that_is_not_installed_says_what_to_install() -> None:
    with pytest.raises(FaceError) as refused:
        open_engine(FaceSettings(engine="dlib"))
    assert refused.value.fields == {"engine": "dlib", "extra": "dlib"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dlib_compares_one_with_one_and_must_not_search(astronaut: Picture) -> None:
    pytest.importorskip("dlib")
    with capture_logs() as logged:
        engine = start_engine(FaceSettings(is_enabled=True, engine="dlib"))
    assert [entry["log_level"] for entry in logged] == ["warning"]
    # In the whole picture its detector takes the spacecraft for a second face.
    face = astronaut[:300, 80:380]
    one, other = template_of(engine, face), template_of(engine, face[:, ::-1].copy())
    assert compare_one(engine, one, other).verdict is Verdict.YES
    assert engine.threshold(Mode.ONE_TO_ONE).accept == 0.60
    assert engine.facts.warning
    with pytest.raises(FaceError, match=r"face\.one_to_many"):
        engine.threshold(Mode.ONE_TO_MANY, 100)
    quality = engine.quality(face, engine.detect(face)[0])
    assert 30 < quality.eye_distance < 60
    with pytest.raises(FaceError, match=r"face\.none"):
        template_of(engine, np.full((200, 200, 3), 127, np.uint8))


@pytest.mark.parametrize("runtime", ["opencv", "onnxruntime"])
def test_the_sites_own_model_compares_by_either_runtime(tmp_path: Path, astronaut: Picture, runtime: str) -> None:
    onnx: Any = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    path = tmp_path / "own.onnx"
    onnx.save(pooling_model(onnx), path)
    settings = FaceSettings(
        engine="arcface",
        model=path,
        model_sha256=hashlib.sha256(path.read_bytes()).hexdigest().upper(),
        model_licence="ours",
        model_runtime=runtime,
    )
    engine = open_engine(settings)
    one = template_of(engine, astronaut)
    assert (one.dim, engine.facts.licence) == (3 * 14 * 14, "ours")
    assert engine.compare(one, one) == pytest.approx(1.0)
    assert engine.threshold(Mode.ONE_TO_MANY, 3_000).accept > engine.threshold(Mode.ONE_TO_ONE).accept


@pytest.mark.feature("F034")
@pytest.mark.parametrize("runtime", ["opencv", "onnxruntime"])
def test_the_sites_own_liveness_model_tells_light_from_dark(tmp_path: Path, runtime: str) -> None:
    onnx: Any = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    path = tmp_path / "pad.onnx"
    onnx.save(brightness_model(onnx), path)
    settings = FaceSettings(
        pad="onnx",
        pad_model=path,
        pad_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        pad_licence="ours",
        model_runtime=runtime,
    )
    (pad,) = open_pads(settings)
    face = Face(Box(250, 150, 120, 160), (Point(0, 0),) * 5, score=1.0)
    answers = [pad.is_live(np.full((480, 640, 3), shade, np.uint8), face) for shade in (220, 30)]
    assert answers == [True, False]


@pytest.mark.feature("F034")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_open_eyes_are_seen_by_the_model_that_the_site_brings(sface: FaceEngine, astronaut: Picture) -> None:
    pytest.importorskip("mediapipe")
    model = os.environ.get("HALLCALL_LANDMARKER", "")
    if not model:
        pytest.skip("HALLCALL_LANDMARKER names no face_landmarker.task")
    blinks = open_blinks(FaceSettings(landmarker=Path(model)))
    assert blinks is not None
    face = sface.detect(astronaut)[0]
    closed = blinks.eyes_closed(astronaut, face)
    nobody = blinks.eyes_closed(np.full((300, 300, 3), 90, np.uint8), face)
    blinks.close()
    assert closed is not None
    assert closed < ChallengeRules().opened
    assert nobody is None


def test_without_the_sites_model_nobody_is_asked_to_blink(tmp_path: Path) -> None:
    assert open_blinks(FaceSettings()) is None
    (tmp_path / "torn.task").write_bytes(b"torn")
    with pytest.raises(FaceError, match=r"face\.weights_changed"):
        open_blinks(FaceSettings(landmarker=tmp_path / "torn.task"))


def brightness_model(onnx: Any) -> Any:
    """A model that takes what MiniFASNet takes, and calls what is light alive."""
    make, kind = onnx.helper, onnx.TensorProto.FLOAT
    weights = np.array([[0.0], [0.1], [0.0]], np.float32).repeat(3, axis=1).T
    nodes = [
        make.make_node("GlobalAveragePool", ["input"], ["mean"]),
        make.make_node("Flatten", ["mean"], ["flat"]),
        make.make_node("Gemm", ["flat", "weights", "bias"], ["numbers"]),
    ]
    given = make.make_tensor_value_info("input", kind, [1, 3, 80, 80])
    numbers = make.make_tensor_value_info("numbers", kind, [1, 3])
    held = [
        make.make_tensor("weights", kind, [3, 3], weights.ravel().tolist()),
        make.make_tensor("bias", kind, [3], [0.0, -36.0, 0.0]),
    ]
    graph = make.make_graph(nodes, "pad", [given], [numbers], held)
    return make.make_model(graph, opset_imports=[make.make_opsetid("", 13)], ir_version=8)


def pooling_model(onnx: Any) -> Any:
    """A model that takes what ArcFace takes and gives mean colours of 14 x 14 squares."""
    make, kind = onnx.helper, onnx.TensorProto.FLOAT
    nodes = [
        make.make_node("AveragePool", ["input"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]),
        make.make_node("Flatten", ["pooled"], ["numbers"]),
    ]
    given = make.make_tensor_value_info("input", kind, [1, 3, 112, 112])
    numbers = make.make_tensor_value_info("numbers", kind, [1, 3 * 14 * 14])
    graph = make.make_graph(nodes, "own", [given], [numbers])
    return make.make_model(graph, opset_imports=[make.make_opsetid("", 13)], ir_version=8)
