"""Tokens: random for who speaks, hashed for who checks."""

from __future__ import annotations

import secrets
from hashlib import sha256

_BYTES = 32
_TICKET_BYTES = 12


def new_token() -> str:
    """A fresh token of 256 random bits, safe in headers and addresses."""
    return secrets.token_urlsafe(_BYTES)


def new_ticket_token() -> str:
    """A token of 96 random bits for a visitor's own page of one day: short, so that its QR code has large modules."""
    return secrets.token_urlsafe(_TICKET_BYTES)


def hash_token(token: str) -> bytes:
    """What is stored of a token. Plain SHA-256 is enough for 256 random bits; there is nothing to guess."""
    return sha256(token.encode()).digest()
