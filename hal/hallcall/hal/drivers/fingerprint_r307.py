"""R307, AS608 and other optical fingerprint modules of that family, on a serial line at 57600 baud.

An answer does not say to what it is, and one that comes late must not name one person for the finger of the next. So
only an answer as long as that to a command is taken for it; and after one without an answer the module is asked what it
is first: nothing else has so long an answer, and it answers in turn, so what it owed has come by then.

Source:
    ``hal.codec.r307``; that a search returns page and score, and what each confirmation code means, is as published.
"""

from __future__ import annotations

import time
from pathlib import Path

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import r307
from hallcall.hal.codec.r307 import Confirmation, Instruction, Kind
from hallcall.hal.model import ONLINE, Condition, DeviceId, Reason
from hallcall.hal.options import Secret, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.fingerprint import FingerMatch, FingerprintCapabilities
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_POOR = frozenset({Confirmation.IMAGE_FAILED, Confirmation.IMAGE_MESSY, Confirmation.TOO_FEW_FEATURES})
_FAULTS = {
    Confirmation.NOT_COMBINED: ("finger.different", None),
    Confirmation.BAD_PAGE: ("device.fault", Reason.STORAGE_FULL),
    Confirmation.FLASH_ERROR: ("device.fault", Reason.STORAGE_FULL),
    Confirmation.DELETE_FAILED: ("device.fault", Reason.STORAGE_FULL),
    Confirmation.WRONG_PASSWORD: ("device.fault", Reason.UNAUTHORISED),
    Confirmation.NO_IMAGE: ("finger.absent", None),
    Confirmation.NO_FINGER: ("finger.absent", None),
}
_SLOW_FACTOR = 5
"""Taking an image and searching take the module up to a second, everything else next to nothing."""


class R307Reader:
    """One module."""

    def __init__(
        self, device: DeviceId, wire: Transport, *, password_file: str, pause_s: float, timeout_s: float
    ) -> None:
        self.id = device
        self.pause_s = pause_s
        self.capabilities = FingerprintCapabilities()
        self._wire = wire
        self._password_file = password_file
        self._password = 0
        self._timeout_s = timeout_s
        self._questions = Questions(wire, timeout_s, mark=self._greet)

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port, give the password, and ask how much it can store."""
        self._wire.open()
        self._password = _password(self._password_file, self.id)
        self._questions.begin()
        system = r307.decode_system(self._order(Instruction.READ_SYSTEM))
        if system is None:
            raise DeviceProtocol("device.unexpected", device=self.id)
        self.capabilities = FingerprintCapabilities(capacity=system.capacity)

    def close(self) -> None:
        """Give the port back."""
        self._wire.close()

    def step(self, emit: Emit) -> Condition:
        """Hear that it is there; it tells nothing by itself."""
        del emit
        self._order(Instruction.COUNT)
        return ONLINE

    def search(self) -> FingerMatch | None:
        """Whose finger lies there."""
        self.capture(1)
        whole = b"\x01" + bytes(2) + self.capabilities.capacity.to_bytes(2, "big")
        answer = self._ask(Instruction.SEARCH, whole)
        if answer[0] == Confirmation.NOT_FOUND:
            return None
        data = self._checked(answer)
        if len(data) != 4:
            raise DeviceProtocol("device.unexpected", device=self.id)
        return FingerMatch(page=int.from_bytes(data[:2], "big"), score=int.from_bytes(data[2:], "big"))

    def capture(self, buffer: int) -> None:
        """Take the features of the finger into a buffer."""
        self._order(Instruction.GET_IMAGE)
        self._order(Instruction.IMAGE_TO_FEATURES, bytes((buffer,)))

    def store(self, page: int) -> None:
        """Make a template of both buffers and store it."""
        self._order(Instruction.MAKE_MODEL)
        self._order(Instruction.STORE, b"\x01" + page.to_bytes(2, "big"))

    def match(self) -> int | None:
        """The score of buffers 1 and 2 against each other."""
        answer = self._ask(Instruction.MATCH)
        if answer[0] == Confirmation.NO_MATCH:
            return None
        return int.from_bytes(self._checked(answer), "big")

    def delete(self, page: int) -> None:
        """Forget the template at a page."""
        self._order(Instruction.DELETE, page.to_bytes(2, "big") + b"\x00\x01")

    def _order(self, instruction: Instruction, parameters: bytes = b"") -> bytes:
        return self._checked(self._ask(instruction, parameters))

    def _checked(self, answer: bytes) -> bytes:
        """The data of an answer.

        Raises:
            DeviceFault: the module could not do it.
            DeviceProtocol: it did not understand.
        """
        code = answer[0]
        if code == Confirmation.OK:
            return answer[1:]
        if code in _POOR:
            raise DeviceFault("finger.poor", device=self.id)
        name, reason = _FAULTS.get(Confirmation(code) if code in set(Confirmation) else Confirmation.OK, ("", None))
        if not name:
            raise DeviceProtocol("device.refused", device=self.id, answer=f"{code:02X}")
        raise DeviceFault(name, device=self.id, **({"reason": reason.value} if reason else {}))

    def _ask(self, instruction: Instruction, parameters: bytes = b"") -> bytes:
        """One command, one answer; given a second time when the answer was lost: none of them adds to another."""
        packet = r307.command(instruction, parameters)
        is_slow = instruction in {Instruction.GET_IMAGE, Instruction.SEARCH}
        timeout_s = self._timeout_s * (_SLOW_FACTOR if is_slow else 1)
        return self._questions.ask_twice(lambda: self._exchange(instruction, packet, timeout_s), timeout_s)

    def _greet(self) -> None:
        """Give the password, without which a module does not say what it is, and ask for that."""
        password = self._password.to_bytes(4, "big")
        for instruction, given in ((Instruction.VERIFY_PASSWORD, password), (Instruction.READ_SYSTEM, b"")):
            self._checked(self._exchange(instruction, r307.command(instruction, given), self._timeout_s))

    def _exchange(self, instruction: Instruction, packet: bytes, timeout_s: float) -> bytes:
        self._wire.write(packet)
        framer = r307.Framer()
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                packets = framer.feed(self._wire.read_exact(framer.needed, deadline))
            except DeviceTimeout:
                if framer.rejected:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise
            for answer in packets:
                if answer.kind == Kind.ANSWER and r307.can_answer(instruction, answer.content):
                    return answer.content


def _password(path: str, device: DeviceId) -> int:
    """The module's password, eight hexadecimal digits in a file; without a file the one it is delivered with.

    Raises:
        DeviceFault: the file cannot be read.
    """
    if not path:
        return 0
    try:
        return int(Path(path).read_text(encoding="ascii").strip(), 16) & 0xFFFFFFFF
    except (OSError, ValueError) as error:
        raise DeviceFault("device.fault", device=device, reason=Reason.UNAUTHORISED.value) from error


def _make(config: DeviceConfig, wire: Transport, services: Services) -> R307Reader:
    del services  # it needs nobody
    return R307Reader(
        config.id,
        wire,
        password_file=config.text("password"),
        pause_s=config.seconds("poll_ms"),
        timeout_s=config.seconds("timeout_ms"),
    )


SPEC = DriverSpec(
    name="fingerprint.r307",
    ports=frozenset({"serial", "tcp"}),
    options={"password": Secret(""), "poll_ms": Whole(1000, 20, 60000), "timeout_ms": Whole(300, 50, 5000)},
    make=_make,
)
