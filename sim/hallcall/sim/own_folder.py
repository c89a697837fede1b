"""A folder for as long as a simulated hall runs. One that was killed leaves it, and the next one clears it away.

::

    /tmp/hallcall-7x2k9q_w/            the folder
    /tmp/hallcall-7x2k9q_w/.running    locked by whoever made it, while it lives

Only folders of one's own user with such a file that nobody has locked are cleared away.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Self

_PREFIX = "hallcall-"
_RUNNING = ".running"
_OPEN = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class OwnFolder:
    """The folder; a context manager that deletes it."""

    def __init__(self) -> None:
        """Make it, and clear away those of halls that were killed.

        Raises:
            OSError: no folder can be made.
        """
        clear_away_dead()
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX)
        self.path = Path(self._folder.name)
        # Nobody ever finds the file under its name and not locked, but for who was killed.
        fresh = self.path / f"{_RUNNING}.new"
        self._lock = os.open(fresh, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        fresh.rename(self.path / _RUNNING)

    def close(self) -> None:
        """Delete it."""
        self._folder.cleanup()
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def clear_away_dead() -> list[Path]:
    """Delete the folders of simulated halls that were killed; which."""
    return [folder for folder in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")) if _clear_away(folder)]


def _clear_away(folder: Path) -> bool:
    try:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            return False
        lock = os.open(folder / _RUNNING, _OPEN)
    except OSError:
        return False  # not one of these, somebody else's, or gone meanwhile
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(lock), (folder / _RUNNING).lstat()):
            return False
        shutil.rmtree(folder)
    except OSError:
        return False  # it lives, or another one clears it away
    finally:
        os.close(lock)
    return True
