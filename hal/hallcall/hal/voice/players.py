"""Where sound goes: a program that plays a file (ALSA's ``aplay``), a folder that keeps it, nowhere.

Source:
    ``aplay(1)`` of alsa-utils: ``-q`` says nothing, ``-D`` names the output, the exit code is 0 when all was played.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Protocol

from hallcall.hal.voice.sound import read_sound

_PATIENCE_S = 3.0
"""So much longer than the sound itself a player may take before it is taken for stuck."""


class Playing(Protocol):
    """A file that is heard now."""

    def ended(self) -> bool | None:
        """True when it was heard to its end, False when it was not; None while it is."""
        ...

    def stop(self) -> None:
        """Be silent at once."""
        ...


class Player(Protocol):
    """Starts what is heard; never waits for it."""

    def is_present(self) -> bool:
        """Whether there is something to play with."""
        ...

    def play(self, file: Path, output: str) -> Playing:
        """Start a file at an output.

        Raises:
            OSError: it cannot be started.
            ValueError: the file is no sound.
        """
        ...


class ProgramPlayer:
    """``aplay``, or a program that is called like it."""

    def __init__(self, program: str) -> None:
        self._program = program

    def is_present(self) -> bool:
        """Whether the program is installed."""
        return shutil.which(self._program) is not None

    def play(self, file: Path, output: str) -> Playing:
        """Start the program."""
        seconds = read_sound(file).seconds
        command = [self._program, "-q", "-D", output, str(file)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - of the machine's file
        return _Program(process, time.monotonic() + seconds + _PATIENCE_S)


class _Program:
    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        self._process = process
        self._deadline = deadline

    def ended(self) -> bool | None:
        code = self._process.poll()
        if code is None and time.monotonic() >= self._deadline:
            self.stop()
            return False
        return None if code is None else code == 0

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class QuietPlayer:
    """Takes as long as the sound would be heard; keeps a copy where a folder is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._count = 0

    def is_present(self) -> bool:
        """It needs nothing."""
        return True

    def play(self, file: Path, output: str) -> Playing:
        """Keep a copy and begin to wait."""
        seconds = read_sound(file).seconds
        if self._folder is not None:
            self._count += 1
            self._folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, self._folder / f"{self._count:05d}-{output.replace('/', '-')}.wav")
        return _Quiet(time.monotonic() + seconds)


class _Quiet:
    def __init__(self, ends_at: float) -> None:
        self._ends_at = ends_at

    def ended(self) -> bool | None:
        return True if time.monotonic() >= self._ends_at else None

    def stop(self) -> None:
        self._ends_at = 0.0
