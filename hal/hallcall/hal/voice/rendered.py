"""Sentences that were rendered before, by hash of text, voice and engine; the folder never grows over its bound."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from hallcall.core.languages import Language
from hallcall.hal.voice.sound import read_sound


class RenderedSentences:
    """A folder of WAV files. Used by one thread."""

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def path_of(self, text: str, language: Language, voice: str) -> Path:
        """Where the sentence is, or would be. ``voice`` names the engine with its version."""
        key = json.dumps([text, language.value, voice], ensure_ascii=False)
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.wav"

    def find(self, path: Path) -> bool:
        """Whether the sentence is there and whole; one that is damaged is thrown away."""
        try:
            read_sound(path)
            os.utime(path)
        except FileNotFoundError:
            return False
        except (OSError, ValueError):
            path.unlink(missing_ok=True)
            return False
        return True

    def keep(self, path: Path, write: Callable[[Path], None]) -> None:
        """Have a file written at ``path``: whole or not at all.

        Raises:
            OSError: there is no room, or no right.
            ValueError: what was written is no sound.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        try:
            write(draft)
            read_sound(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        self._make_room(path)

    def _make_room(self, newest: Path) -> None:
        """Throw away what was not used for longest."""
        files = sorted((file.stat().st_mtime_ns, file.stat().st_size, file) for file in self._folder.glob("*.wav"))
        total = sum(size for _, size, _ in files)
        for _, size, file in files:
            if total <= self._most_bytes:
                return
            if file != newest:
                file.unlink(missing_ok=True)
                total -= size
