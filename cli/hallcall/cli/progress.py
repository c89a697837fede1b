"""How far a long command is: one line on the terminal that changes and goes; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager

from hallcall.cli.language import say

_EVERY_S = 0.2
_CLEAR = "\r\x1b[K"


@contextmanager
def shown_progress(message: str) -> Generator[Callable[[Mapping[str, str | int]], None]]:
    """Show how far it is, on the error channel.

    Args:
        message: what is said.

    Yields:
        To be called as often as one likes, with the values of the message; with none the line is cleared at once.
    """
    is_shown = sys.stderr.isatty()
    shown_at = 0.0

    def show(values: Mapping[str, str | int]) -> None:
        nonlocal shown_at
        now = time.monotonic()
        if not is_shown or (values and now - shown_at < _EVERY_S):
            return
        shown_at = now if values else shown_at
        line = say(message, **values) if values else ""
        sys.stderr.write(_CLEAR + "".join(letter if letter.isprintable() else "?" for letter in line))
        sys.stderr.flush()

    try:
        yield show
    finally:
        show({})
