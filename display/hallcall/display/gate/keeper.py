"""Tells the server who has come through the door: once a person, with the same key until the server has answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Final

import structlog

from hallcall.client import Answer, CheckInRequest, new_key
from hallcall.client.answers import BookingsOver
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import FaceError, LinkError, Refused
from hallcall.display.gate.eyes import GateEyes
from hallcall.display.gate.forgetting import Forgetting
from hallcall.display.gate.settings import GateSettings
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.face import FaceEngine
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.settings import FaceSettings
from hallcall.hal import DeviceId
from hallcall.hal.building import make_driver
from hallcall.hal.ports.camera import Camera

LOOK_S = 1.0
"""So often it is looked at whether the server must be told again."""
GIVE_UP_S = 600.0
"""Whoever came so long ago, with no server to be told of it, has been to a kiosk or has gone."""
AGAIN_S = 60.0
"""Whoever was refused, as one is who comes too early, is asked for again when they pass after that."""
_FINAL: Final = frozenset({"booking.ended", "booking.unknown", "booking.card_needed", "phone.unknown"})
"""Refusals that no later pass changes: they check in at a kiosk, or need not."""
_NEEDLESS: Final = frozenset({"booking.ended", "booking.unknown"})
"""Those of them after which nobody needs to know the face any more."""
_log = structlog.get_logger("hallcall.gate")


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePlan:
    """What a gate works with."""

    name: str
    """Of its place in the hall, as a kiosk's: the walk is reckoned from there."""
    gate: GateSettings
    face: FaceSettings
    engine: FaceEngine
    store: FaceStore


@dataclass(slots=True)
class _Arrival:
    """Somebody who came, and of whom the server has not answered yet."""

    key: str
    since: float
    is_under_way: bool = False


class GateKeeper(Keeper):
    """The door of one machine. Whom it knows, and whom it has seen, is in its memory for the day and nowhere else."""

    def __init__(self, settings: KeeperSettings, plan: GatePlan) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._plan = plan
        self._cameras = tuple(
            DeviceId(config.id)
            for config in settings.machine.devices
            if config.enabled and plan.gate.camera in {"", config.id} and isinstance(make_driver(config), Camera)
        )
        self._eyes: GateEyes | None = None
        self._forgetting = Forgetting(self._ask_over, self._is_over)
        self._lock = threading.Lock()
        """Over all that follows: the thread that looks and that of the link change it too."""
        self._day: date | None = None
        self._known: frozenset[str] = frozenset()
        """Bookings of the people whom it may know today."""
        self._arrivals: dict[str, _Arrival] = {}
        self._over: set[str] = set()
        """Bookings that need nothing from the gate today any more."""
        self._not_before: dict[str, float] = {}
        """When those who were refused may be asked for again."""

    @property
    def keeps(self) -> tuple[str, ...]:
        """The camera at the door."""
        return self._cameras[:1]

    def keep(self) -> None:
        """Begin to look when the hall is known, and tell the server again what it has not answered."""
        heard = self.follower.look()
        if heard is None:
            return
        with self._lock:
            if self._day != heard.now.date():
                self._day, self._known = heard.now.date(), frozenset()
                for known in (self._arrivals, self._over, self._not_before):
                    known.clear()
        if self._eyes is None:
            self._eyes = self._open_eyes()
            self._eyes.start()
        with self._lock:
            self._give_up()
            known = self._known
            due = [(booking, one) for booking, one in self._arrivals.items() if not one.is_under_way]
        for booking, arrival in due:
            self._send(booking, arrival)
        self._forgetting.look(known, is_heard=self.is_heard)

    def let_go(self) -> None:
        """Close the camera."""
        if self._eyes is not None:
            self._eyes.close()

    def _open_eyes(self) -> GateEyes:
        plan = self._plan
        return GateEyes(
            self.devices,
            self._cameras[0],
            plan.engine,
            Gallery(plan.store, plan.engine, plan.face, self._today),
            waits_for=self._waits_for,
            on_match=self._arrived,
        )

    def _today(self) -> date:
        """The hall's date, by the server's clock."""
        heard = self.follower.look()
        assert heard is not None  # noqa: S101 - nobody looks before the hall is known
        return heard.now.date()

    def _waits_for(self, bookings: frozenset[str]) -> bool:
        """Whether somebody is still to come; nobody is looked at while people leave the building."""
        with self._lock:
            self._known = bookings
        with self.follower.lock:
            if self.follower.state.emergency is not None:
                return False
        with self._lock:
            return bool(bookings - self._over)

    def _arrived(self, booking: str) -> None:
        """Somebody was recognised; from the thread that looks."""
        now = time.monotonic()
        with self._lock:
            is_known = booking in self._over or booking in self._arrivals
            if is_known or now < self._not_before.get(booking, 0.0):
                return
            self._arrivals[booking] = _Arrival(key=new_key(), since=now)
        self.wake()

    def _give_up(self) -> None:
        """Forget who came too long ago."""
        oldest = time.monotonic() - GIVE_UP_S
        for booking in [name for name, one in self._arrivals.items() if one.since < oldest and not one.is_under_way]:
            del self._arrivals[booking]
            _log.warning("gate.given_up")

    def _send(self, booking: str, arrival: _Arrival) -> None:
        request = CheckInRequest(code=BookingCode(booking), kiosk=self._plan.name)
        arrival.is_under_way = True
        future = self.ask(request, arrival.key)
        if future is None:
            arrival.is_under_way = False
        else:
            future.add_done_callback(lambda done: self._note(booking, done))

    def _note(self, booking: str, done: Future[Answer]) -> None:
        """Take in an answer. The log says what was done, and of nobody who it was."""
        if done.cancelled():
            return
        error = done.exception()
        with self._lock:
            arrival = self._arrivals.get(booking)
            if arrival is None:
                return
            arrival.is_under_way = False
            if isinstance(error, LinkError):
                return
            del self._arrivals[booking]
            if error is None or (isinstance(error, Refused) and error.code in _FINAL):
                self._over.add(booking)
            else:
                self._not_before[booking] = time.monotonic() + AGAIN_S
        if error is None or getattr(error, "code", "") in _NEEDLESS:
            self._let_go(booking)
        if error is None:
            _log.info("gate.had_a_number" if done.result().repeated else "gate.checked_in")
        else:
            _log.info("gate.refused", code=getattr(error, "code", type(error).__name__))

    def _ask_over(self, codes: Sequence[BookingCode]) -> Future[BookingsOver] | None:
        return self._link.bookings_over(codes) if self._link is not None else None

    def _is_over(self, booking: str) -> None:
        """The server has said that nobody has to be known for this booking."""
        with self._lock:
            self._over.add(booking)
        self._let_go(booking)
        _log.info("gate.forgotten")

    def _let_go(self, booking: str) -> None:
        """Delete the template of somebody who has their number, as they were told; their consent stays written."""
        store, day = self._plan.store, self._day
        try:
            if day is not None:
                store.drop(day, store.subject(booking))
        except FaceError as error:
            _log.error("gate.face_not_forgotten", reason=error.code)
