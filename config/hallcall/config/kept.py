"""A hall that was read before is read again in a fiftieth of the time, as long as none of its files has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from hallcall.core import hall as core
from hallcall.core.hall import Hall

_RULES = (Path(core.__file__).parent, "*.py")
_READING = ((Path(__file__).parent, "*.py"), _RULES)
"""Whoever works on hallcall changes how files are read; then what was kept is not what would be read."""
_DIGEST = hashlib.sha256
_SIZE = _DIGEST().digest_size


def load_hall_kept(path: Path, kept: Path) -> Hall:
    """As ``load_hall``; keeps what it read in the file ``kept``.

    Args:
        path: the hall's folder.
        kept: a file of our own; what is wrong with it only costs time.

    Raises:
        ConfigError: as ``load_hall``.
    """
    mark = _mark(path)
    found = _read(kept, mark)
    if found is not None:
        return found
    from hallcall.config.loader import load_hall

    hall = load_hall(path)
    body = msgspec.msgpack.encode(hall)
    _write(kept, mark + _DIGEST(body).digest() + body)
    return hall


def files_mark(path: Path) -> bytes:
    """Changes with any file below ``path``; costs a look at each, no reading."""
    return _mark_of([(path, "*")])


def _read(kept: Path, mark: bytes) -> Hall | None:
    try:
        content = kept.read_bytes()
        body = content[2 * _SIZE :]
        if content[: 2 * _SIZE] != mark + _DIGEST(body).digest():
            return None
        return msgspec.msgpack.decode(body, type=Hall)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None


def _write(kept: Path, content: bytes) -> None:
    half = kept.with_suffix(f".{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(kept)
    except OSError:
        half.unlink(missing_ok=True)


def program_mark() -> bytes:
    """Changes with the rules of the hall: what an older program has folded is not what this one would."""
    return _mark_of([_RULES], version("hallcall"))


def _mark(path: Path) -> bytes:
    """Changes with any file below ``path``, and with the program."""
    return _mark_of([(path, "*"), *_READING], version("hallcall"))


def _mark_of(places: Sequence[tuple[Path, str]], program: str = "") -> bytes:
    digest = _DIGEST(program.encode())
    for folder, pattern in places:
        for file in sorted(folder.rglob(pattern)):
            if file.is_file():
                digest.update(f"{file}\0{_looks(file)}\0".encode())
    return digest.digest()


def _looks(file: Path) -> str:
    """What tells one content of a file from another without reading it."""
    facts = file.stat()
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}"
