"""What can be set when a server is started."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from hallcall.core.errors import ConfigError, Finding

_ALL_ADDRESSES = frozenset({"", "0.0.0.0", "::"})
_DATABASE_URL = "postgresql://"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """One server of one hall."""

    data: Path
    """Folder of the database, the vault's key and the administrator's token; made when missing."""
    database_url: str | None = field(default=None, repr=False)
    """Address of a PostgreSQL database; by default the one noted in the data folder, and without one SQLite."""
    hall: str = "sample"
    """Folder of the hall's files, or the name of a hall that comes with hallcall (``sample`` is ``haibin``)."""
    host: str = "127.0.0.1"
    """Address to listen on; all addresses at once are refused."""
    port: int = 8750
    """Port to listen on; 0 takes a free one."""
    clock_offset_s: float = 0.0
    """Seconds to add to the machine's clock, for demonstrations outside opening hours."""
    key_file: Path | None = None
    """The vault's key; by default ``vault.key`` in the data folder. It belongs on another disk than the backups."""
    backups: Path | None = None
    """Folder of the backups; by default ``backups`` in the data folder. It belongs on another disk."""
    migrate_now: bool = False
    """Bring older data to the present version also while the hall is open."""
    backup_every_s: float = 3600.0
    """Seconds between two backups."""
    backups_hourly: int = 24
    """Backups kept, one an hour, before only the last of each day is."""
    backups_daily: int = 14
    """Days of which the last backup is kept."""
    notice_driver: str = "file"
    """How messages leave the hall: ``file`` (JSON lines), ``console``, or the ``device`` of ``machine``."""
    machine: Path | None = None
    """The file that names this machine's sender of text messages, for driver ``device``."""
    notice_file: Path | None = None
    """Where driver ``file`` writes; by default ``notices.jsonl`` in the data folder."""
    notices_per_s: float = 5.0
    """Most messages a second; gateways close on those who send faster."""
    phone_days: int = 30
    """Phone numbers are erased after so many days."""
    event_days: int = 1095
    """Days of the log are erased after so many days, from its beginning."""
    ticket_days: int = 1095
    """Tickets, and what became of them, are erased after so many days."""
    person_days: int = 365
    """People are forgotten who were not seen for so many days and of whom no ticket is left."""
    message_days: int = 180
    """Messages to visitors are erased after so many days."""
    plain_http: bool = False
    """Speak without TLS, also beyond this machine and also when the hall has an authority of its own."""
    token_per_s: float = 100.0
    """Requests a second that one machine or session may send; a press is one."""
    language: str = "zh-CN"
    """Language of messages to visitors."""
    public_url: str = ""
    """Where visitors' phones reach their own pages; empty: messages name no page."""

    def __post_init__(self) -> None:
        if self.host in _ALL_ADDRESSES:
            finding = Finding(file="server", line=0, key="host", code="host.all_addresses")
            raise ConfigError("config.invalid", (finding,), file="--host", count=1)
        if self.database_url is not None and not self.database_url.startswith(_DATABASE_URL):
            finding = Finding(file="server", line=0, key="database", code="database.address")
            raise ConfigError("config.invalid", (finding,), file="--database", count=1)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "hall.db"

    @property
    def database_note(self) -> Path:
        """Says where the database is when it is not the SQLite file, so that no start can begin a second log."""
        return self.data / "database.url"

    def store_target(self) -> Path | str:
        """Where the database is: the address given or noted, or the SQLite file."""
        if self.database_url is not None:
            return self.database_url
        try:
            return self.database_note.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return self.database

    @property
    def vault_key(self) -> Path:
        """The vault's key file."""
        return self.key_file or self.data / "vault.key"

    @property
    def is_encrypted(self) -> bool:
        """Whether machines speak by TLS: as soon as the data folder holds an authority (``hallcall ca init``)."""
        return not self.plain_http and (self.data / "ca.crt").exists()

    @property
    def is_plain_outside(self) -> bool:
        """Whether tokens and visitors' facts leave this machine in plain text."""
        return not self.is_encrypted and not is_loopback(self.host)

    def check_door(self) -> None:
        """Refuse to speak in plain text beyond this machine, unless that was asked for.

        Raises:
            ConfigError: ``config.invalid`` with a finding.
        """
        if self.is_plain_outside and not self.plain_http:
            finding = Finding(file="server", line=0, key="host", code="host.plain_http")
            raise ConfigError("config.invalid", (finding,), file="--host", count=1)

    @property
    def admin_token(self) -> Path:
        """The token of whoever may read the data folder."""
        return self.data / "admin.token"

    @property
    def audit_key(self) -> Path:
        """The private key that signs the log."""
        return self.data / "audit.key"

    @property
    def audit_public(self) -> Path:
        """The public key, for whoever verifies the log."""
        return self.data / "audit.pub"

    @property
    def address_file(self) -> Path:
        """Where the running server notes its address for the command line."""
        return self.data / "server.url"

    @property
    def kept_hall(self) -> Path:
        """The hall as it was last read."""
        return self.data / "hall.kept"

    @property
    def kept_state(self) -> Path:
        """The business day so far, as it was last kept."""
        return self.data / "day.kept"

    @property
    def lock_file(self) -> Path:
        """Held while a process works on the data."""
        return self.data / "lock"

    @property
    def backup_folder(self) -> Path:
        """Where backups lie."""
        return self.backups or self.data / "backups"

    @property
    def notices(self) -> Path:
        """The file of driver ``file``."""
        return self.notice_file or self.data / "notices.jsonl"


def is_loopback(host: str) -> bool:
    """Whether an address stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
