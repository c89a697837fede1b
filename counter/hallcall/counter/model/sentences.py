"""Errors, numbers and times as sentences."""

from __future__ import annotations

from datetime import datetime

from hallcall.core.errors import HallcallError
from hallcall.ui.texts import ScreenTexts


def error_sentence(texts: ScreenTexts, error: HallcallError) -> str:
    """What went wrong, in the clerk's language; its bare code when no catalogue has a sentence for it."""
    try:
        return texts.error(error.code, error.fields)
    except (KeyError, ValueError):
        return texts.text("counter-error-other", code=error.code)


def mm_ss(seconds: float) -> str:
    """A duration on a stop watch, ``06:12``; past an hour ``1:06:12``."""
    whole = max(int(seconds), 0)
    hours, rest = divmod(whole, 3600)
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{clock}" if hours else clock


def last_four(document: str) -> str:
    """A masked document number as its last four characters, ``**** 1234``; its length is nobody's business.

    A number too short to show any of is stars alone.
    """
    return f"**** {document[-4:]}" if len(document) > 4 else "****"


def hh_mm(at: datetime) -> str:
    """A time of the day, 24 hours."""
    return f"{at:%H:%M}"
