"""Question and answer in step, with devices whose answers do not say to what.

An answer that comes later than it was waited for must not be taken for the answer to the next question, and neither
must one to a question of a process that was killed. So after a question without an answer, and after the wire was
opened, nothing is asked before that answer has come or can come no more:

*   where an answer of the device says unmistakably to what it is (``mark``), that is asked for: devices answer in the
    order in which they were asked, so whatever comes behind it is new;
*   elsewhere the line is listened to for another time-out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from math import inf
from typing import TypeVar

from hallcall.core.errors import DeviceProtocol, DeviceTimeout
from hallcall.hal.transport import Transport

T = TypeVar("T")


class Questions:
    """The questions to one device, one after the other."""

    def __init__(
        self,
        wire: Transport,
        timeout_s: float,
        *,
        mark: Callable[[], object] | None = None,
        overhear: Callable[[bytes], object] | None = None,
    ) -> None:
        """Nothing was asked yet.

        Args:
            wire: to the device; somebody else opens and closes it.
            timeout_s: how long an answer is waited for, unless a question says otherwise.
            mark: asks for an answer that cannot be mistaken and returns when it is there.
            overhear: takes what comes between questions; otherwise it is dropped.
        """
        self._wire = wire
        self._timeout_s = timeout_s
        self._mark = mark
        self._overhear = overhear
        self._owed_until = -inf
        """Until then (``time.monotonic``) an answer to an earlier question may come."""

    @property
    def is_in_step(self) -> bool:
        """Whether no answer to an earlier question can come any more."""
        return time.monotonic() >= self._owed_until

    def begin(self) -> None:
        """The wire was opened; somebody may have asked something just before."""
        self._owed_until = inf if self._mark else time.monotonic() + self._timeout_s

    def ask_twice(self, exchange: Callable[[], T], timeout_s: float | None = None) -> T:
        """A question that may be asked again when its answer was lost or damaged.

        Args:
            exchange: asks and waits for the answer.
            timeout_s: how long it waits.

        Raises:
            DeviceError: as ``exchange`` says the second time.
        """
        wait_s = self._timeout_s if timeout_s is None else timeout_s
        try:
            return self._ask(exchange, wait_s)
        except (DeviceTimeout, DeviceProtocol):
            answer = self._ask(exchange, wait_s)
            if not self._mark:
                # Perhaps it was that to the first, and the other is still to come.
                self._owed_until = time.monotonic() + wait_s
            return answer

    def _ask(self, exchange: Callable[[], T], wait_s: float) -> T:
        self._catch_up()
        self._owed_until = inf if self._mark else time.monotonic() + 2 * wait_s
        answer = exchange()
        self._owed_until = -inf
        return answer

    def _catch_up(self) -> None:
        """Let what is owed come."""
        if self._mark and self._owed_until == inf:
            self._drop()
            self._mark()
            self._owed_until = -inf
        while (now := time.monotonic()) < self._owed_until:
            with suppress(DeviceTimeout):
                data = self._wire.read_exact(1, min(self._owed_until, now + self._timeout_s))
                if self._overhear:
                    self._overhear(data)
        self._drop()

    def _drop(self) -> None:
        if self._overhear:
            self._overhear(self._wire.read_pending())
        else:
            self._wire.discard_input()
