"""What every device is and says: health, reasons, capabilities, jobs, events. What is special stands in ``ports``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from hallcall.hal.named import named

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
    """Why a device is not simply online: the whole vocabulary.

    Text of ``paper-low``: message ``device-reason-paper-low``.
    """

    ADDRESS_CONFLICT = "address-conflict"
    """Two devices on one line answer to the same address."""
    BAD_FRAMES = "bad-frames"
    """Answers arrive damaged: a noisy line or a wrong driver."""
    BATTERY_LOW = "battery-low"
    BUSY = "busy"
    """Another program holds the port."""
    COVER_OPEN = "cover-open"
    CRASHED = "crashed"
    """The program that a vendor's library runs in ended by itself; it is started again."""
    CUTTER_JAM = "cutter-jam"
    DARK = "dark"
    """The camera sees next to nothing: a cap, a cloth, no light."""
    DEVICE_FAULT = "device-fault"
    """The device says that something is wrong and not what."""
    DISK_FULL = "disk-full"
    DOOR_OPEN = "door-open"
    """A locker or cabinet door stands open."""
    FORCED_OPEN = "forced-open"
    """A door was opened without being told to."""
    FROZEN_FRAME = "frozen-frame"
    """The camera sends the same picture again and again."""
    GATEWAY_REFUSED = "gateway-refused"
    """The message gateway did not accept what it was asked."""
    GATEWAY_UNREACHABLE = "gateway-unreachable"
    INTERNAL = "internal"
    """A defect of hallcall itself; the log has it."""
    JAMMED = "jammed"
    """Something is stuck where it should move."""
    LEASE_LOST = "lease-lost"
    """The device was not told in time to go on, so it has gone to its safe state."""
    LIBRARY_MISSING = "library-missing"
    """A vendor's library is not installed on this machine."""
    LICENCE_MISSING = "licence-missing"
    """A vendor's library is not licensed on this machine."""
    LOCK_FAULT = "lock-fault"
    """A lock did not do what it was told."""
    LOW_LIGHT = "low-light"
    LOW_SIGNAL = "low-signal"
    """The radio is weak."""
    MEDIA_LOW = "media-low"
    """Ribbon, cards or sheets are running low."""
    MEDIA_MISSING = "media-missing"
    """Ribbon, cards or sheets are used up or not put in."""
    NETWORK_DENIED = "network-denied"
    """The mobile network does not accept this card."""
    NO_AUDIO_OUTPUT = "no-audio-output"
    NO_CREDIT = "no-credit"
    """The account of a gateway is empty."""
    NO_HEARTBEAT = "no-heartbeat"
    """The device's own thread has not shown up for a while."""
    NO_LEASE = "no-lease"
    """The board keeps its state when the machine dies, so what must not be left on is not switched on."""
    NO_NETWORK = "no-network"
    """The radio finds no network."""
    NO_RESPONSE = "no-response"
    """The port is there, the device does not answer."""
    NO_SIGNAL = "no-signal"
    """Nothing comes over a picture or sound line."""
    NOT_FOUND = "not-found"
    """The port was never there."""
    OVERHEATED = "overheated"
    PAGER_LOST = "pager-lost"
    """A pager was not brought back, or is out of reach."""
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    PIN_REQUIRED = "pin-required"
    """The SIM card asks for its PIN."""
    POWER_LOST = "power-lost"
    """The device tells that it runs without mains."""
    PRINTER_ERROR = "printer-error"
    PRINTER_OFFLINE = "printer-offline"
    """The printer answers, but was taken off line at its own panel."""
    QUEUE_FULL = "queue-full"
    """More waits for the device than it can take."""
    REBOOT_NEEDED = "reboot-needed"
    SAM_UNAUTHORISED = "sam-unauthorised"
    """The security module of the card reader is not authorised."""
    SELF_TEST = "self-test"
    """The reader did not pass its own test."""
    SENSOR_DIRTY = "sensor-dirty"
    SERVICE_AWAY = "service-away"
    """The program that owns the devices of this machine does not answer; it is started again by itself."""
    SIM_MISSING = "sim-missing"
    STATE_MISMATCH = "state-mismatch"
    """What the device reads back is not what it was told."""
    STORAGE_FULL = "storage-full"
    """The memory of the device is full."""
    TAMPER = "tamper"
    """The housing was opened."""
    TONER_LOW = "toner-low"
    TONER_OUT = "toner-out"
    UNAUTHORISED = "unauthorised"
    """A password or key was refused."""
    UNCERTIFIED = "uncertified"
    """The certificate of the far end is not trusted."""
    UNPLUGGED = "unplugged"
    VOICE_MISSING = "voice-missing"
    """The voice that texts are read in is not installed."""
    WRONG_BOARD = "wrong-board"
    """The board at this port is not the one of the machine's file."""
    WRONG_FIRMWARE = "wrong-firmware"


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


@named("device")
@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a device can do at all; does not change while it is connected. Each port has its own kind of them."""


class JobState(StrEnum):
    """The life of a job: queued, then sent, then one of the two ends."""

    QUEUED = "queued"
    SENT = "sent"
    """The device has it; whether it was done (paper came out) is not yet known."""
    CONFIRMED = "confirmed"
    """It was done, and the device was asked where it can be asked."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command on its way through a device."""

    request_id: str
    """Chosen by who asks; the same id is never carried out twice."""
    device: DeviceId
    command: str = ""
    """Name of the command, ``printer.print_slip``."""
    state: JobState
    reason: str = ""
    """Error code when failed, e.g. ``printer.paper_out``; its sentence is ``Texts.error(reason)``."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {JobState.CONFIRMED, JobState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEvent:
    """Something happened at a device. Each port has its own kinds; these two every device has."""

    device: DeviceId
    at: datetime
    """With time zone."""


@named("status.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged(DeviceEvent):
    """The health or the reasons of a device changed."""

    status: Status
    before: Status


@named("job.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class JobChanged(DeviceEvent):
    """A job went one state further."""

    job: Job
