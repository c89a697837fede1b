"""The hall as data: all its parts, and how they belong together.

Values only, frozen, built by ``hallcall.config`` from the hall's files and shared by every application.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from hallcall.core.arrivals import ArrivalProfile
from hallcall.core.catalogue import Department, Material, Package, ServiceItem
from hallcall.core.languages import Language
from hallcall.core.opening import Calendar, Holidays
from hallcall.core.places import Counter, ExpressTurn, GlassRoom, KioskPlace, Queue, WallPlace, Zone
from hallcall.core.positions import Position
from hallcall.core.rules import HotItems, TicketRules
from hallcall.core.terms import CounterNumber, DepartmentId, ItemCode, Name, QueuePrefix, ZoneId


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
    glass: tuple[GlassRoom, ...] = ()
    online_address: str = ""
    """Where items that need no visit can be done with a phone, ``https://...``; empty when there is no such place."""
    position: Position | None = None
    """Where the hall is, for phones that show the way; None prints no code for it."""
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

    @cached_property
    def express_turns(self) -> tuple[ExpressTurn, ...]:
        """Queues that take turns with their express queues."""
        return tuple(
            ExpressTurn(home=queue.express_of, express=queue.prefix, every=queue.express_every)
            for queue in self.queues
            if queue.express_of and queue.express_every
        )

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
