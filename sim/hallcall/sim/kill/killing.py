"""Kills a server at random moments and starts it again on the same data."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.hall import Hall
from hallcall.sim.hall_processes import HallPlan, Server
from hallcall.sim.kill.crowd import Crowd
from hallcall.sim.kill.proof import Proof

TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in the hall."""
CLIENTS = 16
_PASSWORD = "Made-up-27!"  # noqa: S105 - of clerks in a hall that exists for minutes
_LEAST_S, _MOST_S = 0.02, 1.0
"""From the first answer after a start to the kill."""
_UNDER_WAY_S = 0.05
"""An answer that had left the server when it died has arrived by then."""


@dataclass(slots=True, kw_only=True)
class KillReport:
    """What killing a server did."""

    kills: int = 0
    acknowledged: int = 0
    refused: int = 0
    asked_again: int = 0
    """Commands that a kill left without an answer, and that were asked again with the same key."""
    repeated: int = 0
    """Old keys sent once more, and answered as before."""
    lost: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    """Keys that got another answer than the first, or have another one in the database."""
    twice: list[str] = field(default_factory=list[str])
    gaps: list[int] = field(default_factory=list[int])
    integrity: str = ""
    restart_s: list[float] = field(default_factory=list[float])
    """From the start of the process to the first acknowledged command."""


def kill_server(
    folder: Path, kills: int, seed: int, *, hall: str = "haibin", prepare: Callable[[Path], object] | None = None
) -> KillReport:
    """Kill a server under sixteen clients, ``kills`` times.

    Args:
        folder: for data and logs.
        kills: how often.
        seed: of what clients do, and when the server dies.
        hall: sample with at least eight counters.
        prepare: fills the data folder before the first start.

    Raises:
        ActorError: the server did not come up again.
        TimeoutError: it came up and answered nobody.
    """
    plan = HallPlan(folder=folder, hall=hall, opens_at=TEN)
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(plan)
    if prepare is not None:
        prepare(server.data)
    server.start()
    try:
        crowd = _crowd(server, load_hall(sample_hall_path(hall)), seed)
        proof = Proof(server.data / "hall.db")
        proof.begin()
        report = KillReport()
        with crowd:
            crowd.wait_for(CLIENTS)
            dice = random.Random(seed)
            for _ in range(kills):
                time.sleep(dice.uniform(_LEAST_S, _MOST_S))
                report.restart_s.append(_kill(server, crowd))
                report.kills += 1
                proof.look(crowd.answers(proof.looked_at))
        proof.look(crowd.answers(proof.looked_at))
    finally:
        server.stop()
    if crowd.failure is not None:
        raise crowd.failure
    report.acknowledged, report.refused = proof.looked_at, crowd.refused
    report.asked_again, report.repeated = crowd.asked_again, crowd.repeated
    report.lost, report.twice, report.gaps = proof.lost, proof.twice, proof.gaps
    report.changed = [*proof.changed, *crowd.contradictions]
    report.integrity = proof.look_over()
    return report


def admit(server: Server, hall: Hall, issuers: int, clerks: int) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """Kiosks and tokens, guides where the hall has too few; counters and tokens of clerks who have signed in."""
    with httpx.Client(base_url=server.url, trust_env=False, timeout=30.0) as http:
        admin = (server.data / "admin.token").read_text(encoding="utf-8").strip()

        def ask(path: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            return http.post(path, json=body, headers=headers).raise_for_status().json()

        def pair(role: str, device: str) -> str:
            code = ask("/v1/admin/pairing-codes", admin, {"role": role, "device": device})["code"]
            return ask("/v1/pair", "", {"code": code})["token"]

        def sign_in(number: int) -> str:
            clerk = {"clerk": str(1000 + number), "password": _PASSWORD}
            ask("/v1/admin/clerks", admin, {**clerk, "name": f"窗口人员 {number}"})
            return ask("/v1/login", pair("counter", f"C{number}"), clerk)["token"]

        machines = [(place.id, pair("kiosk", place.id)) for place in hall.kiosks[:issuers]]
        guides = [("", pair("guide", f"G{number}")) for number in range(issuers - len(machines))]
        counters = [int(counter.number) for counter in hall.counters[:clerks]]
        return [*machines, *guides], [(number, sign_in(number)) for number in counters]


def _crowd(server: Server, hall: Hall, seed: int) -> Crowd:
    issuers, clerks = admit(server, hall, CLIENTS // 2, CLIENTS // 2)
    served = {queue for counter in hall.counters[: CLIENTS // 2] for queue in counter.queues}
    items = [item.code for item in hall.items if item.queue in served and not item.appointment_only]
    return Crowd(server.url, issuers, clerks, items, seed)


def _kill(server: Server, crowd: Crowd) -> float:
    """Kill and start again; seconds from the start to the first answer."""
    server.kill()
    time.sleep(_UNDER_WAY_S)
    before, begin = crowd.count(), time.perf_counter()
    server.start()
    crowd.wait_for(before + 1)
    return crowd.answers(before)[0].at - begin
