"""Where things are in a hall: zones, queues, counters, kiosks, walls, ways out, rooms of glass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.languages import Language
from hallcall.core.terms import CounterNumber, Metres, Name, QueuePrefix, Seconds, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of a floor with a letter on a sign."""

    id: ZoneId
    """``A``; unique in the hall."""
    floor: int
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A line of waiting visitors with its own numbers."""

    prefix: QueuePrefix
    name: Name
    zone: ZoneId
    calendar: str
    """Id of the opening calendar."""
    number_width: int = 3
    first_number: int = 1
    daily_weight: float = 0.0
    """Visits a day, as the hall estimates them; for simulation, advice about staff, and waits before the first day."""
    noon_counters: int | None = None
    """Counters that work in the noon shift of its calendar, those with the lowest numbers: for bookings, waits and
    simulated days. None is as many as usual, 0 is none."""
    daily_cap: int = 0
    """Numbers a day for visitors without an appointment; 0 is no cap."""
    express_of: QueuePrefix = QueuePrefix("")
    """It is the express queue of this one, whose short jobs wait here (``hallcall.core.express``)."""
    express_every: int = 0
    """With ``express_of``: all counters of that queue call from here too, each so many-th call of the two while
    somebody waits in both. 0: only counters that name it do, in the hall's usual order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressTurn:
    """How a queue and its express queue take turns at counters that serve both."""

    home: QueuePrefix
    express: QueuePrefix
    every: int
    """Of so many calls from the two, one is from the express queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A desk with a number plate."""

    number: CounterNumber
    zone: ZoneId
    queues: tuple[QueuePrefix, ...]
    """Skills: the queues it may call from, in the order of its own preference."""
    languages: tuple[Language, ...] = ()
    """Spoken here beside Mandarin."""
    label: Name | None = None
    exits: tuple[ExitWay, ...] = ()
    """Ways out as the display over it shows them; without any it shows no arrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPlace:
    """Where a kiosk stands and what it tells people about the way."""

    id: str
    """``K1``."""
    floor: int
    label: Name
    """As printed on the slip: ``1 层 3 号机``."""
    ways: tuple[tuple[ZoneId, Name], ...] = ()
    """Walking order from here to a zone, e.g. ``转身向左，直走约 40 米``."""
    walks_s: tuple[tuple[ZoneId, Seconds], ...] = ()
    """Measured walk from here to a zone."""

    def way(self, zone: ZoneId) -> Name | None:
        """The walking order to ``zone``, or None when nobody has written one."""
        return next((way for place, way in self.ways if place == zone), None)

    def walk_s(self, zone: ZoneId) -> Seconds | None:
        """The measured walk to ``zone``, or None when nobody has measured it."""
        return next((seconds for place, seconds in self.walks_s if place == zone), None)


class ExitSide(StrEnum):
    """Where an exit is for whoever looks at a display."""

    LEFT = "left"
    RIGHT = "right"
    AHEAD = "ahead"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitWay:
    """A way out, as a display shows it when people must leave. Agreed with the fire officer, display by display."""

    name: Name
    side: ExitSide
    metres: Metres | None = None
    is_step_free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPlace:
    """A wall display: what it shows, and how far its readers stand."""

    id: str
    floors: tuple[int, ...] = ()
    """Floors it shows; empty is all."""
    zones: tuple[ZoneId, ...] = ()
    """Zones it shows; empty is all of its floors."""
    width_mm: float = 3000.0
    """Width of the lit picture."""
    viewing_distance_m: Metres = Metres(15.0)
    exits: tuple[ExitWay, ...] = ()
    """The nearest first; two fit. Without any the wall shows no arrow: a wrong one is worse than none."""
    glass: str = ""
    """The room on whose pane it is projected: content is shown only while that pane is private."""
    seams: tuple[float, ...] = ()
    """Where its panes meet, as shares of its width: two, or none for thirds. Nothing crosses a seam."""


class GlassHours(StrEnum):
    """What opening hours mean for a room of glass."""

    PRIVATE = "private"
    """Private while its zone is open, clear after hours: empty rooms can be looked over."""
    CLEAR = "clear"
    """Clear while its zone is open, private after hours."""


class GlassInEmergency(StrEnum):
    """What the glass is while people leave the building."""

    PRIVATE = "private"
    CLEAR = "clear"
    """So that rescuers see whether somebody is still there. Without power it is as its film is without power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassRoom:
    """A room behind glass that can be seen through or not."""

    id: str
    """As a machine's file names the pane. A machine with glass is paired as a display by the name of one room."""
    zone: ZoneId
    """Whose opening hours are meant."""
    hours: GlassHours = GlassHours.PRIVATE
    counters: tuple[CounterNumber, ...] = ()
    """While one of them serves somebody the room is private, whatever the hours say."""
    on_emergency: GlassInEmergency = GlassInEmergency.PRIVATE
    """To be agreed with the fire officer."""
