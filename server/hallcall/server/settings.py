"""What can be set when a server is started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hallcall.core.errors import ConfigError, Finding

_ALL_ADDRESSES = frozenset({"", "0.0.0.0", "::"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """One server of one hall."""

    data: Path
    """Folder of the database, the vault's key and the administrator's token; made when missing."""
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
    notice_driver: str = "file"
    """How messages leave the hall: ``file`` (JSON lines) or ``console``."""
    notice_file: Path | None = None
    """Where driver ``file`` writes; by default ``notices.jsonl`` in the data folder."""
    notices_per_s: float = 5.0
    """Most messages a second; gateways close on those who send faster."""
    phone_days: int = 30
    """Phone numbers are erased after so many days."""
    language: str = "zh-CN"
    """Language of messages to visitors."""

    def __post_init__(self) -> None:
        if self.host in _ALL_ADDRESSES:
            finding = Finding(file="server", line=0, key="host", code="host.all_addresses")
            raise ConfigError("config.invalid", (finding,), file="--host", count=1)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "hall.db"

    @property
    def vault_key(self) -> Path:
        """The vault's key file."""
        return self.key_file or self.data / "vault.key"

    @property
    def admin_token(self) -> Path:
        """The token of whoever may read the data folder."""
        return self.data / "admin.token"

    @property
    def address_file(self) -> Path:
        """Where the running server notes its address for the command line."""
        return self.data / "server.url"

    @property
    def lock_file(self) -> Path:
        """Held while a process works on the data."""
        return self.data / "lock"

    @property
    def notices(self) -> Path:
        """The file of driver ``file``."""
        return self.notice_file or self.data / "notices.jsonl"
