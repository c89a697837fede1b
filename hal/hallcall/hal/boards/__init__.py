"""Boards that differ in values only: a table each, shipped here or brought by a site in a file of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from hallcall.core.errors import ConfigError, Finding

T = TypeVar("T")


def find_board(kind: str, shape: type[T], name: str, site_file: str = "") -> T:
    """The table of a board.

    Args:
        kind: which shipped file, ``relays`` or ``leds``.
        shape: what a table is.
        name: of the board.
        site_file: more boards, in the same form; empty when the site has none. It may not change a shipped one.

    Raises:
        ConfigError: the site's file is missing or wrong, or no board has that name.
    """
    boards = dict(shipped_boards(kind, shape))
    if site_file:
        boards = {**_read(Path(site_file), shape), **boards}
    if name not in boards:
        raise _wrong(site_file or f"{kind}.toml", name, "machine.value", allowed=" | ".join(boards))
    return boards[name]


def shipped_boards(kind: str, shape: type[T]) -> Mapping[str, T]:
    """Every board of that kind that comes with hallcall, by name."""
    text = files(__name__).joinpath(f"{kind}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, shape])


def _read(path: Path, shape: type[T]) -> dict[str, T]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError("config.missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(str(path), "", "machine.board", problem=str(error)) from error
    found: dict[str, T] = {}
    for name, table in tables.items():
        try:
            found[name] = msgspec.convert(table, shape)
        except msgspec.ValidationError as error:
            raise _wrong(str(path), name, "machine.board", problem=str(error)) from error
    return found


def _wrong(file: str, key: str, code: str, **fields: str) -> ConfigError:
    finding = Finding(file=file, line=0, key=key, code=code, fields=tuple(fields.items()))
    return ConfigError("config.invalid", (finding,))
