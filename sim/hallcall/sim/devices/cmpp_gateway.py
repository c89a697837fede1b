"""A simulated gateway of an operator that speaks CMPP 2.0: it wants a proof, has a flow limit, and reports late."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime

from hallcall.hal.codec import cmpp
from hallcall.hal.codec.cmpp import Command, Frame, Framer, Report, Submit

ACCOUNT, SECRET = "901234", "open"
"""Who may connect, and what both know."""
_WRONG_ACCOUNT, _WRONG_PROOF = 2, 3


class SimCmppGateway:
    """The gateway."""

    def __init__(self, *, report_after_s: float = 0.05) -> None:
        """A gateway with one account.

        Args:
            report_after_s: how long a phone takes to confirm.
        """
        self._lock = threading.RLock()  # who is told of a message may tell the gateway something
        self._wake: Callable[[], None] = _nobody
        self._account = ACCOUNT
        self._secret = SECRET
        self._report_after_s = report_after_s
        self._due: list[tuple[float, Report]] = []
        self._told: dict[int, Report] = {}
        """Reports that nobody has answered yet, by their sequence number."""
        self._results: deque[int] = deque()
        self._sequence = 0
        self._names = 0
        self.proves_itself = True
        self.state = "DELIVRD"
        """State of the next reports."""
        self.sent: list[Submit] = []
        """Its log: the parts that have left."""
        self.sequences: list[int] = []
        """Sequence numbers of what it was sent."""
        self.on_sent: Callable[[], None] = _nobody
        """Called after a part has left and before that is answered."""
        self._reset()

    def refuse_next(self, result: int, times: int = 1) -> None:
        """Answer the next parts with that result; 8 is too many in a short time."""
        with self._lock:
            self._results.extend([result] * times)

    def test_line(self) -> None:
        """Ask the other side whether it is there."""
        with self._lock:
            self._asks = True
        self._wake()

    @property
    def is_answered(self) -> bool:
        """Whether the other side has said that it is there."""
        return self._is_answered

    def power_on(self) -> None:
        """It starts anew; what has left is remembered, and reports are still to come."""
        with self._lock:
            self._reset()

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take what gets the wire's attention."""
        self._wake = wake

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Tell of deliveries whose time has come, while somebody is connected."""
        frames: list[Frame] = []
        with self._lock:
            if not self._is_connected:
                return [], None
            for report in [report for at, report in self._due if at <= now]:
                frames.append(self._frame(Command.DELIVER, cmpp.encode_report(report, "10690001")))
                self._told[frames[-1].sequence] = report
            self._due = [(at, report) for at, report in self._due if at > now]
            if self._asks:
                self._asks = False
                frames.append(self._frame(Command.ACTIVE_TEST, b""))
            again = min((at for at, _ in self._due), default=None)
        return [cmpp.encode(frame) for frame in frames], again

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole frame."""
        if data[4:8] == Command.CONNECT.to_bytes(4, "big"):
            self._framer = Framer()  # half a frame of a caller that has died is no beginning of this one
        try:
            frames = self._framer.feed(data)
        except ValueError:
            self._framer = Framer()
            return []
        answers = [self._answer(frame) for frame in frames]
        return [cmpp.encode(answer) for answer in answers if answer is not None]

    def _reset(self) -> None:
        self._framer = Framer()
        self._is_connected = self._asks = self._is_answered = False
        self._answered: dict[int, Frame] = {}

    def _frame(self, command: Command, body: bytes) -> Frame:
        self._sequence += 1
        return Frame(command, self._sequence, body)

    def _answer(self, frame: Frame) -> Frame | None:
        with self._lock:
            match frame.command:
                case Command.CONNECT:
                    return self._connect(frame)
                case Command.SUBMIT if self._is_connected:
                    return self._take(frame)
                case Command.ACTIVE_TEST if self._is_connected:
                    return Frame(Command.ACTIVE_TEST_RESP, frame.sequence, b"\0")
                case Command.ACTIVE_TEST_RESP:
                    self._is_answered = True
                case Command.DELIVER_RESP:
                    self._told.pop(frame.sequence, None)
                case _:
                    pass
        return None

    def _connect(self, frame: Frame) -> Frame:
        # A new connection begins a new count.
        self._answered = {}
        # Nor has anybody taken the reports that were not answered.
        self._due += [(0.0, report) for report in self._told.values()]
        self._told = {}
        account, proof, stamp = cmpp.decode_connect(frame.body)
        expected = cmpp.authenticator(self._account, self._secret, stamp)
        status = _WRONG_ACCOUNT if account != self._account else 0 if proof == expected else _WRONG_PROOF
        self._is_connected = not status
        secret = self._secret if self.proves_itself else "somebody else's"
        return Frame(Command.CONNECT_RESP, frame.sequence, cmpp.encode_connect_answer(status, proof, secret))

    def _take(self, frame: Frame) -> Frame:
        """Send a part on; one that comes again by the same sequence number is only answered again."""
        if (known := self._answered.get(frame.sequence)) is not None:
            return known
        self.sequences.append(frame.sequence)
        name, result = bytes(8), self._results.popleft() if self._results else 0
        if not result:
            self._names += 1
            name = self._names.to_bytes(8, "big")
            submit = cmpp.decode_submit(frame.body)
            self.sent.append(submit)
            if submit.wants_report:
                self._due.append(
                    (time.monotonic() + self._report_after_s, Report(name.hex(), self.state, submit.to, _now()))
                )
            self.on_sent()
        answer = Frame(Command.SUBMIT_RESP, frame.sequence, cmpp.encode_answer(name, result))
        self._answered[frame.sequence] = answer
        return answer


def _now() -> str:
    return datetime.now().astimezone().strftime("%y%m%d%H%M")


def _nobody() -> None:
    """Nobody listens."""
