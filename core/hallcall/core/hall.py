"""The hall as data: floors, zones, departments, items, queues, counters and the rules it has chosen.

Values only, frozen, built by ``hallcall.config`` from the hall's files and shared by every application.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import NewType

from hallcall.core.arrivals import ArrivalProfile
from hallcall.core.booking.rules import BookingRules
from hallcall.core.classes import OrderRules
from hallcall.core.languages import Language
from hallcall.core.opening import Calendar, Holidays
from hallcall.core.promise import PromiseRules, TidalRules

QueuePrefix = NewType("QueuePrefix", str)
"""The letter of a queue, ``A``; first part of every number it gives."""
CounterNumber = NewType("CounterNumber", int)
"""The number on the plate above a counter, 1 to 999."""
ItemCode = NewType("ItemCode", str)
"""Code of a service item. Text, never computed with."""
DepartmentId = NewType("DepartmentId", str)
ZoneId = NewType("ZoneId", str)
Minutes = NewType("Minutes", float)
Seconds = NewType("Seconds", float)
Metres = NewType("Metres", float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as data, in the languages the hall keeps it in."""

    zh: str
    """Chinese, always there."""
    en: str = ""
    """English, or empty when nobody has translated it yet."""
    zh_short: str = ""
    """At most 8 characters, for a tile."""
    en_short: str = ""
    """At most 34 characters, for a tile."""

    def full(self, language: str) -> str:
        """The name in ``language``; Chinese where a translation is missing."""
        return (self.en or self.zh) if language == "en" else self.zh

    def short(self, language: str) -> str:
        """The name for a tile; the full one where no short one is given."""
        if language == "en":
            return self.en_short or self.en or self.zh_short or self.zh
        return self.zh_short or self.zh


class DepartmentKind(StrEnum):
    """Who sends a department into the hall."""

    DISTRICT = "district"
    """区直: of the district itself."""
    STATIONED = "stationed"
    """驻区: of the city, stationed in the district."""
    PARTNER = "partner"
    """Bank, utility, post: not counted among the departments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A body that serves in the hall."""

    id: DepartmentId
    name: Name
    kind: DepartmentKind


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
    """Counters that work in the noon shift of its calendar; None is as many as usual, 0 is none."""
    daily_cap: int = 0
    """Numbers a day for visitors without an appointment; 0 is no cap."""


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


class MaterialKind(StrEnum):
    """What the visitor brings."""

    ORIGINAL = "original"
    COPY = "copy"
    FORM = "form"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A paper or a fact that items ask for, defined once and used by many."""

    id: str
    name: Name
    kind: MaterialKind
    replaceable_by_data: bool
    """Data sharing may stand in for it: the visitor need not bring it."""


class DayUnit(StrEnum):
    """How a time limit counts."""

    NATURAL = "natural"
    WORKING = "working"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A number of days."""

    n: int
    unit: DayUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem:
    """One thing that can be done in the hall, with its guide."""

    code: ItemCode
    name: Name
    department: DepartmentId
    queue: QueuePrefix
    audience: str
    """``person``, ``company`` or ``both``."""
    keywords: tuple[str, ...]
    materials: tuple[str, ...]
    """Ids of materials."""
    service_mean_min: Minutes
    service_cv: float
    """Coefficient of variation of the service time."""
    legal_limit: TimeLimit | None
    promised_limit: TimeLimit | None
    fee_cny: float
    parties: int = 1
    """How many people must be present."""
    after: tuple[ItemCode, ...] = ()
    """Items that come before it for who wants both: what they give is needed here."""
    appointment_only: bool = False
    agent_allowed: bool = True
    """Somebody else may come for the person it is about."""
    private: bool = False
    """Its name reveals a private matter: public screens show only the zone."""
    phone_too: bool = False
    """It can also be done on the phone."""
    conditions: str = ""
    channels: tuple[str, ...] = ("counter",)
    complaint_phone: str = "12345"
    flags: frozenset[str] = frozenset()
    note: str = ""
    synthetic: bool = False
    """Made to reach the size of a real catalogue; no such item exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Several items for one event in life (一件事)."""

    code: str
    name: Name
    items: tuple[ItemCode, ...]
    conditional: tuple[ItemCode, ...] = ()
    """Those of them that only some visitors need, as their conditions say."""


class HotItems(StrEnum):
    """Where the kiosk's first page has its items from."""

    CHOSEN = "chosen"
    """From the hall's files."""
    LEARNED = "learned"
    """From what was asked for most in the last weeks; from the files until there are enough days."""


class LivePerPerson(StrEnum):
    """How many live tickets one person may hold."""

    NONE = "none"
    PER_ITEM = "per_item"
    PER_QUEUE = "per_queue"
    PER_HALL = "per_hall"


class NewItemRule(StrEnum):
    """From when somebody waits whose number was for the wrong item, when a guide changes it."""

    KEEP = "keep"
    """As before: choosing the wrong item costs nobody their time."""
    NEW = "new"
    """From now on."""


class PassRule(StrEnum):
    """What happens to a number that did not answer its call."""

    VOID = "void"
    """It is cancelled."""
    DEFER = "defer"
    """It waits behind the next ``defer_by`` of its queue."""
    TAIL = "tail"
    """It goes to the end of its queue."""
    SESSION_END = "session_end"
    """It is called when nobody else of its queue waits, or before all who come after the present opening span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRules:
    """How a number is called."""

    repeats: int = 2
    """Recalls after the first call before a clerk may pass the number at once."""
    repeat_gap_s: Seconds = Seconds(20.0)
    """Least time between two calls of one number, without the walk."""
    floor_walk_s: Seconds = Seconds(60.0)
    """Walk between two floors, added to the gap when the visitor has to change floors."""
    no_show_after_s: Seconds = Seconds(90.0)
    """After this time without an answer the number may be passed."""
    next_finishes_current: bool = True
    """Calling the next finishes the visit at the counter."""
    double_press_s: Seconds = Seconds(0.6)
    """Two presses of call-next closer than this are one."""
    near_ahead: int = 3
    """A visitor with this many people before them is told that their turn is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRules:
    """What happens to numbers that do not answer."""

    rule: PassRule = PassRule.DEFER
    defer_by: int = 3
    max_passes: int = 3
    """At this many passes in a row the number is cancelled."""
    spaced_by: int = 1
    """With ``defer``: so many others are called between two numbers that came back; 0 lets them follow one another."""
    aside_from_pass: int = 0
    """From this pass on a number comes back only when its visitor comes forward; 0 lets all come back by themselves."""
    self_recalls: int = 2
    """So often in a row a visitor may come forward at a kiosk; after that, at the help desk."""
    own_defers: int = 1
    """So often the holder of a waiting number may let others go first by their own wish."""
    own_defer_most: int = 10
    """Others that they may let go at a time."""
    return_within_min: Minutes = Minutes(30.0)
    """The promise printed on the slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRules:
    """How long visitors walk through the hall."""

    holds_back: bool = False
    """A number is not called before its visitor can have come from where they took it."""
    zone_s: Seconds = Seconds(20.0)
    """To another zone of a floor, where nobody has measured it. Between floors ``CallRules.floor_walk_s`` holds."""
    wheelchair_factor: float = 2.0
    """So many times as long takes who comes in a wheelchair,"""
    lift_s: Seconds = Seconds(60.0)
    """and so much longer when they have to wait for the lift."""


class LateMode(StrEnum):
    """Where somebody waits who checks in after their booked slot has ended."""

    INSERT = "insert"
    """They let ``insert_after`` others go first, and so do the next late ones."""
    SLOT_END = "slot_end"
    """As the last of their own slot."""
    HALF_DAY_END = "half_day_end"
    """When nobody else waits, or before all who come after the present half of the day."""
    NORMAL = "normal"
    """As somebody who comes without a booking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRules:
    """What happens to booked visitors who come too late."""

    mode: LateMode = LateMode.NORMAL
    insert_after: int = 3
    """Others before a late visitor, and between two of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRules:
    """Numbers for times without the server; every queue keeps the same ones back."""

    first_number: int = 800
    """Kiosks hold blocks of numbers from here upwards; the server gives none of them itself."""
    block: int = 20
    """Numbers a kiosk holds for each queue; 0 leaves kiosks without any."""
    paper_first: int = 600
    """From here to ``first_number`` the numbers belong to sheets that are printed for a day without power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRules:
    """The rules a hall has chosen."""

    live_per_person: LivePerPerson = LivePerPerson.PER_ITEM
    daily_cap_per_person: int = 3
    """Tickets a day and person; 0 is no cap."""
    day_starts_at: time = time(0, 0)
    """Local time at which numbers start again."""
    refuses_too_late: bool = True
    """Nobody gets a number who would probably be called after the last close."""
    last_call_before_close_min: Minutes = Minutes(0.0)
    """Whoever would be called later than this before the day's last close gets no number any more."""
    order: OrderRules = field(default_factory=OrderRules)
    call: CallRules = field(default_factory=CallRules)
    passing: PassRules = field(default_factory=PassRules)
    late: LateRules = field(default_factory=LateRules)
    new_item: NewItemRule = NewItemRule.KEEP
    walk: WalkRules = field(default_factory=WalkRules)
    offline: OfflineRules = field(default_factory=OfflineRules)
    booking: BookingRules = field(default_factory=BookingRules)
    guide_ack_s: Seconds = Seconds(60.0)
    """A guide task that nobody has taken after this time is escalated."""
    promise: PromiseRules = field(default_factory=PromiseRules)
    tidal: TidalRules = field(default_factory=TidalRules)


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


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A whole hall. Built and checked by ``hallcall.config``; every reference in it resolves."""

    code: str
    name: Name
    region_code: str
    timezone: str
    """IANA name, ``Asia/Shanghai``."""
    help_desk: Name
    """Where to find people, for screens that have lost the server."""
    help_phone: str
    zones: tuple[Zone, ...]
    departments: tuple[Department, ...]
    materials: tuple[Material, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    items: tuple[ServiceItem, ...]
    packages: tuple[Package, ...]
    calendars: tuple[Calendar, ...]
    holidays: Holidays
    rules: TicketRules
    kiosks: tuple[KioskPlace, ...] = ()
    walls: tuple[WallPlace, ...] = ()
    online_address: str = ""
    """Where items that need no visit can be done with a phone, ``https://...``; empty when there is no such place."""
    hot_items: tuple[ItemCode, ...] = ()
    """Items on the kiosk's first page, in order."""
    first_page: HotItems = HotItems.CHOSEN
    arrivals: ArrivalProfile = field(default_factory=ArrivalProfile)
    """How a day's visits spread over the day, as the hall estimates it."""

    @cached_property
    def queue_by_prefix(self) -> dict[QueuePrefix, Queue]:
        """Queues by their letter."""
        return {queue.prefix: queue for queue in self.queues}

    @cached_property
    def counter_by_number(self) -> dict[CounterNumber, Counter]:
        """Counters by the number on their plate."""
        return {counter.number: counter for counter in self.counters}

    @cached_property
    def item_by_code(self) -> dict[ItemCode, ServiceItem]:
        """Items by code."""
        return {item.code: item for item in self.items}

    @cached_property
    def items_by_queue(self) -> dict[QueuePrefix, tuple[ServiceItem, ...]]:
        """Items that wait in a queue: the real ones, or the synthetic ones where there are no others."""
        found: dict[QueuePrefix, tuple[ServiceItem, ...]] = {}
        for queue in self.queues:
            items = tuple(item for item in self.items if item.queue == queue.prefix)
            found[queue.prefix] = tuple(item for item in items if not item.synthetic) or items
        return found

    @cached_property
    def zone_by_id(self) -> dict[ZoneId, Zone]:
        """Zones by letter."""
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def department_by_id(self) -> dict[DepartmentId, Department]:
        """Departments by id."""
        return {department.id: department for department in self.departments}

    @cached_property
    def material_by_id(self) -> dict[str, Material]:
        """Materials by id."""
        return {material.id: material for material in self.materials}

    @cached_property
    def calendar_by_id(self) -> dict[str, Calendar]:
        """Opening calendars by id."""
        return {calendar.id: calendar for calendar in self.calendars}

    @cached_property
    def kiosk_by_id(self) -> dict[str, KioskPlace]:
        """Places of kiosks by id."""
        return {kiosk.id: kiosk for kiosk in self.kiosks}

    @cached_property
    def wall_by_id(self) -> dict[str, WallPlace]:
        """Wall displays by id."""
        return {wall.id: wall for wall in self.walls}

    @cached_property
    def counters_by_queue(self) -> dict[QueuePrefix, tuple[Counter, ...]]:
        """Which counters may call from a queue, by number."""
        return {
            queue.prefix: tuple(counter for counter in self.counters if queue.prefix in counter.queues)
            for queue in self.queues
        }

    def language_for(self, wanted: Language, queue: QueuePrefix) -> Language:
        """The language that a number waits for: the one wanted where a counter of the queue ever speaks it."""
        is_spoken = any(wanted in counter.languages for counter in self.counters_by_queue[queue])
        return wanted if is_spoken else Language.ZH

    @cached_property
    def floors(self) -> tuple[int, ...]:
        """Floors that have a zone, lowest first."""
        return tuple(sorted({zone.floor for zone in self.zones}))

    def floor_of_queue(self, prefix: QueuePrefix) -> int:
        """The floor a visitor of this queue waits on."""
        return self.zone_by_id[self.queue_by_prefix[prefix].zone].floor

    def is_queue_open(self, prefix: QueuePrefix, day: date, at: time) -> bool:
        """Whether the queue takes tickets at that local time.

        Raises:
            Refused: ``calendar.year_missing`` when no holiday file covers the day.
        """
        return self.calendar_by_id[self.queue_by_prefix[prefix].calendar].takes_tickets(day, at, self.holidays)
