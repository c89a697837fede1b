"""The catalogues for QML: a language that changes live, and two calls that bindings may use.

QML sees this object as ``Texts.source``; the QML singleton ``Texts`` makes every binding depend on the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.because import Said

__all__ = ["ScreenTexts"]


class ScreenTexts(QObject):
    """The texts of one screen in the language chosen now."""

    languageChanged = Signal()
    """The screen speaks another language from now on."""

    def __init__(self, language: str = LANGUAGES[0], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = load_texts(language)

    def get_language(self) -> str:
        """The language in force."""
        return self._texts.language

    def set_language(self, language: str) -> None:
        """Speak another language from now on."""
        if language != self._texts.language:
            self._texts = load_texts(language)
            self.languageChanged.emit()

    language = Property(str, get_language, set_language, notify=languageChanged)
    """Language in force, one of ``hallcall.assets.LANGUAGES``."""

    @Slot(str, result=str)
    def t(self, name: str) -> str:
        """The message ``name``."""
        return self._texts.text(name)

    @Slot(str, "QVariantMap", result=str)
    def f(self, name: str, values: Mapping[str, Any]) -> str:
        """The message ``name`` with its values put in."""
        return self._texts.text(name, {key: _whole(value) for key, value in values.items()})

    def text(self, name: str, **values: str | float) -> str:
        """The message ``name`` for Python callers."""
        return self._texts.text(name, values)

    def said(self, said: Said) -> str:
        """A message of core with its values."""
        return self._texts.said(said)

    def error(self, code: str, fields: Mapping[str, str | int | float] | None = None) -> str:
        """The sentence for an error code."""
        return self._texts.error(code, fields)


def _whole(value: Any) -> Any:
    """JavaScript has one kind of number: whole ones must not be written with a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
