"""The kiosk's own numbers in the GUI thread: keeps them in step with the hall, and gives them when nobody answers."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from hallcall.client import Answer, IssueRequest, LinkState, LinkStatus
from hallcall.client.offline import OfflineNumbers, OfflineStore
from hallcall.config import hall_from_document, hall_to_document
from hallcall.core.days import business_day
from hallcall.core.errors import ConfigError, HallcallError, LinkError, StorageError
from hallcall.core.events import DayOpened, NumbersLeased, Recorded
from hallcall.core.hall import Hall
from hallcall.kiosk.model.server import OnAnswer, OnError
from hallcall.ui.link import LinkBridge

__all__ = ["Standby"]

_HALL = "hall"
_log = logging.getLogger(__name__)

ANSWER_MS = 3000
"""A visitor waits so long for a server that has gone. Source: docs/decisions/0010."""


class Standby(QObject):
    """Asks the server for a number, and gives one itself when the link is lost."""

    drained = Signal()
    """The server has heard of everything."""

    def __init__(
        self,
        bridge: LinkBridge,
        kiosk: str,
        folder: Path,
        parent: QObject | None = None,
        *,
        answer_ms: int = ANSWER_MS,
    ) -> None:
        """Open the kiosk's file.

        Raises:
            StorageError: it cannot be used.
        """
        super().__init__(parent)
        self._wishes: list[_Wish] = []
        self._bridge = bridge
        self._answer_ms = answer_ms
        self._store = OfflineStore(folder / f"{kiosk}.db")
        self._numbers = OfflineNumbers(
            self._store, kiosk, lambda command, key: bridge.link.send(command, key=key), self.drained.emit
        )
        bridge.hallTaken.connect(self._keep_hall)
        bridge.snapshotTaken.connect(self._hear)
        bridge.changed.connect(self._take_event)
        bridge.linkChanged.connect(self._take_link)
        bridge.beat.connect(self._numbers.go_on)
        self._hear()

    def close(self) -> None:
        """Hear no answers any more; close the file when the link has ended."""
        self._numbers.close()

    def close_file(self) -> None:
        """The link's thread has ended."""
        self._store.close()

    @property
    def holds_numbers(self) -> bool:
        """Whether any number is left for today; a disk that does not answer holds none."""
        hall = self._bridge.hall
        if hall is None:
            return False
        try:
            return any(self._numbers.left(business_day(hall, self._bridge.now())).values())
        except StorageError:
            return False

    @property
    def owes(self) -> bool:
        """Whether the server has not heard of everything."""
        try:
            return bool(self._numbers.outbox.waiting())
        except StorageError:
            return False

    @property
    def is_lost(self) -> bool:
        """Whether the link is lost."""
        return self._bridge.status.state is LinkState.LOST

    def ask(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """A number of the server, or of this kiosk when there is no server."""
        wish = _Wish(self, request, key, on_answer, on_error)
        if self.is_lost:
            QTimer.singleShot(0, wish.give)
        else:
            self._wishes.append(wish)
            future = self._bridge.link.send(request, key=key)
            wish.wait_for(future, self._answer_ms)
            self._bridge.watch(future, wish.take_answer, wish.take_error)

    def take(self, request: IssueRequest, instead_of: str | None) -> Answer:
        """A number of this kiosk.

        Raises:
            Refused: a rule says no.
            LinkError: no number is left, or the disk keeps none.
        """
        if self._bridge.hall is None:
            raise LinkError("link.down")
        try:
            return self._numbers.take(self._bridge.hall, request, self._bridge.now(), instead_of)
        except StorageError as error:
            _log.exception("no number can be kept")
            raise LinkError("link.down") from error

    def forget(self, wish: _Wish) -> None:
        """The wish has its answer."""
        self._wishes.remove(wish)

    def _take_event(self, recorded: Recorded) -> None:
        if isinstance(recorded.event, NumbersLeased | DayOpened):
            self._hear()

    def _take_link(self, status: LinkStatus) -> None:
        if status.state is LinkState.LIVE:
            self._numbers.go_on()
        elif status.state is LinkState.LOST:
            for wish in list(self._wishes):
                wish.give_if_overdue()

    def known_hall(self) -> Hall | None:
        """The hall as it was last told; None for a kiosk that never met its server."""
        kept = self._store.recall(_HALL)
        try:
            return hall_from_document(msgspec.json.decode(kept, type=dict[str, Any])) if kept is not None else None
        except (ConfigError, msgspec.MsgspecError):
            # Kept by another version of hallcall.
            return None

    def _keep_hall(self) -> None:
        if self._bridge.hall is not None:
            try:
                self._store.remember(_HALL, msgspec.json.encode(hall_to_document(self._bridge.hall)).decode())
            except StorageError:
                _log.exception("the hall cannot be kept for a start without the server")
        self._hear()

    def _hear(self) -> None:
        if self._bridge.hall is None:
            return
        try:
            self._numbers.hear(self._bridge.hall, self._bridge.state, self._bridge.now())
        except StorageError:
            _log.exception("numbers for times without the server cannot be kept")


class _Wish:
    """One touch that was sent. Whoever answers first, the visitor gets one number."""

    def __init__(
        self, standby: Standby, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError
    ) -> None:
        self._standby = standby
        self._request = request
        self._key = key
        self._on_answer = on_answer
        self._on_error = on_error
        self._future: Future[Answer] | None = None
        self._overdue = QTimer(standby, singleShot=True)
        self._overdue.timeout.connect(self.give_if_overdue)

    def wait_for(self, future: Future[Answer], answer_ms: int) -> None:
        """It was sent."""
        self._future = future
        self._overdue.start(answer_ms)

    def give(self) -> None:
        """It was never sent: the kiosk's own number, or why not."""
        self._finish(None)

    def give_if_overdue(self) -> None:
        """The server had its time and has gone. Without a number of its own the kiosk waits on for the answer."""
        future = self._future
        if future is None or self._overdue.isActive() or not self._standby.is_lost:
            return
        if self._standby.holds_numbers:
            self._end()
            self._finish(self._key)
            # Not sent any more. What is on its way already finds its key used up.
            future.cancel()

    def take_answer(self, answer: Answer) -> None:
        """The server has answered."""
        if self._future is not None:
            self._end()
            self._on_answer(answer)

    def take_error(self, error: HallcallError) -> None:
        """The server has refused, or the link has given up."""
        if self._future is None:
            return
        self._end()
        if isinstance(error, LinkError) and self._standby.is_lost:
            self._finish(self._key)
        else:
            self._on_error(error)

    def _end(self) -> None:
        self._future = None
        self._overdue.stop()
        self._overdue.deleteLater()
        self._standby.forget(self)

    def _finish(self, instead_of: str | None) -> None:
        try:
            answer = self._standby.take(self._request, instead_of)
        except HallcallError as error:
            self._on_error(error)
        else:
            self._on_answer(answer)
