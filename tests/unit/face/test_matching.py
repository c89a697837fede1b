"""Comparing and searching, with templates whose likeness is known."""

from __future__ import annotations

import numpy as np
import pytest

from hallcall.core.errors import FaceError
from hallcall.face import Mode, Template
from hallcall.face.matching import SearchSet, Verdict, cosine, fuse, judge, search
from hallcall.face.thresholds import DLIB, SFACE
from hallcall.sim.faces import DrawnFaceEngine, draw_face

ENGINE = "0123456789ab"
DIM = 128

pytestmark = pytest.mark.feature("F033")


def template(person: int, *, unlike: float = 0.0, look: int = 0) -> Template:
    """A look at a person: unit vectors of two people are nearly at right angles."""
    own = np.random.default_rng(person).standard_normal(DIM)
    other = np.random.default_rng((person, look, 7)).standard_normal(DIM)
    return Template(ENGINE, (own + unlike * other).astype(np.float32))


def drawn(engine: DrawnFaceEngine, person: int, look: int = 0, noise: float = 0.2) -> Template:
    picture = draw_face(person, look=look, noise=noise)
    return engine.embed(picture, engine.detect(picture)[0])


def test_the_best_and_the_second_best_are_found_exactly() -> None:
    people = [template(person) for person in range(500)]
    best = SearchSet(ENGINE, people).best(template(321, unlike=0.5))
    assert best is not None
    assert best.place == 321
    others = [cosine(one, template(321, unlike=0.5)) for one in people[:321] + people[322:]]
    assert best.next_score == pytest.approx(max(others), abs=1e-5)
    assert best.score == pytest.approx(cosine(people[321], template(321, unlike=0.5)), abs=1e-5)


def test_nobody_is_found_where_nobody_is() -> None:
    engine = DrawnFaceEngine()
    empty = SearchSet(engine.id, [])
    assert search(engine, [drawn(engine, 1, look) for look in range(3)], empty) is None


def test_a_single_person_has_no_second() -> None:
    best = SearchSet(ENGINE, [template(1)]).best(template(1))
    assert best is not None
    assert (best.place, best.next_score) == (0, -1.0)


def test_several_looks_tell_more_than_one() -> None:
    among = SearchSet(ENGINE, [template(person) for person in range(200)])
    looks = [template(50, unlike=1.5, look=look) for look in range(3)]
    one, three = among.best(looks[0]), among.best(fuse(looks))
    assert one is not None
    assert three is not None
    assert three.place == 50
    assert three.score > one.score + 0.1
    assert np.linalg.norm(fuse(looks).vector) == pytest.approx(1.0)


def test_fewer_than_three_looks_are_no_search() -> None:
    with pytest.raises(FaceError, match=r"face\.too_few_looks \(least=3\)"):
        fuse([template(1), template(1)])


def test_looks_that_cancel_out_are_no_template() -> None:
    one = template(1)
    with pytest.raises(FaceError, match=r"face\.vector"):
        fuse([one, Template(ENGINE, -one.vector)], least=2)


def test_templates_of_two_engines_never_meet() -> None:
    other = Template("ba9876543210", template(1).vector)
    for meet in (
        lambda: fuse([template(1), template(1), other]),
        lambda: SearchSet(ENGINE, [template(1), other]),
        lambda: SearchSet(ENGINE, [template(1)]).best(other),
    ):
        with pytest.raises(FaceError, match=r"face\.other_engine"):
            meet()


def test_templates_of_other_lengths_never_meet() -> None:
    short = Template(ENGINE, np.ones(64, np.float32))
    for meet in (
        lambda: fuse([template(1), template(1), short]),
        lambda: SearchSet(ENGINE, [template(1), short]),
        lambda: SearchSet(ENGINE, [template(1)]).best(short),
    ):
        with pytest.raises(FaceError, match=r"face\.vector"):
            meet()


def test_a_known_person_is_found_and_a_stranger_is_not() -> None:
    engine = DrawnFaceEngine()
    among = SearchSet(engine.id, [drawn(engine, person) for person in range(40)])
    found = search(engine, [drawn(engine, 7, look) for look in range(1, 4)], among)
    stranger = search(engine, [drawn(engine, 99, look) for look in range(1, 4)], among)
    assert found is not None
    assert (found.best.place, found.verdict) == (7, Verdict.YES)
    assert stranger is not None
    assert stranger.verdict is not Verdict.YES


def test_two_who_look_alike_are_left_to_people() -> None:
    engine = DrawnFaceEngine()
    twins = SearchSet(engine.id, [drawn(engine, 7, look=1, noise=0.02), drawn(engine, 7, look=2, noise=0.02)])
    found = search(engine, [drawn(engine, 7, look) for look in range(3, 6)], twins)
    assert found is not None
    assert found.best.score > found.threshold.accept
    assert found.verdict is Verdict.UNSURE


def test_between_yes_and_no_people_look() -> None:
    threshold = SFACE.one_to_one[next(iter(SFACE.one_to_one))]
    assert [judge(score, threshold) for score in (0.42, 0.40, 0.35)] == [Verdict.YES, Verdict.UNSURE, Verdict.NO]


def test_a_site_may_ask_dlib_for_more_but_not_for_less() -> None:
    normal = next(iter(DLIB.one_to_one))
    asked = [DLIB.find(Mode.ONE_TO_ONE, 1, normal, own) for own in (0.40, 0.70)]
    assert [threshold.accept for threshold in asked if threshold] == [0.60, 0.70]
    assert DLIB.find(Mode.ONE_TO_MANY, 100, normal) is None
