"""Text messages over a line to China Mobile's gateway: CMPP 2.0, usually port 7890.

The gateway knows no ids of ours. A SUBMIT whose answer is lost is sent once more with the same sequence number, which
the gateway recognises while the connection lasts. After a lost connection or a killed process a message begun and not
answered is unsure; its report of delivery, which names the phone, is waited for a moment before the machine's file
decides (``unsure``). With ``again`` a message may so arrive twice, with ``leave`` not at all: the protocol allows no
better.

Source:
    China Mobile, CMPP 2.0, see :mod:`hallcall.hal.codec.cmpp`: repeat without an answer, window of 16, ACTIVE_TEST.
"""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.codec import cmpp
from hallcall.hal.codec.cmpp import Command, Frame, Framer, Report, Submit
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Secret, Text, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.sms import Receipt, Sms, SmsCapabilities, SmsReported, SmsState, SmsTrouble, refusal
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.sentbook import BOOK_OPTIONS, BrokeOffError, OnTheWay, SentBook, Unsure
from hallcall.hal.transport import Transport

_TRACKED = 200
_HIGHEST = 0xFFFFFFFF
_HELD = cmpp.WINDOW // 2
"""Reports left without an answer at a time: the gateway has room for others."""
_MINUTE = "%y%m%d%H%M"
"""As reports tell when a part was handed over."""


class CmppSmsSender:
    """Sends by the operator's gateway."""

    def __init__(self, config: DeviceConfig, wire: Transport, book: SentBook) -> None:
        self.id: DeviceId = config.id
        self.pause_s = config.seconds("poll_ms")
        self.capabilities = SmsCapabilities(reports=True)
        self._wire = wire
        self._book = book
        self._account = config.text("account")
        self._secret_path = config.text("secret")
        self._service = config.text("service")
        self._source = config.text("source")
        self._timeout_s = config.seconds("timeout_ms")
        self._active_s = config.seconds("active_ms")
        self._report_s = config.seconds("report_wait_ms")
        self._sequence = 0
        self._framer = Framer()
        self._answers: dict[int, Frame] = {}
        self._heard_at = 0.0
        self._waiting: dict[str, str] = {}
        """Parts whose report is to come: the gateway's name, and our message."""
        self._orphans: list[Report] = []
        """Reports of parts whose answer never came, or is still to come."""
        self._owed: list[tuple[bytes, Report | None]] = []
        """Answers to reports. They wait until the report is told on: without one the gateway tells again."""
        self._troubles: dict[str, SmsTrouble] = {}
        self._reports: list[SmsReported] = []
        self._condition = ONLINE

    def is_present(self) -> bool:
        """Whether the gateway listens."""
        return self._wire.is_present()

    def open(self) -> None:
        """Connect and prove who we are; the gateway proves itself, too."""
        self._wire.open()
        self._book.open()
        self._framer, self._answers = Framer(), {}
        self._owed, self._orphans = [], []
        self._condition = ONLINE
        try:
            secret = Path(self._secret_path).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise self._person(Reason.UNAUTHORISED, "secret") from error
        stamp = datetime.now().astimezone().strftime("%m%d%H%M%S")
        body = cmpp.encode_connect(self._account, secret, stamp)
        answer = self._ask(Command.CONNECT, body)
        try:
            proof = cmpp.authenticator(self._account, secret, stamp)
            status, is_proved = cmpp.read_connect_answer(answer.body, proof, secret)
        except ValueError as error:
            raise DeviceProtocol("device.bad_frame", device=self.id) from error
        if status in {2, 3}:
            raise self._person(Reason.UNAUTHORISED, f"status {status}")
        if status:
            raise DeviceProtocol("device.refused", device=self.id, answer=status)
        if not is_proved:
            raise self._person(Reason.UNCERTIFIED, "gateway")

    def close(self) -> None:
        """Hang up."""
        self._wire.close()
        self._book.close()

    def step(self, emit: Emit) -> Condition:
        """Take reports; when it has been quiet for a while, see that somebody is there."""
        self._listen()
        if time.monotonic() - self._heard_at >= self._active_s:
            self._ask(Command.ACTIVE_TEST, b"")
        reports, self._reports = self._reports, []
        for report in reports:
            emit(report)
        self._answer_reports()
        return self._condition

    def send(self, sms: Sms) -> Receipt:
        """Hand a message over.

        Raises:
            DeviceFault: ``sms.refused | sms.unsure | device.fault``.
            DeviceError: the gateway did not answer.
        """
        try:
            receipt = self._book.send(sms, self._submit, self._find_report)
        except DeviceFault as fault:
            if fault.code == "device.fault":
                reason = Reason(str(fault.fields["reason"]))
                self._condition = Condition(health=Health.DEGRADED, reasons=frozenset({reason}))
            raise
        self._condition = ONLINE
        return receipt

    def _submit(self, sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        """All parts at once, as far as the window lets them, and then their answers."""
        on_the_way(datetime.now().astimezone().strftime(_MINUTE))
        frames = [self._frame(Command.SUBMIT, body) for body in self._bodies(sms)]
        for frame in frames:
            self._wire.write(cmpp.encode(frame))
        names: list[str] = []
        results: list[int] = []
        for frame in frames:
            name, result = self._result(frame)
            results.append(0 if result == cmpp.REPEATED else result)
            if not result:
                names.append(name)
                self._track(name, sms.message_id)
        if bad := [result for result in results if result]:
            trouble = cmpp.RESULTS.get(bad[0], SmsTrouble.REFUSED)
            fault = refusal(trouble, f"result {bad[0]}")
            raise BrokeOffError(fault, has_left=len(bad) < len(results))
        return tuple(names)

    def _bodies(self, sms: Sms) -> list[bytes]:
        reference = zlib.crc32(sms.message_id.encode())
        return [
            cmpp.encode_submit(
                Submit(
                    self._account, self._service, self._source, sms.to.dialled, text, number, len(sms.parts), reference
                )
            )
            for number, text in enumerate(sms.parts, start=1)
        ]

    def _result(self, frame: Frame) -> tuple[str, int]:
        try:
            answer = self._await(frame.sequence)
        except DeviceTimeout:
            # The same sequence number: the gateway knows that it is the same part.
            self._wire.write(cmpp.encode(frame))
            answer = self._await(frame.sequence)
        try:
            return cmpp.decode_answer(answer.body)
        except ValueError as error:
            raise DeviceProtocol("device.bad_frame", device=self.id) from error

    def _find_report(self, sms: Sms, note: str) -> tuple[str, ...] | None:
        """Whether the network tells of a message to this phone, sent since, that nobody has answered for."""
        deadline = time.monotonic() + self._report_s
        while True:
            for report in self._orphans:
                if report.to == sms.to.dialled and report.submitted >= note and len(sms.parts) == 1:
                    self._orphans.remove(report)
                    return (report.message,)
            if time.monotonic() >= deadline:
                return None
            try:
                self._take(self._wire.read_exact(1, deadline) + self._wire.read_pending())
            except DeviceTimeout:
                return None

    def _answer_reports(self) -> None:
        """Answer what was told, so that it need not come again: but not what may tell of an unsure message."""
        notes = self._book.unsure_notes()
        held = [owed for owed in self._owed if owed[1] in self._orphans and _tells_of_one(owed[1], notes)][-_HELD:]
        for owed in self._owed:
            if owed not in held:
                self._wire.write(owed[0])
        self._owed = held

    def _track(self, name: str, message_id: str) -> None:
        self._waiting[name] = message_id
        while len(self._waiting) > _TRACKED:
            del self._waiting[next(iter(self._waiting))]
        if (early := next((report for report in self._orphans if report.message == name), None)) is not None:
            self._orphans.remove(early)
            self._settle(early)

    def _frame(self, command: Command, body: bytes) -> Frame:
        self._sequence = self._sequence % _HIGHEST + 1
        return Frame(command, self._sequence, body)

    def _ask(self, command: Command, body: bytes) -> Frame:
        """A question that may be asked again when its answer was lost."""
        frame = self._frame(command, body)
        self._wire.write(cmpp.encode(frame))
        try:
            return self._await(frame.sequence)
        except DeviceTimeout:
            self._wire.write(cmpp.encode(frame))
            return self._await(frame.sequence)

    def _await(self, sequence: int) -> Frame:
        deadline = time.monotonic() + self._timeout_s
        while sequence not in self._answers:
            self._take(self._wire.read_exact(1, deadline) + self._wire.read_pending())
        return self._answers.pop(sequence)

    def _listen(self) -> None:
        self._take(self._wire.read_pending())

    def _take(self, data: bytes) -> None:
        try:
            frames = self._framer.feed(data)
            for frame in frames:
                self._heard_at = time.monotonic()
                self._hear(frame)
        except ValueError as error:
            self._framer = Framer()
            raise DeviceProtocol("device.bad_frame", device=self.id) from error

    def _hear(self, frame: Frame) -> None:
        if frame.command == Command.DELIVER:
            name, report = cmpp.decode_deliver(frame.body)
            body = cmpp.encode_answer(name, 0)
            self._owed.append((cmpp.encode(Frame(Command.DELIVER_RESP, frame.sequence, body)), report))
            if report is not None and report.is_final:
                self._settle(report)
        elif frame.command == Command.ACTIVE_TEST:
            self._wire.write(cmpp.encode(Frame(Command.ACTIVE_TEST_RESP, frame.sequence, b"\0")))
        elif frame.command == Command.TERMINATE:
            self._wire.write(cmpp.encode(Frame(Command.TERMINATE_RESP, frame.sequence)))
        elif frame.command & 0x80000000:
            # An answer that came too late to a repeated question is of no use to anybody.
            self._answers = {frame.sequence: frame, **dict(list(self._answers.items())[: cmpp.WINDOW])}

    def _settle(self, report: Report) -> None:
        message_id = self._waiting.pop(report.message, None)
        if message_id is None:
            if report not in self._orphans:
                self._orphans = [*self._orphans[-_TRACKED:], report]
            return
        if report.trouble is not None:
            self._troubles[message_id] = report.trouble
        if message_id not in self._waiting.values():
            trouble = self._troubles.pop(message_id, None)
            state = SmsState.FAILED if trouble else SmsState.DELIVERED
            now = datetime.now(UTC)
            self._reports.append(
                SmsReported(device=self.id, at=now, message_id=message_id, state=state, trouble=trouble)
            )

    def _person(self, reason: Reason, detail: str) -> DeviceFault:
        return DeviceFault("device.fault", device=self.id, reason=reason.value, detail=detail)


def _tells_of_one(report: Report | None, notes: list[str]) -> bool:
    return report is not None and any(report.submitted >= note for note in notes)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> CmppSmsSender:
    del services  # it needs nobody
    book = SentBook(config.id, Path(config.text("book")), cast("Unsure", config.text("unsure")))
    return CmppSmsSender(config, wire, book)


SPEC = DriverSpec(
    name="sms.cmpp",
    ports=frozenset({"tcp"}),
    options={
        **BOOK_OPTIONS,
        "account": Text(None, r"[0-9A-Za-z]{1,6}", "901234"),
        "secret": Secret(),
        "service": Text("", r"[0-9A-Za-z]{0,10}", "HALL"),
        "source": Text(None, r"[0-9]{3,21}", "10690001"),
        "poll_ms": Whole(500, 50, 5000),
        "timeout_ms": Whole(5000, 100, 10_000),
        "active_ms": Whole(60_000, 100, 180_000),
        "report_wait_ms": Whole(3000, 0, 10_000),
    },
    make=_make,
)
