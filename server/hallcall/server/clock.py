"""The wall clock as something one is given, so that tests and the demo can hold another one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

_log = logging.getLogger(__name__)

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present instant, aware, in UTC."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def shifted_clock(offset_s: float) -> Clock:
    """The machine's clock, or one that goes ``offset_s`` seconds ahead of it, which is said loudly."""
    if not offset_s:
        return utc_now
    _log.warning("the clock is shifted by %+.0f s: times in the log are not real", offset_s)
    shift = timedelta(seconds=offset_s)
    return lambda: utc_now() + shift
