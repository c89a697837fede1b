"""The last of the voices: espeak-ng by pyttsx3. Understood with effort, but always there and never silent.

Voices are chosen by their id. The one that carries the plain name of Mandarin, ``cmn``, reads tone numbers aloud in
English; ``cmn-latn-pinyin`` gets pinyin and does not.

Source:
    Listened to by a speech recogniser: ``cmn`` was understood in no sentence of five.
    espeak-ng issues 1044, 1236, 1370.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

from hallcall.core.languages import Language
from hallcall.hal.voice.sound import read_sound

VOICES: Mapping[Language, str] = {
    Language.ZH: "sit/cmn-latn-pinyin",
    Language.YUE: "sit/yue",
    Language.EN: "gmw/en",
}
"""Ids as espeak-ng tells them."""
WORDS_A_MINUTE = 150
_WRITTEN_S = 3.0


class Espeak:
    """Implements ``VoiceEngine``."""

    version = f"espeak-{WORDS_A_MINUTE}"

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        known = {voice.id for voice in engine.getProperty("voices")}
        self.languages = frozenset(language for language, voice in VOICES.items() if voice in known)

    def render(self, text: str, language: Language, path: str) -> None:
        """Write the file."""
        if language not in self.languages:
            raise LookupError(language)
        self._engine.setProperty("voice", VOICES[language])
        self._engine.setProperty("rate", WORDS_A_MINUTE)
        self._engine.save_to_file(to_pinyin(text) if language is Language.ZH else text, path)
        self._engine.runAndWait()
        _wait_for(Path(path))


def make_espeak() -> Espeak:
    """The engine, if this machine has one.

    Raises:
        Exception: package or library is not installed.
    """
    return Espeak(importlib.import_module("pyttsx3").init("espeak"))


def _wait_for(path: Path) -> None:
    """pyttsx3 returns before the thread that writes the file is done.

    Raises:
        TimeoutError: it never was.
    """
    deadline = time.monotonic() + _WRITTEN_S
    while time.monotonic() < deadline:
        try:
            read_sound(path)
        except (OSError, ValueError):
            time.sleep(0.005)
        else:
            return
    raise TimeoutError(path.name)


def to_pinyin(text: str) -> str:
    """Mandarin as the pinyin voice reads it: syllables with tone numbers, ``qing3 A ling2 yao1``."""
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))
