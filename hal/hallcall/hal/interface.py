"""The devices of one machine, wherever they are: in this process (``Hal``) or in a daemon (``RemoteHal``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from hallcall.hal.document import Slip
from hallcall.hal.model import Capabilities, DeviceEvent, DeviceId, Job, Status
from hallcall.hal.ports.base import Command

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What an application may know of a device."""

    id: DeviceId
    driver: str
    """Name of its driver, ``printer.escpos``."""
    capabilities: Capabilities
    status: Status


class Devices(Protocol):
    """Starts the devices of a machine, tells what happens to them, and has them do things.

    Events come on threads of its own; a Qt application hands them on by a queued signal.
    """

    def start(self) -> None:
        """Start every enabled device; returns at once, what they do comes as events."""
        ...

    def stop(self) -> None:
        """Let go of every device and end every thread."""
        ...

    def get(self, device: DeviceId) -> Device:
        """The device of that name.

        Raises:
            KeyError: the machine has none.
        """
        ...

    def status(self) -> Mapping[DeviceId, Status]:
        """How every device is."""
        ...

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        """Have ``callback`` called with every event; returns how to end that."""
        ...

    def do(
        self, device: DeviceId, command: Command[Any, R], request_id: str, *, deadline_s: float | None = None
    ) -> Future[R]:
        """Have a device carry out ``command``; returns at once.

        Args:
            device: of this machine.
            command: what to do.
            request_id: chosen by the caller. The same id again does nothing again: it gets the same future.
            deadline_s: a command whose turn has not come by then is not begun and fails with ``device.too_late``.

        Returns:
            The result, or the ``DeviceError`` that says why there is none.

        Raises:
            KeyError: the machine has no device of that name.
            TypeError: the device is no such thing.
        """
        ...

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> Job:
        """Have ``slip`` printed; returns at once with the job as it is now, see :meth:`do`.

        Raises:
            KeyError: the machine has no printer of that name.
        """
        ...

    def job(self, device: DeviceId, request_id: str) -> Job | None:
        """The job of that id, while it is remembered.

        Raises:
            KeyError: the machine has no device of that name.
        """
        ...
