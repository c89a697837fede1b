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
    ├── FaceError            a picture, a template or a model of faces cannot be used: go on without a face
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
            # A locker says no; locker.<rule>
            "locker.both_needed",  # a document of two: the other one's code is missing; people
            "locker.empty",  # nothing waits there; box
            "locker.full",
            "locker.locked",  # too many wrong codes: staff issue new ones; box
            "locker.none",  # this machine has no locker; machine
            "locker.not_closed",  # the door stands open; box
            "locker.not_opened",  # nobody pulled the door; box
            "locker.people",  # most
            "locker.wrong_code",  # left
            # A rule about money says no; payment.<rule>
            "payment.amount",
            "payment.not_paid",
            "payment.order_reused",
            "payment.refund_reused",
            "payment.refund_too_much",
            "command.key_reused",  # the same idempotency key with another body
            "command.malformed",  # the body is not what the command takes; detail
            "command.unknown",  # no such command
            "backup.by_pg_dump",  # a database of PostgreSQL is backed up by its own tools
            "backup.unknown",  # no such backup; file
            # A rule about appointments says no; booking.<rule>
            "booking.blocked",  # too many were missed or given up; until
            "booking.card_needed",  # two are expected: which of them is it?
            "booking.ended",  # used, missed or cancelled; state
            "booking.excuse_whom",  # neither a person nor a day was named
            "booking.full",
            "booking.identity",  # bookings are made in somebody's name
            "booking.item_per_day",  # this item was booked too often today; most
            "booking.no_slot",  # no slot begins then
            "booking.not_offered",  # the queue takes no bookings; queue
            "booking.on_the_spot",  # today nobody gets a number without a booking: book on the spot; item
            "booking.other_person",  # the card is that of somebody else
            "booking.partner_missing",  # both parties must be named; item
            "booking.partner_not_needed",  # item
            "booking.partner_same",
            "booking.past",
            "booking.per_day",  # they have one for that day already; most
            "booking.too_early",  # check-in is possible from then on; day, time
            "booking.too_far",  # days
            "booking.too_late",  # to change it; minutes
            "booking.too_near",  # a slot of today begins too soon; minutes
            "booking.too_soon",  # bookings begin days ahead; days
            "booking.unknown",
            "booking.wrong_digits",  # nobody of the booking has a document whose number ends so
            "calendar.closed",  # the queue takes no tickets now; queue, opens
            "calendar.year_missing",  # no holiday file for that year; year
            "class.booked",  # that class comes with a booking only
            "class.reason",  # only the visitor may give that reason
            "class.other_level",  # a reason of another level of urgency
            "counter.awaited",  # a number waits that only it may call; counter
            "counter.serves_it",  # the queue is one of its own; counter, queue
            "counter.unknown",
            "counter.not_open",  # nobody has opened this counter
            "counter.occupied",  # another clerk is signed in here
            "counter.paused",
            "counter.busy",  # it is calling or serving; finish first
            "counter.idle",  # it has nobody; nothing to act on
            "closure.past",  # a closed queue cannot be expected to go on before now
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
            "emergency.running",  # people leave the building: nobody is called, and no number given
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
            "pager.in_use",  # somebody else holds it; pager, number
            "pager.not_ready",  # its battery is low, or its base does not reach it; pager, condition
            "pager.unknown",  # the hall has none of that number; pager, most
            "paper.not_past",  # counts are entered for days that are over
            "paper.number",  # no printed sheet has this number; number
            "paper.other_day",  # the number was not given today; number
            "passing.not_passed",  # the number was not passed; number
            "passing.see_desk",  # came forward at kiosks too often; number
            "phone.invalid",
            "phone.unknown",  # no phone number is known for this ticket
            "queue.closed",  # closed for now by a manager; queue, reason
            "queue.daily_cap",  # the queue has given all numbers of today; queue, cap
            "quantity.range",  # one number stands for one to so many cases; most
            "queue.empty",
            "queue.unknown",
            "queue.not_served",  # this counter has not the skill
            "rating.done",  # this visit was rated already
            "rating.elsewhere",  # the visit was at another counter; counter
            "rating.range",  # there are five levels
            "rating.reasons",  # reasons come with a low level only
            "rating.unknown",  # no low rating of that visit is open
            "reason.missing",
            "route.too_many",  # more items than one number can be for; most
            "replay.event_unknown",  # this version does not know what happened; type, seq
            "replay.format",  # no day, cut off, or of another form
            "task.unknown",
            "ticket.too_late",  # they would be called after the last close; closes, opens
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

    codes = frozenset(
        {
            "device.timeout",
            "device.too_late",  # its turn came after its deadline: it was not begun
        }
    )


class DeviceFault(DeviceError):
    """It needs a person."""

    codes = frozenset(
        {
            "announcer.no_zone",  # no loudspeaker of that zone hangs on this machine; zone
            "card.removed",  # lifted before it was read
            "card.unreadable",
            "card.wrong_kind",  # not one of the four ID cards
            "code.unreadable",  # what the scanner read is no text, or too long
            "device.interrupted",  # begun, and whoever did it ended before it could tell: look what became of it
            "device.fault",  # reason: word of hal.model.Reason
            "finger.absent",  # nothing lies on the window
            "finger.different",  # the two looks were not at one finger
            "finger.poor",
            "pager.lost",  # pager
            # Money; under the codes of core.payments
            "payment.amount",
            "payment.forged",  # a notice with a wrong signature
            "payment.not_paid",  # order
            "payment.order_reused",  # order
            "payment.over",  # no code for an order that has its end; order
            "payment.refund_reused",  # order
            "payment.refund_too_much",  # left
            "payment.refused",  # the gateway does not give it back; order
            "payment.unknown",  # order
            "glass.no_room",  # no pane of that name is connected; room
            "printer.cover_open",
            "printer.cutter_jam",
            "printer.error",
            "printer.offline",
            "printer.paper_out",
            "reader.self_test",
            "reader.unauthorised",  # the reader's security module is not authorised
            "sms.number",  # no number that a text message can go to
            "sms.refused",  # the gateway will never send this message; reason: word of hal.ports.sms.SmsTrouble
            "sms.text",  # too long, empty, or with a document's number in it
            "sms.unsure",  # it may have left already, and is not sent again
        }
    )


class DeviceProtocol(DeviceError):
    """The device talks, but not what this driver expects."""

    codes = frozenset({"device.bad_frame", "device.refused", "device.unexpected", "device.unsupported"})


class FaceError(HallcallError):
    """A picture, a template or a model of faces cannot be used: look again, or go on without a face."""

    codes = frozenset(
        {
            "face.assessment_missing",  # 1:N without an impact assessment of the site
            "face.booking_not_today",  # the person has no such booking today; booking
            "face.consent_damaged",  # a line of the records of consent cannot be read; file, line
            "face.consent_missing",  # nobody has agreed for this booking today; booking
            "face.day_ended",  # the key of that day is destroyed, and with it its templates; day
            "face.engine_missing",  # its library is not installed; engine, extra
            "face.engine_unknown",  # engine, known
            "face.folder_missing",  # a folder of pictures that the command was given; folder
            "face.folder_pairs",  # pairs.txt or the table of groups is not as it should be; file, line
            "face.guardian_needed",  # too young to agree alone, or of unknown age; under
            "face.hall_missing",  # [face] does not say which hall this is
            "face.key_changed",  # a key file is damaged or of another hall or root; file
            "face.key_open",  # others than its owner may read a key file; file, mode
            "face.model_licence",  # the site has not said under which licence it uses its model; engine
            "face.none",  # nobody is in the picture
            "face.notice_incomplete",  # the site has not said who handles faces; missing
            "face.off",  # this machine compares no faces
            "face.one_to_many",  # this engine must not search among many; engine
            "face.other_day",  # stored, present
            "face.other_engine",  # a template of another engine, or of other models; stored, present
            "face.other_hall",  # stored, present
            "face.pad_missing",  # single pictures cannot be judged by a challenge; file
            "face.pad_unknown",  # pad, known
            "face.picture_too_large",  # most: millions of pixels
            "face.picture_too_small",  # least: pixels a side
            "face.picture_unreadable",  # damaged, or no picture; file
            "face.several",  # more than one person is in the picture; count
            "face.store_failed",  # records or templates cannot be written or read; folder, why
            "face.template_changed",  # it is not what was sealed
            "face.too_few_looks",  # least
            "face.vector",  # a template with no, endless or undefined numbers
            "face.weights_changed",  # a model is not what it was; file
            "face.weights_missing",  # file
        }
    )


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
