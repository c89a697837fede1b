"""Text messages by a modem with a SIM card of its own, in PDU mode.

A part is first written into the modem's own memory (``+CMGW``), noted in the book, and then sent from there
(``+CMSS``). The modem marks what it has sent. So when the answer is lost, or the process is killed, the modem itself is
asked whether the part has left: nothing is sent twice, and nothing is missing. Its memory is cleared only when the book
knows the end. With ``memory = "none"``, for modems without one, a part goes out directly (``+CMGS``); then the
machine's file decides about what is unsure.

Source:
    3GPP TS 27.005: 3.1 (parameters), 3.2.3 (+CPMS), 3.4.1 (+CNMI), 3.5.1 (+CMGS), 3.5.2 (+CMSS), 3.5.3 (+CMGW), 3.5.4
    (+CMGD), 4.3 (+CMGR in PDU mode: stat 2 is stored and unsent, 3 stored and sent), 3.2.5 (+CMS ERROR).
    3GPP TS 27.007: 8.3 (+CPIN), 8.5 (+CSQ), 7.2 (+CREG), 9.2 (+CME ERROR).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import cast

from hallcall.core.errors import DeviceError, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.codec.smspdu import Report, decode_report, encode_submits, length_of
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Choice, Flag, Secret, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.sms import Receipt, Sms, SmsCapabilities, SmsReported, SmsState, SmsTrouble, refusal
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.sentbook import BOOK_OPTIONS, BrokeOffError, OnTheWay, SentBook, Unsure
from hallcall.hal.transport import Transport
from hallcall.hal.transport.at import AtLine

_SENT = "3"
_LOW_SIGNAL = 8
"""``+CSQ`` counts from 0 to 31 in steps of 2 dBm above -113; below -97 dBm messages begin to fail."""
_UNKNOWN_SIGNAL = 99
_NO_SUCH_PLACE = "+CMS ERROR: 321"
_MEMORY_FULL = "+CMS ERROR: 322"
_PERSON = {
    **{f"+CME ERROR: {code}": Reason.SIM_MISSING for code in (10, 13)},
    **{f"+CMS ERROR: {code}": Reason.SIM_MISSING for code in (310, 313)},
    **{f"+CME ERROR: {code}": Reason.PIN_REQUIRED for code in (11, 12, 16, 17, 18)},
    **{f"+CMS ERROR: {code}": Reason.PIN_REQUIRED for code in (311, 312, 316, 317, 318)},
}
"""What a person must mend; the same number means something else in the other list."""
_CMS = {
    "1": SmsTrouble.NUMBER,
    "8": SmsTrouble.UNAUTHORISED,
    "10": SmsTrouble.BLACKLISTED,
    "28": SmsTrouble.NUMBER,
    "42": SmsTrouble.THROTTLED,
    "69": SmsTrouble.UNAUTHORISED,
    "331": SmsTrouble.NO_SIGNAL,
    "332": SmsTrouble.NO_SIGNAL,
}
_TRACKED = 200


@dataclass
class _Waiting:
    """A message whose parts the network has yet to tell of."""

    message_id: str
    left: set[int]
    trouble: SmsTrouble | None = None


class AtSmsSender:
    """Sends by a modem."""

    def __init__(self, config: DeviceConfig, wire: Transport, book: SentBook) -> None:
        self.id: DeviceId = config.id
        self.pause_s = config.seconds("poll_ms")
        self._has_reports = config.flag("reports")
        self.capabilities = SmsCapabilities(reports=self._has_reports)
        self._wire = wire
        self._book = book
        self._memory = config.text("memory")
        self._pin_path = config.text("pin")
        self._timeout_s = config.seconds("timeout_ms")
        self._send_s = config.seconds("send_ms")
        self._line = AtLine(wire, config.id, self._no, self._timeout_s)
        self._waiting: list[_Waiting] = []
        self._reports: list[SmsReported] = []
        self._needless: list[str] = []
        """Places whose parts have left and that wait to be cleared."""
        self._refused_pin = ""
        self._condition = ONLINE

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port, wake the modem and set it up."""
        self._wire.open()
        self._book.open()
        self._line.wake()
        self._line.ask_twice("AT+CMEE=1")
        self._unlock()
        self._line.ask_twice("AT+CMGF=0")
        if self._memory != "none":
            self._line.ask_twice(f'AT+CPMS="{self._memory}","{self._memory}"')
        if self._has_reports:
            self._line.ask_twice("AT+CNMI=2,0,0,1,0")
        self._look()

    def close(self) -> None:
        """Give the port and the book back."""
        self._wire.close()
        self._book.close()

    def step(self, emit: Emit) -> Condition:
        """Hear what the modem has to tell, and how its signal is."""
        self._line.listen()
        self._look()
        self._hear_reports()
        reports, self._reports = self._reports, []
        for report in reports:
            emit(report)
        return self._condition

    def send(self, sms: Sms) -> Receipt:
        """Hand a message to the network.

        Raises:
            DeviceFault: ``sms.refused | sms.unsure | device.fault``.
            DeviceError: the modem did not answer.
        """
        if self._memory == "none":
            return self._book.send(sms, self._submit_directly)
        self._needless = []
        receipt = self._book.send(sms, self._submit_stored, self._submit_rest)
        # Not before the book knows: an empty place could not tell a process after a kill that the part has left.
        with suppress(DeviceError):
            self._forget(self._needless)
        return receipt

    def _submit_directly(self, sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        on_the_way("")
        references: list[int] = []
        for pdu in self._pdus(sms):
            try:
                references.append(
                    self._reference("+CMGS", self._line.hand_over(f"AT+CMGS={length_of(pdu)}", pdu, self._send_s))
                )
            except DeviceFault as fault:
                raise BrokeOffError(fault, has_left=bool(references)) from fault
        return self._track(sms, references)

    def _submit_stored(self, sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        """Write all parts into the memory, note where, send them from there."""
        try:
            places = [self._store_twice(pdu) for pdu in self._pdus(sms)]
        except (DeviceTimeout, DeviceProtocol) as error:
            raise BrokeOffError(error, has_left=False) from error
        on_the_way(" ".join(places))
        return self._send_stored(sms, places)

    def _submit_rest(self, sms: Sms, note: str) -> tuple[str, ...] | None:
        """Send what the modem says has not left; None when its memory holds something else by now."""
        places, pdus = note.split(), self._pdus(sms)
        if len(places) != len(pdus) or None in map(self._state_of, places, pdus):
            return None
        return self._send_stored(sms, places)

    def _send_stored(self, sms: Sms, places: list[str]) -> tuple[str, ...]:
        references: list[int] = []
        for number, (place, pdu) in enumerate(zip(places, self._pdus(sms), strict=True)):
            if self._state_of(place, pdu) == _SENT:
                continue
            try:
                references += self._send_place(place, pdu)
            except DeviceFault as fault:
                if number == 0:
                    self._forget(places)
                raise BrokeOffError(fault, has_left=number > 0) from fault
        self._needless = places
        return self._track(sms, references)

    def _send_place(self, place: str, pdu: bytes) -> list[int]:
        """Send what is stored; its reference, none when only the modem's memory told that it has left."""
        for _ in range(2):
            try:
                return [self._reference("+CMSS", self._line.ask(f"AT+CMSS={place}", self._send_s))]
            except (DeviceTimeout, DeviceProtocol):
                # The answer was lost; the modem knows whether the part has left.
                if self._state_of(place, pdu) == _SENT:
                    return []
        raise DeviceTimeout("device.timeout", device=self.id)

    def _store_twice(self, pdu: bytes) -> str:
        """Write a part into the memory, again when the answer was lost; what is left behind makes room when needed."""
        try:
            return self._store(pdu)
        except (DeviceTimeout, DeviceProtocol):
            return self._store(pdu)

    def _store(self, pdu: bytes) -> str:
        """Write a part into the memory; where it lies. What the hall does not need any more makes room for it."""
        command = f"AT+CMGW={length_of(pdu)}"
        try:
            return str(self._reference("+CMGW", self._line.hand_over(command, pdu, self._send_s)))
        except DeviceFault as fault:
            if fault.fields.get("reason") != Reason.STORAGE_FULL:
                raise
        needed = {place for note in self._book.unsure_notes() for place in note.split()}
        stored = [line for line in self._line.ask_twice("AT+CMGL=4") if line.startswith("+CMGL:")]
        places = [_numbers(line)[0] for line in stored]
        self._forget([place for place in places if place not in needed])
        return str(self._reference("+CMGW", self._line.hand_over(command, pdu, self._send_s)))

    def _state_of(self, place: str, pdu: bytes) -> str | None:
        """``2`` for stored, ``3`` for sent; None when the place is empty or holds something else."""
        try:
            lines = self._line.ask_twice(f"AT+CMGR={place}")
        except DeviceFault as fault:
            if fault.fields.get("detail") == _NO_SUCH_PLACE:
                return None
            # A card that cannot be read just now has not lost anything.
            raise DeviceProtocol("device.refused", device=self.id) from fault
        for head, body in pairwise(lines):
            if head.startswith("+CMGR:") and body.upper() == pdu.hex().upper():
                return _numbers(head)[0]
        return None

    def _forget(self, places: Iterable[str]) -> None:
        for place in places:
            with suppress(DeviceFault):
                self._line.ask_twice(f"AT+CMGD={place}")

    def _pdus(self, sms: Sms) -> tuple[bytes, ...]:
        # The same for every try, so that a stored part is known again.
        reference = zlib.crc32(sms.message_id.encode())
        return encode_submits(sms.to, sms.parts, reference, wants_report=self._has_reports)

    def _reference(self, prefix: str, lines: list[str]) -> int:
        for line in lines:
            if line.startswith(f"{prefix}:") and (numbers := _numbers(line)):
                return int(numbers[0])
        raise DeviceProtocol("device.unexpected", device=self.id)

    def _track(self, sms: Sms, references: list[int]) -> tuple[str, ...]:
        """Remember which reports belong to the message."""
        if self._has_reports and references:
            self._waiting = [*self._waiting[-_TRACKED:], _Waiting(sms.message_id, set(references))]
        return tuple(map(str, references))

    def _look(self) -> None:
        """How the card, the network and the signal are."""
        try:
            registered = _numbers(self._answer("+CREG", self._line.ask_twice("AT+CREG?")))
            signal = int(_numbers(self._answer("+CSQ", self._line.ask_twice("AT+CSQ")))[0])
        except DeviceFault as fault:
            if fault.fields.get("reason") in {Reason.SIM_MISSING, Reason.PIN_REQUIRED}:
                raise
            raise DeviceProtocol("device.refused", device=self.id) from fault
        except (IndexError, ValueError) as error:
            raise DeviceProtocol("device.unexpected", device=self.id) from error
        reasons: set[Reason] = set()
        if registered[-1:] == ["3"]:
            reasons.add(Reason.NETWORK_DENIED)
        elif registered[-1:] not in (["1"], ["5"]):
            reasons.add(Reason.NO_NETWORK)
        elif signal < _LOW_SIGNAL:
            reasons.add(Reason.LOW_SIGNAL)
        detail = f"CSQ {signal}" if signal != _UNKNOWN_SIGNAL else ""
        self._condition = (
            Condition(health=Health.DEGRADED, reasons=frozenset(reasons), detail=detail) if reasons else ONLINE
        )

    def _unlock(self) -> None:
        """See that there is a card, and give it its PIN once; a second wrong one would bring it closer to its end."""
        state = self._answer("+CPIN", self._line.ask_twice("AT+CPIN?"))
        if "READY" in state:
            return
        if "SIM PIN" not in state or not self._pin_path:
            raise _person(self.id, Reason.PIN_REQUIRED, state)
        try:
            pin = Path(self._pin_path).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise _person(self.id, Reason.PIN_REQUIRED, "file") from error
        if pin == self._refused_pin or not re.fullmatch(r"[0-9]{4,8}", pin):
            raise _person(self.id, Reason.PIN_REQUIRED, "refused")
        try:
            self._line.ask(f'AT+CPIN="{pin}"', self._timeout_s)
        except DeviceFault as fault:
            self._refused_pin = pin
            raise _person(self.id, Reason.PIN_REQUIRED, "refused") from fault

    def _answer(self, prefix: str, lines: list[str]) -> str:
        for line in lines:
            if line.startswith(f"{prefix}:"):
                return line
        raise DeviceProtocol("device.unexpected", device=self.id)

    def _no(self, line: str) -> DeviceFault:
        if line in _PERSON:
            return _person(self.id, _PERSON[line], line)
        if line == _MEMORY_FULL:
            return _person(self.id, Reason.STORAGE_FULL, line)
        return refusal(_CMS.get(line.removeprefix("+CMS ERROR: "), SmsTrouble.REFUSED), line)

    def _hear_reports(self) -> None:
        for body in self._line.take_reports():
            with suppress(ValueError):
                self._settle(decode_report(bytes.fromhex(body)))

    def _settle(self, report: Report) -> None:
        if not report.is_final:
            return
        # References are numbers of one octet and come round again: the newest message with it is meant.
        found = next((waiting for waiting in reversed(self._waiting) if report.reference in waiting.left), None)
        if found is None:
            return
        found.left.discard(report.reference)
        found.trouble = found.trouble or report.trouble
        if not found.left:
            self._waiting.remove(found)
            state = SmsState.FAILED if found.trouble else SmsState.DELIVERED
            now = datetime.now(UTC)
            self._reports.append(
                SmsReported(device=self.id, at=now, message_id=found.message_id, state=state, trouble=found.trouble)
            )


def _numbers(line: str) -> list[str]:
    return [number.strip().strip('"') for number in line.partition(":")[2].split(",")]


def _person(device: DeviceId, reason: Reason, detail: str) -> DeviceFault:
    return DeviceFault("device.fault", device=device, reason=reason.value, detail=detail)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> AtSmsSender:
    del services  # it needs nobody
    book = SentBook(config.id, Path(config.text("book")), cast("Unsure", config.text("unsure")))
    return AtSmsSender(config, wire, book)


SPEC = DriverSpec(
    name="sms.at",
    ports=frozenset({"serial", "tcp"}),
    options={
        **BOOK_OPTIONS,
        "memory": Choice("SM", ("SM", "ME", "MT", "none")),
        "pin": Secret(""),
        "reports": Flag(default=True),
        "poll_ms": Whole(2000, 50, 60_000),
        "timeout_ms": Whole(1000, 100, 5000),
        "send_ms": Whole(10_000, 100, 20_000),
    },
    make=_make,
)
