"""What the counter's bar shows of the counter."""

from __future__ import annotations

from enum import StrEnum

from hallcall.core.snapshot import CounterStatus


class DeskStatus(StrEnum):
    """What the bar shows. Its word is the message ``counter-status-...``."""

    NOT_SIGNED_IN = "not-signed-in"
    OFFLINE = "offline"
    IDLE = "idle"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"
    EVACUATE = "evacuate"
    """People leave the building, or practise it."""


STATUS = {
    CounterStatus.CLOSED: DeskStatus.NOT_SIGNED_IN,
    CounterStatus.IDLE: DeskStatus.IDLE,
    CounterStatus.CALLING: DeskStatus.CALLING,
    CounterStatus.SERVING: DeskStatus.SERVING,
    CounterStatus.PAUSED: DeskStatus.PAUSED,
}
"""By what the counter is doing in the hall's state."""
