"""Every sentence hallcall says, by language: Fluent catalogues under ``messages/<language>/<area>.ftl``.

A message is named by what it is for (``home-title``, ``error-queue-empty``), never by its words.
A missing message or a missing value is a defect and raises, so that no half-translated page reaches a visitor.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from hallcall.assets.files import asset_path

LANGUAGES = ("zh-CN", "en")
"""Languages with complete catalogues; the first is the hall's own."""

TextValue: TypeAlias = str | int | float


class Texts:
    """The catalogue of one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise KeyError(language)
        self.language = language
        # No bidi isolation marks: they would reach slips and SMS as stray characters.
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted(asset_path("messages", language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def __contains__(self, name: str) -> bool:
        return self._bundle.has_message(name)

    def text(self, name: str, values: Mapping[str, TextValue] | None = None, /, **more: TextValue) -> str:
        """The message ``name`` with its values put in.

        Whole numbers are written without grouping (``961``, ``1618``): they are numbers of tickets and counters.

        Raises:
            KeyError: there is no such message.
            ValueError: a value the message needs was not given.
        """
        message = self._bundle.get_message(name) if name in self else None
        if message is None or message.value is None:
            raise KeyError(f"{self.language}: {name}")
        given = {
            key: fluent_number(value, useGrouping=False) if isinstance(value, int | float) else value
            for key, value in {**(values or {}), **more}.items()
        }
        text, errors = self._bundle.format_pattern(message.value, given)
        if errors:
            raise ValueError(f"{self.language}: {name}: {errors[0]}")
        return str(text)

    def error(self, code: str, fields: Mapping[str, TextValue] | None = None) -> str:
        """The sentence for an error code, e.g. ``queue.empty`` -> message ``error-queue-empty``."""
        return self.text(f"error-{code.replace('.', '-').replace('_', '-')}", fields)


@cache
def load_texts(language: str) -> Texts:
    """The catalogue of ``language``, read once a process.

    Raises:
        KeyError: hallcall does not speak this language.
    """
    return Texts(language)
