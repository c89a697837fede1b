"""A disk whose power can fail: it keeps what was synced, and of the rest whatever it likes.

What was written and not synced may be there or not, in any order, whole or in torn sectors; of the folder, entries that
were not synced may be missing or back again. SQLite counts on one thing only: bytes beside those being written stay as
they are (sqlite.org/psow.html).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from hallcall.sim.powercut.trace import Deleted, Found, Made, Promised, Shortened, Step, Synced, Written

_SECTORS = (512, 4096)
"""Bytes that a disk writes at once: old disks, new disks."""
_LUCK = (0.0, 0.1, 0.5, 0.9, 1.0)
"""Shares of the unsynced writes that a cut lets through."""
_TORN = 0.3
"""Share of the writes let through of which only some sectors arrive."""
_GARBAGE = 0.1
"""Share of the sectors of a torn write that hold nothing of before or after."""


class _File:
    def __init__(self, content: bytes = b"") -> None:
        self.kept = bytearray(content)
        """What is on the disk for certain."""
        self.pending: list[Written | Shortened] = []

    def sync(self) -> None:
        for step in self.pending:
            _apply(self.kept, step)
        self.pending.clear()


class Disk:
    """Follows a trace; at any point its power can be cut."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        """As programs see them."""
        self._kept: dict[str, _File] = {}
        """Entries of the folder that are on the disk for certain."""
        self._pending: list[tuple[str, _File | None]] = []
        """Changes of the folder that may get lost."""

    def follow(self, step: Step) -> None:
        """Do what the trace says."""
        match step:
            case Found(files):
                self._files = {name: _File(content) for name, content in files.items()}
                self._kept, self._pending = dict(self._files), []
            case Made(name):
                self._files[name] = _File()
                self._pending.append((name, self._files[name]))
            case Written(name) | Shortened(name):
                self._files[name].pending.append(step)
            case Synced(name, with_folder):
                self._files[name].sync()
                self._sync_folder(with_folder)
            case Deleted(name, with_folder):
                del self._files[name]
                self._pending.append((name, None))
                self._sync_folder(with_folder)
            case Promised():
                pass

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files as they may be found after the power has failed at this moment."""
        luck = dice.choice(_LUCK)
        return {name: _survivors(file, luck, dice) for name, file in self._entries(luck, dice).items()}

    def _sync_folder(self, really: bool) -> None:  # noqa: FBT001 - the trace says so
        if really:
            for name, file in self._pending:
                _enter(self._kept, name, file)
            self._pending.clear()

    def _entries(self, luck: float, dice: random.Random) -> Mapping[str, _File]:
        """The folder; what happened to one name arrives in order, and then no more."""
        entries, over = dict(self._kept), set[str]()
        for name, file in self._pending:
            if name not in over and dice.random() < luck:
                _enter(entries, name, file)
            else:
                over.add(name)
        return entries


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put what a cut has left into an empty folder."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _enter(entries: dict[str, _File], name: str, file: _File | None) -> None:
    if file is None:
        entries.pop(name, None)
    else:
        entries[name] = file


def _survivors(file: _File, luck: float, dice: random.Random) -> bytes:
    content = bytearray(file.kept)
    lucky = [step for step in file.pending if dice.random() < luck]
    dice.shuffle(lucky)
    for step in lucky:
        if isinstance(step, Written) and dice.random() < _TORN:
            for part in _torn(step, dice):
                _apply(content, part)
        else:
            _apply(content, step)
    return bytes(content)


def _torn(step: Written, dice: random.Random) -> Sequence[Written]:
    """Those sectors of a write that arrived."""
    size = dice.choice(_SECTORS)
    parts: list[Written] = []
    start, end = step.offset, step.offset + len(step.data)
    while start < end:
        after = min(end, (start // size + 1) * size)
        if dice.random() < _GARBAGE:
            parts.append(Written(step.name, start, dice.randbytes(after - start)))
        elif dice.random() < 0.5:
            parts.append(Written(step.name, start, step.data[start - step.offset : after - step.offset]))
        start = after
    return parts


def _apply(content: bytearray, step: Written | Shortened) -> None:
    if isinstance(step, Shortened):
        if step.size < len(content):
            del content[step.size :]
        else:
            content.extend(bytes(step.size - len(content)))
        return
    if step.offset > len(content):
        content.extend(bytes(step.offset - len(content)))
    content[step.offset : step.offset + len(step.data)] = step.data
