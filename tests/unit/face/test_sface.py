"""The engine that is shipped, on the installed OpenCV; ``make check-faces`` runs this on the other one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from hallcall.core.errors import FaceError
from hallcall.face import FaceEngine, Mode, Picture, Template
from hallcall.face.images import card_photo
from hallcall.face.looking import only_face, template_of
from hallcall.face.matching import Verdict, compare_one
from hallcall.face.quality import Guidance, guide
from hallcall.sim.faces import DrawnFaceEngine, draw_face

pytestmark = pytest.mark.feature("F032")


def smaller(picture: Picture, width: int, height: int) -> Picture:
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS))


def test_a_person_is_known_again_in_a_mirror_and_in_a_smaller_picture(sface: FaceEngine, astronaut: Picture) -> None:
    one = template_of(sface, astronaut)
    other = template_of(sface, smaller(astronaut[:, ::-1], 307, 307))
    assert compare_one(sface, one, other).verdict is Verdict.YES
    assert sface.compare(one, other) == pytest.approx(0.96, abs=0.03)


def test_a_person_is_known_again_by_the_photo_of_a_card(sface: FaceEngine, astronaut: Picture) -> None:
    chip = smaller(astronaut[30:256, 133:316], 102, 126)
    assert compare_one(sface, template_of(sface, card_photo(chip)), template_of(sface, astronaut)).score > 0.8


def test_the_same_picture_always_gives_the_same_template(sface: FaceEngine, astronaut: Picture) -> None:
    one, other = template_of(sface, astronaut), template_of(sface, astronaut)
    assert one.to_bytes() == other.to_bytes()
    assert one.dim == sface.facts.dim == 128


def test_a_face_lies_where_it_is(sface: FaceEngine, astronaut: Picture) -> None:
    face = only_face(sface, astronaut)
    left_eye, right_eye, nose, *_ = face.points
    assert 195 < left_eye.x < nose.x < right_eye.x < 255
    assert 90 < left_eye.y < nose.y < 140


def test_quality_is_told_in_words_that_help(sface: FaceEngine, astronaut: Picture) -> None:
    face = only_face(sface, astronaut)
    quality = sface.quality(astronaut, face)
    assert guide([(face, quality)]) is Guidance.GOOD
    dark = (astronaut * 0.2).astype(np.uint8)
    assert guide([(face, sface.quality(dark, face))]) is Guidance.MORE_LIGHT
    far = smaller(astronaut, 256, 256)
    small_face = only_face(sface, far)
    assert guide([(small_face, sface.quality(far, small_face))]) is Guidance.CLOSER
    blurred = smaller(smaller(astronaut, 64, 64), 512, 512)
    assert sface.quality(blurred, face).sharpness < quality.sharpness / 4
    assert guide([(face, sface.quality(blurred, face))]) is Guidance.HOLD_STILL
    assert (guide([]), guide([(face, quality)] * 2)) == (Guidance.NOBODY, Guidance.ONE_PERSON)


def test_nobody_and_a_drawing_of_a_cat_are_nobody(sface: FaceEngine, cat: Picture) -> None:
    for picture in (np.full((480, 640, 3), 127, np.uint8), cat, draw_face(1, side=320)):
        with pytest.raises(FaceError, match=r"face\.none"):
            only_face(sface, picture)


def test_two_people_are_counted(sface: FaceEngine, astronaut: Picture) -> None:
    with pytest.raises(FaceError, match=r"face\.several \(count=2\)"):
        only_face(sface, np.hstack([astronaut, astronaut[:, ::-1]]))


def test_a_template_of_another_engine_is_not_compared(sface: FaceEngine, astronaut: Picture) -> None:
    other = DrawnFaceEngine()
    drawn = template_of(other, draw_face(1))
    with pytest.raises(FaceError) as refused:
        sface.compare(template_of(sface, astronaut), drawn)
    assert refused.value.fields == {"stored": other.id, "present": sface.id}
    with pytest.raises(FaceError, match=r"face\.vector"):
        sface.compare(Template(sface.id, np.ones(64, np.float32)), template_of(sface, astronaut))


def test_a_search_asks_for_more_than_a_comparison_and_the_more_the_larger_the_gallery(sface: FaceEngine) -> None:
    sizes = [sface.threshold(Mode.ONE_TO_MANY, size).accept for size in (10, 1_000, 3_000, 10_000, 30_000)]
    assert sizes[:4] == pytest.approx([0.47, 0.47, 0.51, 0.53])
    assert sizes == sorted(sizes)
    assert sizes[0] > sface.threshold(Mode.ONE_TO_ONE).accept == 0.42
    assert all(sface.threshold(mode).source for mode in Mode)
