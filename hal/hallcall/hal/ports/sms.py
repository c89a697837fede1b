"""Senders of text messages. What goes out was checked here: the number can be reached, the text names no document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hallcall.core.errors import DeviceFault
from hallcall.hal.codec.smstext import Mobile, parse_number, split_text
from hallcall.hal.model import Capabilities, DeviceEvent, Reason
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


class SmsTrouble(StrEnum):
    """Why a message is not sent, or did not arrive. Text of ``no-credit``: message ``sms-trouble-no-credit``."""

    BLACKLISTED = "blacklisted"
    """Its holder wants no messages."""
    CONTENT = "content"
    """The text, its template or its signature is not allowed."""
    EXPIRED = "expired"
    """The network tried for long enough."""
    NO_CREDIT = "no-credit"
    NO_SIGNAL = "no-signal"
    NUMBER = "number"
    """There is no such number."""
    REFUSED = "gateway-refused"
    """It was not said why."""
    THROTTLED = "throttled"
    """Too many in a short time."""
    UNAUTHORISED = "unauthorised"
    UNREACHABLE = "unreachable"
    """The phone is off or out of reach."""


_NEVER = frozenset({SmsTrouble.BLACKLISTED, SmsTrouble.CONTENT, SmsTrouble.NUMBER})
_REASONS = {
    SmsTrouble.NO_CREDIT: Reason.NO_CREDIT,
    SmsTrouble.NO_SIGNAL: Reason.NO_NETWORK,
    SmsTrouble.THROTTLED: Reason.QUEUE_FULL,
    SmsTrouble.UNAUTHORISED: Reason.UNAUTHORISED,
}


def refusal(trouble: SmsTrouble, detail: str = "") -> DeviceFault:
    """What a driver raises: ``sms.refused`` when the message will never go, else ``device.fault``, to be tried again.

    Args:
        trouble: why.
        detail: the gateway's own words, for the technician.
    """
    if trouble in _NEVER:
        return DeviceFault("sms.refused", reason=trouble.value, detail=detail)
    return DeviceFault("device.fault", reason=_REASONS.get(trouble, Reason.GATEWAY_REFUSED).value, detail=detail)


@dataclass(frozen=True, slots=True)
class Sms:
    """A message that may leave. Its text form hides where it goes."""

    message_id: str
    """The same for every try; the event's id for a message about an event."""
    to: Mobile
    parts: tuple[str, ...]
    """One when it fits; see :func:`hallcall.hal.codec.smstext.split_text`."""

    @classmethod
    def checked(cls, number: str, text: str, message_id: str) -> Sms:
        """The only way to one.

        Raises:
            DeviceFault: ``sms.number | sms.text``.
        """
        return cls(message_id, parse_number(number), split_text(text))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.parts)

    def __repr__(self) -> str:
        return f"Sms({self.message_id}, {len(self.parts)} parts)"


@named("sms")
@dataclass(frozen=True, slots=True, kw_only=True)
class SmsCapabilities(Capabilities):
    """What a sender can do."""

    reports: bool = False
    """It tells when a message has arrived at the phone."""
    knows_ids: bool = False
    """The far end drops a message that comes twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The far end has accepted a message: it will try to deliver it."""

    message_id: str
    references: tuple[str, ...] = ()
    """Its names there, one a part; empty when it gives none."""


class SmsState(StrEnum):
    """What became of a message that was accepted."""

    DELIVERED = "delivered"
    FAILED = "failed"


@named("sms.reported")
@dataclass(frozen=True, slots=True, kw_only=True)
class SmsReported(DeviceEvent):
    """The network tells what became of a message, once for the whole of it."""

    message_id: str
    state: SmsState
    trouble: SmsTrouble | None = None
    """With ``failed``: why."""


@runtime_checkable
class SmsSender(Driver, Protocol):
    """Sends text messages. Emits ``SmsReported`` from its rounds where it has reports."""

    def send(self, sms: Sms) -> Receipt:
        """Hand a message over; one that has been accepted before, by its id, only gives its receipt again.

        Raises:
            DeviceFault: ``sms.refused | sms.unsure``: never again; ``device.fault``: not now.
            DeviceError: not now, and the connection is in doubt. Sent again by the same id it leaves once.
        """
        ...


@named("sms.send")
@dataclass(frozen=True, slots=True, kw_only=True)
class SendSms(Command[SmsSender, Receipt]):
    """Send a text message."""

    port = SmsSender

    number: str
    text: str
    message_id: str

    def run(self, driver: SmsSender) -> Receipt:
        """Check it and hand it over."""
        return driver.send(Sms.checked(self.number, self.text, self.message_id))

    def __repr__(self) -> str:
        return f"SendSms({self.message_id})"
