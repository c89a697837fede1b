"""Open-set search: people who are in the gallery, and people who are not, each with three pictures fused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from hallcall.face.bench.rates import Counts, upper_bound
from hallcall.face.matching import LEAST_LOOKS, SearchSet, Verdict, search
from hallcall.face.model import Template
from hallcall.face.port import FaceEngine

GALLERY: Final = 1_000
RATES: Final = (1e-2, 3e-3)


def measure_searches(
    engine: FaceEngine, names: Sequence[str], templates: Sequence[Template | None], most: int = GALLERY
) -> dict[str, Any] | None:
    """FNIR at some FPIR, and both at the engine's own threshold and margin; None when there are too few pictures.

    Of those with four pictures and more every second one is enrolled with the first (three are left to look for them),
    then those with one or two, up to ``most``. Strangers are the others. Pictures without a face are left out.
    """
    of: dict[str, list[Template]] = defaultdict(list)
    for name, template in zip(names, templates, strict=True):
        if template is not None:
            of[name].append(template)
    many = {name: own for name, own in of.items() if len(own) > LEAST_LOOKS}
    known = dict(list(many.items())[::2])
    strangers = [own[:LEAST_LOOKS] for name, own in of.items() if len(own) >= LEAST_LOOKS and name not in known]
    others = {name: own for name, own in of.items() if len(own) < LEAST_LOOKS}
    enrolled = list({**known, **others})[:most]
    if not known or not strangers:
        return None
    among = SearchSet(engine.id, [of[name][0] for name in enrolled])
    mated = [(name, known[name][1 : 1 + LEAST_LOOKS]) for name in enrolled if name in known]
    found = [(search(engine, looks, among), enrolled.index(name)) for name, looks in mated]
    unknown = [search(engine, looks, among) for looks in strangers]
    hits = [(one.best.score if one and one.best.place == own else -1.0) for one, own in found]
    alarms = Counts()
    alarms.add(np.array([one.best.score for one in unknown if one], np.float32))
    false = sum(one is not None and one.verdict is Verdict.YES for one in unknown)
    missed = sum(one is None or one.best.place != own or one.verdict is not Verdict.YES for one, own in found)
    at: dict[str, Any] = {}
    for rate in RATES:
        threshold = alarms.threshold_for(rate)
        misses = None if threshold is None else sum(hit < threshold for hit in hits) / len(hits)
        at[f"{rate:g}"] = {"threshold": threshold, "fnir": misses if misses is None else round(misses, 4)}
    return {
        "gallery": len(among),
        "mated": len(mated),
        "strangers": len(strangers),
        "looks": LEAST_LOOKS,
        "rank_1": round(sum(hit > -1.0 for hit in hits) / len(hits), 4),
        "at_fpir": at,
        "at_own_threshold": {
            "threshold": found[0][0].threshold.accept if found[0][0] else None,
            "fnir": round(missed / len(mated), 4),
            "fpir": round(false / len(strangers), 4),
            "fpir_upper": round(upper_bound(false, len(strangers)), 4),
        },
    }
