"""Reads a file that stands alone, with the reader of a hall's own files: a playlist, a district's network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from hallcall.config._draft import refuse
from hallcall.config._forms import new_reader
from hallcall.config._tree import Node
from hallcall.config.loader import parse_file
from hallcall.core.errors import ConfigError, Finding

_FORMS = frozenset({".yaml", ".yml", ".toml"})
T = TypeVar("T")


def load_one(path: Path, shape: type[T], check: Callable[[T, Node], Iterable[Finding]]) -> T:
    """What a file says.

    Args:
        path: of the file.
        shape: what it holds.
        check: finds what is wrong with a whole one, given what it says and where that stands.

    Raises:
        ConfigError: ``config.unreadable``, or ``config.invalid`` with every finding.
    """
    if path.suffix.lower() not in _FORMS:
        raise ConfigError("config.unreadable", file=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    root, findings = parse_file(str(path), content)
    reader = new_reader()
    read = reader.value(root, shape) if not findings else None
    found = [*findings, *reader.findings]
    if isinstance(read, shape):
        found += check(read, root)
        if not found:
            return read
    refuse(found)
    raise AssertionError("what cannot be read has a finding")
