"""What a challenge may ask, how it may fail, and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """One thing to do."""

    TURN_LEFT = "turn-left"
    """To the left of who turns."""
    TURN_RIGHT = "turn-right"
    BLINK = "blink"


class Ask(StrEnum):
    """What to say now; the sentence is the message ``liveness-ask-<word>``."""

    STRAIGHT = "straight"
    WAIT = "wait"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    BLINK = "blink"
    NOTHING = "nothing"


class Failure(StrEnum):
    """Why it was not done; the sentence is the message ``liveness-failed-<word>``."""

    TOO_LATE = "too-late"
    LOST = "lost"
    """Nobody was seen for a while, or no picture came."""
    SEVERAL = "several"
    JUMPED = "jumped"
    """The face moved, grew or turned faster than a head can: it was put there."""
    WRONG_WAY = "wrong-way"
    TOO_EARLY = "too-early"
    """It turned before it was asked: a film does."""
    OTHER_PERSON = "other-person"
    NOT_LIVE = "not-live"
    """What the site has besides says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeRules:
    """Limits of a challenge. They were chosen, not measured: no film of an attack could be had.

    Source:
        Angles: 79.3 degrees times the nose's way beside the eyes' middle, mean error 2.7 (``quality.yaw_of``). Speed:
        who is asked to turn slowly turns at 150 degrees a second at most. Eyelids: MediaPipe's eyeBlink is 0.43 at most
        in 95 % and 0.59 in 99 % of photos with open eyes.
    """

    steps: int = 3
    step_s: float = 5.0
    """To do one thing, from the moment it is asked."""
    straight_s: float = 8.0
    """To look straight ahead before each."""
    pause_s: tuple[float, float] = (0.3, 1.0)
    """Of looking straight before the next thing is asked, drawn at random."""
    straight_deg: float = 10.0
    turned_deg: float = 20.0
    held_looks: int = 2
    """So many looks in a row must show it."""
    gap_s: float = 0.7
    """Without a face or without a picture, at most."""
    way_widths: float = 0.35
    """A face may move by so many of its widths between two looks, and by ``way_widths_s`` a second besides."""
    way_widths_s: float = 2.0
    growth: float = 1.4
    """And become so much larger or smaller."""
    turn_deg: float = 12.0
    """And turn so far, and by ``turn_deg_s`` a second besides."""
    turn_deg_s: float = 150.0
    other_share: float = 0.33
    """A second face of so much of the first one's area is a second person; smaller ones stand far behind."""
    turned_slack: float = 0.12
    """A turned face is less alike: by so much its score may lie lower."""
    closed: float = 0.62
    opened: float = 0.40
    not_live_share: float = 0.2
    """Of the looks at which another check says no."""


ASKS: Final = {Step.TURN_LEFT: Ask.TURN_LEFT, Step.TURN_RIGHT: Ask.TURN_RIGHT, Step.BLINK: Ask.BLINK}
