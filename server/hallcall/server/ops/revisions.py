"""Whether the whole hall works by the same files: screens by those of the server, the server by those on its disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hallcall.config import files_mark
from hallcall.server.fanout import Feed
from hallcall.server.ops.checks import Check, Severity


def machines_check(feed: Feed) -> Check:
    """Whether a connected machine works by another revision than the server."""

    def run() -> Sequence[str]:
        is_other = any(told not in {"", feed.revision} for told in feed.revisions().values())
        return ("revision.machines",) if is_other else ()

    return Check(name="revision of machines", run=run, severity=Severity.WARNING)


def files_check(folder: Path, mark: bytes) -> Check:
    """Whether the hall's files were touched after the server has read them.

    Args:
        folder: of the hall.
        mark: how the files looked before they were read.
    """

    def run() -> Sequence[str]:
        try:
            is_same = files_mark(folder) == mark
        except OSError:
            # A file went away between being listed and being looked at.
            is_same = False
        return () if is_same else ("revision.files",)

    return Check(name="revision of files", run=run, severity=Severity.WARNING)
