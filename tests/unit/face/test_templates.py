"""A template is whole or it is refused, and nobody reads a face out of a log."""

from __future__ import annotations

import numpy as np
import pytest

from hallcall.core.errors import FaceError
from hallcall.face import Box, Face, Point, Template

ENGINE = "0123456789ab"


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([0.0] * 128, id="all of them 0"),
        pytest.param([1.0, float("nan")], id="undefined"),
        pytest.param([1.0, float("inf")], id="endless"),
        pytest.param([], id="none"),
        pytest.param([[1.0, 2.0]], id="a table"),
    ],
)
def test_a_damaged_template_is_refused(numbers: list[float]) -> None:
    with pytest.raises(FaceError, match=r"face\.vector"):
        Template(ENGINE, np.array(numbers, np.float32))


def test_a_template_outlives_its_bytes() -> None:
    numbers = np.random.default_rng(1).standard_normal(128).astype(np.float32)
    template = Template(ENGINE, numbers)
    again = Template.from_bytes(ENGINE, template.to_bytes())
    assert (again.dim, len(template.to_bytes())) == (128, 512)
    assert np.array_equal(again.vector, template.vector)


def test_bytes_that_were_cut_are_refused() -> None:
    with pytest.raises(FaceError, match=r"face\.vector"):
        Template.from_bytes(ENGINE, b"\x00\x01\x02")


def test_a_template_cannot_be_changed_nor_read_in_a_log() -> None:
    numbers = np.ones(4, np.float32)
    template = Template(ENGINE, numbers)
    numbers[0] = 7.0
    assert template.vector[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        template.vector[0] = 2.0
    assert "1." not in repr(template)


def test_a_faces_size_is_told_by_its_eyes() -> None:
    face = Face(
        Box(0, 0, 100, 120), (Point(30, 40), Point(70, 40), Point(50, 60), Point(35, 90), Point(65, 90)), score=0.9
    )
    assert face.eye_distance == 40.0
