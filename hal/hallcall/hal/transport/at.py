"""Commands and answers of a modem over a wire: lines that end, echoes, prompts, and news that come whenever they like.

An answer does not say to what. So the modem echoes: what comes before the echo of a command is a late answer to an
earlier one, perhaps to a process that was killed, and is never taken for the answer to this one.

Source:
    ITU-T V.250, 5.7 (answers), 6.2.4 (``E1``, echo), 3GPP TS 27.005, 3.5.1 (prompt ``>``, control-Z ends a PDU, ESC
    gives it up).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.port import Transport

_ESCAPE = b"\x1b"
_END_OF_PDU = b"\x1a"
_NEWS = "+CDS:"


class AtLine:
    """One conversation with one modem."""

    def __init__(
        self, wire: Transport, device: DeviceId, refusal: Callable[[str], DeviceFault], timeout_s: float
    ) -> None:
        """Take a wire that somebody else opens and closes.

        Args:
            wire: to the modem.
            device: named in errors.
            refusal: the error for a line with which the modem says no.
            timeout_s: for the answer to a question.
        """
        self._wire = wire
        self._device = device
        self._refusal = refusal
        self._timeout_s = timeout_s
        self._rest = b""
        self._ready: list[str] = []
        self._reports: list[str] = []

    def wake(self) -> None:
        """Begin anew: whatever was half typed is forgotten, and every command will be echoed.

        Raises:
            DeviceTimeout: the modem does not echo.
        """
        self._rest = b""
        self._ready, self._reports = [], []
        self._wire.write(_ESCAPE + b"\rATE1\r")
        with suppress(DeviceFault, DeviceTimeout, DeviceProtocol):
            self._hear(self._timeout_s, "OK")
        self.ask_twice("AT")

    def listen(self) -> None:
        """Take what the modem tells without being asked."""
        self._feed(self._wire.read_pending())

    def take_reports(self) -> list[str]:
        """PDUs of the reports of delivery that came since the last time, in hexadecimal digits."""
        reports, self._reports = self._reports, []
        return reports

    def ask_twice(self, command: str) -> list[str]:
        """A question that may be asked again when its answer was lost."""
        try:
            return self.ask(command)
        except (DeviceTimeout, DeviceProtocol):
            return self.ask(command)

    def ask(self, command: str, timeout_s: float | None = None, end: str = "OK") -> list[str]:
        """The lines of the answer, without its end.

        Raises:
            DeviceFault: the modem says no.
            DeviceTimeout: nothing came that ends the answer.
            DeviceProtocol: it came damaged.
        """
        self.listen()
        # What is left of an answer that came too late; a report may still be half on its way.
        self._ready = [line for line in self._ready if line.startswith(_NEWS)]
        self._wire.write(command.encode("ascii") + b"\r")
        return self._hear(self._timeout_s if timeout_s is None else timeout_s, end, echo=command)

    def hand_over(self, command: str, pdu: bytes, timeout_s: float) -> list[str]:
        """A command with a PDU behind its prompt; without the prompt the modem is told to forget it.

        Raises:
            DeviceError: as :meth:`ask`.
        """
        try:
            self.ask(command, end=">")
        except (DeviceTimeout, DeviceProtocol):
            self._wire.write(_ESCAPE)
            raise
        self._wire.write(pdu.hex().upper().encode() + _END_OF_PDU)
        return self._hear(timeout_s, "OK")

    def _hear(self, timeout_s: float, end: str, echo: str = "") -> list[str]:
        """The lines behind the echo; without one, whatever comes."""
        deadline = time.monotonic() + timeout_s
        heard: list[str] = []
        is_echoed, is_damaged = not echo, False
        while True:
            while self._ready and not self._ready[0].startswith(_NEWS):
                line = self._ready.pop(0)
                if not is_echoed:
                    # Noise, or what a killed process had typed, may stand before it on its line.
                    is_echoed = line.endswith(echo)
                elif not line.isascii():
                    # A line of nothing but rubbish is noise between answers; rubbish inside one has spoilt it.
                    is_damaged = is_damaged or any(letter.isascii() for letter in line)
                elif line == end and is_damaged:
                    raise DeviceProtocol("device.bad_frame", device=self._device)
                elif line == end:
                    return heard
                elif line == "ERROR" or line.startswith(("+CMS ERROR:", "+CME ERROR:")):
                    raise self._refusal(line)
                else:
                    heard.append(line)
            try:
                self._feed(self._wire.read_exact(1, deadline) + self._wire.read_pending())
            except DeviceTimeout:
                if is_damaged:
                    raise DeviceProtocol("device.bad_frame", device=self._device) from None
                raise

    def _feed(self, data: bytes) -> None:
        *whole, self._rest = (self._rest + data).replace(b"\r", b"\n").split(b"\n")
        self._ready += [line.decode("ascii", "replace").strip() for line in whole if line.strip()]
        if self._rest.endswith(b"> "):
            self._ready.append(">")
            self._rest = b""
        self._keep_reports()

    def _keep_reports(self) -> None:
        """Take reports of delivery out of the rest; each is a line of news and a line with its PDU."""
        while (at := next((n for n, line in enumerate(self._ready) if line.startswith(_NEWS)), None)) is not None:
            if at + 1 >= len(self._ready):
                return
            self._reports.append(self._ready[at + 1])
            del self._ready[at : at + 2]
