"""What the disk takes to keep one page: no promise can be given faster."""

from __future__ import annotations

import os
import time
from pathlib import Path

from hallcall.sim.load import figures_ms

PAGE = 4096


def fsync_ms(folder: Path, times: int = 200) -> dict[str, float]:
    """Milliseconds of ``fdatasync`` after writing one page at the end of a file, as SQLite's log does."""
    taken: list[float] = []
    path = folder / "fsync.probe"
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(bytes(PAGE))
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begin)
    path.unlink()
    return figures_ms(taken)
