"""Kinds of options in the machine's file. Each knows its default and what it may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

OptionValue: TypeAlias = int | str | bool | tuple[str, ...] | Mapping[str, int] | Mapping[str, str]


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class Option(Protocol):
    """One key of the machine's file."""

    @property
    def default(self) -> OptionValue | None:
        """What holds when the key is left out; None when it must be given."""
        ...

    def problem(self, value: object) -> str:
        """What would be allowed instead of ``value``; empty when it is fine as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    default: int | None
    low: int
    high: int

    def problem(self, value: object) -> str:
        """The range, when ``value`` is outside."""
        return "" if type(value) is int and self.low <= value <= self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some whole numbers."""

    default: int | None
    numbers: frozenset[int]

    def problem(self, value: object) -> str:
        """The numbers, when ``value`` is none of them."""
        return "" if type(value) is int and value in self.numbers else " | ".join(map(str, sorted(self.numbers)))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    default: str | None
    words: tuple[str, ...]

    def problem(self, value: object) -> str:
        """The words, when ``value`` is none of them."""
        return "" if value in self.words else " | ".join(self.words)


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    default: bool | None

    def problem(self, value: object) -> str:
        """Both, when ``value`` is neither."""
        return "" if isinstance(value, bool) else "true | false"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one line."""

    default: str | None = None
    pattern: str = r".+"
    """Regular expression for the whole text."""
    example: str = "text"
    """Shown when the text does not fit."""

    def problem(self, value: object) -> str:
        """The example, when ``value`` does not fit."""
        return "" if isinstance(value, str) and re.fullmatch(self.pattern, value) else self.example


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression; empty looks for nothing."""

    default: str | None = ""

    def problem(self, value: object) -> str:
        """An example, when ``value`` is none."""
        try:
            re.compile(value if isinstance(value, str) else "(")
        except re.error:
            return "^OK"
        return ""


@dataclass(frozen=True, slots=True)
class Secret:
    """The path of a file that holds a password or key; never the secret itself."""

    default: str | None = None

    def problem(self, value: object) -> str:
        """An example, when ``value`` is no absolute path."""
        return "" if isinstance(value, str) and re.fullmatch(r"/[^\n]+", value) else "/etc/hallcall/secret"


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts."""

    default: tuple[str, ...] | None = ()
    pattern: str = r".+"
    example: str = '["text", ...]'

    def problem(self, value: object) -> str:
        """The example, when one of them does not fit."""
        fits = isinstance(value, list | tuple) and all(
            isinstance(text, str) and re.fullmatch(self.pattern, text) for text in value
        )
        return "" if fits else self.example


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Names with a whole number each: ``channels = { "room-1" = 0 }``. No number stands twice."""

    low: int
    high: int
    default: Mapping[str, int] | None = field(default_factory=_nothing)

    def problem(self, value: object) -> str:
        """An example, when one of them does not fit."""
        fits = (
            isinstance(value, dict)
            and all(type(number) is int and self.low <= number <= self.high for number in value.values())
            and len(set(value.values())) == len(value)
        )
        return "" if fits else f'{{ "name" = {self.low}-{self.high} }}'


@dataclass(frozen=True, slots=True)
class TextTable:
    """Names with a text each: ``headers = { "X-Site" = "hall-7" }``."""

    default: Mapping[str, str] | None = field(default_factory=_nothing)
    pattern: str = r".+"
    example: str = '{ "name" = "text" }'

    def problem(self, value: object) -> str:
        """The example, when one of them does not fit."""
        fits = isinstance(value, dict) and all(
            isinstance(text, str) and re.fullmatch(self.pattern, text) for text in value.values()
        )
        return "" if fits else self.example


def frozen(value: Any) -> OptionValue:
    """``value`` as it is kept: lists become tuples, tables cannot be changed any more."""
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(dict(value)) if isinstance(value, dict) else value
