"""What a site's liveness is worth, from presentations that it has recorded itself: no figure is claimed from here.

::

    DIR/bona-fide/001.jpg  002/           a picture, or a folder of frames in the order of their names with
        attacks/print/001.jpg             steps.txt: "10 turn-left turn-right" - frames a second, and what was asked
        attacks/film/001/ ...
    DIR/results.csv                       or what a machine has answered: "species,answer", answer accepted, rejected
                                          or none; the species of people is bona-fide

Pictures are judged by the machine's other check (``[face] pad``), frames by the challenge and by that. Pauses are not
drawn again: who recorded the frames saw them, so they count as straight looks.

Source:
    ISO/IEC 30107-3:2023. APCER: attacks of one species that are accepted, the species worst for the system counts.
    BPCER: people who are turned away. Presentations without an answer count apart (APNRR, BPNRR).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hallcall.core.errors import FaceError
from hallcall.face.bench.rates import upper_bound
from hallcall.face.images import read_picture
from hallcall.face.liveness.challenge import ActiveChallenge, State
from hallcall.face.liveness.looks import LookTaker, PadCheck
from hallcall.face.liveness.rules import ChallengeRules, Step
from hallcall.face.port import FaceEngine

BONA_FIDE: Final = "bona-fide"
ATTACKS: Final = "attacks"
RESULTS: Final = "results.csv"
STEPS: Final = "steps.txt"
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp"})
_RECORDED: Final = ChallengeRules(pause_s=(0.0, 0.0), step_s=10.0, straight_s=20.0)


class Answer(StrEnum):
    """What became of a presentation."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NONE = "none"
    """No face was found, or the check could not tell."""


@dataclass(slots=True)
class Tally:
    """The answers to presentations of one species."""

    accepted: int = 0
    rejected: int = 0
    none: int = 0

    def add(self, answer: Answer) -> None:
        """Count one."""
        setattr(self, answer.value, getattr(self, answer.value) + 1)

    @property
    def answered(self) -> int:
        """Presentations with an answer."""
        return self.accepted + self.rejected


def evaluate(folder: Path, engine: FaceEngine, pads: tuple[PadCheck, ...]) -> dict[str, Any]:
    """APCER of each species and the highest, BPCER, each with its upper bound at 95 %.

    Raises:
        FaceError: ``face.folder_missing`` when nothing is there, ``face.folder_pairs`` with the file that is wrong,
            ``face.pad_missing`` when pictures are to be judged and nothing can.
    """
    results = folder / RESULTS
    tallies = _recorded(results) if results.is_file() else _judged(folder, engine, pads)
    if not tallies:
        raise FaceError("face.folder_missing", folder=str(folder))
    people = tallies.pop(BONA_FIDE, Tally())
    species = {name: _attack(tally) for name, tally in sorted(tallies.items())}
    worst = max(species.values(), key=lambda one: (one["apcer"] or 0.0, one["apcer_upper"]), default=None)
    return {
        "bona_fide": {
            "presentations": people.answered + people.none,
            "rejected": people.rejected,
            "bpcer": _rate(people.rejected, people.answered),
            "bpcer_upper": _round(upper_bound(people.rejected, people.answered)),
            "bpnrr": _rate(people.none, people.answered + people.none),
        },
        "attacks": species,
        "apcer_max": worst["apcer"] if worst else None,
        "apcer_max_upper": max((one["apcer_upper"] for one in species.values()), default=None),
    }


def _attack(tally: Tally) -> dict[str, Any]:
    return {
        "presentations": tally.answered + tally.none,
        "accepted": tally.accepted,
        "apcer": _rate(tally.accepted, tally.answered),
        "apcer_upper": _round(upper_bound(tally.accepted, tally.answered)),
        "apnrr": _rate(tally.none, tally.answered + tally.none),
    }


def _judged(folder: Path, engine: FaceEngine, pads: tuple[PadCheck, ...]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for species, presentation in _presentations(folder):
        judge = _by_challenge if presentation.is_dir() else _by_pads
        tallies[species].add(judge(presentation, engine, pads))
    return dict(tallies)


def _presentations(folder: Path) -> Iterator[tuple[str, Path]]:
    attacks = folder / ATTACKS
    species = [folder / BONA_FIDE, *(sorted(attacks.iterdir()) if attacks.is_dir() else ())]
    for own in species:
        for presentation in sorted(own.iterdir()) if own.is_dir() else ():
            if presentation.is_dir() or presentation.suffix.lower() in _PICTURES:
                yield own.name, presentation


def _by_pads(picture: Path, engine: FaceEngine, pads: tuple[PadCheck, ...]) -> Answer:
    if not pads:
        raise FaceError("face.pad_missing", file=str(picture))
    return _answer(LookTaker(engine, pads).take(read_picture(picture), 0.0).is_live)


def _answer(is_live: bool | None) -> Answer:  # noqa: FBT001 - what a PadCheck says
    if is_live is None:
        return Answer.NONE
    return Answer.ACCEPTED if is_live else Answer.REJECTED


def _by_challenge(frames: Path, engine: FaceEngine, pads: tuple[PadCheck, ...]) -> Answer:
    per_s, steps = _steps(frames / STEPS)
    asked, taker = ActiveChallenge(engine, steps, rules=_RECORDED), LookTaker(engine, pads)
    pictures = sorted(path for path in frames.iterdir() if path.suffix.lower() in _PICTURES)
    has_face = False
    for number, path in enumerate(pictures):
        look = taker.take(read_picture(path), number / per_s)
        has_face = has_face or bool(look.faces)
        if asked.see(look).state is State.PASSED:
            return Answer.ACCEPTED
    return Answer.REJECTED if has_face else Answer.NONE


def _steps(path: Path) -> tuple[float, tuple[Step, ...]]:
    try:
        per_s, *steps = path.read_text(encoding="utf-8").split()
        found = float(per_s), tuple(Step(step) for step in steps)
    except (OSError, ValueError) as error:
        raise FaceError("face.folder_pairs", file=str(path), line=1) from error
    if not 1 <= found[0] <= 120 or not steps:
        raise FaceError("face.folder_pairs", file=str(path), line=1)
    return found


def _recorded(path: Path) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for at, row in enumerate(csv.reader(file), start=1):
            species, answer = (*(cell.strip() for cell in row), "", "")[:2]
            if (at, species, answer) == (1, "species", "answer") or not row:
                continue
            if not species or answer not in set(Answer):
                raise FaceError("face.folder_pairs", file=str(path), line=at)
            tallies[species].add(Answer(answer))
    return dict(tallies)


def _rate(some: int, of: int) -> float | None:
    return _round(some / of) if of else None


def _round(rate: float) -> float:
    return float(f"{rate:.3g}")
