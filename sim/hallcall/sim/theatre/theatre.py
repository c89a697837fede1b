"""The theatre as a whole: everything that runs, what can be done to it, and what is known of it."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from hallcall.client import HallLink, LinkSettings
from hallcall.config import load_hall, sample_hall_path
from hallcall.core.booking.book import BookingCode
from hallcall.core.terms import CounterNumber
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.demo import OFFSCREEN, OPENS_AT, counters_for, wish
from hallcall.sim.hall_processes import HallPlan, HallProcesses
from hallcall.sim.kept import AGAIN_S
from hallcall.sim.theatre.cast import Person, invite, make_up
from hallcall.sim.theatre.entrance import Entrance
from hallcall.sim.theatre.eyes import Eyes
from hallcall.sim.theatre.faults import Faults, faults_of
from hallcall.sim.theatre.furniture import Furniture, furnished_hall
from hallcall.sim.theatre.gate import Gate
from hallcall.sim.theatre.observer import Observer
from hallcall.sim.theatre.people import KIOSK, Desk, HelpDesk, Visitors, at_work
from hallcall.sim.theatre.scenes import Scenes
from hallcall.sim.theatre.slips import SlipTray
from hallcall.sim.theatre.stopwatch import Stopwatch

WALL = "W1"
_COUNTERS = 4
"""One with its screen, the others without."""
_WIDTHS = {"kiosk": 720, "wall": 1280, "window": 1280, "bar": 1280, "rating": 640}
"""Of the pictures, in px: what a page of 1920 px shows of them."""
_NEAR = 0.6
"""Share of visitors for the counter with the screen; the others go anywhere."""
_PACE = Pace(walk_s=(2.0, 5.0), serve_s=(6.0, 14.0))
_MANNERS = {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "Escape", "Return", "Tab"}
"""Keys that may be pressed at the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreSettings:
    """What kind of theatre."""

    folder: Path
    """For everything that is written."""
    language: str = "zh-CN"
    seed: int = 1
    is_playing: bool = True
    """Whether people move from the beginning."""


class Theatre:
    """Everything that runs; a context manager. Its parts may be used from any thread.

    Attributes:
        counter: number of the counter with the screen.
        hall, furniture, observer, eyes, stopwatch, gate, faults, scenes, slips: see their modules.
        people: whose card may be laid.
    """

    def __init__(self, settings: TheatreSettings) -> None:
        self._settings = settings
        self._dice = random.Random(settings.seed)
        self._sample = load_hall(sample_hall_path("haibin"))
        self._queues, counters = counters_for(self._sample, _COUNTERS)
        self.counter, self._others = counters[0], counters[1:]
        self._near = frozenset(self._sample.counter_by_number[CounterNumber(self.counter)].queues)
        self.gate = Gate()
        self.observer = Observer()
        self.people: tuple[Person, ...] = ()
        self._open = contextlib.ExitStack()
        self._ending = threading.Event()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self.gate.end()
        self._open.close()

    # -- what can be done --------------------------------------------------------------------------------------------

    def lay_card(self, person: int) -> None:
        """Lay somebody's card on the reader; it stays until it is lifted.

        Raises:
            ActorError: there is no such person.
        """
        if not 0 <= person < len(self.people):
            raise ActorError(f"no person {person}")
        self._visitors.step_aside()
        self.hall.devices.call("lay", kiosk=KIOSK, person=self.people[person].number)

    def lift_card(self) -> None:
        """Take the card away."""
        self.hall.devices.call("lift", kiosk=KIOSK)

    def look(self, who: str) -> None:
        """Stand before the kiosk's camera: the number of a person, ``nobody``, or ``two`` of them.

        Raises:
            KeyError: nobody can do that.
        """
        faces = {str(place): (person.number,) for place, person in enumerate(self.people)}
        faces |= {"nobody": (), "two": tuple(person.number for person in self.people[:2])}
        self.hall.cameras[KIOSK].behave(people=faces[who])
        self._visitors.step_aside()

    def touch(self, screen: str, at: tuple[float, float], to: tuple[float, float]) -> None:
        """Touch a screen, or stroke over it; shares of its width and height.

        Raises:
            ActorError: this screen cannot be touched.
        """
        if screen == "kiosk":
            self._visitors.step_aside()
        self._touchable(screen).call("touch", at=at, to=to)

    def press_key(self, keys: str) -> None:
        """Press a key at the counter.

        Raises:
            ActorError: nobody may press this key.
        """
        if keys not in _MANNERS:
            raise ActorError(f"no key {keys}")
        self._touchable("bar").call("key", keys=keys)

    # -- what is known -----------------------------------------------------------------------------------------------

    @property
    def offset_s(self) -> float:
        """The hall's clock less this machine's."""
        return self.hall.server.offset_s

    @property
    def server_starts(self) -> int:
        """How often the server was started."""
        return self._watch.starts

    @property
    def has_card(self) -> bool:
        """Whether a card lies on the reader."""
        return self.slips.has_card

    def _touchable(self, screen: str) -> Actor:
        found = {
            "kiosk": self.hall.kiosks[KIOSK],
            "bar": self.hall.counters[self.counter],
            "rating": self.hall.ratings[self.counter],
        }.get(screen)
        if found is None:
            raise ActorError(f"{screen} is not to be touched")
        return found

    # -- the beginning -----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        folder = self._settings.folder
        begin, enter = self._open.callback, self._open.enter_context
        self.furniture = enter(Furniture(folder / "furniture", self.counter))
        self.hall = enter(HallProcesses(self._plan(folder)))
        self._watch = enter(contextlib.closing(_Watch(self.hall, self._ending)))
        self.furniture.keep(self.hall)
        self.people = tuple(invite(self.hall.devices))
        token = self.hall.pair_device("guide", "theatre")
        link = HallLink(LinkSettings(url=self.hall.screens_url, token=token), self.observer)
        link.start()
        begin(link.close)
        self.slips = enter(contextlib.closing(SlipTray(self.hall.devices)))
        self.eyes = Eyes(self._screens())
        self.eyes.start()
        begin(self.eyes.close)
        self.stopwatch = self._make_stopwatch()
        self.stopwatch.start()
        begin(self.stopwatch.close)
        help_desk = enter(contextlib.closing(HelpDesk(self.hall, self._sample.hot_items, self._dice_of(2000))))
        self.entrance = enter(contextlib.closing(self._make_entrance(help_desk)))
        self.entrance.keep(self.hall)
        self.faults = Faults(faults_of(self.hall, self.furniture, self.entrance))
        for person in self.people:
            help_desk.ring_up(person.document)
        if not self._settings.is_playing:
            self.gate.shut()
        clerk = self._clerk()
        clerk.sign_in()
        desks = [Desk(self.hall, number, self.gate, self._dice_of(number)) for number in self._others]
        self._visitors = self._make_visitors(help_desk)
        self.scenes = Scenes(self.hall, self.faults, self._visitors, help_desk, self._dice_of(0))
        begin(self.scenes.close)
        enter(at_work(self.gate, [self._visitors, *desks]))
        for desk in (*desks, help_desk):
            begin(desk.close)  # before people are waited for: nobody has to wait for an answer
        enter(_clerk_at_work(clerk, self.gate))

    def _make_entrance(self, help_desk: HelpDesk) -> Entrance:
        def now() -> datetime:
            return datetime.fromtimestamp(time.time() + self.offset_s, OPENS_AT.tzinfo)

        def book() -> BookingCode | None:
            return help_desk.book_soon(make_up(self.hall.devices).document, now())

        return Entrance(self._settings.folder / "entrance", book, now)

    def _plan(self, folder: Path) -> HallPlan:
        return HallPlan(
            folder=folder,
            hall=str(furnished_hall(folder, self._sample, self.counter)),
            counters=(self.counter,),
            windows=(self.counter,),
            ratings=(self.counter,),
            opens_at=OPENS_AT,
            seed=self._settings.seed,
            language=self._settings.language,
            environment=OFFSCREEN,
            has_bar=True,
            has_cable=True,
            has_daemons=True,
            has_cameras=True,
            sms=self.furniture.sms,
        )

    def _screens(self) -> Mapping[str, tuple[Actor, int]]:
        actors = {
            "kiosk": self.hall.kiosks[KIOSK],
            "wall": self.hall.walls[WALL],
            "window": self.hall.windows[self.counter],
            "bar": self.hall.counters[self.counter],
            "rating": self.hall.ratings[self.counter],
        }
        return {name: (actor, _WIDTHS[name]) for name, actor in actors.items()}

    def _make_stopwatch(self) -> Stopwatch:
        return Stopwatch(
            {"wall": self.hall.walls[WALL], "window": self.hall.windows[self.counter]},
            self.observer,
            self._near,
            offset_s=self.offset_s,
            is_wanted=lambda: self.eyes.is_watched,
        )

    def _clerk(self) -> Clerk:
        number, password = self.hall.clerk_of(self.counter)
        return Clerk(
            self.hall.counters[self.counter],
            number,
            password,
            dice=self._dice_of(self.counter),
            pace=_PACE,
            gate=lambda: self.gate.enter("clerk"),
        )

    def _make_visitors(self, help_desk: HelpDesk) -> Visitors:
        dice = self._dice_of(1000)

        def wanted() -> dict[str, Any]:
            return wish(self._sample, self._near if dice.random() < _NEAR else self._queues, dice)

        return Visitors(
            self.hall.kiosks[KIOSK],
            self.hall.devices,
            self.gate,
            dice=dice,
            wanted=wanted,
            may_come=lambda: not self.observer.is_emergency,
            help_desk=help_desk,
        )

    def _dice_of(self, number: int) -> random.Random:
        return random.Random(self._settings.seed * 10_000 + number)


class _Watch:
    """Starts the server again when it has died, as a service manager does."""

    def __init__(self, hall: HallProcesses, ending: threading.Event) -> None:
        self.starts = 1
        self._server, self._ending = hall.server, ending
        self._thread = threading.Thread(target=self._run, name="server-watch")
        self._thread.start()

    def close(self) -> None:
        """Leave it as it is."""
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.wait(0.2):
            if not self._server.is_running and not self._ending.wait(AGAIN_S):
                with contextlib.suppress(ActorError):
                    self._server.start()
                    self.starts += 1


@contextlib.contextmanager
def _clerk_at_work(clerk: Clerk, gate: Gate) -> Generator[None]:
    clerk.start()
    try:
        yield
    finally:
        gate.end()
        clerk.leave()
        clerk.join()
