"""``hallcall alarm``: has people leave when a fire panel's contact or a key on the wall says so."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import say


def alarm(
    name: Annotated[str, Parameter(help=say("cli-option-alarm"))],
    *,
    given: KeeperOptions,
) -> int:
    """Watch the contacts until told to end; says what they say."""
    from hallcall.display.alarm import AlarmKeeper

    return keep(name, given, partial(AlarmKeeper, tell=_tell), nothing="alarm-no-contact", role="device")


def _tell(message: str, contacts: str) -> None:
    print(say(message, contacts=contacts), flush=True)
