"""A simulated GSM modem: takes AT commands, keeps messages on its SIM card, and has a network around it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from hallcall.hal.codec.smspdu import Submit, decode_submit, encode_report, length_of

_END_OF_PDU, _ESCAPE = b"\x1a", b"\x1b"
_UNSENT, _SENT = 2, 3


class SimModem:
    """The modem."""

    def __init__(self, *, slots: int = 10, pin: str = "", report_after_s: float = 0.05) -> None:
        """A modem in a good network.

        Args:
            slots: places for messages on its card; 0 is a modem without a memory.
            pin: what the card asks for; empty asks for nothing.
            report_after_s: how long a phone takes to confirm.
        """
        self._lock = threading.RLock()  # who is told of a message may tell the modem something
        self._wake: Callable[[], None] = _nobody
        self._slots = slots
        self._pin = pin
        self._report_after_s = report_after_s
        self._memory: dict[int, tuple[bytes, int]] = {}
        self._due: list[tuple[float, bytes]] = []
        self._refusals: deque[str] = deque()
        self._reference = 0
        self.has_card = True
        self.signal = 21
        self.registered = 1
        self.delivery = 0x00
        """Status of the next reports. Source: TS 23.040, 9.2.3.15."""
        self.sent: list[Submit] = []
        """Its log: the parts that have left."""
        self.on_sent: Callable[[], None] = _nobody
        """Called after a part has left and before that is answered."""
        self._reset()

    def refuse_next(self, code: str, times: int = 1) -> None:
        """Answer the next orders to send with ``+CMS ERROR``."""
        with self._lock:
            self._refusals.extend([code] * times)

    def fill(self, slots: int) -> None:
        """Somebody else's messages lie in the memory."""
        with self._lock:
            for place in range(1, slots + 1):
                self._memory[place] = (b"\x00", _SENT)

    @property
    def stored(self) -> int:
        """Messages in the memory."""
        with self._lock:
            return len(self._memory)

    def power_on(self) -> None:
        """It starts anew, with echo and locked; the card remembers its messages."""
        with self._lock:
            self._reset()

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take what gets the wire's attention."""
        self._wake = wake

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Tell of deliveries whose time has come."""
        with self._lock:
            ready = [pdu for at, pdu in self._due if at <= now] if self._wants_reports else []
            self._due = [(at, pdu) for at, pdu in self._due if at > now]
            again = min((at for at, _ in self._due), default=None)
        return [f"\r\n+CDS: {length_of(pdu)}\r\n{pdu.hex().upper()}\r\n".encode() for pdu in ready], again

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole command; the echo of it, the answer behind it."""
        replies: list[bytes] = []
        self._input += data
        while True:
            if self._awaits is not None:
                if (reply := self._take_pdu(self._awaits)) is None:
                    return replies
                replies += reply
                continue
            command, end, rest = self._input.replace(_ESCAPE, b"").partition(b"\r")
            if not end:
                return replies
            self._input = rest
            echo = command + end if self._echo else b""
            text = command.decode("ascii", "replace").strip().upper()
            replies.append(echo + b"".join(self._obey(text) if text else []))

    def _reset(self) -> None:
        self._input = b""
        self._awaits: str | None = None
        self._echo = True
        self._is_locked = bool(self._pin)
        self._wants_reports = False

    def _obey(self, command: str) -> list[bytes]:
        name, _, rest = command.removeprefix("AT").partition("=")
        with self._lock:
            if command in {"ATE0", "ATE1"}:
                self._echo = command == "ATE1"
                return [_ok()]
            if name in {"", "+CMEE", "+CMGF", "+CSQ", "+CREG?"}:
                return [_ok(*self._told(name))]
            if not self.has_card:
                return [_no("CME", "10")]
            if name.startswith("+CPIN"):
                return self._unlock(rest.strip('"'))
            if self._is_locked:
                return [_no("CMS", "311")]
            return self._message(name, rest)

    def _told(self, name: str) -> list[str]:
        return {"+CSQ": [f"+CSQ: {self.signal},99"], "+CREG?": [f"+CREG: 0,{self.registered}"]}.get(name, [])

    def _unlock(self, pin: str) -> list[bytes]:
        if not pin:
            return [_ok("+CPIN: SIM PIN" if self._is_locked else "+CPIN: READY")]
        if pin != self._pin:
            return [_no("CME", "16")]
        self._is_locked = False
        return [_ok()]

    def _message(self, name: str, rest: str) -> list[bytes]:
        place = int(rest) if rest.isdecimal() else 0
        match name:
            case "+CPMS" if self._slots:
                return [_ok(f"+CPMS: {len(self._memory)},{self._slots},{len(self._memory)},{self._slots}")]
            case "+CNMI":
                self._wants_reports = True
                return [_ok()]
            case "+CMGW" if len(self._memory) >= self._slots:
                return [_no("CMS", "322")]
            case "+CMGW" | "+CMGS":
                self._awaits = name
                return [b"\r\n> "]
            case _:
                return self._stored(name, place)

    def _stored(self, name: str, place: int) -> list[bytes]:
        match name:
            case "+CMSS" if place in self._memory:
                return self._send(self._memory[place][0], "+CMSS", place)
            case "+CMGR" if place in self._memory:
                pdu, state = self._memory[place]
                return [_ok(f"+CMGR: {state},,{length_of(pdu)}", pdu.hex().upper())]
            case "+CMSS" | "+CMGR":
                return [_no("CMS", "321")]
            case "+CMGL":
                heads = [(f"+CMGL: {at},{state},,{length_of(pdu)}", pdu) for at, (pdu, state) in self._memory.items()]
                return [_ok(*(line for head, pdu in heads for line in (head, pdu.hex().upper())))]
            case "+CMGD":
                self._memory.pop(place, None)
                return [_ok()]
            case _:
                return [b"\r\nERROR\r\n"]

    def _take_pdu(self, command: str) -> list[bytes] | None:
        ends = [at for at in (self._input.find(_END_OF_PDU), self._input.find(_ESCAPE)) if at >= 0]
        if not ends:
            return None
        text, is_given_up = self._input[: min(ends)], self._input[min(ends) : min(ends) + 1] == _ESCAPE
        self._input = self._input[min(ends) + 1 :]
        self._awaits = None
        if is_given_up:
            return [_ok()]
        with self._lock:
            try:
                pdu = bytes.fromhex(text.decode("ascii").strip())
                decode_submit(pdu)
            except ValueError:
                return [_no("CMS", "304")]
            if command == "+CMGS":
                return self._send(pdu, "+CMGS")
            place = min(set(range(1, self._slots + 1)) - self._memory.keys())
            self._memory[place] = (pdu, _UNSENT)
            return [_ok(f"+CMGW: {place}")]

    def _send(self, pdu: bytes, name: str, place: int | None = None) -> list[bytes]:
        if self._refusals:
            return [_no("CMS", self._refusals.popleft())]
        if self.registered not in {1, 5}:
            return [_no("CMS", "331")]
        submit = decode_submit(pdu)
        self.sent.append(submit)
        self._reference = (self._reference + 1) % 256
        if place is not None:
            self._memory[place] = (pdu, _SENT)
        if submit.wants_report:
            report = encode_report(self._reference, submit.to, self.delivery)
            self._due.append((time.monotonic() + self._report_after_s, report))
        self.on_sent()
        return [_ok(f"{name}: {self._reference}")]


def _ok(*lines: str) -> bytes:
    return b"".join(f"\r\n{line}".encode() for line in lines) + b"\r\n\r\nOK\r\n"


def _no(kind: str, code: str) -> bytes:
    return f"\r\n+{kind} ERROR: {code}\r\n".encode()


def _nobody() -> None:
    """Nobody listens."""
