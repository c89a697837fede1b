"""Which events cause a message, and what it says. Rides in the transaction of the event."""

from __future__ import annotations

from typing import Any

from hallcall.core import events as ev
from hallcall.core.days import local_time
from hallcall.core.hall import CounterNumber, Hall, QueuePrefix
from hallcall.core.tickets import Ticket, TicketState
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


class Composer:
    """Writes messages into the outbox."""

    def __init__(self, hall: Hall, people: People, vault: Vault, language: str) -> None:
        self._hall = hall
        self._people = people
        self._vault = vault
        self._language = language
        self.has_written = False
        """A message was written since somebody looked, or was about to be."""

    def __call__(self, connection: Connection, entry: Entry, ticket: Ticket | None) -> None:
        """Write the message that an event causes, if it causes one and there is a number to send it to."""
        if ticket is None or not ticket.notify or ticket.visitor is None:
            return
        found = self._message(entry, ticket)
        if found is None:
            return
        at = entry.recorded.at
        phone = self._people.phone(connection, ticket.visitor, at)
        if phone is None:
            return
        template, values = found
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
        match event:
            case ev.TicketCalled():
                return "notice-called", {**common, **self._counter_place(event.counter)}
            case ev.TicketNeared():
                return "notice-neared", {**common, **self._queue_place(ticket.queue), "ahead": event.ahead}
            case ev.TicketTransferred():
                return "notice-transferred", {**common, **self._queue_place(event.to_queue)}
            case ev.TicketExpired() if ticket.state is not TicketState.SERVING:
                return "notice-expired", common
            case _:
                return None

    def _counter_place(self, number: CounterNumber) -> dict[str, str | int]:
        zone = self._hall.zone_by_id[self._hall.counter_by_number[number].zone]
        return {"counter": number, "floor": zone.floor, "zone": zone.id}

    def _queue_place(self, prefix: QueuePrefix) -> dict[str, str | int]:
        zone = self._hall.zone_by_id[self._hall.queue_by_prefix[prefix].zone]
        return {"floor": zone.floor, "zone": zone.id}
