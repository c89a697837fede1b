"""Books on the disk grow by whole lines: a line that does not fit is not there at all.

On a full disk a part of a line may be written. The next one would stand behind it on the same line, and neither could
be read again: a payment, a message or a slip that nobody knows of any more is done once more.
"""

from __future__ import annotations

import errno
import os


def append_line(number: int, line: bytes) -> None:
    """Write a line at the end of a file.

    Args:
        number: of the open file.
        line: without its end.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    end = os.lseek(number, 0, os.SEEK_END)
    data = line + b"\n"
    written = os.write(number, data)
    if written != len(data):
        os.ftruncate(number, end)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sync_folder(folder: os.PathLike[str]) -> None:
    """Return when the names in a folder are on the disk: a new file survives a power cut only with its name."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
