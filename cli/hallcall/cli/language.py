"""Which language the command line speaks: ``--lang``, else that of the shell, else Chinese."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar

from hallcall.assets import LANGUAGES, Texts, TextValue, load_texts

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def take_language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language of a command, and its arguments without ``--lang``.

    A language hallcall does not speak leaves the default: a wrong ``--lang`` must not keep anybody from an answer.
    """
    rest: list[str] = []
    asked = ""
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest.extend([word, *words])
        elif word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    shell = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return ("en" if (asked or shell).lower().startswith("en") else LANGUAGES[0]), rest


def choose_language(language: str) -> None:
    """Speak ``language`` from now on."""
    _language.set(language)


def language() -> str:
    """The language spoken now."""
    return _language.get()


def texts() -> Texts:
    """The catalogue of the language spoken now."""
    return load_texts(language())


def say(name: str, /, **values: TextValue) -> str:
    """The message ``name`` in the language spoken now."""
    return texts().text(name, values)
