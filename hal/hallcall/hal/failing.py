"""Error codes of devices: back to the exception they belong to, and on to the reason a status shows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from hallcall.core.errors import (
    DeviceAbsent,
    DeviceBusy,
    DeviceError,
    DeviceFault,
    DeviceProtocol,
    DeviceTimeout,
)
from hallcall.hal.model import Reason

_KINDS: tuple[type[DeviceError], ...] = (DeviceAbsent, DeviceBusy, DeviceFault, DeviceProtocol, DeviceTimeout)
_REASONS: Mapping[str, Reason] = {
    "device.absent": Reason.NOT_FOUND,
    "device.busy": Reason.BUSY,
    "device.timeout": Reason.NO_RESPONSE,
    "device.unplugged": Reason.UNPLUGGED,
}


def error_of(code: str, **fields: str | float | bool) -> DeviceError:
    """The exception that carries ``code``; for a code of a newer version a plain protocol error."""
    for kind in _KINDS:
        if code in kind.codes:
            return kind(code, **fields)
    return DeviceProtocol("device.unexpected", **fields)


def reason_of(error: DeviceError, reasons: Mapping[str, Reason]) -> Reason:
    """What an error means in a status: as the error itself says, as its driver's spec says, or as always.

    Args:
        error: what was raised.
        reasons: what the driver's own codes mean.
    """
    with suppress(KeyError, ValueError):
        return Reason(str(error.fields["reason"]))
    return reasons.get(error.code) or _REASONS.get(error.code) or _fallback(error)


def _fallback(error: DeviceError) -> Reason:
    return Reason.DEVICE_FAULT if isinstance(error, DeviceFault) else Reason.BAD_FRAMES
