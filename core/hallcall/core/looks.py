"""Why somebody looks at a visitor's personal data: a closed list, and a short note for what is not on it."""

from __future__ import annotations

from enum import StrEnum

from hallcall.core.errors import Refused

NOTE_MAX = 80
"""Characters of a note."""
NOTE_DIGITS_MAX = 6
"""Digits of a note, in all: enough for a number on a slip, too few for a phone or a document."""


class LookReason(StrEnum):
    """Why a clerk looks. Its text is the message ``look-reason-...`` of the catalogues."""

    IDENTITY = "identity"
    """To compare the visitor with the card or the papers they show."""
    PHONE = "phone"
    """To call the visitor by phone."""
    CORRECTION = "correction"
    """To correct what was entered wrongly."""
    COMPLAINT = "complaint"
    """Somebody complains, or two people disagree."""
    REQUEST = "request"
    """The visitor themselves asks what is known of them.

    Source:
        Personal Information Protection Law of the PRC, article 45.
    """
    OTHER = "other"
    """None of these; a note may say what."""


def check_look(reason: LookReason | None, note: str) -> None:
    """Whether a look may be written down like this.

    The log cannot forget one event alone, so a note must not carry what belongs to a person. Nobody can tell a name
    from other words; digits of a phone or a document can be told.

    Raises:
        Refused: ``reason.missing``, ``note.invalid``, ``note.personal``.
    """
    if reason is None:
        raise Refused("reason.missing")
    if note and reason is not LookReason.OTHER:
        raise Refused("note.invalid", most=NOTE_MAX)
    check_note(note)


def check_note(note: str) -> None:
    """Whether a note may stand in the log.

    Raises:
        Refused: ``note.invalid``, ``note.personal``.
    """
    if len(note) > NOTE_MAX or not note.isprintable() or note != note.strip():
        raise Refused("note.invalid", most=NOTE_MAX)
    if sum(character.isdigit() for character in note) > NOTE_DIGITS_MAX:
        raise Refused("note.personal")
