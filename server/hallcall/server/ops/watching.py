"""Ports for whoever counts what the engine and the fan-out do. They are called on the hot path: keep them cheap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

DONE = "done"
"""Outcome of a command that did something new."""
REPEATED = "repeated"
"""Outcome of a command that had been done before."""


class EngineWatch(Protocol):
    """Told by the writer, in its thread."""

    def follow(self, waiting: Callable[[], int]) -> None:
        """Where the number of waiting jobs can be read, from any thread. Told once."""
        ...

    def batch(self, jobs: int, took_s: float, commit_s: float) -> None:
        """One transaction has ended.

        Args:
            jobs: how many jobs it held.
            took_s: from its begin to its end, in seconds.
            commit_s: of these, the COMMIT with its wait for the disk.
        """
        ...

    def settled(self, command: str, outcome: str, waited_s: float) -> None:
        """One command has its answer.

        Args:
            command: its name.
            outcome: ``DONE``, ``REPEATED`` or the code of the error.
            waited_s: from submission to answer, in seconds of a steady clock.
        """
        ...


class FanoutWatch(Protocol):
    """Told by the feed, in the event loop."""

    def cut_off(self) -> None:
        """A listener read too slowly and was cut off."""
        ...


class NoWatch:
    """Nobody counts: an ``EngineWatch`` and ``FanoutWatch`` for tests and tools."""

    def follow(self, waiting: Callable[[], int]) -> None:
        """Part of ``EngineWatch``."""

    def batch(self, jobs: int, took_s: float, commit_s: float) -> None:
        """Part of ``EngineWatch``."""

    def settled(self, command: str, outcome: str, waited_s: float) -> None:
        """Part of ``EngineWatch``."""

    def cut_off(self) -> None:
        """Part of ``FanoutWatch``."""
