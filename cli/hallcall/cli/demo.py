"""``hallcall demo``: a whole visit, with real processes and simulated people.

At a terminal without a display it is a page for a browser, so that everybody can see the hall.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.cli.theatre import PORT, theatre


def demo(
    *,
    visits: Annotated[int | None, Parameter(help=say("cli-option-visits"))] = None,
    out: Annotated[Path | None, Parameter(help=say("cli-option-demo-out"))] = None,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
    page: Annotated[bool | None, Parameter(help=say("cli-option-demo-page"))] = None,
    port: Annotated[int, Parameter(help=say("cli-option-theatre-port"))] = PORT,
) -> int:
    """Run the demo; with a page until it is interrupted, else to its end."""
    from hallcall.sim.actor import ActorError
    from hallcall.sim.demo import VISITS, DemoSettings, run_demo, wants_page, wants_windows

    is_endless = out is None and visits is None and sys.stdout.isatty()
    if wants_page(is_endless=is_endless) if page is None else page:
        return theatre(port=port, seed=seed)
    settings = DemoSettings(
        visits=VISITS if visits is None else visits,
        out=out,
        seed=seed,
        language=language(),
        windows=wants_windows(out),
    )
    try:
        run_demo(settings, lambda line: print(line, flush=True))
    except ActorError as error:
        print(say("demo-failed", why=str(error)), file=sys.stderr)
        return 1
    print(say("demo-page"))
    return 0
