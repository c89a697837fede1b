"""Names by which commands, events and capabilities are known outside this process, each given once, at its class."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T", bound=type[Any])

_classes: dict[str, type[Any]] = {}
_names: dict[type[Any], str] = {}


def named(name: str) -> Callable[[T], T]:
    """Give a frozen dataclass its name, ``card.laid``. The name is forever: other machines may run another version.

    Raises:
        ValueError: another class has that name.
    """

    def remember(cls: T) -> T:
        if (known := _classes.get(name)) is not None and known.__qualname__ != cls.__qualname__:
            raise ValueError(f"{name} is the name of {known.__qualname__}")
        _classes[name] = cls
        _names[cls] = name
        return cls

    return remember


def name_of(value: object) -> str:
    """The name of the class of ``value``.

    Raises:
        KeyError: it was given none.
    """
    return _names[type(value)]


def class_of(name: str) -> type[Any]:
    """The class of that name.

    Raises:
        KeyError: there is none.
    """
    if name not in _classes:
        _load_ports()
    return _classes[name]


def _load_ports() -> None:
    """A client decodes what a daemon says without ever having loaded a driver."""
    ports = importlib.import_module("hallcall.hal.ports")
    for module in pkgutil.iter_modules(ports.__path__, f"{ports.__name__}."):
        importlib.import_module(module.name)
