"""Rating pads, spoken to by a frame map.

A key counts for the case it was lit for and for no other: the number of the question travels with both.

Source:
    docs/reference/pad-protocol.md; another protocol needs another map and no code. No public standard was found.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from hallcall.core.errors import DeviceError
from hallcall.hal.codec.framemap import Told
from hallcall.hal.framed import Asker, Reporter, now
from hallcall.hal.frames_options import ADDRESS, asker_of, frames_options
from hallcall.hal.model import Capabilities, Condition, DeviceId
from hallcall.hal.ports import Emit
from hallcall.hal.ports.rating import CaseRated, CaseUnrated, Unrated
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_LEVELS = ("very_poor", "poor", "fair", "good", "very_good")
_CASES = 1 << 32


@dataclass(slots=True)
class _Question:
    """What the pad was asked."""

    case: str
    number: int
    until: float


class FramesRatingPad:
    """One pad."""

    def __init__(self, asker: Asker, *, pause_s: float) -> None:
        self.id: DeviceId = asker.device
        self.pause_s = pause_s
        self.capabilities = Capabilities()
        self._asker = asker
        self._reporter = Reporter(asker)
        self._number = time.time_ns() % _CASES  # differs from that of an earlier run
        self._open: _Question | None = None
        self._ended: list[tuple[str, Unrated]] = []
        """Questions without an answer, not yet told."""

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._asker.wire.is_present()

    def open(self) -> None:
        """Take the port; keys lit for an earlier run go out.

        A key pressed while the line was away is not dropped: it tells for which case it was lit.
        """
        self._asker.open()
        self._reporter.begin()
        if self._open is None:
            self._asker.order("cancel")
        else:
            self._asker.ask("poll", ack=0)

    def close(self) -> None:
        """Give the port back."""
        self._asker.wire.close()

    def step(self, emit: Emit) -> Condition:
        """Ask for a key; end a question that nobody answered."""
        try:
            self._reporter.poll(lambda told: self._heard(told, emit))
        finally:
            if self._open and time.monotonic() >= self._open.until:
                self._end(Unrated.TIMEOUT)
            self._tell_ended(emit)
        return self._reporter.condition

    def ask_rating(self, case: str, timeout_s: int) -> None:
        """Light the keys for a closed case.

        Raises:
            DeviceError: the pad does not take it; there will be no answer about this case.
        """
        self._end(Unrated.CANCELLED)
        self._number = (self._number + 1) % _CASES
        self._asker.order("rate", case=self._number, seconds=min(timeout_s, 255))
        self._open = _Question(case, self._number, time.monotonic() + timeout_s)

    def cancel_rating(self) -> None:
        """Put the keys out again."""
        self._end(Unrated.CANCELLED)
        self._asker.order("cancel")

    def _heard(self, told: Told, emit: Emit) -> None:
        question = self._open
        if told.name != "rated" or question is None or told.number("case") != question.number:
            return
        level = told.word("level")
        self._open = None
        if level in _LEVELS:
            emit(CaseRated(device=self.id, at=now(), case=question.case, level=_LEVELS.index(level) + 1))
        else:
            self._ended.append((question.case, Unrated.SKIPPED))

    def _end(self, why: Unrated) -> None:
        if self._open:
            self._ended.append((self._open.case, why))
            self._open = None
            if why is Unrated.TIMEOUT:
                self._put_out()

    def _put_out(self) -> None:
        """The pad has its own clock for that; telling it is a courtesy, so a lost answer is none of our business."""
        try:
            self._asker.order("cancel")
        except DeviceError:
            return

    def _tell_ended(self, emit: Emit) -> None:
        ended, self._ended = self._ended, []
        for case, why in ended:
            emit(CaseUnrated(device=self.id, at=now(), case=case, why=why))


def _make(config: DeviceConfig, wire: Transport, services: Services) -> FramesRatingPad:
    del services  # it needs nobody
    return FramesRatingPad(asker_of(config, wire), pause_s=config.seconds("poll_ms"))


SPEC = DriverSpec(
    name="rating.frames",
    ports=frozenset({"serial", "tcp"}),
    options=frames_options(poll_ms=100),
    make=_make,
    address=ADDRESS,
)
