"""One short name for a whole state of the hall: two states have the same one when they know the same.

Times are written in UTC and everything unordered is sorted, so the name depends on nothing but the content: not on the
machine, the order of dictionaries or the version of Python.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from hallcall.core.state import HallState

_DERIVED = frozenset({"waiting", "of_person"})
"""Parts of the state that only find what others hold."""


def state_hash(state: HallState) -> str:
    """The SHA-256 of all that ``state`` knows, in hexadecimal digits."""
    known = {name: value for name, value in vars(state).items() if name not in _DERIVED}
    text = json.dumps(_plain(known), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """As JSON can say it, in one way only."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(map(_plain, value))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return _plain_fact(value)


def _plain_fact(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case _:
            return value
