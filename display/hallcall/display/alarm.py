"""``hallcall alarm``: has people leave when a fire panel's contact or a key on the wall says so.

It tells the server, and until the server has heard of it the programs of its own machine, by a small file. A contact
only begins an emergency. One that the server knows ends by a manager's word (``emergency.end``), whatever the contact
says by then; one that it never heard of ends on this machine when the contacts have been at rest for a while.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime

import msgspec
import structlog
from ulid import ULID

from hallcall.client import Answer, new_key
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.commands import BeginEmergency
from hallcall.core.errors import LinkError
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.hal import DeviceEvent, DeviceId
from hallcall.hal.ports.contact import ContactCapabilities, ContactChanged, ReadContacts

__all__ = ["AlarmKeeper"]

_log = structlog.get_logger("hallcall.alarm")

LOOK_S = 0.5
RELEASED_S = 10.0
"""At rest for so long, a contact says nothing any more."""
TOLD_S = 5.0
"""So long after the server's answer this machine's own word still counts: its screens may just be coming back."""
_AGAIN_S = 5.0
"""After a refusal the server is told again."""

Tell = Callable[[str, str], None]
"""Told the message and the contacts when something has changed."""


class AlarmKeeper(Keeper):
    """The contacts of one machine."""

    def __init__(self, settings: KeeperSettings, tell: Tell, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._tell = tell
        self._clock = clock
        self._boards: dict[DeviceId, tuple[str, ...]] = {}
        for config in settings.machine.devices:
            capabilities = self.devices.get(config.id).capabilities
            if isinstance(capabilities, ContactCapabilities):
                self._boards[config.id] = capabilities.contacts
        self._lock = threading.Lock()
        self._contacts: dict[tuple[DeviceId, str], bool] = {}
        """What each contact said last. One that was not read yet says nothing, neither this nor that."""
        self._file = AlarmFile(settings.keepsake.parent) if settings.keepsake is not None else None
        self._alarm = self._file.read() if self._file is not None else None
        """Stands from the first contact that says so until all are at rest; also over a restart of this program."""
        self._rest_since: float | None = None
        self._told_at: float | None = None
        self._next_try = 0.0
        self._is_telling = False
        self.devices.subscribe(self._hear)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Contacts of this machine."""
        return tuple(contact for contacts in self._boards.values() for contact in contacts)

    def keep(self) -> None:
        """See how the contacts are, and have the server told."""
        for board in self._boards:
            future = self.devices.do(board, ReadContacts(), str(ULID()), deadline_s=LOOK_S)
            future.add_done_callback(lambda done, board=board: self._note(board, done))
        self._settle()

    def let_go(self) -> None:
        """What was begun goes on: it ends by somebody's word."""

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, ContactChanged):
            self._take(event.device, {event.contact: event.is_alarm})

    def _note(self, board: DeviceId, done: Future[dict[str, bool]]) -> None:
        # A board that is away is told of by whoever watches the devices.
        if done.exception() is None:
            self._take(board, done.result())

    def _take(self, board: DeviceId, told: dict[str, bool]) -> None:
        read = {(board, contact): is_alarm for contact, is_alarm in told.items()}
        with self._lock:
            is_news = any(self._contacts.get(contact) is not is_alarm for contact, is_alarm in read.items())
            self._contacts |= read
        if is_news:
            self.wake()

    def _settle(self) -> None:
        """Bring the alarm to what the contacts say."""
        with self._lock:
            contacts = dict(self._contacts)
        pulled = tuple(sorted(name for (_, name), is_alarm in contacts.items() if is_alarm))
        now = self._clock()
        if pulled:
            self._rest_since = None
            if self._alarm is None or not set(pulled) <= set(self._alarm.contacts):
                self._begin(pulled)
        elif self._alarm is not None and len(contacts) == len(self.keeps):
            self._rest_since = now if self._rest_since is None else self._rest_since
            if now - self._rest_since >= RELEASED_S:
                self._tell("alarm-at-rest", ", ".join(self._alarm.contacts))
                self._keep_alarm(None)
        self._tell_server(now)

    def _begin(self, pulled: tuple[str, ...]) -> None:
        """Contacts began to say so, the first or others than before: a new alarm, whatever became of the last."""
        before = self._alarm.contacts if self._alarm is not None else ()
        self._tell("alarm-begun", ", ".join(pulled))
        contacts = tuple(sorted({*before, *pulled}))
        self._keep_alarm(LocalAlarm(since=datetime.now(UTC), contacts=contacts, key=new_key()))

    def _tell_server(self, now: float) -> None:
        alarm = self._alarm
        if alarm is None or alarm.is_told:
            return
        if self._told_at is not None and now - self._told_at >= TOLD_S:
            self._keep_alarm(msgspec.structs.replace(alarm, is_told=True))
        elif self._told_at is None and not self._is_telling and now >= self._next_try:
            command = BeginEmergency(reason=", ".join(alarm.contacts))
            future = self.ask(command, alarm.key)
            if future is not None:
                self._is_telling = True
                future.add_done_callback(lambda done: self._note_answer(alarm, done))

    def _note_answer(self, alarm: LocalAlarm, done: Future[Answer]) -> None:
        self._is_telling = False
        error = None if done.cancelled() else done.exception()
        if done.cancelled() or isinstance(error, LinkError):
            return
        if error is not None:
            _log.error("alarm.refused", error=str(error))
            self._next_try = self._clock() + _AGAIN_S
        elif self._alarm is alarm:
            self._told_at = self._clock()

    def _keep_alarm(self, alarm: LocalAlarm | None) -> None:
        self._alarm, self._told_at = alarm, None
        if self._file is not None:
            self._file.write(alarm)
