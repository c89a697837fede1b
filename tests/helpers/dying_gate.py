"""``hallcall`` that is killed at one step of the first check-in at a gate: ``dying_gate.py POINT ARGUMENTS...``.

It dies ``before`` it asks, when its question is ``sent``, when the answer has ``arrived`` and nobody has read it, when
it is ``told`` and nothing is done, ``before_deletion``, or ``overwritten``: the template's bytes are gone, its file is
not.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import httpx

from hallcall.cli import main
from hallcall.display.gate.keeper import GateKeeper
from hallcall.face.gallery import FaceStore

POINTS = ("before", "sent", "arrived", "told", "before_deletion", "overwritten")
_ON_THE_WIRE = {"sent": "http11.send_request_body.complete", "arrived": "http11.receive_response_headers.complete"}


def die(*_: Any, **__: Any) -> None:
    """As ``kill -9``."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_on_the_wire(event: str) -> None:
    """When the connection has come so far with a check-in."""
    request = httpx.AsyncClient.request

    async def trace(name: str, _: object) -> None:
        if name == event:
            die()

    async def watched(self: httpx.AsyncClient, method: str, url: str, **more: Any) -> httpx.Response:
        if url.endswith("booking.check_in"):
            more["extensions"] = {"trace": trace}
        return await request(self, method, url, **more)

    httpx.AsyncClient.request = watched


def die_before_unlinking() -> None:
    """A template that was overwritten keeps its name."""
    unlink = Path.unlink

    def watched(self: Path, **more: Any) -> None:
        if self.suffix == ".face" and not self.name.startswith("."):
            die()
        unlink(self, **more)

    Path.unlink = watched


def arrange(point: str) -> None:
    """Put the end where it is wanted."""
    if point in _ON_THE_WIRE:
        die_on_the_wire(_ON_THE_WIRE[point])
    elif point == "overwritten":
        die_before_unlinking()
    else:
        where = {"before": (GateKeeper, "_send"), "told": (GateKeeper, "_note"), "before_deletion": (FaceStore, "drop")}
        setattr(*where[point], die)


if __name__ == "__main__":
    arrange(sys.argv.pop(1))
    sys.exit(main())
