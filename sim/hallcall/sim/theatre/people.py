"""The simulated people of the theatre: visitors at the kiosk, clerks at the other counters, and who may be called up.

All pass the gate before each deed. Who came to the kiosk is left alone while somebody plays with it by hand.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias, cast

from hallcall.client import Answer, BookingRequest, Document, HallLink, IssueRequest, LinkSettings, Request
from hallcall.client.link import LinkListener
from hallcall.core import commands as co
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import HallcallError
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.demo import OPENS_AT
from hallcall.sim.hall_processes import HallProcesses
from hallcall.sim.theatre.cast import make_up
from hallcall.sim.theatre.gate import Gate
from hallcall.sim.visitors import VisitorAtKiosk

KIOSK = "K1"
BY_HAND_S = 45.0
"""So long nobody comes to a kiosk that somebody has just touched by hand."""
_ANSWER_S = 20.0
_AGAIN_S = 2.0
RING_UP = 0.5
"""Share of visitors whose phone the hall knows."""
THINK_S = (0.5, 1.4)
"""A visitor whom somebody watches looks before each touch."""
Pause: TypeAlias = tuple[float, float]
"""Seconds, from and to."""


class Visitors(threading.Thread):
    """One after the other they come to the kiosk."""

    def __init__(
        self,
        kiosk: Actor,
        devices: Actor,
        gate: Gate,
        *,
        dice: random.Random,
        wanted: Callable[[], dict[str, Any]],
        may_come: Callable[[], bool],
        help_desk: HelpDesk,
    ) -> None:
        """Wait outside.

        Args:
            kiosk: its screen.
            devices: all kiosks' devices.
            gate: passed before each visit.
            dice: for times.
            wanted: what the next visitor wants, see ``VisitorAtKiosk``.
            may_come: whether visitors are let into the hall.
            help_desk: whom some ring up before they come.
        """
        super().__init__(name="visitors")
        self.pause_s: Pause = (6.0, 14.0)
        """Between two visitors."""
        self._kiosk, self._devices, self._gate, self._dice = kiosk, devices, gate, dice
        self._may_come, self._help_desk = may_come, help_desk
        self._at_kiosk = VisitorAtKiosk(KIOSK, kiosk, devices, dice=dice, wanted=wanted, think_s=THINK_S)
        self._by_hand_until = 0.0

    def step_aside(self) -> None:
        """Somebody uses the kiosk by hand: nobody comes for a while."""
        self._by_hand_until = time.monotonic() + BY_HAND_S

    def run(self) -> None:
        """Until the gate says that it is over."""
        while self._gate.enter(self.name, self._dice.uniform(*self.pause_s)):
            if time.monotonic() > self._by_hand_until and self._may_come():
                self._visit()

    def _visit(self) -> None:
        try:
            visitor = make_up(self._devices)
            has_rung_up = self._dice.random() < RING_UP and self._help_desk.ring_up(visitor.document)
            self._at_kiosk.visit(visitor.number, on_ticket=self._want_messages if has_rung_up else None)
        except ActorError:
            # The screen is in use, out of order, or says to leave: this visitor goes away.
            with contextlib.suppress(ActorError):
                self._devices.call("lift", kiosk=KIOSK)

    def _want_messages(self) -> None:
        with contextlib.suppress(ActorError):
            self._kiosk.call("tap", name="ticket.sms")


class Desk(threading.Thread):
    """A clerk at a counter whose screen is not shown: the same commands, without the keys."""

    def __init__(self, hall: HallProcesses, number: int, gate: Gate, dice: random.Random) -> None:
        super().__init__(name=f"desk-{number}")
        hall.add_clerk(number)
        self.walk_s: Pause = (3.0, 8.0)
        self.serve_s: Pause = (8.0, 20.0)
        self._number, self._gate, self._dice = CounterNumber(number), gate, dice
        self._clerk = hall.clerk_of(number)
        self._link = _link(hall, "counter", f"C{number}")

    def close(self) -> None:
        """Hang up: what was asked last is not waited for."""
        self._link.close()

    def run(self) -> None:
        """Call, start, finish, until the gate says that it is over."""
        self._try(lambda: self._link.login(*self._clerk).result(_ANSWER_S))
        counter = self._number
        steps: list[tuple[Pause, Callable[[], co.Command]]] = [
            ((_AGAIN_S, 2 * _AGAIN_S), lambda: co.CallNext(counter=counter)),
            (self.walk_s, lambda: co.StartService(counter=counter)),
            (self.serve_s, lambda: co.FinishService(counter=counter)),
        ]
        at = 0
        while self._gate.enter(self.name, self._dice.uniform(*steps[at][0])):
            command = steps[at][1]()
            done = self._try(lambda command=command: self._link.send(command).result(_ANSWER_S))
            # Refused: nobody waits, or the hall is not as this clerk believes; look again from the start.
            at = (at + 1) % len(steps) if done else 0 if at != 0 else self._resume(steps)

    def _resume(self, steps: list[tuple[Pause, Callable[[], co.Command]]]) -> int:
        """End what may still be open here, after the server was away."""
        for _, command in steps[1:]:
            self._try(lambda command=command: self._link.send(command()).result(_ANSWER_S))
        return 0

    @staticmethod
    def _try(deed: Callable[[], object]) -> bool:
        try:
            deed()
        except (HallcallError, TimeoutError):
            return False
        return True


class HelpDesk:
    """A guide with a tablet and a telephone."""

    def __init__(self, hall: HallProcesses, items: Sequence[ItemCode], dice: random.Random) -> None:
        """Open it.

        Args:
            hall: the hall.
            items: what people ask for.
            dice: for phone numbers.
        """
        self._items, self._dice = items, dice
        self._link = _link(hall, "guide", "help-desk")

    def close(self) -> None:
        """Close the desk."""
        self._link.close()

    def issue(self) -> bool:
        """Take a number for somebody who does not come to the kiosk, with their phone; whether there was one."""
        return self._try(IssueRequest(item=self._dice.choice(self._items), phone=self._phone())) is not None

    def ring_up(self, document: Document) -> bool:
        """Somebody rings up and leaves their phone number with an appointment for tomorrow, which they then give back.

        Whether the hall knows their number now: it gets messages about the numbers they take at the kiosk.
        """
        slot = (OPENS_AT + timedelta(days=1)).replace(hour=10, minute=0)
        for item in self._items:
            done = self._try(BookingRequest(item=item, document=document, phone=self._phone(), slot=slot))
            if done is not None:
                if done.booking is not None:
                    self._try(co.CancelBooking(code=done.booking.code, by_hall=True))
                return True
        return False

    def book_soon(self, document: Document, now: datetime) -> BookingCode | None:
        """Book for somebody who may check in already; None when no queue has a place so soon."""
        for item in self._items:
            done = self._try(BookingRequest(item=item, document=document, phone=self._phone()))
            if done is not None and done.booking is not None:
                if done.booking.check_in_from <= now:
                    return done.booking.code
                self._try(co.CancelBooking(code=done.booking.code, by_hall=True))
        return None

    def _phone(self) -> str:
        """A number that only the simulated gateway is ever given."""
        return f"138{self._dice.randrange(10**8):08}"

    def _try(self, command: Request) -> Answer | None:
        try:
            return self._link.send(command).result(_ANSWER_S)
        except (HallcallError, TimeoutError):
            return None


def _link(hall: HallProcesses, role: str, name: str) -> HallLink:
    settings = LinkSettings(url=hall.screens_url, token=hall.pair_device(role, name))
    link = HallLink(settings, cast("LinkListener", None))
    link.start(follow=False)
    return link


@contextlib.contextmanager
def at_work(gate: Gate, people: list[threading.Thread]) -> Generator[None]:
    """Everybody works inside and has gone home afterwards."""
    try:
        for one in people:
            one.start()
        yield
    finally:
        gate.end()
        for one in people:
            if one.is_alive():
                one.join()
