"""``hallcall sim theatre``: a simulated hall in a browser."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say

PORT = 8760
"""Of the page, beside the server's own."""


def theatre(
    *,
    port: Annotated[int, Parameter(help=say("cli-option-theatre-port"))] = PORT,
    open_: Annotated[bool, Parameter(name="--open", help=say("cli-option-theatre-open"), negative="")] = False,
    still: Annotated[bool, Parameter(help=say("cli-option-theatre-still"), negative="")] = False,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
    folder: Annotated[Path | None, Parameter(help=say("cli-option-theatre-folder"))] = None,
) -> int:
    """Serve the page until told to end; exit code 1 when the hall did not start, 2 when the port is taken."""
    from hallcall.config.logs import log_to_stderr
    from hallcall.sim.actor import ActorError
    from hallcall.sim.theatre.run import HOST, RunSettings, run_theatre

    log_to_stderr(logging.ERROR)  # who opens it wants to read the address
    settings = RunSettings(
        port=port, opens_browser=open_, is_playing=not still, seed=seed, language=language(), folder=folder
    )
    try:
        run_theatre(settings, lambda line: print(line, flush=True))
    except ActorError as error:
        print(say("theatre-failed", why=str(error)), file=sys.stderr)
        return 1
    except OSError as error:
        print(say("server-address-failed", host=HOST, port=port, problem=error.strerror or ""), file=sys.stderr)
        return 2
    return 0
