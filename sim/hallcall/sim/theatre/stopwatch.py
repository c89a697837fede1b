"""How long a call took to the picture in which its number can be read, on the wall and over the counter.

The number that will be called next is guessed, and looked for in every picture from then on; a call of another number
gives no figure. Times are those of one machine: when the server noted the call, and when the picture was handed over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketState
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.theatre.observer import Observer

_LOOK_S = 0.05
_PATIENCE_S = 5.0
"""A call that is on no picture after so long gives no figure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A call that was measured."""

    number: str
    ms: Mapping[str, int]
    """By screen; without those that did not show it."""


class Stopwatch:
    """Looks from ``start`` until it is closed."""

    def __init__(
        self,
        screens: Mapping[str, Actor],
        observer: Observer,
        queues: frozenset[QueuePrefix],
        *,
        offset_s: float,
        is_wanted: Callable[[], bool],
    ) -> None:
        """Prepare.

        Args:
            screens: by name, who shows calls.
            observer: knows who waits and who was called.
            queues: whose next number is guessed.
            offset_s: the hall's clock less this machine's.
            is_wanted: whether anybody looks; nothing is measured otherwise.
        """
        self.reading: Reading | None = None
        self._screens, self._observer, self._queues = screens, observer, queues
        self._offset_s, self._is_wanted = offset_s, is_wanted
        self._guess = ""
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stopwatch")

    def start(self) -> None:
        """Look at the hall from now on."""
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ending.wait(_LOOK_S):
            if self._is_wanted():
                try:
                    self._look()
                except ActorError:
                    return

    def _look(self) -> None:
        called_at = self._called_at(self._guess)
        if called_at is not None:
            self._measure(self._guess, called_at)
            self._guess = ""
        number = self._next()
        if number and number != self._guess:
            self._guess = number
            for screen in self._screens.values():
                screen.call("watch", text=number)

    def _next(self) -> str:
        """The number that will probably be called next; empty when nobody waits."""
        follower = self._observer.follower
        with follower.lock:
            waiting = [
                ticket
                for ticket in follower.state.tickets.values()
                if ticket.state is TicketState.WAITING and ticket.queue in self._queues
            ]
        return min(waiting, key=lambda ticket: (ticket.seniority, ticket.seq)).number if waiting else ""

    def _called_at(self, number: str) -> float | None:
        """When a number was called, by this machine's clock."""
        calls = (one for one in self._observer.happenings if one.step == "called" and one.number == number)
        found = next(calls, None)
        return found.at.timestamp() - self._offset_s if found is not None else None

    def _measure(self, number: str, called_at: float) -> None:
        seen: dict[str, int] = {}
        steady = time.time() - time.monotonic()
        end = time.monotonic() + _PATIENCE_S
        while len(seen) < len(self._screens) and time.monotonic() < end and not self._ending.wait(_LOOK_S):
            for name, screen in self._screens.items():
                if name not in seen and (at := screen.call("painted")["at"]) is not None:
                    seen[name] = round((at + steady - called_at) * 1000)
        self.reading = Reading(number, seen)
