"""``hallcall audit``: whether the log is what it was, who looked at visitors' data, what an auditor takes home."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.reading import reading, shown_moment, typed_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.errors import ConfigError, Refused
from hallcall.core.looks import LookReason

if TYPE_CHECKING:
    from hallcall.server.care.auditing import Verdict
    from hallcall.server.care.keptheads import KeptHead
    from hallcall.server.storage.history import Look

GOOD, BAD, CANNOT_SAY = 0, 1, 2


def verify(
    *,
    data: DataOption = DATA,
    backup: Annotated[Path | None, Parameter(help=say("cli-option-audit-backup"))] = None,
    jsonl: Annotated[Path | None, Parameter(help=say("cli-option-audit-jsonl"))] = None,
    key: Annotated[Path | None, Parameter(help=say("cli-option-audit-key"))] = None,
    heads: Annotated[Path | None, Parameter(help=say("cli-option-audit-heads"))] = None,
    restored: Annotated[tuple[int, ...], Parameter(help=say("cli-option-audit-restored"))] = (),
) -> int:
    """Check every link and every signature. Exit code 0 all is well, 1 something was changed, 2 it cannot be said."""
    from hallcall.server.care.keptheads import read
    from hallcall.server.care.signing import read_public

    trusted = [read_public(key)] if key is not None else []
    kept = read(heads) if heads is not None else []
    if jsonl is not None:
        verdict = _of_file(jsonl, trusted, kept)
    else:
        verdict = _of_database(data, backup, trusted, kept, restored)
    if verdict.flaw is None:
        print(say("audit-good", events=verdict.events, last=verdict.last, head=verdict.head.hex()))
        print(say("audit-signed", signatures=verdict.signatures, signed=verdict.signed))
        if kept:
            print(say("audit-heads-agree", file=str(heads), last=kept[-1].seq))
        return GOOD
    print(say(f"audit-{verdict.flaw.value}", seq=verdict.flaw_seq, last=verdict.last))
    return BAD


def looks(
    *,
    day: Annotated[str, Parameter(help=say("cli-option-audit-day"))],
    clerk: Annotated[str, Parameter(help=say("cli-option-audit-clerk"))] = "",
    data: DataOption = DATA,
) -> int:
    """List who looked at a visitor's personal data on a business day, when, why and for which visit."""
    from hallcall.server.storage import days, history

    wanted = typed_day(day)
    if wanted is None:
        return CANNOT_SAY
    with reading(data) as connection:
        if days.find(connection, wanted) is None:
            raise Refused("day.unknown", day=wanted.isoformat())
        found = history.looks(connection, wanted, clerk)
    for look in found:
        print(_line(look))
    print(say("audit-looks", day=wanted.isoformat(), count=len(found)))
    return GOOD


def heads(
    *,
    out: Annotated[Path, Parameter(help=say("cli-option-audit-heads-out"))],
    data: DataOption = DATA,
) -> int:
    """Take the signed ends of the log off the machine; again and again into the same file."""
    from hallcall.server.care.keptheads import export as write_heads

    with reading(data) as connection:
        done = write_heads(connection, out)
    print(say("audit-heads-written", file=str(done.file), count=done.new, last=done.last))
    return GOOD


def export(
    *,
    day: Annotated[str, Parameter(help=say("cli-option-audit-day"))],
    out: Annotated[Path | None, Parameter(help=say("cli-option-audit-out"))] = None,
    data: DataOption = DATA,
) -> int:
    """Write a business day into a file that can be verified and played again."""
    from hallcall.server.care.dayfile import write_day

    wanted = typed_day(day)
    if wanted is None:
        return CANNOT_SAY
    target = out or Path(f"{wanted.isoformat()}.jsonl")
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(target)) from error
    with os.fdopen(descriptor, "wb") as file, reading(data) as connection:
        events = write_day(connection, wanted, file)
    print(say("audit-exported", file=str(target), events=events))
    return GOOD


def _line(look: Look) -> str:
    """A look for people. The log may be a forged one: nothing of it may steer the terminal."""
    reasons = {reason.value for reason in LookReason}
    if look.reason is None:
        why = say("audit-look-unasked")
    else:
        why = say(f"look-reason-{look.reason}") if look.reason in reasons else look.reason
    line = say(
        "audit-look",
        at=shown_moment(look.at),
        clerk=look.clerk,
        counter=look.counter,
        ticket=look.ticket,
        reason=why,
        seq=look.seq,
    )
    line = f"{line}  {look.note}" if look.note else line
    return "".join(character if character.isprintable() else "?" for character in line)


def _of_file(path: Path, trusted: list[str], kept: Sequence[KeptHead]) -> Verdict:
    from hallcall.server.care.dayfile import read_day, verify_day

    try:
        with path.open("rb") as file:
            day = read_day(file)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    # A day ends before the newest heads do.
    return verify_day(day, trusted, [head.head for head in kept if head.seq <= day.header.until])


def _of_database(
    data: Path, backup: Path | None, trusted: list[str], kept: Sequence[KeptHead], restored: Sequence[int]
) -> Verdict:
    from hallcall.server.care.auditing import Flaw, verify_log
    from hallcall.server.care.keptheads import still_true
    from hallcall.server.storage import history, log

    with reading(data, backup) as connection:
        restores = history.restores(connection)
        agreed = [restore for restore in restores if restore.seq in restored]
        must_be = still_true(kept, agreed)
        if backup is not None:
            # It is older than the newest heads.
            last = log.last_seq(connection)
            must_be = [head for head in must_be if head.seq <= last]
        verdict = verify_log(connection, trusted, must_be)
    if kept and verdict.flaw in {Flaw.REWRITTEN, Flaw.CUT}:
        for restore in restores:
            if restore not in agreed:
                at = shown_moment(restore.at)
                print(say("audit-heads-restored", seq=restore.seq, at=at))
    return verdict
