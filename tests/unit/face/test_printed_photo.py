"""A printed photo before the real detector: held still, and turned about as an attacker would."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
import pytest

from hallcall.face import FaceEngine, Picture
from hallcall.face.liveness import ActiveChallenge, Ask, ChallengeRules, Failure, LookTaker, State, Step
from hallcall.face.quality import yaw_of

pytestmark = pytest.mark.feature("F034")

_PAPER_MM, _FAR_MM, _FOCAL_PX = 200.0, 500.0, 900.0


def paper(photo: Picture, tilt_deg: float) -> Picture:
    """What a camera sees of a photo 20 cm wide, half a metre away, turned about its upright middle."""
    height, width, _ = photo.shape
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    turn, scale = math.radians(tilt_deg), _PAPER_MM / width
    seen: list[tuple[float, float]] = []
    for x, y in corners:
        beside, above = (x - width / 2) * scale, (y - height / 2) * scale
        far = _FAR_MM + beside * math.sin(turn)
        seen.append((320 + _FOCAL_PX * beside * math.cos(turn) / far, 240 + _FOCAL_PX * above / far))
    places = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(seen, np.float32))
    return np.asarray(cv2.warpPerspective(photo, places, (640, 480), borderValue=(127, 127, 127)), np.uint8)


@pytest.fixture
def photo(astronaut: Picture) -> Picture:
    return astronaut[:300, 60:400]


@pytest.mark.parametrize("tilt_deg", [-60, -40, -20, 0, 20, 40, 60])
def test_liveness_sees_no_turn_of_the_head_in_a_photo_that_is_turned(
    sface: FaceEngine, photo: Picture, tilt_deg: float
) -> None:
    (face,) = sface.detect(paper(photo, tilt_deg))
    assert abs(yaw_of(face)) < ChallengeRules().straight_deg


def test_liveness_turns_a_photo_away_that_is_turned_as_the_screen_asks(sface: FaceEngine, photo: Picture) -> None:
    rules = ChallengeRules(step_s=2.0, pause_s=(0.2, 0.2))
    asked = ActiveChallenge(sface, [Step.TURN_LEFT], rules=rules, dice=random.Random(1))
    taker, tilt, ask = LookTaker(sface), 0.0, Ask.STRAIGHT
    for tick in range(60):
        tilt = min(tilt + 8.0, 50.0) if ask is Ask.TURN_LEFT else 0.0
        progress = asked.see(taker.take(paper(photo, tilt), tick * 0.1))
        ask = progress.ask
        if progress.state is not State.RUNNING:
            break
    assert (progress.state, progress.failure) == (State.FAILED, Failure.TOO_LATE)
