"""Signing in: what was typed, what the server said. Nothing is remembered, nobody is suggested."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hallcall.client import Session
from hallcall.core.errors import HallcallError
from hallcall.counter.model.desk import Desk
from hallcall.counter.model.sentences import error_sentence


class Login(QObject):
    """The login page's state.

    Attributes:
        is_busy: the server has been asked and has not answered.
        problem: sentence about the last try; empty when there is nothing to say.
        caps_lock: whether the keyboard writes capitals; None until a key has told.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_busy = False
        self.problem = ""
        self.caps_lock: bool | None = None
        desk.noticed.connect(self._take_notice)

    def sign_in(self, clerk: str, password: str, *, paused: bool) -> None:
        """Try to sign in.

        Args:
            clerk: the clerk's number, as typed.
            password: as typed; not kept.
            paused: sign in without opening the counter.
        """
        if self.is_busy:
            return
        texts = self._desk.texts
        if not clerk.strip() or not password:
            self._say(texts.text("counter-login-incomplete"))
            return
        if not self._desk.is_online:
            self._say(texts.text("counter-login-offline"))
            return
        self.is_busy = True
        self._say("")
        self._desk.server.login(clerk.strip(), password, self._signed_in, self._failed, paused=paused)

    def edited(self) -> None:
        """Something was typed: what was said of the last try no longer holds."""
        if self.problem:
            self._say("")

    def note_caps_lock(self, *, on: bool) -> None:
        """A key has told how the caps lock is."""
        if on != self.caps_lock:
            self.caps_lock = on
            self.changed.emit()

    def _signed_in(self, session: Session) -> None:
        self.is_busy = False
        self._say("")
        self._desk.sign_in(session)

    def _failed(self, error: HallcallError) -> None:
        self.is_busy = False
        self._say(error_sentence(self._desk.texts, error))

    def _take_notice(self, sentence: str) -> None:
        if self._desk.session is None:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.problem = sentence
        self.changed.emit()
