"""``hallcall led``: keep the boards of light over the counters."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import language, say


def led(
    name: Annotated[str, Parameter(help=say("cli-option-led"))],
    *,
    given: KeeperOptions,
) -> int:
    """Keep the boards until told to end."""
    from hallcall.display.boards import BoardKeeper

    return keep(name, given, partial(BoardKeeper, language=language()), nothing="led-no-board")
