"""Bases of vibrating pagers, spoken to by a frame map.

Source:
    docs/reference/pad-protocol.md; another protocol needs another map and no code. No public standard was found.
"""

from __future__ import annotations

from hallcall.core.errors import DeviceFault
from hallcall.hal.codec.framemap import Told
from hallcall.hal.framed import Asker, Reporter, now
from hallcall.hal.frames_options import ADDRESS, asker_of, frames_options
from hallcall.hal.model import Capabilities, Condition, DeviceId, Health, Reason
from hallcall.hal.ports import Emit
from hallcall.hal.ports.pager import PagerBatteryLow, PagerConfirmed, PagerFound, PagerLost
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_EVENTS = {"confirmed": PagerConfirmed, "lost": PagerLost, "found": PagerFound, "low": PagerBatteryLow}


class FramesPagerBase:
    """One base and its pagers."""

    def __init__(self, asker: Asker, *, pause_s: float) -> None:
        self.id: DeviceId = asker.device
        self.pause_s = pause_s
        self.capabilities = Capabilities()
        self._asker = asker
        self._reporter = Reporter(asker)
        self._job = 0
        """Number of the last order: one that is repeated because its answer was lost is not carried out twice."""
        self._lost: set[int] = set()
        self._low: set[int] = set()

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._asker.wire.is_present()

    def open(self) -> None:
        """Take the port and hear the base."""
        self._asker.open()
        self._asker.ask("poll", ack=0)

    def close(self) -> None:
        """Give the port back."""
        self._asker.wire.close()

    def step(self, emit: Emit) -> Condition:
        """Ask what happened to the pagers."""
        self._reporter.poll(lambda told: self._heard(told, emit))
        missing = {Reason.PAGER_LOST} if self._lost else set[Reason]()
        weak = {Reason.BATTERY_LOW} if self._low else set[Reason]()
        reasons = self._reporter.condition.reasons | missing | weak
        health = Health.DEGRADED if reasons else Health.ONLINE
        detail = f"lost {sorted(self._lost)} low {sorted(self._low)}" if reasons else ""
        return Condition(health=health, reasons=reasons, detail=detail)

    def buzz(self, pager: int, seconds: int) -> None:
        """Have a pager vibrate.

        Raises:
            DeviceFault: ``pager.lost``: the base does not reach it.
        """
        try:
            self._job = self._job % 255 + 1
            self._asker.order("buzz", job=self._job, pager=pager, seconds=min(seconds, 255))
        except DeviceFault as error:
            raise DeviceFault("pager.lost", device=self.id, pager=pager) from error

    def _heard(self, told: Told, emit: Emit) -> None:
        kind = _EVENTS.get(told.word("state"))
        if told.name != "pager" or kind is None:
            return
        pager = told.number("pager")
        if kind is PagerLost:
            self._lost.add(pager)
        elif kind is PagerBatteryLow:
            self._low.add(pager)
        elif kind is PagerFound:
            self._lost.discard(pager)
            self._low.discard(pager)
        emit(kind(device=self.id, at=now(), pager=pager))


def _make(config: DeviceConfig, wire: Transport, services: Services) -> FramesPagerBase:
    del services  # it needs nobody
    return FramesPagerBase(asker_of(config, wire), pause_s=config.seconds("poll_ms"))


SPEC = DriverSpec(
    name="pager.frames",
    ports=frozenset({"serial", "tcp"}),
    options=frames_options(poll_ms=100),
    make=_make,
    reasons={"pager.lost": Reason.PAGER_LOST},
    address=ADDRESS,
)
