"""An active challenge before drawn people, photos and films. What it cannot stop is said, not hidden."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.face import Box, Face, Picture, Point, Template
from hallcall.face.liveness import (
    ActiveChallenge,
    Ask,
    ChallengeRules,
    Failure,
    Look,
    LookTaker,
    PadCheck,
    Progress,
    State,
    Step,
    draw_steps,
)
from hallcall.face.quality import yaw_of
from hallcall.sim.faces import DrawnFaceEngine, draw_face, draw_people

ENGINE = DrawnFaceEngine()
TAKER = LookTaker(ENGINE)
TICK_S = 0.1
LEFT, RIGHT, BLINK = Step.TURN_LEFT, Step.TURN_RIGHT, Step.BLINK

pytestmark = pytest.mark.feature("F034")


@dataclass
class Person:
    """Somebody who does what the screen says, at the pace of a head."""

    who: int = 1
    yaw: float = 0.0
    obeys: bool = True
    step_deg: float = 12.0
    eyes_closed: float = 0.1

    def hear(self, ask: Ask) -> None:
        wanted = {Ask.TURN_LEFT: 32.0, Ask.TURN_RIGHT: -32.0}.get(ask, 0.0) if self.obeys else self.yaw
        self.yaw += max(-self.step_deg, min(self.step_deg, wanted - self.yaw))
        self.eyes_closed = 0.9 if ask is Ask.BLINK and self.eyes_closed < 0.5 else 0.1

    def picture(self) -> Picture:
        return draw_people([draw_face(self.who, yaw_deg=self.yaw)])


def drawn_template(who: int) -> Template:
    picture = draw_face(who)
    return ENGINE.embed(picture, ENGINE.detect(picture)[0])


def challenge(*steps: Step, reference: Template | None = None, rules: ChallengeRules | None = None) -> ActiveChallenge:
    return ActiveChallenge(ENGINE, steps, reference=reference, rules=rules, dice=random.Random(1))


def run(asked: ActiveChallenge, person: Person, change: Callable[[int, Look], Look] = lambda _, look: look) -> Progress:
    """Let a person stand there until the end."""
    for tick in range(600):
        look = replace(TAKER.take(person.picture(), tick * TICK_S), eyes_closed=person.eyes_closed)
        progress = asked.see(change(tick, look))
        if progress.state is not State.RUNNING:
            return progress
        person.hear(progress.ask)
    raise AssertionError("it never ended")


def see_all(asked: ActiveChallenge, looks: Iterable[Look]) -> Progress:
    """What became of it by the last of the looks."""
    *_, last = (asked.see(look) for look in looks)
    return last


def face_at(yaw: float, *, left: float = 200.0, width: float = 160.0) -> Face:
    """A face whose nose is where a head turned so far has it."""
    middle, apart = left + width / 2, 0.4 * width
    nose = Point(middle + apart * (yaw + 0.2) / 79.3, 260)
    points = (Point(middle - apart / 2, 220), Point(middle + apart / 2, 220), nose, Point(250, 300), Point(310, 300))
    return Face(Box(left, 150, width, 200), points, score=1.0)


@pytest.mark.parametrize("steps", [(LEFT, RIGHT, LEFT), (RIGHT, RIGHT, RIGHT), (LEFT, BLINK, RIGHT)])
def test_liveness_is_shown_by_who_does_what_is_asked(steps: tuple[Step, ...]) -> None:
    progress = run(challenge(*steps, reference=drawn_template(1)), Person())
    assert (progress.state, progress.done, progress.failure) == (State.PASSED, 3, None)


def test_before_a_mirroring_camera_left_is_on_the_left() -> None:
    mirrored = ActiveChallenge(ENGINE, [LEFT], is_mirrored=True)
    straight = [Look(at=t * TICK_S, faces=(face_at(0),), template=drawn_template(1)) for t in range(15)]
    turned = [
        Look(at=1.5 + t * TICK_S, faces=(face_at(yaw),), template=drawn_template(1))
        for t, yaw in enumerate((-12, -24, -30, -30))
    ]
    assert see_all(mirrored, straight + turned).state is State.PASSED


def test_a_printed_photo_does_nothing_and_its_time_runs_out() -> None:
    assert run(challenge(LEFT), Person(obeys=False)).failure is Failure.TOO_LATE


@pytest.mark.parametrize("tilt_deg", [-60, -45, -30, 30, 45, 60])
def test_a_printed_photo_that_is_turned_does_not_turn_its_face(tilt_deg: float) -> None:
    """On flat paper the nose stays between the eyes, but for what perspective does at half a metre."""
    far_mm, focal = 500.0, 600.0
    flat = ((-32.0, 0.0), (32.0, 0.0), (0.0, 35.0), (-25.0, 70.0), (25.0, 70.0))
    turn = math.radians(tilt_deg)
    seen = [
        Point(320 + focal * x * math.cos(turn) / (far_mm + x * math.sin(turn)), 240 + focal * y / far_mm)
        for x, y in flat
    ]
    face = Face(Box(250, 200, 140, 160), (seen[0], seen[1], seen[2], seen[3], seen[4]), score=1.0)
    assert abs(yaw_of(face)) < ChallengeRules().straight_deg


def test_a_film_in_another_order_goes_the_wrong_way() -> None:
    class Film(Person):
        def hear(self, ask: Ask) -> None:
            super().hear(Ask.TURN_RIGHT if ask is Ask.TURN_LEFT else ask)

    assert run(challenge(LEFT), Film()).failure is Failure.WRONG_WAY


def test_a_film_that_turns_before_it_is_asked_is_too_early() -> None:
    class Film(Person):
        def hear(self, ask: Ask) -> None:
            super().hear(Ask.TURN_LEFT if ask is Ask.WAIT else ask)

    slow = ChallengeRules(pause_s=(2.0, 2.0))
    assert run(challenge(LEFT, rules=slow), Film()).failure is Failure.TOO_EARLY


def test_a_photo_of_a_turned_head_put_in_place_of_the_other_is_a_leap() -> None:
    assert run(challenge(LEFT), Person(step_deg=90.0)).failure is Failure.JUMPED


def test_a_face_that_leaps_to_another_place_is_a_leap() -> None:
    moved = [face_at(0), face_at(0), face_at(0, left=420.0)]
    looks = [Look(at=at * TICK_S, faces=(face,), template=drawn_template(1)) for at, face in enumerate(moved)]
    assert see_all(challenge(LEFT), looks).failure is Failure.JUMPED
    grown = [replace(looks[0]), replace(looks[1], faces=(face_at(0, left=150.0, width=260.0),))]
    assert see_all(challenge(LEFT), grown).failure is Failure.JUMPED


def test_somebody_else_cannot_finish_what_one_began() -> None:
    def swap(tick: int, look: Look) -> Look:
        return replace(look, template=drawn_template(2)) if tick == 12 else look

    assert run(challenge(LEFT, RIGHT), Person(), swap).failure is Failure.OTHER_PERSON


def test_who_is_not_on_the_card_fails_at_the_first_look() -> None:
    progress = run(challenge(LEFT, reference=drawn_template(9)), Person(who=1))
    assert (progress.failure, progress.done) == (Failure.OTHER_PERSON, 0)


def test_a_look_that_cannot_be_compared_is_nobodys() -> None:
    foreign = Template("ba9876543210", np.ones(64, np.float32))
    for template in (None, foreign):
        looks = [Look(at=0.0, faces=(face_at(0),), template=template)]
        assert see_all(challenge(LEFT, reference=drawn_template(1)), looks).failure is Failure.OTHER_PERSON


def test_two_people_are_one_too_many_but_not_one_far_behind() -> None:
    near = replace(TAKER.take(Person().picture(), 0.0), faces=(face_at(0), face_at(0, left=400.0, width=120.0)))
    assert see_all(challenge(LEFT), [near]).failure is Failure.SEVERAL
    far = replace(near, faces=(face_at(0), replace(face_at(0), box=Box(500, 100, 40, 50))))
    assert see_all(challenge(LEFT), [far]).state is State.RUNNING


def test_a_missed_face_is_forgiven_and_a_lost_one_is_not() -> None:
    def blink(gap: range) -> Callable[[int, Look], Look]:
        return lambda tick, look: replace(look, faces=(), template=None) if tick in gap else look

    assert run(challenge(LEFT), Person(), blink(range(5, 9))).state is State.PASSED
    assert run(challenge(LEFT), Person(), blink(range(5, 15))).failure is Failure.LOST


def test_a_camera_that_stalls_begins_anew() -> None:
    looks = [Look(at=at, faces=(face_at(0),), template=drawn_template(1)) for at in (0.0, 0.1, 1.5)]
    assert see_all(challenge(LEFT), looks).failure is Failure.LOST


def test_what_the_site_has_besides_may_say_no() -> None:
    class Depth:
        name = "depth"

        def is_live(self, picture: Picture, face: Face) -> bool | None:
            return False if picture.any() and face.score else None

    depth = Depth()
    assert isinstance(depth, PadCheck)
    taker = LookTaker(ENGINE, [depth])

    def judged(_: int, look: Look) -> Look:
        return replace(look, is_live=taker.take(Person().picture(), look.at).is_live)

    assert run(challenge(LEFT), Person(), judged).failure is Failure.NOT_LIVE


def test_the_end_stays_the_end() -> None:
    asked = challenge(LEFT)
    assert run(asked, Person()).state is State.PASSED
    assert asked.see(Look(at=99.0, faces=())).state is State.PASSED


def test_the_order_is_drawn_anew_each_time() -> None:
    dice = random.Random(3)
    drawn = {draw_steps(ChallengeRules(), dice=dice) for _ in range(200)}
    assert drawn == {(a, b, c) for a in (LEFT, RIGHT) for b in (LEFT, RIGHT) for c in (LEFT, RIGHT)}
    assert BLINK in {step for _ in range(50) for step in draw_steps(ChallengeRules(), can_blink=True)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_liveness_says_in_every_language_what_to_do_what_went_wrong_and_what_it_does_not_stop(language: str) -> None:
    texts = load_texts(language)
    for ask in set(Ask) - {Ask.NOTHING}:
        assert texts.text(f"liveness-ask-{ask}")
    for failure in Failure:
        assert texts.text(f"liveness-failed-{failure}")
    assert len(texts.text("liveness-limits")) > 60
