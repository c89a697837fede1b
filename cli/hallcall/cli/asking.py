"""A link that asks the server a few things and does not follow the hall."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hallcall.client import HallLink, LinkSettings
from hallcall.core.hall import Hall

ANSWER_S = 10.0
"""Nobody waits longer at a command line."""


@contextmanager
def asking_link(server: str, token: str, certificates: Path | None = None) -> Generator[HallLink]:
    """A link for commands and questions; closed at the end."""
    link = HallLink(LinkSettings(url=server, token=token, certificates=certificates), _Nobody())
    link.start(follow=False)
    try:
        yield link
    finally:
        link.close()


class _Nobody:
    """Listens to a link that does not follow the hall."""

    def on_hall(self, hall: Hall) -> None:
        """Never called."""

    def on_snapshot(self, snapshot: Any) -> None:
        """Never called."""

    def on_event(self, recorded: Any) -> None:
        """Never called."""

    def on_beat(self, beat: Any) -> None:
        """Never called."""

    def on_link(self, status: Any) -> None:
        """Never called."""
