"""What the hall does for people: departments, service items, what to bring, packages of items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.terms import DepartmentId, ItemCode, Minutes, Name, QueuePrefix


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
    most_cases: int = 20
    """Cases of it that one number may stand for, at most ``tickets.MOST_CASES``."""
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
