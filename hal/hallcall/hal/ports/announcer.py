"""Loudspeakers of zones: sentences said one after the other, each with a line for who cannot hear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.core.announcing import Priority
from hallcall.core.languages import Language
from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("announcer")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncerCapabilities(Capabilities):
    """What can be said, and where."""

    zones: tuple[str, ...]
    voices: tuple[str, ...]
    """In the order in which they are tried."""
    languages: tuple[Language, ...]


@runtime_checkable
class Announcer(Driver, Protocol):
    """Tells of every job exactly once ``SpeechStarted`` or ``SpeechFailed``, and of each that started how it ended."""

    def say(self, wanted: Say) -> bool:
        """Put a sentence into its zone's queue.

        Raises:
            DeviceFault: ``announcer.no_zone``: there is no such loudspeaker.
        """
        ...

    def prepare(self, text: str, language: Language) -> None:
        """Render a sentence ahead of its time."""
        ...


@named("announcer.say")
@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Command[Announcer, bool]):
    """Say a sentence in a zone when its turn comes. The result is whether it was taken: False when the job is known."""

    port = Announcer

    job: str
    """The same job is said once, whoever repeats it."""
    zone: str
    language: Language
    text: str
    """As it is said: digits as words. Never a name."""
    caption: str
    """As it is read."""
    priority: Priority = Priority.CALL
    fresh_ms: int = 20_000
    """A call that has waited longer is not said any more; only its caption is shown."""

    def run(self, driver: Announcer) -> bool:
        """Take it."""
        return driver.say(self)


@named("announcer.prepare")
@dataclass(frozen=True, slots=True, kw_only=True)
class Prepare(Command[Announcer, None]):
    """Have a sentence ready: what will be called is known minutes before, when the number is given."""

    port = Announcer

    language: Language
    text: str

    def run(self, driver: Announcer) -> None:
        """Render it when nothing else is to be done."""
        driver.prepare(self.text, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEvent(DeviceEvent):
    """Something became of a job."""

    job: str
    zone: str
    caption: str
    """To be shown in the zone; told with each event, shown once a job."""


@named("announcer.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(SpeechEvent):
    """It is heard now, by itself or in one sentence with others."""

    voice: str


@named("announcer.finished")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechFinished(SpeechEvent):
    """It was said to its end."""

    in_crowd: bool = False
    """One sentence stood for several numbers and named none of them."""


@named("announcer.failed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechFailed(SpeechEvent):
    """It was not said, or not to its end: who waits for it has only the caption."""

    why: str
    """``late | interrupted | voice-missing | no-audio-output``."""
