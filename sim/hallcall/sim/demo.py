"""The demo: a whole visit, twenty times, with real processes, real drivers and real screens.

Without a display everything runs offscreen, prints what happens and leaves pictures and a timeline. With a display and
no ``out`` the three screens stand side by side until one is closed.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hallcall.assets import Texts, load_texts
from hallcall.client import HallLink, LinkSettings
from hallcall.config import load_hall, sample_hall_path
from hallcall.core.hall import Hall
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.hall_processes import HallPlan, HallProcesses, is_display_there
from hallcall.sim.own_folder import OwnFolder
from hallcall.sim.timeline import Timeline, Visit
from hallcall.sim.visitors import KioskVisit, VisitorAtKiosk

OPENS_AT = datetime.fromisoformat("2026-11-23T09:41:00+08:00")
"""A Monday the sample hall has a holiday file for."""
VISITS = 20
_COUNTERS = 3
_LAST_VISITOR_S = 90.0
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
"""Environment of screens that nobody looks at."""
_KIOSK_PLACE, _WALL_PLACE, _COUNTER_PLACE = (0, 0, 540, 960), (548, 0, 640, 360), (548, 364, 1280, 720)
"""Windows side by side on a screen of 1920 x 1080."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSettings:
    """What kind of demo."""

    visits: int = VISITS
    out: Path | None = None
    """Where pictures and timeline go; None is a temporary folder."""
    language: str = "zh-CN"
    seed: int = 1
    windows: bool = False
    """Show windows on the display until one is closed."""


class Demo:
    """One run of the demo."""

    def __init__(self, settings: DemoSettings, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._say = say
        self._texts: Texts = load_texts(settings.language)
        self._dice = random.Random(settings.seed)
        self._hall = load_hall(sample_hall_path("haibin"))
        self._offset_s = OPENS_AT.timestamp() - time.time()
        self._timeline = Timeline(self._tell)
        self._out = settings.out or Path(tempfile.mkdtemp(prefix="hallcall-demo-"))
        self._stopping = threading.Event()

    def run(self) -> None:
        """Run the demo to its end.

        Raises:
            ActorError: a screen, a device or a person did not do what a visit needs.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        with OwnFolder() as own:
            queues, counters = counters_for(self._hall, 1 if self._settings.windows else _COUNTERS)
            plan = HallPlan(
                folder=own.path,
                counters=counters,
                opens_at=OPENS_AT,
                seed=self._settings.seed,
                language=self._settings.language,
                environment={} if self._settings.windows else OFFSCREEN,
                places=_places(counters) if self._settings.windows else {},
                has_cameras=self._settings.windows,
            )
            self._line("demo-start", kiosks=len(plan.kiosks), walls=len(plan.walls), counters=len(counters))
            try:
                with HallProcesses(plan) as hall:
                    self._offset_s = hall.server.offset_s
                    self._play(hall, queues)
            except BaseException:
                self._keep_logs(plan.folder)
                raise
        self._line("demo-pictures", folder=str(self._out))

    def _play(self, hall: HallProcesses, queues: frozenset[str]) -> None:
        observer = HallLink(LinkSettings(url=hall.server.url, token=hall.pair_device("guide", "demo")), self._timeline)
        observer.start()
        eyes = threading.Thread(target=self._watch_wall, args=(hall.walls["W1"],), name="eyes-on-the-wall")
        clerks = [self._clerk(hall, number, counter) for number, counter in hall.counters.items()]
        try:
            for clerk in clerks:
                clerk.sign_in()
            self._line(
                "demo-open", time=f"{self._now().astimezone(OPENS_AT.tzinfo):%H:%M}", folder=str(hall.plan.folder)
            )
            for running in (eyes, *clerks):
                running.start()
            self._receive_visitors(hall, queues)
            self._wait_until_served(clerks)
        finally:
            self._stopping.set()
            for clerk in clerks:
                clerk.leave()
            for running in (eyes, *clerks):
                if running.is_alive():
                    running.join()
            observer.close()
        self._finish(hall)

    def _receive_visitors(self, hall: HallProcesses, queues: frozenset[str]) -> None:
        visitor = VisitorAtKiosk(
            "K1",
            hall.kiosks["K1"],
            hall.devices,
            dice=self._dice,
            wanted=lambda: wish(self._hall, queues, self._dice),
        )
        for count in range(self._settings.visits):
            is_middle = count == self._settings.visits // 2
            picture = (lambda: _picture(hall.kiosks["K1"], self._out / "kiosk.png")) if is_middle else None
            self._note_kiosk(visitor.visit(on_ticket=picture))

    def _note_kiosk(self, done: KioskVisit) -> None:
        slip = ""
        if done.slip_at is not None:
            slip = f"ticket-{done.number}.png"
            shutil.copy(done.slip, self._out / slip)
        self._timeline.note(done.number, "card_laid", self._hall_time(done.card_laid_at), name=done.name, slip=slip)
        self._timeline.note(
            done.number, "shown", self._hall_time(done.shown_at), way=done.way, touches=done.touches, kiosk=done.kiosk
        )
        if done.slip_at is not None:
            self._timeline.note(done.number, "printed", self._hall_time(done.slip_at))
        else:
            self._line("demo-no-slip", number=done.number)

    def _watch_wall(self, wall: Actor) -> None:
        while not self._stopping.is_set():
            wanted = self._timeline.waiting_for_the_wall()
            if wanted:
                shown = set(wall.call("texts")["texts"])
                now = self._now()
                for number in wanted:
                    if number in shown and self._timeline.note(number, "on_the_wall", now):
                        _picture(wall, self._out / "wall.png")
            self._stopping.wait(0.02 if wanted else 0.05)

    def _clerk(self, hall: HallProcesses, number: int, counter: Actor) -> Clerk:
        clerk, password = hall.clerk_of(number)
        dice = random.Random(self._settings.seed * 1000 + number)
        return Clerk(
            counter,
            clerk,
            password,
            dice=dice,
            pace=Pace(),
            on_serving=lambda screen: _picture(screen, self._out / "counter.png"),
        )

    def _wait_until_served(self, clerks: list[Clerk]) -> None:
        end = time.monotonic() + _LAST_VISITOR_S
        while self._timeline.served < self._settings.visits:
            failed = next((clerk.failure for clerk in clerks if clerk.failure is not None), None)
            if failed is not None:
                raise failed
            if time.monotonic() > end:
                raise ActorError(f"only {self._timeline.served} of {self._settings.visits} visitors were served")
            time.sleep(0.1)

    def _finish(self, hall: HallProcesses) -> None:
        visits = list(self._timeline.visits.values())
        card_s = [(v.shown - v.card_laid).total_seconds() for v in visits if v.shown and v.card_laid]
        wall_ms = [(v.on_the_wall - v.called).total_seconds() * 1000 for v in visits if v.on_the_wall and v.called]
        card, wall = f"{statistics.median(card_s):.2f}", f"{statistics.median(wall_ms):.0f}"
        self._timeline.write(
            self._out / "timeline.json",
            hall=self._hall.name.zh,
            median_card_to_number_s=float(card),
            median_call_to_wall_ms=float(wall),
        )
        self._line("demo-done", visits=len(visits))
        self._line("demo-summary", card=card, wall=wall)
        if self._settings.windows:
            self._line("demo-window")
            screens = (*hall.kiosks.values(), *hall.walls.values(), *hall.counters.values())
            while all(screen.is_running for screen in screens):
                time.sleep(0.3)

    # -- telling ---------------------------------------------------------------------------------------------------

    def _tell(self, step: str, visit: Visit) -> None:
        values: dict[str, Any] = {}
        match step:
            case "shown":
                item = self._hall.item_by_code.get(visit.item)  # type: ignore[call-overload]
                seconds = (visit.shown - visit.card_laid).total_seconds() if visit.shown and visit.card_laid else 0.0
                name = item.name.full(self._settings.language) if item is not None else ""
                values = {"item": name, "kiosk": visit.kiosk, "seconds": f"{seconds:.1f}"}
                step = "issued"
            case "called":
                values = {"counter": visit.counter or 0}
            case "on_the_wall":
                wall, called = visit.on_the_wall, visit.called
                values = {"ms": f"{(wall - called).total_seconds() * 1000:.0f}" if wall and called else "?"}
                step = "wall"
            case "served":
                step = "finished"
            case "card_laid" | "issued":
                return
            case _:
                pass
        self._line(f"demo-{step}", number=visit.number, **values)

    def _line(self, message: str, *, number: str = "", **values: Any) -> None:
        text = self._texts.text(message, values)
        clock = f"{self._now().astimezone(OPENS_AT.tzinfo):%H:%M:%S}"
        self._say(f"{clock}  {number:<6}{text}" if number else text)

    def _keep_logs(self, folder: Path) -> None:
        for log in folder.glob("*.log"):
            shutil.copy(log, self._out / log.name)

    def _now(self) -> datetime:
        return self._hall_time(time.time())

    def _hall_time(self, machine_s: float) -> datetime:
        return datetime.fromtimestamp(machine_s + self._offset_s, UTC)


def _picture(screen: Actor, path: Path) -> None:
    """Take a picture; the next one takes its place."""
    screen.call("grab", path=str(path))


def run_demo(settings: DemoSettings, say: Callable[[str], None]) -> None:
    """Run the demo; ``say`` gets each line as it happens.

    Raises:
        ActorError: it did not come to its end.
    """
    Demo(settings, say).run()


def wants_windows(out: Path | None) -> bool:
    """Whether to show windows: there is a display, and nobody asked for files."""
    return out is None and is_display_there()


def wants_page(*, is_endless: bool) -> bool:
    """Whether to show a page for a browser: somebody sits there and waits for no end, and there is no display."""
    return is_endless and not is_display_there()


def counters_for(hall: Hall, count: int) -> tuple[frozenset[str], tuple[int, ...]]:
    """Queues of the first page's items, and one counter for each."""
    queues: list[str] = []
    for code in hall.hot_items:
        queue = hall.item_by_code[code].queue
        if queue not in queues and len(queues) < count:
            queues.append(queue)
    counters = tuple(next(c.number for c in hall.counters if queue in c.queues) for queue in queues)
    return frozenset(queues), counters


def wish(hall: Hall, queues: frozenset[str], dice: random.Random) -> dict[str, Any]:
    """What a visitor wants, and the names they touch for it."""
    places = [n for n, code in enumerate(hall.hot_items) if hall.item_by_code[code].queue in queues]
    place = dice.choice(places)
    if dice.random() < 0.4:
        return {"way": "hot", "touch": [f"hot.{place}"]}
    return {"way": "card", "touch": [f"tile.{place}"]}


def _places(counters: tuple[int, ...]) -> dict[str, tuple[int, int, int, int]]:
    return {"K1": _KIOSK_PLACE, "W1": _WALL_PLACE, **{f"C{number}": _COUNTER_PLACE for number in counters}}
