"""ID card readers: what they read and tell. They take no commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

from hallcall.core.identity import DocumentKind, Sex
from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Driver


@named("idcard")
@dataclass(frozen=True, slots=True, kw_only=True)
class CardReaderCapabilities(Capabilities):
    """What a card reader can do."""

    photo: bool = False
    """The chip photo can be decoded. Needs the decoder of a vendor, which a site may add."""
    fingerprint: bool = False


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


@named("card.laid")
@dataclass(frozen=True, slots=True, kw_only=True)
class CardLaid(DeviceEvent):
    """A card was laid on the reader and read whole."""

    card: IdCard


@named("card.removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class CardRemoved(DeviceEvent):
    """The card is not seen any more.

    Many readers do not find a card again that they have read, so this may come while the card still lies there.
    """


@named("card.problem")
@dataclass(frozen=True, slots=True, kw_only=True)
class CardProblem(DeviceEvent):
    """A card was laid but could not be read."""

    code: str
    """Error code: ``card.removed | card.unreadable | card.wrong_kind | reader.unauthorised``."""


@runtime_checkable
class IdCardReader(Driver, Protocol):
    """Emits ``CardLaid``, ``CardRemoved`` and ``CardProblem`` from its rounds."""

    @property
    def removed_after_s(self) -> float:
        """How long a card must be out of sight before it counts as taken away."""
        ...
