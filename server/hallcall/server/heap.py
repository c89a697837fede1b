"""How the C library keeps the server's memory."""

from __future__ import annotations

import ctypes
from contextlib import suppress

__all__ = ["keep_two_heaps"]

_M_ARENA_MAX = -8


def keep_two_heaps() -> None:
    """Let all threads allocate from two heaps; before any other thread has begun.

    Each thread has one of its own else, and what it has given back stays there: some megabytes once past days had been
    learned from. With one for all, writer and loop wait for each other, and calls take a twentieth longer. Where the C
    library is another one, nothing happens.

    Source:
        mallopt(3), ``M_ARENA_MAX``.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
