"""From a call's acknowledgement to the pager's frame at its base, as JSON: ``python bench/pager.py [--times 30]``.

Real processes on loopback: the server on its file and ``hallcall pagers`` with the base at the end of a simulated wire
of 9600 baud. The base notes when it has taken in the last byte of the order to vibrate, by the steady clock that the
processes of a machine share. A figure below 0 is a pager that was faster than the answer to the press.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import cast

from hallcall.client import Answer, HallLink, IssueRequest, LinkSettings, Request
from hallcall.client.link import LinkListener
from hallcall.config import load_hall, sample_hall_path
from hallcall.core.commands import CallNext, FinishService, GivePager, PagerNumber, StartService, TakeBackPager
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.sim.actor import ActorError
from hallcall.sim.demo import OPENS_AT
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.pads import SimPagerBase
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.hall_bench import machine
from hallcall.sim.hall_processes import HallPlan, HallProcesses
from hallcall.sim.load import figures_ms

MOST_MS = 1000
_COUNTER, _PAGER = CounterNumber(1), PagerNumber(2)
_WAIT_S = 30.0
_MACHINE = """schema = 1
[machine]
id = "desk"
[[device]]
id = "pagers"
driver = "pager.frames"
transport = {{ kind = "serial", port = "{port}", baud = 9600 }}
"""


def measure(times: int, folder: Path) -> dict[str, object]:
    """Call somebody with a pager ``times`` times.

    Raises:
        ActorError: a pager never vibrated.
    """
    files = folder / "hall"
    shutil.copytree(sample_hall_path("community"), files)
    with (files / "hall.toml").open("a", encoding="utf-8") as hall_file:
        hall_file.write("\n[rules]\npagers = 3\n")
    base = SimPagerBase()
    plan = HallPlan(folder=folder / "run", hall=str(files), kiosks=(), walls=(), opens_at=OPENS_AT)
    with PtyWire(folder / "base", base, baud=9600) as wire, HallProcesses(plan) as hall:
        file = folder / "pagers.toml"
        file.write_text(_MACHINE.format(port=wire.path), encoding="utf-8")
        hall.keep("pagers", "pagers", file, role="device")
        hall.add_clerk(_COUNTER)
        token = hall.pair_device("counter", f"C{_COUNTER}")
        link = HallLink(LinkSettings(url=hall.server.url, token=token), cast("LinkListener", None))
        link.start(follow=False)
        try:
            link.login(*hall.clerk_of(_COUNTER)).result(_WAIT_S)
            item = load_hall(files).items[0].code
            taken = [_one(link, base, item) for _ in range(times + 1)][1:]
        finally:
            link.close()
    return {
        "what": "from the acknowledged call to the order to vibrate at the base",
        "times": times,
        "most_ms": MOST_MS,
        "buzz_ms": figures_ms(taken),
        "fsync_ms": fsync_ms(folder),
        "machine": machine(),
    }


def _one(link: HallLink, base: SimPagerBase, item: ItemCode) -> float:
    """Seconds to the pager of one visitor. The first one waits for the program to be there."""

    def do(command: Request) -> Answer:
        return link.send(command).result(_WAIT_S)

    ticket = do(IssueRequest(item=item)).ticket
    if ticket is None:
        raise ActorError("no number was given")
    do(GivePager(ticket=ticket.id, pager=_PAGER))
    before = len(base.buzzed)
    do(CallNext(counter=_COUNTER))
    called = time.monotonic()
    while len(base.buzzed) == before:
        if time.monotonic() - called > _WAIT_S:
            raise ActorError("no pager vibrated")
        time.sleep(0.001)
    at = base.buzzed[-1][0]
    do(StartService(counter=_COUNTER))
    do(FinishService(counter=_COUNTER))
    do(TakeBackPager(pager=_PAGER))
    return at - called


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(given.times, Path(place)), ensure_ascii=False, indent=1))
