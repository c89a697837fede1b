"""Cut the power of a busy hall many times, each time at another moment, and look at what is left."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hallcall.sim.powercut.disk import Disk, write_files
from hallcall.sim.powercut.load import DATABASE, Load, Tuning, record_load
from hallcall.sim.powercut.shim import without_syncs
from hallcall.sim.powercut.trace import Promised, Step, Synced, Written
from hallcall.sim.powercut.verdict import Judge, Truth, Verdict, read_truth

_PLAIN, _NEAR_SYNC, _CHECKPOINT = 1, 4, 4
"""How often a moment is chosen: any; just before or after a sync; while pages are copied into the database."""
_SERVERS_OWN = Tuning()


@dataclass(slots=True, kw_only=True)
class Report:
    """What all cuts together did."""

    cuts: int = 0
    losing: int = 0
    """Cuts after which something promised was gone."""
    lost: int = 0
    """Promises that were broken, over all cuts."""
    kept: int = 0
    """Promises that were looked for and found."""
    corrupt: Counter[str] = field(default_factory=Counter[str])
    """Cuts after which the database could not be trusted, by what was wrong."""

    def add(self, other: Report) -> None:
        """Take in what another trace gave."""
        self.cuts += other.cuts
        self.losing += other.losing
        self.lost += other.lost
        self.kept += other.kept
        self.corrupt.update(other.corrupt)


def try_trace(folder: Path, cuts: int, seed: int, tuning: Tuning = _SERVERS_OWN) -> Report:
    """Let a hall work for some days, and cut its power ``cuts`` times.

    Args:
        folder: empty; for the database and its images.
        cuts: how often.
        seed: of what people do, of moments and luck.
        tuning: what is set otherwise than the server sets it.
    """
    work = folder / "work"
    work.mkdir()
    load = record_load(work, seed, tuning)
    return cut_power(load, read_truth(load.database), folder, cuts, seed)


def cut_power(load: Load, truth: Truth, folder: Path, cuts: int, seed: int) -> Report:
    """Cut the power ``cuts`` times.

    Args:
        load: what the hall did.
        truth: what it had done in the end.
        folder: for the images, one at a time; each is deleted when it was looked at.
        cuts: how often.
        seed: of moments and luck.
    """
    dice = random.Random(seed)
    moments = Counter(_moments(load.steps, cuts, dice))
    report, disk, promised = Report(), Disk(), list[str]()
    image = folder / "image"
    judge = Judge(image / DATABASE, truth)
    with without_syncs(image):
        for place, step in enumerate(load.steps):
            for _ in range(moments[place]):
                image.mkdir()
                write_files(image, disk.cut(dice))
                _note(report, judge.judge(promised), len(promised))
                shutil.rmtree(image)
            disk.follow(step)
            if isinstance(step, Promised):
                promised.append(step.key)
    return report


def _note(report: Report, verdict: Verdict, promised: int) -> None:
    report.cuts += 1
    if verdict.corrupt:
        report.corrupt[verdict.corrupt] += 1
        return
    report.losing += bool(verdict.lost)
    report.lost += len(verdict.lost)
    report.kept += promised - len(verdict.lost)


def _moments(steps: Sequence[Step], cuts: int, dice: random.Random) -> list[int]:
    """Places in the trace before which the power fails."""
    weights = [_PLAIN] * len(steps)
    for place, step in enumerate(steps):
        if isinstance(step, Synced):
            for near in range(max(place - 1, 0), min(place + 3, len(steps))):
                weights[near] = _NEAR_SYNC
        elif isinstance(step, Written) and step.name == DATABASE:
            weights[place] = _CHECKPOINT
    return dice.choices(range(len(steps)), weights, k=cuts)
