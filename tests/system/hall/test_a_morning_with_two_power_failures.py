"""Three kiosks, five counters, a wall and two hundred visitors, all real processes; the server is killed twice."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hallcall.client import HallLink, LinkSettings
from hallcall.core.events import Recorded
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.sim.actor import ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.demo import OFFSCREEN, OPENS_AT, counters_for, wish
from hallcall.sim.hall_processes import HallPlan, HallProcesses
from hallcall.sim.open_ended import open_ended
from hallcall.sim.timeline import Timeline
from hallcall.sim.visitors import KioskVisit, VisitorAtKiosk
from helpers.sample_halls import sample_hall

VISITORS = 200
KILL_AFTER = (60, 130)
"""The server is killed when so many visitors have their number."""
KIOSKS = ("K1", "K2", "K3")
LONGEST_S = 540


class Mirror(Timeline):
    """An observer that also keeps the hall's state, as a wall does."""

    def __init__(self) -> None:
        super().__init__(lambda _step, _visit: None)
        self.state = HallState()

    def on_snapshot(self, snapshot: Snapshot) -> None:
        self.state = HallState.from_snapshot(snapshot)

    def on_event(self, recorded: Recorded) -> None:
        super().on_event(recorded)
        self.state.apply(recorded)


class Morning:
    """The hall while it runs."""

    def __init__(self, folder: Path) -> None:
        self.hall_data = sample_hall("haibin")
        self.queues, counters = counters_for(self.hall_data, 5)
        self.plan = HallPlan(
            folder=folder,
            hall=str(open_ended("haibin", folder)),
            kiosks=KIOSKS,
            counters=counters,
            opens_at=OPENS_AT,
            environment=OFFSCREEN,
            seed=7,
        )
        self.visits: list[KioskVisit] = []
        self.failures: list[ActorError] = []
        self.mirror = Mirror()
        self.is_over = False
        self._given = 0
        self._lock = threading.Lock()

    def receive(self, hall: HallProcesses, kiosk: str) -> None:
        dice = random.Random(kiosk)
        visitor = VisitorAtKiosk(
            kiosk,
            hall.kiosks[kiosk],
            hall.devices,
            dice=dice,
            wanted=lambda: wish(self.hall_data, self.queues, dice),
            think_s=(0.0, 0.05),
        )
        try:
            while self._one_more() and not self.is_over:
                done = visitor.visit()
                with self._lock:
                    self.visits.append(done)
        except ActorError as failure:
            self.failures.append(failure)

    def _one_more(self) -> bool:
        with self._lock:
            self._given += 1
            return self._given <= VISITORS

    def kill_twice(self, hall: HallProcesses) -> None:
        for count in KILL_AFTER:
            while len(self.visits) < count:
                if self.is_over:
                    return
                time.sleep(0.02)
            try:
                hall.server.kill()
                hall.server.start()
            except ActorError as failure:
                self.failures.append(failure)
                return


def run_morning(morning: Morning, hall: HallProcesses) -> Snapshot:
    """Everybody is received and served; returns what the server says at the end."""
    observer = HallLink(LinkSettings(url=hall.server.url, token=hall.pair_device("guide", "observer")), morning.mirror)
    observer.start()
    try:
        work_until_all_are_served(morning, hall)
        time.sleep(1.0)
        return msgspec.convert(observer.request("GET", "/v1/snapshot").result(), Snapshot)
    finally:
        observer.close()


def work_until_all_are_served(morning: Morning, hall: HallProcesses) -> None:
    pace = Pace(walk_s=(0.0, 0.1), serve_s=(0.0, 0.1))
    clerks = [
        Clerk(actor, *hall.clerk_of(number), dice=random.Random(number), pace=pace)
        for number, actor in hall.counters.items()
    ]
    for clerk in clerks:
        clerk.sign_in()
    others = [
        *(threading.Thread(target=morning.receive, args=(hall, kiosk), name=kiosk) for kiosk in KIOSKS),
        threading.Thread(target=morning.kill_twice, args=(hall,), name="power"),
    ]
    for thread in (*clerks, *others):
        thread.start()
    end = time.monotonic() + LONGEST_S
    try:
        while morning.mirror.served < VISITORS or len(morning.visits) < VISITORS:
            failures = [*morning.failures, *(clerk.failure for clerk in clerks if clerk.failure is not None)]
            assert not failures, failures
            assert time.monotonic() < end, f"{len(morning.visits)} received, {morning.mirror.served} served"
            time.sleep(0.1)
    finally:
        morning.is_over = True
        for clerk in clerks:
            clerk.leave()
        for thread in (*clerks, *others):
            thread.join()


@pytest.mark.system
@pytest.mark.timeout(LONGEST_S + 120)
@pytest.mark.feature("F062", "F063", "F085", "F106", "F210")
def test_nothing_acknowledged_is_lost_and_nobody_is_called_twice(tmp_path: Path) -> None:
    morning = Morning(tmp_path / "hall")
    with HallProcesses(morning.plan) as hall:
        last = run_morning(morning, hall)
        shown = set(hall.walls["W1"].call("texts")["texts"])

    numbers = [visit.number for visit in morning.visits]
    assert len(numbers) == VISITORS
    assert [number for number, times in Counter(numbers).items() if times > 1] == [], "one number to two visitors"

    rows = read(hall.server.data / "hall.db", "SELECT type, data FROM event ORDER BY seq")
    issued = [msgspec.json.decode(data)["number"] for kind, data in rows if kind == "ticket.issued"]
    called = [msgspec.json.decode(data)["number"] for kind, data in rows if kind == "ticket.called"]
    assert sorted(issued) == sorted(numbers), "each acknowledged ticket exists once, and no other"
    assert sorted(called) == sorted(numbers), "each number was called, and once"
    places = read(hall.server.data / "hall.db", "SELECT seq FROM event ORDER BY seq")
    assert [place for (place,) in places] == list(range(1, len(places) + 1)), "the log has no gap"

    assert morning.mirror.seqs == sorted(set(morning.mirror.seqs)), "no event came twice to a screen"
    mirrored = morning.mirror.state.snapshot(last.epoch, last.at)
    for part in ("day", "tickets", "counters", "calls"):
        assert getattr(mirrored, part) == getattr(last, part), f"the observer's {part} differ from the server's"
    newest = max(last.calls, key=lambda call: call.seq).number
    assert newest in shown, "the wall shows the newest call"
    slips = [visit for visit in morning.visits if visit.slip_at is not None]
    assert len(slips) == VISITORS, "every visitor has a slip"


def read(database: Path, query: str) -> list[Any]:
    """Rows of the hall's database, read only."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
