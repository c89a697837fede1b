"""Writing and deleting what is kept about faces: whole under its name or not there, and overwritten before it goes."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from hallcall.core.errors import FaceError


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file for its owner alone; it is on the disk before this returns.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_folder(path.parent)


def shred(path: Path) -> bool:
    """Overwrite a file and delete it; False when it was not there.

    A disk may still hold the old blocks. What is in them is encrypted, useless without the root and the key of the day.

    Raises:
        OSError: it cannot be deleted.
    """
    try:
        path.chmod(0o600)
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    _sync_folder(path.parent)
    return True


@contextmanager
def failing(folder: Path) -> Generator[None]:
    """What the disk refuses becomes ``FaceError("face.store_failed")``."""
    try:
        yield
    except OSError as error:
        raise FaceError("face.store_failed", folder=str(folder), why=error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
