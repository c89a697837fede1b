"""Documents that wait in a locker: which box, who may open it, and when it is empty again. Pure.

::

    free ─▶ filling ─▶ stored ─▶ emptying ─▶ free
            door opened,         right codes,
            then closed          door opened, then closed

A power cut changes nothing: a parcel leaves only after its door was seen open and closed again, so until then its code
still works.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hallcall.core.errors import Refused

WRONG_CODES = 5
"""So many wrong codes in a row lock a box until staff issue a new code."""
MOST_PEOPLE = 2


class BoxState(StrEnum):
    """How far a parcel is."""

    FILLING = "filling"
    """A clerk has the door open, or power failed meanwhile: look what is inside."""
    STORED = "stored"
    EMPTYING = "emptying"
    """The right codes were given; nobody has seen the door open and close again yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What waits in one box."""

    box: int
    document: str
    """What it is, in the words of the hall: never a name or number of a person."""
    people: int = 1
    """How many must agree: a document of two persons is handed out when both have given their codes."""
    state: BoxState
    at: datetime
    """When it came into this state."""
    wrong: int = 0
    """Wrong codes in a row."""
    was_open: bool = False
    """Whether the door was seen open in this state."""

    @property
    def is_locked(self) -> bool:
        """Whether it needs staff."""
        return self.wrong >= WRONG_CODES


def choose_box(parcels: Iterable[Parcel], boxes: Iterable[int], blocked: Collection[int] = ()) -> int:
    """The free box with the lowest number.

    Args:
        parcels: what the locker holds.
        boxes: all of its boxes.
        blocked: boxes not to be used: the door stands open, or the lock is broken.

    Raises:
        Refused: ``locker.full``.
    """
    taken = {parcel.box for parcel in parcels}
    free = sorted(box for box in boxes if box not in taken and box not in blocked)
    if not free:
        raise Refused("locker.full")
    return free[0]


def begin(box: int, document: str, people: int, now: datetime) -> Parcel:
    """A clerk puts a document into a box.

    Raises:
        Refused: ``locker.people``: more people than a document has, or none.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("locker.people", most=MOST_PEOPLE)
    return Parcel(box=box, document=document, people=people, state=BoxState.FILLING, at=now)


def try_codes(parcel: Parcel, owners: Sequence[int | None], now: datetime) -> tuple[Parcel, Refused | None]:
    """Somebody gives codes for a box.

    Args:
        parcel: what waits there.
        owners: of each code the person it belongs to (0 or 1), None for a wrong one.
        now: the moment.

    Returns:
        The parcel as it is now, which counts wrong codes, and why the door stays closed: ``locker.empty`` while it is
        still being filled, ``locker.locked``, ``locker.wrong_code`` with the tries ``left``, ``locker.both_needed``.
    """
    if parcel.state is BoxState.FILLING:
        return parcel, Refused("locker.empty", box=parcel.box)
    if parcel.is_locked:
        return parcel, Refused("locker.locked", box=parcel.box)
    if not owners or None in owners:
        tried = replace(parcel, wrong=parcel.wrong + 1)
        if tried.is_locked:
            return tried, Refused("locker.locked", box=parcel.box)
        return tried, Refused("locker.wrong_code", left=WRONG_CODES - tried.wrong)
    if len(set(owners)) < parcel.people:
        return parcel, Refused("locker.both_needed", people=parcel.people)
    return replace(parcel, state=BoxState.EMPTYING, at=now, wrong=0, was_open=False), None


def renew(parcel: Parcel) -> Parcel:
    """Staff issue new codes: the tries begin anew."""
    return replace(parcel, wrong=0)


def see_door(parcel: Parcel, *, is_open: bool, now: datetime) -> Parcel | None:
    """What a look at the door makes of a parcel; None when the box is empty now."""
    if parcel.state is BoxState.STORED:
        return parcel
    if is_open:
        return replace(parcel, was_open=True)
    if not parcel.was_open:
        return parcel
    if parcel.state is BoxState.EMPTYING:
        return None
    return replace(parcel, state=BoxState.STORED, at=now, was_open=False)
