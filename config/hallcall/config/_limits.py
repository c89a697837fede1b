"""What the fields of a hall's files may hold beyond their types: ranges, choices, forms, lengths."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TypeAlias

from hallcall.core.arrivals import ArrivalProfile
from hallcall.core.booking.rules import KEPT_DAYS, BookingRules, FestivalDay
from hallcall.core.catalogue import DayUnit, Department, Material, Package, ServiceItem, TimeLimit
from hallcall.core.hall import Hall
from hallcall.core.network import HallCount, HallPlace
from hallcall.core.opening import Calendar, HolidayYear
from hallcall.core.places import Counter, ExitWay, GlassRoom, KioskPlace, Queue, WallPlace, Zone
from hallcall.core.playlist import Page, Playlist
from hallcall.core.positions import Position
from hallcall.core.priority import OrderRules, Rates
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import CallRules, LateRules, OfflineRules, PassRules, TicketRules, WalkRules

Field: TypeAlias = tuple[type, str]

RANGES: dict[Field, tuple[float, float]] = {
    (Zone, "floor"): (-9, 199),
    (KioskPlace, "floor"): (-9, 199),
    (WallPlace, "floors"): (-9, 199),
    (WallPlace, "width_mm"): (100, 50_000),
    (WallPlace, "viewing_distance_m"): (0.3, 100),
    (ExitWay, "metres"): (1, 1000),
    (WallPlace, "seams"): (0.1, 0.9),
    (Page, "seconds"): (12, 600),
    (Playlist, "width_px"): (320, 16_384),
    (Playlist, "height_px"): (180, 16_384),
    (HallPlace, "lat"): (3, 54),
    (HallPlace, "lon"): (73, 136),
    (Position, "lat"): (3, 54),
    (Position, "lon"): (73, 136),
    (HallCount, "district"): (0, 99),
    (HallCount, "street"): (0, 999),
    (HallCount, "community"): (0, 9999),
    (Queue, "number_width"): (1, 5),
    (Queue, "first_number"): (0, 9999),
    (Queue, "daily_weight"): (0, 100_000),
    (Queue, "noon_counters"): (0, 999),
    (Queue, "daily_cap"): (0, 9999),
    (Queue, "express_every"): (0, 50),
    (Counter, "number"): (1, 999),
    (ServiceItem, "service_mean_min"): (0.5, 480),
    (ServiceItem, "service_cv"): (0, 5),
    (ServiceItem, "fee_cny"): (0, 10_000_000),
    (ServiceItem, "parties"): (1, 20),
    (ServiceItem, "most_cases"): (1, 20),
    (TimeLimit, "n"): (0, 3650),
    (TicketRules, "daily_cap_per_person"): (0, 99),
    (TicketRules, "last_call_before_close_min"): (0, 240),
    (TicketRules, "express_under_min"): (0, 60),
    (TicketRules, "pagers"): (0, 999),
    (TicketRules, "guide_ack_s"): (1, 3600),
    (CallRules, "repeats"): (0, 20),
    (CallRules, "repeat_gap_s"): (0, 600),
    (CallRules, "floor_walk_s"): (0, 1800),
    (CallRules, "no_show_after_s"): (1, 3600),
    (CallRules, "double_press_s"): (0, 5),
    (CallRules, "confirm_s"): (0, 600),
    (CallRules, "near_ahead"): (0, 50),
    **{(Rates, rate.name): (0.01, 100) for rate in fields(Rates)},
    (OrderRules, "quota_favoured"): (1, 50),
    (OrderRules, "quota_ordinary"): (1, 50),
    (OrderRules, "most_overtaken"): (0, 500),
    (OrderRules, "most_beyond_turn_min"): (0, 480),
    (OrderRules, "elder_age"): (50, 120),
    (PassRules, "defer_by"): (1, 99),
    (PassRules, "max_passes"): (1, 99),
    (PassRules, "spaced_by"): (0, 50),
    (PassRules, "aside_from_pass"): (0, 99),
    (PassRules, "self_recalls"): (0, 99),
    (PassRules, "own_defers"): (0, 9),
    (PassRules, "own_defer_most"): (1, 99),
    (PassRules, "return_within_min"): (1, 1440),
    (WalkRules, "zone_s"): (0, 1800),
    (WalkRules, "wheelchair_factor"): (1, 10),
    (WalkRules, "lift_s"): (0, 1800),
    (LateRules, "insert_after"): (1, 99),
    (OfflineRules, "first_number"): (100, 9000),
    (OfflineRules, "block"): (0, 200),
    (OfflineRules, "paper_first"): (100, 9000),
    (ArrivalProfile, "shares"): (0, 100_000),
    (PromiseRules, "within_min"): (0, 480),
    (PromiseRules, "share"): (0.01, 0.99),
    (PromiseRules, "alarm_after_min"): (0, 120),
    (PromiseRules, "alarm_ends_at"): (0, 1),
    (TidalRules, "waiting_over"): (0, 9999),
    (TidalRules, "wait_over_min"): (0, 480),
    (TidalRules, "for_min"): (0, 120),
    (TidalRules, "ends_at"): (0, 1),
    (BookingRules, "slot_min"): (5, 240),
    (BookingRules, "share"): (0, 1),
    (BookingRules, "first_day"): (0, 30),
    (BookingRules, "lead_min"): (0, 240),
    (BookingRules, "window_days"): (1, 30),
    (BookingRules, "per_day"): (0, 20),
    (BookingRules, "item_per_day"): (0, 50),
    (BookingRules, "cancel_before_min"): (0, 2880),
    (BookingRules, "undo_min"): (0, 60),
    (BookingRules, "early_min"): (0, 240),
    (BookingRules, "grace_min"): (0, 240),
    (BookingRules, "no_shows"): (0, 50),
    (BookingRules, "cancels"): (0, 50),
    (BookingRules, "late_cancel_weight"): (1, 10),
    (BookingRules, "strike_days"): (1, KEPT_DAYS),
    (BookingRules, "offer_min"): (1, 120),
    (FestivalDay, "capacity_factor"): (0.1, 10),
    (Calendar, "last_ticket_before_close_min"): (0, 240),
    (HolidayYear, "year"): (2000, 2199),
}
"""Least and greatest value of a number, both allowed."""

FLAGS = (
    "instant_approve",
    "face_prefill",
    "accept_lacking",
    "kiosk_apply",
    "kiosk_print",
    "kiosk_query",
    "kiosk_pickup",
    "deliver_locker",
    "deliver_ems",
)
"""What else can be said of an item."""

CHOICES: dict[Field, tuple[str, ...]] = {
    (ServiceItem, "audience"): ("person", "company", "both"),
    (ServiceItem, "channels"): ("counter", "kiosk", "phone", "web", "post"),
    (ServiceItem, "flags"): FLAGS,
}
"""Texts that are really a choice. Enumerations are choices by themselves."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
# I and O are taken for 1 and 0 on a slip.
_LETTER = re.compile(r"[A-HJ-NP-Z]")
_ADDRESS = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[!-~]*)?")
_PHONE = re.compile(r"[0-9][0-9 -]{1,18}[0-9]")

PATTERNS: dict[Field, tuple[re.Pattern[str], str]] = {
    (Zone, "id"): (_LETTER, "letter"),
    (HallPlace, "id"): (_ID, "id"),
    (Page, "id"): (_ID, "id"),
    (Queue, "prefix"): (_LETTER, "letter"),
    (Department, "id"): (_ID, "id"),
    (Material, "id"): (_ID, "id"),
    (ServiceItem, "code"): (_ID, "id"),
    (Package, "code"): (_ID, "id"),
    (Calendar, "id"): (_ID, "id"),
    (KioskPlace, "id"): (_ID, "id"),
    (WallPlace, "id"): (_ID, "id"),
    (GlassRoom, "id"): (_ID, "id"),
    (ServiceItem, "complaint_phone"): (_PHONE, "phone"),
    (Hall, "online_address"): (_ADDRESS, "address"),
}
"""What a text must look like, and the name of that form in the texts."""

GUIDE_FIELDS = frozenset(
    {"conditions", "materials", "legal_limit", "promised_limit", "fee_cny", "channels", "complaint_phone"}
)
"""Fields of the guide that every item must write.

Source:
    GB/T 36114-2018, service guides of administrative service centres: acceptance conditions, materials, time limits,
    fees, channels and where to complain.
"""

NOT_EMPTY: frozenset[Field] = frozenset(
    {
        (ServiceItem, "channels"),
        (ServiceItem, "conditions"),
        (Counter, "queues"),
        (Package, "items"),
        (ArrivalProfile, "shares"),
    }
)
"""Lists and texts that must hold something. Texts without a default value must always."""

MAX_TEXT = 2000
"""Characters of one text."""
SHORT_ZH = 8
"""Characters of a Chinese name on a tile."""
SHORT_EN = 34
"""Characters of an English name on a tile."""
UNITS = {unit.value: unit for unit in DayUnit}
YEARS = (date(2000, 1, 1), date(2199, 12, 31))
"""Dates outside are slips of the pen."""
