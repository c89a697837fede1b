"""What a wall follows, as a port: ``hallcall.ui.link.LinkBridge`` is one, tests write their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from hallcall.client import Answer, LinkStatus, Request
from hallcall.core.commands import Channel
from hallcall.core.errors import HallcallError
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketId

__all__ = ["HallSource"]


class HallSource(Protocol):
    """The hall as heard from the server, in the GUI thread. The attributes in camel case are Qt signals."""

    hall: Hall | None
    """None until the server was reached once."""
    state: HallState
    heard_at: float | None
    """Seconds of the steady clock at the last sign of life."""
    status: LinkStatus
    waits: Mapping[QueuePrefix, WaitRange]
    """How long whoever comes now may wait, as the server told last."""

    hallTaken: Any
    """``hall`` is there or changed."""
    snapshotTaken: Any
    """``state`` is a new one."""
    changed: Any
    """``state`` has taken in an event."""
    linkChanged: Any
    """``status`` changed."""
    beat: Any
    """A sign of life."""
    waitsChanged: Any
    """``waits`` are others."""

    def send(
        self, command: Request, on_answer: Callable[[Answer], None], on_error: Callable[[HallcallError], None]
    ) -> None:
        """Send a command; exactly one of the callbacks follows, in the GUI thread."""
        ...

    def confirm(self, channel: Channel, calls: Iterable[tuple[TicketId, int]]) -> None:
        """Tell the server that a channel of this machine has shown these calls."""
        ...

    def now(self) -> datetime:
        """The hall's time, with its zone."""
        ...
