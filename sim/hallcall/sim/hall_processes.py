"""A whole hall as processes: the server, the devices, and real screens on stages."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self, cast

from hallcall.client import HallLink, LinkSettings
from hallcall.client.link import LinkListener, pair
from hallcall.sim.actor import Actor, ActorError

_READY_S = 90.0
"""Nine screens that start at once on two busy cores take their time."""
_PASSWORD = "Demo-2026"  # noqa: S105 - of simulated clerks in a hall that exists for minutes


def _this_machine(_: str) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlan:
    """What to start."""

    folder: Path
    """Database, devices' ports, logs."""
    hall: str = "haibin"
    """Sample or folder."""
    kiosks: tuple[str, ...] = ("K1",)
    walls: tuple[str, ...] = ("W1",)
    counters: tuple[int, ...] = ()
    opens_at: datetime | None = None
    """The hall's time at the start; None is the machine's own."""
    seed: int = 1
    language: str = "zh-CN"
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """For the screens, e.g. the Qt platform."""
    places: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict[str, tuple[int, int, int, int]])
    """Window position and size by screen name, for a real display."""
    host: str = "127.0.0.1"
    """Where the server listens; without TLS also beyond loopback."""
    machine: Callable[[str], contextlib.AbstractContextManager[None]] = _this_machine
    """Enters the machine on which the process of a name is started: ``server``, ``devices``, or of a screen."""


class Server:
    """The server process; it can be killed and started again on the same data."""

    def __init__(self, plan: HallPlan) -> None:
        self._plan = plan
        self.offset_s = (plan.opens_at.timestamp() - time.time()) if plan.opens_at is not None else 0.0
        """The hall's clock less this machine's."""
        self._log = plan.folder / "server.log"
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.url = ""

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self._plan.folder / "server"

    def start(self) -> None:
        """Start and wait until it serves. After the first time it takes the same port again.

        Raises:
            ActorError: it did not come up.
        """
        arguments = ["server", "--data", str(self.data), "--hall", self._plan.hall, "--port", str(self.port)]
        arguments += ["--clock-offset-s", f"{self.offset_s:.6f}", "--host", self._plan.host, "--plain-http"]
        with self._log.open("ab") as log, self._plan.machine("server"):
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "hallcall.cli", *arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - opened as a pipe
        line = stdout.readline()
        if not line.startswith("ready "):
            raise ActorError(f"the server did not start: see {self._log}")
        self.url = line.split()[1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """``kill -9``."""
        if self._process is not None:
            self._process.kill()
            self._reap(self._process)

    def freeze(self) -> None:
        """Its machine still takes in what is sent; the program does nothing with it."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def stop(self) -> None:
        """Ask it to end."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_READY_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap(self._process)

    @staticmethod
    def _reap(process: subprocess.Popen[str]) -> None:
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


class HallProcesses:
    """Starts a hall by its plan and ends it; a context manager.

    Attributes:
        server: the server process.
        devices: the process of the simulated devices.
        kiosks, walls, counters: the screens by name.
    """

    def __init__(self, plan: HallPlan) -> None:
        self.plan = plan
        self.server = Server(plan)
        self.devices: Actor
        self.kiosks: dict[str, Actor] = {}
        self.walls: dict[str, Actor] = {}
        self.counters: dict[int, Actor] = {}
        self._admin: HallLink | None = None
        self._started = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._started.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()

    def _start(self) -> None:
        plan = self.plan
        plan.folder.mkdir(parents=True, exist_ok=True)
        self.server.start()
        self._started.callback(self.server.stop)
        today = (plan.opens_at or datetime.now().astimezone()).date()
        self.devices = self._actor(
            "devices",
            ["hallcall.sim.devices.host", str(plan.folder / "devices"), str(plan.seed), str(today), *plan.kiosks],
        )
        token = (self.server.data / "admin.token").read_text(encoding="utf-8").strip()
        self._admin = HallLink(LinkSettings(url=self.server.url, token=token), cast("LinkListener", None))
        self._admin.start(follow=False)
        self._started.callback(self._admin.close)
        for kiosk in plan.kiosks:
            machine = plan.folder / "devices" / kiosk / "machine.toml"
            self.kiosks[kiosk] = self._screen("kiosk", kiosk, "kiosk", machine=str(machine))
        for wall in plan.walls:
            self.walls[wall] = self._screen("display", wall, "display")
        for number in plan.counters:
            self._add_clerk(number)
            self.counters[number] = self._screen("counter", f"C{number}", "counter", counter=number)
        for screens, name in ((self.kiosks, "card.action"), (self.walls, ""), (self.counters, "login.clerk")):
            for screen in screens.values():
                _wait_for(screen, name)

    def clerk_of(self, counter: int) -> tuple[str, str]:
        """Number and password of the simulated clerk of a counter."""
        return str(1000 + counter), _PASSWORD

    def pair_device(self, role: str, device: str) -> str:
        """A token for a new device."""
        assert self._admin is not None  # noqa: S101 - started before
        body = {"role": role, "device": device}
        answer = cast("dict[str, str]", self._admin.request("POST", "/v1/admin/pairing-codes", body).result())
        return pair(self.server.url, answer["code"]).token

    def _add_clerk(self, number: int) -> None:
        assert self._admin is not None  # noqa: S101 - started before
        clerk, password = self.clerk_of(number)
        body = {"clerk": clerk, "name": f"窗口人员 {number}", "password": password}
        self._admin.request("POST", "/v1/admin/clerks", body).result()

    def _screen(self, application: str, name: str, role: str, **settings: Any) -> Actor:
        token_file = self.plan.folder / f"{name}.token"
        token_file.write_text(self.pair_device(role, name), encoding="utf-8")
        token_file.chmod(0o400)
        given = {
            "url": self.server.url,
            "token_file": str(token_file),
            "name": name,
            "language": self.plan.language,
            "place": self.plan.places.get(name),
            **settings,
        }
        return self._actor(name, ["hallcall.sim.stage", application, json.dumps(given)], self.plan.environment)

    def _actor(self, name: str, module: Sequence[str], environment: Mapping[str, str] | None = None) -> Actor:
        command = [sys.executable, "-m", *module]
        with self.plan.machine(name):
            actor = Actor(name, command, self.plan.folder / f"{name}.log", environment)
        self._started.callback(actor.stop)
        return actor


def _wait_for(screen: Actor, name: str) -> None:
    """Wait for a name on the screen, or for anything."""

    def is_there() -> bool:
        if name:
            return screen.has(name, within_s=_READY_S)
        return bool(screen.call("shown", within_s=_READY_S)["shown"])

    screen.wait_until(is_there, name or "a picture", within_s=_READY_S)


def is_display_there() -> bool:
    """Whether a person can see windows here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
