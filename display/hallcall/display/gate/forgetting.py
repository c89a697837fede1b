"""Whom a gate need not know any more though it has not checked them in itself: the server is asked.

Somebody checked in at a kiosk, or cancelled, or the gate was killed between their check-in and the deletion of their
template. So it asks when it begins, each time the server is back, and each minute.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from hallcall.client.answers import BookingsOver
from hallcall.core.booking.book import BookingCode

ASK_AGAIN_S = 60.0
AT_ONCE = 200
"""More bookings the server does not look up for one question."""


class Forgetting:
    """Asks which bookings are over, and says so; from the thread that keeps, told in that of the link."""

    def __init__(
        self,
        ask: Callable[[Sequence[BookingCode]], Future[BookingsOver] | None],
        on_over: Callable[[str], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is asked yet.

        Args:
            ask: the server, which of these are over; None before there is a link.
            on_over: told each booking that nobody has to be known for.
            clock: steady.
        """
        self._ask, self._on_over, self._clock = ask, on_over, clock
        self._lock = threading.Lock()
        """Over the following: answers come in another thread."""
        self._asked: set[str] = set()
        """Since ``_began``, whether answered or under way."""
        self._began = 0.0
        self._was_heard = False

    def look(self, bookings: frozenset[str], *, is_heard: bool) -> None:
        """Ask what is to be asked now.

        Args:
            bookings: whom the gate knows at this moment.
            is_heard: whether the server is there.
        """
        now = self._clock()
        with self._lock:
            is_back, self._was_heard = is_heard and not self._was_heard, is_heard
            if is_back or now - self._began >= ASK_AGAIN_S:
                self._began, self._asked = now, set()
            due = sorted(bookings - self._asked) if is_heard else []
            self._asked.update(due)
        for at in range(0, len(due), AT_ONCE):
            self._ask_for([BookingCode(booking) for booking in due[at : at + AT_ONCE]])

    def _ask_for(self, codes: Sequence[BookingCode]) -> None:
        future = self._ask(codes)
        if future is None:
            self._ask_again(codes)
        else:
            future.add_done_callback(lambda done: self._hear(codes, done))

    def _hear(self, codes: Sequence[BookingCode], done: Future[BookingsOver]) -> None:
        if done.cancelled():
            return
        if done.exception() is not None:
            self._ask_again(codes)
            return
        for booking in done.result().codes:
            self._on_over(booking)

    def _ask_again(self, codes: Sequence[BookingCode]) -> None:
        """With the next look: the server has not answered."""
        with self._lock:
            self._asked.difference_update(codes)
