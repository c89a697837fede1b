"""``hallcall demo``: a whole visit, with real processes and simulated people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say


def demo(
    *,
    visits: Annotated[int, Parameter(help=say("cli-option-visits"))] = 20,
    out: Annotated[Path | None, Parameter(help=say("cli-option-demo-out"))] = None,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
) -> int:
    """Run the demo."""
    from hallcall.sim.actor import ActorError
    from hallcall.sim.demo import DemoSettings, run_demo, wants_windows

    settings = DemoSettings(visits=visits, out=out, seed=seed, language=language(), windows=wants_windows(out))
    try:
        run_demo(settings, lambda line: print(line, flush=True))
    except ActorError as error:
        print(say("demo-failed", why=str(error)), file=sys.stderr)
        return 1
    return 0
