"""The slip on its way to paper: what the visitor is told, and what the server learns of it.

A job's end belongs to its ticket even when the visitor has gone: the number stays valid either way.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import StrEnum

from PySide6.QtCore import Property, QObject, QTimer, Signal

from hallcall.client import Answer
from hallcall.core.errors import HallcallError
from hallcall.core.tickets import TicketId
from hallcall.hal import Health, Job, JobState, Reason, Status
from hallcall.hal.document import Slip
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.pages import print_problem
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["PrintFlow", "SlipState"]

_REMEMBERED = 64
_STUCK_MS = 30_000
"""A job that says nothing for so long counts as failed on the screen: nobody waits for a dead printer."""
_BLOCKING = {
    Reason.PAPER_OUT: "printer.paper_out",
    Reason.COVER_OPEN: "printer.cover_open",
    Reason.CUTTER_JAM: "printer.cutter_jam",
}


class SlipState(StrEnum):
    """What the visitor sees of the slip."""

    NONE = "none"
    """None was asked for."""
    PRINTING = "printing"
    READY = "ready"
    """It came out: take it."""
    FAILED = "failed"


class PrintFlow(QObject):
    """One slip at a time for the visitor; the ends of earlier ones are still told to the server."""

    changed = Signal()
    """State, reason or the server's knowledge of it changed."""
    ended = Signal()
    """The visitor's slip came out or failed."""
    availableChanged = Signal()
    """Slips can be printed, or no more."""

    def __init__(
        self,
        devices: KioskDevices,
        server: KioskServer,
        texts: ScreenTexts,
        parent: QObject | None = None,
        *,
        stuck_ms: int = _STUCK_MS,
    ) -> None:
        super().__init__(parent)
        self._devices = devices
        self._server = server
        self._texts = texts
        self._tickets: OrderedDict[str, TicketId | None] = OrderedDict()
        self._mine = ""
        self._state = SlipState.NONE
        self._reason = ""
        self._staff_told = False
        self._stuck = QTimer(self)
        self._stuck.setSingleShot(True)
        self._stuck.setInterval(stuck_ms)
        self._stuck.timeout.connect(self._give_up)
        devices.signals.jobChanged.connect(self._take_job)
        devices.signals.statusChanged.connect(self._take_status)
        texts.languageChanged.connect(self.changed)

    def start(self, ticket: TicketId | None, slip: Slip, request_id: str) -> None:
        """Print the visitor's slip, or say at once why not; the fate of one without a ticket is told to nobody."""
        self._mine = request_id
        self._staff_told = False
        self._remember(request_id, ticket)
        blocked = self.blocked_by()
        if blocked:
            self._fail(request_id, blocked)
            return
        self._set(SlipState.PRINTING)
        self._stuck.start()
        self._devices.print_slip(slip, request_id)

    def forget(self) -> None:
        """The visitor has gone; a running job goes on."""
        self._stuck.stop()
        self._mine = ""
        self._staff_told = False
        self._set(SlipState.NONE)

    def blocked_by(self) -> str:
        """Why no slip can be printed now, as an error code; empty when it can."""
        status = self._devices.printer
        if status is None:
            return "device.absent"
        for reason, code in _BLOCKING.items():
            if reason in status.reasons:
                return code
        if status.health is Health.STARTING:
            return ""
        return "" if status.is_usable else "printer.offline"

    def _remember(self, request_id: str, ticket: TicketId | None) -> None:
        self._tickets[request_id] = ticket
        while len(self._tickets) > _REMEMBERED:
            self._tickets.popitem(last=False)

    def _take_job(self, job: Job) -> None:
        if job.request_id not in self._tickets or not job.is_over:
            return
        if job.state is JobState.CONFIRMED:
            ticket = self._tickets.pop(job.request_id)
            if ticket is not None:
                self._server.record_print(ticket, "", _ignore, _ignore_error)
            if job.request_id == self._mine:
                self._stuck.stop()
                self._set(SlipState.READY)
                self.ended.emit()
        else:
            self._fail(job.request_id, job.reason)

    def _fail(self, request_id: str, reason: str) -> None:
        ticket = self._tickets.pop(request_id)
        if request_id == self._mine:
            self._stuck.stop()
            self._reason = reason
            self._set(SlipState.FAILED)
            self.ended.emit()

        def told(_: Answer) -> None:
            if request_id == self._mine:
                self._staff_told = True
                self.changed.emit()

        if ticket is not None:
            self._server.record_print(ticket, reason, told, _ignore_error)

    def _give_up(self) -> None:
        """The screen stops waiting; should the job end after all, the server still learns how."""
        self._reason = "printer.offline"
        self._set(SlipState.FAILED)
        self.ended.emit()

    def _take_status(self, _device: str, _status: Status) -> None:
        self.availableChanged.emit()

    def _set(self, state: SlipState) -> None:
        if state is not SlipState.FAILED:
            self._reason = ""
        self._state = state
        self.changed.emit()

    def _get_state(self) -> str:
        return self._state.value

    def _get_problem(self) -> str:
        return self._texts.text(print_problem(self._reason)) if self._reason else ""

    def _get_staff_told(self) -> bool:
        return self._staff_told

    def _get_available(self) -> bool:
        return not self.blocked_by()

    state = Property(str, _get_state, notify=changed)
    """A ``SlipState``."""
    problem = Property(str, _get_problem, notify=changed)
    """Why no slip came out; empty when it did."""
    staffTold = Property(bool, _get_staff_told, notify=changed)
    """The server has acknowledged that a person is needed."""
    available = Property(bool, _get_available, notify=availableChanged)
    """A slip can be printed now."""


def _ignore(_: Answer) -> None:
    """Nothing on the screen depends on it."""


def _ignore_error(_: HallcallError) -> None:
    """The link has tried for a while; a slip's fate is not worth more of the visitor's time."""
