"""Simulated clerks: they sign in and press the real keys of the counter application."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hallcall.assets import LANGUAGES, load_texts
from hallcall.sim.actor import Actor, ActorError

_SIGN_IN_S = 60.0
_LOOK_S = 0.2
_EFFECT_S = 1.5
"""A key is dead for a moment after each change, by design, and the server may be away: then press again."""
_STATES = {"next": "idle", "start": "calling", "finish-next": "serving", "finish-pause": "serving"}
"""What the first key says, and what the counter is doing then."""


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
        gate: Callable[[], object] | None = None,
    ) -> None:
        """A clerk who works until ``leave``.

        Args:
            counter: the counter's screen.
            number: the clerk's number.
            password: the clerk's password.
            dice: for times.
            pace: how fast.
            on_serving: called while a visitor is served, e.g. to take a picture.
            gate: passed before each deed; it may let the clerk wait.
        """
        super().__init__(name=f"clerk-{number}")
        self._counter = counter
        self._number = number
        self._password = password
        self._dice = dice
        self._pace = pace
        self._on_serving = on_serving
        self._gate = gate
        self._words = {
            texts.text(f"counter-key-{word}"): state
            for word, state in _STATES.items()
            for texts in (load_texts(language) for language in LANGUAGES)
        }
        self._asking = {load_texts(language).text("counter-login-busy") for language in LANGUAGES}
        self._leaving = threading.Event()
        self.failure: ActorError | None = None
        """Why the clerk gave up; None while all is well."""

    def sign_in(self) -> None:
        """Type number and password and press Enter.

        Raises:
            ActorError: the counter did not let the clerk in.
        """
        screen = self._counter
        screen.wait_until(lambda: screen.has("login.clerk"), "the login", within_s=_SIGN_IN_S)
        screen.call("tap", name="login.clerk")
        screen.call("type", text=self._number)
        screen.call("key", keys="Tab")
        screen.wait_until(self._enter, "the bar", within_s=_SIGN_IN_S)

    def _enter(self) -> bool:
        """Type the password and press Enter, again when the server was not reached; whether the bar is there.

        The machine forgets the password with each Enter.
        """
        screen = self._counter
        is_asking = screen.call("text", name="login.message")["text"] in self._asking
        if not is_asking and screen.has("login.password"):
            screen.call("type", text=self._password)
            screen.call("key", keys="Return")
            time.sleep(0.5)
        return screen.has("key.primary")

    def leave(self) -> None:
        """Stop after the present deed."""
        self._leaving.set()

    def run(self) -> None:
        """Do what the counter asks for, visitor after visitor; look again when nobody waits."""
        try:
            while not self._leaving.is_set():
                if self._gate is not None:
                    self._gate()
                self._next_deed()
        except ActorError as failure:
            self.failure = failure

    def _next_deed(self) -> None:
        """Act on what the first key says: like a person, who looks before each press."""
        match self._state():
            case "idle":
                self._press_and_look("F2", "idle")
            case "calling":
                self._rest(self._pace.walk_s)
                self._press_and_look("F2", "calling")
            case "serving":
                if self._on_serving is not None:
                    self._on_serving(self._counter)
                self._rest(self._pace.serve_s)
                self._press_and_look("F4", "serving")
            case _:
                self._leaving.wait(_LOOK_S)

    def _press_and_look(self, keys: str, state: str) -> None:
        """Press a key and wait until the counter shows an effect, or until it is time to look again."""
        self._counter.call("key", keys=keys)
        end = time.monotonic() + _EFFECT_S
        while self._state() == state and time.monotonic() < end and not self._leaving.is_set():
            time.sleep(0.05)

    def _state(self) -> str:
        """What the counter is doing, read off the word on its first key; empty when it says something else."""
        return self._words.get(self._counter.call("text", name="key.primary")["text"], "")

    def _rest(self, span: tuple[float, float]) -> None:
        self._leaving.wait(self._dice.uniform(*span))
