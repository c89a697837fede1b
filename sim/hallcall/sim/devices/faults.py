"""What can go wrong on a wire with the bytes a device sends."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field

_NOISE = bytes.fromhex("FFAAAA96AAE481C3E7FE")
"""Bytes that look like the beginning of something; none is a status byte of a printer."""


@dataclass(slots=True)
class Delivery:
    """A reply on its way: pieces, each after a pause."""

    pieces: list[tuple[float, bytes]]
    """Seconds to wait, then the bytes."""


@dataclass(slots=True)
class Faults:
    """Counters of replies that are still to be spoilt; set from any thread."""

    seed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _noise: int = 0
    _split: int = 0
    _corrupt: int = 0
    _silence: int = 0
    _slow: int = 0
    _gap_s: float = 0.05
    _delay_s: float = 0.0
    _dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def noise(self, times: int = 1) -> None:
        """Put rubbish before the next replies."""
        with self._lock:
            self._noise = times

    def split(self, times: int = 1, gap_s: float = 0.05) -> None:
        """Send the next replies in two parts with a pause between them; single bytes only get the pause."""
        with self._lock:
            self._split, self._gap_s = times, gap_s

    def corrupt(self, times: int = 1) -> None:
        """Turn bits of the next replies over."""
        with self._lock:
            self._corrupt = times

    def silence(self, times: int = 1) -> None:
        """Swallow the next replies; a very large number is a device that hangs."""
        with self._lock:
            self._silence = times

    def slow(self, delay_s: float, times: int = 1) -> None:
        """Let the device think before the next replies."""
        with self._lock:
            self._slow, self._delay_s = times, delay_s

    def clear(self) -> None:
        """Be a good wire again."""
        with self._lock:
            self._noise = self._split = self._corrupt = self._silence = self._slow = 0

    def apply(self, reply: bytes) -> Delivery:
        """What becomes of ``reply``."""
        with self._lock:
            if self._silence:
                self._silence -= 1
                return Delivery([])
            delay_s = 0.0
            if self._slow:
                self._slow -= 1
                delay_s = self._delay_s
            if self._corrupt:
                self._corrupt -= 1
                spoilt = bytearray(reply)
                spoilt[self._dice.randrange(len(spoilt))] ^= 0xA5
                reply = bytes(spoilt)
            if self._noise:
                self._noise -= 1
                reply = _NOISE + reply
            if self._split:
                self._split -= 1
                middle = len(reply) // 2
                return Delivery([(delay_s, reply[:middle]), (self._gap_s, reply[middle:])])
            return Delivery([(delay_s, reply)])
