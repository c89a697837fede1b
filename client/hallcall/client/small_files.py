"""Small files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of what the file held; on the disk when this returns.

    Raises:
        OSError: the disk is full or read-only; the file is as it was.
    """
    # Two programs of one machine may write the same file.
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
