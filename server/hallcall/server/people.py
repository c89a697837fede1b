"""Visitors as the server knows them: from a card to a person id, and from a ticket to what a clerk may see."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ulid import ULID

from hallcall.core.errors import Refused
from hallcall.core.identity import DocumentKind, Sex, age_on, parse_credit_code, parse_document_number, parse_mobile
from hallcall.core.masking import STAR, mask_name, mask_phone
from hallcall.core.tickets import Need, PersonId, Ticket, TicketId, TicketState
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection
from hallcall.server.storage import people as rows

_TABLE = "person"
_NAME_MAX = 120
"""Characters; the longest name field of a card (English name of the 2017 form) holds 60."""
_SHOWN = 4
"""Last characters of a document number that a clerk sees, and that a visitor types for a face that was recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A card, or a number that was typed. Its text form hides it."""

    kind: DocumentKind
    number: str
    name: str = ""
    verified: bool = False
    """Read by a device."""

    def __repr__(self) -> str:
        return f"Document({self.kind.value}, ***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorFacts:
    """What a clerk may see of the visitor at the counter."""

    ticket: TicketId
    name: str = field(repr=False)
    """Masked, or in full after ``visitor.reveal``."""
    document: str
    """The last four characters behind stars."""
    document_kind: DocumentKind | None
    sex: Sex | None
    """None until the visit has started."""
    age: int | None
    """None until the visit has started."""
    needs: frozenset[Need]
    verified: bool
    revealed: bool
    principal: str = ""
    """The last four characters of whom an agent comes for, behind stars; empty for who comes for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as a command needs them."""

    id: PersonId
    phone: str | None
    """Masked."""
    birth: date | None = None
    """From the number of the card; None where it does not tell."""


class People:
    """Reads and writes persons through the vault."""

    def __init__(self, vault: Vault, phone_days: int) -> None:
        self._vault = vault
        self._keep_phones = timedelta(days=phone_days)

    def register(
        self, connection: Connection, document: Document | None, phone: str | None, today: date, now: datetime
    ) -> Known | None:
        """The person of a card or phone number, stored when new; None for a visitor who told nothing.

        A typed number never changes what a card has told.

        Raises:
            Refused: ``identity.*`` for a number that cannot be, ``phone.invalid``.
        """
        digits = parse_mobile(phone) if phone is not None else None
        if document is None and digits is None:
            return None
        row, is_new = self._row(connection, document, today)
        if document is not None and document.name and (document.verified or row.name_ct is None):
            row = replace(row, name_ct=self._seal(row, "name", document.name.strip()[:_NAME_MAX]))
        if digits is not None:
            row = replace(row, phone_ct=self._seal(row, "phone", digits), phone_until=now + self._keep_phones)
        (rows.add if is_new else rows.change)(connection, row, now)
        birth = parse_document_number(document.number, today).birth if document is not None else None
        return Known(id=row.id, phone=self._masked_phone(row, now), birth=birth)

    def find(self, connection: Connection, document: Document, today: date) -> PersonId | None:
        """The id of a card's holder; None for somebody who has never been here.

        Raises:
            Refused: ``identity.*``.
        """
        number = parse_document_number(document.number, today)
        row = rows.find(connection, self._vault.blind_index(number.number))
        return None if row is None else row.id

    def masked_name(self, connection: Connection, person: PersonId) -> str:
        """A person's name as it may be shown to whoever stands before a screen; empty when none is known."""
        row = rows.get(connection, person)
        return "" if row is None or row.name_ct is None else mask_name(self._unseal(row, "name", row.name_ct))

    def holder_of(self, connection: Connection, people: Sequence[PersonId], digits: str, today: date) -> Known | None:
        """Who of some people has a document whose number ends so; None when nobody has."""
        for person in people:
            row = rows.get(connection, person)
            number = self._unseal(row, "number", row.number_ct) if row is not None and row.number_ct is not None else ""
            if number and hmac.compare_digest(number[-_SHOWN:].encode(), digits.upper().encode()):
                return Known(id=person, phone=None, birth=parse_document_number(number, today).birth)
        return None

    def phone(self, connection: Connection, person: PersonId, now: datetime) -> str | None:
        """The person's phone number in full, for the message outbox only; None when unknown or too old to keep."""
        row = rows.get(connection, person)
        if row is None or row.phone_ct is None or (row.phone_until is not None and row.phone_until <= now):
            return None
        return self._unseal(row, "phone", row.phone_ct)

    def masked_phone(self, connection: Connection, person: PersonId, now: datetime) -> str | None:
        """The person's phone number as it may be shown."""
        number = self.phone(connection, person, now)
        return None if number is None else mask_phone(number)

    def facts(self, connection: Connection, ticket: Ticket, today: date, *, revealed: bool = False) -> VisitorFacts:
        """What a clerk may see of the holder of a ticket.

        Raises:
            Refused: ``visitor.unknown`` when a full name is asked of somebody who never told one.
        """
        row = rows.get(connection, ticket.visitor) if ticket.visitor is not None else None
        name = self._unseal(row, "name", row.name_ct) if row is not None and row.name_ct is not None else ""
        number = self._unseal(row, "number", row.number_ct) if row is not None and row.number_ct is not None else ""
        if revealed and not name:
            raise Refused("visitor.unknown")
        has_started = ticket.state is TicketState.SERVING
        sex, age = _sex_and_age(number, today) if has_started and number else (None, None)
        return VisitorFacts(
            ticket=ticket.id,
            name=name if revealed else mask_name(name),
            document=STAR * max(len(number) - _SHOWN, 0) + number[-_SHOWN:],
            document_kind=DocumentKind(row.kind) if row is not None and row.kind is not None else None,
            sex=sex,
            age=age,
            needs=ticket.needs,
            verified=ticket.verified,
            revealed=revealed,
            principal=self._principal(connection, ticket),
        )

    def register_principal(self, connection: Connection, number: str, today: date, now: datetime) -> PersonId:
        """The person or company that somebody comes for, stored when new.

        Raises:
            Refused: ``identity.*`` for a number that is neither a document's nor a company's.
        """
        kind, checked = _principal_number(number, today)
        index = self._vault.blind_index(checked)
        found = rows.find(connection, index)
        if found is not None:
            rows.change(connection, found, now)
            return found.id
        nobody = rows.PersonRow(
            id=PersonId(str(ULID())),
            blind_index=index,
            kind=kind,
            number_ct=None,
            name_ct=None,
            phone_ct=None,
            phone_until=None,
        )
        rows.add(connection, replace(nobody, number_ct=self._seal(nobody, "number", checked)), now)
        return nobody.id

    def _principal(self, connection: Connection, ticket: Ticket) -> str:
        """The number of whom an agent comes for, as a clerk may see it; empty without an agent."""
        row = rows.get(connection, ticket.person) if ticket.agent is not None and ticket.person is not None else None
        if row is None or row.number_ct is None:
            return ""
        number = self._unseal(row, "number", row.number_ct)
        return STAR * max(len(number) - _SHOWN, 0) + number[-_SHOWN:]

    def _row(self, connection: Connection, document: Document | None, today: date) -> tuple[rows.PersonRow, bool]:
        person = PersonId(str(ULID()))
        nobody = rows.PersonRow(
            id=person, blind_index=None, kind=None, number_ct=None, name_ct=None, phone_ct=None, phone_until=None
        )
        if document is None:
            return nobody, True
        number = parse_document_number(document.number, today)
        index = self._vault.blind_index(number.number)
        found = rows.find(connection, index)
        if found is not None:
            return found, False
        return replace(
            nobody,
            blind_index=index,
            kind=number.kind.value,
            number_ct=self._seal(nobody, "number", number.number),
        ), True

    def _masked_phone(self, row: rows.PersonRow, now: datetime) -> str | None:
        if row.phone_ct is None or (row.phone_until is not None and row.phone_until <= now):
            return None
        return mask_phone(self._unseal(row, "phone", row.phone_ct))

    def _seal(self, row: rows.PersonRow, field: str, fact: str) -> bytes:
        return self._vault.seal(fact, _TABLE, field, row.id)

    def _unseal(self, row: rows.PersonRow, field: str, sealed: bytes) -> str:
        return self._vault.unseal(sealed, _TABLE, field, row.id)


def _principal_number(number: str, today: date) -> tuple[str | None, str]:
    """Kind of document, None for a company, and the number."""
    try:
        parsed = parse_document_number(number, today)
    except Refused as refusal:
        try:
            return None, parse_credit_code(number)
        except Refused:
            raise refusal from None
    return parsed.kind.value, parsed.number


def _sex_and_age(number: str, today: date) -> tuple[Sex | None, int | None]:
    parsed = parse_document_number(number, today)
    return parsed.sex, age_on(parsed.birth, today) if parsed.birth is not None else None
