"""Which events cause a message, and what it says. Rides in the transaction of the event."""

from __future__ import annotations

from typing import Any

from hallcall.core import events as ev
from hallcall.core.days import local_time
from hallcall.core.estimate import range_of
from hallcall.core.hall import Hall
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import PersonId, Ticket, TicketState
from hallcall.server.offers import offer_token
from hallcall.server.people import People
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, Entry, outbox

SMS = "sms"
"""Channel of text messages."""
TABLE = "outbox"
"""Place of a message's phone number for the vault."""
LIMIT = 70
"""Characters of one text message in UCS-2.

Source:
    3GPP TS 23.038, 6.1 and TS 23.040: 140 bytes, two a character.
"""
LIMIT_OF_TWO = 2 * 67
"""Characters of a message in two parts, which only one with an address may have.

Source:
    3GPP TS 23.040, 9.2.3.24.1: of each part six bytes say how the parts belong together.
"""


class Composer:
    """Writes messages into the outbox."""

    def __init__(self, hall: Hall, people: People, vault: Vault, language: str, public_url: str = "") -> None:
        self._hall = hall
        self._people = people
        self._vault = vault
        self._language = language
        self._public_url = public_url.rstrip("/")
        self.has_written = False
        """A message was written since somebody looked, or was about to be."""

    def __call__(self, connection: Connection, entry: Entry, ticket: Ticket | None) -> None:
        """Write the message that an event causes, if it causes one and there is a number to send it to."""
        event = entry.recorded.event
        if isinstance(event, ev.PlaceOffered):
            self._write(connection, entry, event.person, self._offer(event))
        elif isinstance(event, ev.TicketIssued):
            # The ticket begins with this event: it is not among those that are known.
            if event.booking and event.leg == 1 and event.notify and event.person is not None:
                self._write(connection, entry, event.person, self._checked_in(entry, event))
        elif ticket is not None and ticket.notify and ticket.visitor is not None:
            found = self._message(entry, ticket)
            if found is not None:
                self._write(connection, entry, ticket.visitor, found)

    def _write(
        self, connection: Connection, entry: Entry, person: PersonId, message: tuple[str, dict[str, str | int]]
    ) -> None:
        at = entry.recorded.at
        phone = self._people.phone(connection, person, at)
        if phone is None:
            return
        template, values = message
        self.has_written = True
        outbox.add(
            connection,
            outbox.NoticeRow(
                event_id=entry.recorded.id,
                channel=SMS,
                template=template,
                values=values,
                to_ct=self._vault.seal(phone, TABLE, "to", entry.recorded.id),
                state=outbox.NoticeState.QUEUED,
                attempts=0,
                next_at=at,
                at=at,
            ),
        )

    def _message(self, entry: Entry, ticket: Ticket) -> tuple[str, dict[str, str | int]] | None:
        event: ev.Event = entry.recorded.event
        common: dict[str, Any] = {
            "hall": self._hall.name.short(self._language),
            "number": ticket.number,
            "time": local_time(self._hall, entry.recorded.at).strftime("%H:%M"),
        }
        more: dict[str, Any] = {}
        match event:
            case ev.TicketCalled():
                template, more = "notice-called", self._counter_place(event.counter)
            case ev.TicketNeared():
                template, more = "notice-neared", {**self._queue_place(ticket.queue), "ahead": event.ahead}
            case ev.TicketHeldUp():
                template = "notice-held-up"
            case ev.TicketGoesOn():
                template, more = "notice-goes-on", self._queue_place(ticket.queue)
            case ev.TicketTransferred():
                template, more = "notice-transferred", self._queue_place(event.to_queue)
            case ev.TicketExpired() if ticket.state is not TicketState.SERVING:
                template = "notice-expired"
            case _:
                return None
        return template, {**common, **more}

    def _checked_in(self, entry: Entry, event: ev.TicketIssued) -> tuple[str, dict[str, str | int]]:
        """For somebody who walked in and has neither pressed anything nor got a slip."""
        values: dict[str, str | int] = {
            "hall": self._hall.name.short(self._language),
            "number": event.number,
            "time": local_time(self._hall, entry.recorded.at).strftime("%H:%M"),
            **self._queue_place(event.queue),
        }
        if event.stated is None:
            return "notice-checked-in", values
        told = range_of(event.stated)
        return "notice-checked-in-wait", {**values, "low": told.low_min, "high": told.high_min}

    def _offer(self, event: ev.PlaceOffered) -> tuple[str, dict[str, str | int]]:
        start = local_time(self._hall, event.start)
        values: dict[str, str | int] = {
            "hall": self._hall.name.short(self._language),
            "day": start.strftime("%m-%d"),
            "time": start.strftime("%H:%M"),
            "until": local_time(self._hall, event.until).strftime("%H:%M"),
        }
        if not self._public_url:
            return "notice-offered", {**values, "phone": self._hall.help_phone}
        token = offer_token(self._vault, event.person, event.item, event.start, event.until)
        return "notice-offered-page", {**values, "url": f"{self._public_url}/b/{token}"}

    def _counter_place(self, number: CounterNumber) -> dict[str, str | int]:
        zone = self._hall.zone_by_id[self._hall.counter_by_number[number].zone]
        return {"counter": number, "floor": zone.floor, "zone": zone.id}

    def _queue_place(self, prefix: QueuePrefix) -> dict[str, str | int]:
        zone = self._hall.zone_by_id[self._hall.queue_by_prefix[prefix].zone]
        return {"floor": zone.floor, "zone": zone.id}
