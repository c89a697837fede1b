"""Ticket printer that speaks ESC/POS, on a serial line, a USB port of the ``usblp`` kind, or in the network.

A slip counts as printed only when the printer had no complaint before, worked off everything up to a marker behind
the last line, and has no complaint afterwards: a printer out of paper swallows bytes without a word.

Source:
    Epson ESC/POS command reference: ``DLE EOT`` is answered at once, ``GS r`` in its turn.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import escpos
from hallcall.hal.codec.escpos import Automatic, Complaint, Listener, Marked, RealTime, StatusQuestion
from hallcall.hal.codec.sliptext import Composed, compose_raster, compose_text
from hallcall.hal.document import Slip
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Choice, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.printer import PrinterCapabilities, Rasteriser
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import SerialPort, Transport

_DOTS_A_MM = 8
"""203 dots an inch."""
_ASB_PAUSE_S = 0.25
_MARKER_GRACE_S = 3.0
_MARKER_POLL_S = 0.1
_LAST_WORDS_S = 0.2
"""Within this time two answers come that the printer gives one after the other."""

_FAULTS = (
    (Complaint.COVER_OPEN, Reason.COVER_OPEN, "printer.cover_open"),
    (Complaint.PAPER_OUT, Reason.PAPER_OUT, "printer.paper_out"),
    (Complaint.CUTTER_JAM, Reason.CUTTER_JAM, "printer.cutter_jam"),
    (Complaint.ERROR, Reason.PRINTER_ERROR, "printer.error"),
)
"""In the order in which a person should put them right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterOptions:
    """What the machine's file says about the printer."""

    width_dots: int = 576
    """Printable width: 576 on 80 mm paper, 384 on 58 mm paper."""
    mode: str = "auto"
    """``text``: own font only; ``raster``: every slip as a picture; ``auto``: a picture on a fast line, else text with
    pictures where the font lacks."""
    is_line_fast: bool = False
    """A slip as a picture (31 kB) is there before the paper moves."""
    asb: bool = False
    """Have the printer tell of changes by itself, besides asking it."""
    poll_s: float = 2.0
    timeout_s: float = 0.5
    speed_mm_s: int = 100
    """How fast the paper moves at least; only to know how long to wait."""


class EscposPrinter:
    """Prints slips on thermal paper."""

    def __init__(
        self,
        device: DeviceId,
        wire: Transport,
        options: PrinterOptions | None = None,
        rasteriser: Rasteriser | None = None,
    ) -> None:
        self._options = options or PrinterOptions()
        if self._options.mode == "raster" and rasteriser is None:
            raise ValueError("raster mode needs somebody who draws")
        self.id = device
        self.capabilities = PrinterCapabilities(
            near_end_sensor=True, asb=self._options.asb, cut=True, raster=True, width_dots=self._options.width_dots
        )
        self.pause_s = _ASB_PAUSE_S if self._options.asb else self._options.poll_s
        self._wire = wire
        self._rasteriser = rasteriser
        self._questions = Questions(wire, self._options.timeout_s, overhear=self._hear)
        self._forget()

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and make sure that a printer answers."""
        self._wire.open()
        self._forget()
        self._questions.begin()
        if self._options.asb:
            self._wire.write(escpos.ASB_ON)
        self._complaint = self._all_answers()
        # The answer comes while nobody prints: the first slip need not wait for it.
        self._wire.write(escpos.MARKER)

    def close(self) -> None:
        """Give the port back."""
        self._wire.close()

    def step(self, emit: Emit) -> Condition:  # noqa: ARG002 - a printer has no events of its own
        """Hear what the printer has to say; ask it when it is time."""
        self._hear(self._wire.read_pending())
        if self._is_unused and self._has_marked and time.monotonic() - self._marked_at >= _LAST_WORDS_S:
            self._owes_marker = False
        if not self._options.asb or time.monotonic() >= self._ask_at:
            self._look()
        return _condition(self._complaint)

    def print_slip(self, slip: Slip, on_sent: Callable[[], None]) -> None:
        """Print and make sure of it."""
        _refuse(self._look(), self.id)
        self._is_unused = False
        composed = self._compose(slip)
        self._hear_old_markers()
        self._has_marked, self._owes_marker = False, True
        self._wire.write((escpos.ASB_ON if self._options.asb else b"") + composed.data + escpos.MARKER)
        on_sent()
        self._await_paper(composed.height_dots)
        _refuse(self._look(), self.id)

    def _forget(self) -> None:
        self._listener = Listener()
        self._answers: deque[int] = deque()
        self._complaint = Complaint.FINE
        self._ask_at = 0.0
        self._has_marked = False
        self._marked_at = 0.0
        self._knows_marker: bool | None = None
        """Whether this model answers the marker; None until the first slip."""
        self._is_unused = True
        """No slip since the port was opened: the one marker of ours that may be unanswered was written then."""
        self._owes_marker = True
        """Somebody may have printed before and not waited for the marker; its answer would vouch for the next slip."""

    def _compose(self, slip: Slip) -> Composed:
        draw = self._rasteriser
        as_picture = self._options.mode == "raster" or (self._options.mode == "auto" and self._options.is_line_fast)
        if as_picture and draw is not None:
            return compose_raster(draw.draw_slip(slip, self._options.width_dots))
        if self._options.mode == "text" or draw is None:
            return compose_text(slip, self._options.width_dots)
        return compose_text(slip, self._options.width_dots, draw.draw_block)

    def _await_paper(self, height_dots: int) -> None:
        """Wait until the printer has worked off everything, and watch it doing so."""
        paper_s = height_dots / _DOTS_A_MM / self._options.speed_mm_s
        wait_s = paper_s if self._knows_marker is False else 2 * paper_s + _MARKER_GRACE_S
        deadline = time.monotonic() + wait_s
        while not self._has_marked and time.monotonic() < deadline:
            _refuse(self._all_answers(), self.id)
            self._hear_until(min(deadline, time.monotonic() + _MARKER_POLL_S))
        if not self._has_marked and self._knows_marker:
            raise DeviceTimeout("device.timeout", device=self.id)
        self._knows_marker = self._has_marked
        self._owes_marker = not self._has_marked

    def _hear_old_markers(self) -> None:
        """Have the printer work off what it was given before, and hear the answers that nobody waits for any more."""
        if not self._owes_marker or self._knows_marker is False:
            return
        self._has_marked = False
        self._wire.write(escpos.MARKER)
        self._hear_until(time.monotonic() + _MARKER_GRACE_S)
        if not self._has_marked and self._options.mode != "text":
            self._end_picture()
        # The answer to the marker of an older slip comes right before that to this one.
        quiet_at = time.monotonic() + _LAST_WORDS_S
        while self._has_marked and time.monotonic() < quiet_at:
            self._has_marked = False
            self._hear_until(quiet_at)

    def _end_picture(self) -> None:
        """End the picture that a program which was killed has left unfinished: it would eat the slip that comes next.

        White dots fill it up; between commands a printer passes over them. What it had printed is cut off.
        """
        self._wire.write(escpos.longest_band(self._options.width_dots) + escpos.MARKER)
        self._hear_until(time.monotonic() + _MARKER_GRACE_S)
        if self._has_marked:
            self._wire.write(escpos.RESET + escpos.CUT)

    def _hear_until(self, deadline: float) -> None:
        try:
            while not self._has_marked:
                self._hear(self._wire.read_exact(1, deadline))
        except DeviceTimeout:
            return

    def _look(self) -> Complaint:
        """Ask for the whole status; news must be heard twice, one damaged byte is no fault."""
        found = self._all_answers()
        if found != self._complaint and self._all_answers() != found:
            raise DeviceProtocol("device.bad_frame", device=self.id)
        self._complaint = found
        self._ask_at = time.monotonic() + self._options.poll_s
        return found

    def _all_answers(self) -> Complaint:
        found = Complaint.FINE
        for question in StatusQuestion:
            found |= escpos.decode_status(question, self._ask(question))
        return found

    def _ask(self, question: StatusQuestion) -> int:
        """The answer. Which question it is to, only the order tells: one that comes late must not shift all others."""
        return self._questions.ask_twice(lambda: self._exchange(question))

    def _exchange(self, question: StatusQuestion) -> int:
        self._answers.clear()
        rejected = self._listener.rejected
        self._wire.write(escpos.status_request(question))
        deadline = time.monotonic() + self._options.timeout_s
        while not self._answers:
            try:
                self._hear(self._wire.read_exact(1, deadline))
            except DeviceTimeout:
                if self._listener.rejected > rejected:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise
        return self._answers.popleft()

    def _hear(self, data: bytes) -> None:
        for said in self._listener.feed(data):
            match said:
                case RealTime(value):
                    self._answers.append(value)
                case Automatic(complaint):
                    self._complaint = complaint
                case Marked():
                    self._has_marked, self._marked_at = True, time.monotonic()


def _condition(complaint: Complaint) -> Condition:
    reasons = frozenset(reason for bit, reason, _ in _FAULTS if bit in complaint)
    detail = "" if complaint is Complaint.FINE else str(complaint.name)
    if reasons:
        return Condition(health=Health.FAULT, reasons=reasons, detail=detail)
    if Complaint.OFFLINE in complaint:
        return Condition(health=Health.FAULT, reasons=frozenset({Reason.PRINTER_OFFLINE}), detail=detail)
    if Complaint.PAPER_LOW in complaint:
        return Condition(health=Health.DEGRADED, reasons=frozenset({Reason.PAPER_LOW}), detail=detail)
    return ONLINE


def _refuse(complaint: Complaint, device: DeviceId) -> None:
    """Raise what keeps the printer from printing, the most telling thing first."""
    for bit, _, code in _FAULTS:
        if bit in complaint:
            raise DeviceFault(code, device=device)
    if Complaint.OFFLINE in complaint:
        raise DeviceFault("printer.offline", device=device)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> EscposPrinter:
    options = PrinterOptions(
        width_dots=config.whole("width_dots"),
        mode=config.text("mode"),
        # On a serial line of 115200 baud a picture takes 2.7 s, at 9600 half a minute.
        is_line_fast=not isinstance(config.port, SerialPort),
        asb=config.text("status") == "asb",
        poll_s=config.seconds("poll_ms"),
        timeout_s=config.seconds("timeout_ms"),
        speed_mm_s=config.whole("paper_speed_mm_s"),
    )
    return EscposPrinter(config.id, wire, options, services.rasteriser)


SPEC = DriverSpec(
    name="printer.escpos",
    ports=frozenset({"serial", "tcp", "usb-file"}),
    options={
        "width_dots": Whole(576, 200, 1280),
        "mode": Choice("auto", ("text", "raster", "auto")),
        "status": Choice("poll", ("poll", "asb")),
        "poll_ms": Whole(2000, 100, 5000),
        "timeout_ms": Whole(500, 50, 10000),
        "paper_speed_mm_s": Whole(100, 20, 500),
    },
    make=_make,
    reasons={
        **{code: reason for _, reason, code in _FAULTS},
        "printer.offline": Reason.PRINTER_OFFLINE,
    },
)
