"""The book of payments of one terminal: a line a change, on the disk before anybody is asked for money."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import msgspec

from hallcall.core.errors import DeviceBusy, DeviceFault
from hallcall.core.payments import Payment, PaymentState
from hallcall.hal.appending import append_line, sync_folder
from hallcall.hal.model import DeviceId, Reason


class PayBook:
    """A file of JSON lines; the last one of an order holds. Half a line at the end is a write that power cut off."""

    def __init__(self, device: DeviceId, path: Path) -> None:
        self._device = device
        self._path = path
        self._number = -1
        self._payments: dict[str, Payment] = {}

    def open(self) -> None:
        """Read what is known.

        Raises:
            DeviceBusy: another program has it.
            DeviceFault: ``device.fault`` with ``disk-full``: the file cannot be read or written.
        """
        self.close()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._number = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            whole = self._path.read_bytes()
            end = whole.rfind(b"\n") + 1
            os.ftruncate(self._number, end)
            os.fsync(self._number)
            sync_folder(self._path.parent)
            read = (msgspec.json.decode(line, type=Payment) for line in whole[:end].splitlines())
            self._payments = {payment.order_id: payment for payment in read}
        except BlockingIOError as error:
            self.close()
            raise DeviceBusy("device.busy", device=self._device) from error
        except (OSError, msgspec.DecodeError) as error:
            self.close()
            raise self._fault(error) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._number >= 0:
            os.close(self._number)
        self._number = -1

    def find(self, order_id: str) -> Payment | None:
        """The payment of an order."""
        return self._payments.get(order_id)

    def all(self) -> list[Payment]:
        """Every payment."""
        return list(self._payments.values())

    def unsettled(self) -> list[Payment]:
        """Those that nobody knows the end of."""
        return [payment for payment in self._payments.values() if payment.state is PaymentState.ASKED]

    def keep(self, payment: Payment) -> Payment:
        """Write a payment as it is now; on the disk when this returns.

        Raises:
            DeviceFault: ``device.fault`` with ``disk-full``: it is not.
        """
        if self._payments.get(payment.order_id) == payment:
            return payment
        try:
            append_line(self._number, msgspec.json.encode(payment))
            os.fsync(self._number)
        except OSError as error:
            raise self._fault(error) from error
        self._payments[payment.order_id] = payment
        return payment

    def _fault(self, error: Exception) -> DeviceFault:
        reason = Reason.DISK_FULL if isinstance(error, OSError) else Reason.STATE_MISMATCH
        return DeviceFault("device.fault", device=self._device, reason=reason.value, detail=type(error).__name__)
