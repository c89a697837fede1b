"""Plain numbers that the hot path adds to, and that a scrape reads. Each is written by one thread only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

LATENCY_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
"""Bounds for the time from a command's submission to its answer."""
COMMIT_S = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0)
"""Bounds for the time of one COMMIT: a good disk keeps a page in 0.1 ms, a poor one in 20."""
BATCH_JOBS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
"""Bounds for the jobs of one transaction."""


class Histogram:
    """How often a value fell below each bound."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._total = 0.0

    def add(self, value: float) -> None:
        """Count one value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._total += value

    @property
    def count(self) -> int:
        """How many values."""
        return sum(self._counts)

    def take(self, other: Histogram) -> None:
        """Count all values of another one of the same bounds, too."""
        self._counts = [mine + theirs for mine, theirs in zip(self._counts, other._counts, strict=True)]
        self._total += other._total

    def read(self) -> tuple[list[tuple[str, float]], float]:
        """Bounds with the number of values up to each, and the sum of all values."""
        names = [*(str(float(bound)) for bound in self._bounds), "+Inf"]
        return list(zip(names, accumulate(tuple(self._counts)), strict=True)), self._total


class Counts:
    """What a server has done since it started: the ``EngineWatch`` and ``FanoutWatch`` of a running server."""

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], Histogram] = {}
        """Seconds to the answer, by the command's name and outcome."""
        self.commits = Histogram(COMMIT_S)
        self.batches = Histogram(BATCH_JOBS)
        self.busy_s = 0.0
        """Seconds the writer was inside transactions."""
        self.refusals: dict[str, int] = {}
        """Requests answered with an error, by its code."""
        self.slow_listeners = 0
        self.waiting: Callable[[], int] = lambda: 0
        """Jobs that wait for the writer."""

    def follow(self, waiting: Callable[[], int]) -> None:
        """Part of ``EngineWatch``."""
        self.waiting = waiting

    def batch(self, jobs: int, took_s: float, commit_s: float) -> None:
        """Part of ``EngineWatch``."""
        self.batches.add(jobs)
        self.commits.add(commit_s)
        self.busy_s += took_s

    def settled(self, command: str, outcome: str, waited_s: float) -> None:
        """Part of ``EngineWatch``."""
        histogram = self.commands.get((command, outcome))
        if histogram is None:
            histogram = self.commands[command, outcome] = Histogram(LATENCY_S)
        histogram.add(waited_s)

    def latency(self) -> dict[str, Histogram]:
        """Seconds to the answer, by the command's name alone."""
        found: dict[str, Histogram] = {}
        for (command, _), histogram in list(self.commands.items()):
            found.setdefault(command, Histogram(LATENCY_S)).take(histogram)
        return found

    def cut_off(self) -> None:
        """Part of ``FanoutWatch``."""
        self.slow_listeners += 1

    def refused(self, code: str) -> None:
        """A request was answered with an error. Called in the event loop."""
        self.refusals[code] = self.refusals.get(code, 0) + 1
