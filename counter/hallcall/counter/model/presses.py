"""Key presses on their way to the server: one at a time, each under its own key, sent again after a broken link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from hallcall.client import Answer, LinkState, LinkStatus, new_key
from hallcall.core.commands import Command
from hallcall.core.errors import HallcallError, LinkError
from hallcall.counter.model.port import OnError, Server

GIVE_UP_MS = 60_000
"""A press that could not be delivered for this long is given up: the clerk has gone on by word of mouth."""


@dataclass(frozen=True, slots=True)
class _Press:
    key: str
    command: Command
    on_answer: Callable[[Answer], None]
    on_error: OnError


class Presses(QObject):
    """Delivers the clerk's wishes.

    The link itself insists for some seconds. When it gives up, nobody knows whether the server did it: the press
    is kept and sent again under the same key as soon as the server is back, so that it happens once.
    """

    changed = Signal()
    """A press set out, waits for the link, or has its answer."""

    def __init__(self, server: Server, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._press: _Press | None = None
        self._failure: LinkError | None = None
        self._give_up = QTimer(self, singleShot=True, interval=GIVE_UP_MS)
        self._give_up.timeout.connect(self._drop)
        server.linkChanged.connect(self._take_link)

    @property
    def is_under_way(self) -> bool:
        """Whether a press has no answer yet."""
        return self._press is not None

    @property
    def waits_for_link(self) -> bool:
        """Whether a press is kept until the server is back."""
        return self._failure is not None

    def send(self, command: Command, on_answer: Callable[[Answer], None], on_error: OnError) -> None:
        """Send one wish; a wish made while another is under way is the same finger again and does nothing."""
        if self._press is not None:
            return
        self._press = _Press(new_key(), command, on_answer, on_error)
        self._give_up.start()
        self._deliver()
        self.changed.emit()

    def forget(self, kind: type[Command]) -> None:
        """A wish of this kind that is under way reaches the server in another way: nobody waits for its end."""
        if self._press is not None and isinstance(self._press.command, kind):
            self._end()

    def _deliver(self) -> None:
        press = self._press
        if press is not None:
            self._failure = None
            self._server.send(press.command, self._answered, self._failed, key=press.key)

    def _answered(self, answer: Answer) -> None:
        press = self._end()
        if press is not None:
            press.on_answer(answer)

    def _failed(self, error: HallcallError) -> None:
        if isinstance(error, LinkError) and self._server.status.state is not LinkState.LIVE:
            self._failure = error
            self.changed.emit()
            return
        press = self._end()
        if press is not None:
            press.on_error(error)

    def _take_link(self, status: LinkStatus) -> None:
        if status.state is LinkState.LIVE and self._failure is not None:
            self._deliver()
            self.changed.emit()

    def _drop(self) -> None:
        failure = self._failure
        if failure is None:
            self._give_up.start()
            return
        press = self._end()
        if press is not None:
            press.on_error(failure)

    def _end(self) -> _Press | None:
        press, self._press, self._failure = self._press, None, None
        self._give_up.stop()
        self.changed.emit()
        return press
