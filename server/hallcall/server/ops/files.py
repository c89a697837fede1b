"""The files below a folder, each read once in pieces, for what may be left of a face in them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hallcall.server.ops.traces import Trace, traces_in

_CHUNK = 1 << 20
_OVERLAP = 64 << 10
"""More than any vector takes as text, so that none is cut in two."""
_ELF_CORE: Final = re.compile(rb"\x7fELF[\x01\x02]\x01.{10}\x04\x00", re.DOTALL)
"""A memory dump. Source: System V ABI, ``e_type`` ``ET_CORE``."""
_DUMP_NAME: Final = re.compile(r"core(\.(python|hallcall|\d).*)?|.*\.(dmp|crash)")
_PLAINLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""What has become a pipe or a link meanwhile must neither hold the look up nor lead elsewhere."""
DUMP: Final = "dump"
"""What a file may be beside holding a trace of a face."""


@dataclass(slots=True)
class Looking:
    """How far a look through a folder is, and what it left out."""

    tell: Callable[[int, int], None]
    """Told how many files and how many bytes it was so far, again and again."""
    count: int = 0
    size: int = 0
    shut: list[Path] = field(default_factory=list[Path])
    """What lets nobody in."""
    elsewhere: list[Path] = field(default_factory=list[Path])
    """Where another file system is mounted."""

    def read(self, path: Path) -> frozenset[str]:
        """Names of all that is in a file.

        Raises:
            OSError: it cannot be read.
        """
        found = {DUMP} if _DUMP_NAME.fullmatch(path.name) else set[str]()
        traces = set[Trace]()
        with os.fdopen(os.open(path, _PLAINLY), "rb", buffering=0) as file:
            chunk = piece = file.read(_CHUNK)
            if _ELF_CORE.match(chunk):
                found.add(DUMP)
            while piece:
                traces |= traces_in(chunk, traces)
                self.size += len(piece)
                self.tell(self.count, self.size)
                piece = file.read(_CHUNK)
                chunk = chunk[-_OVERLAP:] + piece
        self.count += 1
        return frozenset(found | {trace.value for trace in traces})


def files_below(folder: Path, looking: Looking, *, crosses: bool) -> Iterator[Path]:
    """All that lies below a folder and is a file: no link, no socket, no device, no pipe.

    Args:
        folder: where to begin.
        looking: is told what lets nobody in, and what is mounted there.
        crosses: whether other file systems that are mounted there are looked through as well.
    """
    device = folder.stat().st_dev
    pending = [str(folder)]
    while pending:
        place = pending.pop()
        try:
            with os.scandir(place) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue  # somebody's temporary folder, gone meanwhile
        except OSError:
            looking.shut.append(Path(place))
            continue
        below = list[str]()
        for path, kept in _kinds(found, looking):
            if stat.S_ISREG(kept.st_mode):
                yield Path(path)
            elif stat.S_ISDIR(kept.st_mode) and (crosses or kept.st_dev == device):
                below.append(path)
            elif stat.S_ISDIR(kept.st_mode):
                looking.elsewhere.append(Path(path))
        pending.extend(reversed(below))


def _kinds(found: Iterable[os.DirEntry[str]], looking: Looking) -> Iterator[tuple[str, os.stat_result]]:
    for entry in found:
        try:
            yield entry.path, entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue  # gone meanwhile
        except OSError:
            looking.shut.append(Path(entry.path))
