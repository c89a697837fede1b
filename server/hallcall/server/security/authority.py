"""The hall's own certification authority: who is the server, and which machine is which.

Its key lies in the data folder beside the vault's and never leaves it. Whoever has the authority's fingerprint knows
the server; whom the authority gave a certificate, the server knows.

Source:
    RFC 5280 (certificates), RFC 2986 (requests), RFC 8446 (TLS 1.3), NIST SP 800-57 part 1 (P-256 until 2030 and on).
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hallcall.core.errors import Refused, StorageError
from hallcall.server.security.keyfile import read_secret, replace_secret, write_secret

AUTHORITY_LIFE = timedelta(days=3652)
SERVER_LIFE = timedelta(days=365)
MACHINE_LIFE = timedelta(days=90)
RENEW_BEFORE = timedelta(days=30)
"""A certificate that ends sooner is renewed."""
_BACKDATED = timedelta(hours=1)
"""Machines whose clocks are a little behind take a new certificate too."""
_LOCAL = ("localhost", "127.0.0.1", "::1")
_NO_CHECK_TIME = 0x200000
"""``X509_V_FLAG_NO_CHECK_TIME``: the gate looks at the hall's clock, not at the machine's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A certificate for a machine."""

    pem: str
    serial: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFiles:
    """Where everything lies."""

    folder: Path

    @property
    def key(self) -> Path:
        """The authority's key; only its owner can read it."""
        return self.folder / "ca.key"

    @property
    def certificate(self) -> Path:
        """The authority's certificate, for everybody."""
        return self.folder / "ca.crt"

    @property
    def server(self) -> Path:
        """The server's key and certificate."""
        return self.folder / "server.pem"

    @property
    def administrator(self) -> Path:
        """Key and certificate of whoever may read the data folder."""
        return self.folder / "admin.pem"


class Authority:
    """Gives certificates."""

    def __init__(self, files: AuthorityFiles, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self.files = files
        self._key = key
        self._certificate = certificate

    @classmethod
    def create(cls, folder: Path, now: datetime) -> Self:
        """A new authority in a folder that has none.

        Raises:
            FileExistsError: there is one already.
        """
        files = AuthorityFiles(folder=folder)
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("hallcall")
        certificate = (
            _builder(name, name, key.public_key(), now, AUTHORITY_LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, SHA256())
        )
        write_secret(files.key, _pem_of(key))
        files.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        return cls(files, key, certificate)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The authority in a folder.

        Raises:
            StorageError: ``storage.key_missing``, ``storage.key_mode``.
        """
        files = AuthorityFiles(folder=folder)
        try:
            key = load_pem_private_key(read_secret(files.key), None)
            certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        except (OSError, ValueError) as error:
            raise StorageError("storage.key_missing", path=str(files.key)) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise StorageError("storage.key_missing", path=str(files.key))
        return cls(files, key, certificate)

    @property
    def pem(self) -> str:
        """The authority's certificate, for everybody."""
        return self._certificate.public_bytes(Encoding.PEM).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority's certificate, in hexadecimal digits."""
        return sha256(self._certificate.public_bytes(Encoding.DER)).hexdigest()

    @staticmethod
    def requested_key(pem: str) -> ec.EllipticCurvePublicKey:
        """The key in a machine's request for a certificate; whatever name it asks for is ignored.

        Raises:
            Refused: ``command.malformed`` when it is none, is not signed with its own key, or its key is not P-256.
        """
        try:
            request = x509.load_pem_x509_csr(pem.encode())
            key = request.public_key()
            is_signed = request.is_signature_valid
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Refused("command.malformed", detail="csr") from error
        if not is_signed or not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise Refused("command.malformed", detail="csr")
        return key

    def issue(self, key: ec.EllipticCurvePublicKey, identity: str, now: datetime) -> Issued:
        """A certificate for a machine.

        Args:
            key: the machine's (``requested_key``).
            identity: who holds it (``certificates.identity_of``).
            now: when the certificate begins.
        """
        names = [x509.UniformResourceIdentifier(identity)]
        certificate = self._leaf(key, names, ExtendedKeyUsageOID.CLIENT_AUTH, now, MACHINE_LIFE)
        return Issued(
            pem=certificate.public_bytes(Encoding.PEM).decode(),
            serial=f"{certificate.serial_number:x}",
            expires_at=certificate.not_valid_after_utc,
        )

    def issue_own(self, identity: str, now: datetime) -> Issued:
        """Key and certificate for whoever may read the data folder, written there."""
        key = ec.generate_private_key(ec.SECP256R1())
        issued = self.issue(key.public_key(), identity, now)
        replace_secret(self.files.administrator, _pem_of(key) + issued.pem.encode())
        return issued

    def own(self, now: datetime) -> str | None:
        """Serial number of the certificate of whoever may read the data folder; None when it is to be made again."""
        certificate = _certificate_in(self.files.administrator)
        if certificate is None or certificate.not_valid_after_utc - now <= RENEW_BEFORE:
            return None
        return f"{certificate.serial_number:x}"

    def keep_server(self, names: Iterable[str], now: datetime) -> None:
        """See that the server has a certificate for these names and addresses, those it had before, and itself.

        It is made again when less than thirty days of it are left, or a name is missing.
        """
        had = _names_in(self.files.server)
        wanted = sorted({*_LOCAL, *names, *had})
        expiry = _expiry(self.files.server)
        if expiry is not None and expiry - now > RENEW_BEFORE and set(wanted) == had:
            return
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._leaf(
            key.public_key(), [_general(name) for name in wanted], ExtendedKeyUsageOID.SERVER_AUTH, now, SERVER_LIFE
        )
        replace_secret(self.files.server, _pem_of(key) + certificate.public_bytes(Encoding.PEM))

    def context(self) -> ssl.SSLContext:
        """How the server speaks: TLS 1.3, and who has a certificate shows it.

        Nobody is refused here for having none: machines that are not enrolled yet come through the same door.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.files.server)
        context.load_verify_locations(self.files.certificate)
        context.verify_mode = ssl.CERT_OPTIONAL
        context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
        # A session that is taken up again would skip the look at the certificate.
        context.num_tickets = 0
        return context

    def _leaf(
        self,
        public_key: ec.EllipticCurvePublicKey,
        names: Sequence[x509.GeneralName],
        purpose: x509.ObjectIdentifier,
        now: datetime,
        life: timedelta,
    ) -> x509.Certificate:
        issuer = self._certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        return (
            _builder(x509.Name([]), self._certificate.subject, public_key, now, life)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            # Critical because the subject is empty (RFC 5280, section 4.1.2.6).
            .add_extension(x509.SubjectAlternativeName(names), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer),
                critical=False,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .sign(self._key, SHA256())
        )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + life)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _names_in(path: Path) -> set[str]:
    """The names and addresses in the certificate of a file."""
    certificate = _certificate_in(path)
    if certificate is None:
        return set()
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in names}


def _expiry(path: Path) -> datetime | None:
    certificate = _certificate_in(path)
    return None if certificate is None else certificate.not_valid_after_utc


def _certificate_in(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError):
        return None


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
