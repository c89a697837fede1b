"""How calls reach people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from hallcall.core.tickets import TicketId


class Channel(StrEnum):
    """A way by which somebody learns that their number is called."""

    WALL = "wall"
    """The number stood on a wall."""
    WINDOW = "window"
    """It stood over the counter."""
    SMS = "sms"
    """The message was handed over to the network."""
    PAGE = "page"
    """The visitor's own page told it."""
    PAGER = "pager"
    """The pager vibrated."""
    VOICE = "voice"
    """It was said aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A channel confirmed a call."""

    channel: Channel
    after_s: float
    """Seconds after the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReach:
    """Which channels have confirmed one call of a number."""

    ticket: TicketId
    call: int
    """1, and one more for each recall."""
    reached: tuple[Reached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCalls:
    """Calls have had time to arrive; sent by the server itself."""

    name: ClassVar[str] = "call.settle"
    calls: tuple[CallReach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDelivery:
    """The network has told what became of a message; sent by the server itself."""

    name: ClassVar[str] = "notice.record_delivery"
    notice: str
    """Id of the event that the message was about."""
    delivered: bool
    trouble: str = ""
    """Why not, from the vocabulary of the senders."""


ChannelCommand: TypeAlias = SettleCalls | RecordDelivery
"""Each command of this module."""
