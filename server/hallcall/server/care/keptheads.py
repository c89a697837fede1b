"""Signed ends of the log, taken off the machine: a file of JSON lines that only grows.

Who can write the database and sign as the hall can forge log, keys and signatures together, and the chain will be
consistent again. They cannot forge what an auditor took home before. Each time the file is taken up where it ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from hallcall.core.errors import ConfigError, Refused
from hallcall.server.storage import Connection, days, heads, history
from hallcall.server.storage.heads import Head

FILE_NAME = "heads.jsonl"
"""In a folder, such as that of a memory stick."""


class KeptHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line."""

    seq: int
    epoch: str
    """Of the event there: another one after the log was replaced by a backup."""
    hash: str
    """In hexadecimal digits, as the signature."""
    at: str
    signature: str

    @property
    def head(self) -> Head:
        """As it was signed."""
        return Head(seq=self.seq, hash=bytes.fromhex(self.hash), at=self.at, signature=bytes.fromhex(self.signature))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was taken off the machine."""

    file: Path
    new: int
    """Heads that were not in the file."""
    last: int
    """The last place in the file; 0 when the log was never signed."""


_decode = msgspec.json.Decoder(KeptHead).decode
_encode = msgspec.json.Encoder().encode


def file_in(target: Path) -> Path:
    """The file that is meant: itself, or the one in a folder."""
    return target / FILE_NAME if target.is_dir() else target


def export(connection: Connection, target: Path) -> Exported:
    """Write the signed heads that the file does not have yet behind those it has.

    Raises:
        Refused: ``heads.format``; ``heads.other`` when the log is not the one whose heads are in the file.
        ConfigError: ``config.unreadable``.
    """
    file = file_in(target)
    try:
        known, size = _whole_lines(file)
        _check_same(connection, file, known)
        last = known[-1].seq if known else 0
        epochs = heads.epochs(connection, last)
        new = [_line(head, epochs[head.seq]) for head in heads.signed(connection) if head.seq in epochs]
        _append(file, size, new)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file)) from error
    return Exported(file=file, new=len(new), last=new[-1].seq if new else last)


def read(target: Path) -> list[KeptHead]:
    """The heads of a file, oldest first.

    Raises:
        Refused: ``heads.format`` when it is no such file, or holds nothing.
        ConfigError: ``config.unreadable``.
    """
    file = file_in(target)
    try:
        if not file.exists():
            raise ConfigError("config.unreadable", file=str(file))
        known, _ = _whole_lines(file)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file)) from error
    if not known:
        raise Refused("heads.format", file=str(file))
    return known


def still_true(kept: Iterable[KeptHead], restores: Iterable[history.Restore]) -> list[Head]:
    """The heads that must be true of the log; without those of a past that these restores have replaced."""
    left = list(kept)
    for restore in restores:
        left = [head for head in left if head.seq < restore.begins or head.epoch == restore.epoch]
    return [head.head for head in left]


def _check_same(connection: Connection, file: Path, known: Sequence[KeptHead]) -> None:
    """The newest head of the file that the log still has must be there as it was."""
    if not known:
        return
    begin = heads.anchor(connection)
    newest = known[-1]
    if begin is not None and newest.seq < begin.seq:
        return
    found = begin.hash if begin is not None and begin.seq == newest.seq else days.hash_at(connection, newest.seq)
    if found is None or found.hex() != newest.hash:
        raise Refused("heads.other", file=str(file), seq=newest.seq)


def _whole_lines(file: Path) -> tuple[list[KeptHead], int]:
    """What is in the file, and up to which byte; the end of a line that was torn off does not count."""
    if not file.exists():
        return [], 0
    content = file.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    try:
        known = [_decode(line) for line in whole.splitlines()]
        for head in known:
            bytes.fromhex(head.hash + head.signature)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Refused("heads.format", file=str(file)) from error
    if any(later.seq <= earlier.seq for earlier, later in pairwise(known)) or (content and not known):
        raise Refused("heads.format", file=str(file))
    return known, len(whole)


def _append(file: Path, size: int, new: Sequence[KeptHead]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.truncate(size)
        out.seek(size)
        out.write(b"".join(_encode(head) + b"\n" for head in new))
        out.flush()
        os.fsync(out.fileno())


def _line(head: Head, epoch: str) -> KeptHead:
    return KeptHead(seq=head.seq, epoch=epoch, hash=head.hash.hex(), at=head.at, signature=head.signature.hex())
