"""The pictures of all screens: taken only while somebody looks, and only where something has changed."""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from hallcall.sim.actor import Actor, ActorError

LOOK_S = 0.2
"""Five pictures a second at most."""
_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as it stands now."""

    mark: str
    """Another one for another picture."""
    jpeg: bytes
    width: int
    """Of the screen, in px; the picture may be smaller."""
    height: int


class Eyes:
    """Looks at screens by turns, in a thread of its own."""

    def __init__(self, screens: Mapping[str, tuple[Actor, int]]) -> None:
        """Prepare.

        Args:
            screens: by name, whom to look at and how wide a picture is wanted, in px.
        """
        self._screens = screens
        self._pictures: dict[str, Picture] = {}
        self._ending = threading.Event()
        self._watchers = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="eyes")

    def start(self) -> None:
        """Open them."""
        self._thread.start()

    def close(self) -> None:
        """Shut them."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def watch(self, count: int) -> None:
        """So many more, or fewer, people look."""
        with self._lock:
            self._watchers += count

    @property
    def is_watched(self) -> bool:
        """Whether anybody looks."""
        return self._watchers > 0

    def picture(self, screen: str) -> Picture | None:
        """The last picture of a screen; None while there is none."""
        return self._pictures.get(screen)

    @property
    def pictures(self) -> dict[str, Picture]:
        """The last picture of each screen."""
        return dict(self._pictures)

    def _run(self) -> None:
        while not self._ending.wait(LOOK_S):
            if self.is_watched:
                for name, (screen, width) in self._screens.items():
                    self._look(name, screen, width)

    def _look(self, name: str, screen: Actor, width: int) -> None:
        last = self._pictures.get(name)
        try:
            seen = screen.call("look", known=last.mark if last else "", width=width, within_s=_WITHIN_S)
        except ActorError:
            return
        if "jpeg" in seen:
            jpeg = base64.b64decode(seen["jpeg"])
            self._pictures[name] = Picture(seen["mark"], jpeg, seen["width"], seen["height"])
