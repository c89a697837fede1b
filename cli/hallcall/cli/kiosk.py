"""``hallcall kiosk``: the application visitors take their number at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.cli.locker import DATA
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_keepsake,
    machine_token,
)
from hallcall.cli.own_data import OwnDataOption, own_data


def kiosk(  # noqa: PLR0913 - one parameter an option of the command
    name: Annotated[str, Parameter(help=say("cli-option-kiosk"))],
    *,
    machine: Annotated[Path, Parameter(help=say("cli-option-machine"))],
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    data: OwnDataOption = "",
    locker_data: Annotated[Path, Parameter(help=say("cli-option-locker-data"))] = DATA,
    public_url: Annotated[str, Parameter(help=say("cli-option-public-url"))] = "",
    width: Annotated[int, Parameter(help=say("cli-option-width"))] = 1080,
    height: Annotated[int, Parameter(help=say("cli-option-height"))] = 1920,
    fullscreen: Annotated[bool, Parameter(help=say("cli-option-fullscreen"), negative="")] = False,
    gpu: Annotated[bool, Parameter(help=say("cli-option-gpu"), negative="")] = False,
) -> int:
    """Run the kiosk until it is told to end."""
    token = machine_token(name, token_file, server=server, code=code, role="kiosk")
    from hallcall.config.logs import log_to_stderr
    from hallcall.kiosk.app import KioskSettings, run

    log_to_stderr()
    return run(
        KioskSettings(
            url=server,
            token=token,
            certificates=machine_certificates(name, token_file, server=server),
            kiosk=name,
            machine=machine,
            data=own_data(data, token_file),
            keepsake=machine_keepsake(name, token_file),
            locker=locker_data,
            public_url=public_url,
            language=language(),
            width_px=width,
            height_px=height,
            fullscreen=fullscreen,
            gpu=gpu,
        )
    )
