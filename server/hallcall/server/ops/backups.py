"""How old the newest backup is: by the files themselves, whoever wrote them."""

from __future__ import annotations

from pathlib import Path


def newest_backup(folder: Path) -> float | None:
    """When the newest backup in ``folder`` was written, in seconds since the epoch; None when there is none.

    A file that is still being written has another name (``.part``, or a dot in front) and does not count.
    """
    try:
        return max((path.stat().st_mtime for path in folder.iterdir() if _is_backup(path)), default=None)
    except OSError:
        return None


def _is_backup(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".part"
