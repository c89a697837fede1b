"""What the counter needs of the server: the shape of ``ui.link.LinkBridge`` with the clerk's own requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from hallcall.client import Answer, LinkStatus, Session, TransferWaits, VisitorFacts
from hallcall.core.commands import Command
from hallcall.core.errors import HallcallError
from hallcall.core.hall import Hall
from hallcall.core.reasons import Explanation
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber

OnError: TypeAlias = Callable[[HallcallError], None]


class Server(Protocol):
    """The link as the view models use it. Every callback comes in the GUI thread, exactly one a request."""

    hallTaken: Any
    """Signal: ``hall`` is there or changed."""
    snapshotTaken: Any
    """Signal: ``state`` is a new one."""
    changed: Any
    """Signal: ``state`` has taken in this ``Recorded``."""
    linkChanged: Any
    """Signal: the link has this ``LinkStatus``."""
    beat: Any
    """Signal: the server lives."""
    hall: Hall | None
    """None until the server was reached once."""
    state: HallState
    status: LinkStatus
    heard_at: float | None
    """Monotonic seconds of the last sign of life."""

    def now(self) -> datetime:
        """The hall's time: the server's clock, carried on while it is gone; at first this machine's own."""
        ...

    def send(
        self, command: Command, on_answer: Callable[[Answer], None], on_error: OnError, *, key: str | None = None
    ) -> None:
        """Send a command under an idempotency key; a ``LinkError`` means that nobody knows yet."""
        ...

    def login(
        self, clerk: str, password: str, on_answer: Callable[[Session], None], on_error: OnError, *, paused: bool
    ) -> None:
        """Sign a clerk in at this machine's counter."""
        ...

    def logout(self, on_answer: Callable[[None], None], on_error: OnError) -> None:
        """Sign the clerk out and close the counter."""
        ...

    def visitor(self, counter: CounterNumber, on_answer: Callable[[VisitorFacts], None], on_error: OnError) -> None:
        """Facts of the visitor at a counter, masked."""
        ...

    def transfer_waits(
        self,
        counter: CounterNumber,
        to: Sequence[CounterNumber],
        on_answer: Callable[[TransferWaits], None],
        on_error: OnError,
    ) -> None:
        """How long the visitor at a counter would wait in each queue, and at the counters ``to``, a dozen at most."""
        ...

    def why(self, number: str, on_answer: Callable[[Explanation], None], on_error: OnError) -> None:
        """Why a number of today was called."""
        ...
