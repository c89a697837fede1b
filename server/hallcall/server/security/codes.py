"""One-time codes that people read aloud and type: short, without look-alikes, for ten minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L."""
LENGTH = 8
"""31**8 codes: ten minutes are too short for guessing even one of them over a network."""
LIFETIME = timedelta(minutes=10)


def new_code() -> str:
    """A fresh code, ``7KQM-3XWA``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def plain_code(text: str) -> str:
    """The code as it is compared: in capitals, without what people put between."""
    return "".join(letter for letter in text.upper() if letter in ALPHABET)
