"""Which machine a connection comes from: certificates in use, kept in memory and equal to what is stored.

Lives in the event loop. A revoked certificate is worth nothing from the next request on, also on a connection that is
open already; no list of revoked ones has to be fetched or waited for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from hallcall.core.errors import Refused
from hallcall.server.security.register import Caller, Role
from hallcall.server.storage.certificates import CertificateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What the certificate of a connection says. That the authority signed it was checked before."""

    serial: str
    identity: str
    begins_at: datetime
    ends_at: datetime

    @classmethod
    def read(cls, der: bytes) -> Peer | None:
        """The peer with this certificate; None for one that names nobody."""
        # Late: a hall without an authority reads none, and starts sooner.
        from cryptography import x509

        certificate = x509.load_der_x509_certificate(der)
        try:
            names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except x509.ExtensionNotFound:
            return None
        identities = names.get_values_for_type(x509.UniformResourceIdentifier)
        if len(identities) != 1:
            return None
        return cls(
            serial=f"{certificate.serial_number:x}",
            identity=identities[0],
            begins_at=certificate.not_valid_before_utc,
            ends_at=certificate.not_valid_after_utc,
        )


class Certificates:
    """Certificates by their serial number."""

    def __init__(self, hall: str) -> None:
        self._hall = hall
        self._in_use: dict[str, tuple[Role, str]] = {}

    def load(self, rows: Iterable[CertificateRow]) -> None:
        """Begin with what is stored."""
        for row in rows:
            self.add(row)

    def add(self, row: CertificateRow) -> None:
        """A machine got a certificate."""
        self._in_use[row.serial] = (Role(row.role), row.name)

    def knows(self, serial: str) -> bool:
        """Whether a certificate is in use."""
        return serial in self._in_use

    def revoke(self, role: Role, name: str) -> None:
        """All certificates of a machine are worth nothing any more."""
        self._in_use = {serial: held for serial, held in self._in_use.items() if held != (role, name)}

    def check(self, caller: Caller, peer: Peer | None, now: datetime) -> None:
        """Whether a token and a certificate belong together.

        Args:
            caller: who holds the token; a clerk speaks from the machine at the counter.
            peer: who holds the certificate.
            now: by the server's clock; nobody else's counts.

        Raises:
            Refused: ``access.certificate_missing``, ``access.certificate_revoked``, ``access.certificate_expired``,
                ``access.certificate_wrong``.
        """
        if peer is None:
            raise Refused("access.certificate_missing")
        held = self._in_use.get(peer.serial)
        if held is None:
            raise Refused("access.certificate_revoked")
        if not peer.begins_at <= now < peer.ends_at:
            raise Refused("access.certificate_expired")
        machine = machine_of(caller)
        if held != machine or peer.identity != identity_of(self._hall, *machine):
            raise Refused("access.certificate_wrong")


def identity_of(hall: str, role: Role, name: str) -> str:
    """Who a machine is, as it stands in its certificate: ``hall://HAIBIN/device/kiosk/K1``."""
    return f"hall://{quote(hall, safe='')}/device/{role.value}/{quote(name, safe='')}"


def machine_of(caller: Caller) -> tuple[Role, str]:
    """The machine somebody speaks from."""
    return (Role.COUNTER, f"C{caller.counter}") if caller.role is Role.CLERK else (caller.role, caller.name)
