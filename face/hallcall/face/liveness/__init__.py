"""Whether a living person stands there: an active challenge, and ports for what a site has besides.

It stops a printed photo, a photo that is moved about, and most films that were made before. It does not stop a face
that is computed while it is asked, nor a mask that a person wears and turns; for that a site needs a module with
infra-red or depth (``PadCheck``). The message ``liveness-limits`` says so to who turns it on.
"""

from hallcall.face.liveness.challenge import ActiveChallenge, Progress, State, draw_steps
from hallcall.face.liveness.looks import BlinkSource, Look, LookTaker, PadCheck
from hallcall.face.liveness.rules import Ask, ChallengeRules, Failure, Step

__all__ = [
    "ActiveChallenge",
    "Ask",
    "BlinkSource",
    "ChallengeRules",
    "Failure",
    "Look",
    "LookTaker",
    "PadCheck",
    "Progress",
    "State",
    "Step",
    "draw_steps",
]
