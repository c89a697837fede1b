"""Python's garbage collector, told that a server has little garbage in cycles and many things that stay.

Left alone it walks over a whole day's tickets again and again, and every press meanwhile waits.
"""

from __future__ import annotations

import gc

_YOUNG = 20_000
"""Things made since the last look; a batch of 101 calls makes some 5,000, nearly all freed without a look."""
_OLD = 50
"""Looks at the young before one at the middle-aged, and of these before one at everything."""


def quiet_collector() -> None:
    """From now on look seldom, and never again at what is there already."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(_YOUNG, _OLD, _OLD)
