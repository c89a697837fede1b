"""How often somebody may ask: for each a bucket of tries that fills up again steadily.

Source:
    ITU-T I.371, generic cell rate algorithm: one number a bucket, the instant at which it will be full again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from dataclasses import dataclass

from hallcall.core.errors import Refused

_KEYS = 4096
"""Buckets kept before the full ones, which say nothing, are looked for."""
_ROUNDING_S = 1e-6


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    per_s: float
    burst: int


STRANGERS = Rate(50.0, 200)
"""Requests without a token, by address. Many visitors' phones may come from the one address of the hall's Wi-Fi, each
every fifteen seconds."""
TRIES = Rate(10 / 60, 10)
"""Codes and passwords that were wrong. Good ones do not count: a hundred machines may be paired in a minute."""
TOKEN_BURST_S = 2.0
"""A token may be ahead of its rate by so many seconds."""


class Limit:
    """Buckets of one rate. Lives in the event loop."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._step_s = 1.0 / rate.per_s
        self._depth_s = rate.burst * self._step_s + _ROUNDING_S
        self._clock = clock
        self._full_at: dict[Hashable, float] = {}
        self._sweep_at = _KEYS

    def take(self, key: Hashable) -> None:
        """One more.

        Raises:
            Refused: ``access.too_many`` with the seconds to wait.
        """
        now = self._clock()
        full_at = max(self._full_at.get(key, now), now) + self._step_s
        wait_s = full_at - now - self._depth_s
        if wait_s > 0:
            raise Refused("access.too_many", wait_s=math.ceil(wait_s))
        self._full_at[key] = full_at
        if len(self._full_at) > self._sweep_at:
            self._sweep(now)

    @contextmanager
    def tried(self, key: Hashable) -> Generator[None]:
        """A try that counts only when it is refused.

        It is taken before it is known how it ends, so that many tries at once are not more than the rate allows.

        Raises:
            Refused: ``access.too_many``, or what the try itself is refused with.
        """
        self.take(key)
        try:
            yield
        except Refused:
            raise
        except BaseException:
            self._give_back(key)
            raise
        self._give_back(key)

    @property
    def size(self) -> int:
        """How many buckets are kept."""
        return len(self._full_at)

    def _give_back(self, key: Hashable) -> None:
        if key in self._full_at:
            self._full_at[key] -= self._step_s

    def _sweep(self, now: float) -> None:
        self._full_at = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
        self._sweep_at = max(_KEYS, 2 * len(self._full_at))


class Limits:
    """The limits of one server."""

    def __init__(self, token_per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.tokens = Limit(Rate(token_per_s, math.ceil(token_per_s * TOKEN_BURST_S)), clock)
        """By caller."""
        self.strangers = Limit(STRANGERS, clock)
        """By address."""
        self.tries = Limit(TRIES, clock)
        """Wrong codes by address, wrong passwords by machine."""
