"""Templates on a disk: encrypted under a key of the hall and the day, which is destroyed when the day ends.

::

    root (file 0400, or systemd credential) ──HKDF hall, day──▶ wrapping key ─┐
    32 random bytes, made when the day's first template is sealed ────────────┴▶ days/2026-11-27.key
    both ──HKDF hall, day──▶ key of the day ──AES-256-GCM──▶ templates

A key that came of the root alone could be made again from it at any time. The day's own random bytes cannot: once
their file is destroyed, neither the root nor the files bring the gallery back (docs/decisions: faces end with a key).

Source:
    NIST SP 800-38D (AES-GCM, random nonces of 96 bits), RFC 5869 (HKDF), ISO/IEC 24745 (protection of templates).
"""

from __future__ import annotations

import hmac
import os
import stat
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, NoReturn

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hallcall.core.errors import FaceError
from hallcall.face.files import failing, shred, write_whole
from hallcall.face.model import Template

CREDENTIAL: Final = "hallcall-face-root"
"""Name of the root among the credentials that systemd gives a service (``LoadCredentialEncrypted=``)."""
_KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What an encrypted template is bound to."""

    subject: str
    """Pseudonym of the booking."""
    day: date
    engine_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What comes out of it."""

    booking: str = field(repr=False)
    template: Template


class _Head(msgspec.Struct, frozen=True, array_like=True):
    """In plain text before each template, and authenticated with it."""

    format: int
    hall: str
    engine_id: str
    subject: str
    day: date


class _Body(msgspec.Struct, frozen=True, array_like=True):
    booking: str
    vector: bytes


def read_root(path: Path) -> bytes:
    """The machine's root: that of systemd where there is one, else of its file, which is made when it is missing.

    Raises:
        FaceError: ``face.key_open``: others may read the file; ``face.key_changed``; ``face.store_failed``.
    """
    given = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent")) / CREDENTIAL
    with failing(path.parent):
        if given.is_file():
            root = given.read_bytes()
        else:
            if not path.exists():
                write_whole(path, os.urandom(_KEY_BYTES), 0o400)
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise FaceError("face.key_open", file=str(path), mode=f"{mode:04o}")
            root = path.read_bytes()
    if len(root) < _KEY_BYTES:
        raise FaceError("face.key_changed", file=str(path))
    return root


class FaceVault:
    """Encrypts and decrypts the templates of one hall."""

    def __init__(self, days: Path, root: bytes, hall: str) -> None:
        """Use a folder of day keys.

        Args:
            days: where the keys of days lie.
            root: 32 random bytes or more (``read_root``).
            hall: the hall's id.
        """
        self._days = days
        self._root = root
        self._hall = hall

    def pseudonym(self, fact: str) -> str:
        """The same 32 hexadecimal digits for the same fact, and nothing else about it, for others than this hall."""
        key = _derived(self._root, f"hallcall/face/subject/v1|{self._hall}")
        return hmac.digest(key, fact.encode(), sha256)[:16].hex()

    def seal(self, bound: Sealed, enrolled: Enrolled) -> bytes:
        """Encrypt a template; the first one of a day makes the day's key.

        Raises:
            FaceError: ``face.other_engine``, ``face.key_changed``, ``face.store_failed``.
        """
        template = enrolled.template
        if template.engine_id != bound.engine_id:
            raise FaceError("face.other_engine", stored=template.engine_id, present=bound.engine_id)
        if not self.has_day(bound.day):
            self._begin(bound.day)
        head = self._head(bound)
        nonce = os.urandom(_NONCE_BYTES)
        body = msgspec.msgpack.encode(_Body(enrolled.booking, template.to_bytes()))
        return head + b"\n" + nonce + self._cipher(bound.day).encrypt(nonce, body, head)

    def unseal(self, sealed: bytes, bound: Sealed) -> Enrolled:
        """Decrypt a template.

        Raises:
            FaceError: ``face.other_hall``, ``face.other_day``, ``face.other_engine``: it says that it is not what
                was asked for; ``face.template_changed``: it is not what was sealed; ``face.day_ended``: the key of its
                day is destroyed; ``face.key_changed``, ``face.store_failed``.
        """
        head, _, rest = sealed.partition(b"\n")
        if head != self._head(bound):
            self._refuse(head, bound)
        cipher = self._cipher(bound.day)
        try:
            body = msgspec.msgpack.decode(cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head), type=_Body)
        except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
            raise FaceError("face.template_changed") from error
        return Enrolled(booking=body.booking, template=Template.from_bytes(bound.engine_id, body.vector))

    def has_day(self, day: date) -> bool:
        """Whether there is a key of that day."""
        return self._path(day).is_file()

    def days(self) -> list[date]:
        """The days there are keys of, oldest first."""
        return sorted(date.fromisoformat(path.stem) for path in self._days.glob("????-??-??.key"))

    def end_day(self, day: date) -> bool:
        """Destroy the key of a day: nothing that was sealed on it can be read again. False when there is none.

        Raises:
            FaceError: ``face.store_failed``.
        """
        with failing(self._days):
            return shred(self._path(day))

    def _begin(self, day: date) -> None:
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = self._wrapping(day).encrypt(nonce, os.urandom(_KEY_BYTES), self._place(day))
        with failing(self._days):
            write_whole(self._path(day), nonce + wrapped, 0o400)

    def _cipher(self, day: date) -> AESGCM:
        """Of the day's key. It is read each time: a key that somebody destroyed must not live on in a process."""
        with failing(self._days):
            try:
                kept = self._path(day).read_bytes()
            except FileNotFoundError:
                raise FaceError("face.day_ended", day=day.isoformat()) from None
        try:
            secret = self._wrapping(day).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], self._place(day))
        except (InvalidTag, ValueError) as error:
            raise FaceError("face.key_changed", file=str(self._path(day))) from error
        return AESGCM(_derived(self._root + secret, f"hallcall/face/templates/v1|{self._hall}|{day}"))

    def _wrapping(self, day: date) -> AESGCM:
        return AESGCM(_derived(self._root, f"hallcall/face/day/v1|{self._hall}|{day}"))

    def _place(self, day: date) -> bytes:
        return f"{self._hall}|{day}".encode()

    def _path(self, day: date) -> Path:
        return self._days / f"{day.isoformat()}.key"

    def _head(self, bound: Sealed) -> bytes:
        return msgspec.json.encode(_Head(_FORMAT, self._hall, bound.engine_id, bound.subject, bound.day))

    def _refuse(self, head: bytes, bound: Sealed) -> NoReturn:
        """Say in which respect a template is another one."""
        try:
            found = msgspec.json.decode(head, type=_Head)
        except msgspec.MsgspecError as error:
            raise FaceError("face.template_changed") from error
        if found.hall != self._hall:
            raise FaceError("face.other_hall", stored=found.hall, present=self._hall)
        if found.day != bound.day:
            raise FaceError("face.other_day", stored=found.day.isoformat(), present=bound.day.isoformat())
        if found.engine_id != bound.engine_id:
            raise FaceError("face.other_engine", stored=found.engine_id, present=bound.engine_id)
        raise FaceError("face.template_changed")


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)
