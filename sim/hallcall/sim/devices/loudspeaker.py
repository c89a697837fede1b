"""A virtual loudspeaker: a program called like ``aplay`` that takes its time and writes down what it played."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = """#!{python} -IS
import json, sys, time, wave
from pathlib import Path
place = Path(__file__).parent
output, file = sys.argv[3], sys.argv[4]
mood = (place / "mood").read_text()
if mood == "missing":
    sys.exit("aplay: main:831: audio open error: No such file or directory")
with wave.open(file) as sound:
    seconds = sound.getnframes() / sound.getframerate()
began = time.time()
def note(end):
    line = json.dumps(dict(output=output, file=file, began=began, seconds=seconds, end=end)) + chr(10)
    with (place / "heard").open("a") as heard:
        heard.write(line)
note(0)
time.sleep(3600 if mood == "stuck" else seconds / {speed})
note(time.time())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One sound."""

    output: str
    file: str
    began: float
    """Seconds of the epoch."""
    seconds: float
    """Of the file."""
    end: float
    """0 when it was cut off or is still heard."""


class SimLoudspeaker:
    """Keeps its program, its mood and its log in a folder."""

    def __init__(self, folder: Path, *, speed: float = 1.0) -> None:
        """Set it up.

        Args:
            folder: made here.
            speed: how much faster than a clock it plays.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.program = folder / "aplay"
        self.program.write_text(_PROGRAM.format(python=sys.executable, speed=speed), encoding="utf-8")
        self.program.chmod(0o755)
        self.be("fine")

    def be(self, mood: str) -> None:
        """``fine``, ``missing`` (there is no sound card) or ``stuck``."""
        (self._folder / "mood").write_text(mood, encoding="utf-8")

    def heard(self) -> list[Heard]:
        """Every sound so far, in the order in which they began."""
        try:
            lines = (self._folder / "heard").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        sounds: dict[tuple[float, str, str], Heard] = {}
        for line in lines:
            sound = Heard(**json.loads(line))
            sounds[sound.began, sound.output, sound.file] = sound
        return sorted(sounds.values(), key=lambda sound: sound.began)
