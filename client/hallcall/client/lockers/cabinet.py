"""What a clerk and a visitor do at a locker: put in, fetch, look. The door is watched, the file is written first."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from hallcall.client.lockers.store import LockerStore
from hallcall.core import lockers
from hallcall.core.errors import HallcallError, Refused
from hallcall.core.lockers import BoxState, Parcel

NOT_CLOSED = "locker.not_closed"
_CODE_DIGITS = 6


class Doors(Protocol):
    """The doors of the locker."""

    @property
    def boxes(self) -> int:
        """How many there are, numbered from 1."""
        ...

    def open_now(self) -> frozenset[int]:
        """Which stand open.

        Raises:
            DeviceError: the locker cannot be asked.
        """
        ...

    def open_box(self, box: int) -> None:
        """Drive the lock of a box.

        Raises:
            DeviceError: the locker did not take it.
        """
        ...

    def wait(self, box: int, *, is_open: bool, timeout_s: float) -> bool:
        """Wait until the door is so; whether it is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A document that waits now."""

    box: int
    codes: tuple[str, ...]
    """One a person; told once, kept nowhere."""


class Cabinet:
    """One locker."""

    def __init__(
        self,
        store: LockerStore,
        doors: Doors,
        clock: Callable[[], datetime],
        *,
        open_s: float = 10.0,
        close_s: float = 60.0,
    ) -> None:
        """Take a locker; a look at its doors settles what happened while nobody watched.

        Args:
            store: its file.
            doors: its doors.
            clock: the moment, with time zone.
            open_s: so long a person has for pulling the door.
            close_s: and so long for closing it.

        Raises:
            DeviceError: the locker cannot be asked.
        """
        self._store = store
        self._doors = doors
        self._clock = clock
        self._open_s = open_s
        self._close_s = close_s
        self._settle()

    def parcels(self) -> list[Parcel]:
        """What it holds."""
        return self._store.parcels()

    def put(self, document: str, people: int = 1) -> Placed:
        """Open a free box for a document; returns when its door is closed again.

        Raises:
            Refused: ``locker.full | locker.people | locker.not_opened``: nothing is kept; or ``locker.not_closed``:
                the parcel is kept, and stored as soon as the door is seen closed.
            DeviceError: the locker cannot be asked; nothing is kept.
        """
        box = lockers.choose_box(self.parcels(), range(1, self._doors.boxes + 1), self._doors.open_now())
        codes = _new_codes(people)
        parcel = lockers.begin(box, document, people, self._clock())
        self._store.keep(parcel, codes)
        try:
            self._doors.open_box(box)
            self._watch(parcel)
        except HallcallError as error:
            if error.code != NOT_CLOSED:
                self._store.drop(box)
            raise
        return Placed(box=box, codes=codes)

    def get(self, box: int, codes: Sequence[str], on_open: Callable[[], None] = lambda: None) -> None:
        """Open a box for who has its codes; returns when it is empty and closed.

        Args:
            box: its number.
            codes: one a person.
            on_open: told when its door was seen open.

        Raises:
            Refused: ``locker.empty | locker.wrong_code | locker.locked | locker.both_needed``; or
                ``locker.not_opened``, then the codes still work; or ``locker.not_closed``.
            DeviceError: the locker cannot be asked; the codes still work.
        """
        parcel = self._parcel(box)
        owners = [self._store.owner(box, code) for code in codes] if not parcel.is_locked else []
        tried, refusal = lockers.try_codes(parcel, owners, self._clock())
        if tried != parcel:
            self._store.keep(tried)
        if refusal is not None:
            raise refusal
        self._doors.open_box(box)
        self._watch(tried, on_open)

    def renew(self, box: int) -> tuple[str, ...]:
        """New codes for a box whose codes were lost or tried too often.

        Raises:
            Refused: ``locker.empty``.
        """
        parcel = self._parcel(box)
        codes = _new_codes(parcel.people)
        self._store.keep(lockers.renew(parcel), codes)
        return codes

    def clear(self, box: int) -> None:
        """Staff take back what nobody fetched: the box opens without a code.

        Raises:
            Refused: ``locker.empty | locker.not_opened | locker.not_closed``.
        """
        parcel = replace(self._parcel(box), state=BoxState.EMPTYING, at=self._clock(), was_open=False)
        self._store.keep(parcel)
        self._doors.open_box(box)
        self._watch(parcel)

    def _parcel(self, box: int) -> Parcel:
        found = next((parcel for parcel in self.parcels() if parcel.box == box), None)
        if found is None:
            raise Refused("locker.empty", box=box)
        return found

    def _watch(self, parcel: Parcel, on_open: Callable[[], None] = lambda: None) -> None:
        """See the door open and close again."""
        box = parcel.box
        if not self._doors.wait(box, is_open=True, timeout_s=self._open_s):
            raise Refused("locker.not_opened", box=box)
        parcel = self._seen(parcel, is_open=True) or parcel
        on_open()
        if not self._doors.wait(box, is_open=False, timeout_s=self._close_s):
            raise Refused(NOT_CLOSED, box=box)
        self._seen(parcel, is_open=False)

    def _settle(self) -> None:
        standing = self._doors.open_now()
        for parcel in self.parcels():
            self._seen(parcel, is_open=parcel.box in standing)

    def _seen(self, parcel: Parcel, *, is_open: bool) -> Parcel | None:
        after = lockers.see_door(parcel, is_open=is_open, now=self._clock())
        if after is None:
            self._store.drop(parcel.box)
        elif after != parcel:
            self._store.keep(after)
        return after


def _new_codes(people: int) -> tuple[str, ...]:
    """Codes that differ."""
    codes: set[str] = set()
    while len(codes) < people:
        codes.add(f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}")
    return tuple(codes)
