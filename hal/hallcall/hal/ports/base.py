"""What the supervisor asks of every driver, and what a command is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, get_type_hints

from hallcall.hal.model import Capabilities, Condition, DeviceEvent, DeviceId

Emit: TypeAlias = Callable[[DeviceEvent], None]
"""Takes an event of the device; called on the thread of the device's bus."""


class Driver(Protocol):
    """One device. All methods are called from the thread of its bus, one at a time."""

    @property
    def id(self) -> DeviceId:
        """Its name on this machine."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do at all."""
        ...

    @property
    def pause_s(self) -> float:
        """How long to wait between two rounds."""
        ...

    def is_present(self) -> bool:
        """Whether its port is there, asked without opening it."""
        ...

    def open(self) -> None:
        """Take hold of the device and make sure it answers.

        Raises:
            DeviceError: why it cannot be used.
        """
        ...

    def step(self, emit: Emit) -> Condition:
        """One round: look at the device, tell what happened.

        Raises:
            DeviceError: the round failed; Absent ends the connection, Timeout and Protocol count as misses.
        """
        ...

    def close(self) -> None:
        """Let go of the device. Never raises; may be called twice."""
        ...


D = TypeVar("D")
R = TypeVar("R")


class Command(ABC, Generic[D, R]):
    """Something that a device of port ``D`` shall do; a subclass is a frozen dataclass with a name.

    ::

        @named("glass.set_privacy")
        @dataclass(frozen=True, slots=True, kw_only=True)
        class SetPrivacy(Command[PrivacyGlass, None]):
            port = PrivacyGlass
            is_private: bool

            def run(self, driver: PrivacyGlass) -> None:
                driver.set_privacy(is_private=self.is_private)
    """

    __slots__ = ()

    port: ClassVar[type[Any]]
    """The runtime-checkable protocol that a driver must meet."""
    defect: ClassVar[str] = "device.unexpected"
    """Error code for the one who waits when the driver has a defect."""

    @abstractmethod
    def run(self, driver: D) -> R:
        """Do it. The result's type is read from here when the command goes over a wire.

        Raises:
            DeviceFault: a person is needed, or the device said no. The connection is kept.
            DeviceError: the connection is in doubt.
        """

    def run_telling(self, driver: D, on_sent: Callable[[], None]) -> R:
        """Do it and tell when the device has it: at once, unless a subclass knows better."""
        on_sent()
        return self.run(driver)


def result_type(command: type[Command[Any, Any]]) -> Any:
    """What ``command`` returns, for reading it from a wire."""
    return get_type_hints(command.run)["return"]
