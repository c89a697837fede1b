"""Programs without a screen that keep devices as the hall is: what they take, how they begin, and how they end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_keepsake,
    machine_token,
)
from hallcall.cli.own_data import own_data

if TYPE_CHECKING:  # loaded by the commands that need it
    from hallcall.display.keeper import Keeper, KeeperSettings

NOTHING_TO_DO = 1


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeeperOptions:
    """What every such program is told on its command line."""

    machine: Annotated[Path, Parameter(help=say("cli-option-machine"))]
    server: ServerOption = DEFAULT_SERVER
    token_file: TokenFileOption = ""
    code: CodeOption = ""


def keep(
    name: str,
    given: KeeperOptions,
    make: Callable[[KeeperSettings], Keeper],
    *,
    nothing: str,
    role: str = "display",
    once: str = "",
) -> int:
    """Keep the devices of a machine until somebody interrupts it or sends SIGTERM; the exit code.

    Args:
        name: how the program of this machine is known to the server.
        given: its options.
        make: the program.
        nothing: message for a machine with no such device.
        role: what it was paired for.
        once: name by which it may have been paired before names told the kind of a machine.
    """
    from hallcall.client import LinkSettings
    from hallcall.config.logs import log_to_stderr
    from hallcall.display.keeper import KeeperSettings
    from hallcall.hal import load_machine

    token = machine_token(name, given.token_file, server=given.server, code=given.code, role=role, once=once)
    log_to_stderr()
    certificates = machine_certificates(name, given.token_file, server=given.server)
    keeper = make(
        KeeperSettings(
            link=LinkSettings(url=given.server, token=token, certificates=certificates),
            machine=load_machine(given.machine),
            keepsake=machine_keepsake(name, given.token_file),
            outbox=own_data("", given.token_file) / f"{name}.outbox.db",
        )
    )
    if not keeper.keeps:
        print(say(nothing), file=sys.stderr)
        return NOTHING_TO_DO

    def end(_number: int, _frame: object) -> None:
        keeper.end()

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, end)
    keeper.run()
    return 0
