"""Classes of visitors, and what a hall has chosen about the order between them.

A class says how fast somebody's claim grows while they wait, never who they are: it is no part of what public screens
are told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PriorityClass(StrEnum):
    """Why somebody may be called before others who have waited longer."""

    NORMAL = "normal"
    BOOKED = "booked"
    """Has an appointment and came in time for it."""
    ELDER = "elder"
    """Of the age in ``OrderRules.elder_age``, by the birth date on the card."""
    DISABLED = "disabled"
    INFANT = "infant"
    """Comes with a small child."""
    PRESSING = "pressing"
    """Needs it soon: the second level of urgency. As for the first, a guide said so, with a reason that is kept."""
    URGENT = "urgent"
    """Needs it at once. No cap on the numbers of a queue holds for them."""


URGENCIES = (PriorityClass.URGENT, PriorityClass.PRESSING)
"""The levels of urgency, the first one first."""


class ClassReason(StrEnum):
    """Why somebody gave a waiting visitor another class. Its text is the message ``class-reason-...``."""

    LOST_DOCUMENT = "lost_document"
    """Lost a document and needs it at once."""
    TRAVEL = "travel"
    """Travels today."""
    ILL = "ill"
    """Is ill, or expects a child."""
    EXAM = "exam"
    """Sits an examination."""
    SCHOOL = "school"
    """Enrols at a school."""
    JOB = "job"
    """Begins to work, or to do military service."""
    CARE = "care"
    """Elder, disabled or with a small child, as the guide sees or is told; no proof is asked for."""
    CORRECTION = "correction"
    """The class was wrong."""
    DECLINED = "declined"
    """The visitor wants no priority, or wants it back; said at the kiosk."""


_ANY_LEVEL = frozenset({ClassReason.CORRECTION})
REASONS_OF_URGENCY = {
    PriorityClass.URGENT: _ANY_LEVEL | {ClassReason.LOST_DOCUMENT, ClassReason.TRAVEL, ClassReason.ILL},
    PriorityClass.PRESSING: _ANY_LEVEL | {ClassReason.EXAM, ClassReason.SCHOOL, ClassReason.JOB},
}
"""Why somebody may be given each level, and for nothing else.

Source:
    Figures of a police household office, which counted lost documents and pupils before an examination apart.
"""


class PolicyName(StrEnum):
    """How the next visitor is chosen."""

    ACCUMULATING = "accumulating"
    """Claims grow with the time waited, faster for some classes, within a bound."""
    FCFS = "fcfs"
    """Whoever has waited longest."""
    QUOTA = "quota"
    """So many of the favoured classes, then so many others."""
    STRICT = "strict"
    """Favoured classes always first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Claim gained for each second waited. Equal rates are first come first served.

    Source:
        Kleinrock 1964; Stanford, Taylor and Ziedins 2014, Queueing Systems 77:297-330 (accumulating priority). The
        numbers are the hall's to choose.
    """

    normal: float = 1.0
    booked: float = 2.0
    elder: float = 4.0
    disabled: float = 4.0
    infant: float = 4.0
    pressing: float = 5.0
    urgent: float = 6.0

    def of(self, kind: PriorityClass) -> float:
        """The rate of a class."""
        return getattr(self, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """Who is called before whom."""

    policy: PolicyName = PolicyName.ACCUMULATING
    rates: Rates = field(default_factory=Rates)
    """Of ``accumulating``; ``strict`` takes the order of the classes from them."""
    quota_favoured: int = 1
    """With ``quota``: so many of all classes but the normal one, one after the other,"""
    quota_ordinary: int = 1
    """then so many normal visitors."""
    most_overtaken: int = 20
    """The bound: nobody is overtaken by more visitors of their queue than this; 0 is no bound."""
    most_beyond_turn_min: float = 30.0
    """Whoever has been the longest waiting of their queue for so many minutes is next; 0 is no bound."""
    elder_age: int = 65
    """Full years from which the card makes somebody an elder."""

    def favours(self, kind: PriorityClass) -> bool:
        """Whether a class is called sooner than others who came at the same time."""
        match self.policy:
            case PolicyName.FCFS:
                return False
            case PolicyName.QUOTA:
                return kind is not PriorityClass.NORMAL
            case PolicyName.ACCUMULATING | PolicyName.STRICT:
                return self.rates.of(kind) > self.rates.normal
