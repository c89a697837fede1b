"""``hallcall counter``: the application at a counter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.core.errors import ConfigError, Refused
from hallcall.core.hall import CounterNumber


def counter(
    number: Annotated[int, Parameter(help=say("cli-option-counter-number"))],
    *,
    server: Annotated[str, Parameter(help=say("cli-option-counter-server"))] = "http://127.0.0.1:8750",
    token_file: Annotated[Path, Parameter(help=say("cli-option-counter-token-file"))],
    code: Annotated[str, Parameter(help=say("cli-option-counter-code"))] = "",
    mode: Annotated[Literal["bar", "window"], Parameter(help=say("cli-option-counter-mode"))] = "window",
    on_top: Annotated[bool, Parameter(help=say("cli-option-counter-on-top"))] = False,
    position: Annotated[tuple[int, int] | None, Parameter(help=say("cli-option-counter-position"))] = None,
) -> int:
    """Run the counter until its window is closed."""
    if code:
        _pair(server, code, number, token_file)
    from hallcall.counter.app import CounterSettings, run
    from hallcall.counter.widgets import Mode

    settings = CounterSettings(
        server=server,
        token_file=token_file,
        counter=CounterNumber(number),
        language=language(),
        mode=Mode(mode),
        on_top=on_top,
        position=position,
    )
    return run(settings)


def _pair(server: str, code: str, number: int, token_file: Path) -> None:
    """Exchange the one-time code for this machine's token and keep it where only its owner can read it."""
    from hallcall.client.link import pair

    pairing = pair(server, code)
    if pairing.role != "counter" or pairing.device != f"C{number}":
        raise Refused("access.pairing_code_invalid")
    try:
        token_file.touch(mode=0o600)
        token_file.chmod(0o600)
        token_file.write_text(pairing.token, encoding="utf-8")
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(token_file)) from error
