"""``hallcall pagers``: has the pager of a called number vibrate. A program of its own, without a screen.

It tells the server how the pagers are, and everybody who holds one when people must leave: a silent call, and a screen
that shows the way out, reach not everybody.
"""

from __future__ import annotations

from concurrent.futures import Future

import structlog
from ulid import ULID

from hallcall.core.commands import Channel, PagerCondition, PagerNumber, ReportPager
from hallcall.core.errors import DeviceError
from hallcall.core.snapshot import Emergency
from hallcall.core.state import HallState
from hallcall.core.tickets import TicketId, TicketState
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.hal import DeviceEvent, DeviceId
from hallcall.hal.building import make_driver
from hallcall.hal.ports.pager import Buzz, PagerBase, PagerBatteryLow, PagerFound, PagerLost

_log = structlog.get_logger("hallcall.pagers")

LOOK_S = 1.0
"""What failed is tried again so often; a call is passed on at once."""
BUZZ_S = 10
EMERGENCY_BUZZ_S = 60
_CONDITIONS = {
    PagerLost: PagerCondition.LOST,
    PagerBatteryLow: PagerCondition.LOW,
    PagerFound: PagerCondition.WELL,
}
_Reason = tuple[str, int]
"""Why a pager vibrates: the ticket and which of its calls, or the emergency."""


class PagerKeeper(Keeper):
    """The pagers of one base."""

    def __init__(self, settings: KeeperSettings) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._bases = tuple(
            DeviceId(config.id)
            for config in settings.machine.devices
            if config.enabled and isinstance(make_driver(config), PagerBase)
        )
        self._buzzed: dict[PagerNumber, _Reason] = {}
        """What each pager vibrated for last, or is about to."""
        self._conditions: dict[PagerNumber, PagerCondition] = {}
        """As the base told; told on until the server knows."""
        self.devices.subscribe(self._hear)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Bases of this machine."""
        return self._bases

    def keep(self) -> None:
        """Pass on what is called, and what the server does not know of the pagers."""
        heard, emergency = self.follower.look(), self.follower.emergency()
        if heard is None or not (self.is_heard or emergency is not None):
            return
        with self.follower.lock:
            state = self.follower.state
            wanted = _wanted(state, emergency)
            news = [
                ReportPager(pager=pager, condition=condition)
                for pager, condition in self._conditions.items()
                if _condition(state, pager) is not condition and 1 <= pager <= heard.hall.rules.pagers
            ]
        for pager, reason in wanted.items():
            if self._buzzed.get(pager) != reason:
                self._buzz(pager, reason)
        for report in news:
            self.tell(report)

    def let_go(self) -> None:
        """A pager is still by itself."""

    def _buzz(self, pager: PagerNumber, reason: _Reason) -> None:
        self._buzzed[pager] = reason
        command = Buzz(pager=pager, seconds=BUZZ_S if reason[1] else EMERGENCY_BUZZ_S)
        future = self.devices.do(self._bases[0], command, str(ULID()), deadline_s=LOOK_S)
        future.add_done_callback(lambda done: self._note(pager, reason, done))

    def _note(self, pager: PagerNumber, reason: _Reason, done: Future[None]) -> None:
        error = done.exception()
        if error is None and reason[1]:
            self.confirm(Channel.PAGER, TicketId(reason[0]), reason[1])
        if isinstance(error, DeviceError):
            _log.warning("pager.failed", pager=pager, code=error.code)
            # Tried again with the next look, for as long as the number is called.
            if self._buzzed.get(pager) == reason:
                del self._buzzed[pager]

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, PagerLost | PagerBatteryLow | PagerFound):
            self._conditions[PagerNumber(event.pager)] = _CONDITIONS[type(event)]
            self.wake()


def _wanted(state: HallState, emergency: Emergency | None) -> dict[PagerNumber, _Reason]:
    """Pagers that should have vibrated, and why."""
    found: dict[PagerNumber, _Reason] = {}
    for one in state.pagers.values():
        ticket = state.tickets.get(one.ticket) if one.ticket is not None else None
        if emergency is not None and one.is_out:
            found[one.pager] = (f"emergency {emergency.since}", 0)
        elif ticket is not None and ticket.state is TicketState.CALLED:
            found[one.pager] = (ticket.id, ticket.calls)
    return found


def _condition(state: HallState, pager: PagerNumber) -> PagerCondition:
    known = state.pagers.get(pager)
    return known.condition if known is not None else PagerCondition.WELL
