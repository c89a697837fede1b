"""WAV files: how long they are, and one made of several. Everything here is 16 bit mono.

Source:
    Multimedia Programming Interface and Data Specifications 1.0 (1991), "Waveform Audio File Format".
"""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BYTES = 2
"""A sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Samples, and how many of them a second has."""

    rate_hz: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return len(self.samples) / BYTES / self.rate_hz


def silence(seconds: float, rate_hz: int) -> Sound:
    """Nothing, for so long."""
    return Sound(rate_hz=rate_hz, samples=bytes(round(seconds * rate_hz) * BYTES))


def read_sound(path: Path) -> Sound:
    """What a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no whole 16 bit mono WAV file with something in it.
    """
    try:
        with wave.open(str(path), "rb") as file:
            count = file.getnframes()
            sound = Sound(rate_hz=file.getframerate(), samples=file.readframes(count))
            form = (file.getnchannels(), file.getsampwidth())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if form != (1, BYTES) or not count or len(sound.samples) != count * BYTES:
        raise ValueError(f"{path.name}: not 16 bit mono, or cut off")
    return sound


def write_sound(path: Path, sound: Sound) -> None:
    """Write a file.

    Raises:
        OSError: it cannot be written.
    """
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(BYTES)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples)


def join(sounds: Sequence[Sound]) -> Sound:
    """One after the other.

    Raises:
        ValueError: they have different rates.
    """
    rates = {sound.rate_hz for sound in sounds}
    if len(rates) != 1:
        raise ValueError(f"rates {sorted(rates)}")
    return Sound(rate_hz=rates.pop(), samples=b"".join(sound.samples for sound in sounds))
