"""Who is who from picture to picture, when several people walk before one camera."""

from __future__ import annotations

import numpy as np
import pytest

from hallcall.face import Picture, Template
from hallcall.face.following import LOOKS, Followed, People
from hallcall.face.matching import cosine, fuse
from hallcall.sim.faces import DrawnFaceEngine, draw_face

ENGINE = DrawnFaceEngine()
TICK_S = 0.1

pytestmark = [pytest.mark.feature("F066"), pytest.mark.feature("F033")]


def scene(*people: tuple[int, int], side: int = 140, look: int = 0) -> Picture:
    """People at the given columns of a picture of 640 x 480."""
    picture = np.full((480, 640, 3), 128, np.uint8)
    for person, left in people:
        picture[150 : 150 + side, left : left + side] = draw_face(person, side=side, look=look)
    return picture


def likeness(one: Followed, person: int) -> float:
    picture = draw_face(person, noise=0.0)
    return cosine(fuse(one.looks), ENGINE.embed(picture, ENGINE.detect(picture)[0]))


def look_on(people: People, *scenes: Picture, since: float = 10.0) -> list[Followed]:
    seen: list[Followed] = []
    for number, picture in enumerate(scenes):
        seen = people.see(picture, since + number * TICK_S)
    return seen


def test_somebody_who_walks_by_is_one_person_with_several_looks() -> None:
    (one,) = look_on(People(ENGINE), *(scene((1, 20 + 12 * n), look=n) for n in range(12)))
    assert one.is_seen_well
    assert len(one.looks) == LOOKS, "no more than are needed are kept"
    assert likeness(one, 1) > 0.9


def test_two_who_walk_side_by_side_are_two() -> None:
    first, second = look_on(People(ENGINE), *(scene((1, 20 + 12 * n), (2, 300 + 12 * n), look=n) for n in range(12)))
    found = sorted((first, second), key=lambda one: one.face.box.left)
    assert [likeness(one, person) > 0.9 for one, person in zip(found, (1, 2), strict=True)] == [True, True]


def test_looks_at_two_who_cross_each_other_are_never_mixed() -> None:
    people = People(ENGINE)
    look_on(people, *(scene((1, 20 + 30 * n), (2, 480 - 30 * n), look=n) for n in range(6)))
    # Where the one was, the other is now.
    after = look_on(people, *(scene((2, 180 - 10 * n), (1, 340 + 10 * n), look=9 + n) for n in range(12)), since=10.6)
    for one in after:
        person = 2 if one.face.box.left < 250 else 1
        assert one.is_seen_well
        assert likeness(one, person) > 0.9


def test_who_was_gone_for_longer_than_a_blink_is_looked_at_anew() -> None:
    people = People(ENGINE)
    (before,) = look_on(people, *(scene((1, 200), look=n) for n in range(6)))
    assert look_on(people, scene(), since=10.6) == []
    (after,) = look_on(people, scene((1, 200), look=9), since=12.0)
    assert after is not before
    assert len(after.looks) == 1


def test_a_face_that_leaps_is_another_person() -> None:
    people = People(ENGINE)
    (before,) = look_on(people, *(scene((1, 20), look=n) for n in range(6)))
    (after,) = look_on(people, scene((1, 480), look=7), since=10.6)
    assert after is not before


def test_a_picture_that_stands_still_is_no_second_look() -> None:
    (one,) = look_on(People(ENGINE), *(scene((1, 200)) for _ in range(20)))
    assert len(one.looks) == 1


def test_small_and_turned_faces_are_followed_and_not_looked_at() -> None:
    (far,) = look_on(People(ENGINE), *(scene((1, 200), side=60, look=n) for n in range(9)))
    assert far.looks == []
    turned = np.full((480, 640, 3), 128, np.uint8)
    turned[100:300, 100:300] = draw_face(1, side=200, yaw_deg=35)
    (aside,) = look_on(People(ENGINE), turned, turned)
    assert aside.looks == []


def test_who_rests_leaves_no_look_behind() -> None:
    people = People(ENGINE)
    (one,) = look_on(people, *(scene((1, 200), look=n) for n in range(12)))
    one.rest(3.0)
    assert one.looks == []
    (same,) = look_on(people, *(scene((1, 200), look=20 + n) for n in range(9)), since=11.2)
    assert same is one
    assert one.looks == []
    look_on(people, *(scene((1, 200), look=40 + n) for n in range(40)), since=12.1)
    assert one.is_seen_well


def test_no_look_of_anybody_shows_in_what_is_printed_of_them() -> None:
    (one,) = look_on(People(ENGINE), *(scene((1, 200), look=n) for n in range(9)))
    assert isinstance(one.looks[0], Template)
    assert "looks" not in repr(one)
    assert "face" not in repr(one)
