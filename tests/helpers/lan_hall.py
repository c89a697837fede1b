"""A hall on a network of its own: each screen and the server on a machine, and people who use them."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import msgspec

from hallcall.assets import load_texts
from hallcall.client import HallLink, LinkSettings, LinkState, LinkStatus
from hallcall.config import load_hall, sample_hall_path
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.demo import OFFSCREEN, OPENS_AT, counters_for
from hallcall.sim.hall_processes import HallPlan, HallProcesses
from hallcall.sim.timeline import Timeline
from helpers.lan import Lan

KIOSKS, WALL = ("K1", "K2"), "W1"
SAY = load_texts("zh-CN")
_, (COUNTER,) = counters_for(load_hall(sample_hall_path("haibin")), 1)
"""The counter of the first tile's queue."""
MACHINES = ("server", "office", "devices", *KIOSKS, WALL, f"C{COUNTER}")

_SCREENS = len(KIOSKS) + 2


@dataclass
class LinkWatch(Timeline):
    """When the link of an observer changed."""

    state: LinkState = LinkState.CONNECTING
    changed_at: float = 0.0

    def on_link(self, status: LinkStatus) -> None:
        if status.state is not self.state:
            self.state, self.changed_at = status.state, time.monotonic()


class LanHall:
    """The hall while it runs; a context manager. Whoever asks without a screen sits in the office."""

    def __init__(self, lan: Lan, folder: Path) -> None:
        self.lan = lan
        self._processes = HallProcesses(
            HallPlan(
                folder=folder,
                kiosks=KIOSKS,
                walls=(WALL,),
                counters=(COUNTER,),
                opens_at=OPENS_AT,
                environment=OFFSCREEN,
                host=lan.address("server"),
                machine=lan.at,
            )
        )
        self.given: list[str] = []
        """Every number that somebody was shown."""

    def __enter__(self) -> Self:
        with self.lan.at("office"):
            self._processes.__enter__()
        self.server = self._processes.server
        self.wall, self.counter = self._processes.walls[WALL], self._processes.counters[COUNTER]
        return self

    def __exit__(self, *_: object) -> None:
        self._processes.__exit__()

    def screen(self, kiosk: str) -> Actor:
        return self._processes.kiosks[kiosk]

    def start_server(self) -> None:
        with self.lan.at("office"):
            self.server.start()

    def sign_in(self) -> None:
        """The clerk sits down."""
        Clerk(self.counter, *self._processes.clerk_of(COUNTER), dice=random.Random(1), pace=Pace()).sign_in()
        self.until_key_says("next")

    @contextlib.contextmanager
    def answer_lost(self, machine: str) -> Generator[None]:
        """What is asked from a machine inside reaches the server and is done; no answer reaches anybody any more."""
        self.server.freeze()
        yield
        self.counter.wait_until(lambda: self.lan.has_unread("server", machine), "the request at the server")
        self.lan.mute("server")
        self.server.thaw()

    @contextlib.contextmanager
    def observer(self) -> Generator[LinkWatch]:
        """Somebody in the office who follows the hall and does nothing else."""
        watch = LinkWatch(lambda _step, _visit: None)
        with self.lan.at("office"):
            token = self._processes.pair_device("guide", "observer")
            link = HallLink(LinkSettings(url=self.server.url, token=token), watch)
            link.start()
        try:
            self.counter.wait_until(lambda: watch.state is LinkState.LIVE, "the observer following")
            yield watch
        finally:
            link.close()

    def until_all_follow(self) -> None:
        """All screens follow the hall; a server that has just come back feeds none yet."""
        self.counter.wait_until(lambda: self.listeners() >= _SCREENS, "all screens following")

    # -- visitors --------------------------------------------------------------------------------------------------

    def asks_for_a_number(self, kiosk: str) -> float:
        """Somebody lays a card and touches the first tile; the moment at which that had worked."""
        screen = self._processes.kiosks[kiosk]
        devices = self._processes.devices
        devices.call("lay", kiosk=kiosk, person=devices.call("person")["person"])
        screen.wait_until(lambda: screen.has("tile.0"), "the tiles")

        screen.wait_until(lambda: _is_gone_by_touch(screen, "tile.0"), "an effect of the touch")
        return time.monotonic()

    def takes(self, kiosk: str) -> str:
        """The number that stands on the kiosk's screen at last; the visitor leaves with it."""
        screen = self._processes.kiosks[kiosk]
        screen.wait_until(lambda: screen.has("ticket.number"), "the number")
        number = str(screen.call("text", name="ticket.number")["text"])
        self.given.append(number)
        self._processes.devices.call("lift", kiosk=kiosk)

        screen.wait_until(lambda: _is_gone_by_touch(screen, "done") and screen.has("card.action"), "the first page")
        return number

    def visits(self, kiosk: str) -> str:
        """Somebody takes a number."""
        self.asks_for_a_number(kiosk)
        return self.takes(kiosk)

    # -- the clerk -------------------------------------------------------------------------------------------------

    def presses(self, keys: str) -> None:
        """The clerk presses a key once, later than the moment in which keys do nothing."""
        time.sleep(1.0)
        self.counter.call("key", keys=keys)

    def key_says(self, word: str) -> bool:
        return self.counter.call("text", name="key.primary")["text"] == SAY.text(f"counter-key-{word}")

    def until_key_says(self, word: str) -> None:
        self.counter.wait_until(lambda: self.key_says(word), f"the first key saying {word}")

    def clerk_reads(self, message: str) -> bool:
        """Whether a sentence stands on the counter's screen, whatever numbers it has."""
        begin, _, end = SAY.text(message, seconds="|", at="|").partition("|")
        return any(t.startswith(begin) and t.endswith(end) for t in self.counter.call("texts")["texts"])

    # -- the wall --------------------------------------------------------------------------------------------------

    @property
    def wall_is_late(self) -> bool:
        """Whether the wall names the time of its data."""
        return bool(self.wall.call("text", name="head.late")["text"])

    def is_on_the_wall(self, number: str) -> bool:
        return number in self.wall.call("texts")["texts"]

    # -- the log ---------------------------------------------------------------------------------------------------

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What the log holds of a kind."""
        connection = sqlite3.connect(f"file:{self.server.data / 'hall.db'}?mode=ro", uri=True)
        try:
            rows = connection.execute("SELECT data FROM event WHERE type = ? ORDER BY seq", (kind,)).fetchall()
        finally:
            connection.close()
        return [msgspec.json.decode(data) for (data,) in rows]

    def numbers(self, kind: str) -> list[str]:
        return [event["number"] for event in self.events(kind)]

    def listeners(self) -> int:
        """How many streams the server feeds, dead ones among them."""
        with self.lan.at("office"):
            token = (self.server.data / "admin.token").read_text(encoding="utf-8").strip()
            headers = {"Authorization": f"Bearer {token}"}
            text = httpx.get(f"{self.server.url}/metrics", headers=headers, trust_env=False).text
        return int(float(next(line.split()[1] for line in text.splitlines() if line.startswith("hallcall_listeners "))))


def _is_gone_by_touch(screen: Actor, name: str) -> bool:
    """Touch something if it is there: a page that has just come takes no touch for a moment."""
    with contextlib.suppress(ActorError):
        screen.call("tap", name=name)
    return not screen.has(name)


def within(actor: Actor, wanted: Callable[[], bool], what: str, since: float, limit_s: float) -> float:
    """Wait until something is so; the seconds it took since a moment, which must not be more than ``limit_s``."""
    actor.wait_until(wanted, what, within_s=limit_s + 20)
    took = time.monotonic() - since
    assert took <= limit_s, f"{what}: {took:.1f} s"
    return took
