"""The gate that all simulated people pass before each deed: shut, they stand still; a step lets each do one thing."""

from __future__ import annotations

import threading


class Gate:
    """Used from many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_open = True
        self._is_over = False
        self._steps = 0
        self._taken: dict[str, int] = {}
        self._busy: set[str] = set()

    @property
    def is_open(self) -> bool:
        """Whether people move by themselves."""
        with self._changed:
            return self._is_open

    @property
    def is_still(self) -> bool:
        """Whether nobody is in the middle of something."""
        with self._changed:
            return not self._is_open and not self._busy

    def open(self) -> None:
        """Let everybody go on."""
        self._change(is_open=True)

    def shut(self) -> None:
        """Let everybody stop after what they are doing."""
        self._change(is_open=False)

    def step(self) -> None:
        """Let each do one thing and stop."""
        with self._changed:
            self._is_open = False
            self._steps += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Nobody has to wait any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def enter(self, who: str, rest_s: float = 0.0) -> bool:
        """Rest and wait to be let in; False when it is over. Who enters is busy until they are at the gate again."""
        with self._changed:
            self._busy.discard(who)
            if rest_s:
                self._changed.wait_for(lambda: self._is_over or self._owes_step(who), rest_s)
            self._changed.wait_for(lambda: self._is_over or self._is_open or self._owes_step(who))
            self._taken[who] = self._steps
            if not self._is_over:
                self._busy.add(who)
            return not self._is_over

    def _owes_step(self, who: str) -> bool:
        return self._taken.get(who, 0) < self._steps

    def _change(self, *, is_open: bool) -> None:
        with self._changed:
            self._is_open = is_open
            self._changed.notify_all()
