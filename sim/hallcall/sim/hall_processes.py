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
from hallcall.core.commands import Command
from hallcall.core.machine_names import AtCounter, name_at_counter
from hallcall.core.terms import CounterNumber
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.cable import Cable
from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.devices.host import BEHIND_DAEMON, CAMERA, OWN_DEVICES
from hallcall.sim.kept import KeptProcess
from hallcall.sim.orphans import end_with_us

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
    windows: tuple[int, ...] = ()
    """Counters with a screen over them."""
    ratings: tuple[int, ...] = ()
    """Counters with a rating tablet."""
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
    has_bar: bool = False
    """Clerks work with the bar alone."""
    has_cable: bool = False
    """Between the screens and the server lies a cable that can be pulled."""
    has_daemons: bool = False
    """The devices of each kiosk belong to a daemon, which is started again when it dies."""
    has_cameras: bool = False
    """Kiosks look at faces (drawn ones), and cards have photos."""
    sms: Path | None = None
    """File of a machine by whose gateway messages leave; None writes them into a file."""
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
        if self._plan.sms is not None:
            arguments += ["--notices", "device", "--machine", str(self._plan.sms)]
        with self._log.open("ab") as log, self._plan.machine("server"):
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "hallcall.cli", *arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        end_with_us(self._process)
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - opened as a pipe
        line = stdout.readline()
        if not line.startswith("ready "):
            raise ActorError(f"the server did not start: see {self._log}")
        self.url = line.split()[1]
        self.port = int(self.url.rsplit(":", 1)[1])

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

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
        kiosks, walls, counters, windows, ratings: the screens by name.
        daemons: the programs that own the kiosks' devices, by kiosk; none without ``HallPlan.has_daemons``.
        cameras: those of the kiosks, before which nobody stands; none without ``HallPlan.has_cameras``.
        cable: between the screens and the server; None without ``HallPlan.has_cable``.
    """

    def __init__(self, plan: HallPlan) -> None:
        self.plan = plan
        self.server = Server(plan)
        self.devices: Actor
        self.kiosks: dict[str, Actor] = {}
        self.walls: dict[str, Actor] = {}
        self.counters: dict[int, Actor] = {}
        self.windows: dict[int, Actor] = {}
        self.ratings: dict[int, Actor] = {}
        self.daemons: dict[str, KeptProcess] = {}
        self.cameras: dict[str, SimCamera] = {}
        self.cable: Cable | None = None
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
        if plan.has_cable:
            self.cable = self._started.enter_context(Cable(self.server.url))
        today = (plan.opens_at or datetime.now().astimezone()).date()
        self._plug_cameras()
        self.devices = self._actor(
            "devices",
            [
                *("hallcall.sim.devices.host", str(plan.folder / "devices"), str(plan.seed), str(today)),
                *("cameras" if plan.has_cameras else "plain", *plan.kiosks),
            ],
        )
        token = (self.server.data / "admin.token").read_text(encoding="utf-8").strip()
        self._admin = HallLink(LinkSettings(url=self.server.url, token=token), cast("LinkListener", None))
        self._admin.start(follow=False)
        self._started.callback(self._admin.close)
        for kiosk in plan.kiosks:
            place = plan.folder / "devices" / kiosk
            if plan.has_daemons:
                self.daemons[kiosk] = self._daemon(kiosk, place / BEHIND_DAEMON)
            self.kiosks[kiosk] = self.start_kiosk(kiosk)
        for wall in plan.walls:
            self.walls[wall] = self.start_wall(wall)
        for number in plan.counters:
            self.add_clerk(number)
            self.counters[number] = self.start_counter(number)
        for number in plan.windows:
            self.windows[number] = self.start_window(number)
        for number in plan.ratings:
            self.ratings[number] = self.start_rating(number)
        first_seen = (self.kiosks, "card.action"), (self.walls, ""), (self.counters, "login.clerk"), (self.windows, "")
        for screens, name in first_seen:
            for screen in screens.values():
                _wait_for(screen, name)

    def _plug_cameras(self) -> None:
        for kiosk in self.plan.kiosks if self.plan.has_cameras else ():
            place = self.plan.folder / "devices" / kiosk
            place.mkdir(parents=True, exist_ok=True)
            self.cameras[kiosk] = SimCamera(place / CAMERA)
            self.cameras[kiosk].behave(sees="people", people=())

    def clerk_of(self, counter: int) -> tuple[str, str]:
        """Number and password of the simulated clerk of a counter."""
        return str(1000 + counter), _PASSWORD

    def pair_device(self, role: str, device: str) -> str:
        """A token for a new device."""
        assert self._admin is not None  # noqa: S101 - started before
        body = {"role": role, "device": device}
        answer = cast("dict[str, str]", self._admin.request("POST", "/v1/admin/pairing-codes", body).result())
        return pair(self.server.url, answer["code"]).token

    @property
    def screens_url(self) -> str:
        """Where screens reach the server."""
        return self.cable.url if self.cable is not None else self.server.url

    def tell(self, command: Command) -> None:
        """Give a command as the local administrator.

        Raises:
            HallcallError: it is refused, or the server is away.
        """
        assert self._admin is not None  # noqa: S101 - started before
        self._admin.send(command).result()

    def token_file(self, role: str, name: str, machine: str = "") -> Path:
        """A machine's token, in a file that only its owner can read; it is paired when it has none yet.

        Args:
            role: what it is.
            name: of the device.
            machine: name of the file, where two devices have one name.
        """
        file = self.plan.folder / f"{machine or name}.token"
        if file.exists():
            return file
        file.write_text(self.pair_device(role, name), encoding="utf-8")
        file.chmod(0o400)
        return file

    def add_clerk(self, number: int) -> None:
        """Give the counter of this number a clerk."""
        assert self._admin is not None  # noqa: S101 - started before
        clerk, password = self.clerk_of(number)
        body = {"clerk": clerk, "name": f"窗口人员 {number}", "password": password}
        self._admin.request("POST", "/v1/admin/clerks", body).result()

    def start_kiosk(self, kiosk: str) -> Actor:
        """Start a kiosk."""
        machine = self.plan.folder / "devices" / kiosk / (BEHIND_DAEMON if self.plan.has_daemons else OWN_DEVICES)
        return self.screen("kiosk", kiosk, "kiosk", machine=str(machine))

    def start_wall(self, wall: str) -> Actor:
        """Start a wall."""
        return self.screen("display", wall, "display")

    def start_counter(self, number: int) -> Actor:
        """Start the machine of a counter."""
        return self.screen("counter", f"C{number}", "counter", counter=number, has_bar=self.plan.has_bar)

    def start_window(self, number: int) -> Actor:
        """Start the screen over a counter."""
        return self.screen("window", f"C{number}", "display", counter=number)

    def start_rating(self, number: int) -> Actor:
        """Start the rating tablet of a counter."""
        name = name_at_counter(CounterNumber(number), AtCounter.RATING)
        return self.screen("rating", name, "display", counter=number)

    def keep(self, program: str, name: str, machine: Path, *, role: str = "display") -> KeptProcess:
        """Start a program without a screen that keeps devices, and again after each end.

        Args:
            program: ``led``, ``glass``.
            name: by which it is paired.
            machine: its file.
            role: for which it is paired.
        """
        token = self.token_file(role, name)
        command = [sys.executable, "-m", "hallcall.cli", "--lang", self.plan.language, program, name]
        command += ["--machine", str(machine), "--server", self.screens_url, "--token-file", str(token)]
        keeper = KeptProcess(program, command, self.plan.folder / f"{program}.log")
        keeper.start()
        self._started.callback(keeper.stop)
        return keeper

    def screen(self, application: str, name: str, role: str, **settings: Any) -> Actor:
        """Start a screen. One that was started before needs no server to be paired."""
        machine = f"{name}-window" if application == "window" else name
        given = {
            "url": self.screens_url,
            "token_file": str(self.token_file(role, name, machine)),
            "name": name,
            "language": self.plan.language,
            "place": self.plan.places.get(name),
            **settings,
        }
        return self._actor(machine, ["hallcall.sim.stage", application, json.dumps(given)], self.plan.environment)

    def _daemon(self, kiosk: str, machine: Path) -> KeptProcess:
        command = [sys.executable, "-m", "hallcall.cli", "hald", "--machine", str(machine)]
        with self.plan.machine(kiosk):
            daemon = KeptProcess(f"hald-{kiosk}", command, self.plan.folder / f"{kiosk}.hald.log")
            daemon.start()
        self._started.callback(daemon.stop)
        return daemon

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
