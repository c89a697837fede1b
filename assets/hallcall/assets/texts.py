"""Every sentence hallcall says, by language: Fluent catalogues under ``messages/<language>/<area>.ftl``.

A message is named by what it is for (``home-title``, ``error-queue-empty``), never by its words.
A missing message or a missing value is a defect and raises, so that no half-translated page reaches a visitor.

A process says few of the thousand messages: each is understood when it is first said, and one that is nothing but
words is said as it stands. Reading all of them, and the library that does it, was a tenth of the server's start.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from hallcall.assets.files import asset_path
from hallcall.core.because import Said

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("zh-CN", "en")
"""Languages with complete catalogues; the first is the hall's own."""

TextValue: TypeAlias = str | int | float

_ENTRY = re.compile(r"^(-?[A-Za-z][\w-]*) *=", re.MULTILINE | re.ASCII)
"""Where a message begins, or a term.

Source:
    Fluent Syntax 1.0: only an entry or a comment stands at the first column.
"""
_COMMENT = re.compile(r"^#.*(?:\n|\Z)", re.MULTILINE)
_NAME = re.compile(r"-?[A-Za-z][\w-]*", re.ASCII)
_NOT_PLAIN = re.compile(r"[{}\n\r]")
"""What only Fluent understands: values, and more than one line."""


class Texts:
    """The catalogue of one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise KeyError(language)
        self.language = language
        self._entries: dict[str, str] = {}
        """Messages and terms as they are written."""
        for path in sorted(asset_path("messages", language).glob("*.ftl")):
            for name, written in _entries(path.read_text(encoding="utf-8")):
                self._entries.setdefault(name, written)
        self._plain: dict[str, str] = {}
        """Messages that are nothing but words, as far as they were said."""
        self._bundle: FluentBundle | None = None
        self._understood: set[str] = set()
        """Entries the bundle has, with all that they refer to."""
        self._reading = threading.Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._entries and not name.startswith("-")

    def text(self, name: str, values: Mapping[str, TextValue] | None = None, /, **more: TextValue) -> str:
        """The message ``name`` with its values put in.

        Whole numbers are written without grouping (``961``, ``1618``): they are numbers of tickets and counters.

        Raises:
            KeyError: there is no such message.
            ValueError: a value the message needs was not given.
        """
        plain = self._plain.get(name)
        if plain is not None:
            return plain
        if name not in self:
            raise KeyError(f"{self.language}: {name}")
        words = self._entries[name].partition("=")[2].strip()
        if words and not _NOT_PLAIN.search(words):
            self._plain[name] = words
            return words
        return self._format(name, {**(values or {}), **more})

    def said(self, said: Said) -> str:
        """A message that comes with its values, which may be messages themselves, or empty at its end.

        Raises:
            KeyError, ValueError: as ``text``.
        """
        values = {name: self.said(value) if isinstance(value, Said) else value for name, value in said.values.items()}
        return self.text(said.message, values).rstrip()

    def error(self, code: str, fields: Mapping[str, TextValue] | None = None) -> str:
        """The sentence for an error code, e.g. ``queue.empty`` -> message ``error-queue-empty``."""
        return self.text(f"error-{code.replace('.', '-').replace('_', '-')}", fields)

    def _format(self, name: str, values: Mapping[str, TextValue]) -> str:
        # Late: a server that starts again has nothing to say that needs a value.
        from fluent.runtime.types import fluent_number

        bundle = self._bundle_with(name)
        message = bundle.get_message(name)
        if message.value is None:
            raise KeyError(f"{self.language}: {name}")
        given = {
            key: fluent_number(value, useGrouping=False) if isinstance(value, int | float) else value
            for key, value in values.items()
        }
        text, errors = bundle.format_pattern(message.value, given)
        if errors:
            raise ValueError(f"{self.language}: {name}: {errors[0]}")
        return str(text)

    def _bundle_with(self, name: str) -> FluentBundle:
        """Fluent's own catalogue, with an entry and all that it refers to."""
        from fluent.runtime import FluentBundle, FluentResource

        with self._reading:
            if self._bundle is None:
                # No bidi isolation marks: they would reach slips and SMS as stray characters.
                self._bundle = FluentBundle([self.language], use_isolating=False)
            missing = [name]
            while missing:
                entry = missing.pop()
                if entry in self._entries and entry not in self._understood:
                    self._understood.add(entry)
                    written = self._entries[entry]
                    self._bundle.add_resource(FluentResource(written))
                    missing += _NAME.findall(written)
            return self._bundle


@cache
def load_texts(language: str) -> Texts:
    """The catalogue of ``language``, read once a process.

    Raises:
        KeyError: hallcall does not speak this language.
    """
    return Texts(language)


def _entries(catalogue: str) -> Iterator[tuple[str, str]]:
    """Each entry with its name, as it is written."""
    begins = list(_ENTRY.finditer(catalogue))
    ends = [begin.start() for begin in begins[1:]]
    for begin, end in zip(begins, [*ends, len(catalogue)], strict=True):
        yield begin.group(1), _COMMENT.sub("", catalogue[begin.start() : end])
