"""A kiosk without a screen, as a process of its own: the real link and the real file, driven line by line.

Commands on its input: ``take ITEM`` (a number without the server), ``ask ITEM`` (a number of the server). It says
``live`` and ``lost`` when its link changes, ``holds`` when it holds numbers, ``drained`` when the server has heard of
everything, and the number it gives.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from hallcall.client import Beat, Document, HallLink, IssueRequest, LinkSettings, LinkState, LinkStatus
from hallcall.client.offline import OfflineNumbers, OfflineStore
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.identity import DocumentKind
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode

_CARDS = ("11010519491231002X", "440303199003070011")


class ScreenlessKiosk:
    """Follows the hall as a kiosk does; ``say`` is told what happens."""

    def __init__(self, url: str, token: str, kiosk: str, folder: Path, say: Callable[[str], None]) -> None:
        self._say = say
        self._kiosk = kiosk
        self._lock = threading.RLock()
        self._hall: Hall | None = None
        self._state = HallState()
        self._held = 0
        self.now: datetime | None = None
        self.link = HallLink(LinkSettings(url=url, token=token), self)
        self.store = OfflineStore(folder / f"{kiosk}.db")
        self.numbers = OfflineNumbers(
            self.store, kiosk, lambda command, key: self.link.send(command, key=key), lambda: say("drained")
        )

    def take(self, item: str) -> str:
        """A number without the server."""
        assert self._hall is not None
        assert self.now is not None
        self.now += timedelta(milliseconds=100)
        request = IssueRequest(item=ItemCode(item), kiosk=self._kiosk, document=None)
        ticket = self.numbers.take(self._hall, request, self.now).ticket
        assert ticket is not None
        return ticket.number

    def ask(self, item: str) -> str:
        """A number of the server."""
        document = Document(kind=DocumentKind.RESIDENT, number=_CARDS[0], name="王小明", verified=True)
        ticket = self.link.send(IssueRequest(item=ItemCode(item), document=document)).result(20).ticket
        assert ticket is not None
        return ticket.number

    def close(self) -> None:
        self.numbers.close()
        self.link.close()
        self.store.close()

    # -- in the link's thread --------------------------------------------------------------------------------------

    def on_hall(self, hall: Hall) -> None:
        self._hall = hall

    def on_snapshot(self, snapshot: Snapshot) -> None:
        self._state = HallState.from_snapshot(snapshot)
        self.now = snapshot.at
        self._hear()

    def on_event(self, recorded: Recorded) -> None:
        if recorded.seq > self._state.seq:
            self._state.apply(recorded)
        self._hear()

    def on_beat(self, beat: Beat) -> None:
        self.now = beat.at
        self.numbers.go_on()

    def on_link(self, status: LinkStatus) -> None:
        self._say(status.state.value)
        if status.state is LinkState.LIVE:
            self.numbers.go_on()

    def _hear(self) -> None:
        assert self._hall is not None
        assert self.now is not None
        self.numbers.hear(self._hall, self._state, self.now)
        held = len(self.numbers.left())
        if held > self._held:
            self._say("holds")
        self._held = held


class KioskProcess:
    """A ``ScreenlessKiosk`` in a process that can be killed. A context manager."""

    def __init__(self, url: str, token: str, kiosk: str, folder: Path) -> None:
        self._arguments = [url, token, kiosk, str(folder)]
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "helpers.offline_kiosk", *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )

    def kill(self) -> None:
        """``kill -9``."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def hear(self, word: str) -> None:
        """Wait until it says that."""
        while (said := self._line()) != word:
            assert said, f"the kiosk ended before it said {word}"

    def take(self, item: str) -> str:
        return self._get("take", item)

    def ask(self, item: str) -> str:
        return self._get("ask", item)

    def _get(self, what: str, item: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what} {item}\n")
        self.process.stdin.flush()
        while not (said := self._line()).startswith("number "):
            assert said, "the kiosk ended"
        return said.split()[1]

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def main(url: str, token: str, kiosk: str, folder: str) -> None:
    """Run until the input ends."""
    lock = threading.Lock()

    def say(word: str) -> None:
        with lock:
            sys.stdout.write(f"{word}\n")
            sys.stdout.flush()

    running = ScreenlessKiosk(url, token, kiosk, Path(folder), say)
    running.link.start()
    for line in sys.stdin:
        what, item = line.split()
        say("number " + (running.take(item) if what == "take" else running.ask(item)))
    running.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
