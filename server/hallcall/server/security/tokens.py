"""Tokens: random for who speaks, hashed for who checks."""

from __future__ import annotations

import secrets
from hashlib import sha256

_BYTES = 32


def new_token() -> str:
    """A fresh token of 256 random bits, safe in headers and addresses."""
    return secrets.token_urlsafe(_BYTES)


def hash_token(token: str) -> bytes:
    """What is stored of a token. Plain SHA-256 is enough for 256 random bits; there is nothing to guess."""
    return sha256(token.encode()).digest()
