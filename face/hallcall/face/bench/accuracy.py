"""How right an engine is on a folder of people: pairs, everybody against everybody, groups, chip photos, searches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from hallcall.core.errors import FaceError
from hallcall.face.bench.chip import as_chip_photo
from hallcall.face.bench.folder import People
from hallcall.face.bench.rates import FAILED, Counts, Scores, fold_accuracy, upper_bound
from hallcall.face.bench.searches import measure_searches
from hallcall.face.images import read_picture
from hallcall.face.matching import scores_between
from hallcall.face.model import Face, Metric, Mode, Picture, Template, Vector
from hallcall.face.port import FaceEngine

RATES: Final = {"1e-2": 1e-2, "1e-3": 1e-3, "1e-4": 1e-4}
_BLOCK: Final = 512
_CHIP_PEOPLE: Final = 500

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an engine saw in the pictures of some people."""

    engine: FaceEngine
    people: People
    templates: Sequence[Template | None]
    """Of each picture; None where no face was found."""
    rows: Vector
    """The templates, one a row; where there is none the numbers mean nothing."""
    found: Flags
    """Which pictures have one."""

    @property
    def metric(self) -> Metric:
        """How the engine measures likeness."""
        return self.engine.facts.metric

    @property
    def own_threshold(self) -> float:
        """From which score on it takes two for one person."""
        return self.engine.threshold(Mode.ONE_TO_ONE).accept


def measure_accuracy(engine: FaceEngine, people: People) -> dict[str, Any]:
    """Everything that the folder allows to be told; what it does not is None."""
    templates = [look_at(engine, path) for path in people.pictures]
    seen = Seen(
        engine=engine,
        people=people,
        templates=templates,
        rows=_rows(templates, engine.facts.dim),
        found=np.array([template is not None for template in templates]),
    )
    return {
        "pictures": len(people.pictures),
        "people": len(set(people.names)),
        "no_face": int((~seen.found).sum()),
        "pairs": _pairs(seen),
        "all": _all(seen),
        "groups": _groups(seen),
        "chip_photo": _chip(seen),
        "searches": measure_searches(engine, people.names, templates) if engine.facts.is_for_many else None,
    }


def look_at(engine: FaceEngine, path: Path) -> Template | None:
    """The template of whom a picture is about: the face nearest to its middle. None: no face, or no picture."""
    picture = _readable(path)
    face = central_face(engine, picture) if picture is not None else None
    return engine.embed(picture, face) if picture is not None and face is not None else None


def central_face(engine: FaceEngine, picture: Picture) -> Face | None:
    """The face nearest to the middle of a picture."""
    height, width, _ = picture.shape

    def off(face: Face) -> float:
        box = face.box
        return abs(box.left + box.width / 2 - width / 2) + abs(box.top + box.height / 2 - height / 2)

    return min(engine.detect(picture), key=off, default=None)


def _readable(path: Path) -> Picture | None:
    try:
        return read_picture(path)
    except FaceError:
        return None


def _rows(templates: Sequence[Template | None], dim: int) -> Vector:
    nothing = np.ones(dim, np.float32)
    return np.array([nothing if template is None else template.vector for template in templates], np.float32)


def _pairs(seen: Seen) -> dict[str, Any] | None:
    """The parts of ``pairs.txt``, each judged by the best threshold of the others."""
    folds = seen.people.folds
    if len(folds) < 2:
        return None
    scores = [_paired(seen, [(pair.one, pair.other) for pair in fold]) for fold in folds]
    labels = [np.array([pair.is_same for pair in fold]) for fold in folds]
    mean, deviation = fold_accuracy(scores, labels)
    return {
        "folds": len(scores),
        "pairs": sum(len(part) for part in scores),
        "accuracy": round(mean, 4),
        "deviation": round(deviation, 4),
    }


def _all(seen: Seen) -> dict[str, Any]:
    """Everybody against everybody."""
    genuine, impostor = _counted(seen, np.arange(len(seen.rows)))
    return {"genuine": genuine.total, "impostor": impostor.total, **_at(seen, genuine, impostor)}


def _groups(seen: Seen) -> dict[str, Any]:
    """Each group, and the others, at the engine's own threshold; of impostors one picture a person counts."""
    people, threshold = seen.people, seen.own_threshold
    if not people.group_of:
        return {}
    named = [people.group_of.get(name, "others") for name in people.names]
    told: dict[str, Any] = {}
    for group in sorted(set(named)):
        own = np.array([place for place, its in enumerate(named) if its == group])
        genuine, _ = _counted(seen, own)
        _, impostor = _counted(seen, _one_each(seen, own))
        errors = round(impostor.share_from(threshold) * impostor.total)
        told[group] = {
            "people": len({people.names[place] for place in own}),
            "genuine": genuine.total,
            "impostor": impostor.total,
            "threshold": threshold,
            "fmr": _rate(impostor.share_from(threshold)),
            "fmr_upper": _rate(upper_bound(errors, impostor.total)),
            "fnmr": _rate(1 - genuine.share_from(threshold)) if genuine.total else None,
            "threshold_for_fmr_1e-3": impostor.threshold_for(1e-3),
        }
    return told


def _chip(seen: Seen) -> dict[str, Any] | None:
    """Two pictures each of some people: one as the photo of a card, one as it is."""
    pictures_of: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(seen.people.names):
        pictures_of[name].append(place)
    chosen = [places[:2] for places in pictures_of.values() if len(places) > 1][:_CHIP_PEOPLE]
    if len(chosen) < 2:
        return None
    chips = [_chip_template(seen.engine, seen.people.pictures[first]) for first, _ in chosen]
    has_chip = np.array([chip is not None for chip in chips])
    live = np.array([second for _, second in chosen])
    scores = scores_between(seen.metric, _rows(chips, seen.engine.facts.dim), seen.rows[live])
    usable = has_chip[:, None] & seen.found[live][None, :]
    genuine, impostor = Counts(), Counts()
    is_own = np.eye(len(chosen), dtype=bool)
    genuine.add(np.where(usable, scores, FAILED)[is_own])
    impostor.add(scores[~is_own & usable])
    return {"people": len(chosen), "no_face": int((~has_chip).sum()), **_at(seen, genuine, impostor)}


def _chip_template(engine: FaceEngine, path: Path) -> Template | None:
    picture = _readable(path)
    face = central_face(engine, picture) if picture is not None else None
    if picture is None or face is None:
        return None
    chip = as_chip_photo(picture, face)
    small = central_face(engine, chip)
    return engine.embed(chip, small) if small is not None else None


def _at(seen: Seen, genuine: Counts, impostor: Counts) -> dict[str, Any]:
    """FNMR at some FMR, and both at the engine's own threshold."""
    own = seen.own_threshold
    at: dict[str, Any] = {}
    for name, rate in RATES.items():
        threshold = impostor.threshold_for(rate)
        missed = None if threshold is None or not genuine.total else _rate(1 - genuine.share_from(threshold))
        at[name] = {"threshold": threshold, "fnmr": missed}
    return {
        "at_fmr": at,
        "at_own_threshold": {
            "threshold": own,
            "fmr": _rate(impostor.share_from(own)),
            "fnmr": _rate(1 - genuine.share_from(own)) if genuine.total else None,
        },
    }


def _counted(seen: Seen, places: Places) -> tuple[Counts, Counts]:
    """Scores of one person's pairs of pictures, and of two people's, among some pictures.

    A picture without a face fails each comparison with the person's others, and is in none with other people.
    """
    genuine, impostor = Counts(), Counts()
    who = np.unique(np.array(seen.people.names), return_inverse=True)[1]
    for begin in range(0, len(places), _BLOCK):
        block, rest = places[begin : begin + _BLOCK], places[begin:]
        scores = scores_between(seen.metric, seen.rows[block], seen.rows[rest])
        is_later = np.arange(len(rest))[None, :] > np.arange(len(block))[:, None]
        is_same = who[block][:, None] == who[rest][None, :]
        usable = seen.found[block][:, None] & seen.found[rest][None, :]
        genuine.add(np.where(usable, scores, FAILED)[is_later & is_same])
        impostor.add(scores[is_later & ~is_same & usable])
    return genuine, impostor


def _one_each(seen: Seen, places: Places) -> Places:
    """The first picture with a face of each person."""
    first: dict[str, int] = {}
    for place in map(int, places):
        if seen.found[place]:
            first.setdefault(seen.people.names[place], place)
    return np.array(list(first.values()), np.int64)


def _paired(seen: Seen, pairs: Sequence[tuple[int, int]]) -> Scores:
    """The score of each pair of pictures."""
    rows, found = seen.rows, seen.found
    return np.array(
        [
            scores_between(seen.metric, rows[[one]], rows[[other]])[0, 0] if found[one] and found[other] else FAILED
            for one, other in pairs
        ],
        np.float32,
    )


def _rate(rate: float) -> float:
    return float(f"{rate:.3g}")
