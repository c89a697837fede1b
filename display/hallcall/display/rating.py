"""The rating tablet of a counter in its window, and the program that keeps a rating pad with real keys."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from ulid import ULID

from hallcall.client import Answer, LinkState, LinkStatus, Request
from hallcall.core.commands import RateVisit
from hallcall.core.errors import DeviceError
from hallcall.core.events import Recorded, TicketFinished
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import TicketId
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.display.model.rating_screen import ASK_S, RatingModel
from hallcall.display.model.source import HallSource
from hallcall.display.owing import Owing
from hallcall.display.screen import Screen, run_screen
from hallcall.display.settings import RatingSettings
from hallcall.hal import DeviceEvent, DeviceId
from hallcall.hal.building import make_driver
from hallcall.hal.ports.rating import AskRating, CaseRated, RatingPad

_log = structlog.get_logger("hallcall.rating")

LOOK_S = 1.0
__all__ = ["RatingKeeper", "RatingTablet", "run"]


class RatingTablet(Screen):
    """The tablet, fed by any source of hall data.

    Attributes:
        model: what it shows.
    """

    def __init__(self, source: HallSource, settings: RatingSettings, **model_options: Any) -> None:
        super().__init__(settings)
        self._source = source
        self._owing = Owing(settings.outbox, self._send)
        self._owing.open()
        self.model = RatingModel(
            *(source, settings.counter, self.texts),
            scale=settings.scale,
            keep=lambda rated: self._owing.keep(rated, datetime.now(UTC)),
            parent=self,
            **model_options,
        )
        source.linkChanged.connect(self._tell)
        self.open("Rating.qml", {"rating": self.model})

    def close(self) -> None:
        """Take the window down; what the server has not heard waits for the next start."""
        self._owing.close()
        super().close()
        self._owing.close_file()

    def _tell(self, status: LinkStatus) -> None:
        """The server is there again. A visit is rated once, so none of these needs its first key."""
        if status.state is LinkState.LIVE and self._source.hall is not None:
            self._owing.tell(ZoneInfo(self._source.hall.timezone))

    def _send(self, command: Request, _key: str) -> Future[Answer]:
        told: Future[Answer] = Future()
        self._source.send(command, told.set_result, told.set_exception)
        return told


def run(settings: RatingSettings) -> int:
    """Show the tablet until it is told to end.

    Raises:
        ConfigError: a font is missing.
    """
    return run_screen("hallcall-rating", settings, lambda source: RatingTablet(source, settings))


class RatingKeeper(Keeper):
    """The rating pad of one counter: lit when a visit is done there, dark after one key or a minute."""

    def __init__(self, settings: KeeperSettings, counter: CounterNumber) -> None:
        super().__init__(settings, pause_s=LOOK_S, owes=True)
        self._counter = counter
        self._pads = tuple(
            DeviceId(config.id)
            for config in settings.machine.devices
            if config.enabled and isinstance(make_driver(config), RatingPad)
        )
        self._done: OrderedDict[TicketId, None] = OrderedDict()
        """Visits that are done and not asked about."""
        self.follower.on_recorded = self._hear_hall
        self.devices.subscribe(self._hear_pad)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Pads of this machine."""
        return self._pads

    def keep(self) -> None:
        """Ask about the visit that was done last; a question still open is taken back by the pad."""
        while self._done:
            ticket, _ = self._done.popitem(last=False)
            for pad in self._pads:
                ask = AskRating(case=ticket, timeout_s=ASK_S)
                future = self.devices.do(pad, ask, str(ULID()), deadline_s=LOOK_S)
                future.add_done_callback(self._note)

    def let_go(self) -> None:
        """A pad is dark after a minute by itself."""

    def _hear_hall(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, TicketFinished) and event.counter == self._counter:
            self._done[event.ticket] = None

    def _hear_pad(self, event: DeviceEvent) -> None:
        if isinstance(event, CaseRated):
            rated = RateVisit(ticket=TicketId(event.case), level=event.level, counter=self._counter)
            self.owing.owe(rated, event.at)
            self.wake()

    def _note(self, done: Future[None]) -> None:
        error = done.exception()
        if isinstance(error, DeviceError):
            _log.warning("rating.failed", code=error.code)
