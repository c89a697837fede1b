"""What a wall follows, as a port: ``hallcall.ui.link.LinkBridge`` is one, tests write their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from hallcall.client import LinkStatus
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall, QueuePrefix
from hallcall.core.state import HallState

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

    def now(self) -> datetime:
        """The hall's time, with its zone."""
        ...
