"""Whom a camera may know today: people with a booking who have agreed, and nobody else.

::

    FOLDER/root.key              the machine's root (vault), where systemd gives none
    FOLDER/consents/             who has agreed (consent)
    FOLDER/days/                 keys of days (vault); today's at most
    FOLDER/templates/2026-11-27/5f....face   one file a person

Only the templates of today whose consent stands are ever decrypted. Whoever withdraws is deleted at once; when the day
is over its key is destroyed and its files are deleted. Several processes may use one folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

import structlog

from hallcall.core.errors import FaceError
from hallcall.face.consent import CONSENTS, ConsentBook
from hallcall.face.files import failing, shred, write_whole
from hallcall.face.matching import Search, SearchSet, search
from hallcall.face.model import Mode, Template
from hallcall.face.port import FaceEngine
from hallcall.face.settings import FaceSettings
from hallcall.face.vault import Enrolled, FaceVault, Sealed, read_root

STORED_FILING = 100_000
"""Stored persons at which the site must file with the provincial office within 30 working days.

Source:
    人脸识别技术应用安全管理办法 (CAC, in force 2025-06-01), art. 15.
"""
STORED_WARNING = 80_000
"""Stored persons from which on that is warned of."""
_SUFFIX: Final = ".face"
_log = structlog.get_logger("hallcall.face")

Stamp = frozenset[tuple[str, int]]
"""Which files there are, and when each was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whose face it may be."""

    booking: str = field(repr=False)
    """Code of their booking."""
    search: Search
    """How sure it is; only ``Verdict.YES`` goes on, and to a confirmation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryCounts:
    """What a gallery says of itself."""

    day: date
    stored: int
    """People of whom a template is stored on this machine, of any day."""
    today: int
    """Of those, people of today."""
    consenting: int
    """People who agree today."""

    @property
    def is_warning(self) -> bool:
        """So many are stored that the site must soon file."""
        return self.stored >= STORED_WARNING

    @property
    def must_file(self) -> bool:
        """So many are stored that the site must file."""
        return self.stored >= STORED_FILING


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Today's people, laid out for search."""

    stamp: Stamp
    people: tuple[str, ...]
    """Codes of bookings, in the order of ``among``."""
    among: SearchSet


class FaceStore:
    """What is kept of faces on a machine; works without an engine, and without an impact assessment."""

    def __init__(self, settings: FaceSettings) -> None:
        """Use the machine's folder.

        Raises:
            FaceError: ``face.hall_missing``, or as ``vault.read_root``.
        """
        if not settings.hall:
            raise FaceError("face.hall_missing")
        self._folder = settings.folder
        self.consents = ConsentBook(self._folder / CONSENTS)
        self.vault = FaceVault(self._folder / "days", read_root(self._folder / "root.key"), settings.hall)

    def subject(self, booking: str) -> str:
        """Pseudonym of a booking, as its consent and its template are filed."""
        return self.vault.pseudonym(f"booking:{booking}")

    def keep(self, bound: Sealed, enrolled: Enrolled) -> None:
        """Store a template, instead of an earlier one of the same booking.

        Raises:
            FaceError: as ``FaceVault.seal``.
        """
        sealed = self.vault.seal(bound, enrolled)
        with failing(self._folder):
            write_whole(self._path(bound.day, bound.subject), sealed)

    def read(self, bound: Sealed) -> Enrolled:
        """A stored template.

        Raises:
            FaceError: as ``FaceVault.unseal``.
        """
        with failing(self._folder):
            sealed = self._path(bound.day, bound.subject).read_bytes()
        return self.vault.unseal(sealed, bound)

    def holds(self, booking: str, day: date) -> bool:
        """Whether a template of that booking is stored for a day."""
        return self._path(day, self.subject(booking)).exists()

    def stamp(self, day: date) -> Stamp:
        """Changes with every person who is added to a day or deleted from it."""
        with failing(self._folder):
            return frozenset((path.stem, path.stat().st_mtime_ns) for path in self._day(day).glob(f"*{_SUFFIX}"))

    def withdraw(self, booking: str, *, day: date, at: datetime, machine: str) -> bool:
        """Delete somebody's template at once, then record that they no longer agree; False when there was neither.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``; what was stored of the face is gone by then.
        """
        subject = self.subject(booking)
        was_stored = self.drop(day, subject)
        was_recorded = self.consents.withdraw(subject, Mode.ONE_TO_MANY, day=day, at=at, machine=machine)
        # Once more: somebody may have been enrolling them until it was recorded.
        return self.drop(day, subject) or was_stored or was_recorded

    def drop(self, day: date, subject: str) -> bool:
        """Delete a template at once; False when there was none.

        Raises:
            FaceError: ``face.store_failed``.
        """
        with failing(self._folder):
            return shred(self._path(day, subject))

    def end_days_before(self, today: date) -> list[date]:
        """Destroy the keys of days that are over, delete their files, and forget old records of consent; which days.

        Raises:
            FaceError: ``face.store_failed``.
        """
        ended = [day for day in self.vault.days() if day < today]
        for day in ended:
            self.vault.end_day(day)
            _log.info("face.day_ended", day=day.isoformat())
        with failing(self._folder):
            for folder in self._folder.glob("templates/????-??-??"):
                if folder.name < today.isoformat():
                    shutil.rmtree(folder)
        self.consents.forget(today)
        return ended

    def counts(self, today: date) -> GalleryCounts:
        """How many there are.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        return GalleryCounts(
            day=today,
            stored=sum(1 for _ in self._folder.glob(f"templates/*/*{_SUFFIX}")),
            today=len(self.stamp(today)),
            consenting=len(self.consents.standing_all(Mode.ONE_TO_MANY, today)),
        )

    def _day(self, day: date) -> Path:
        return self._folder / "templates" / day.isoformat()

    def _path(self, day: date, subject: str) -> Path:
        return self._day(day) / f"{subject}{_SUFFIX}"


class Gallery:
    """Today's people, and whose face a camera sees among them. Used by one thread at a time."""

    def __init__(self, store: FaceStore, engine: FaceEngine, settings: FaceSettings, today: Callable[[], date]) -> None:
        """Open it, and end the days that are over.

        Args:
            store: what is kept on this machine.
            engine: who makes and compares templates.
            settings: the site's.
            today: the hall's date.

        Raises:
            FaceError: ``face.assessment_missing``; ``face.one_to_many``: the engine must not search;
                ``face.store_failed``.
        """
        if not settings.impact_assessment:
            raise FaceError("face.assessment_missing")
        engine.threshold(Mode.ONE_TO_MANY)
        self._store = store
        self._engine = engine
        self._today = today
        self._loaded: _Loaded | None = None
        self._day = today()
        store.end_days_before(self._day)

    def enroll(self, booking: str, template: Template) -> None:
        """Keep the template of somebody who has a booking today and has agreed.

        Raises:
            FaceError: ``face.consent_missing``, ``face.other_engine``, ``face.store_failed``.
        """
        day, subject = self._today(), self._store.subject(booking)
        self._check_consent(booking, subject, day)
        bound = Sealed(subject=subject, day=day, engine_id=self._engine.id)
        self._store.keep(bound, Enrolled(booking=booking, template=template))
        try:
            # Again: it may have been withdrawn meanwhile, and then the deletion came too early.
            self._check_consent(booking, subject, day)
        except FaceError:
            self._store.drop(day, subject)
            raise

    def find(self, looks: Sequence[Template]) -> Match | None:
        """Whose face it may be, by several looks; None when nobody is there to be found.

        Raises:
            FaceError: as ``matching.search``; ``face.store_failed``, ``face.consent_damaged``.
        """
        loaded = self._load()
        found = search(self._engine, looks, loaded.among)
        return None if found is None else Match(booking=loaded.people[found.best.place], search=found)

    @property
    def bookings(self) -> frozenset[str]:
        """Codes of the bookings of today's people.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        return frozenset(self._load().people)

    def __len__(self) -> int:
        return len(self._load().among)

    def _check_consent(self, booking: str, subject: str, day: date) -> None:
        if self._store.consents.standing(subject, Mode.ONE_TO_MANY, day) is None:
            raise FaceError("face.consent_missing", booking=booking)

    def _load(self) -> _Loaded:
        """Today's people; read again when somebody came, went, or the day is another."""
        day = self._today()
        if day != self._day:
            self._store.end_days_before(day)
            self._day, self._loaded = day, None
        stamp = self._store.stamp(day)
        if self._loaded is None or self._loaded.stamp != stamp:
            self._loaded = self._read(day, stamp)
        return self._loaded

    def _read(self, day: date, stamp: Stamp) -> _Loaded:
        agreeing = self._store.consents.standing_all(Mode.ONE_TO_MANY, day)
        people: list[Enrolled] = []
        for subject in sorted(name for name, _ in stamp if name in agreeing):
            try:
                people.append(self._store.read(Sealed(subject=subject, day=day, engine_id=self._engine.id)))
            except FaceError as error:
                # One spoilt file must not keep the others from checking in; its owner shows the card.
                _log.warning("face.template_refused", subject=subject, code=error.code)
                if error.code == "face.template_changed":
                    # Nobody can read it: a deletion was broken off after the file was overwritten, or it is damaged.
                    self._store.drop(day, subject)
        among = SearchSet(self._engine.id, [person.template for person in people])
        return _Loaded(stamp, tuple(person.booking for person in people), among)
