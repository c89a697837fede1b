"""The hall's signature under its log.

Who can write to the database can also make a new chain, but not sign it: the private key is a file of its own, and what
it has signed leaves the machine.

Source:
    RFC 8032 (Ed25519).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hallcall.core.errors import StorageError
from hallcall.server.security.keyfile import read_secret, write_secret
from hallcall.server.storage.heads import Head

_KEY_BYTES = 32


class Signer:
    """Signs with the hall's private key."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise StorageError("storage.key_missing")
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @classmethod
    def open(cls, path: Path, public: Path) -> Signer:
        """The signer of a key file; both files are made when there are none.

        Args:
            path: of the private key.
            public: of the public key, for whoever verifies.

        Raises:
            StorageError: ``storage.key_missing``, ``storage.key_mode``.
        """
        if not path.exists():
            write_secret(path, Ed25519PrivateKey.generate().private_bytes_raw())
        signer = cls(read_secret(path))
        if not public.exists() or read_public(public) != signer.public:
            public.write_text(f"{signer.public}\n", encoding="ascii")
        return signer

    @property
    def public(self) -> str:
        """The public key in hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, head: Head) -> bytes:
        """The signature under an end of the log."""
        return self._key.sign(_message(head))


class Keys:
    """Public keys that are trusted."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._keys = [Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)) for key in dict.fromkeys(keys)]
        except ValueError as error:
            raise StorageError("storage.key_missing") from error

    def has_signed(self, head: Head) -> bool:
        """Whether one of the keys made the signature under an end of the log."""
        return any(_is_by(key, head) for key in self._keys)


def read_public(path: Path) -> str:
    """The public key in a file.

    Raises:
        StorageError: ``storage.key_missing``.
    """
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError("storage.key_missing", path=str(path)) from error


def _is_by(key: Ed25519PublicKey, head: Head) -> bool:
    try:
        key.verify(head.signature, _message(head))
    except InvalidSignature:
        return False
    return True


def _message(head: Head) -> bytes:
    return b"hallcall/head/v1\n%d\n%s\n%s" % (head.seq, head.hash.hex().encode(), head.at.encode())
