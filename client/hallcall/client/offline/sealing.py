"""Sealing what tells of a person, under a key that lies beside the file and only its owner can read."""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 12


class Sealer:
    """Seals facts, each for its own place.

    Source:
        NIST SP 800-38D (AES-GCM, nonces of 96 bits), RFC 5869 (HKDF).
    """

    def __init__(self, path: Path) -> None:
        """Read the key file, or make it.

        Raises:
            OSError: it can be neither read nor made.
        """
        if not path.exists():
            _write_key(path)
        master = path.read_bytes()
        self._cipher = AESGCM(_derived(master, b"hallcall/offline/seal/v1"))
        self._marks = _derived(master, b"hallcall/offline/mark/v1")

    def seal(self, fact: bytes, place: str) -> bytes:
        """Encrypt a fact for its place."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, fact, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes | None:
        """Decrypt a fact; None when it was changed, moved, or sealed under another key."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            return None

    def mark(self, fact: str) -> bytes:
        """The same for the same fact, and nothing else about it."""
        return hmac.digest(self._marks, fact.encode(), sha256)


def _write_key(path: Path) -> None:
    """Under another name first: a key file is whole or not there."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose).derive(master)
