"""Simulated visitors: they lay their card on a reader, touch the real screen and take their slip."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hallcall.sim.actor import Actor, ActorError

_AGAIN = "trouble.again"
_PATIENCE_S = 60.0
"""A visitor stays this long in front of a kiosk whose server is down."""
THINK_S = (0.1, 0.4)
"""Before each touch; a simulated visitor is quicker than a real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskVisit:
    """What a visitor did at a kiosk. Times are seconds since the epoch."""

    kiosk: str
    person: int
    name: str
    """Masked."""
    way: str
    """``card`` first and then a tile, ``hot`` item first, or ``search`` by letters."""
    touches: int
    """Touches from card to slip."""
    number: str
    card_laid_at: float
    shown_at: float
    """The number stood on the screen."""
    slip_at: float | None
    """The slip lay in the tray; None when there was none."""
    slip: str
    """Picture of the slip."""


class VisitorAtKiosk:
    """One kiosk and the people in front of it, one after the other."""

    def __init__(
        self,
        name: str,
        kiosk: Actor,
        devices: Actor,
        *,
        dice: random.Random,
        wanted: Callable[[], dict[str, Any]],
        think_s: tuple[float, float] = THINK_S,
    ) -> None:
        """Stand in front of a kiosk.

        Args:
            name: of the kiosk.
            kiosk: its screen.
            devices: all devices.
            dice: for times to think.
            wanted: what the next visitor wants and how: ``{"way", "touch"}`` with the names to be touched.
            think_s: how long a visitor looks before each touch.
        """
        self._name = name
        self._kiosk = kiosk
        self._devices = devices
        self._dice = dice
        self._wanted = wanted
        self._think_s = think_s
        self._slips = 0

    def visit(self, person: int | None = None, on_ticket: Callable[[], None] | None = None) -> KioskVisit:
        """One visitor from card to slip.

        Args:
            person: somebody who was here before; a new person by default.
            on_ticket: called while the number stands on the screen, e.g. to take a picture.

        Raises:
            ActorError: something that a visitor expects did not come.
        """
        met: dict[str, Any] = self._devices.call("person") if person is None else {"person": person, "name": ""}
        wish = self._wanted()
        touches = 0
        if wish["way"] == "hot":
            self._touch(wish["touch"][0])
            touches = 1
        laid_at = float(self._devices.call("lay", kiosk=self._name, person=met["person"])["at"])
        if wish["way"] != "hot":
            self._wait_for(wish["touch"][0])
            self._devices.call("lift", kiosk=self._name)
            for name in wish["touch"]:
                self._touch(name)
                touches += 1
        touches += self._want_a_number()
        shown_at = time.time()
        number = str(self._kiosk.call("text", name="ticket.number")["text"])
        self._devices.call("lift", kiosk=self._name)
        slip = self._take_slip()
        if on_ticket is not None:
            on_ticket()
        self._touch("done")
        self._wait_for("card.action")
        return KioskVisit(
            kiosk=self._name,
            person=met["person"],
            name=met["name"],
            way=wish["way"],
            touches=touches,
            number=number,
            card_laid_at=laid_at,
            shown_at=shown_at,
            slip_at=slip["at"] if slip else None,
            slip=slip["path"] if slip else "",
        )

    def _want_a_number(self) -> int:
        """Wait for the number and insist on it; how many touches that was.

        When the kiosk says that a phone would do, the visitor takes a number all the same; when it says that something
        did not work, they try again.
        """
        touches: list[str] = []

        def is_there() -> bool:
            if self._kiosk.has("ticket.number"):
                return True
            for name in ("advice.number", _AGAIN):
                if self._kiosk.has(name):
                    with contextlib.suppress(ActorError):
                        self._kiosk.call("tap", name=name)
                        touches.append(name)
                    time.sleep(0.3)
                    break
            return False

        self._kiosk.wait_until(is_there, "ticket.number on the screen", within_s=_PATIENCE_S)
        return len(touches)

    def _touch(self, name: str) -> None:
        """Touch, and touch again when nothing happens: a page that has just come takes no touch for a moment."""
        time.sleep(self._dice.uniform(*self._think_s))
        self._wait_for(name)

        def has_worked() -> bool:
            if not self._kiosk.has(name):
                return True
            with contextlib.suppress(ActorError):
                self._kiosk.call("tap", name=name)
            time.sleep(0.25)
            return not self._kiosk.has(name)

        self._kiosk.wait_until(has_worked, f"an effect of touching {name}")

    def _wait_for(self, name: str) -> None:
        """Wait for something to touch; a visitor who is told that it did not work tries again."""

        def is_there() -> bool:
            if self._kiosk.has(name):
                return True
            with contextlib.suppress(ActorError):
                self._kiosk.call("tap", name=_AGAIN)
                time.sleep(0.3)
            return False

        self._kiosk.wait_until(is_there, f"{name} on the screen", within_s=_PATIENCE_S)

    def _take_slip(self) -> dict[str, Any] | None:
        """The slip of this visit, when it comes."""
        found: list[dict[str, Any]] = []

        def fell_out() -> bool:
            found[:] = self._devices.call("slips", kiosk=self._name)["slips"][self._slips :]
            return bool(found)

        try:
            self._kiosk.wait_until(fell_out, "the slip", within_s=10)
        except ActorError:
            return None
        self._slips += len(found)
        return found[-1]
