"""Programs without a screen that keep devices as the hall is: one loop, woken by news, never slower than a beat."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from hallcall.client import Answer, HallLink, LinkSettings, Request
from hallcall.core.commands import Channel
from hallcall.core.tickets import TicketId
from hallcall.display.follower import HallFollower
from hallcall.display.owing import Owing
from hallcall.hal import MachineConfig
from hallcall.hal.opening import open_devices

UNHEARD_S = 9.0
"""The server beats every 2 s; after this silence nobody knows how the hall is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeeperSettings:
    """What such a program is started with."""

    link: LinkSettings
    machine: MachineConfig
    keepsake: Path | None = None
    """File in which it is kept that people must leave; None keeps nothing."""
    outbox: Path | None = None
    """File of what the server has not heard yet; None keeps nothing."""


class Keeper(ABC):
    """Follows the hall and tells the devices of this machine; a subclass knows what."""

    def __init__(self, settings: KeeperSettings, *, pause_s: float, owes: bool = False) -> None:
        """Prepare; nothing is started yet.

        Args:
            settings: what it is started with.
            pause_s: between two looks.
            owes: it tells the server what must not be lost with this program.
        """
        self._settings = settings
        self.devices = open_devices(settings.machine)
        self._pause_s = pause_s
        self._wake = threading.Event()
        self._is_ending = False
        self._link: HallLink | None = None
        self.follower = HallFollower(self._wake.set, settings.keepsake)
        self.owing = Owing(settings.outbox if owes else None, self.ask)
        """What this program tells the server though both of them may die meanwhile."""

    @property
    @abstractmethod
    def keeps(self) -> tuple[str, ...]:
        """What devices of this machine it keeps, named as people do; empty when there is nothing to do."""

    def run(self) -> None:
        """Keep them until :meth:`end`."""
        link = self._link = HallLink(self._settings.link, self.follower)
        self.owing.open()
        self.devices.start()
        link.start()
        try:
            while not self._is_ending:
                self._wake.clear()
                self.keep()
                heard = self.follower.look()
                if heard is not None and self.is_heard:
                    self.owing.tell(ZoneInfo(heard.hall.timezone))
                self._wake.wait(self._pause_s)
        finally:
            self.owing.close()
            link.close()
            self.let_go()
            self.devices.stop()
            self.owing.close_file()

    def end(self) -> None:
        """Stop; from any thread, or a signal."""
        self._is_ending = True
        self.wake()

    def wake(self) -> None:
        """Look again at once; from any thread."""
        self._wake.set()

    @property
    def is_heard(self) -> bool:
        """Whether the server was heard just now."""
        heard = self.follower.look()
        return heard is not None and heard.age_s < UNHEARD_S

    def tell(self, command: Request) -> None:
        """Send a command to the server. Nobody waits for its end: what matters is said again by :meth:`keep`."""
        if self._link is not None:
            self._link.send(command)

    def ask(self, command: Request, key: str) -> Future[Answer] | None:
        """As ``tell``, for who sends the same again until it is done; None before there is a link."""
        return self._link.send(command, key=key) if self._link is not None else None

    def confirm(self, channel: Channel, ticket: TicketId, call: int) -> None:
        """Tell the server that a channel has shown or delivered a call, where the hall asks."""
        heard = self.follower.look()
        if self._link is not None and heard is not None and heard.hall.rules.call.confirm_s:
            body = {"channel": channel.value, "calls": [{"ticket": ticket, "call": call}]}
            self._link.request("POST", "/v1/reached", body)

    @abstractmethod
    def keep(self) -> None:
        """Bring every device to what it should be now."""

    @abstractmethod
    def let_go(self) -> None:
        """Leave the devices as they should be without this program."""
