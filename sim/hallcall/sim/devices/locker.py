"""A simulated parcel locker: a lock control board, doors on springs, and hands that pull and close them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import reduce
from operator import xor


class SimLocker:
    """The board and its boxes; its frames are built by hand, apart from the driver's codec."""

    def __init__(self, *, board: int = 1, boxes: int = 12, spring: bool = True) -> None:
        """A locker with every door closed.

        Args:
            board: its address.
            boxes: how many it has, 24 at most.
            spring: whether a driven door jumps open by itself; else somebody must pull it.
        """
        self.driven: list[int] = []
        """Every lock that was driven, in order."""
        self.open_doors: set[int] = set()
        self._board = board
        self._boxes = boxes
        self._spring = spring
        self._lock = threading.Lock()
        self._buffer = bytearray()

    def pull(self, box: int) -> None:
        """Open a door by hand; without an order that is force."""
        with self._lock:
            self.open_doors.add(box)

    def shut(self, box: int) -> None:
        """Close a door."""
        with self._lock:
            self.open_doors.discard(box)

    def power_on(self) -> None:
        """The board gets power; doors stay as they are."""
        with self._lock:
            self._buffer.clear()

    def on_change(self, wake: Callable[[], None]) -> None:
        """It speaks only when asked; kept for the protocol of the wire."""

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - it has no clock
        """Nothing to do between requests."""
        return [], None

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request for this board."""
        with self._lock:
            self._buffer += data
            replies: list[bytes] = []
            while len(self._buffer) >= 5:
                request = bytes(self._buffer[:5])
                if request[0] not in {0x8A, 0x80} or reduce(xor, request):
                    del self._buffer[0]
                    continue
                del self._buffer[:5]
                if request[1] == self._board:
                    replies.append(self._answer(request))
            return replies

    def _answer(self, request: bytes) -> bytes:
        if request[0] == 0x80:
            bits = sum(1 << box - 1 for box in self.open_doors)
            return _checked(bytes((0x80, self._board, bits >> 16 & 255, bits >> 8 & 255, bits & 255, 0x33)))
        return self._open(request[2])

    def _open(self, box: int) -> bytes:
        if box <= self._boxes:
            self.driven.append(box)
            if self._spring:
                self.open_doors.add(box)
        return _checked(bytes((0x8A, self._board, box, 0x11 if box in self.open_doors else 0)))


def _checked(body: bytes) -> bytes:
    return body + bytes((reduce(xor, body),))
