"""``hallcall replay``: a day that was exported, played again with the rules of this version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.core.errors import ConfigError

SAME, OTHER = 0, 1


def replay(
    file: Annotated[Path, Parameter(help=say("cli-option-replay-file"))],
    *,
    check: Annotated[bool, Parameter(help=say("cli-option-replay-check"), negative="")] = False,
) -> int:
    """Play a day again; with --check the exit code is 1 when it ends in another state than it did."""
    from hallcall.server.care.dayfile import read_day, replay, verify_day

    try:
        with file.open("rb") as source:
            day = read_day(source)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file)) from error
    verdict = verify_day(day)
    played = replay(day)
    state = played.state
    taken = sum(state.last_seq.values())
    print(say("replay-day", day=day.header.day.isoformat(), events=len(day.events), numbers=taken))
    print(say("replay-hash", hash=played.hash))
    if not check:
        return SAME
    if verdict.flaw is not None:
        print(say(f"audit-{verdict.flaw.value}", seq=verdict.flaw_seq, last=verdict.last), file=sys.stderr)
        return OTHER
    if not played.is_same:
        print(say("replay-other", hash=day.header.state, version=day.header.hallcall), file=sys.stderr)
        return OTHER
    print(say("replay-same"))
    return SAME
