"""``hallcall window``: the display over a counter."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_folder,
    machine_keepsake,
    machine_token,
)
from hallcall.core.machine_names import AtCounter, name_at_counter
from hallcall.core.terms import CounterNumber


def window(
    number: Annotated[int, Parameter(help=say("cli-option-counter-number"))],
    *,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    width: Annotated[int, Parameter(help=say("cli-option-width"))] = 1920,
    height: Annotated[int, Parameter(help=say("cli-option-height"))] = 360,
    fullscreen: Annotated[bool, Parameter(help=say("cli-option-fullscreen"), negative="")] = False,
    gpu: Annotated[bool, Parameter(help=say("cli-option-gpu"), negative="")] = False,
) -> int:
    """Show what the counter calls and serves, until it is closed."""
    name = name_at_counter(CounterNumber(number), AtCounter.WINDOW)
    # The counter's own machine may drive the display too, and has a token of its own under the counter's name.
    kept_in = token_file or str(machine_folder() / f"{name}-window.token")
    token = machine_token(name, kept_in, server=server, code=code, role="display")
    from hallcall.config.logs import log_to_stderr
    from hallcall.display.settings import WindowSettings
    from hallcall.display.window import run

    log_to_stderr()
    return run(
        WindowSettings(
            url=server,
            token=token,
            certificates=machine_certificates(name, kept_in, server=server),
            counter=CounterNumber(number),
            language=language(),
            width_px=width,
            height_px=height,
            fullscreen=fullscreen,
            gpu=gpu,
            keepsake=machine_keepsake(name, kept_in),
        )
    )
