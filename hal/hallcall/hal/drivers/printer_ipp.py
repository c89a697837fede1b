"""Report printer that speaks IPP: a printer in the network, or a queue of CUPS (``path = "/printers/NAME"``).

An answer that was lost leaves open whether a job was taken. Each job has a name of its own, so the printer can be
asked: a document is sent again only when it is not known there, also not after a moment.

Source:
    RFC 8011 (IPP/1.1: model and semantics), PWG 5100.12 (IPP/2.0).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from hallcall.core.errors import DeviceAbsent, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.codec.ipp import (
    Attribute,
    Group,
    IppDamage,
    IppStatus,
    Message,
    Operation,
    PageJobState,
    PrinterState,
    Tag,
    decode,
    encode,
)
from hallcall.hal.model import Condition, DeviceId, Health, Reason
from hallcall.hal.options import Choice, Text, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.report import ReportPrinterCapabilities
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import TcpPort, Transport
from hallcall.hal.transport.http_post import post

_MIME = "application/ipp"
_JOB_POLL_S = 0.2
_STILL_TAKING_S = 1.0
"""A printer that has heard a document to its end may need so long until its list of jobs shows it. Our own choice."""
_STATES = Attribute(
    "requested-attributes",
    Tag.KEYWORD,
    ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs"),
)
_BY_ITSELF = {
    "cover-open": Reason.COVER_OPEN,
    "door-open": Reason.COVER_OPEN,
    "input-tray-missing": Reason.MEDIA_MISSING,
    "interlock-open": Reason.COVER_OPEN,
    "marker-supply-empty": Reason.TONER_OUT,
    "media-empty": Reason.MEDIA_MISSING,
    "media-jam": Reason.JAMMED,
    "media-needed": Reason.MEDIA_MISSING,
    "offline": Reason.PRINTER_OFFLINE,
    "output-area-full": Reason.PRINTER_ERROR,
    "paused": Reason.PRINTER_OFFLINE,
    "shutdown": Reason.PRINTER_OFFLINE,
    "toner-empty": Reason.TONER_OUT,
}
"""What stops it. Source: RFC 8011 section 5.4.12, PWG 5100.9 section 5.4."""
_SOON = {
    "marker-supply-low": Reason.TONER_LOW,
    "media-low": Reason.MEDIA_LOW,
    "toner-low": Reason.TONER_LOW,
}
_HARMLESS = frozenset({"none", "connecting-to-device", "cups-waiting-for-job-completed", "moving-to-paused"})
_DENIED = frozenset({IppStatus.FORBIDDEN, IppStatus.NOT_AUTHENTICATED, IppStatus.NOT_AUTHORISED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What the machine's file says about the printer."""

    path: str = "/ipp/print"
    media: str = "iso_a4_210x297mm"
    sides: str = "one-sided"
    poll_s: float = 5.0
    timeout_s: float = 3.0
    job_s: float = 20.0
    """A job that is not done by then is cancelled."""


class IppPrinter:
    """Prints PDF."""

    def __init__(self, device: DeviceId, wire: Transport, host: str, options: ReportOptions | None = None) -> None:
        self._options = options or ReportOptions()
        self.id = device
        self.capabilities = ReportPrinterCapabilities(media=self._options.media)
        self.pause_s = self._options.poll_s
        self._wire = wire
        self._host = host
        self._number = 0
        self._version = (2, 0)
        self._is_connected = False

    def is_present(self) -> bool:
        """Whether somebody listens there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Connect and make sure that a printer answers."""
        self._connect()
        self._look()

    def close(self) -> None:
        """Hang up."""
        self._wire.close()
        self._is_connected = False

    def step(self, emit: Emit) -> Condition:  # noqa: ARG002 - a printer has no events of its own
        """Ask it how it is."""
        return self._look()

    def print_report(self, document: bytes, copies: int, on_sent: Callable[[], None]) -> None:
        """Print and make sure of it."""
        self._refuse(self._look())
        job = self._submit(document, copies)
        on_sent()
        deadline = time.monotonic() + self._options.job_s
        while (state := self._job_state(job)) not in {PageJobState.COMPLETED, *_ENDED}:
            found = self._look()
            if found.health is Health.FAULT or time.monotonic() >= deadline:
                self._cancel(job)
                self._refuse(found)
                raise self._fault(Reason.PRINTER_ERROR)
            time.sleep(_JOB_POLL_S)
        if state in _ENDED:
            self._refuse(self._look())
            raise self._fault(Reason.PRINTER_ERROR)

    def _submit(self, document: bytes, copies: int) -> int:
        """Hand the document over; returns the job's number."""
        name = f"hallcall-{uuid4().hex[:12]}"
        job = (
            Attribute("copies", Tag.INTEGER, (copies,)),
            Attribute("media", Tag.KEYWORD, (self._options.media,)),
            Attribute("sides", Tag.KEYWORD, (self._options.sides,)),
        )
        about = (Attribute("job-name", Tag.NAME, (name,)), Attribute("document-format", Tag.MIME, ("application/pdf",)))
        try:
            taken = self._exchange(Operation.PRINT_JOB, about, job, document)
        except (DeviceTimeout, DeviceProtocol, DeviceAbsent):
            self._connect()
            if (number := self._await_job(name)) is not None:
                return number
            taken = self._exchange(Operation.PRINT_JOB, about, job, document)
        return _whole(self._granted(taken), Group.JOB, "job-id", self.id)

    def _await_job(self, name: str) -> int | None:
        """As :meth:`_find_job`, but not at once: the same document taken twice would be printed twice."""
        deadline = time.monotonic() + _STILL_TAKING_S
        while (number := self._find_job(name)) is None and time.monotonic() < deadline:
            time.sleep(_JOB_POLL_S)
        return number

    def _find_job(self, name: str) -> int | None:
        """The number of the job of that name, if the printer has it."""
        asked = Attribute("requested-attributes", Tag.KEYWORD, ("job-id", "job-name"))
        for which in ("not-completed", "completed"):
            answer = self._granted(
                self._ask(Operation.GET_JOBS, (asked, Attribute("which-jobs", Tag.KEYWORD, (which,))))
            )
            for job in answer.of(Group.JOB):
                if job.get("job-name") == (name,):
                    return int(job["job-id"][0])
        return None

    def _job_state(self, job: int) -> PageJobState:
        asked = Attribute("requested-attributes", Tag.KEYWORD, ("job-state",))
        answer = self._ask(Operation.GET_JOB_ATTRIBUTES, (Attribute("job-id", Tag.INTEGER, (job,)), asked))
        if answer.code == IppStatus.NOT_FOUND:
            # Printers with little memory forget a job as soon as it is done.
            return PageJobState.COMPLETED
        try:
            return PageJobState(_whole(self._granted(answer), Group.JOB, "job-state", self.id))
        except ValueError as error:
            raise DeviceProtocol("device.bad_frame", device=self.id) from error

    def _cancel(self, job: int) -> None:
        """Have it forgotten; a job that is over meanwhile cannot be."""
        self._ask(Operation.CANCEL_JOB, (Attribute("job-id", Tag.INTEGER, (job,)),))

    def _look(self) -> Condition:
        answer = self._granted(self._ask(Operation.GET_PRINTER_ATTRIBUTES, (_STATES,)))
        for printer in answer.of(Group.PRINTER):
            try:
                state = PrinterState(int(printer["printer-state"][0]))
                words = [str(word) for word in printer["printer-state-reasons"]]
                accepts = printer["printer-is-accepting-jobs"] == (True,)
            except (KeyError, ValueError) as error:
                raise DeviceProtocol("device.bad_frame", device=self.id) from error
            return condition_of(state, words, accepts=accepts)
        raise DeviceProtocol("device.unexpected", device=self.id)

    def _ask(self, operation: Operation, about: Sequence[Attribute]) -> Message:
        """Ask, once more over a new connection when that was of no use: to be asked twice does no harm."""
        try:
            return self._exchange(operation, about)
        except (DeviceTimeout, DeviceProtocol, DeviceAbsent):
            self._connect()
            return self._exchange(operation, about)

    def _exchange(
        self, operation: Operation, about: Sequence[Attribute], job: Sequence[Attribute] = (), document: bytes = b""
    ) -> Message:
        if not self._is_connected:
            self._connect()
        answer = self._say(operation, about, job, document)
        if answer.code == IppStatus.VERSION_NOT_SUPPORTED and self._version != (1, 1):
            self._version = (1, 1)
            answer = self._say(operation, about, job, document)
        return answer

    def _say(
        self, operation: Operation, about: Sequence[Attribute], job: Sequence[Attribute], document: bytes
    ) -> Message:
        self._number += 1
        first = (
            Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
            Attribute("attributes-natural-language", Tag.LANGUAGE, ("en",)),
            Attribute("printer-uri", Tag.URI, (f"ipp://{self._host}{self._options.path}",)),
            Attribute("requesting-user-name", Tag.NAME, ("hallcall",)),
        )
        # Which printer or job stands before everything else. Source: RFC 8011 section 4.1.5.
        order = sorted(about, key=lambda attribute: attribute.name != "job-id")
        groups: list[tuple[Group, tuple[Attribute, ...]]] = [
            (Group.OPERATION, (*first[:3], *order[:1], first[3], *order[1:]))
        ]
        if job:
            groups.append((Group.JOB, tuple(job)))
        body = encode(operation, self._number, groups, version=self._version, document=document)
        deadline = time.monotonic() + self._options.timeout_s
        answer = post(
            self._wire, self.id, host=self._host, path=self._options.path, kind=_MIME, body=body, deadline=deadline
        )
        self._is_connected = answer.stays_open
        if answer.status in {401, 403}:
            raise self._fault(Reason.UNAUTHORISED)
        if answer.status != 200:
            raise DeviceProtocol("device.refused", device=self.id, detail=str(answer.status))
        try:
            message = decode(answer.body)
        except IppDamage as error:
            raise DeviceProtocol("device.bad_frame", device=self.id) from error
        if message.number != self._number:
            raise DeviceProtocol("device.bad_frame", device=self.id)
        return message

    def _granted(self, answer: Message) -> Message:
        """The answer, unless it is a refusal."""
        if answer.code < 0x100:
            return answer
        if answer.code in _DENIED:
            raise self._fault(Reason.UNAUTHORISED)
        if answer.code == IppStatus.NOT_ACCEPTING:
            raise self._fault(Reason.PRINTER_OFFLINE)
        if answer.code == IppStatus.BUSY:
            raise self._fault(Reason.QUEUE_FULL)
        raise DeviceProtocol("device.refused", device=self.id, detail=f"{answer.code:04x}")

    def _refuse(self, found: Condition) -> None:
        if found.health is Health.FAULT:
            raise self._fault(min(found.reasons))

    def _fault(self, reason: Reason) -> DeviceFault:
        return DeviceFault("device.fault", device=self.id, reason=reason.value)

    def _connect(self) -> None:
        self._is_connected = False
        self._wire.close()
        self._wire.open()
        self._is_connected = True


_ENDED = frozenset({PageJobState.CANCELED, PageJobState.ABORTED})


def condition_of(state: PrinterState, words: Sequence[str], *, accepts: bool = True) -> Condition:
    """What a printer's own words mean. Without ``-warning`` or ``-report`` a reason is an error.

    Args:
        state: of the printer.
        words: its ``printer-state-reasons``.
        accepts: whether it takes jobs.
    """
    stops, soon = set[Reason](), set[Reason]()
    for word in words:
        name = word.removesuffix("-error").removesuffix("-warning").removesuffix("-report")
        if (reason := _SOON.get(name)) is not None:
            soon.add(reason)
        elif (reason := _BY_ITSELF.get(name)) is not None:
            # An empty tray of several is told as a warning: the printer goes on.
            (soon if word.endswith(("-warning", "-report")) and state is not PrinterState.STOPPED else stops).add(
                reason
            )
        elif word.endswith("-error") and name not in _HARMLESS:
            stops.add(Reason.PRINTER_ERROR)
    if not stops and (state is PrinterState.STOPPED or not accepts):
        stops.add(Reason.PRINTER_OFFLINE)
    health = Health.FAULT if stops else Health.DEGRADED if soon else Health.ONLINE
    return Condition(health=health, reasons=frozenset(stops | soon), detail=" ".join(words) if stops | soon else "")


def _whole(answer: Message, group: Group, name: str, device: DeviceId) -> int:
    for attributes in answer.of(group):
        if attributes.get(name):
            return int(attributes[name][0])
    raise DeviceProtocol("device.unexpected", device=device)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> IppPrinter:  # noqa: ARG001 - it needs none
    if not isinstance(config.port, TcpPort):
        raise TypeError("a printer of this kind is in the network")
    options = ReportOptions(
        path=config.text("path"),
        media=config.text("media"),
        sides=config.text("sides"),
        poll_s=config.seconds("poll_ms"),
        timeout_s=config.seconds("timeout_ms"),
        job_s=config.seconds("job_ms"),
    )
    return IppPrinter(config.id, wire, f"{config.port.host}:{config.port.port}", options)


SPEC = DriverSpec(
    name="printer.ipp",
    ports=frozenset({"tcp"}),
    options={
        "path": Text("/ipp/print", r"/[\x21-\x7e]*", "/printers/NAME"),
        "media": Text("iso_a4_210x297mm", r"[a-z0-9_.-]+", "iso_a4_210x297mm"),
        "sides": Choice("one-sided", ("one-sided", "two-sided-long-edge", "two-sided-short-edge")),
        "poll_ms": Whole(5000, 50, 60000),
        "timeout_ms": Whole(3000, 50, 10000),
        # Longer, and the device's thread would be taken for dead.
        "job_ms": Whole(20000, 500, 25000),
    },
    make=_make,
)
