"""What each pane of glass should be: private by itself, clear while somebody keeps asking. Pure; times are given.

Private comes at once. Clear waits until the pane has been private for a while, so that it never flickers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(slots=True)
class Pane:
    """One pane."""

    channel: int
    """Its relay on the board."""
    dwell_s: float
    """So long it stays private at least."""
    is_private: bool = True
    """As read back last."""
    told_private: bool = True
    """As told last."""
    lent_at: float = -inf
    """When the board was last told to hold it clear; long ago when it was told to let go since."""
    _private_since: float = -inf
    _clear_until: float = -inf

    def ask(self, now: float, *, is_private: bool, hold_s: float) -> None:
        """Somebody wants it private, or clear for ``hold_s`` from now."""
        self._clear_until = -inf if is_private else now + hold_s

    def wants_private(self, now: float) -> bool:
        """What it should be."""
        return now >= self._clear_until or now < self._private_since + self.dwell_s

    def read(self, now: float, *, is_private: bool) -> None:
        """What it is."""
        if is_private and not self.is_private:
            self._private_since = now
        self.is_private = is_private
