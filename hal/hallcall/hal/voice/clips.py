"""A pack of recorded words: the site's own folder of WAV files with a ``manifest.toml``.

::

    schema = 1
    pause_ms = 250                  # at a comma or full stop
    [[clip]]
    language = "yue"
    words = "号窗口"
    file = "yue/hao-chuangkou.wav"
    sha256 = "..."

A sentence is put together from as few clips as can say all of it: whole sentences sound better than words. One with a
word that nobody has recorded is not said from the pack at all.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hallcall.core.languages import Language
from hallcall.hal.voice.sound import Sound, join, read_sound, silence

MANIFEST = "manifest.toml"
_PAUSES = frozenset("，。；：！？,.;:!?")
_UNHEARD = frozenset(" 　\t")


class _Clip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: Language
    words: str
    file: str
    sha256: str


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    clip: list[_Clip]
    pause_ms: int = 250


@dataclass(frozen=True, slots=True)
class ClipPack:
    """A checked pack."""

    clips: Mapping[Language, Mapping[str, Sound]]
    pause_s: float
    version: str
    """Changes when any recording does."""

    def render(self, text: str, language: Language) -> Sound | None:
        """The sentence, or None when a word of it was not recorded."""
        clips = self.clips.get(language, {})
        parts = segment(text.casefold(), frozenset(clips))
        if not parts or all(part is None for part in parts):
            return None
        rate_hz = next(iter(clips.values())).rate_hz
        return join([silence(self.pause_s, rate_hz) if part is None else clips[part] for part in parts])


def load_pack(folder: Path) -> ClipPack:
    """Read a pack and check every recording.

    Raises:
        OSError: something of it cannot be read.
        ValueError: manifest or recording is not what it should be; says which.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
        manifest = msgspec.convert(tomllib.loads(data.decode()), _Manifest)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{MANIFEST}: {error}") from error
    if manifest.schema != 1 or not 0 <= manifest.pause_ms <= 5000:
        raise ValueError(f"{MANIFEST}: schema or pause_ms")
    clips: dict[Language, dict[str, Sound]] = {}
    for clip in manifest.clip:
        clips.setdefault(clip.language, {})[clip.words.casefold()] = _recording(folder, clip)
    for recorded in clips.values():
        if len({sound.rate_hz for sound in recorded.values()}) > 1:
            raise ValueError(f"{MANIFEST}: recordings of one language have different rates")
    return ClipPack(clips, manifest.pause_ms / 1000, hashlib.sha256(data).hexdigest()[:16])


def segment(text: str, words: frozenset[str]) -> list[str | None] | None:
    """The fewest ``words`` that say ``text``; None in the list is a pause. None when they cannot say it."""
    best: list[tuple[int, tuple[str | None, ...]] | None] = [None] * (len(text) + 1)
    best[0] = (0, ())
    longest = max(map(len, words), default=0)
    for start, sign in enumerate(text):
        here = best[start]
        if here is None:
            continue
        if sign in _UNHEARD or sign in _PAUSES:
            _offer(best, start + 1, here[0], (*here[1], None) if sign in _PAUSES else here[1])
        for end in range(start + 1, min(len(text), start + longest) + 1):
            if text[start:end] in words and not _splits_a_word(text, start, end):
                _offer(best, end, here[0] + 1, (*here[1], text[start:end]))
    found = best[-1]
    return None if found is None else list(found[1])


def _offer(
    best: list[tuple[int, tuple[str | None, ...]] | None], at: int, cost: int, parts: tuple[str | None, ...]
) -> None:
    known = best[at]
    if known is None or cost < known[0]:
        best[at] = (cost, parts)


def _splits_a_word(text: str, start: int, end: int) -> bool:
    """Whether a cut falls between two letters of the Latin alphabet: "ten" is not in "attend"."""

    def joins(at: int) -> bool:
        around = text[at - 1 : at + 1]
        return len(around) == 2 and around.isascii() and around.isalpha()

    return (start > 0 and joins(start)) or (end < len(text) and joins(end))


def _recording(folder: Path, clip: _Clip) -> Sound:
    path = (folder / clip.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(f"{clip.file}: outside of the pack")
    if hashlib.sha256(path.read_bytes()).hexdigest() != clip.sha256:
        raise ValueError(f"{clip.file}: not the recording of the manifest")
    return read_sound(path)
