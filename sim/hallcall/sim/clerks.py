"""Simulated clerks: they sign in and press the real keys of the counter application."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hallcall.sim.actor import Actor, ActorError

_SIGN_IN_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a simulated clerk and their visitors are, in seconds."""

    walk_s: tuple[float, float] = (0.6, 1.5)
    """From the call to the counter."""
    serve_s: tuple[float, float] = (0.8, 2.0)


class Clerk(threading.Thread):
    """One clerk at one counter, until told to stop."""

    def __init__(
        self,
        counter: Actor,
        number: str,
        password: str,
        *,
        dice: random.Random,
        pace: Pace,
        on_serving: Callable[[Actor], None] | None = None,
    ) -> None:
        """A clerk who works until ``leave``.

        Args:
            counter: the counter's screen.
            number: the clerk's number.
            password: the clerk's password.
            dice: for times.
            pace: how fast.
            on_serving: called while a visitor is served, e.g. to take a picture.
        """
        super().__init__(name=f"clerk-{number}")
        self._counter = counter
        self._number = number
        self._password = password
        self._dice = dice
        self._pace = pace
        self._on_serving = on_serving
        self._leaving = threading.Event()
        self.failure: ActorError | None = None
        """Why the clerk gave up; None while all is well."""

    def sign_in(self) -> None:
        """Type number and password and press Enter.

        Raises:
            ActorError: the counter did not let the clerk in.
        """
        screen = self._counter
        screen.wait_until(lambda: "login.clerk" in screen.call("shown")["shown"], "the login", within_s=_SIGN_IN_S)
        screen.call("tap", name="login.clerk")
        screen.call("type", text=self._number)
        screen.call("key", keys="Tab")
        screen.call("type", text=self._password)
        screen.call("key", keys="Return")
        screen.wait_until(lambda: "key.primary" in screen.call("shown")["shown"], "the bar", within_s=_SIGN_IN_S)

    def leave(self) -> None:
        """Stop after the present visitor."""
        self._leaving.set()

    def run(self) -> None:
        """Call, wait for the visitor, serve, finish; look again when nobody waits."""
        try:
            while not self._leaving.is_set():
                self._one_visit()
        except ActorError as failure:
            self.failure = failure

    def _one_visit(self) -> None:
        screen = self._counter
        if self._state() != "idle" or "key.primary" not in screen.call("shown")["shown"]:
            self._leaving.wait(0.2)
            return
        screen.call("key", keys="F2")
        if not self._reaches("calling", within_s=3.0):
            return
        self._rest(self._pace.walk_s)
        self._press_until("serving")
        if self._on_serving is not None:
            self._on_serving(screen)
        self._rest(self._pace.serve_s)
        self._press_until("idle", keys="F4")

    def _press_until(self, state: str, keys: str = "F2") -> None:
        """Press until the counter has got there: a key is dead for a moment after each change, by design."""
        for _ in range(40):
            self._counter.call("key", keys=keys)
            if self._reaches(state, within_s=0.8):
                return
        raise ActorError(f"{self._counter.name} never became {state}: see {self._counter.log}")

    def _reaches(self, state: str, *, within_s: float) -> bool:
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            if self._state() == state:
                return True
            time.sleep(0.05)
        return False

    def _state(self) -> str:
        """What the bar says the counter is doing."""
        return str(self._counter.call("property", name="bar", value="deskState")["value"])

    def _rest(self, span: tuple[float, float]) -> None:
        time.sleep(self._dice.uniform(*span))
