"""Engines that speak any text. Each runs in a process of its own, so that one that hangs or crashes stops nobody.

A package of somebody else brings an engine by an entry point; its name is the one in the machine's file::

    [project.entry-points."hallcall.voices"]
    "hall-neural" = "hall_neural:make_engine"

``make_engine()`` returns a :class:`VoiceEngine`. It finds its model by itself: hallcall ships no weights.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Protocol

from hallcall.core.languages import Language
from hallcall.hal.vendor import serve
from hallcall.hal.voice.espeak import make_espeak

GROUP = "hallcall.voices"
ENGINES: Mapping[str, Callable[[], VoiceEngine]] = {"espeak": make_espeak}
"""Those of hallcall itself."""


class VoiceEngine(Protocol):
    """Renders texts. Used by one thread of its own process."""

    @property
    def version(self) -> str:
        """Changes when a text would sound different: model, speed, voice."""
        ...

    @property
    def languages(self) -> frozenset[Language]:
        """What it speaks."""
        ...

    def render(self, text: str, language: Language, path: str) -> None:
        """Write a 16 bit mono WAV file.

        Raises:
            Exception: it could not; what is said goes into the log.
        """
        ...


def find_engine(name: str) -> VoiceEngine:
    """Make the engine of that name.

    Raises:
        LookupError: nobody brings one.
    """
    if name in ENGINES:
        return ENGINES[name]()
    for point in entry_points(group=GROUP, name=name):
        return point.load()()
    raise LookupError(name)


def main(name: str) -> None:
    """The engine's process: answers until its input ends."""
    made: list[VoiceEngine] = []

    def engine() -> VoiceEngine:
        if not made:
            made.append(find_engine(name))
        return made[0]

    def about() -> dict[str, object]:
        return {"version": engine().version, "languages": sorted(engine().languages)}

    def render(text: str, language: str, path: str) -> None:
        engine().render(text, Language(language), path)

    serve({"about": about, "render": render})


if __name__ == "__main__":
    main(sys.argv[1])
