"""Who has agreed to have their face compared: records without a face, a name or a number in them.

::

    FOLDER/2026-11-27.jsonl      one file a day that consent was given for; lines are only ever added:
        {"type": "given", "subject": "5f...", "mode": "one-to-many", "notice": "c1...", ...}
        {"type": "withdrawn", "subject": "5f...", "at": "..."}
        {"type": "looked", "notice": "c1...", ...}
    FOLDER/notices/c1....txt     each text that anybody has agreed to

Consent is for one day. A record is kept for three years, as the law asks of records of processing; templates are not.

Source:
    PIPL art. 15 (withdrawal, as easy as consent), 31 (under 14: consent of a parent or guardian), 55 and 56 (records of
    processing are kept for at least three years).
"""

from __future__ import annotations

import fcntl
import os
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

from hallcall.core.errors import FaceError
from hallcall.core.identity import age_on
from hallcall.face.files import failing, write_whole
from hallcall.face.model import Mode
from hallcall.face.notice import Notice
from hallcall.hal.appending import append_line

GUARDIAN_UNDER = 14
"""Years of age below which a guardian decides (PIPL art. 31)."""
CONSENTS = "consents"
"""In the machine's folder for faces (``[face] folder``)."""
KEPT_YEARS = 3
"""How long a record of consent is kept (PIPL art. 56)."""
_NAMES: Final = "[0-9]" * 4 + "-[0-9][0-9]-[0-9][0-9].jsonl"


class ConsentRecord(msgspec.Struct, frozen=True, kw_only=True, tag="given"):
    """Somebody has agreed."""

    subject: str
    """Pseudonym of a booking or a card (``vault.FaceVault.pseudonym``)."""
    mode: Mode
    notice: str
    """``Notice.version`` of the text they had before them,"""
    language: str
    """and the language it was in."""
    day: date
    """The day it is for."""
    at: datetime
    """When they agreed."""
    machine: str
    operator: str = ""
    """Pseudonym or number of the member of staff who helped; empty: nobody did."""
    guardian: str = ""
    """Pseudonym of the parent or guardian who agreed; empty: none was needed."""


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawn"):
    """They no longer agree."""

    subject: str
    mode: Mode
    at: datetime
    machine: str


class LookRecord(msgspec.Struct, frozen=True, kw_only=True, tag="looked"):
    """Somebody has agreed to be looked for among those of the day. Who it was nobody knew, and nothing says it here."""

    notice: str
    """``Notice.version`` of the text they had before them,"""
    language: str
    """and the language it was in."""
    day: date
    at: datetime
    machine: str


Entry = ConsentRecord | Withdrawal | LookRecord
"""A line of a day's file."""


def needs_guardian(birth: date | None, today: date) -> bool:
    """Whether somebody cannot agree alone.

    Args:
        birth: from the card; None when it does not tell. Then nobody can say that they are old enough.
        today: the hall's date.
    """
    return birth is None or age_on(birth, today) < GUARDIAN_UNDER


def record_consent(
    notice: Notice,
    subject: str,
    *,
    birth: date | None,
    day: date,
    at: datetime,
    machine: str,
    operator: str = "",
    guardian: str = "",
) -> ConsentRecord:
    """What is recorded when somebody agrees.

    Args:
        notice: the text they had before them.
        subject: their pseudonym.
        birth: from the card; None when it does not tell.
        day: for which day they agree.
        at: now.
        machine: where.
        operator: who of the staff helped.
        guardian: pseudonym of the parent or guardian who agrees.

    Raises:
        FaceError: ``face.guardian_needed``: under 14, or of unknown age, and no guardian agrees.
    """
    if not guardian and needs_guardian(birth, at.date()):
        raise FaceError("face.guardian_needed", under=GUARDIAN_UNDER)
    return ConsentRecord(
        subject=subject,
        mode=notice.mode,
        notice=notice.version,
        language=notice.language,
        day=day,
        at=at,
        machine=machine,
        operator=operator,
        guardian=guardian,
    )


class ConsentBook:
    """The records of a machine. Several processes may use one folder; what was recorded is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._notices = folder / "notices"

    def give(self, record: ConsentRecord | LookRecord, notice: Notice) -> None:
        """Keep a record, and the text it names.

        Raises:
            ValueError: the record is of another text.
            FaceError: ``face.store_failed``.
        """
        if record.notice != notice.version:
            raise ValueError(record.notice)
        with failing(self._folder):
            self._keep_text(notice)
            self._add(record.day, record)

    def withdraw(self, subject: str, mode: Mode, *, day: date, at: datetime, machine: str) -> bool:
        """Record that somebody no longer agrees; False when there was nothing to withdraw.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        if self.standing(subject, mode, day) is None:
            return False
        with failing(self._folder):
            self._add(day, Withdrawal(subject=subject, mode=mode, at=at, machine=machine))
        return True

    def standing(self, subject: str, mode: Mode, day: date) -> ConsentRecord | None:
        """The consent that holds on a day; None: there is none, or it was withdrawn.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        return self.standing_all(mode, day).get(subject)

    def standing_all(self, mode: Mode, day: date) -> dict[str, ConsentRecord]:
        """Everybody who agrees on a day, by pseudonym.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        found: dict[str, ConsentRecord] = {}
        for entry in self.entries(day):
            if isinstance(entry, LookRecord) or entry.mode is not mode:
                continue
            if isinstance(entry, ConsentRecord):
                found[entry.subject] = entry
            else:
                found.pop(entry.subject, None)
        return found

    def entries(self, day: date) -> list[Entry]:
        """All that was recorded for a day, in order.

        Raises:
            FaceError: ``face.store_failed``, ``face.consent_damaged``.
        """
        path = self._path(day)
        with failing(self._folder):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                return []
        # What follows the last line's end was being written when the power went: it was promised to nobody.
        lines = content.split(b"\n")[:-1]
        return [_decoded(line, path, number) for number, line in enumerate(lines, start=1)]

    def notice_text(self, version: str) -> str | None:
        """A text that somebody has agreed to."""
        path = self._notices / f"{version}.txt"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def forget(self, today: date) -> int:
        """Delete the records that are old enough; how many days of them.

        Raises:
            FaceError: ``face.store_failed``.
        """
        oldest = _years_before(today, KEPT_YEARS).isoformat()
        old = [path for path in sorted(self._folder.glob(_NAMES)) if path.stem < oldest]
        with failing(self._folder):
            for path in old:
                path.unlink()
        return len(old)

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.jsonl"

    def _keep_text(self, notice: Notice) -> None:
        path = self._notices / f"{notice.version}.txt"
        if not path.is_file():
            write_whole(path, notice.text.encode())

    def _add(self, day: date, entry: Entry) -> None:
        """A line at the end of a day's file, on the disk before this returns."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path(day), os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            _cut_torn_end(descriptor)
            append_line(descriptor, msgspec.json.encode(entry))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cut_torn_end(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    end = os.pread(descriptor, size, 0).rfind(b"\n") + 1
    if end != size:
        os.ftruncate(descriptor, end)


def _decoded(line: bytes, path: Path, number: int) -> Entry:
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.MsgspecError as error:
        raise FaceError("face.consent_damaged", file=str(path), line=number) from error


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
