"""Files that hold a secret: made so that only their owner can read them, and refused when others can."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hallcall.core.errors import StorageError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def write_secret(path: Path, secret: bytes) -> None:
    """Write a new file with mode 0400; an old one of that name stays untouched.

    Raises:
        FileExistsError: there is one already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def replace_secret(path: Path, secret: bytes) -> None:
    """As ``write_secret``, in place of what was there: the old one or the new one is there at any moment."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    write_secret(fresh, secret)
    fresh.replace(path)


def read_secret(path: Path) -> bytes:
    """The secret in a file that nobody else can read.

    Raises:
        StorageError: ``storage.key_missing``, ``storage.key_mode`` when group or others have any right to it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise StorageError("storage.key_missing", path=str(path)) from error
    with os.fdopen(descriptor, "rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & _OTHERS:
            raise StorageError("storage.key_mode", path=str(path), mode=f"{mode:04o}")
        return file.read()
