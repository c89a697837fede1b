"""What devices are and say: health, reasons, capabilities, the card, the print job, the events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, TypeAlias

from hallcall.core.identity import DocumentKind, Sex

DeviceId = NewType("DeviceId", str)
"""Name of a device on its machine, ``ticket``; given by the machine's file."""


class Health(StrEnum):
    """How a device is, in the one word an application acts on."""

    STARTING = "starting"
    """Configured, not yet reached for the first time."""
    ONLINE = "online"
    DEGRADED = "degraded"
    """It works, but something should be looked at: paper is low, an answer was lost."""
    OFFLINE = "offline"
    """It cannot be reached; tried again by itself."""
    FAULT = "fault"
    """It was reached and needs a person."""
    DISABLED = "disabled"
    """Switched off in the machine's file."""


class Reason(StrEnum):
    """Why a device is not simply online. Text of ``paper-low``: message ``device-reason-paper-low``."""

    BAD_FRAMES = "bad-frames"
    """Answers arrive damaged: a noisy line or a wrong driver."""
    BUSY = "busy"
    """Another program holds the port."""
    COVER_OPEN = "cover-open"
    CUTTER_JAM = "cutter-jam"
    INTERNAL = "internal"
    """A defect of hallcall itself; the log has it."""
    NO_HEARTBEAT = "no-heartbeat"
    """The device's own thread has not shown up for a while."""
    NO_RESPONSE = "no-response"
    """The port is there, the device does not answer."""
    NOT_FOUND = "not-found"
    """The port was never there."""
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    PRINTER_ERROR = "printer-error"
    PRINTER_OFFLINE = "printer-offline"
    """The printer answers, but was taken off line at its own panel."""
    SAM_UNAUTHORISED = "sam-unauthorised"
    """The security module of the card reader is not authorised."""
    SELF_TEST = "self-test"
    """The reader did not pass its own test."""
    UNPLUGGED = "unplugged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a driver finds its device in one round."""

    health: Health
    reasons: frozenset[Reason] = frozenset()
    detail: str = ""
    """For the technician, e.g. the status bytes; never shown to visitors, never personal."""


ONLINE = Condition(health=Health.ONLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a device is, and since when."""

    health: Health
    reasons: frozenset[Reason] = frozenset()
    since: datetime
    """Moment of the last change of health or reasons, with time zone."""
    detail: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether a visitor can count on the device now."""
        return self.health in {Health.ONLINE, Health.DEGRADED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a device can do at all; does not change while it is connected."""

    photo: bool = False
    """The chip photo can be decoded. Needs the decoder of a vendor, which a site may add."""
    fingerprint: bool = False
    near_end_sensor: bool = False
    asb: bool = False
    """The printer tells of changes by itself."""
    cut: bool = False
    raster: bool = False
    width_dots: int = 0
    """Printable width; 0 for a device that does not print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdCard:
    """What stands on an ID card. Its text form tells the kind only: cards end up in logs by accident."""

    kind: DocumentKind
    name: str
    """As on the card; of a foreigner the Chinese name, which may be empty."""
    name_en: str = ""
    """Foreigners only."""
    sex: Sex | None
    """None when the card does not say."""
    nation: str = ""
    """Ethnic group of a resident, ``汉``; empty on the other kinds."""
    birth: date | None
    address: str = ""
    number: str
    issuer: str = ""
    """The authority; on the foreigner's card of 2017 its four-character code."""
    valid_from: date | None
    valid_to: date | None
    """None: 长期, without end."""
    pass_no: str = ""
    """Number of the travel pass, residents of Hong Kong, Macao and Taiwan only."""
    nationality: str = ""
    """Three letters of ISO 3166-1, foreigners only."""
    photo_wlt: bytes = field(default=b"", repr=False)
    """The photo as the chip stores it (WLT); decoded only by a site's own plug-in."""

    def is_expired(self, on: date) -> bool:
        """Whether the card is past its last day on day ``on``."""
        return self.valid_to is not None and on > self.valid_to

    def __repr__(self) -> str:
        return f"IdCard({self.kind.value}, ***)"


class JobState(StrEnum):
    """The life of a print job: queued, then sent, then one of the two ends."""

    QUEUED = "queued"
    SENT = "sent"
    """All bytes are on their way; whether paper came out is not yet known."""
    CONFIRMED = "confirmed"
    """The printer was asked after the last line and had no complaint."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One slip on its way to paper."""

    request_id: str
    """Chosen by who asks; the same id never prints twice."""
    device: DeviceId
    state: JobState
    reason: str = ""
    """Error code when failed, e.g. ``printer.paper_out``; its sentence is ``Texts.error(reason)``."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {JobState.CONFIRMED, JobState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLaid:
    """A card was laid on the reader and read whole."""

    device: DeviceId
    at: datetime
    card: IdCard


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRemoved:
    """The card is not seen any more.

    Many readers do not find a card again that they have read, so this may come while the card still lies there.
    """

    device: DeviceId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProblem:
    """A card was laid but could not be read."""

    device: DeviceId
    at: datetime
    code: str
    """Error code: ``card.removed | card.unreadable | card.wrong_kind | reader.unauthorised``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged:
    """The health or the reasons of a device changed."""

    device: DeviceId
    at: datetime
    status: Status
    before: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobChanged:
    """A print job went one state further."""

    device: DeviceId
    at: datetime
    job: PrintJob


DeviceEvent: TypeAlias = CardLaid | CardRemoved | CardProblem | StatusChanged | PrintJobChanged
