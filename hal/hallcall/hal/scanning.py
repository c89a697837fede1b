"""What every scanner driver does with the codes it has read: told once while one is held there."""

from __future__ import annotations

import time

from hallcall.hal.codec.scancode import recognise
from hallcall.hal.framed import now
from hallcall.hal.model import DeviceId
from hallcall.hal.ports import Emit
from hallcall.hal.ports.scanner import CodeProblem, CodeScanned


class CodeTeller:
    """Tells codes."""

    def __init__(self, device: DeviceId, *, again_after_s: float) -> None:
        self._device = device
        self._again_after_s = again_after_s
        self._last = ""
        self._seen_at = float("-inf")

    def tell(self, code: str | None, emit: Emit) -> None:
        """Tell a code, or that there was one that cannot be read."""
        if code is None:
            emit(CodeProblem(device=self._device, at=now(), code="code.unreadable"))
            return
        moment = time.monotonic()
        is_same = code == self._last and moment - self._seen_at < self._again_after_s
        self._last, self._seen_at = code, moment
        if not is_same:
            found = recognise(code)
            emit(CodeScanned(device=self._device, at=now(), kind=found.kind, value=found.value))

    def forget(self) -> None:
        """A means of payment is kept no longer than needed."""
        self._last = ""
