"""``hallcall counter``: the application at a counter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_keepsake,
    machine_token_file,
)
from hallcall.cli.own_data import OwnDataOption, own_data
from hallcall.core.terms import CounterNumber


def counter(  # noqa: PLR0913 - one parameter an option of the command
    number: Annotated[int, Parameter(help=say("cli-option-counter-number"))],
    *,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    data: OwnDataOption = "",
    machine: Annotated[Path | None, Parameter(help=say("cli-option-machine"))] = None,
    mode: Annotated[Literal["bar", "window"], Parameter(help=say("cli-option-counter-mode"))] = "window",
    on_top: Annotated[bool, Parameter(help=say("cli-option-counter-on-top"))] = False,
    position: Annotated[tuple[int, int] | None, Parameter(help=say("cli-option-counter-position"))] = None,
) -> int:
    """Run the counter until its window is closed."""
    file = machine_token_file(f"C{number}", token_file, server=server, code=code, role="counter")
    from hallcall.config.logs import log_to_stderr
    from hallcall.counter.app import CounterSettings, run
    from hallcall.counter.widgets import Mode

    log_to_stderr()
    settings = CounterSettings(
        server=server,
        token_file=file,
        certificates=machine_certificates(f"C{number}", token_file, server=server),
        counter=CounterNumber(number),
        data=own_data(data, token_file),
        keepsake=machine_keepsake(f"C{number}", token_file),
        machine=machine,
        language=language(),
        mode=Mode(mode),
        on_top=on_top,
        position=position,
    )
    return run(settings)
