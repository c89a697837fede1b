"""A changed copy of a frozen value, in a fifth of the time of ``dataclasses.replace``.

A hall that is pressed everywhere at once changes some thousand tickets a second, on the server and on every screen.
Writing a field of a frozen value is slow by design; a field of a plain one is not. So each kind of value has a twin,
a plain class with the same slots: the copy is made and changed as a twin and handed out as what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def changed(value: _Value, /, **changes: Any) -> _Value:
    """A copy of a frozen dataclass with slots, in which these fields differ. No ``__post_init__`` is run.

    Raises:
        AttributeError: a name is no field.
    """
    kind = type(value)
    copy = _copier(kind)(value)
    for name, new in changes.items():
        setattr(copy, name, new)
    copy.__class__ = kind
    return copy


@cache
def _copier(kind: type[Any]) -> Callable[[Any], Any]:
    """Makes a twin with the fields of a value; written out field by field, as ``dataclasses`` writes ``__init__``."""
    names = [field.name for field in fields(kind)]
    lines = ["def copy(value):", " twin = Twin()", *(f" twin.{name} = value.{name}" for name in names), " return twin"]
    made: dict[str, Any] = {"Twin": type(kind.__name__, (), {"__slots__": tuple(names)})}
    exec("\n".join(lines), made)  # noqa: S102 - names of fields of our own classes
    return made["copy"]
