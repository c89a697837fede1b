"""What the routes work with: the parts of one running server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hallcall.core.days import business_day, local_time
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.server.care.caretaker import Caretaker
from hallcall.server.clock import Clock
from hallcall.server.engine import Writer
from hallcall.server.fanout import Feed
from hallcall.server.notices import NoticeDriver
from hallcall.server.ops.operations import Operations
from hallcall.server.people import People
from hallcall.server.purge import Purge
from hallcall.server.reach import ReachBoard
from hallcall.server.reading import Reads
from hallcall.server.security.admission import Admission
from hallcall.server.security.certificates import Certificates
from hallcall.server.security.register import Register
from hallcall.server.security.vault import Vault
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store

if TYPE_CHECKING:
    # Late: only a hall with an authority of its own loads what reads certificates.
    from hallcall.server.security.authority import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One running server."""

    settings: ServerSettings
    hall: Hall
    estimator: Estimator
    """Knows the policy, and what past days have taught."""
    clock: Clock
    store: Store
    writer: Writer
    feed: Feed
    reads: Reads
    people: People
    vault: Vault
    register: Register
    admission: Admission
    authority: Authority | None = None
    """The hall's own; with one, machines speak by TLS and show their certificates."""
    certificates: Certificates
    ops: Operations
    care: Caretaker
    purge: Purge
    reach: ReachBoard
    way: NoticeDriver
    """How messages leave the hall."""

    def business_day(self) -> date:
        """The business day that goes on now, which is that of the log when a clock was set back."""
        return self.feed.state.day or business_day(self.hall, self.clock())

    def today(self) -> date:
        """The date on the hall's wall."""
        return local_time(self.hall, self.clock()).date()
