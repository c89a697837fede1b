"""What happened to each visitor, and when: gathered from the screens, the devices and the hall's own events."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from hallcall.client import Beat, LinkStatus
from hallcall.core import events as ev
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visitor. Times are the hall's, None for what did not happen (yet)."""

    number: str
    item: str = ""
    name: str = ""
    """Masked."""
    kiosk: str = ""
    way: str = ""
    touches: int = 0
    counter: int | None = None
    card_laid: datetime | None = None
    issued: datetime | None = None
    shown: datetime | None = None
    """The number stood on the kiosk's screen."""
    printed: datetime | None = None
    called: datetime | None = None
    on_the_wall: datetime | None = None
    started: datetime | None = None
    served: datetime | None = None
    call_id: str = ""
    """Event id of the call: the same on the wall, at the window and in the message."""
    slip: str = ""
    """Picture of the slip."""


@dataclass(slots=True)
class Timeline:
    """All visits by number. It is a ``LinkListener``; ``tell`` hears of each step once."""

    tell: Callable[[str, Visit], None]
    visits: dict[str, Visit] = field(default_factory=dict[str, Visit])
    calls: dict[str, int] = field(default_factory=dict[str, int])
    """How often each number was called for the first time; never more than once, if all is well."""
    seqs: list[int] = field(default_factory=list[int])
    """Places in the log, as heard."""
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def visit(self, number: str) -> Visit:
        """The visit of a number, made when it is new."""
        with self._lock:
            return self.visits.setdefault(number, Visit(number=number))

    def note(self, number: str, step: str, at: datetime, **facts: object) -> bool:
        """Set the time of a step and other facts; False when the step was known already."""
        with self._lock:
            visit = self.visit(number)
            for name, value in facts.items():
                setattr(visit, name, value)
            if getattr(visit, step) is not None:
                return False
            setattr(visit, step, at)
        self.tell(step, visit)
        return True

    @property
    def served(self) -> int:
        """Visits that are done."""
        with self._lock:
            return sum(1 for visit in self.visits.values() if visit.served is not None)

    def waiting_for_the_wall(self) -> list[str]:
        """Numbers that were called and have not been seen on a wall."""
        with self._lock:
            return [v.number for v in self.visits.values() if v.called is not None and v.on_the_wall is None]

    def write(self, path: Path, **facts: object) -> None:
        """Write everything as JSON."""
        with self._lock:
            visits = [asdict(visit) for visit in sorted(self.visits.values(), key=_first_time)]
        text = json.dumps({**facts, "visits": visits}, ensure_ascii=False, indent=1, default=_plain)
        path.write_text(text + "\n", encoding="utf-8")

    # -- LinkListener ----------------------------------------------------------------------------------------------

    def on_hall(self, hall: Hall) -> None:
        """Nothing to note."""

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Nothing to note: the timeline follows from the start."""

    def on_event(self, recorded: ev.Recorded) -> None:
        """Note the step that the event is."""
        self.seqs.append(recorded.seq)
        match recorded.event:
            case ev.TicketIssued(leg=1) as issued:
                self.note(issued.number, "issued", recorded.at, item=issued.item, kiosk=issued.kiosk)
            case ev.TicketCalled() as called:
                with self._lock:
                    self.calls[called.number] = self.calls.get(called.number, 0) + 1
                self.note(called.number, "called", recorded.at, counter=called.counter, call_id=recorded.id)
            case ev.TicketStarted() as started:
                self.note(_number(started.ticket), "started", recorded.at)
            case ev.TicketFinished() as finished:
                self.note(_number(finished.ticket), "served", recorded.at)
            case _:
                pass

    def on_beat(self, beat: Beat) -> None:
        """Nothing to note."""

    def on_link(self, status: LinkStatus) -> None:
        """Nothing to note."""


def _number(ticket: str) -> str:
    """``2026-11-23/A023.2`` -> ``A023``."""
    return ticket.split("/")[1].split(".", maxsplit=1)[0]


def _first_time(visit: Visit) -> str:
    first = visit.card_laid or visit.issued
    return first.isoformat() if first is not None else visit.number


def _plain(value: object) -> str:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)
