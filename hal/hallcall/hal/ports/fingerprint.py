"""Fingerprint readers that keep their own templates: clerks' fingers, never visitors'.

The fingerprint on an ID card (GA/T 1011, GA/T 1012) can be compared by a licensed algorithm only: a site that has one
brings a driver of its own with ``card_match``; none comes with hallcall, and nothing waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("fingerprint")
@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintCapabilities(Capabilities):
    """What a reader can do."""

    capacity: int = 0
    """How many fingers it can store; 0 before it was reached."""
    card_match: bool = False
    """It can compare a finger with the feature on an ID card. Needs a site's own plug-in."""


@named("fingerprint.match")
@dataclass(frozen=True, slots=True, kw_only=True)
class FingerMatch:
    """A finger that the reader knows."""

    page: int
    """Where its template is stored."""
    score: int
    """The reader's own measure of how alike they are; larger is better."""


@runtime_checkable
class FingerprintReader(Driver, Protocol):
    """Enrols and finds fingers. A finger must lie on the window; each of these looks once."""

    def search(self) -> FingerMatch | None:
        """Whose finger lies there; None when the reader does not know it.

        Raises:
            DeviceFault: ``finger.absent | finger.poor``.
        """
        ...

    def capture(self, buffer: int) -> None:
        """Take the features of the finger into buffer 1 or 2.

        Raises:
            DeviceFault: ``finger.absent | finger.poor``.
        """
        ...

    def store(self, page: int) -> None:
        """Make a template of both buffers and store it.

        Raises:
            DeviceFault: ``finger.different`` when the two looks were not at one finger; ``device.fault`` with
                ``storage-full`` when there is no such page.
        """
        ...

    def match(self) -> int | None:
        """The score of buffers 1 and 2 against each other; None when they are two fingers."""
        ...

    def delete(self, page: int) -> None:
        """Forget the template at ``page``."""
        ...


@named("fingerprint.search")
@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFinger(Command[FingerprintReader, FingerMatch | None]):
    """Whose finger lies there."""

    port = FingerprintReader

    def run(self, driver: FingerprintReader) -> FingerMatch | None:
        """Look once."""
        return driver.search()


@named("fingerprint.capture")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFinger(Command[FingerprintReader, None]):
    """Take the finger for a template: once into each buffer, lifted in between."""

    port = FingerprintReader

    buffer: int

    def run(self, driver: FingerprintReader) -> None:
        """Look once."""
        driver.capture(self.buffer)


@named("fingerprint.store")
@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFinger(Command[FingerprintReader, None]):
    """Store what was captured twice."""

    port = FingerprintReader

    page: int

    def run(self, driver: FingerprintReader) -> None:
        """Store it."""
        driver.store(self.page)


@named("fingerprint.match_buffers")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFingers(Command[FingerprintReader, int | None]):
    """Compare what was captured twice."""

    port = FingerprintReader

    def run(self, driver: FingerprintReader) -> int | None:
        """Compare."""
        return driver.match()


@named("fingerprint.delete")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteFinger(Command[FingerprintReader, None]):
    """Forget a finger."""

    port = FingerprintReader

    page: int

    def run(self, driver: FingerprintReader) -> None:
        """Forget it."""
        driver.delete(self.page)
