"""``hallcall counter``: the application at a counter."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_token_file,
)
from hallcall.cli.own_data import OwnDataOption, own_data
from hallcall.core.hall import CounterNumber


def counter(
    number: Annotated[int, Parameter(help=say("cli-option-counter-number"))],
    *,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    data: OwnDataOption = "",
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
        language=language(),
        mode=Mode(mode),
        on_top=on_top,
        position=position,
    )
    return run(settings)
