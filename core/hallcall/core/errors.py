"""Every error of hallcall, in one tree, cut by what the caller does about it.

::

    HallcallError            code, fields; never a text: texts live in the catalogues (assets/texts)
    ├── Refused              a rule says no: show it, do not retry
    ├── DeviceError          something at the end of a wire
    │   ├── DeviceAbsent     not there or unplugged: reconnect later
    │   ├── DeviceBusy       somebody else holds it: wait
    │   ├── DeviceTimeout    no answer in time: retry once
    │   ├── DeviceFault      it needs a person (paper, jam, cover, authorisation)
    │   └── DeviceProtocol   it talks, but not what this driver expects: wrong driver or a noisy line
    ├── LinkError            the server cannot be reached: queue it
    ├── ConfigError          the hall's own files are wrong: all findings at once, with line and key
    └── StorageError         the disk or the database failed: stop acknowledging

A ``code`` is stable and dotted (``queue.empty``). ``fields`` are what the text needs (``{"wait_s": 12}``).
The text of code ``queue.empty`` is the catalogue message ``error-queue-empty`` in every language; a test demands it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class HallcallError(Exception):
    """Base of all errors that hallcall raises on purpose.

    Attributes:
        code: stable dotted name of what happened.
        fields: values that the translated text refers to.
    """

    codes: ClassVar[frozenset[str]] = frozenset()
    """Every code this class may carry; a code outside it is a defect and raises ``ValueError``."""

    def __init__(self, code: str, **fields: str | float | bool) -> None:
        if code not in self.codes:
            raise ValueError(f"{type(self).__name__} has no code {code!r}")
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        if not self.fields:
            return self.code
        return f"{self.code} ({', '.join(f'{key}={value}' for key, value in self.fields.items())})"


class Refused(HallcallError):
    """A rule of the hall says no."""

    codes = frozenset(
        {
            "access.denied",  # this role may not do that
            "access.token_unknown",  # no, wrong or revoked token
            "access.login_failed",  # wrong clerk number or password
            "access.locked",  # too many failed log-ins; wait_s
            "access.too_many",  # asks too often; wait_s
            "access.certificate_missing",  # a machine without a certificate
            "access.certificate_revoked",
            "access.certificate_expired",
            "access.certificate_wrong",  # that of another machine
            "access.pairing_code_invalid",  # unknown, used or expired one-time code
            "authority.unknown",  # the hall has no authority of its own
            "command.key_reused",  # the same idempotency key with another body
            "command.malformed",  # the body is not what the command takes; detail
            "command.unknown",  # no such command
            "backup.by_pg_dump",  # a database of PostgreSQL is backed up by its own tools
            "backup.unknown",  # no such backup; file
            "calendar.closed",  # the queue takes no tickets now; queue, opens
            "calendar.year_missing",  # no holiday file for that year; year
            "class.booked",  # that class comes with a booking only
            "class.reason",  # only the visitor may give that reason
            "counter.unknown",
            "counter.not_open",  # nobody has opened this counter
            "counter.occupied",  # another clerk is signed in here
            "counter.paused",
            "counter.busy",  # it is calling or serving; finish first
            "counter.idle",  # it has nobody; nothing to act on
            "clerk.elsewhere",  # the clerk is signed in at another counter
            "call.too_soon",  # recall again after wait_s
            "call.give_time",  # pass only after the configured calls or seconds; wait_s
            "call.wrong_state",  # e.g. start before call; state
            "call.none",  # the number was not called on that day; number
            "day.unknown",  # the log has no such day; day
            "defer.nobody",  # nobody else waits who could go first
            "defer.used",  # the holder has done so as often as they may; most
            "defer.range",  # not so many; most
            "device.unknown",
            "heads.format",  # no file of signed heads, or spoilt; file
            "heads.other",  # the file holds heads of another log, or of another past; file, seq
            "identity.agent",  # who comes for somebody else must show their own card
            "identity.length",  # an ID number of this length does not exist
            "identity.old_format",  # 15 digits: retired, ask for the present card
            "identity.check_digit",
            "identity.birth_date",
            "identity.region",
            "identity.characters",
            "item.other_queue",  # the item does not wait in that queue; item, queue
            "item.unknown",
            "lease.expired",  # the kiosk's block of numbers is not of today
            "lease.foreign",  # the number is not of a block of this kiosk
            "item.appointment_only",
            "item.no_agent",  # the person must come themselves; item
            "note.invalid",  # a note that is too long, or holds what cannot be printed, or belongs nowhere; most
            "note.personal",  # a note with the digits of a phone or a document
            "number.used",  # somebody has this number today; number
            "number.impossible",  # a count that cannot be, as fewer than none; what
            "paper.not_past",  # counts are entered for days that are over
            "paper.number",  # no printed sheet has this number; number
            "paper.other_day",  # the number was not given today; number
            "passing.not_passed",  # the number was not passed; number
            "passing.see_desk",  # came forward at kiosks too often; number
            "phone.invalid",
            "phone.unknown",  # no phone number is known for this ticket
            "queue.daily_cap",  # the queue has given all numbers of today; queue, cap
            "quantity.range",  # one number stands for one to so many cases; most
            "queue.empty",
            "queue.unknown",
            "queue.not_served",  # this counter has not the skill
            "reason.missing",
            "route.too_many",  # more items than one number can be for; most
            "replay.event_unknown",  # this version does not know what happened; type, seq
            "replay.format",  # no day, cut off, or of another form
            "task.unknown",
            "ticket.daily_cap",  # cap
            "ticket.unknown",
            "ticket.wrong_state",  # state
            "transfer.same_place",
            "upgrade.nothing_kept",  # there is no older database to go back to
            "upgrade.opening_hours",  # the tables wait for the hall to close; until
            "upgrade.would_lose",  # events since the upgrade; count
            "visitor.unknown",
        }
    )


class DeviceError(HallcallError):
    """Something at the end of a wire did not work. ``device`` names it where known."""


class DeviceAbsent(DeviceError):
    """The device is not there: reconnect later."""

    codes = frozenset({"device.absent", "device.unplugged"})


class DeviceBusy(DeviceError):
    """Another program holds the device: wait."""

    codes = frozenset({"device.busy"})


class DeviceTimeout(DeviceError):
    """No answer in time: retry once."""

    codes = frozenset({"device.timeout"})


class DeviceFault(DeviceError):
    """It needs a person."""

    codes = frozenset(
        {
            "card.removed",  # lifted before it was read
            "card.unreadable",
            "card.wrong_kind",  # not one of the four ID cards
            "printer.cover_open",
            "printer.cutter_jam",
            "printer.error",
            "printer.offline",
            "printer.paper_out",
            "reader.self_test",
            "reader.unauthorised",  # the reader's security module is not authorised
        }
    )


class DeviceProtocol(DeviceError):
    """The device talks, but not what this driver expects."""

    codes = frozenset({"device.bad_frame", "device.refused", "device.unexpected"})


class LinkError(HallcallError):
    """The server cannot be reached, or broke off: queue it and try again."""

    codes = frozenset({"link.down", "link.timeout", "link.server_error", "link.untrusted"})


class StorageError(HallcallError):
    """The database cannot promise durability: stop acknowledging."""

    codes = frozenset(
        {
            "storage.sqlite_too_old",  # found, needed
            "storage.disk_full",
            "storage.read_only",
            "storage.corrupt",
            "storage.constraint",  # the last line of defence refused a row
            "storage.failed",
            "storage.missing",  # a hall was here, and its database is gone; path
            "backup.damaged",  # a copy is not what it should be; file
            "backup.no_space",  # needed_mb, free_mb
            "storage.unreachable",  # the database server does not answer, or lets nobody in
            "storage.in_use",  # another server writes to this database
            "storage.postgres_too_old",  # found, needed
            "storage.not_durable",  # the database server forgets what it confirmed; setting
            "storage.not_utf8",  # found
            "storage.not_empty",  # a hall is there already; database
            "storage.other_version",  # found, needed
            "storage.key_missing",
            "storage.key_mode",  # the key file can be read by others
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong in a file of the hall.

    Shown as ``file:line: key: text``.
    """

    file: str
    """Path as the person gave it."""
    line: int
    """1-based; 0 when the finding is about the file as a whole."""
    key: str
    """Dotted path inside the file, e.g. ``queues[3].counters``."""
    code: str
    """Stable dotted name; its text is the message ``finding-...`` of the catalogues."""
    fields: tuple[tuple[str, str], ...] = ()
    """What the text needs, in order."""


class ConfigError(HallcallError):
    """The hall's own files are wrong. Carries every finding, not only the first."""

    codes = frozenset({"config.invalid", "config.missing", "config.unreadable"})

    def __init__(self, code: str, findings: tuple[Finding, ...] = (), **fields: str | float | bool) -> None:
        super().__init__(code, **fields)
        self.findings = findings
