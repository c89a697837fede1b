"""By what a machine knows the server, and by what the server knows the machine.

A folder holds the hall's authority (``ca.crt``) and the machine's own key and certificate (``client.pem``, one file, so
that they change together). The key is made here and never leaves the machine.

Nothing here looks at the machine's own clock, which may be wrong until somebody sets it: a certificate's days are
counted by the time the server tells. What the authority's certificate would tell a thief of the server's old key
changes nothing, as its own key lies beside it.
"""

from __future__ import annotations

import os
import ssl
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from hallcall.client.answers import Pairing, error_from
from hallcall.core.errors import ConfigError, LinkError

RENEW_BEFORE = timedelta(days=30)
"""A certificate that ends sooner is renewed."""
_AGAIN = timedelta(hours=1)
"""A renewal that failed is tried again."""
_TIMEOUT_S = 10.0
_NO_CHECK_TIME = 0x200000
"""``X509_V_FLAG_NO_CHECK_TIME`` of OpenSSL."""


def trusting_context(authority: Path, own: Path) -> ssl.SSLContext:
    """TLS 1.3 with the hall's server and nobody else.

    Args:
        authority: the authority's certificate.
        own: key and certificate to show.

    Raises:
        ConfigError: ``config.missing``, ``config.unreadable``.
    """
    try:
        context = _context()
        context.load_verify_locations(authority)
        context.load_cert_chain(own)
    except FileNotFoundError as error:
        raise ConfigError("config.missing", file=str(own.parent)) from error
    except (OSError, ssl.SSLError) as error:
        raise ConfigError("config.unreadable", file=str(own.parent)) from error
    return context


class MachineIdentity:
    """Key and certificate of this machine, renewed in time."""

    def __init__(self, folder: Path) -> None:
        self._authority = folder / "ca.crt"
        self._own = folder / "client.pem"
        self._try_at: datetime | None = None
        self.context = trusting_context(self._authority, self._own)
        self.expires_at = _expiry(self._own)

    def is_due(self, at: datetime) -> bool:
        """Whether the certificate is to be renewed, at a time that the server told."""
        return self.expires_at - at < RENEW_BEFORE and (self._try_at is None or at >= self._try_at)

    def try_later(self, at: datetime) -> None:
        """The renewal failed: leave the server in peace for a while."""
        self._try_at = at + _AGAIN

    def take(self, key: bytes, certificate: str) -> None:
        """Change to a new key and certificate."""
        _write_own(self._own, key, certificate)
        self.context = trusting_context(self._authority, self._own)
        self.expires_at = _expiry(self._own)
        self._try_at = None


def new_request() -> tuple[bytes, str]:
    """A fresh key, and a request for its certificate; both PEM.

    Source:
        RFC 2986. The name in a request is left empty: the server knows by the code or the present certificate who asks.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, SHA256())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem, request.public_bytes(Encoding.PEM).decode()


def enrol(url: str, code: str, fingerprint: str, folder: Path) -> Pairing:
    """Exchange a one-time code for this machine's token and certificate.

    The authority's certificate is fetched first; unless its fingerprint is the one given, nothing else is sent.

    Args:
        url: the server's address.
        code: the one-time code.
        fingerprint: SHA-256 of the authority's certificate in hexadecimal digits, as it came with the code.
        folder: where authority, key and certificate are written to.

    Raises:
        Refused: ``access.pairing_code_invalid``.
        LinkError: ``link.untrusted`` when somebody else answers, ``link.down``.
        ConfigError: ``config.unreadable`` when the folder cannot be written.
    """
    authority = _fetch_authority(url, fingerprint)
    key, request = new_request()
    context = _context()
    context.load_verify_locations(cadata=authority)
    answer = _ask("POST", url, "/v1/enrol", context, {"code": code, "csr": request})
    try:
        said = msgspec.json.decode(answer, type=dict[str, Any])
        pairing = msgspec.convert(said, Pairing)
        certificate = str(said["certificate"])
    except (ValueError, KeyError) as error:
        raise LinkError("link.server_error") from error
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "ca.crt").write_text(authority, encoding="ascii")
        _write_own(folder / "client.pem", key, certificate)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(folder)) from error
    return pairing


def link_error(error: Exception) -> LinkError:
    """What went wrong on the wire, as the house says it."""
    if isinstance(error, httpx.TimeoutException):
        return LinkError("link.timeout")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return LinkError("link.untrusted")
        cause = cause.__cause__ or cause.__context__
    return LinkError("link.down")


def _fetch_authority(url: str, fingerprint: str) -> str:
    # Whoever answers may answer: nothing is believed before the fingerprint fits, and nothing was told.
    unknown = _context()
    unknown.check_hostname = False
    unknown.verify_mode = ssl.CERT_NONE
    pem = _ask("GET", url, "/v1/authority", unknown)
    try:
        found = x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise LinkError("link.untrusted") from error
    wanted = "".join(digit for digit in fingerprint.lower() if digit not in ": -")
    if sha256(found.public_bytes(Encoding.DER)).hexdigest() != wanted:
        raise LinkError("link.untrusted")
    return found.public_bytes(Encoding.PEM).decode()


def _ask(method: str, url: str, path: str, context: ssl.SSLContext, body: Any = None) -> bytes:
    if not url.startswith("https://"):
        raise LinkError("link.untrusted")
    try:
        with httpx.Client(base_url=url, verify=context, trust_env=False, timeout=_TIMEOUT_S) as http:
            answer = http.request(method, path, json=body)
    except (httpx.HTTPError, OSError) as error:
        raise link_error(error) from error
    if not answer.is_success:
        raise error_from(answer.status_code, answer.content)
    return answer.content


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def _expiry(own: Path) -> datetime:
    try:
        return x509.load_pem_x509_certificates(own.read_bytes())[0].not_valid_after_utc
    except (OSError, ValueError) as error:
        raise ConfigError("config.unreadable", file=str(own)) from error


def _write_own(path: Path, key: bytes, certificate: str) -> None:
    """The old pair or the new one is there at any moment, also when the power fails."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + certificate.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
