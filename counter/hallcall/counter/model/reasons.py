"""Why a clerk does something out of the ordinary: the words the log keeps. Their texts are ``counter-reason-...``."""

from __future__ import annotations

from hallcall.core.looks import LookReason

PAUSE_REASONS = ("meal", "rest", "meeting", "handover", "system")
"""Why a counter pauses."""
TRANSFER_REASONS = ("another_item", "wrong_ticket", "not_here")
"""Why a visitor is sent on: one thing more to do, took the wrong number, this counter may not."""
CHOSEN_REASONS = ("came_back", "needs_care", "colleague")
"""Why a number is called out of turn: its visitor is back after a no-show, needs consideration, a colleague asks."""
PARK_REASONS = ("fetch_papers", "pay", "fill_in")
"""Why a visitor leaves the counter for a while."""

LOOK_REASONS = tuple(reason.value for reason in LookReason)
"""Why a clerk looks at the full name. Others read them too, so their texts are ``look-reason-...``."""


def look_message(reason: str) -> str:
    """The message that names a reason for a look."""
    return f"look-reason-{reason}"


def reason_message(reason: str) -> str:
    """The message that names a reason."""
    return f"counter-reason-{reason.replace('_', '-')}"
