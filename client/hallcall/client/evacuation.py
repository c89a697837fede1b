"""Whether people must leave, as this machine knows: kept in a small file for times without the server.

The file lies beside the machine's token. It is written when the emergency or the ways out change, so a screen that is
switched on while the server burns still says to leave, and by which way. An alarm of this machine's own
(:mod:`hallcall.client.local_alarm`) counts until the server has heard of it.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from hallcall.client.local_alarm import AlarmFile
from hallcall.client.small_files import write_whole
from hallcall.core.places import ExitWay
from hallcall.core.snapshot import Emergency
from hallcall.core.state import HallState

__all__ = ["OWN_ALARM_MS", "Evacuation", "EvacuationMemory"]

_log = logging.getLogger(__name__)

OWN_ALARM_MS = 1000
"""So often a screen looks whether this machine has an alarm of its own."""


class Evacuation(msgspec.Struct, frozen=True):
    """Whether people must leave, and what this machine does then."""

    emergency: Emergency | None = None
    exits: tuple[ExitWay, ...] = ()
    """The ways out of this machine's place."""
    clear: tuple[str, ...] = ()
    """Rooms of glass that are clear while people leave; all others are private."""


class EvacuationMemory:
    """What was heard last; before the server was heard, what was kept."""

    def __init__(self, file: Path | None = None) -> None:
        """Read the file; None keeps nothing, and hears of no alarm of this machine."""
        self._file = file
        self._alarm_file = AlarmFile(file.parent) if file is not None else None
        self._heard = self._kept = _kept(file)
        self._own: Emergency | None = None
        self.look_here()

    @property
    def known(self) -> Evacuation:
        """The emergency, the server's or this machine's own, and what to do then."""
        heard = self._heard.emergency
        if self._own is None or (heard is not None and not heard.is_drill):
            return self._heard
        return msgspec.structs.replace(self._heard, emergency=self._own)

    @property
    def emergency(self) -> Emergency | None:
        """Why people must leave; None when they need not."""
        return self.known.emergency

    def look_here(self) -> bool:
        """See whether this machine has an alarm of its own; True when people must leave, or need not any more."""
        before = self.emergency
        alarm = self._alarm_file.read() if self._alarm_file is not None else None
        is_ours = alarm is not None and not alarm.is_told
        self._own = Emergency(since=alarm.since, is_drill=False) if alarm is not None and is_ours else None
        return self.emergency != before

    def take(self, state: HallState, exits: tuple[ExitWay, ...] = (), clear: tuple[str, ...] = ()) -> bool:
        """Take over what the hall's state says; True when it is something else than before.

        Args:
            state: of the hall; one that was never heard says nothing.
            exits: ways out of this machine's place.
            clear: rooms of glass that are clear while people leave.
        """
        before = self.known
        if state.day is not None:
            self._heard = Evacuation(state.emergency, exits, clear)
        self.look_here()
        return self.known != before

    def keep(self) -> None:
        """Write down what was taken over, when it is news. The disk may take its time."""
        if self._heard != self._kept:
            self._kept = self._heard
            _keep(self._file, self._heard)

    def hear(self, state: HallState, exits: tuple[ExitWay, ...] = ()) -> bool:
        """Take over and keep what the hall's state says; True when it is something else than before."""
        is_news = self.take(state, exits)
        self.keep()
        return is_news


def _kept(file: Path | None) -> Evacuation:
    """What was kept; nothing when there is no file, or one that cannot be read."""
    if file is None:
        return Evacuation()
    try:
        return msgspec.json.decode(file.read_bytes(), type=Evacuation)
    except FileNotFoundError:
        return Evacuation()
    except (OSError, msgspec.DecodeError):
        _log.exception("the kept way out cannot be read: %s", file)
        return Evacuation()


def _keep(file: Path | None, evacuation: Evacuation) -> None:
    """Keep it, whole or not at all. A disk that is full or read-only is no reason to show nothing."""
    if file is None:
        return
    try:
        write_whole(file, msgspec.json.encode(evacuation))
    except OSError:
        _log.exception("the way out cannot be kept: %s", file)
